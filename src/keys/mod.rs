//! Key pairs, certificates and the private authority: made, read and judged.
//!
//! Invariant: nothing here opens a file; bytes in, bytes out. Callers write them where they belong, with the
//! owner and mode that the contract gives them.

pub mod pem;
