//! The state of an upload that travels with its `Location`: `_state`, as `distribution` seals it.
//!
//! base64url( HMAC-SHA256(`http.secret`, JSON) and JSON ). Engines with the same secret take each other's. It is no
//! authorisation, the token is checked on every request anyway; it says which upload is meant and how far it was.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use serde::{Deserialize, Serialize};

use crate::registry::spec::{RepositoryName, UploadId};

/// What the state says. The order and names of the fields are those of `distribution`'s program.
#[derive(Debug, Serialize, Deserialize)]
struct State {
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "UUID")]
    id: String,
    #[serde(rename = "Offset")]
    offset: u64,
    #[serde(rename = "StartedAt")]
    started: String,
}

/// Seals and opens states.
#[derive(Debug)]
pub(crate) struct Seal(hmac::Key);

impl Seal {
    /// A seal with this secret.
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// The state of an upload of `offset` bytes.
    pub(super) fn close(&self, name: &RepositoryName, id: &UploadId, offset: u64, started: &str) -> String {
        let state = State {
            name: name.as_str().to_owned(),
            id: id.as_str().to_owned(),
            offset,
            started: started.to_owned(),
        };
        let json = serde_json::to_vec(&state).unwrap_or_default();
        let mut sealed = hmac::sign(&self.0, &json).as_ref().to_vec();
        sealed.extend_from_slice(&json);
        URL_SAFE.encode(sealed)
    }

    /// How far the upload was when this state was sealed; `None` when it is not ours or is of another upload.
    pub(super) fn open(&self, sealed: &str, name: &RepositoryName, id: &UploadId) -> Option<u64> {
        let bytes = URL_SAFE.decode(sealed).ok()?;
        let (tag, json) = bytes.split_at_checked(32)?;
        hmac::verify(&self.0, json, tag).ok()?;
        let state: State = serde_json::from_slice(json).ok()?;
        (state.name == name.as_str() && state.id == id.as_str()).then_some(state.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Whatever is sent in its place is none; what was sealed opens, unless a byte of it is changed.
        #[test]
        fn only_what_was_sealed_opens(text in "[ -~]{0,200}", offset in 0_u64.., place in 0_usize..200, bit in 0_u8..8) {
            let (name, id) = (RepositoryName::parse("a/b").unwrap(), UploadId::parse("u").unwrap());
            let seal = Seal::new(b"secret");
            proptest::prop_assert_eq!(seal.open(&text, &name, &id), None);
            let sealed = seal.close(&name, &id, offset, "2026-11-23T08:55:00Z");
            proptest::prop_assert_eq!(seal.open(&sealed, &name, &id), Some(offset));
            let mut bytes = URL_SAFE.decode(&sealed).unwrap();
            let place = place % bytes.len();
            bytes[place] ^= 1 << bit;
            proptest::prop_assert_eq!(seal.open(&URL_SAFE.encode(bytes), &name, &id), None);
        }
    }

    #[test]
    fn a_state_opens_only_for_its_upload_and_secret() {
        let (name, id) = (RepositoryName::parse("a/b").unwrap(), UploadId::parse("u").unwrap());
        let seal = Seal::new(b"secret");
        let sealed = seal.close(&name, &id, 7, "2026-11-23T08:55:00Z");
        assert_eq!(seal.open(&sealed, &name, &id), Some(7));
        assert_eq!(Seal::new(b"other").open(&sealed, &name, &id), None);
        assert_eq!(seal.open(&sealed, &RepositoryName::parse("a").unwrap(), &id), None);
        assert_eq!(seal.open(&sealed, &name, &UploadId::parse("v").unwrap()), None);
        let flipped = format!("{}A", &sealed[..sealed.len() - 1]);
        assert_eq!(seal.open(&flipped, &name, &id), None);
        assert_eq!(seal.open("", &name, &id), None);
    }

    #[test]
    fn a_state_is_the_one_that_distribution_makes() {
        let (name, id) = (RepositoryName::parse("a").unwrap(), UploadId::parse("u").unwrap());
        let sealed = Seal::new(b"k").close(&name, &id, 3, "2026-01-02T03:04:05Z");
        let bytes = URL_SAFE.decode(sealed).unwrap();
        assert_eq!(&bytes[32..], br#"{"Name":"a","UUID":"u","Offset":3,"StartedAt":"2026-01-02T03:04:05Z"}"#);
    }
}
