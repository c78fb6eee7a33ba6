//! From a token to its claims, or to the first reason against it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::Algorithm;
use serde::Deserialize;

use super::trusted::TrustedKey;
use super::{Claims, KeyId, TrustedKeys};

/// How far the clocks of issuer and registry may differ, in seconds: `distribution`'s `Leeway`.
pub const LEEWAY: u64 = 60;

/// The longest token that is looked at. GitLab's, with a nested one in `user`, is below 3 KiB.
pub const LONGEST_TOKEN: usize = 16 * 1024;

/// Whose tokens count, and for which service: `auth.token.issuer` and `auth.token.service`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What `iss` must be.
    pub issuer: String,
    /// What `aud` must be or hold.
    pub audience: String,
}

/// Why a token does not count. All of them are `error="invalid_token"` of RFC 6750 to a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Longer than [`LONGEST_TOKEN`].
    #[error("the token is longer than 16 KiB")]
    TooLong,
    /// Not three parts of base64url, or not JSON inside.
    #[error("the token's {0} is not readable")]
    Malformed(&'static str),
    /// `alg` is one that this key is not for, or none that counts at all.
    #[error("the token's algorithm `{0}` does not fit its key")]
    Algorithm(String),
    /// The header has an extension that must be understood (RFC 7515, section 4.1.11), and none is.
    #[error("the token's header has critical extensions")]
    Critical,
    /// Neither `kid` nor `x5c` nor `jwk`.
    #[error("the token does not say which key signed it")]
    NoKey,
    /// It says, but the key is not in the bundle.
    #[error("the token was signed with a key that is not trusted: `{0}`")]
    UnknownKey(String),
    /// The signature is not that of the key.
    #[error("the token's signature is wrong")]
    Signature,
    /// `iss` is another.
    #[error("the token was issued by `{0}`")]
    Issuer(String),
    /// `aud` does not name this service.
    #[error("the token is for another service: `{0}`")]
    Audience(String),
    /// `exp` is past, or absent.
    #[error("the token has expired")]
    Expired,
    /// `nbf` is to come.
    #[error("the token is not valid yet")]
    NotYetValid,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    x5c: Option<Vec<String>>,
    jwk: Option<Jwk>,
    crit: Option<serde_json::Value>,
}

/// The members of a JWK that its thumbprint is made of.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// Verifies signature, issuer, audience and times, and answers the claims.
///
/// The key is picked as `distribution` does: by `x5c`, else `jwk`, else `kid`. Of `x5c` only the first
/// certificate is read, and its public key must itself be in the bundle.
pub fn verify(
    token: &str,
    keys: &TrustedKeys,
    expected: &Expected,
    now_unix: u64,
) -> Result<Claims, VerifyError> {
    if token.len() > LONGEST_TOKEN {
        return Err(VerifyError::TooLong);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(VerifyError::Malformed("form"))?;
    let (header, payload) = message.split_once('.').ok_or(VerifyError::Malformed("form"))?;
    let header: Header = json(header).ok_or(VerifyError::Malformed("header"))?;
    if header.crit.is_some() {
        return Err(VerifyError::Critical);
    }
    let key = key_of(&header, keys)?;
    let algorithm = key
        .algorithms
        .iter()
        .copied()
        .find(|algorithm| name_of(*algorithm) == header.alg)
        .ok_or_else(|| VerifyError::Algorithm(shorten(&header.alg)))?;
    if !jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key.decoding, algorithm).unwrap_or(false)
    {
        return Err(VerifyError::Signature);
    }
    let claims: Claims = json(payload).ok_or(VerifyError::Malformed("payload"))?;
    judge(&claims, expected, now_unix)?;
    Ok(claims)
}

/// What is not a matter of keys. A second is still good when its age is exactly the leeway, as in `distribution`.
fn judge(claims: &Claims, expected: &Expected, now_unix: u64) -> Result<(), VerifyError> {
    if claims.issuer != expected.issuer {
        return Err(VerifyError::Issuer(shorten(&claims.issuer)));
    }
    if !claims.audience.contains(&expected.audience) {
        return Err(VerifyError::Audience(shorten(&claims.audience.join(", "))));
    }
    match claims.expires {
        Some(expires) if now_unix <= expires.saturating_add(LEEWAY) => {}
        _ => return Err(VerifyError::Expired),
    }
    match claims.not_before {
        Some(from) if now_unix.saturating_add(LEEWAY) < from => Err(VerifyError::NotYetValid),
        _ => Ok(()),
    }
}

fn key_of<'k>(header: &Header, keys: &'k TrustedKeys) -> Result<&'k TrustedKey, VerifyError> {
    if let Some(leaf) = header.x5c.as_ref().and_then(|chain| chain.first()) {
        let der = STANDARD.decode(leaf).map_err(|_| VerifyError::Malformed("certificate"))?;
        return keys.by_certificate(&der).ok_or_else(|| VerifyError::UnknownKey("x5c".into()));
    }
    if let Some(jwk) = &header.jwk {
        let id = thumbprint(jwk).ok_or(VerifyError::Malformed("key"))?;
        return keys.by_id(id.as_str()).ok_or_else(|| VerifyError::UnknownKey(id.to_string()));
    }
    let id = header.kid.as_deref().filter(|id| !id.is_empty()).ok_or(VerifyError::NoKey)?;
    keys.by_id(id).ok_or_else(|| VerifyError::UnknownKey(shorten(id)))
}

fn thumbprint(jwk: &Jwk) -> Option<KeyId> {
    let bytes = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_ref()?).ok();
    match jwk.kty.as_str() {
        "RSA" => Some(KeyId::thumbprint_rsa(&bytes(&jwk.n)?, &bytes(&jwk.e)?)),
        "EC" => Some(KeyId::thumbprint_ec(jwk.crv.as_deref()?, &bytes(&jwk.x)?, &bytes(&jwk.y)?)),
        _ => None,
    }
}

fn json<T: serde::de::DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// As RFC 7518 writes it. An algorithm that no key has needs no name.
fn name_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::RS256 => "RS256",
        Algorithm::RS384 => "RS384",
        Algorithm::RS512 => "RS512",
        Algorithm::PS256 => "PS256",
        Algorithm::PS384 => "PS384",
        Algorithm::PS512 => "PS512",
        Algorithm::ES256 => "ES256",
        Algorithm::ES384 => "ES384",
        _ => "",
    }
}

/// A stranger's text in a message of ours stays short and on one line.
fn shorten(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
