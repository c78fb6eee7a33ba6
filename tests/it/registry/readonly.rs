//! The run-time hold, seen from the engine: what it refuses and how, what it lets finish, and who may ask about it.

use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::client::request;
use super::engine::{Engine, OCI, config, digest, noise};
use crate::support::wait_until;

/// The state folder of an engine that runs alone.
fn state(folder: &Path) -> PathBuf {
    folder.join("data/wharf")
}

/// A moment `seconds` from now, as the file says it.
fn from_now(seconds: i64) -> String {
    (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds)).to_string()
}

/// Puts a hold in place as the command does: whole, at once.
fn keep(folder: &Path, until: Option<i64>, drain: Option<i64>) {
    let moment = |seconds: Option<i64>| seconds.map(from_now);
    let hold = serde_json::json!({
        "schema": "wharf.hold/1", "by": "root", "reason": "moving house", "since": from_now(-1),
        "until": moment(until), "drain_until": moment(drain),
    });
    put(folder, hold.to_string().as_bytes());
}

fn put(folder: &Path, bytes: &[u8]) {
    let place = state(folder);
    std::fs::write(place.join("new"), bytes).unwrap();
    std::fs::rename(place.join("new"), place.join("read-only.json")).unwrap();
}

fn clear(folder: &Path) {
    std::fs::remove_file(state(folder).join("read-only.json")).unwrap();
}

/// What the engine's socket says to `bytes`.
fn ask(folder: &Path, bytes: &[u8]) -> String {
    let mut stream = UnixStream::connect(state(folder).join("engine.sock")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // It may answer, and close, before all of it is sent.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

/// How the engine says it is.
fn mode(folder: &Path) -> serde_json::Value {
    let said = ask(folder, b"GET /v1/read-only HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let body = said.split("\r\n\r\n").nth(1).unwrap_or_else(|| panic!("{said:?}"));
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{said:?}"))
}

#[test]
fn a_hold_refuses_every_write_with_reason_and_end_and_no_read() {
    let engine = Engine::start();
    let (image, bytes) = engine.push_image("a", "v1", &noise(1, 2000));
    let blob = digest(&noise(1, 2000));
    let upload = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    keep(&engine.folder, Some(600), None);
    let finish = format!("{upload}&digest={}", digest(b"x"));
    let writes: Vec<(&str, String, &[u8])> = vec![
        ("POST", "/v2/a/blobs/uploads/".into(), b""),
        ("POST", format!("/v2/a/blobs/uploads/?digest={}", digest(b"x")), b"x"),
        ("POST", format!("/v2/b/blobs/uploads/?mount={blob}&from=a"), b""),
        ("PATCH", upload.clone(), b"12345"),
        ("PUT", finish, b"x"),
        ("DELETE", upload.clone(), b""),
        ("PUT", "/v2/a/manifests/v2".into(), &bytes),
        ("DELETE", format!("/v2/a/manifests/{image}"), b""),
        ("DELETE", "/v2/a/manifests/v1".into(), b""),
        ("DELETE", "/v2/a/tags/reference/v1".into(), b""),
        ("DELETE", format!("/v2/a/blobs/{blob}"), b""),
    ];
    for (method, path, body) in &writes {
        let refused = engine.ask(method, path, &[("Content-Type", OCI)], body);
        assert_eq!((refused.status, refused.code().as_str()), (405, "UNSUPPORTED"), "{method} {path}");
        let retry: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((590..=601).contains(&retry), "{retry}");
        let error = &refused.json()["errors"][0];
        let message = error["message"].as_str().unwrap();
        let until = error["detail"]["until"].as_str().unwrap();
        assert!(message.contains("read-only: moving house (by root since"), "{message}");
        assert!(message.contains(&format!("until {until}")) && until.ends_with('Z'), "{message}");
        assert_eq!(error["detail"]["reason"], "moving house");
    }
    for path in [
        "/v2/".to_owned(),
        "/v2/_catalog".to_owned(),
        "/v2/a/tags/list".to_owned(),
        "/v2/a/manifests/v1".to_owned(),
        format!("/v2/a/blobs/{blob}"),
        format!("/v2/a/referrers/{image}"),
    ] {
        assert_eq!(engine.ask("GET", &path, &[], b"").status, 200, "{path}");
    }
    assert_eq!(engine.ask("GET", &upload, &[], b"").status, 204, "an upload may be asked about");
    clear(&engine.folder);
    assert_eq!(engine.ask("PATCH", &upload, &[], b"12345").status, 202, "and goes on afterwards");
    assert!(engine.says("a hold is on") && engine.says("the read-only hold has ended"), "{}", engine.log());
    assert!(engine.says("reason=\"moving house\""), "{}", engine.log());
}

#[test]
fn a_hold_without_an_end_says_so_and_when_to_ask_again() {
    let engine = Engine::start();
    keep(&engine.folder, None, None);
    let refused = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"");
    assert_eq!((refused.status, refused.header("retry-after")), (405, Some("300")));
    assert!(refused.json()["errors"][0]["message"].as_str().unwrap().contains("without an end yet"));
}

#[test]
fn it_ends_by_itself_and_nobody_has_to_ask() {
    let engine = Engine::start();
    keep(&engine.folder, Some(2), None);
    assert_eq!(engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").status, 405);
    assert!(engine.says("the read-only hold has ended"), "{}", engine.log());
    assert_eq!(engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").status, 202);
    assert_eq!(mode(&engine.folder)["read_only"], false);
}

#[test]
fn a_push_in_flight_finishes_within_the_drain_and_none_begins() {
    let engine = Engine::start();
    let old = engine.push_blob("a", b"{}");
    let upload = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    keep(&engine.folder, None, Some(60));
    let said = mode(&engine.folder);
    assert_eq!((&said["draining"], &said["pushes_under_way"]), (&true.into(), &1.into()), "{said}");
    assert_eq!(engine.ask("POST", "/v2/b/blobs/uploads/", &[], b"").status, 405, "another repository");
    assert_eq!(engine.ask("DELETE", &format!("/v2/a/blobs/{old}"), &[], b"").status, 405, "a delete");
    let layer = noise(3, 3000);
    let done = engine.ask("PUT", &format!("{upload}&digest={}", digest(&layer)), &[], &layer);
    assert_eq!(done.status, 201, "the upload that had begun: {done:?}");
    let config = engine.push_blob("a", b"{\"late\":1}");
    let manifest = super::engine::manifest(&config, &digest(&layer), layer.len());
    let tagged = engine.ask("PUT", "/v2/a/manifests/v1", &[("Content-Type", OCI)], &manifest);
    assert_eq!(tagged.status, 201, "the same push goes on to its tag: {tagged:?}");
    let said = mode(&engine.folder);
    assert_eq!((&said["pushes_under_way"], &said["writes_in_flight"]), (&0.into(), &0.into()), "{said}");
    assert_eq!(engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").status, 405, "and is over with it");
}

#[test]
fn an_upload_beyond_the_drain_is_cut_and_goes_on_later() {
    let engine = Engine::start();
    let (layer, half) = (noise(7, 400_000), 200_000);
    let upload = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let mut slow = engine.connect();
    let head = format!("PATCH {upload} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", layer.len());
    slow.send(head.as_bytes());
    slow.send(&layer[..half]);
    wait_until("the half has arrived", 20, || {
        let range = engine.ask("GET", &upload, &[], b"").header("range").map(ToOwned::to_owned);
        range == Some(format!("0-{}", half - 1))
    });
    keep(&engine.folder, Some(600), Some(1));
    assert_eq!(mode(&engine.folder)["writes_in_flight"], 1);
    let cut = slow.receive("PATCH").expect("an answer");
    assert_eq!((cut.status, cut.code().as_str()), (405, "UNSUPPORTED"), "{cut:?}");
    assert!(engine.says("the drain is over"), "{}", engine.log());
    let said = mode(&engine.folder);
    assert_eq!((&said["writes_in_flight"], &said["draining"]), (&0.into(), &false.into()), "{said}");
    clear(&engine.folder);
    let now = engine.ask("GET", &upload, &[], b"");
    assert_eq!(now.header("range"), Some(&*format!("0-{}", half - 1)));
    let path = format!("{}&digest={}", now.location(), digest(&layer));
    assert_eq!(engine.ask("PUT", &path, &[], &layer[half..]).status, 201);
}

#[test]
fn a_manifest_whose_last_bytes_come_too_late_is_not_kept() {
    let engine = Engine::start();
    let (_, bytes) = engine.push_image("a", "v1", &noise(1, 2000));
    let mut slow = engine.connect();
    let whole = request("PUT", "/v2/a/manifests/late", &[("Content-Type", OCI)], &bytes);
    slow.send(&whole[..whole.len() - 1]);
    wait_until("it is in flight", 20, || mode(&engine.folder)["writes_in_flight"] == 1);
    keep(&engine.folder, Some(600), None);
    let cut = slow.receive("PUT").expect("an answer");
    assert_eq!(cut.status, 405, "{cut:?}");
    assert_eq!(engine.ask("GET", "/v2/a/manifests/late", &[], b"").status, 404);
}

#[test]
fn what_cannot_be_read_counts_as_a_hold_and_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let mut engine = Engine::over(folder.path(), &text);
    let file = state(folder.path()).join("read-only.json");
    let elsewhere = folder.path().join("elsewhere");
    std::fs::write(&elsewhere, "{}").unwrap();
    let refuses = |engine: &Engine, what: &str| {
        let refused = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"");
        assert_eq!((refused.status, refused.code().as_str()), (405, "UNSUPPORTED"), "{what}");
        assert_eq!(engine.ask("GET", "/v2/", &[], b"").status, 200, "{what}");
        let said = mode(folder.path());
        assert!(said["damaged"].is_string() && said["read_only"] == true, "{what}: {said}");
    };
    for damaged in [&b""[..], b"{", b"\xff\xfe", b"{\"schema\":\"wharf.hold/9\"}", &vec![b'['; 1 << 20]] {
        put(folder.path(), damaged);
        refuses(&engine, &format!("{} bytes", damaged.len()));
    }
    clear(folder.path());
    std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
    refuses(&engine, "a link");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    refuses(&engine, "a folder");
    std::fs::remove_dir(&file).unwrap();
    assert_eq!(engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").status, 202);
    put(folder.path(), b"{");
    engine.kill();
    let engine = Engine::over(folder.path(), &text);
    refuses(&engine, "after a kill");
    assert!(engine.says("cannot be read, and counts as one"), "{}", engine.log());
    keep(folder.path(), Some(600), None);
    let said = mode(folder.path());
    assert_eq!(
        (&said["damaged"], &said["hold"]["reason"]),
        (&serde_json::Value::Null, &"moving house".into())
    );
}

#[test]
fn settings_and_hold_are_both_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let text = text.replace("delete:", "maintenance: {readonly: {enabled: true}}, delete:");
    let engine = Engine::over(folder.path(), &text);
    let said = mode(folder.path());
    assert_eq!((&said["by_settings"], &said["hold"]), (&true.into(), &serde_json::Value::Null), "{said}");
    keep(folder.path(), Some(1), None);
    let said = mode(folder.path());
    assert!(said["by_settings"] == true && said["hold"]["by"] == "root", "{said}");
    assert!(engine.says("the read-only hold has ended"), "{}", engine.log());
    assert_eq!(engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").status, 405, "the settings stay");
}

#[test]
fn the_admin_socket_is_the_engines_own_and_garbage_harms_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let mut engine = Engine::over(folder.path(), &text);
    let socket = state(folder.path()).join("engine.sock");
    assert_eq!(std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(state(folder.path())).unwrap().permissions().mode() & 0o777, 0o700);
    for (bytes, status) in [
        (&b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"[..], "404"),
        (b"DELETE /v1/read-only HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405"),
        (b"GET /v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404"),
        (b"nonsense\r\n\r\n", "400"),
    ] {
        let said = ask(folder.path(), bytes);
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{said:?}");
    }
    for garbage in [&b""[..], b"\0\0\0\0", &noise(5, 300_000), &vec![b'a'; 200_000]] {
        let _ = ask(folder.path(), garbage);
    }
    // More silent clients than there are places: they are closed, and the next one is served.
    let silent: Vec<UnixStream> = (0..30).map(|_| UnixStream::connect(&socket).unwrap()).collect();
    engine.assert_alive();
    drop(silent);
    wait_until("the socket answers", 20, || mode(folder.path())["schema"] == "wharf.read-only/1");
    // A socket that a killed engine left is replaced.
    engine.kill();
    assert!(socket.exists());
    let engine = Engine::over(folder.path(), &text);
    assert_eq!(mode(folder.path())["read_only"], false);
    drop(engine);
}
