//! The two names a public key goes by in the header of a token.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The alphabet of RFC 4648, section 6.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The `kid` of a public key.
///
/// `distribution` 2 and GitLab use libtrust's id, `distribution` 3 the thumbprint of RFC 7638; a key is
/// trusted under both, since a host is moved from one to the other without its issuer being asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(String);

impl KeyId {
    /// libtrust's id: SHA-256 of the DER `SubjectPublicKeyInfo`, its first 30 bytes in base32, in groups of four.
    ///
    /// This is `keyIDFromCryptoKey` of `docker/libtrust`, and what GitLab's `JSONWebToken::RSAToken#kid` computes.
    #[must_use]
    pub fn libtrust(spki_der: &[u8]) -> Self {
        let hash = digest(&SHA256, spki_der);
        let mut text = String::with_capacity(59);
        let bits: Vec<bool> = hash
            .as_ref()
            .iter()
            .take(30)
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
            .collect();
        for (place, five) in bits.chunks(5).enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push(':');
            }
            let value = five.iter().fold(0_usize, |value, bit| value << 1 | usize::from(*bit));
            text.push(BASE32.get(value).copied().map_or('?', char::from));
        }
        Self(text)
    }

    /// The RFC 7638 thumbprint of an RSA key, from the big-endian modulus and exponent.
    #[must_use]
    pub fn thumbprint_rsa(modulus: &[u8], exponent: &[u8]) -> Self {
        let (n, e) =
            (URL_SAFE_NO_PAD.encode(without_zeros(modulus)), URL_SAFE_NO_PAD.encode(without_zeros(exponent)));
        Self::thumbprint(&format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#))
    }

    /// The RFC 7638 thumbprint of a key on the curve `P-256` or `P-384`, from its coordinates at full length.
    #[must_use]
    pub fn thumbprint_ec(curve: &str, x: &[u8], y: &[u8]) -> Self {
        let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
        Self::thumbprint(&format!(r#"{{"crv":"{curve}","kty":"EC","x":"{x}","y":"{y}"}}"#))
    }

    /// SHA-256 of the required members of a JWK in the order of RFC 7638, section 3, in base64url.
    fn thumbprint(members: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes())))
    }

    /// The id as it stands in a header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An ASN.1 integer carries a zero before a high bit, a JWK does not.
pub(super) fn without_zeros(integer: &[u8]) -> &[u8] {
    let zeros = integer.iter().take_while(|byte| **byte == 0).count();
    integer.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 7638, section 3.1, and the thumbprint that stands there.
    #[test]
    fn the_thumbprint_is_that_of_the_rfc() {
        let modulus = URL_SAFE_NO_PAD
            .decode(
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs\
                 tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n9\
                 1CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            )
            .unwrap();
        let exponent = URL_SAFE_NO_PAD.decode("AQAB").unwrap();
        let want = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        assert_eq!(KeyId::thumbprint_rsa(&modulus, &exponent).as_str(), want);
        let with_zero: Vec<u8> = std::iter::once(0).chain(modulus).collect();
        assert_eq!(KeyId::thumbprint_rsa(&with_zero, &exponent).as_str(), want, "as ASN.1 writes it");
    }

    /// From Python, which shares no line with this file:
    /// `h = base64.b32encode(hashlib.sha256(b"wharf").digest()[:30]).decode(); ":".join(textwrap.wrap(h, 4))`.
    #[test]
    fn the_libtrust_id_is_that_of_python() {
        assert_eq!(
            KeyId::libtrust(b"wharf").as_str(),
            "HGBO:UKKZ:C6VS:AOVA:7KGW:HTUT:S7SK:IZ77:VO25:YD6S:2REL:BOFC"
        );
    }
}
