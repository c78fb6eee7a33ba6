//! From claims to a token, exactly as GitLab signs them.

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
use jsonwebtoken::{Algorithm, EncodingKey, Header};

use super::{Claims, KeyId};
use crate::secret::Secret;

/// The private key of the issuer.
#[derive(Debug, Clone)]
pub struct SigningKey {
    id: KeyId,
    key: EncodingKey,
}

/// Why nothing could be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// No PEM block of a private RSA key.
    #[error(
        "could not read an RSA private key: it must be PEM, `RSA PRIVATE KEY` or `PRIVATE KEY`, and not encrypted"
    )]
    Key,
    /// The key is there and the signature failed.
    #[error("could not sign the token")]
    Signature,
}

impl SigningKey {
    /// An RSA key in PEM, PKCS#1 as Omnibus writes it or PKCS#8.
    pub fn from_pem(pem: &[u8]) -> Result<Self, SignError> {
        let key = EncodingKey::from_rsa_pem(pem).map_err(|_| SignError::Key)?;
        let pair = RsaKeyPair::from_der(key.as_bytes()).map_err(|_| SignError::Key)?;
        let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(|_| SignError::Key)?;
        Ok(Self { id: KeyId::libtrust(spki.as_ref()), key })
    }

    /// The `kid` of what it signs.
    #[must_use]
    pub fn id(&self) -> &KeyId {
        &self.id
    }
}

/// Signs with RS256 under the header `{typ, alg, kid}`, the libtrust id as `kid`, no `x5c`: GitLab's form.
pub fn sign(claims: &Claims, key: &SigningKey) -> Result<Secret<String>, SignError> {
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some(key.id.as_str().to_owned());
    jsonwebtoken::encode(&header, claims, &key.key).map(Secret::new).map_err(|_| SignError::Signature)
}
