//! Tokens against keys: who is believed and who is not.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use super::*;

const NOW: u64 = 1_700_000_000;

/// A key with its certificate in DER.
struct Pair {
    pem: String,
    certificate: Vec<u8>,
    spki: Vec<u8>,
}

fn pair_of(key: &rcgen::KeyPair) -> Pair {
    let certificate = rcgen::CertificateParams::new(vec![]).unwrap().self_signed(key).unwrap();
    let der = certificate.der().to_vec();
    let spki = {
        use x509_parser::prelude::FromDer as _;
        x509_parser::certificate::X509Certificate::from_der(&der).unwrap().1.public_key().raw.to_vec()
    };
    Pair { pem: key.serialize_pem(), certificate: der, spki }
}

fn rsa() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| {
        let size = rcgen::RsaKeySize::_2048;
        pair_of(&rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, size).unwrap())
    })
}

fn other_rsa() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| {
        let size = rcgen::RsaKeySize::_2048;
        pair_of(&rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, size).unwrap())
    })
}

fn p256() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| pair_of(&rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap()))
}

fn p384() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| pair_of(&rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap()))
}

fn trusted() -> TrustedKeys {
    TrustedKeys::from_certificates(&[rsa(), p256(), p384()].map(|pair| pair.certificate.clone())).unwrap()
}

fn expected() -> Expected {
    Expected { issuer: "omnibus-gitlab-issuer".into(), audience: "container_registry".into() }
}

fn claims() -> Value {
    json!({
        "iss": "omnibus-gitlab-issuer", "aud": "container_registry", "sub": "alice",
        "exp": NOW + 300, "nbf": NOW - 5, "iat": NOW,
        "access": [{"type": "repository", "name": "g/p", "actions": ["pull"]}],
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

fn libtrust(pair: &Pair) -> String {
    KeyId::libtrust(&pair.spki).to_string()
}

/// Signs any header with any key.
fn token(header: &Value, claims: &Value, pair: &Pair, algorithm: Algorithm) -> String {
    let key = match algorithm {
        Algorithm::ES256 | Algorithm::ES384 => EncodingKey::from_ec_pem(pair.pem.as_bytes()).unwrap(),
        _ => EncodingKey::from_rsa_pem(pair.pem.as_bytes()).unwrap(),
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

fn plain(claims: &Value) -> String {
    token(&json!({"typ": "JWT", "alg": "RS256", "kid": libtrust(rsa())}), claims, rsa(), Algorithm::RS256)
}

fn judge(token: &str) -> Result<Claims, VerifyError> {
    verify(token, &trusted(), &expected(), NOW)
}

#[test]
fn a_key_is_found_by_every_name_it_has() {
    let keys = trusted();
    assert_eq!(keys.ids().len(), 6, "two ids for each of three keys");
    for (pair, algorithm) in [
        (rsa(), Algorithm::RS256),
        (rsa(), Algorithm::RS384),
        (rsa(), Algorithm::RS512),
        (rsa(), Algorithm::PS256),
        (rsa(), Algorithm::PS384),
        (rsa(), Algorithm::PS512),
        (p256(), Algorithm::ES256),
        (p384(), Algorithm::ES384),
    ] {
        let alg = serde_json::to_value(algorithm).unwrap();
        let alone = TrustedKeys::from_certificates(std::slice::from_ref(&pair.certificate)).unwrap();
        for id in alone.ids() {
            let signed = token(&json!({"alg": alg, "kid": id.as_str()}), &claims(), pair, algorithm);
            assert_eq!(judge(&signed).unwrap().subject.as_deref(), Some("alice"), "{alg} {id}");
        }
        let x5c = json!({"alg": alg, "x5c": [STANDARD.encode(&pair.certificate)]});
        assert!(judge(&token(&x5c, &claims(), pair, algorithm)).is_ok(), "{alg} x5c");
    }
}

#[test]
fn a_key_given_whole_only_picks_a_trusted_one() {
    let jwk = |pair: &Pair| {
        let key = EncodingKey::from_rsa_pem(pair.pem.as_bytes()).unwrap();
        serde_json::to_value(jsonwebtoken::jwk::Jwk::from_encoding_key(&key, Algorithm::RS256).unwrap())
            .unwrap()
    };
    let trusted_key = json!({"alg": "RS256", "jwk": jwk(rsa())});
    assert!(judge(&token(&trusted_key, &claims(), rsa(), Algorithm::RS256)).is_ok());
    for (name, header) in [
        ("a jwk of a stranger", json!({"alg": "RS256", "jwk": jwk(other_rsa())})),
        ("… under a trusted kid", json!({"alg": "RS256", "kid": libtrust(rsa()), "jwk": jwk(other_rsa())})),
        ("an x5c of a stranger", json!({"alg": "RS256", "x5c": [STANDARD.encode(&other_rsa().certificate)]})),
        (
            "… with a trusted one behind it",
            json!({"alg": "RS256", "kid": libtrust(rsa()),
                   "x5c": [STANDARD.encode(&other_rsa().certificate), STANDARD.encode(&rsa().certificate)]}),
        ),
        ("the id of a stranger", json!({"alg": "RS256", "kid": libtrust(other_rsa())})),
    ] {
        let refused = judge(&token(&header, &claims(), other_rsa(), Algorithm::RS256)).unwrap_err();
        assert!(matches!(refused, VerifyError::UnknownKey(_)), "{name}: {refused}");
    }
    let borrowed = json!({"alg": "RS256", "x5c": [STANDARD.encode(&rsa().certificate)]});
    let refused = judge(&token(&borrowed, &claims(), other_rsa(), Algorithm::RS256)).unwrap_err();
    assert_eq!(refused, VerifyError::Signature, "a trusted certificate proves nothing without its key");
}

#[test]
fn no_algorithm_is_taken_for_another() {
    let kid = libtrust(rsa());
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    for alg in ["none", "None", "", "HS256", "HS384", "HS512", "ES256", "EdDSA", "rs256", "RS1"] {
        let header = json!({"alg": alg, "kid": kid});
        // The public key as an HMAC secret, in the two forms that an attacker has it.
        for secret in [rsa().spki.clone(), rsa().certificate.clone()] {
            let message = format!("{}.{}", part(&header), part(&claims()));
            let mac = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &secret);
            let tag = aws_lc_rs::hmac::sign(&mac, message.as_bytes());
            let forged = format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag));
            assert_eq!(judge(&forged).unwrap_err(), VerifyError::Algorithm(alg.into()));
        }
        let unsigned = format!("{}.{}.", part(&header), part(&claims()));
        assert_eq!(judge(&unsigned).unwrap_err(), VerifyError::Algorithm(alg.into()));
    }
    let es_with_rsa_key =
        token(&json!({"alg": "RS256", "kid": libtrust(p256())}), &claims(), rsa(), Algorithm::RS256);
    assert_eq!(judge(&es_with_rsa_key).unwrap_err(), VerifyError::Algorithm("RS256".into()));
    let named_otherwise = token(&json!({"alg": "RS512", "kid": kid}), &claims(), rsa(), Algorithm::RS256);
    assert_eq!(judge(&named_otherwise).unwrap_err(), VerifyError::Signature);
}

#[test]
fn headers_without_a_key_or_with_demands_are_refused() {
    let refused = |header: Value| judge(&token(&header, &claims(), rsa(), Algorithm::RS256)).unwrap_err();
    assert_eq!(refused(json!({"alg": "RS256"})), VerifyError::NoKey);
    assert_eq!(refused(json!({"alg": "RS256", "kid": ""})), VerifyError::NoKey);
    assert_eq!(refused(json!({"alg": "RS256", "x5c": []})), VerifyError::NoKey);
    assert_eq!(
        refused(json!({"alg": "RS256", "x5c": ["!"], "kid": "x"})),
        VerifyError::Malformed("certificate")
    );
    assert_eq!(
        refused(json!({"alg": "RS256", "kid": libtrust(rsa()), "crit": ["b64"], "b64": false})),
        VerifyError::Critical
    );
    assert_eq!(refused(json!({"kid": libtrust(rsa())})), VerifyError::Malformed("header"));
}

#[test]
fn times_count_with_a_minute_of_leeway() {
    for (name, claims, want) in [
        ("in its time", claims(), Ok(())),
        ("at the last second of the leeway", with("exp", json!(NOW - LEEWAY)), Ok(())),
        ("a second later", with("exp", json!(NOW - LEEWAY - 1)), Err(VerifyError::Expired)),
        ("without an end", without("exp"), Err(VerifyError::Expired)),
        ("ended in 1970", with("exp", json!(0)), Err(VerifyError::Expired)),
        ("at the end of time", with("exp", json!(u64::MAX)), Ok(())),
        ("at the first second of the leeway", with("nbf", json!(NOW + LEEWAY)), Ok(())),
        ("a second too early", with("nbf", json!(NOW + LEEWAY + 1)), Err(VerifyError::NotYetValid)),
        ("without a beginning", without("nbf"), Ok(())),
        ("issued tomorrow", with("iat", json!(NOW + 86_400)), Ok(())),
        ("an end that is text", with("exp", json!("never")), Err(VerifyError::Malformed("payload"))),
    ] {
        assert_eq!(judge(&plain(&claims)).map(|_| ()), want, "{name}");
    }
}

#[test]
fn issuer_and_audience_are_compared_whole() {
    let issuer = |text: &str| Err(VerifyError::Issuer(text.into()));
    let audience = |text: &str| Err(VerifyError::Audience(text.into()));
    for (name, claims, want) in [
        ("another issuer", with("iss", json!("evil")), issuer("evil")),
        (
            "the issuer in capitals",
            with("iss", json!("OMNIBUS-GITLAB-ISSUER")),
            issuer("OMNIBUS-GITLAB-ISSUER"),
        ),
        ("no issuer", without("iss"), issuer("")),
        ("another service", with("aud", json!("other")), audience("other")),
        ("no service", without("aud"), audience("")),
        ("no service in a list", with("aud", json!([])), audience("")),
        ("the service in a list", with("aud", json!(["other", "container_registry"])), Ok(())),
    ] {
        assert_eq!(judge(&plain(&claims)).map(|_| ()), want, "{name}");
    }
}

#[test]
fn what_is_signed_is_believed_and_looks_like_gitlabs() {
    let key = SigningKey::from_pem(rsa().pem.as_bytes()).unwrap();
    let mine = Claims {
        issuer: "omnibus-gitlab-issuer".into(),
        subject: Some("alice".into()),
        audience: vec!["container_registry".into()],
        expires: Some(NOW + 300),
        not_before: Some(NOW - 5),
        issued_at: Some(NOW),
        id: Some("1".into()),
        access: vec![Access { kind: "repository".into(), name: "g/p".into(), actions: vec!["pull".into()] }],
    };
    let token = sign(&mine, &key).unwrap();
    assert_eq!(judge(token.expose()).unwrap(), mine);
    let header = token.expose().split('.').next().unwrap();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    assert_eq!(header, json!({"typ": "JWT", "alg": "RS256", "kid": libtrust(rsa())}));
    assert_eq!(format!("{token:?} {key:?}").matches("BEGIN").count(), 0);
    assert_eq!(SigningKey::from_pem(p256().pem.as_bytes()).unwrap_err(), SignError::Key);
    assert_eq!(SigningKey::from_pem(b"").unwrap_err(), SignError::Key);
}

#[test]
fn a_bundle_gives_what_it_can_and_says_what_it_cannot() {
    assert_eq!(TrustedKeys::from_certificates(&[]).unwrap_err(), KeyError::Empty);
    assert_eq!(TrustedKeys::from_certificates(&[vec![0x30, 0x00]]).unwrap_err(), KeyError::Unreadable(1));
    let ed25519 = pair_of(&rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap());
    assert_eq!(
        TrustedKeys::from_certificates(std::slice::from_ref(&ed25519.certificate)).unwrap_err(),
        KeyError::Unsupported(1)
    );
    let mixed =
        TrustedKeys::from_certificates(&[ed25519.certificate, rsa().certificate.clone(), vec![1]]).unwrap();
    assert_eq!(mixed.unusable(), [KeyError::Unsupported(1), KeyError::Unreadable(3)]);
    assert_eq!(mixed.ids().len(), 2);
}

/// Every byte of a good token turned, every prefix of it, and texts of all shapes: refused, and never a panic.
#[test]
fn garbage_is_refused_and_never_panics() {
    let keys = trusted();
    let good = plain(&claims());
    assert!(verify(&good, &keys, &expected(), NOW).is_ok());
    for place in 0..good.len() {
        assert!(verify(&good[..place], &keys, &expected(), NOW).is_err(), "cut at {place}");
        let mut turned = good.clone().into_bytes();
        turned[place] = if turned[place] == b'A' { b'B' } else { b'A' };
        let turned = String::from_utf8(turned).unwrap();
        assert!(verify(&turned, &keys, &expected(), NOW).is_err(), "turned at {place}");
    }
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..5_000 {
        let mut text = String::new();
        for _ in 0..seed % 97 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push(
                ['.', 'e', 'y', 'J', '=', '-', '_', 'ä', '\0', '"', '{', '0'][(seed >> 33) as usize % 12],
            );
        }
        seed = seed.wrapping_add(0x1234_5677);
        assert!(verify(&text, &keys, &expected(), NOW).is_err(), "{text:?}");
    }
    for text in ["", ".", "..", "...", "a.b.c.d", "e30.e30.", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA"] {
        assert!(matches!(verify(text, &keys, &expected(), NOW), Err(VerifyError::Malformed(_))), "{text}");
    }
    let deep = URL_SAFE_NO_PAD.encode("[".repeat(10_000));
    assert!(verify(&format!("{deep}.e30.e30"), &keys, &expected(), NOW).is_err());
    let long = plain(&with("user", json!("x".repeat(LONGEST_TOKEN))));
    assert_eq!(verify(&long, &keys, &expected(), NOW).unwrap_err(), VerifyError::TooLong);
}
