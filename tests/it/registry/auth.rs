//! Tokens: who is let in, what the challenge says, and that a refused push changes nothing.

use std::time::{SystemTime, UNIX_EPOCH};

use wharf::token::{Access, Claims, SigningKey, sign};

use super::client::Reply;
use super::engine::{Engine, OCI, config, digest, manifest};

const REALM: &str = "https://gitlab.test/jwt/auth";

/// An engine that trusts a key pair, and the means to sign with it and with another one.
struct Guarded {
    engine: Engine,
    ours: SigningKey,
    theirs: SigningKey,
    _folder: tempfile::TempDir,
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn guarded() -> Guarded {
    let folder = tempfile::tempdir().unwrap();
    let ours = wharf::keys::make_pair(now()).unwrap();
    let theirs = wharf::keys::make_pair(now()).unwrap();
    let bundle = folder.path().join("registry.crt");
    std::fs::write(&bundle, &ours.certificate).unwrap();
    let section = format!(
        "auth: {{token: {{realm: '{REALM}', service: container_registry, issuer: omnibus-gitlab-issuer, rootcertbundle: {}}}}}",
        bundle.display()
    );
    let engine = Engine::over(folder.path(), &config(folder.path(), "127.0.0.1:0", "", &section));
    Guarded {
        engine,
        ours: SigningKey::from_pem(ours.key.expose().as_bytes()).unwrap(),
        theirs: SigningKey::from_pem(theirs.key.expose().as_bytes()).unwrap(),
        _folder: folder,
    }
}

fn claims(access: &[(&str, &str, &[&str])]) -> Claims {
    Claims {
        issuer: "omnibus-gitlab-issuer".into(),
        subject: Some("ana".into()),
        audience: vec!["container_registry".into()],
        expires: Some(now() + 300),
        not_before: Some(now() - 5),
        issued_at: Some(now()),
        id: Some("1".into()),
        access: access
            .iter()
            .map(|(kind, name, actions)| Access {
                kind: (*kind).into(),
                name: (*name).into(),
                actions: actions.iter().map(|action| (*action).to_owned()).collect(),
            })
            .collect(),
    }
}

impl Guarded {
    fn signed(&self, claims: &Claims) -> String {
        format!("Bearer {}", sign(claims, &self.ours).unwrap().expose())
    }

    fn ask(&self, method: &str, path: &str, token: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut headers = headers.to_vec();
        if !token.is_empty() {
            headers.push(("Authorization", token));
        }
        self.engine.ask(method, path, &headers, body)
    }

    fn push(&self, name: &str, token: &str, bytes: &[u8]) -> Reply {
        let begun = self.ask("POST", &format!("/v2/{name}/blobs/uploads/"), token, &[], b"");
        if begun.status != 202 {
            return begun;
        }
        self.ask("PUT", &format!("{}&digest={}", begun.location(), digest(bytes)), token, &[], bytes)
    }
}

#[test]
fn a_token_is_needed_and_the_challenge_says_which() {
    let guarded = guarded();
    let absent = digest(b"absent");
    for (method, path, scope) in [
        ("GET", "/v2/".to_owned(), ""),
        ("GET", "/v2/_catalog".into(), ",scope=\"registry:catalog:*\""),
        ("GET", "/v2/a/b/tags/list".into(), ",scope=\"repository:a/b:pull\""),
        ("HEAD", format!("/v2/a/b/blobs/{absent}"), ",scope=\"repository:a/b:pull\""),
        ("POST", "/v2/a/b/blobs/uploads/".into(), ",scope=\"repository:a/b:pull,push\""),
        (
            "POST",
            format!("/v2/a/b/blobs/uploads/?mount={absent}&from=c"),
            ",scope=\"repository:a/b:pull,push repository:c:pull\"",
        ),
        ("PUT", "/v2/a/b/manifests/x".into(), ",scope=\"repository:a/b:pull,push\""),
        ("DELETE", format!("/v2/a/b/manifests/{absent}"), ",scope=\"repository:a/b:delete\""),
    ] {
        let reply = guarded.ask(method, &path, "", &[], b"");
        let should = format!("Bearer realm=\"{REALM}\",service=\"container_registry\"{scope}");
        assert_eq!(
            (reply.status, reply.header("Www-Authenticate")),
            (401, Some(should.as_str())),
            "{method} {path}"
        );
        if method != "HEAD" {
            assert_eq!(reply.code(), "UNAUTHORIZED");
        }
    }
    assert_eq!(guarded.ask("GET", "/", "", &[], b"").status, 200, "the root needs none");
}

#[test]
fn only_a_token_that_counts_is_let_in() {
    let guarded = guarded();
    let all: &[(&str, &str, &[&str])] = &[("repository", "a/b", &["*"])];
    let good = claims(all);
    let reply = guarded.push("a/b", &guarded.signed(&good), b"layer");
    assert_eq!(reply.status, 201, "the wildcard action allows everything");
    let path = format!("/v2/a/b/blobs/{}", digest(b"layer"));
    assert_eq!(guarded.ask("GET", &path, &guarded.signed(&good), &[], b"").body, b"layer");
    let within = Claims { expires: Some(now() - 30), ..good.clone() };
    assert_eq!(guarded.ask("GET", &path, &guarded.signed(&within), &[], b"").status, 200, "60 s of leeway");

    let mut flipped = guarded.signed(&good);
    flipped.pop();
    flipped.push(if flipped.ends_with('A') { 'B' } else { 'A' });
    let flipped_middle = guarded.signed(&good).replacen(".ey", ".eY", 1);
    let theirs = format!("Bearer {}", sign(&good, &guarded.theirs).unwrap().expose());
    for (name, token) in [
        ("expired", guarded.signed(&Claims { expires: Some(now() - 90), ..good.clone() })),
        ("without an end", guarded.signed(&Claims { expires: None, ..good.clone() })),
        ("not yet valid", guarded.signed(&Claims { not_before: Some(now() + 120), ..good.clone() })),
        ("for another service", guarded.signed(&Claims { audience: vec!["other".into()], ..good.clone() })),
        ("by another issuer", guarded.signed(&Claims { issuer: "other".into(), ..good.clone() })),
        ("signed by another key", theirs),
        ("changed", flipped_middle),
        ("no token at all", "Bearer x".to_owned()),
        ("unsigned", "Bearer eyJhbGciOiJub25lIn0.e30.".to_owned()),
    ] {
        let reply = guarded.ask("GET", &path, &token, &[], b"");
        let challenge = reply.header("Www-Authenticate").unwrap_or_default();
        assert!(reply.status == 401 && challenge.ends_with(",error=\"invalid_token\""), "{name}: {reply:?}");
    }
    for (name, token) in [("basic", "Basic YTpi"), ("three words", "Bearer a b"), ("empty", " ")] {
        let reply = guarded.ask("GET", &path, token, &[], b"");
        assert!(
            reply.status == 401 && !reply.header("Www-Authenticate").unwrap().contains("error"),
            "{name}"
        );
    }
    let is_named = guarded.engine.says("auth.user.name=ana");
    let log = guarded.engine.log();
    assert!(is_named, "{log}");
    assert!(!log.contains("ey"), "the log carries a token:\n{log}");
}

#[test]
fn a_user_lacking_push_is_refused_and_the_image_unchanged() {
    let guarded = guarded();
    let may_push = guarded.signed(&claims(&[("repository", "a", &["pull", "push"])]));
    for blob in [b"{}".as_slice(), b"layer"] {
        assert_eq!(guarded.push("a", &may_push, blob).status, 201);
    }
    let oci = [("Content-Type", OCI)];
    let first = manifest(&digest(b"{}"), &digest(b"layer"), 5);
    assert_eq!(guarded.ask("PUT", "/v2/a/manifests/v1", &may_push, &oci, &first).status, 201);
    let second = manifest(&digest(b"{}"), &digest(b"{}"), 2);
    for (name, access) in [
        ("pull only", [("repository", "a", ["pull"].as_slice())]),
        ("push only, which is too little to push", [("repository", "a", ["push"].as_slice())]),
        ("another repository", [("repository", "ab", ["pull", "push"].as_slice())]),
        ("a group's wildcard means nothing here", [("repository", "*", ["*"].as_slice())]),
        ("another type", [("registry", "a", ["*"].as_slice())]),
    ] {
        let token = guarded.signed(&claims(&access));
        for (method, path, body) in
            [("PUT", "/v2/a/manifests/v1", second.as_slice()), ("POST", "/v2/a/blobs/uploads/", b"")]
        {
            let reply = guarded.ask(method, path, &token, &oci, body);
            let challenge = reply.header("Www-Authenticate").unwrap_or_default();
            assert!(
                reply.status == 401 && challenge.ends_with(",error=\"insufficient_scope\""),
                "{name}: {reply:?}"
            );
        }
    }
    let may_pull = guarded.signed(&claims(&[("repository", "a", &["pull"])]));
    assert_eq!(guarded.ask("GET", "/v2/a/manifests/v1", &may_pull, &[], b"").body, first);
    assert_eq!(
        guarded.ask("DELETE", "/v2/a/manifests/v1", &may_push, &[], b"").status,
        401,
        "delete is its own action"
    );
    let may_list = guarded.signed(&claims(&[("registry", "catalog", &["*"])]));
    assert_eq!(guarded.ask("GET", "/v2/_catalog", &may_list, &[], b"").status, 200);
    assert_eq!(guarded.ask("GET", "/v2/_catalog", &may_pull, &[], b"").status, 401);
    assert_eq!(guarded.ask("GET", "/v2/", &guarded.signed(&claims(&[])), &[], b"").status, 200);
}

#[test]
fn a_mount_needs_the_right_to_read_its_source() {
    let guarded = guarded();
    let both = guarded.signed(&claims(&[("repository", "secret", &["*"]), ("repository", "mine", &["*"])]));
    assert_eq!(guarded.push("secret", &both, b"layer").status, 201);
    let path = format!("/v2/mine/blobs/uploads/?mount={}&from=secret", digest(b"layer"));
    let mine = guarded.signed(&claims(&[("repository", "mine", &["pull", "push"])]));
    assert_eq!(guarded.ask("POST", &path, &mine, &[], b"").status, 202, "a plain upload");
    let blob = format!("/v2/mine/blobs/{}", digest(b"layer"));
    assert_eq!(guarded.ask("GET", &blob, &mine, &[], b"").status, 404);
    assert_eq!(guarded.ask("POST", &path, &both, &[], b"").status, 201);
    assert_eq!(guarded.ask("GET", &blob, &mine, &[], b"").body, b"layer");
}
