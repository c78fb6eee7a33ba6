//! Requests that are wrong: the engine answers in the specification's words or closes, and goes on.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::client::request;
use super::engine::{Engine, OCI, config, digest, noise};

/// Sends bytes, ends the sending side, and reads all that comes back.
fn send(engine: &Engine, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(engine.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // It may be answered, and closed, before all of it is sent.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// Whether some answer in `bytes` is 5xx.
fn has_server_error(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes)
        .split("HTTP/1.")
        .skip(1)
        .any(|answer| answer.as_bytes().get(2) == Some(&b'5'))
}

#[test]
fn malformed_requests_are_refused_and_nobody_is_hurt() {
    let mut engine = Engine::start();
    let (image, bytes) = engine.push_image("a", "v1", &noise(1, 2000));
    let blob = digest(&noise(1, 2000));
    let upload = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let good: Vec<Vec<u8>> = vec![
        request("GET", "/v2/", &[], b""),
        request("GET", &format!("/v2/a/blobs/{blob}"), &[("Range", "bytes=1-5")], b""),
        request("HEAD", &format!("/v2/a/manifests/{image}"), &[("Accept", "*/*")], b""),
        request("PUT", "/v2/a/manifests/v2", &[("Content-Type", OCI)], &bytes),
        request("PATCH", &upload, &[("Content-Range", "0-4")], b"12345"),
        request("PUT", &format!("{upload}&digest={}", digest(b"x")), &[], b"x"),
        request("POST", &format!("/v2/b/blobs/uploads/?mount={blob}&from=a"), &[], b""),
        request("GET", "/v2/a/tags/list?n=1&last=a", &[], b""),
        request("GET", &format!("/v2/a/referrers/{image}?artifactType=x"), &[], b""),
        request("DELETE", "/v2/a/manifests/none", &[], b""),
    ];
    let mut state = 0x1234_5678_9abc_def0_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let spice: [&[u8]; 14] = [
        b"\0",
        b"\r\n",
        b"\n\n",
        b"%",
        b"%00",
        b"%2e%2e/",
        b"../",
        b"//",
        b"\xff\xfe",
        b": ",
        b"-1",
        b"99999999999999999999",
        b"sha256:",
        b"\t",
    ];
    for number in 0..240 {
        let mut bad = good[number % good.len()].clone();
        for _ in 0..=random(3) {
            let place = random(bad.len());
            match random(5) {
                0 => bad[place] = u8::try_from(random(256)).unwrap(),
                1 => bad.truncate(place),
                2 => {
                    let _ = bad.splice(place..place, spice[random(spice.len())].iter().copied());
                }
                3 => {
                    let end = (place + random(40)).min(bad.len());
                    bad.drain(place..end);
                }
                _ => {
                    let again = bad[place..].to_vec();
                    bad.extend(again);
                }
            }
            if bad.is_empty() {
                bad.push(b'x');
            }
        }
        let answer = send(&engine, &bad);
        assert!(
            !has_server_error(&answer),
            "{:?}\n→ {:?}",
            String::from_utf8_lossy(&bad),
            String::from_utf8_lossy(&answer)
        );
    }
    engine.assert_alive();
    assert!(!engine.log().contains("panicked"), "{}", engine.log());
    assert_eq!(engine.ask("GET", "/v2/a/manifests/v1", &[], b"").body, bytes);
    assert_eq!(engine.ask("GET", &format!("/v2/a/blobs/{blob}"), &[], b"").body, noise(1, 2000));
}

#[test]
fn oversized_and_lying_requests_get_their_own_answer() {
    let mut engine = Engine::start();
    engine.push_image("a", "v1", b"layer");
    let long = "a/".repeat(40_000);
    let heavy = "h".repeat(1_000_000);
    for (name, bytes, statuses) in [
        ("a path of 80 KB", request("GET", &format!("/v2/{long}tags/list"), &[], b""), ["431", "414"]),
        ("a header of 1 MB", request("GET", "/v2/", &[("X", &heavy)], b""), ["431", "400"]),
        (
            "two lengths",
            b"PUT /v2/a/manifests/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"
                .to_vec(),
            ["400", "400"],
        ),
        (
            "a length that is none",
            b"PUT /v2/a/manifests/x HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n".to_vec(),
            ["400", "400"],
        ),
        ("no HTTP", b"hello\r\n\r\n".to_vec(), ["400", "400"]),
        ("TLS on a plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), ["400", "400"]),
        ("a broken percent-encoding", request("GET", "/v2/%zz/tags/list", &[], b""), ["400", "400"]),
        (
            "a name that climbs",
            request("GET", "/v2/%2e%2e/%2e%2e/etc/passwd/tags/list", &[], b""),
            ["301", "301"],
        ),
        ("a tag that climbs", request("GET", "/v2/a/manifests/..%2f..%2fx", &[], b""), ["301", "301"]),
    ] {
        let answer = String::from_utf8_lossy(&send(&engine, &bytes)).into_owned();
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(statuses.contains(&status), "{name}: {answer:?}");
        engine.assert_alive();
    }
    // A body that is shorter than its length: what came is kept, and nobody waits for the rest.
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let mut lie = request("PATCH", &location, &[], &[b'x'; 100]);
    lie.truncate(lie.len() - 50);
    send(&engine, &lie);
    engine.assert_alive();
}

#[test]
fn a_refused_push_of_a_large_body_still_gets_its_answer() {
    let engine = Engine::start();
    let reply = engine.ask("PATCH", "/v2/a/blobs/uploads/none?_state=x", &[], &noise(2, 900_000));
    assert_eq!((reply.status, reply.code().as_str()), (404, "BLOB_UPLOAD_INVALID"));
}

#[test]
fn a_storage_that_cannot_be_used_is_503_and_garbled_links_count_as_absent() {
    let engine = Engine::start();
    let (image, _) = engine.push_image("a", "v1", b"layer");
    let data = engine.folder.join("data/docker/registry/v2");
    let current = data.join("repositories/a/_manifests/tags/v1/current/link");
    for garbled in
        ["", "sha256:zz", "x", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"]
    {
        std::fs::write(&current, garbled).unwrap();
        let reply = engine.ask("GET", "/v2/a/manifests/v1", &[], b"");
        assert_eq!((reply.status, reply.code().as_str()), (404, "MANIFEST_UNKNOWN"), "{garbled:?}");
    }
    let hex = image.strip_prefix("sha256:").unwrap();
    let manifest = data.join(format!("blobs/sha256/{}/{hex}/data", &hex[..2]));
    std::fs::write(&manifest, "").unwrap();
    assert_eq!(engine.ask("GET", &format!("/v2/a/manifests/{image}"), &[], b"").code(), "MANIFEST_UNKNOWN");
    engine.push_image("a", "v1", b"layer");
    assert_eq!(engine.ask("GET", "/v2/a/manifests/v1", &[], b"").status, 200, "a push heals both");
    // A file where a folder has to be: what the storage says is neither the client's fault nor its riddle.
    std::fs::write(data.join("repositories/blocked"), "").unwrap();
    let reply = engine.ask("POST", "/v2/blocked/blobs/uploads/", &[], b"");
    assert_eq!((reply.status, reply.code().as_str()), (503, "UNAVAILABLE"));
    assert!(engine.says("the storage could not be used"));
}

#[test]
fn what_cannot_be_served_is_said_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.yml");
    let bundle =
        |path: &str| format!("auth: {{token: {{realm: r, service: s, issuer: i, rootcertbundle: {path}}}}}");
    std::fs::write(folder.path().join("empty.crt"), "").unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let busy = taken.local_addr().unwrap().to_string();
    for (name, text, part) in [
        ("no file", None, "could not read"),
        ("open to everybody", Some(config(folder.path(), "0.0.0.0:0", "", "")), "auth: none"),
        (
            "no bundle",
            Some(config(folder.path(), "127.0.0.1:0", "", &bundle("/nowhere.crt"))),
            "/nowhere.crt",
        ),
        (
            "an empty bundle",
            Some(config(
                folder.path(),
                "127.0.0.1:0",
                "",
                &bundle(&folder.path().join("empty.crt").display().to_string()),
            )),
            "has no certificates",
        ),
        ("a port that is taken", Some(config(folder.path(), &busy, "", "")), "could not listen"),
    ] {
        match text {
            Some(text) => std::fs::write(&path, text).unwrap(),
            None => drop(std::fs::remove_file(&path)),
        }
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_wharf"))
            .args(["registry", "serve"])
            .arg(&path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(part), "{name}: {said}");
    }
}
