//! A private certificate authority for labs, and the certificates it gives to hosts.

use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _, date_time_ymd,
};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::certificate::fingerprints;
use super::pem;
use crate::problem::Hint;
use crate::secret::Secret;

const DAY: u64 = 86_400;
/// Ten years, for the authority.
const AUTHORITY_DAYS: u64 = 3650;
/// The longest that Apple's clients accept of a private authority.
const HOST_DAYS: u64 = 825;
/// The clocks of a lab's machines need not agree: certificates begin this much earlier.
const EARLIER: u64 = 3600;

/// A certificate authority with its key.
#[derive(Debug)]
pub struct Authority {
    certificate: String,
    key: Secret<String>,
    ends: u64,
    issuer: Issuer<'static, KeyPair>,
}

/// What an authority gives to a host.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The host's certificate, then the authority's.
    pub certificate: String,
    /// The host's key, PKCS#8.
    pub key: Secret<String>,
}

/// Why an authority cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The library refused to make a key or a certificate.
    #[error("could not make the certificate")]
    Made(#[source] rcgen::Error),
    /// A name that no certificate can carry.
    #[error("`{0}` is no host name and no address")]
    Host(String),
    /// Certificate or key of an existing authority cannot be read.
    #[error("could not read the authority")]
    Read(#[source] super::CertificateFault),
    /// They belong to different authorities.
    #[error("the authority's key does not belong to its certificate")]
    OtherKey,
    /// It is a host's certificate, or one that signs itself.
    #[error("the certificate is not that of an authority")]
    NotAuthority,
    /// Its time is over.
    #[error("the authority has expired")]
    Expired,
}

impl Hint for AuthorityError {
    fn hint(&self) -> Option<String> {
        let advice = match self {
            Self::Made(_) => return None,
            Self::Host(_) => {
                "give a name such as `registry.example.com`, a wildcard such as `*.example.com`, or an address"
            }
            Self::Read(fault) => return fault.hint(),
            Self::OtherKey => {
                "put back the key that was made with the certificate, or move both away for a new authority"
            }
            Self::NotAuthority => "move the file away; `wharf ca init` makes an authority of its own",
            Self::Expired => {
                "move certificate and key away for a new authority; clients have to be given its certificate"
            }
        };
        Some(advice.into())
    }
}

impl Authority {
    /// Makes an authority: P-256, ten years, for hosts only (no authority below it).
    pub fn create(now_unix: u64) -> Result<Self, AuthorityError> {
        let key = KeyPair::generate().map_err(AuthorityError::Made)?;
        let mut parameters = CertificateParams::default();
        let mark = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &key.subject_public_key_info());
        let mark = crate::inputs::hexadecimal(mark.as_ref().get(..4).unwrap_or_default());
        // Two authorities under one name confuse a trust store that knows both.
        parameters.distinguished_name = rcgen::DistinguishedName::new();
        parameters.distinguished_name.push(DnType::OrganizationName, "Wharf");
        parameters.distinguished_name.push(DnType::CommonName, format!("Wharf private authority {mark}"));
        parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        parameters.not_before =
            date_time_ymd(1970, 1, 1) + Duration::from_secs(now_unix.saturating_sub(EARLIER));
        let ends = now_unix + AUTHORITY_DAYS * DAY;
        parameters.not_after = date_time_ymd(1970, 1, 1) + Duration::from_secs(ends);
        let certificate = parameters.self_signed(&key).map_err(AuthorityError::Made)?.pem();
        let pem = Secret::new(key.serialize_pem());
        Ok(Self { certificate, key: pem, ends, issuer: Issuer::new(parameters, key) })
    }

    /// The authority in these two files.
    pub fn load(certificate_pem: &[u8], key_pem: &[u8], now_unix: u64) -> Result<Self, AuthorityError> {
        if !fingerprints(certificate_pem, key_pem).map_err(AuthorityError::Read)?.agree() {
            return Err(AuthorityError::OtherKey);
        }
        let unreadable = || AuthorityError::Read(super::CertificateFault::Certificate);
        let chain = pem::certificates(certificate_pem).map_err(|_| unreadable())?;
        let der = chain.first().ok_or_else(unreadable)?;
        let (_, parsed) = X509Certificate::from_der(der).map_err(|_| unreadable())?;
        if !parsed.is_ca() {
            return Err(AuthorityError::NotAuthority);
        }
        let ends = u64::try_from(parsed.validity().not_after.timestamp()).unwrap_or_default();
        if ends <= now_unix {
            return Err(AuthorityError::Expired);
        }
        let unusable = || AuthorityError::Read(super::CertificateFault::Key);
        let key = KeyPair::try_from(pem::private_key(key_pem).map_err(|_| unusable())?.der())
            .map_err(|_| unusable())?;
        let certificate = String::from_utf8_lossy(certificate_pem).into_owned();
        let pem = Secret::new(String::from_utf8_lossy(key_pem).into_owned());
        let issuer = Issuer::from_ca_cert_der(&der.as_slice().into(), key).map_err(AuthorityError::Made)?;
        Ok(Self { certificate, key: pem, ends, issuer })
    }

    /// Its certificate in PEM: what clients are to trust.
    #[must_use]
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Its key in PEM.
    #[must_use]
    pub fn key(&self) -> &Secret<String> {
        &self.key
    }

    /// A key and a certificate for `hosts` (names, wildcards, addresses), for 825 days, never longer than its own.
    ///
    /// Key usage `digitalSignature` and extended key usage `serverAuth`: what OpenSSL, Go and curl ask of a server.
    pub fn issue(&self, hosts: &[String], now_unix: u64) -> Result<Issued, AuthorityError> {
        if let Some(bad) = hosts.iter().find(|host| !is_host(host)) {
            return Err(AuthorityError::Host(bad.clone()));
        }
        let key = KeyPair::generate().map_err(AuthorityError::Made)?;
        let mut parameters = CertificateParams::new(hosts).map_err(AuthorityError::Made)?;
        parameters.distinguished_name = rcgen::DistinguishedName::new();
        parameters.distinguished_name.push(DnType::OrganizationName, "Wharf");
        // A common name holds 64 characters at most; clients look at the alternative names only.
        if let Some(host) = hosts.first().filter(|host| host.len() <= 64) {
            parameters.distinguished_name.push(DnType::CommonName, host.as_str());
        }
        parameters.is_ca = IsCa::ExplicitNoCa;
        parameters.use_authority_key_identifier_extension = true;
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        parameters.not_before =
            date_time_ymd(1970, 1, 1) + Duration::from_secs(now_unix.saturating_sub(EARLIER));
        let ends = self.ends.min(now_unix + HOST_DAYS * DAY);
        parameters.not_after = date_time_ymd(1970, 1, 1) + Duration::from_secs(ends);
        let certificate = parameters.signed_by(&key, &self.issuer).map_err(AuthorityError::Made)?.pem();
        Ok(Issued {
            certificate: format!("{certificate}{}", self.certificate),
            key: Secret::new(key.serialize_pem()),
        })
    }
}

/// An address, or labels of letters, digits and hyphens, the first possibly `*`.
fn is_host(host: &str) -> bool {
    if host.parse::<std::net::IpAddr>().is_ok() {
        return true;
    }
    let name = host.strip_prefix("*.").unwrap_or(host);
    name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{check, days_left};

    const NOW: u64 = 1_700_000_000;

    #[test]
    fn an_authority_that_was_written_down_goes_on() {
        let first = Authority::create(NOW).unwrap();
        let (certificate, key) = (first.certificate().to_owned(), first.key().expose().clone());
        let again = Authority::load(certificate.as_bytes(), key.as_bytes(), NOW).unwrap();
        let issued = again.issue(&["registry.test".into()], NOW).unwrap();
        assert!(issued.certificate.ends_with(&certificate));
        assert!(
            check(issued.certificate.as_bytes(), issued.key.expose().as_bytes(), "registry.test", NOW)
                .is_empty()
        );
        let late = NOW + 3600 * DAY;
        let late = Authority::load(certificate.as_bytes(), key.as_bytes(), late)
            .unwrap()
            .issue(&["a.test".into()], late);
        assert_eq!(
            days_left(late.unwrap().certificate.as_bytes(), NOW),
            Ok(3650),
            "never longer than its authority"
        );
    }

    #[test]
    fn what_is_no_authority_is_refused() {
        let authority = Authority::create(NOW).unwrap();
        let (certificate, key) = (authority.certificate(), authority.key().expose());
        let host = authority.issue(&["a.test".into()], NOW).unwrap();
        let of = |certificate: &str, key: &str, now| {
            Authority::load(certificate.as_bytes(), key.as_bytes(), now).unwrap_err().to_string()
        };
        assert_eq!(
            of(&host.certificate, host.key.expose(), NOW),
            "the certificate is not that of an authority"
        );
        assert_eq!(
            of(certificate, host.key.expose(), NOW),
            "the authority's key does not belong to its certificate"
        );
        assert_eq!(of(certificate, key, NOW + 3651 * DAY), "the authority has expired");
        assert_eq!(of("", key, NOW), "could not read the authority");
    }

    #[test]
    fn only_hosts_get_a_certificate() {
        let authority = Authority::create(NOW).unwrap();
        for host in ["", "a b", "https://a.test", "a..b", "-a.test", "a.test:443", "*", "ü.test", "a/../b"] {
            assert!(matches!(authority.issue(&[host.into()], NOW), Err(AuthorityError::Host(_))), "`{host}`");
        }
        for host in ["a.test", "*.a.test", "::1", "10.0.0.1", "localhost"] {
            assert!(authority.issue(&[host.into()], NOW).is_ok(), "`{host}`");
        }
    }
}
