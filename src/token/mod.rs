//! Claims, key ids and scopes of the registry's bearer tokens: the engine verifies them, an issuer signs them.
//!
//! ```
//! # fn engine(bundle: &[Vec<u8>], token: &str, now_unix: u64) -> Result<bool, Box<dyn std::error::Error>> {
//! use wharf::token::{Expected, TrustedKeys, verify};
//!
//! // `bundle` is what `keys::pem::certificates` read from `rootcertbundle`.
//! let keys = TrustedKeys::from_certificates(bundle)?;
//! let expected = Expected { issuer: "omnibus-gitlab-issuer".into(), audience: "container_registry".into() };
//! let claims = verify(token, &keys, &expected, now_unix)?;
//! Ok(claims.allows("repository", "group/project", "pull"))
//! # }
//! ```
//!
//! Invariant: nothing here reads a file, a clock or a random number. PEM files are read elsewhere, the time is an argument.
//!
//! Invariant: a key is never taken from a token. What the header says (`x5c`, `jwk`, `kid`) only picks one of
//! the trusted keys, and the key decides which algorithms may be used with it.

mod claims;
mod key_id;
mod scope;
mod sign;
#[cfg(test)]
mod tests;
mod trusted;
mod verify;

pub use claims::{Access, Claims};
pub use key_id::KeyId;
pub use scope::{Scope, ScopeError};
pub use sign::{SignError, SigningKey, sign};
pub use trusted::{KeyError, TrustedKeys};
pub use verify::{Expected, LEEWAY, LONGEST_TOKEN, VerifyError, verify};
