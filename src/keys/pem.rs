//! PEM text to DER: the only reader of it in the house.

use std::io::BufReader;

use rustls_pemfile::Item;

use crate::secret::Secret;

/// Why a PEM text gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PemError {
    /// A block is cut off, or is not base64.
    #[error("it is not readable as PEM")]
    Unreadable,
    /// No `CERTIFICATE` block.
    #[error("it has no `CERTIFICATE` block")]
    NoCertificate,
    /// No private key of any kind.
    #[error("it has no private key: neither `PRIVATE KEY`, nor `RSA PRIVATE KEY`, nor `EC PRIVATE KEY`")]
    NoKey,
    /// The private key needs a passphrase.
    #[error("its private key is encrypted")]
    Encrypted,
}

/// A private key in DER.
#[derive(Debug, Clone)]
pub enum PrivateKey {
    /// `RSA PRIVATE KEY`.
    Pkcs1(Secret<Vec<u8>>),
    /// `EC PRIVATE KEY`.
    Sec1(Secret<Vec<u8>>),
    /// `PRIVATE KEY`.
    Pkcs8(Secret<Vec<u8>>),
}

impl PrivateKey {
    /// The DER of any kind.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        match self {
            Self::Pkcs1(der) | Self::Sec1(der) | Self::Pkcs8(der) => der.expose(),
        }
    }
}

/// Every `CERTIFICATE` block, in order, in DER; other blocks are passed over. At least one.
///
/// ```
/// assert_eq!(wharf::keys::pem::certificates(b"").unwrap_err(), wharf::keys::pem::PemError::NoCertificate);
/// ```
pub fn certificates(pem: &[u8]) -> Result<Vec<Vec<u8>>, PemError> {
    let found: Vec<Vec<u8>> = rustls_pemfile::certs(&mut BufReader::new(pem))
        .map(|der| der.map(|der| der.as_ref().to_vec()))
        .collect::<Result<_, _>>()
        .map_err(|_| PemError::Unreadable)?;
    if found.is_empty() { Err(PemError::NoCertificate) } else { Ok(found) }
}

/// The first private key, of any kind; other blocks (`EC PARAMETERS`, certificates) are passed over.
pub fn private_key(pem: &[u8]) -> Result<PrivateKey, PemError> {
    let is_encrypted = || {
        let text = String::from_utf8_lossy(pem);
        text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")
    };
    for item in rustls_pemfile::read_all(&mut BufReader::new(pem)) {
        let key = match item {
            Ok(Item::Pkcs1Key(key)) => PrivateKey::Pkcs1(Secret::new(key.secret_pkcs1_der().to_vec())),
            Ok(Item::Sec1Key(key)) => PrivateKey::Sec1(Secret::new(key.secret_sec1_der().to_vec())),
            Ok(Item::Pkcs8Key(key)) => PrivateKey::Pkcs8(Secret::new(key.secret_pkcs8_der().to_vec())),
            Ok(_) => continue,
            Err(_) if is_encrypted() => return Err(PemError::Encrypted),
            Err(_) => return Err(PemError::Unreadable),
        };
        return if is_encrypted() { Err(PemError::Encrypted) } else { Ok(key) };
    }
    Err(if is_encrypted() { PemError::Encrypted } else { PemError::NoKey })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";

    #[test]
    fn every_certificate_is_found_among_other_text() {
        let text = format!(
            "subject=x\n{BLOCK}\n-----BEGIN PRIVATE KEY-----\nAw==\n-----END PRIVATE KEY-----\n{BLOCK}"
        );
        assert_eq!(certificates(text.as_bytes()).unwrap(), vec![vec![0, 1, 2], vec![0, 1, 2]]);
        assert_eq!(private_key(text.as_bytes()).unwrap().der(), [3]);
    }

    #[test]
    fn what_is_missing_is_named() {
        for (name, text, want) in [
            ("no block", "hello", PemError::NoKey),
            ("only a certificate", BLOCK, PemError::NoKey),
            ("cut off", "-----BEGIN PRIVATE KEY-----\nAw==\n", PemError::Unreadable),
            (
                "PKCS#8 with a passphrase",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAw==\n-----END ENCRYPTED PRIVATE KEY-----\n",
                PemError::Encrypted,
            ),
            (
                "PKCS#1 with a passphrase",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAw==\n-----END RSA PRIVATE KEY-----\n",
                PemError::Encrypted,
            ),
        ] {
            assert_eq!(private_key(text.as_bytes()).unwrap_err(), want, "{name}");
        }
        assert_eq!(
            certificates(b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"),
            Err(PemError::Unreadable)
        );
    }
}
