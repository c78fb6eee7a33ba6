//! The state machine of an upload: pieces, order, one writer, and what survives a death.

use std::io::Write;
use std::time::{Duration, Instant};

use super::client::request;
use super::engine::{Engine, config, digest, digest_by, noise};

#[test]
fn pieces_go_on_where_the_last_one_ended() {
    let engine = Engine::start();
    let bytes = noise(3, 300_000);
    let mut location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let stale = location.clone();
    for (first, last) in [(0, 99_999), (100_000, 100_000), (100_001, 250_000)] {
        let range = format!("{first}-{last}");
        let reply = engine.ask("PATCH", &location, &[("Content-Range", &range)], &bytes[first..=last]);
        assert_eq!(
            (reply.status, reply.header("Range")),
            (202, Some(format!("0-{last}").as_str())),
            "{range}"
        );
        location = reply.location();
    }
    // An older state, and a range that is not next: 416 with where the upload really is.
    for (path, range) in
        [(&stale, "0-0"), (&location, "0-0"), (&location, "250002-250002"), (&location, "9-1")]
    {
        let reply = engine.ask("PATCH", path, &[("Content-Range", range)], b"x");
        assert_eq!((reply.status, reply.code().as_str()), (416, "RANGE_INVALID"), "{range}");
        assert_eq!(reply.header("Range"), Some("0-250000"));
        assert_eq!(reply.location(), location);
    }
    // An older state alone is enough, without a range.
    let reply = engine.ask("PATCH", &stale, &[], b"x");
    assert_eq!((reply.status, reply.header("Range")), (416, Some("0-250000")));
    let wrong = engine.ask("PUT", &format!("{location}&digest={}", digest(b"")), &[], b"");
    assert_eq!(wrong.code(), "DIGEST_INVALID");
    let done = engine.ask("PUT", &format!("{location}&digest={}", digest(&bytes)), &[], &bytes[250_001..]);
    assert_eq!((done.status, done.header("Docker-Content-Digest")), (201, Some(digest(&bytes).as_str())));
    assert!(engine.ask("GET", &done.location(), &[], b"").body == bytes);
    assert_eq!(engine.ask("PATCH", &location, &[], b"x").code(), "BLOB_UPLOAD_UNKNOWN");
    let left =
        std::fs::read_dir(engine.folder.join("data/docker/registry/v2/repositories/a/_uploads")).unwrap();
    assert_eq!(left.count(), 0, "a finished upload leaves nothing");
}

#[test]
fn a_body_without_a_length_is_taken_and_one_that_contradicts_its_range_is_not() {
    let engine = Engine::start();
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let mut connection = engine.connect();
    let chunked = |location: &str, range: &str| {
        format!(
            "PATCH {location} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n{range}\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
        )
    };
    connection.send(chunked(&location, "Content-Range: 0-3\r\n").as_bytes());
    assert_eq!(connection.receive("PATCH").unwrap().code(), "SIZE_INVALID");
    let mut connection = engine.connect();
    connection.send(chunked(&location, "Content-Range: 0-99\r\n").as_bytes());
    assert_eq!(connection.receive("PATCH").unwrap().code(), "SIZE_INVALID");
    let mut connection = engine.connect();
    connection.send(chunked(&location, "").as_bytes());
    let reply = connection.receive("PATCH").unwrap();
    assert_eq!((reply.status, reply.header("Range")), (202, Some("0-10")), "what was refused left nothing");
    let done =
        engine.ask("PUT", &format!("{}&digest={}", reply.location(), digest(b"hello world")), &[], b"");
    assert_eq!(done.status, 201);
}

#[test]
fn a_blob_may_be_pushed_by_sha512_and_lies_under_sha256() {
    let engine = Engine::start();
    let bytes = noise(4, 5000);
    let long = digest_by(&aws_lc_rs::digest::SHA512, "sha512", &bytes);
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let location = engine.ask("PATCH", &location, &[], &bytes).location();
    let done = engine.ask("PUT", &format!("{location}&digest={long}"), &[], b"");
    assert_eq!((done.status, done.header("Docker-Content-Digest")), (201, Some(long.as_str())));
    for digest in [&long, &digest(&bytes)] {
        assert!(engine.ask("GET", &format!("/v2/a/blobs/{digest}"), &[], b"").body == bytes, "{digest}");
    }
    let hex = long.strip_prefix("sha512:").unwrap();
    let link =
        engine.folder.join(format!("data/docker/registry/v2/repositories/a/_layers/sha512/{hex}/link"));
    assert_eq!(std::fs::read_to_string(link).unwrap(), digest(&bytes));
}

#[test]
fn two_writers_of_one_upload_never_mix() {
    let engine = Engine::start();
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let bytes = noise(5, 400_000);
    // The first writer is in the middle of its body …
    let mut first = engine.connect();
    let whole = request("PATCH", &location, &[], &bytes);
    let half = whole.len() / 2;
    first.send(&whole[..half]);
    let status = location.split('?').next().unwrap();
    wait_until("the first half is there", || {
        engine.ask("GET", status, &[], b"").header("Range") != Some("0-0")
    });
    // … so a second one is refused, even where the upload is right now, and the bytes are those of the first.
    let now = settled(&engine, status);
    for path in [&location, &now] {
        let second = engine.ask("PATCH", path, &[], b"intruder");
        assert_eq!((second.status, second.code().as_str()), (416, "RANGE_INVALID"), "{second:?}");
    }
    first.stream().write_all(&whole[half..]).unwrap();
    let reply = first.receive("PATCH").unwrap();
    assert_eq!(reply.header("Range"), Some("0-399999"));
    let done = engine.ask("PUT", &format!("{}&digest={}", reply.location(), digest(&bytes)), &[], b"");
    assert_eq!(done.status, 201);
}

#[test]
fn a_writer_that_leaves_keeps_what_arrived_and_lets_go() {
    let engine = Engine::start();
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let bytes = noise(6, 200_000);
    let whole = request("PATCH", &location, &[], &bytes);
    let mut first = engine.connect();
    first.send(&whole[..150_000]);
    drop(first);
    let status = location.split('?').next().unwrap();
    let mut reply = engine.ask("GET", status, &[], b"");
    wait_until("the upload can be gone on with", || {
        reply = engine.ask("GET", status, &[], b"");
        let end: usize = reply.header("Range").unwrap().split_once('-').unwrap().1.parse().unwrap();
        let rest = if end == 0 { &bytes[..] } else { &bytes[end + 1..] };
        let path = format!("{}&digest={}", reply.location(), digest(&bytes));
        engine.ask("PUT", &path, &[], rest).status == 201
    });
    assert!(engine.ask("GET", &format!("/v2/a/blobs/{}", digest(&bytes)), &[], b"").body == bytes);
}

#[test]
fn an_upload_goes_on_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let mut engine = Engine::over(folder.path(), &text);
    let bytes = noise(11, 500_000);
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let location = engine.ask("PATCH", &location, &[], &bytes[..200_000]).location();
    engine.kill();
    let engine = Engine::over(folder.path(), &text);
    let location = engine.ask("PATCH", &location, &[], &bytes[200_000..400_000]).location();
    let done = engine.ask("PUT", &format!("{location}&digest={}", digest(&bytes)), &[], &bytes[400_000..]);
    assert_eq!(done.status, 201, "{done:?}");
    assert!(engine.ask("GET", &done.location(), &[], b"").body == bytes);
}

/// The `Location` of an upload once its size stands still.
fn settled(engine: &Engine, status: &str) -> String {
    let (mut last, mut same) = (engine.ask("GET", status, &[], b""), 0);
    wait_until("the size stands still", || {
        let next = engine.ask("GET", status, &[], b"");
        same = if next.header("Range") == last.header("Range") { same + 1 } else { 0 };
        last = next;
        same > 50
    });
    last.location()
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < deadline, "in vain: {what}");
        std::thread::yield_now();
    }
}
