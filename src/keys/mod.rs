//! Key pairs, certificates and the private authority: made, read and judged.
//!
//! Invariant: nothing here opens a file; bytes in, bytes out. Callers write them where they belong, with the
//! owner and mode that the contract gives them.

mod authority;
mod certificate;
mod pair;
pub mod pem;

pub use authority::{Authority, AuthorityError, Issued};
pub use certificate::{
    CertificateFault, Fingerprints, authority_in, certifies, check, covers, days_left, ends, fingerprints,
    lacking_authority, public_key,
};
pub use pair::{Pair, PairError, certificate_for, make_pair, random_hexadecimal};
