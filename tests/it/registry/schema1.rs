//! Docker's first manifests, to our engine and to Debian's in the same run: what one signs, the other takes.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use super::client::{Connection, Reply};
use super::engine::{Debian, Engine, config, digest};

const SIGNED: &str = "application/vnd.docker.distribution.manifest.v1+prettyjws";
const ENABLED: &str = "compatibility: {schema1: {enabled: true}}";

fn payload() -> String {
    let layer = digest(b"layer");
    format!(
        "{{\n   \"schemaVersion\": 1,\n   \"name\": \"a/b\",\n   \"tag\": \"v1\",\n   \"architecture\": \"amd64\",\n   \"fsLayers\": [\n      {{\n         \"blobSum\": \"{layer}\"\n      }}\n   ],\n   \"history\": [\n      {{\n         \"v1Compatibility\": \"{{\\\"id\\\":\\\"x\\\"}}\"\n      }}\n   ]\n}}"
    )
}

/// Signs as a client does: libtrust's form of a JWS.
fn sign(payload: &str) -> String {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let (x, y) = (BASE64.encode(x), BASE64.encode(y));
    let (head, tail) = payload.split_at(payload.len() - 2);
    let protected = format!(
        r#"{{"formatLength":{},"formatTail":"{}","time":"2026-01-02T03:04:05Z"}}"#,
        head.len(),
        BASE64.encode(tail)
    );
    let protected = BASE64.encode(protected);
    let signed = format!("{protected}.{}", BASE64.encode(payload));
    let signature = BASE64.encode(pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap());
    let key = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    format!(
        "{head},\n   \"signatures\": [{{\"header\":{{\"jwk\":{key},\"alg\":\"ES256\"}},\"signature\":\"{signature}\",\"protected\":\"{protected}\"}}]\n}}"
    )
}

fn push(connection: &mut Connection, tag: &str, body: &str) -> Reply {
    connection.ask("PUT", &format!("/v2/a/b/manifests/{tag}"), &[("Content-Type", SIGNED)], body.as_bytes())
}

#[test]
fn what_either_engine_signs_the_other_takes_under_the_same_digest() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ours = Engine::over(one.path(), &config(one.path(), "127.0.0.1:0", "", ENABLED));
    let theirs = Debian::over(two.path(), &config(two.path(), "127.0.0.1:0", "", ENABLED));
    let mut connections = [Connection::open(ours.address), Connection::open(theirs.address)];
    let signed = sign(&payload());
    let known = digest(payload().as_bytes());
    let mut served = Vec::new();
    for connection in &mut connections {
        let unknown = push(connection, "v1", &signed);
        assert_eq!((unknown.status, unknown.code().as_str()), (400, "MANIFEST_BLOB_UNKNOWN"));
        let location = connection.ask("POST", "/v2/a/b/blobs/uploads/", &[], b"").location();
        let path = format!("{location}&digest={}", digest(b"layer"));
        let octets = [("Content-Type", "application/octet-stream")];
        assert_eq!(connection.ask("PUT", &path, &octets, b"layer").status, 201);
        let done = push(connection, "v1", &signed);
        assert_eq!(
            (done.status, done.header("Docker-Content-Digest")),
            (201, Some(known.as_str())),
            "{done:?}"
        );
        let forged = push(connection, "v2", &signed.replace("amd64", "arm64"));
        assert_eq!((forged.status, forged.code().as_str()), (400, "MANIFEST_UNVERIFIED"), "{forged:?}");
        for reference in ["v1", known.as_str()] {
            let got = connection.ask("GET", &format!("/v2/a/b/manifests/{reference}"), &[], b"");
            assert_eq!((got.status, got.header("Content-Type")), (200, Some(SIGNED)), "{reference}");
            assert_eq!(got.header("Docker-Content-Digest"), Some(known.as_str()));
            served.push(String::from_utf8(got.body).unwrap());
        }
        let head = connection.ask("HEAD", "/v2/a/b/manifests/v1", &[], b"");
        assert_eq!((head.status, head.header("Content-Type")), (200, Some(SIGNED)));
    }
    for text in &served {
        for connection in &mut connections {
            let again = push(connection, "again", text);
            assert_eq!(
                (again.status, again.header("Docker-Content-Digest")),
                (201, Some(known.as_str())),
                "{text}"
            );
        }
    }
    let hex = known.strip_prefix("sha256:").unwrap();
    let stored = format!("data/docker/registry/v2/blobs/sha256/{}/{hex}/data", &hex[..2]);
    for folder in [one.path(), two.path()] {
        assert_eq!(std::fs::read_to_string(folder.join(&stored)).unwrap(), payload(), "without signatures");
    }
}

#[test]
fn without_the_setting_it_is_refused_and_the_setting_is_named() {
    let engine = Engine::start();
    engine.push_blob("a/b", b"layer");
    let refused = push(&mut engine.connect(), "v1", &sign(&payload()));
    assert_eq!((refused.status, refused.code().as_str()), (400, "MANIFEST_INVALID"));
    let detail = refused.json()["errors"][0]["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("compatibility.schema1.enabled"), "{detail}");
}

#[test]
fn it_is_signed_with_the_key_of_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.pem");
    let made = std::process::Command::new("openssl")
        .args(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out"])
        .arg(&key)
        .status();
    assert!(made.unwrap().success());
    let more = format!("compatibility: {{schema1: {{enabled: true, signingkeyfile: {}}}}}", key.display());
    let text = config(folder.path(), "127.0.0.1:0", "", &more);
    let mut keys = Vec::new();
    for _ in 0..2 {
        let engine = Engine::over(folder.path(), &text);
        engine.push_blob("a/b", b"layer");
        assert_eq!(push(&mut engine.connect(), "v1", &sign(&payload())).status, 201);
        let got = engine.ask("GET", "/v2/a/b/manifests/v1", &[], b"").json();
        keys.push(got["signatures"][0]["header"]["jwk"].clone());
    }
    assert_eq!(keys[0], keys[1], "the same after a new start");
    std::fs::write(&key, "no key").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_wharf"))
        .args(["registry", "serve"])
        .arg(folder.path().join("config.yml"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("signingkeyfile"), "{said}");
}
