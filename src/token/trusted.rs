//! The public keys that tokens may be signed with, under every id a token may call them by.

use std::collections::HashMap;
use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey};
use x509_parser::prelude::{FromDer as _, SubjectPublicKeyInfo, X509Certificate};
use x509_parser::public_key::PublicKey;

use super::KeyId;
use super::key_id::without_zeros;

/// The keys of a `rootcertbundle`.
#[derive(Debug, Clone, Default)]
pub struct TrustedKeys {
    keys: HashMap<KeyId, Arc<TrustedKey>>,
    unusable: Vec<KeyError>,
}

/// One key and the algorithms it is for.
#[derive(Debug)]
pub(super) struct TrustedKey {
    pub(super) decoding: DecodingKey,
    pub(super) algorithms: &'static [Algorithm],
}

/// Why certificates give no key to trust.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is no certificate at all.
    #[error("there is no certificate")]
    Empty,
    /// This one, counted from 1, is no certificate.
    #[error("certificate {0} is not readable")]
    Unreadable(usize),
    /// This one, counted from 1, has a key that tokens cannot be verified with.
    #[error(
        "certificate {0} has a key that is neither RSA of 2048 bits or more, nor on the curve P-256 or P-384"
    )]
    Unsupported(usize),
}

const RSA: &[Algorithm] = &[
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
];

impl TrustedKeys {
    /// The public key of every certificate in DER, under its libtrust id and its RFC 7638 thumbprint.
    ///
    /// Nothing else of a certificate counts: Omnibus' own has serial 0, no extension, and signs itself; GitLab
    /// never renews it, so its expiry is not looked at either (nor does `distribution`). A certificate that
    /// cannot be used is noted in [`TrustedKeys::unusable`]; it is an error only when none is left.
    ///
    /// ```no_run
    /// # fn read(bundle: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    /// let certificates = wharf::keys::pem::certificates(bundle)?;
    /// let keys = wharf::token::TrustedKeys::from_certificates(&certificates)?;
    /// # Ok(()) }
    /// ```
    pub fn from_certificates(der: &[Vec<u8>]) -> Result<Self, KeyError> {
        let mut trusted = Self::default();
        for (place, der) in der.iter().enumerate() {
            if let Err(fault) = trusted.add(der, place + 1) {
                trusted.unusable.push(fault);
            }
        }
        if trusted.keys.is_empty() {
            return Err(trusted.unusable.into_iter().next().unwrap_or(KeyError::Empty));
        }
        Ok(trusted)
    }

    fn add(&mut self, der: &[u8], place: usize) -> Result<(), KeyError> {
        let (_, certificate) = X509Certificate::from_der(der).map_err(|_| KeyError::Unreadable(place))?;
        let spki = certificate.public_key();
        let (thumbprint, key) = usable(spki).ok_or(KeyError::Unsupported(place))?;
        let key = Arc::new(key);
        self.keys.insert(KeyId::libtrust(spki.raw), Arc::clone(&key));
        self.keys.insert(thumbprint, key);
        Ok(())
    }

    /// The certificates that gave no key.
    #[must_use]
    pub fn unusable(&self) -> &[KeyError] {
        &self.unusable
    }

    /// Every id a token may name a key by, sorted: two for each key.
    #[must_use]
    pub fn ids(&self) -> Vec<&KeyId> {
        let mut ids: Vec<&KeyId> = self.keys.keys().collect();
        ids.sort();
        ids
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&TrustedKey> {
        self.keys.get(id).map(AsRef::as_ref)
    }

    /// The trusted key that a certificate carries.
    pub(super) fn by_certificate(&self, der: &[u8]) -> Option<&TrustedKey> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        self.by_id(KeyId::libtrust(certificate.public_key().raw).as_str())
    }
}

impl std::borrow::Borrow<str> for KeyId {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

/// The thumbprint and the key, when it is one that RFC 7518 has an algorithm for.
fn usable(spki: &SubjectPublicKeyInfo<'_>) -> Option<(KeyId, TrustedKey)> {
    match spki.parsed().ok()? {
        PublicKey::RSA(rsa) => {
            let (n, e) = (without_zeros(rsa.modulus), without_zeros(rsa.exponent));
            // RFC 7518, section 3.3: "A key of size 2048 bits or larger MUST be used".
            if n.len() < 256 {
                return None;
            }
            let decoding = DecodingKey::from_rsa_raw_components(n, e);
            Some((KeyId::thumbprint_rsa(n, e), TrustedKey { decoding, algorithms: RSA }))
        }
        PublicKey::EC(point) => {
            let curve = spki.algorithm.parameters.as_ref()?.as_oid().ok()?.to_id_string();
            let (name, length, algorithms): (_, _, &'static [Algorithm]) = match curve.as_str() {
                "1.2.840.10045.3.1.7" => ("P-256", 32, &[Algorithm::ES256]),
                "1.3.132.0.34" => ("P-384", 48, &[Algorithm::ES384]),
                _ => return None,
            };
            let (form, coordinates) = point.data().split_first()?;
            if *form != 4 || coordinates.len() != 2 * length {
                return None;
            }
            let (x, y) = coordinates.split_at_checked(length)?;
            let decoding = DecodingKey::from_ec_der(point.data());
            Some((KeyId::thumbprint_ec(name, x, y), TrustedKey { decoding, algorithms }))
        }
        _ => None,
    }
}
