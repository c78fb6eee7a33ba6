//! Blobs on the wire: whatever way they are asked for, the bytes are the right ones.

use std::io::Read;

use super::client::request;
use super::engine::{Engine, digest, noise};

/// Larger than a stand-in frame and than what a socket buffers, and no multiple of either.
const LARGE: usize = 9 * 1024 * 1024 + 12_345;

#[test]
fn a_large_blob_arrives_whole_over_one_connection_again_and_again() {
    let engine = Engine::start();
    let bytes = noise(7, LARGE);
    let path = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    let mut connection = engine.connect();
    for round in 0..3 {
        let reply = connection.ask("GET", &path, &[], b"");
        assert_eq!(reply.status, 200);
        assert!(reply.body == bytes, "round {round}");
        assert_eq!(
            connection.ask("HEAD", &path, &[], b"").header("content-length"),
            Some(LARGE.to_string().as_str())
        );
        assert_eq!(connection.ask("GET", "/v2/", &[], b"").body, b"{}");
    }
}

#[test]
fn pipelined_requests_are_answered_in_order_with_their_own_bytes() {
    let engine = Engine::start();
    let blobs: Vec<Vec<u8>> =
        [3, 70_000, LARGE, 0, 1_200_000].iter().map(|size| noise(*size as u64, *size)).collect();
    let paths: Vec<String> =
        blobs.iter().map(|blob| format!("/v2/a/blobs/{}", engine.push_blob("a", blob))).collect();
    let mut connection = engine.connect();
    let mut all = Vec::new();
    for path in &paths {
        all.extend(request("GET", path, &[], b""));
        all.extend(request("HEAD", path, &[], b""));
        all.extend(request("GET", "/v2/", &[], b""));
    }
    connection.send(&all);
    for blob in &blobs {
        assert!(connection.receive("GET").unwrap().body == *blob, "a blob of {} bytes", blob.len());
        assert_eq!(
            connection.receive("HEAD").unwrap().header("content-length"),
            Some(blob.len().to_string().as_str())
        );
        assert_eq!(connection.receive("GET").unwrap().body, b"{}");
    }
}

#[test]
fn a_range_is_the_part_that_was_asked_for() {
    let engine = Engine::start();
    let bytes = noise(8, LARGE);
    let path = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    let mut connection = engine.connect();
    let end = LARGE - 1;
    for (range, first, last) in [
        ("bytes=0-0".to_owned(), 0, 0),
        ("bytes=100-2000000".to_owned(), 100, 2_000_000),
        (format!("bytes=1048575-{LARGE}"), 1_048_575, end),
        ("bytes=-5".to_owned(), LARGE - 5, end),
        (format!("bytes={end}-"), end, end),
    ] {
        let reply = connection.ask("GET", &path, &[("Range", &range)], b"");
        assert_eq!(reply.status, 206, "{range}");
        assert!(reply.body == bytes[first..=last], "{range}");
        assert_eq!(reply.header("Content-Range"), Some(format!("bytes {first}-{last}/{LARGE}").as_str()));
        let head = connection.ask("HEAD", &path, &[("Range", &range)], b"");
        assert_eq!(
            (head.status, head.header("content-length")),
            (206, Some((last - first + 1).to_string().as_str()))
        );
    }
    let beyond = connection.ask("GET", &path, &[("Range", &format!("bytes={LARGE}-"))], b"");
    assert_eq!((beyond.status, beyond.code().as_str()), (416, "RANGE_INVALID"));
    assert_eq!(beyond.header("Content-Range"), Some(format!("bytes */{LARGE}").as_str()));
    let several = connection.ask("GET", &path, &[("Range", "bytes=0-1,5-6,-3")], b"");
    let kind = several.header("Content-Type").unwrap().to_owned();
    let boundary = kind.strip_prefix("multipart/byteranges; boundary=").expect("a body of several parts");
    let end = bytes.len();
    let mut should = Vec::new();
    for (first, last) in [(0, 1), (5, 6), (end - 3, end - 1)] {
        let line = if first == 0 { "" } else { "\r\n" };
        let head = format!(
            "{line}--{boundary}\r\nContent-Range: bytes {first}-{last}/{end}\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        should.extend_from_slice(head.as_bytes());
        should.extend_from_slice(&bytes[first..=last]);
    }
    should.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    assert!(several.status == 206 && several.body == should, "each part under its own header");
    let head = connection.ask("HEAD", &path, &[("Range", "bytes=0-1,5-6")], b"");
    assert!(head.status == 206 && head.header("Content-Type").unwrap().starts_with("multipart/byteranges"));
    let etag = format!("\"{}\"", digest(&bytes));
    assert_eq!(connection.ask("GET", &path, &[("If-None-Match", &etag)], b"").status, 304);
    assert_eq!(connection.ask("GET", &path, &[("Range", "bytes=0-1"), ("If-Range", &etag)], b"").status, 206);
    assert_eq!(
        connection.ask("GET", &path, &[("Range", "bytes=0-1"), ("If-Range", "\"x\"")], b"").status,
        200
    );
}

#[test]
fn clients_that_leave_disturb_nobody_and_stalled_ones_cost_no_memory() {
    let mut engine = Engine::start();
    let bytes = noise(9, LARGE);
    let path = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    for read in [0, 1, 5_000, 1_500_000] {
        let mut connection = engine.connect();
        connection.send(&request("GET", &path, &[], b""));
        let mut some = vec![0; read];
        connection.stream().read_exact(&mut some).unwrap();
    }
    let mut stalled = Vec::new();
    for _ in 0..48 {
        let mut connection = engine.connect();
        connection.send(&request("GET", &path, &[], b""));
        let mut one = [0];
        connection.stream().read_exact(&mut one).unwrap();
        stalled.push(connection);
    }
    assert!(engine.ask("GET", &path, &[], b"").body == bytes);
    let own = own_kib(engine.pid());
    assert!(own < 40 * 1024, "48 stalled readers: {own} KiB");
    drop(stalled);
    engine.assert_alive();
}

#[test]
fn a_blob_that_was_cut_short_ends_its_connection_and_is_healed_by_a_push() {
    let mut engine = Engine::start();
    let bytes = noise(10, LARGE);
    let digest = engine.push_blob("a", &bytes);
    let path = format!("/v2/a/blobs/{digest}");
    let hex = digest.strip_prefix("sha256:").unwrap();
    let file = engine.folder.join(format!("data/docker/registry/v2/blobs/sha256/{}/{hex}/data", &hex[..2]));
    let mut connection = engine.connect();
    connection.send(&request("GET", &path, &[], b""));
    let mut one = [0];
    connection.stream().read_exact(&mut one).unwrap();
    std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(1000).unwrap();
    let mut rest = Vec::new();
    let _ = connection.stream().read_to_end(&mut rest);
    assert!(rest.len() < LARGE, "the answer may not look whole");
    engine.assert_alive();
    engine.push_blob("a", &bytes);
    assert!(engine.ask("GET", &path, &[], b"").body == bytes);
}

/// What a process holds beside the pages of its program: of those the unoptimized build has several times as many as
/// the one that is used, which the benchmark measures.
pub fn own_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn an_idle_engine_is_small() {
    let engine = Engine::start();
    engine.ask("GET", "/v2/", &[], b"");
    let own = own_kib(engine.pid());
    assert!(own <= 4 * 1024, "{own} KiB");
}
