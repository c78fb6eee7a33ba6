//! Ends of the engine: killed while it writes, and told to stop while it serves.

use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::client::{Connection, request};
use super::engine::{Engine, OCI, config, digest, manifest, noise};

/// How many times the engine is killed.
const KILLS: usize = 8;

/// Pushes images under one tag until the connection breaks; notes each that was acknowledged.
fn push_until_it_breaks(
    engine: &Engine,
    counter: &AtomicUsize,
    acknowledged: &Mutex<Vec<String>>,
) -> Option<()> {
    let mut connection = Connection::open(engine.address);
    loop {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        let layer = noise(number as u64 + 1, 20_000);
        let mut blobs = Vec::new();
        for bytes in [b"{}".to_vec(), layer] {
            let begun = try_ask(&mut connection, &request("POST", "/v2/a/blobs/uploads/", &[], b""), "POST")?;
            let path = format!("{}&digest={}", begun.location(), digest(&bytes));
            let done = try_ask(&mut connection, &request("PUT", &path, &[], &bytes), "PUT")?;
            assert_eq!(done.status, 201, "{done:?}");
            blobs.push(digest(&bytes));
        }
        let image = manifest(&blobs[0], &blobs[1], 20_000);
        let put = request("PUT", "/v2/a/manifests/latest", &[("Content-Type", OCI)], &image);
        let done = try_ask(&mut connection, &put, "PUT")?;
        assert_eq!(done.status, 201, "{done:?}");
        acknowledged.lock().unwrap().push(digest(&image));
    }
}

fn try_ask(connection: &mut Connection, bytes: &[u8], method: &str) -> Option<super::client::Reply> {
    use std::io::Write;
    connection.stream().write_all(bytes).ok()?;
    connection.receive(method)
}

#[test]
fn a_kill_during_pushes_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let counter = AtomicUsize::new(0);
    let acknowledged = Mutex::new(Vec::new());
    let kills = crate::support::times(KILLS);
    for _ in 0..kills {
        let engine = Arc::new(Engine::over(folder.path(), &text));
        let before = acknowledged.lock().unwrap().len();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| push_until_it_breaks(&engine, &counter, &acknowledged));
            }
            // Killed in the middle of pushes, at another place each time.
            while acknowledged.lock().unwrap().len() < before + 5 {
                std::thread::yield_now();
            }
            let kill = std::process::Command::new("kill").args(["-9", &engine.pid().to_string()]).status();
            assert!(kill.unwrap().success());
        });
        drop(engine);
        every_link_is_readable(&folder.path().join("data"));
    }
    let engine = Engine::over(folder.path(), &text);
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() >= kills * 5);
    for image in &acknowledged {
        let reply = engine.ask("GET", &format!("/v2/a/manifests/{image}"), &[], b"");
        assert_eq!((reply.status, digest(&reply.body)), (200, image.clone()));
        for layer in reply.json()["layers"].as_array().unwrap() {
            let layer = layer["digest"].as_str().unwrap();
            let bytes = engine.ask("GET", &format!("/v2/a/blobs/{layer}"), &[], b"").body;
            assert_eq!(digest(&bytes), layer);
        }
    }
    let latest = engine.ask("GET", "/v2/a/manifests/latest", &[], b"");
    assert_eq!(latest.status, 200, "the tag points at something whole");
}

/// Every link holds a digest whose bytes are there and right.
fn every_link_is_readable(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            every_link_is_readable(&path);
        } else if path.ends_with("link") {
            let text = std::fs::read_to_string(&path).unwrap();
            let hex = text.strip_prefix("sha256:").unwrap_or_else(|| panic!("{}: {text:?}", path.display()));
            let root = path.ancestors().find(|above| above.ends_with("v2")).unwrap();
            let bytes = std::fs::read(root.join(format!("blobs/sha256/{}/{hex}/data", &hex[..2]))).unwrap();
            assert_eq!(digest(&bytes), text, "{}", path.display());
        }
    }
}

#[test]
fn a_stop_finishes_what_is_in_flight() {
    let mut engine = Engine::with(", draintimeout: 30s", "");
    let bytes = noise(2, 6_000_000);
    let path = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    let mut connection = engine.connect();
    connection.send(&request("GET", &path, &[], b""));
    let mut first = [0; 12];
    connection.stream().read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let address = engine.address;
    let reader = std::thread::spawn(move || {
        // The listener is gone first; only then the rest is read.
        while std::net::TcpStream::connect(address).is_ok() {
            std::thread::yield_now();
        }
        let mut rest = Vec::new();
        connection.stream().read_to_end(&mut rest).unwrap();
        rest
    });
    assert!(engine.stop().success());
    assert!(reader.join().unwrap().ends_with(&bytes));
    assert!(engine.says("stopped"), "{}", engine.log());
}
