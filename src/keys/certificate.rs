//! Judges a certificate with its key before a server is started on them.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use rcgen::{KeyPair, PublicKeyData as _};
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

use super::pem::{self, PemError};
use crate::problem::Hint;

/// One thing that is wrong with a certificate and its key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// The certificate's file is not PEM with a certificate.
    #[error("could not read the certificate: {0}")]
    CertificatePem(PemError),
    /// The block is there and holds no X.509 certificate.
    #[error("could not read the certificate: its block is no X.509 certificate")]
    Certificate,
    /// The key's file is not PEM with a plain private key.
    #[error("could not read the private key: {0}")]
    KeyPem(PemError),
    /// The block is there and holds no key of a known kind.
    #[error("could not read the private key: its block is no RSA, EC or Ed25519 key")]
    Key,
    /// The key belongs to another certificate.
    #[error(
        "the private key does not belong to the certificate (SHA-256 of the public keys: `{certificate}` in the certificate, `{key}` of the key)"
    )]
    OtherKey {
        /// SHA-256 of the certificate's public key.
        certificate: String,
        /// SHA-256 of the key's public key.
        key: String,
    },
    /// The key belongs to a later certificate of the file.
    #[error("the private key belongs to certificate {0} of the file, not to the first")]
    Order(usize),
    /// The certificate is for other hosts.
    #[error("the certificate is not for `{host}`, but for {}", names(covers))]
    Host {
        /// The host that clients ask for.
        host: String,
        /// The names and addresses that it covers.
        covers: Vec<String>,
    },
    /// It was good until then.
    #[error("the certificate expired on {0}")]
    Expired(String),
    /// It is good from then on.
    #[error("the certificate is not valid before {0}")]
    NotYetValid(String),
}

fn names(covers: &[String]) -> String {
    if covers.is_empty() {
        return "no host at all".into();
    }
    covers.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl Hint for CertificateFault {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::CertificatePem(_) | Self::Certificate => {
                "write the certificate as PEM, the host's own first, then those that lead to its authority"
                    .into()
            }
            Self::KeyPem(PemError::Encrypted) => {
                "remove the passphrase with `openssl pkey -in KEY -out KEY.plain`".into()
            }
            Self::KeyPem(_) | Self::Key => "write the private key as PEM, without a passphrase".into(),
            Self::OtherKey { .. } => {
                "copy certificate and key from the same place, or give other paths".into()
            }
            Self::Order(_) => "move the host's own certificate to the top of the file".into(),
            Self::Host { host, .. } => {
                format!("use a certificate for `{host}`; for a lab run `wharf ca init --host {host}`")
            }
            Self::Expired(_) => "renew the certificate".into(),
            Self::NotYetValid(_) => "check the clock of this host".into(),
        })
    }
}

/// The SHA-256 of a certificate's public key and of a private key's, both over the DER `SubjectPublicKeyInfo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprints {
    /// Of the first certificate.
    pub certificate: String,
    /// Of the private key.
    pub key: String,
}

impl Fingerprints {
    /// Whether certificate and key belong together.
    #[must_use]
    pub fn agree(&self) -> bool {
        self.certificate == self.key
    }
}

/// The fingerprints of both public keys; as `openssl pkey -pubout -outform DER | sha256sum` prints them.
pub fn fingerprints(certificate_pem: &[u8], key_pem: &[u8]) -> Result<Fingerprints, CertificateFault> {
    let chain = pem::certificates(certificate_pem).map_err(CertificateFault::CertificatePem)?;
    let certificate = chain.first().map(Vec::as_slice).unwrap_or_default();
    Ok(Fingerprints { certificate: public_key_of(certificate)?, key: public_key_of_private(key_pem)? })
}

/// Whether one of the certificates in `bundle_pem` is that of the private key: a token it signed is then trusted.
pub fn certifies(bundle_pem: &[u8], key_pem: &[u8]) -> Result<bool, CertificateFault> {
    let key = public_key_of_private(key_pem)?;
    let bundle = pem::certificates(bundle_pem).map_err(CertificateFault::CertificatePem)?;
    Ok(bundle.iter().any(|certificate| public_key_of(certificate).is_ok_and(|other| other == key)))
}

/// The public key of a private key: the DER `SubjectPublicKeyInfo`.
pub fn public_key(key_pem: &[u8]) -> Result<Vec<u8>, CertificateFault> {
    let key = pem::private_key(key_pem).map_err(CertificateFault::KeyPem)?;
    let key = KeyPair::try_from(key.der()).map_err(|_| CertificateFault::Key)?;
    Ok(key.subject_public_key_info())
}

fn public_key_of(der: &[u8]) -> Result<String, CertificateFault> {
    Ok(sha256(parse(der)?.public_key().raw))
}

fn public_key_of_private(key_pem: &[u8]) -> Result<String, CertificateFault> {
    Ok(sha256(&public_key(key_pem)?))
}

fn sha256(bytes: &[u8]) -> String {
    crate::inputs::hexadecimal(digest(&SHA256, bytes).as_ref())
}

fn parse(der: &[u8]) -> Result<X509Certificate<'_>, CertificateFault> {
    X509Certificate::from_der(der)
        .map(|(_, certificate)| certificate)
        .map_err(|_| CertificateFault::Certificate)
}

/// Everything that is wrong when a server for `host` is started on these two files at `now_unix`.
///
/// Only the first certificate counts for names and dates, as for NGINX. The chain to an authority is not built:
/// a private authority is as good as any here.
#[must_use]
pub fn check(certificate_pem: &[u8], key_pem: &[u8], host: &str, now_unix: u64) -> Vec<CertificateFault> {
    let mut faults = Vec::new();
    let key = public_key_of_private(key_pem).map_err(|fault| faults.push(fault)).ok();
    let chain = match pem::certificates(certificate_pem) {
        Ok(chain) => chain,
        Err(fault) => {
            faults.insert(0, CertificateFault::CertificatePem(fault));
            return faults;
        }
    };
    let certificate = match parse(chain.first().map(Vec::as_slice).unwrap_or_default()) {
        Ok(certificate) => certificate,
        Err(fault) => {
            faults.insert(0, fault);
            return faults;
        }
    };
    if let Some(key) = key {
        let own = sha256(certificate.public_key().raw);
        if own != key {
            let place = chain.iter().position(|der| public_key_of(der).is_ok_and(|other| other == key));
            faults.push(match place {
                Some(place) => CertificateFault::Order(place + 1),
                None => CertificateFault::OtherKey { certificate: own, key },
            });
        }
    }
    let covers = covered(&certificate);
    if !covers.iter().any(|name| matches(name, host)) {
        faults.push(CertificateFault::Host { host: host.to_owned(), covers });
    }
    let validity = certificate.validity();
    let now = i64::try_from(now_unix).unwrap_or(i64::MAX);
    if now > validity.not_after.timestamp() {
        faults.push(CertificateFault::Expired(date(validity.not_after.timestamp())));
    }
    if now < validity.not_before.timestamp() {
        faults.push(CertificateFault::NotYetValid(date(validity.not_before.timestamp())));
    }
    faults
}

/// The name of the authority whose certificate the file lacks: that of the only one in it, where another signed it.
///
/// A client that trusts just that authority needs nothing more; one that trusts the authority above it does.
#[must_use]
pub fn lacking_authority(certificate_pem: &[u8]) -> Option<String> {
    let chain = pem::certificates(certificate_pem).ok()?;
    let [only] = chain.as_slice() else { return None };
    let certificate = parse(only).ok()?;
    (certificate.issuer() != certificate.subject()).then(|| certificate.issuer().to_string())
}

/// Whole days until the first certificate expires; negative when it has.
pub fn days_left(certificate_pem: &[u8], now_unix: u64) -> Result<i64, CertificateFault> {
    Ok((ends(certificate_pem)? - i64::try_from(now_unix).unwrap_or(i64::MAX)).div_euclid(86_400))
}

/// The certificate in PEM that who reads this file must be given to trust it: the last one, where it signed itself.
#[must_use]
pub fn authority_in(certificate_pem: &[u8]) -> Option<String> {
    let chain = pem::certificates(certificate_pem).ok()?;
    let last = chain.last()?;
    let certificate = parse(last).ok()?;
    let text = base64::engine::general_purpose::STANDARD.encode(last);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let whole = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
    (certificate.issuer() == certificate.subject()).then_some(whole)
}

/// The names and addresses that the first certificate is for.
pub fn covers(certificate_pem: &[u8]) -> Result<Vec<String>, CertificateFault> {
    let chain = pem::certificates(certificate_pem).map_err(CertificateFault::CertificatePem)?;
    Ok(covered(&parse(chain.first().map(Vec::as_slice).unwrap_or_default())?))
}

/// When the first certificate ends, in seconds since 1970.
pub fn ends(certificate_pem: &[u8]) -> Result<i64, CertificateFault> {
    let chain = pem::certificates(certificate_pem).map_err(CertificateFault::CertificatePem)?;
    Ok(parse(chain.first().map(Vec::as_slice).unwrap_or_default())?.validity().not_after.timestamp())
}

/// The hosts of the subject alternative name; the common name only when there is none (RFC 6125, section 6.4.4).
fn covered(certificate: &X509Certificate<'_>) -> Vec<String> {
    let alternative = certificate.subject_alternative_name().ok().flatten();
    let mut names: Vec<String> = Vec::new();
    for name in alternative.iter().flat_map(|extension| &extension.value.general_names) {
        match name {
            GeneralName::DNSName(name) => names.push((*name).to_owned()),
            GeneralName::IPAddress(bytes) => {
                let four = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
                let sixteen = || <[u8; 16]>::try_from(*bytes).map(IpAddr::from);
                names.extend(four.or_else(|_| sixteen()).ok().map(|address| address.to_string()));
            }
            _ => {}
        }
    }
    if names.is_empty() {
        names.extend(
            certificate.subject().iter_common_name().filter_map(|name| name.as_str().ok()).map(str::to_owned),
        );
    }
    names
}

/// RFC 6125, section 6.4: without regard to case; a `*` stands for one whole label, the first; never for an address.
fn matches(name: &str, host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = host.parse::<IpAddr>() {
        return name.parse::<IpAddr>().is_ok_and(|name| name == address);
    }
    let (name, host) = (name.trim_end_matches('.'), host.trim_end_matches('.'));
    match name.strip_prefix("*.") {
        Some(parent) => host.split_once('.').is_some_and(|(label, rest)| {
            !label.is_empty() && parent.contains('.') && rest.eq_ignore_ascii_case(parent)
        }),
        None => name.eq_ignore_ascii_case(host),
    }
}

fn date(unix: i64) -> String {
    jiff::Timestamp::from_second(unix)
        .map_or_else(|_| format!("second {unix}"), |moment| moment.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Authority;

    const NOW: u64 = 1_700_000_000;
    const DAY: u64 = 86_400;

    #[test]
    fn hosts_are_compared_as_clients_do() {
        for (name, host, want) in [
            ("registry.example.com", "registry.example.com", true),
            ("Registry.Example.com.", "registry.example.COM", true),
            ("registry.example.com", "example.com", false),
            ("*.example.com", "registry.example.com", true),
            ("*.example.com", "a.b.example.com", false),
            ("*.example.com", "example.com", false),
            ("*.example.com", ".example.com", false),
            ("*.com", "example.com", false),
            ("re*.example.com", "registry.example.com", false),
            ("127.0.0.1", "127.0.0.1", true),
            ("*.0.0.1", "127.0.0.1", false),
            ("::1", "[::1]", true),
            ("0:0:0:0:0:0:0:1", "::1", true),
        ] {
            assert_eq!(matches(name, host), want, "`{name}` for `{host}`");
        }
    }

    #[test]
    fn a_certificate_alone_lacks_its_authority_unless_it_signed_itself() {
        let authority = Authority::create(NOW).unwrap();
        let issued = authority.issue(&["registry.test".into()], NOW).unwrap();
        assert_eq!(lacking_authority(issued.certificate.as_bytes()), None, "the authority stands behind it");
        assert_eq!(lacking_authority(authority.certificate().as_bytes()), None, "it signed itself");
        let own = issued.certificate.split_inclusive("-----END CERTIFICATE-----\n").next().unwrap();
        let name = lacking_authority(own.as_bytes()).unwrap();
        assert!(name.contains("Wharf private authority"), "{name}");
        assert_eq!(authority_in(own.as_bytes()), None);
        assert_eq!(lacking_authority(b"rubbish"), None);
    }

    #[test]
    fn every_fault_is_named_and_a_good_pair_has_none() {
        let authority = Authority::create(NOW).unwrap();
        let good = authority.issue(&["registry.test".into(), "127.0.0.1".into()], NOW).unwrap();
        let other = authority.issue(&["other.test".into()], NOW).unwrap();
        let (certificate, key) = (good.certificate.as_bytes(), good.key.expose().as_bytes());
        let of = |certificate: &[u8], key: &[u8], host: &str, now| -> Vec<String> {
            check(certificate, key, host, now).iter().map(ToString::to_string).collect()
        };
        assert_eq!(of(certificate, key, "registry.test", NOW), [""; 0]);
        assert_eq!(of(certificate, key, "127.0.0.1", NOW), [""; 0]);
        assert_eq!(
            of(certificate, key, "gitlab.test", NOW),
            ["the certificate is not for `gitlab.test`, but for `registry.test`, `127.0.0.1`"]
        );
        assert_eq!(
            of(certificate, key, "registry.test", NOW + 826 * DAY),
            [format!("the certificate expired on {}", date((NOW + 825 * DAY).cast_signed()))]
        );
        assert_eq!(date(1_700_000_000), "2023-11-14 22:13 UTC");
        assert_eq!(of(certificate, key, "registry.test", NOW - 2 * DAY).len(), 1);
        let mismatch = fingerprints(certificate, other.key.expose().as_bytes()).unwrap();
        assert!(!mismatch.agree());
        assert_eq!(
            check(certificate, other.key.expose().as_bytes(), "registry.test", NOW),
            [CertificateFault::OtherKey { certificate: mismatch.certificate, key: mismatch.key }]
        );
        let turned = format!("{}{}", authority.certificate(), good.certificate);
        assert!(check(turned.as_bytes(), key, "registry.test", NOW).contains(&CertificateFault::Order(2)));
        assert_eq!(
            check(b"", b"", "registry.test", NOW),
            [
                CertificateFault::CertificatePem(PemError::NoCertificate),
                CertificateFault::KeyPem(PemError::NoKey)
            ]
        );
        let rubbish = b"-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
        assert_eq!(check(rubbish, key, "registry.test", NOW), [CertificateFault::Certificate]);
        assert_eq!(authority_in(certificate).unwrap(), authority.certificate());
        assert_eq!(covers(certificate).unwrap(), ["registry.test", "127.0.0.1"]);
        assert_eq!(ends(certificate).unwrap(), (NOW + 825 * DAY).cast_signed());
        assert_eq!((days_left(certificate, NOW), days_left(certificate, NOW + 826 * DAY)), (Ok(825), Ok(-1)));
    }
}
