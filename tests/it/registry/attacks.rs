//! What somebody who means harm, or a broken disk, would try: nobody else is kept from being served, and nothing that
//! is not safe is said to be.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use super::client::{Connection, request};
use super::engine::{Engine, OCI, config, digest, noise};

/// A process that ends with its test.
struct Begun(Child);

impl Drop for Begun {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An engine over `folder`, begun by a shell after `first`, with its address and what it has not said yet.
fn begin(folder: &Path, first: &str) -> (Begun, SocketAddr, BufReader<ChildStderr>) {
    let path = folder.join("config.yml");
    std::fs::write(&path, config(folder, "127.0.0.1:0", "", "")).unwrap();
    let command = Command::new("sh")
        .args(["-c", &format!("{first} exec \"$0\" registry serve \"$1\""), env!("CARGO_BIN_EXE_wharf")])
        .arg(&path)
        .env_remove("WHARF_ROOT")
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let mut begun = Begun(command.unwrap());
    let mut stderr = BufReader::new(begun.0.stderr.take().unwrap());
    loop {
        let mut line = String::new();
        assert!(stderr.read_line(&mut line).unwrap() > 0, "the engine ended");
        if let Some(rest) = line.split("listening on ").nth(1) {
            let address: String = rest.chars().take_while(|c| *c != '"').collect();
            return (begun, address.parse().unwrap(), stderr);
        }
    }
}

#[test]
fn a_log_that_nobody_reads_keeps_nobody_from_being_served() {
    let folder = tempfile::tempdir().unwrap();
    let (engine, address, stderr) = begin(folder.path(), "");
    // A pipe holds 64 KiB, a line has 300 bytes: it is full long before the end.
    let mut connection = Connection::open(address);
    connection.stream().set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut answered = 0;
    for _ in 0..3000 {
        connection.send(&request("GET", "/v2/", &[], b""));
        match connection.receive("GET") {
            Some(reply) if reply.status == 200 => answered += 1,
            _ => break,
        }
    }
    // Who reads again hears how much was lost.
    let reader = std::thread::spawn(move || {
        stderr.lines().map_while(Result::ok).any(|line| line.contains("lines of this log were dropped"))
    });
    let _ = Command::new("kill").arg(engine.0.id().to_string()).status();
    let heard = reader.join().unwrap();
    assert_eq!(answered, 3000, "the engine stands still");
    assert!(heard, "lost lines are counted");
}

#[test]
fn a_range_beyond_all_numbers_is_refused() {
    let mut engine = Engine::start();
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let range = format!("0-{}", u64::MAX);
    let reply = engine.ask("PATCH", &location, &[("Content-Range", &range)], b"12345");
    assert_eq!((reply.status, reply.code().as_str()), (416, "RANGE_INVALID"));
    let mut connection = engine.connect();
    connection.send(
        format!("PATCH {location} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Range: {range}\r\n\r\n5\r\n12345\r\n0\r\n\r\n")
            .as_bytes(),
    );
    let reply = connection.receive("PATCH").expect("an answer");
    assert_eq!((reply.status, reply.code().as_str()), (416, "RANGE_INVALID"));
    let reply = engine.ask("PATCH", &location, &[("Content-Range", "0-4")], b"12345");
    assert_eq!(reply.status, 202, "nothing of the refused ones was kept: {reply:?}");
    engine.assert_alive();
    assert!(!engine.log().contains("panicked"), "{}", engine.log());
}

#[test]
fn a_blob_that_a_power_loss_emptied_counts_as_absent() {
    let engine = Engine::start();
    let bytes = noise(3, 5000);
    let blob = engine.push_blob("a", &bytes);
    let hex = blob.strip_prefix("sha256:").unwrap();
    let data = engine.folder.join(format!("data/docker/registry/v2/blobs/sha256/{}/{hex}/data", &hex[..2]));
    std::fs::write(&data, "").unwrap();
    let path = format!("/v2/a/blobs/{blob}");
    assert_eq!(engine.ask("HEAD", &path, &[], b"").status, 404);
    assert_eq!(engine.ask("GET", &path, &[], b"").code(), "BLOB_UNKNOWN");
    let mount = engine.ask("POST", &format!("/v2/b/blobs/uploads/?mount={blob}&from=a"), &[], b"");
    assert_eq!(mount.status, 202, "it is not mounted but pushed again");
    let config = engine.push_blob("a", b"{}");
    let image = super::engine::manifest(&config, &blob, 5000);
    let put = engine.ask("PUT", "/v2/a/manifests/v1", &[("Content-Type", OCI)], &image);
    assert_eq!(put.code(), "MANIFEST_BLOB_UNKNOWN");
    engine.push_blob("a", &bytes);
    assert_eq!(engine.ask("GET", &path, &[], b"").body, bytes, "a push heals it");
    let nothing = format!("/v2/a/blobs/{}", engine.push_blob("a", b""));
    assert_eq!(engine.ask("HEAD", &nothing, &[], b"").status, 200, "what is empty by right is there");
}

#[test]
fn bytes_that_the_disk_refused_once_are_not_asked_for_twice() {
    let engine = Engine::start();
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let id = location.split('?').next().unwrap().rsplit('/').next().unwrap();
    let data = engine.folder.join(format!("data/docker/registry/v2/repositories/a/_uploads/{id}/data"));
    std::fs::remove_file(&data).unwrap();
    // A device that cannot be synced. After a refused sync the kernel calls lost pages clean, so the next sync of
    // the same file would succeed.
    std::os::unix::fs::symlink("/dev/null", &data).unwrap();
    let path = format!("{location}&digest={}", digest(b""));
    assert_eq!(engine.ask("PUT", &path, &[], b"").status, 503);
    assert_eq!(engine.ask("PUT", &path, &[], b"").code(), "BLOB_UPLOAD_UNKNOWN");
    let hex = digest(b"").split_off(7);
    let blob = engine.folder.join(format!("data/docker/registry/v2/blobs/sha256/{}/{hex}/data", &hex[..2]));
    assert!(!blob.exists());
}

#[test]
fn a_manifest_that_lacks_everything_gets_a_short_answer() {
    let engine = Engine::start();
    let config = engine.push_blob("a", b"{}");
    let layers: Vec<String> =
        (0..5000).map(|n| format!(r#"{{"digest":"{}"}}"#, digest(format!("{n}").as_bytes()))).collect();
    let body =
        format!(r#"{{"schemaVersion":2,"config":{{"digest":"{config}"}},"layers":[{}]}}"#, layers.join(","));
    let reply = engine.ask("PUT", "/v2/a/manifests/v1", &[("Content-Type", OCI)], body.as_bytes());
    assert_eq!((reply.status, reply.code().as_str()), (400, "MANIFEST_BLOB_UNKNOWN"));
    assert_eq!(reply.json()["errors"].as_array().unwrap().len(), 100);
}

#[test]
fn a_storage_that_stands_still_for_a_push_keeps_nobody_else_waiting() {
    let engine = Engine::start();
    let config = engine.push_blob("a", b"{}");
    let layer = digest(b"layer");
    let hex = layer.strip_prefix("sha256:").unwrap();
    let folder = engine.folder.join(format!("data/docker/registry/v2/repositories/a/_layers/sha256/{hex}"));
    std::fs::create_dir_all(&folder).unwrap();
    // Whoever opens it waits for a writer that never comes, as for a network file system that is away.
    nix::unistd::mkfifo(&folder.join("link"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let image = super::engine::manifest(&config, &layer, 5);
    let waiting: Vec<Connection> = (0..4)
        .map(|_| {
            let mut connection = engine.connect();
            connection.send(&request("PUT", "/v2/a/manifests/v1", &[("Content-Type", OCI)], &image));
            connection
        })
        .collect();
    for _ in 0..20 {
        let mut connection = engine.connect();
        connection.stream().set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        connection.send(&request("GET", "/v2/", &[], b""));
        assert_eq!(connection.receive("GET").expect("an answer").status, 200);
    }
    drop(waiting);
}

#[test]
fn a_long_list_of_referrers_comes_in_pages() {
    let engine = Engine::start();
    let (subject, _) = engine.push_image("a", "v1", b"layer");
    let config = digest(b"{}");
    let mut pushed: Vec<String> = (0..5)
        .map(|number| {
            let heavy = number.to_string().repeat(900_000);
            let body = format!(
                r#"{{"schemaVersion":2,"artifactType":"x/y","config":{{"digest":"{config}"}},"subject":{{"digest":"{subject}"}},"annotations":{{"a":"{heavy}"}}}}"#
            );
            let path = format!("/v2/a/manifests/{}", digest(body.as_bytes()));
            let put = engine.ask("PUT", &path, &[("Content-Type", OCI)], body.as_bytes());
            assert_eq!(put.status, 201, "{put:?}");
            digest(body.as_bytes())
        })
        .collect();
    pushed.sort();
    for query in ["", "?artifactType=x%2Fy"] {
        let mut next = Some(format!("/v2/a/referrers/{subject}{query}"));
        let (mut listed, mut pages) = (Vec::new(), 0);
        while let Some(path) = next {
            let page = engine.ask("GET", &path, &[], b"");
            assert_eq!(page.status, 200, "{path}");
            assert!(page.body.len() < 3_000_000, "a page of {} bytes", page.body.len());
            assert_eq!(page.header("OCI-Filters-Applied").is_some(), !query.is_empty());
            for line in page.json()["manifests"].as_array().unwrap() {
                listed.push(line["digest"].as_str().unwrap().to_owned());
            }
            pages += 1;
            next = page.header("Link").map(|link| link[1..link.find('>').unwrap()].to_owned());
        }
        assert_eq!((listed, pages), (pushed.clone(), 3), "{query}");
    }
}

#[test]
fn connections_without_end_take_no_files_from_those_who_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let (_engine, address, _stderr) = begin(folder.path(), "ulimit -n 120;");
    let mut first = Connection::open(address);
    let begun = first.ask("POST", "/v2/a/blobs/uploads/", &[], b"");
    let path = format!("{}&digest={}", begun.location(), digest(b"layer"));
    assert_eq!(first.ask("PUT", &path, &[], b"layer").status, 201);
    let mut strangers: Vec<TcpStream> = (0..120).map(|_| TcpStream::connect(address).unwrap()).collect();
    for stranger in &mut strangers {
        // Half a head: it is waited for.
        stranger.write_all(b"GET /v2/ HTTP/1.1\r\n").unwrap();
    }
    let blob = format!("/v2/a/blobs/{}", digest(b"layer"));
    let statuses: Vec<u16> = (0..50).map(|_| first.ask("GET", &blob, &[], b"").status).collect();
    drop(strangers);
    let later = Connection::open(address).ask("GET", "/v2/", &[], b"").status;
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    assert_eq!(later, 200, "when they have gone, others are served again");
}
