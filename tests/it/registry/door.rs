//! Who comes to the door: a socket in the file system, and clients that say nothing, too little, too much or what is
//! not true. The others are still served.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, getrlimit, setrlimit};

use super::blobs::own_kib;
use super::client::{Connection, request};
use super::clients::run;
use super::engine::{Engine, config, digest, noise};
use crate::support::wait_until;

/// A configuration that listens on the socket `path`.
fn on_socket(folder: &Path, path: &Path, http: &str, more: &str) -> String {
    config(folder, &path.display().to_string(), &format!(", net: unix{http}"), more)
}

/// What curl gets at a socket.
fn at_socket(path: &Path, arguments: &[&str]) -> String {
    let path = path.display().to_string();
    run("curl", &[&["-sS", "--max-time", "30", "--unix-socket", &path], arguments].concat())
}

#[test]
fn a_socket_in_the_file_system_is_served_alone_and_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = folder.join("registry.sock");
    let text = on_socket(folder, &path, "", "wharf: {http: {socketmode: '0660'}}");
    let mut engine = Engine::over(folder, &text);
    assert_eq!(at_socket(&path, &["http://r.test/v2/"]), "{}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
    // Whoever reaches it is a process of this host, so what it says of its own client counts.
    let begin =
        ["-D", "-", "-X", "POST", "-H", "X-Forwarded-Proto: https", "http://r.test/v2/a/blobs/uploads/"];
    assert!(at_socket(&path, &begin).contains("Location: https://r.test/v2/a/blobs/uploads/"));
    // A blob goes through it as through a port.
    let bytes = noise(81, 2_000_000);
    let data = folder.join("blob");
    std::fs::write(&data, &bytes).unwrap();
    let to = format!("http://r.test/v2/a/blobs/uploads/?digest={}", digest(&bytes));
    let upload = format!("@{}", data.display());
    at_socket(
        &path,
        &["-f", "-X", "POST", "-H", "Content-Type: application/octet-stream", "--data-binary", &upload, &to],
    );
    let back = folder.join("back");
    let blob = format!("http://r.test/v2/a/blobs/{}", digest(&bytes));
    at_socket(&path, &["-f", "-o", &back.display().to_string(), &blob]);
    assert!(std::fs::read(&back).unwrap() == bytes);
    // A second one is refused while the first lives.
    let output = Command::new(env!("CARGO_BIN_EXE_wharf"))
        .args(["registry", "serve"])
        .arg(folder.join("config.yml"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains("another process listens there"), "{said}");
    assert_eq!(at_socket(&path, &["http://r.test/v2/"]), "{}");
    // What a killed one left is replaced; who stops takes it along; what is no socket stays.
    engine.kill();
    assert!(path.exists());
    let mut engine = Engine::over(folder, &text);
    assert_eq!(at_socket(&path, &["http://r.test/v2/"]), "{}");
    assert!(engine.stop().success());
    assert!(!path.exists());
    std::fs::write(&path, "mine").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_wharf"))
        .args(["registry", "serve"])
        .arg(folder.join("config.yml"))
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("move away what lies there"), "{output:?}");
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
}

#[test]
fn one_family_of_addresses_is_one() {
    let four = Engine::with(", net: tcp4", "");
    assert!(four.address.is_ipv4());
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), ":0", ", net: tcp6", "auth: none");
    let six = Engine::over(folder.path(), &text);
    let port = six.address.port();
    assert_eq!(
        Connection::open(format!("[::1]:{port}").parse().unwrap()).ask("GET", "/v2/", &[], b"").status,
        200
    );
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "IPv4 was not asked for");
}

/// How long it takes until the other side ends the connection.
fn ends(connection: &mut Connection) -> Duration {
    let began = Instant::now();
    let mut rest = Vec::new();
    connection.stream().set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    match connection.stream().read_to_end(&mut rest) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("it is not ended"),
        _ => began.elapsed(),
    }
}

#[test]
fn a_head_that_does_not_end_and_a_rest_that_is_too_long_are_ended() {
    let engine = Engine::with("", "wharf: {http: {headtimeout: 1s, idletimeout: 2s}}");
    let mut dripping = engine.connect();
    dripping.send(b"GET /v2/ HTTP/1.1\r\n");
    let mut drip = dripping.stream().try_clone().unwrap();
    let dripper = std::thread::spawn(move || {
        let began = Instant::now();
        while drip.write_all(b"X").is_ok() && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(50));
        }
        began.elapsed()
    });
    let mut silent = engine.connect();
    let mut resting = engine.connect();
    assert_eq!(resting.ask("GET", "/v2/", &[], b"").status, 200);
    assert!(ends(&mut resting) >= Duration::from_millis(1500), "a rest is longer than a head");
    ends(&mut silent);
    ends(&mut dripping);
    assert!(dripper.join().unwrap() < Duration::from_secs(15));
    // Who asks again and again is never at rest for so long.
    let mut busy = engine.connect();
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(3500) {
        assert_eq!(busy.ask("GET", "/v2/", &[], b"").status, 200);
        std::thread::sleep(Duration::from_millis(300));
    }
}

#[test]
fn a_body_that_drips_is_given_up_and_what_it_brought_is_kept() {
    let engine = Engine::with("", "wharf: {http: {bodytimeout: 1s, minimumrate: 1000}}");
    let location = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let mut dripping = engine.connect();
    dripping
        .send(format!("PATCH {location} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n").as_bytes());
    let mut drip = dripping.stream().try_clone().unwrap();
    let dripper = std::thread::spawn(move || {
        let began = Instant::now();
        while drip.write_all(b"12").is_ok() && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let reply = dripping.receive("PATCH").expect("an answer");
    assert_eq!((reply.status, reply.code().as_str()), (400, "SIZE_INVALID"));
    dripper.join().unwrap();
    // The upload is free again, and goes on from what it has.
    let status = engine.ask("GET", &location, &[], b"");
    let last: usize = status.header("Range").unwrap().strip_prefix("0-").unwrap().parse().unwrap();
    assert!(last > 0, "{status:?}");
    assert_eq!(engine.ask("PATCH", &status.location(), &[], b"more").status, 202);
    // A slow one that is fast enough, and a pause between two requests, are nobody's concern.
    let begun = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"");
    let mut slow = engine.connect();
    slow.send(
        format!("PATCH {} HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n", begun.location()).as_bytes(),
    );
    for _ in 0..25 {
        slow.send(&[b'x'; 400]);
        std::thread::sleep(Duration::from_millis(100));
    }
    let piece = slow.receive("PATCH").unwrap();
    assert_eq!(piece.status, 202, "{piece:?}");
    std::thread::sleep(Duration::from_millis(1500));
    let bytes = vec![b'x'; 10000];
    let done = slow.ask("PUT", &format!("{}&digest={}", piece.location(), digest(&bytes)), &[], b"");
    assert_eq!(done.status, 201, "{done:?}");
}

#[test]
fn ten_thousand_idle_connections_shut_nobody_out() {
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, hard.max(soft), hard).unwrap();
    // As many as the system allows this process, which runs other tests beside.
    let many = usize::try_from(hard.max(soft)).unwrap().saturating_sub(2000).min(10_000);
    let engine = Engine::with("", "wharf: {http: {connections: 4000}}");
    let bytes = noise(82, 3_000_000);
    let blob = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    // One that is being served all the while.
    let mut served = engine.connect();
    served.send(&request("GET", &blob, &[], b""));
    let mut first = [0; 12];
    served.stream().read_exact(&mut first).unwrap();
    let mut idle = Vec::with_capacity(many);
    for number in 0..many {
        let mut stream = TcpStream::connect(engine.address).unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET /v2/ HTTP/1.1\r\n").unwrap();
        }
        idle.push(stream);
        if number % 1000 == 999 {
            let began = Instant::now();
            assert_eq!(engine.ask("GET", "/v2/", &[], b"").status, 200);
            assert!(began.elapsed() < Duration::from_secs(10), "{number}: {:?}", began.elapsed());
        }
    }
    assert!(engine.ask("GET", &blob, &[], b"").body == bytes);
    engine.push_image("a", "v1", b"layer");
    let mut rest = vec![0; 4096];
    let mut taken = 12;
    while taken < bytes.len() {
        let many = served.stream().read(&mut rest).unwrap();
        assert!(many > 0, "who is served does not give way");
        taken += many;
    }
    let own = own_kib(engine.pid());
    eprintln!("{many} idle connections, 4000 places: {own} KiB");
    assert!(own < 120 * 1024, "{own} KiB");
    drop(idle);
}

#[test]
fn who_is_half_gone_gets_the_answer() {
    let engine = Engine::start();
    let bytes = noise(83, 1_500_000);
    let blob = format!("/v2/a/blobs/{}", engine.push_blob("a", &bytes));
    let mut half = engine.connect();
    half.send(&request("GET", &blob, &[("Connection", "close")], b""));
    half.stream().shutdown(Shutdown::Write).unwrap();
    assert!(half.receive("GET").expect("an answer").body == bytes);
    // Half a request, and no more to come: it is ended at once, not when its time is over.
    let mut half = engine.connect();
    half.send(b"GET /v2/ HT");
    half.stream().shutdown(Shutdown::Write).unwrap();
    assert!(ends(&mut half) < Duration::from_secs(10));
}

#[test]
fn heads_that_are_too_large_are_refused_and_lengths_that_lie_are_not_believed() {
    let mut engine = Engine::start();
    let many = (0..200).map(|number| format!("X-{number}: a\r\n")).collect::<Vec<_>>().concat();
    let long = "a".repeat(70_000);
    let upload = || engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let patch =
        |headers: &str, body: &str| format!("PATCH {} HTTP/1.1\r\nHost: a\r\n{headers}\r\n{body}", upload());
    let mut waiting = Vec::new();
    for (name, bytes, statuses) in [
        ("200 headers", format!("GET /v2/ HTTP/1.1\r\nHost: a\r\n{many}\r\n"), &["431"][..]),
        ("a header of 70 KB", format!("GET /v2/ HTTP/1.1\r\nHost: a\r\nX: {long}\r\n\r\n"), &["431"]),
        ("a length that is less than the body", patch("Content-Length: 3\r\n", "123456789"), &["202"]),
        ("a length that is more", patch("Content-Length: 1000\r\n", "123"), &["", "400"]),
        (
            "both kinds of length",
            patch("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "3\r\n123\r\n0\r\n\r\n"),
            &["202", "400"],
        ),
        ("a chunk that is none", patch("Transfer-Encoding: chunked\r\n", "zz\r\n123\r\n0\r\n\r\n"), &["400"]),
        (
            "a chunk that is too long for its length",
            patch("Transfer-Encoding: chunked\r\n", "3\r\n123456\r\n0\r\n\r\n"),
            &["400"],
        ),
        (
            "a chunk beyond all numbers",
            patch("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n1"),
            &["400"],
        ),
        ("chunks without an end", patch("Transfer-Encoding: chunked\r\n", "3\r\n123\r\n"), &["", "400"]),
        ("a kind of coding that is none", patch("Transfer-Encoding: gzip\r\n", "123"), &["400"]),
    ] {
        let mut stream = TcpStream::connect(engine.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let _ = stream.write_all(bytes.as_bytes());
        if statuses.contains(&"") {
            // Waits for what never comes, while the others go on.
            waiting.push((name, stream));
            continue;
        }
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(statuses.contains(&status), "{name}: {answer:?}");
        assert!(!answer.contains("HTTP/1.1 5"), "{name}: {answer:?}");
    }
    let bytes = noise(84, 100_000);
    let blob = engine.push_blob("a", &bytes);
    assert!(engine.ask("GET", &format!("/v2/a/blobs/{blob}"), &[], b"").body == bytes);
    for (name, mut stream) in waiting {
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{name}: {answer:?}");
    }
    engine.assert_alive();
}

#[test]
fn a_stop_does_not_wait_for_those_who_say_nothing() {
    let mut engine = Engine::with(", draintimeout: 60s", "");
    let _silent = engine.connect();
    let mut half = engine.connect();
    half.send(b"GET /v2/ HTTP/1.1\r\n");
    let mut rested = engine.connect();
    assert_eq!(rested.ask("GET", "/v2/", &[], b"").status, 200);
    let began = Instant::now();
    assert!(engine.stop().success());
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    wait_until("it says so", 10, || engine.log().contains("msg=stopped"));
}
