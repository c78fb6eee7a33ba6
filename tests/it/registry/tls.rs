//! TLS and HTTP/2 of the engine itself, met by curl, openssl and skopeo.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use http::{Request, Version};
use http_body_util::{BodyExt as _, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::blobs::own_kib;
use super::client::Connection;
use super::clients::{assert_same_blobs, layout, make_image, run};
use super::engine::{Engine, config, digest, noise};
use crate::support::wait_until;

/// Makes `NAME.crt` and `NAME.key`, signed by the authority in `ca.crt`, which is made if it is not there.
fn issue(folder: &Path, name: &str, key: &str) {
    let path = |name: &str| folder.join(name).display().to_string();
    let new = |name: &str, more: &[&str]| {
        let (key_file, certificate) = (path(&format!("{name}.key")), path(&format!("{name}.crt")));
        let mut arguments =
            vec!["req", "-x509", "-nodes", "-days", "2", "-keyout", &key_file, "-out", &certificate];
        arguments.extend_from_slice(more);
        run("openssl", &arguments);
    };
    let elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    let kind: &[&str] = if key == "rsa" { &["-newkey", "rsa:2048"] } else { &elliptic };
    if !folder.join("ca.crt").exists() {
        new("ca", &[&elliptic[..], &["-subj", "/CN=authority", "-addext", "keyUsage=keyCertSign"]].concat());
    }
    let (ca, ca_key) = (path("ca.crt"), path("ca.key"));
    let subject = format!("/CN={name}");
    new(
        name,
        &[
            kind,
            &[
                "-subj",
                &subject,
                "-CA",
                &ca,
                "-CAkey",
                &ca_key,
                "-addext",
                "basicConstraints=critical,CA:FALSE",
            ],
            &[
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-addext",
                "extendedKeyUsage=serverAuth,clientAuth",
            ],
        ]
        .concat(),
    );
}

/// An engine with TLS over `folder`, by the pair `server`; `more` are further keys of `http.tls`, `http` of `http`.
fn engine(folder: &Path, more: &str, http: &str) -> Engine {
    let path = |name: &str| folder.join(name).display().to_string();
    let tls =
        format!(", tls: {{certificate: {}, key: {}{more}}}{http}", path("server.crt"), path("server.key"));
    Engine::over(folder, &config(folder, "127.0.0.1:0", &tls, ""))
}

/// curl, which trusts the authority of `folder`; answers what it wrote to standard output.
fn curl(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("curl")
        .args(["-sS", "--max-time", "60", "--cacert"])
        .arg(folder.join("ca.crt"))
        .args(arguments)
        .output()
        .expect("curl is installed");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Pushes a blob by curl, as clients do; answers its path.
fn push(folder: &Path, origin: &str, how: &str, bytes: &[u8]) -> String {
    let file = folder.join("blob");
    std::fs::write(&file, bytes).unwrap();
    let begun = text(curl(folder, &[how, "-D", "-", "-X", "POST", &format!("{origin}/v2/a/blobs/uploads/")]));
    let location = begun
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("location")))
        .unwrap_or_else(|| panic!("{begun}"))
        .1
        .trim()
        .to_owned();
    assert!(location.starts_with(origin), "{location}");
    let upload = format!("@{}", file.display());
    let to = format!("{location}&digest={}", digest(bytes));
    let octets = "Content-Type: application/octet-stream";
    let done =
        text(curl(folder, &[how, "-D", "-", "-X", "PUT", "-H", octets, "--data-binary", &upload, &to]));
    assert!(done.lines().any(|line| line.starts_with("HTTP/") && line.contains(" 201")), "{done}");
    format!("/v2/a/blobs/{}", digest(bytes))
}

#[test]
fn every_version_of_http_brings_the_bytes_that_were_pushed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "ec");
    let bytes = noise(71, 3_000_000);
    for (name, tls, http, how, version) in [
        ("by TLS", true, "", "--http1.1", "1.1"),
        ("HTTP/2 by TLS", true, "", "--http2", "2"),
        ("HTTP/2 that is turned off", true, ", http2: {disabled: true}", "--http2", "1.1"),
        ("HTTP/2 that is known beforehand", false, ", h2c: {enabled: true}", "--http2-prior-knowledge", "2"),
        ("HTTP/1.1 beside it", false, ", h2c: {enabled: true}", "--http1.1", "1.1"),
        ("HTTP/1.1", false, "", "--http1.1", "1.1"),
    ] {
        let mut engine = if tls {
            engine(folder, "", http)
        } else {
            Engine::over(folder, &config(folder, "127.0.0.1:0", http, ""))
        };
        let origin = format!("{}://{}", if tls { "https" } else { "http" }, engine.address);
        let url = format!("{origin}{}", push(folder, &origin, how, &bytes));
        assert!(curl(folder, &[how, &url]) == bytes, "{name}");
        assert_eq!(
            curl(folder, &[how, "-r", "1000000-1999999", &url]),
            &bytes[1_000_000..2_000_000],
            "{name}"
        );
        let said = text(curl(folder, &[how, "-I", "-w", "version=%{http_version}", &url]));
        assert!(said.ends_with(&format!("version={version}")), "{name}: {said}");
        // Names are written as every other registry writes them, where HTTP lets them be written.
        assert!(said.contains(if version == "2" {
            "docker-content-digest: "
        } else {
            "Docker-Content-Digest: "
        }));
        assert!(said.to_ascii_lowercase().contains("content-length: 3000000"), "{name}: {said}");
        assert!(engine.stop().success());
    }
}

/// What `openssl s_client` says of a handshake.
fn handshake(engine: &Engine, arguments: &[&str]) -> String {
    let output = Command::new("openssl")
        .args(["s_client", "-connect", &engine.address.to_string()])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("openssl is installed");
    text(output.stdout) + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn versions_and_suites_are_those_of_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "rsa");
    // `-cipher` rules TLS 1.2 and below; level 0 lets openssl offer what is broken.
    let old: &[&str] = &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"];
    for (more, offered, should) in [
        ("", &["-tls1_3"][..], Some("TLS_AES_")),
        ("", &["-tls1_2"], Some("ECDHE-RSA-")),
        ("", old, None),
        (", minimumtls: tls1.0", old, None),
        (", minimumtls: tls1.0", &["-tls1_2"], Some("ECDHE-RSA-")),
        (", minimumtls: tls1.3", &["-tls1_2"], None),
        (", minimumtls: tls1.3", &["-tls1_3"], Some("TLS_AES_")),
        (
            ", ciphersuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_128_CBC_SHA]",
            &["-tls1_2"],
            Some("ECDHE-RSA-AES128-GCM-SHA256"),
        ),
        (
            ", ciphersuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_128_CBC_SHA]",
            &["-tls1_2", "-cipher", "AES128-SHA"],
            None,
        ),
        (", ciphersuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]", &["-tls1_3"], Some("TLS_AES_")),
    ] {
        let engine = engine(folder, more, "");
        let said = handshake(&engine, offered);
        let agreed = said.lines().find_map(|line| line.split_once("Cipher is ")).map(|(_, suite)| suite);
        let agreed = agreed.filter(|suite| *suite != "(NONE)");
        assert_eq!(agreed.is_some(), should.is_some(), "{more} {offered:?}: {said}");
        assert!(
            agreed.unwrap_or_default().starts_with(should.unwrap_or_default()),
            "{more} {offered:?}: {said}"
        );
        let is_warned = more.contains("tls1.0") || more.contains("CBC");
        assert!(!is_warned || engine.says("level=warning"), "{more}: {}", engine.log());
    }
}

#[test]
fn clients_show_what_the_configuration_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "ec");
    issue(folder, "known", "ec");
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::create_dir(folder.join("strange")).unwrap();
    issue(&folder.join("strange"), "stranger", "ec");
    let (known, stranger) = (path("known"), path("strange/stranger"));
    let authorities = format!(", clientcas: [{}]", path("ca.crt"));
    for (kind, nobody, stranger_, known_) in [
        ("", false, false, true),
        (", clientauth: require-and-verify-client-cert", false, false, true),
        (", clientauth: verify-client-cert-if-given", true, false, true),
        (", clientauth: require-any-client-cert", false, true, true),
        (", clientauth: request-client-cert", true, true, true),
    ] {
        let engine = engine(folder, &format!("{authorities}{kind}"), "");
        for (shown, is_let_in) in [(None, nobody), (Some(&stranger), stranger_), (Some(&known), known_)] {
            for version in ["1.2", "1.3"] {
                let mut curl = Command::new("curl");
                curl.args(["-sS", "--tls-max", version, "--max-time", "30", "--cacert"])
                    .arg(folder.join("ca.crt"));
                if let Some(pair) = shown {
                    curl.args(["--cert", &format!("{pair}.crt"), "--key", &format!("{pair}.key")]);
                }
                let output = curl.arg(format!("https://{}/v2/", engine.address)).output().unwrap();
                assert_eq!(output.stdout == b"{}", is_let_in, "{kind} {shown:?} {version}: {output:?}");
            }
        }
    }
}

/// The subject of the certificate that is served now.
fn subject(engine: &Engine) -> String {
    let said = handshake(engine, &[]);
    said.lines().find_map(|line| line.strip_prefix("subject=")).unwrap_or_default().trim().to_owned()
}

#[test]
fn a_new_certificate_is_served_without_a_restart_or_a_cut_pull() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "ec");
    issue(folder, "next", "rsa");
    let mut engine = engine(folder, "", "");
    let origin = format!("https://{}", engine.address);
    let bytes = noise(72, 24_000_000);
    let blob = push(folder, &origin, "--http2", &bytes);
    let pull = |how: &str, to: &str| -> Child {
        Command::new("curl")
            .args(["-sS", "--limit-rate", "2M", how, "--cacert"])
            .arg(folder.join("ca.crt"))
            .arg("-o")
            .arg(folder.join(to))
            .arg(format!("{origin}{blob}"))
            .spawn()
            .unwrap()
    };
    let mut pulls = [pull("--http1.1", "one"), pull("--http2", "two")];
    let size = |name: &str| std::fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    wait_until("both pulls have begun", 30, || size("one") > 0 && size("two") > 0);
    assert!(subject(&engine).ends_with("server"), "{}", subject(&engine));
    let take = |from: &str, to: &str| std::fs::rename(folder.join(from), folder.join(to)).unwrap();
    let keep = |name: &str| std::fs::copy(folder.join(name), folder.join(format!("{name}.old"))).unwrap();
    keep("server.crt");
    keep("server.key");
    take("next.crt", "server.crt");
    take("next.key", "server.key");
    wait_until("the new certificate is served", 30, || subject(&engine).ends_with("next"));
    assert!(
        pulls.iter_mut().all(|pull| pull.try_wait().unwrap().is_none()),
        "the pulls were too fast for this test"
    );
    for (pull, name) in pulls.iter_mut().zip(["one", "two"]) {
        assert!(pull.wait().unwrap().success());
        assert!(std::fs::read(folder.join(name)).unwrap() == bytes, "{name}");
    }
    // A pair that is none is not served, and said once; SIGHUP asks at once and ends nothing.
    take("server.key.old", "server.key");
    assert!(engine.says("cannot be served with"), "{}", engine.log());
    assert!(subject(&engine).ends_with("next"));
    take("server.crt.old", "server.crt");
    run("kill", &["-HUP", &engine.pid().to_string()]);
    assert!(engine.says("SIGHUP"));
    wait_until("the first certificate is served again", 30, || subject(&engine).ends_with("server"));
    assert_eq!(engine.log().matches("have changed and cannot be served with").count(), 1, "{}", engine.log());
    assert!(engine.stop().success());
}

#[test]
fn a_hang_up_ends_no_engine_without_tls_either() {
    let mut engine = Engine::start();
    run("kill", &["-HUP", &engine.pid().to_string()]);
    assert!(engine.says("SIGHUP"));
    engine.assert_alive();
}

#[test]
fn what_cannot_be_served_with_is_said_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "ec");
    issue(folder, "other", "ec");
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::write(folder.join("empty"), "").unwrap();
    for (name, certificate, key, more, part) in [
        ("no file", "nowhere", "server.key", "", "could not read `http.tls.certificate`"),
        ("no certificate", "empty", "server.key", "", "has no `CERTIFICATE` block"),
        ("no key", "server.crt", "server.crt", "", "has no private key"),
        ("no pair", "server.crt", "other.key", "", "cannot be served with"),
        ("no authority", "server.crt", "server.key", ", clientcas: [CA]", "`http.tls.clientcas`"),
        ("a suite", "server.crt", "server.key", ", ciphersuites: [X]", "no cipher suite"),
        ("ACME", "server.crt", "server.key", ", letsencrypt: {cachefile: /x}", "http.tls.letsencrypt"),
    ] {
        let more = more.replace("CA", &path("empty"));
        let tls = format!(", tls: {{certificate: {}, key: {}{more}}}", path(certificate), path(key));
        std::fs::write(folder.join("config.yml"), config(folder, "127.0.0.1:0", &tls, "")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_wharf"))
            .args(["registry", "serve", &path("config.yml")])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(part) && said.contains("hint") || said.contains("; "), "{name}: {said}");
        assert!(said.contains(part), "{name}: {said}");
    }
}

#[test]
fn skopeo_pushes_and_pulls_by_the_engines_own_tls() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "rsa");
    let engine = engine(folder, "", "");
    let (from, back) = (folder.join("image"), folder.join("back"));
    make_image(&from, 73);
    std::fs::write(folder.join("policy.json"), r#"{"default":[{"type":"insecureAcceptAnything"}]}"#).unwrap();
    std::fs::create_dir(folder.join("trust")).unwrap();
    std::fs::copy(folder.join("ca.crt"), folder.join("trust/ca.crt")).unwrap();
    let (policy, trust) = (folder.join("policy.json"), folder.join("trust"));
    let (policy, trust) = (policy.display().to_string(), trust.display().to_string());
    let place = format!("docker://{}/group/project:v1", engine.address);
    run("skopeo", &["--policy", &policy, "copy", "--dest-cert-dir", &trust, &layout(&from), &place]);
    run("skopeo", &["--policy", &policy, "copy", "--src-cert-dir", &trust, &place, &layout(&back)]);
    assert_same_blobs(&from, &back);
    // Who does not trust the authority gets nothing; who speaks plainly is told.
    let output = Command::new("skopeo").args(["--policy", &policy, "inspect", &place]).output().unwrap();
    assert!(!output.status.success());
    let reply = engine.ask("GET", "/v2/", &[], b"");
    assert_eq!((reply.status, reply.code().as_str()), (400, "UNSUPPORTED"));
    assert!(reply.json()["errors"][0]["detail"].as_str().unwrap().contains("https://"));
}

/// A client of HTTP/2 that knows beforehand that it is spoken.
async fn http2(engine: &Engine) -> hyper::client::conn::http2::SendRequest<Empty<bytes::Bytes>> {
    let stream = tokio::net::TcpStream::connect(engine.address).await.unwrap();
    let (sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

fn get(engine: &Engine, path: &str) -> Request<Empty<bytes::Bytes>> {
    Request::get(format!("http://{}{path}", engine.address))
        .version(Version::HTTP_2)
        .body(Empty::new())
        .unwrap()
}

#[test]
fn stalled_readers_cost_little_by_tls_and_by_http2_too() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    issue(folder, "server", "ec");
    let bytes = noise(74, 12_000_000);
    let served = engine(folder, "", "");
    let origin = format!("https://{}", served.address);
    let blob = push(folder, &origin, "--http1.1", &bytes);
    let mut roots = rustls::RootCertStore::empty();
    let authority = wharf::keys::pem::certificates(&std::fs::read(folder.join("ca.crt")).unwrap()).unwrap();
    roots.add(authority[0].clone().into()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let client = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = Arc::new(client);
    let stalled: Vec<_> = (0..48)
        .map(|_| {
            use std::io::{Read as _, Write as _};
            let session =
                rustls::ClientConnection::new(client.clone(), "localhost".try_into().unwrap()).unwrap();
            let stream = std::net::TcpStream::connect(served.address).unwrap();
            let mut stream = rustls::StreamOwned::new(session, stream);
            stream.write_all(format!("GET {blob} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).unwrap();
            stream.read_exact(&mut [0; 12]).unwrap();
            stream
        })
        .collect();
    assert!(curl(folder, &[&format!("{origin}{blob}")]) == bytes);
    let own = own_kib(served.pid());
    assert!(own < 40 * 1024, "48 stalled readers by TLS: {own} KiB");
    drop(stalled);
    drop(served);

    let engine = Engine::over(folder, &config(folder, "127.0.0.1:0", ", h2c: {enabled: true}", ""));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut stalled = Vec::new();
        for _ in 0..6 {
            let mut sender = http2(&engine).await;
            for _ in 0..8 {
                let answer = sender.send_request(get(&engine, &blob)).await.unwrap();
                assert_eq!(answer.status(), 200);
                stalled.push((answer, sender.clone()));
            }
        }
        let mut other = http2(&engine).await;
        let answer = other.send_request(get(&engine, &blob)).await.unwrap();
        assert!(answer.into_body().collect().await.unwrap().to_bytes() == bytes);
        let own = own_kib(engine.pid());
        assert!(own < 40 * 1024, "48 stalled readers by HTTP/2: {own} KiB");
        // Those who go on get the rest.
        let (answer, _sender) = stalled.swap_remove(5);
        drop(stalled);
        assert!(answer.into_body().collect().await.unwrap().to_bytes() == bytes);
    });
}

#[test]
fn a_stop_finishes_answers_of_http2_and_keeps_nobody_waiting_for_the_idle() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut engine =
        Engine::over(folder, &config(folder, "127.0.0.1:0", ", h2c: {enabled: true}, draintimeout: 60s", ""));
    let bytes = noise(75, 12_000_000);
    let blob = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (answer, idle, _sender) = runtime.block_on(async {
        let mut sender = http2(&engine).await;
        let answer = sender.send_request(get(&engine, &blob)).await.unwrap();
        (answer, http2(&engine).await, sender)
    });
    let (address, rest) = (engine.address, bytes.len());
    let reader = std::thread::spawn(move || {
        while std::net::TcpStream::connect(address).is_ok() {
            std::thread::yield_now();
        }
        runtime.block_on(async { answer.into_body().collect().await.unwrap().to_bytes() })
    });
    // Half a head, which would be waited for longer than the stop may take.
    let mut half = Connection::open(engine.address);
    half.send(b"GET /v2/ HTTP/1.1\r\n");
    assert!(engine.stop().success());
    let read = reader.join().unwrap();
    assert!(read.len() == rest && read == bytes);
    assert!(engine.says("msg=stopped"), "{}", engine.log());
    drop(idle);
}

#[test]
fn requests_that_are_taken_back_at_once_harm_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut engine = Engine::over(folder, &config(folder, "127.0.0.1:0", ", h2c: {enabled: true}", ""));
    let bytes = noise(76, 2_000_000);
    let blob = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for _ in 0..20 {
            let mut sender = http2(&engine).await;
            for _ in 0..200 {
                if sender.ready().await.is_err() {
                    break;
                }
                let taken_back = sender.send_request(get(&engine, &blob));
                // Sent, and dropped before it is answered: the client resets the stream.
                let _ = tokio::time::timeout(std::time::Duration::from_micros(200), taken_back).await;
            }
        }
    });
    engine.assert_alive();
    assert!(engine.ask("GET", &blob, &[], b"").body == bytes);
    assert!(!engine.log().contains("panicked"), "{}", engine.log());
}
