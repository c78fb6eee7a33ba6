//! The key pair between Rails and the registry, as Omnibus makes it, and the registry's `http_secret`.

use std::time::Duration;

use rcgen::{
    CertificateParams, DistinguishedName, DnType, DnValue, IsCa, KeyPair, PKCS_RSA_SHA256, RsaKeySize,
    date_time_ymd,
};

use super::pem::{self, PemError};
use crate::secret::Secret;

/// Omnibus' ten years, in days.
const DAYS: u64 = 3650;

/// The private key that Rails signs with, and the certificate that the registry trusts.
#[derive(Debug, Clone)]
pub struct Pair {
    /// `internal_certificate` and `gitlab-registry.crt`.
    pub certificate: String,
    /// `internal_key` and `gitlab-registry.key`.
    pub key: Secret<String>,
}

/// Why there is no pair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairError {
    /// The given key is no PEM.
    #[error("could not read the private key")]
    Pem(#[from] PemError),
    /// It is PEM and no key that signs tokens.
    #[error("could not use the private key: it must be RSA")]
    Key,
    /// The library refused.
    #[error("could not make the key pair")]
    Made(#[source] rcgen::Error),
}

/// Makes an RSA-4096 key and its certificate. About a second of work.
///
/// The key is PEM of PKCS#8 (`PRIVATE KEY`), where Omnibus writes PKCS#1 (`RSA PRIVATE KEY`): Ruby's OpenSSL,
/// Go and this house read either.
pub fn make_pair(now_unix: u64) -> Result<Pair, PairError> {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_4096).map_err(PairError::Made)?;
    Ok(Pair { certificate: certificate_of(&key, now_unix)?, key: Secret::new(key.serialize_pem()) })
}

/// The certificate of a key that came without one, so that the two belong together.
///
/// Omnibus fills a missing `internal_certificate` with that of another key, and every token is then refused.
pub fn certificate_for(key_pem: &[u8], now_unix: u64) -> Result<String, PairError> {
    let key = KeyPair::try_from(pem::private_key(key_pem)?.der()).map_err(|_| PairError::Key)?;
    if !key.is_compatible(&PKCS_RSA_SHA256) {
        return Err(PairError::Key);
    }
    certificate_of(&key, now_unix)
}

/// `C=USA, O=GitLab, OU=Container, CN=Registry`, signed by itself, X.509 v3 without extensions, SHA-256.
///
/// Omnibus' serial is 0, which RFC 5280 forbids; this one is made from the key.
fn certificate_of(key: &KeyPair, now_unix: u64) -> Result<String, PairError> {
    let mut name = DistinguishedName::new();
    // A country has two letters by RFC 5280; Omnibus writes three, and no reader of this certificate minds.
    name.push(DnType::CountryName, DnValue::PrintableString("USA".try_into().map_err(PairError::Made)?));
    name.push(DnType::OrganizationName, "GitLab");
    name.push(DnType::OrganizationalUnitName, "Container");
    name.push(DnType::CommonName, "Registry");
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = name;
    parameters.is_ca = IsCa::NoCa;
    parameters.not_before = date_time_ymd(1970, 1, 1) + Duration::from_secs(now_unix);
    parameters.not_after = parameters.not_before + Duration::from_secs(DAYS * 86_400);
    Ok(parameters.self_signed(key).map_err(PairError::Made)?.pem())
}

/// `bytes` random bytes as lower-case hexadecimal digits: 64 for an `http_secret` of Omnibus' length.
pub fn random_hexadecimal(bytes: usize) -> Result<Secret<String>, aws_lc_rs::error::Unspecified> {
    let mut random = vec![0; bytes];
    aws_lc_rs::rand::fill(&mut random)?;
    Ok(Secret::new(crate::inputs::hexadecimal(&random)))
}

#[cfg(test)]
mod tests {
    use super::super::certificate::certifies;
    use super::*;

    const NOW: u64 = 1_700_000_000;

    #[test]
    fn a_key_without_a_certificate_gets_its_own() {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap().serialize_pem();
        let other = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap().serialize_pem();
        let certificate = certificate_for(key.as_bytes(), NOW).unwrap();
        assert!(certifies(certificate.as_bytes(), key.as_bytes()).unwrap());
        assert!(!certifies(certificate.as_bytes(), other.as_bytes()).unwrap());
        assert!(certifies(b"", key.as_bytes()).is_err());
        assert!(certifies(certificate.as_bytes(), b"-----BEGIN").is_err());
    }

    #[test]
    fn what_cannot_sign_tokens_gets_none() {
        let curve = KeyPair::generate().unwrap().serialize_pem();
        assert_eq!(certificate_for(curve.as_bytes(), NOW), Err(PairError::Key));
        assert_eq!(certificate_for(b"x", NOW), Err(PairError::Pem(PemError::NoKey)));
        let rubbish = b"-----BEGIN PRIVATE KEY-----\nAAEC\n-----END PRIVATE KEY-----\n";
        assert_eq!(certificate_for(rubbish, NOW), Err(PairError::Key));
    }

    #[test]
    fn an_http_secret_has_128_digits_and_is_never_the_same() {
        let (one, two) = (random_hexadecimal(64).unwrap(), random_hexadecimal(64).unwrap());
        assert_eq!(one.expose().len(), 128);
        assert!(one.expose().bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit)));
        assert_ne!(one, two);
    }
}
