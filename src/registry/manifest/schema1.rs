//! Docker's first manifest: a JSON document that carries its own signatures, in libtrust's "pretty" form of a JWS.
//!
//! What is signed, stored and named by the digest is the document without its signatures; a reader gets it signed anew,
//! as from `distribution` 2.8, which keeps no signatures either. A signature names its own key, so it proves that the
//! document came whole, not from whom.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::members::{members, number, text};
use super::{DOCKER_SCHEMA1, Descriptor, Manifest, NotAManifest, list, refuse};
use crate::registry::spec::{Digest, RepositoryName};
use crate::token::KeyId;

/// How many signatures are verified; clients make one.
const MOST_SIGNATURES: usize = 16;

/// A signed manifest that was understood.
#[derive(Debug)]
pub(crate) struct Signed {
    /// What it needs.
    pub(crate) manifest: Manifest,
    /// The document without its signatures.
    pub(crate) payload: Vec<u8>,
}

/// Why a signed manifest is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no such manifest.
    Invalid(NotAManifest),
    /// Its signatures are missing, or not those of its content.
    Unverified(String),
}

impl From<NotAManifest> for Fault {
    fn from(fault: NotAManifest) -> Self {
        Self::Invalid(fault)
    }
}

fn unverified<T>(why: &str) -> Result<T, Fault> {
    Err(Fault::Unverified(format!("{why}: sign it anew, or push with a client newer than Docker 1.9")))
}

/// Reads a signed manifest and verifies every signature of it.
///
/// # Errors
/// When it is none, or a signature is not that of its content.
pub(crate) fn parse(bytes: &[u8]) -> Result<Signed, Fault> {
    let json = std::str::from_utf8(bytes).map_err(|_| NotAManifest("the manifest is not UTF-8".into()))?;
    let [signatures] = members(json, ["signatures"])
        .map_err(|error| NotAManifest(format!("the manifest is not a JSON object: {error}")))?;
    let Some(signatures) = signatures else { return unverified("the manifest has no `signatures`") };
    let mut protected = Vec::new();
    let mut entries = Vec::new();
    list(Some(signatures), "signatures", |entry, which| {
        if entries.len() >= MOST_SIGNATURES {
            return refuse(format!("it has more than {MOST_SIGNATURES} signatures"));
        }
        let Ok([header, signature, guarded]) = members(entry.get(), ["header", "signature", "protected"])
        else {
            return refuse(format!("`{which}` is no signature"));
        };
        protected.push(text(guarded).unwrap_or_default());
        entries.push((header, text(signature).unwrap_or_default()));
        Ok(())
    })?;
    let Some(payload) = payload(bytes, &protected) else {
        return unverified("its signatures do not say, or not alike, which part of it is signed");
    };
    for ((header, signature), protected) in entries.iter().zip(&protected) {
        let signed = format!("{protected}.{}", BASE64.encode(&payload));
        if !header.is_some_and(|header| is_signature(header, signature, signed.as_bytes())) {
            return unverified("a signature of the manifest is not that of its content and key");
        }
    }
    Ok(Signed { manifest: understand(&payload)?, payload })
}

/// The signed part: `formatLength` bytes from the beginning and `formatTail` behind them, on which all signatures
/// have to agree.
fn payload(bytes: &[u8], protected: &[String]) -> Option<Vec<u8>> {
    let mut agreed = None;
    for text_of in protected {
        let guarded = String::from_utf8(decode(text_of)?).ok()?;
        let [length, tail] = members(&guarded, ["formatLength", "formatTail"]).ok()?;
        let format = (usize::try_from(number(length)?).ok()?, decode(&text(tail)?)?);
        if agreed.get_or_insert_with(|| format.clone()) != &format {
            return None;
        }
    }
    let (length, tail) = agreed?;
    let mut payload = bytes.get(..length)?.to_vec();
    payload.extend(tail);
    Some(payload)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text.trim_end_matches('=')).ok()
}

/// Whether `signature` is that of the key in its header over `signed`.
fn is_signature(header: &RawValue, signature: &str, signed: &[u8]) -> bool {
    let key = || {
        let [key, algorithm] = members(header.get(), ["jwk", "alg"]).ok()?;
        let [kind, curve, x, y, n, e] =
            members(key?.get(), ["kty", "crv", "x", "y", "n", "e"]).ok()?.map(text);
        let algorithm = match (kind.as_deref()?, curve.as_deref(), text(algorithm)?.as_str()) {
            ("EC", Some("P-256"), "ES256") => Algorithm::ES256,
            ("EC", Some("P-384"), "ES384") => Algorithm::ES384,
            ("RSA", _, "RS256") => Algorithm::RS256,
            ("RSA", _, "RS384") => Algorithm::RS384,
            ("RSA", _, "RS512") => Algorithm::RS512,
            _ => return None,
        };
        let key = match (x, y, n, e) {
            (Some(x), Some(y), _, _) => DecodingKey::from_ec_components(&x, &y),
            (_, _, Some(n), Some(e)) => DecodingKey::from_rsa_components(&n, &e),
            _ => return None,
        };
        Some((key.ok()?, algorithm))
    };
    key().is_some_and(|(key, algorithm)| {
        let signature = signature.trim_end_matches('=');
        jsonwebtoken::crypto::verify(signature, signed, &key, algorithm).unwrap_or(false)
    })
}

/// What the document needs. `distribution`'s rules: a name that is one, as many texts of history as layers.
fn understand(payload: &[u8]) -> Result<Manifest, NotAManifest> {
    let json = std::str::from_utf8(payload).unwrap_or_default();
    let Ok([version, name, layers, history]) =
        members(json, ["schemaVersion", "name", "fsLayers", "history"])
    else {
        return refuse("what is signed is not a JSON object");
    };
    if number(version) != Some(1) {
        return refuse("`schemaVersion` is not 1");
    }
    if text(name).is_none_or(|name| RepositoryName::parse(&name).is_none()) {
        return refuse("`name` is not the name of a repository");
    }
    let mut blobs = Vec::new();
    list(layers, "fsLayers", |layer, which| {
        let digest = members(layer.get(), ["blobSum"]).ok().and_then(|[sum]| text(sum));
        match digest.as_deref().and_then(Digest::parse) {
            Some(digest) => blobs.push(Descriptor { digest, size: None }),
            None => return refuse(format!("`{which}` has no `blobSum` that is a digest")),
        }
        Ok(())
    })?;
    let mut texts = 0_usize;
    list(history, "history", |_, _| {
        texts += 1;
        Ok(())
    })?;
    if texts != blobs.len() {
        return refuse(format!("it has {} `fsLayers`, yet {texts} of `history`", blobs.len()));
    }
    Ok(Manifest {
        media_type: DOCKER_SCHEMA1.to_owned(),
        blobs,
        foreign: Vec::new(),
        children: Vec::new(),
        subject: None,
    })
}

/// The key that manifests are signed with on their way to a reader.
pub(crate) struct Signer {
    pair: EcdsaKeyPair,
    key: Value,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// A new key, as `distribution` makes one at every start that names none.
    pub(crate) fn make() -> Option<Self> {
        Self::with(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).ok()?)
    }

    /// A private key on the curve P-256 in DER, PKCS#8 or SEC 1.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        Self::with(EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_FIXED_SIGNING, der).ok()?)
    }

    /// A private key on the curve P-256 as a JWK, which is how Docker's own program kept it.
    pub(crate) fn from_jwk(json: &str) -> Option<Self> {
        let [x, y, d] = members(json, ["x", "y", "d"]).ok()?.map(|part| decode(&text(part)?));
        let public = [vec![4], x?, y?].concat();
        let pair =
            EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_FIXED_SIGNING, &d?, &public);
        Self::with(pair.ok()?)
    }

    fn with(pair: EcdsaKeyPair) -> Option<Self> {
        let public = pair.public_key();
        let id = KeyId::libtrust(public.as_der().ok()?.as_ref());
        let (x, y) = public.as_ref().get(1..)?.split_at_checked(32)?;
        let (x, y) = (BASE64.encode(x), BASE64.encode(y));
        let key = json!({ "crv": "P-256", "kid": id.as_str(), "kty": "EC", "x": x, "y": y });
        Some(Self { pair, key })
    }

    /// The document with a signature in it, made at `time` (RFC 3339); `None` for one that is no JSON object.
    pub(crate) fn sign(&self, payload: &[u8], time: &str) -> Option<Vec<u8>> {
        let is_space = |byte: &u8| byte.is_ascii_whitespace();
        let end = payload.iter().rposition(|byte| !is_space(byte))?;
        if payload.get(end) != Some(&b'}') {
            return None;
        }
        let length = payload.get(..end)?.iter().rposition(|byte| !is_space(byte))? + 1;
        let (head, tail) = payload.split_at_checked(length)?;
        let protected = json!({ "formatLength": length, "formatTail": BASE64.encode(tail), "time": time });
        let protected = BASE64.encode(protected.to_string());
        let signed = format!("{protected}.{}", BASE64.encode(payload));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).ok()?;
        let signatures = json!([{
            "header": { "jwk": self.key, "alg": "ES256" },
            "signature": BASE64.encode(signature.as_ref()),
            "protected": protected,
        }]);
        let separator = if head.ends_with(b"{") { "" } else { "," };
        let tail = format!("{separator}\n   \"signatures\": {signatures}\n}}");
        Some([head, tail.as_bytes()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload() -> Vec<u8> {
        let layer = Digest::of(b"layer");
        format!(
            "{{\n   \"schemaVersion\": 1,\n   \"name\": \"a/b\",\n   \"tag\": \"v1\",\n   \"architecture\": \"amd64\",\n   \"fsLayers\": [{{\"blobSum\": \"{layer}\"}}],\n   \"history\": [{{\"v1Compatibility\": \"{{}}\"}}]\n}}"
        )
        .into_bytes()
    }

    #[test]
    fn what_is_signed_is_read_back_and_no_byte_of_it_may_change() {
        let signer = Signer::make().unwrap();
        let whole = signer.sign(&payload(), "2026-01-02T03:04:05Z").unwrap();
        let read = parse(&whole).unwrap();
        assert_eq!(read.payload, payload());
        assert_eq!(read.manifest.blobs[0].digest, Digest::of(b"layer"));
        let text = String::from_utf8(whole).unwrap();
        for (name, changed) in [
            ("another tag", text.replace("\"v1\"", "\"v2\"")),
            ("another signature", text.replace("\"signature\":\"", "\"signature\":\"AA")),
            ("another time", text.replace("\"protected\":\"", "\"protected\":\"AAAA")),
            ("no signature", String::from_utf8(payload()).unwrap()),
            ("an empty list", text.replace(&text[text.find("[{\"header").unwrap()..], "[]\n}")),
            ("an algorithm of another key", text.replace("ES256", "RS256")),
            ("none", text.replace("ES256", "none")),
        ] {
            assert!(matches!(parse(changed.as_bytes()), Err(Fault::Unverified(_))), "{name}");
        }
    }

    #[test]
    fn a_document_that_is_signed_and_wrong_is_refused_with_the_reason() {
        let signer = Signer::make().unwrap();
        let text = String::from_utf8(payload()).unwrap();
        for (from, to, part) in [
            ("\"schemaVersion\": 1", "\"schemaVersion\": 2", "not 1"),
            ("\"a/b\"", "\"A\"", "name"),
            ("sha256:", "sha1:", "blobSum"),
            ("[{\"v1Compatibility\": \"{}\"}]", "[]", "yet 0 of `history`"),
        ] {
            let whole = signer.sign(text.replace(from, to).as_bytes(), "t").unwrap();
            let Err(Fault::Invalid(fault)) = parse(&whole) else { panic!("{to}") };
            assert!(fault.0.contains(part), "{fault}");
        }
        assert!(signer.sign(b"[]", "t").is_none());
        assert!(Signer::from_der(b"no key").is_none() && Signer::from_jwk("{}").is_none());
    }
}
