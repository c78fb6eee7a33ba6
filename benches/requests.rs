//! Benchmark of small requests: the server's CPU for a manifest with a token, the sync calls of a push, and the memory that
//! clients who stop reading cost; ours and Debian's `docker-registry` in the same run.
//!
//! `cargo bench --bench requests` writes its section of `benches/RESULTS.md`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a benchmark starts programs, prints, and fails by panicking"
)]

mod results;
mod server;

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use server::{Server, answer, ask, digest, median, noise, path_of};
use wharf::token::{Access, Claims, SigningKey, sign};

const ROUNDS: usize = 5;
const REQUESTS: usize = 4000;
const READERS: usize = 48;
const STALLED_BLOB: usize = 64 << 20;
const MANIFEST_TARGET: f64 = 0.25;
const SYNC_TARGET: usize = 40;
const STALLED_TARGET_MIB: f64 = 40.0;
const OCI: &str = "application/vnd.oci.image.manifest.v1+json";

/// Pushes one blob by POST and PUT.
fn push_blob(server: &Server, headers: &str, bytes: &[u8]) -> String {
    let digest = digest(std::iter::once(bytes));
    let mut stream = TcpStream::connect(server.address).unwrap();
    let begun = ask(&mut stream, "POST", "/v2/bench/blobs/uploads/", headers);
    assert_eq!(begun.status, 202, "{}", server.name);
    let location = path_of(&begun.location);
    write!(
        stream,
        "PUT {location}&digest={digest} HTTP/1.1\r\nHost: bench\r\n{headers}Content-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n",
        bytes.len()
    )
    .unwrap();
    stream.write_all(bytes).unwrap();
    assert_eq!(answer(&mut stream).status, 201, "{}", server.name);
    digest
}

/// Pushes an image of three layers as a client does; answers the length of its manifest.
fn push_image(server: &Server, headers: &str, seed: u64) -> usize {
    let blobs: Vec<(String, usize)> = (0..4)
        .map(|blob| {
            let bytes = noise(seed * 10 + blob, 20_000 + usize::try_from(blob).unwrap());
            (push_blob(server, headers, &bytes), bytes.len())
        })
        .collect();
    let descriptor = |kind: &str, (digest, size): &(String, usize)| {
        format!(r#"{{"mediaType":"{kind}","digest":"{digest}","size":{size}}}"#)
    };
    let layers: Vec<String> = blobs[1..]
        .iter()
        .map(|blob| descriptor("application/vnd.oci.image.layer.v1.tar+gzip", blob))
        .collect();
    let manifest = format!(
        r#"{{"schemaVersion":2,"mediaType":"{OCI}","config":{},"layers":[{}]}}"#,
        descriptor("application/vnd.oci.image.config.v1+json", &blobs[0]),
        layers.join(",")
    );
    let mut stream = TcpStream::connect(server.address).unwrap();
    write!(
        stream,
        "PUT /v2/bench/manifests/latest HTTP/1.1\r\nHost: bench\r\n{headers}Content-Type: {OCI}\r\nContent-Length: {}\r\n\r\n{manifest}",
        manifest.len()
    )
    .unwrap();
    assert_eq!(answer(&mut stream).status, 201, "{}", server.name);
    manifest.len()
}

/// CPU seconds of one server for many times the same manifest on one connection, with a token, in microseconds each.
fn manifests(server: &Server, headers: &str, length: usize) -> f64 {
    let before = server.cpu();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_nodelay(true).unwrap();
    let headers = format!("{headers}Accept: {OCI}\r\n");
    let mut body = vec![0; length];
    for _ in 0..REQUESTS {
        let reply = ask(&mut stream, "GET", "/v2/bench/manifests/latest", &headers);
        assert_eq!((reply.status, reply.length), (200, length), "{}", server.name);
        // What came with the head is gone with its reader.
        stream.read_exact(&mut body[reply.surplus..]).unwrap();
    }
    (server.cpu() - before) / REQUESTS as f64 * 1e6
}

/// How often a push makes the server sync, by strace.
fn syncs(server: &Server, seed: u64) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let mut tracer = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=fsync,fdatasync,syncfs,sync_file_range,sync", "-o"])
        .arg(&trace)
        .args(["-p", &server.child.id().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Attached to every thread once the kernel says so.
    let status = format!("/proc/{}/task", server.child.id());
    let is_traced = || {
        std::fs::read_dir(&status).unwrap().map_while(Result::ok).all(|task| {
            let status = std::fs::read_to_string(task.path().join("status")).unwrap_or_default();
            !status.contains("TracerPid:\t0\n")
        })
    };
    let deadline = Instant::now() + Duration::from_secs(20);
    while !is_traced() {
        assert!(Instant::now() < deadline, "strace does not attach");
        std::thread::sleep(Duration::from_millis(10));
    }
    push_image(server, "", seed);
    let pid = nix::unistd::Pid::from_raw(i32::try_from(tracer.id()).unwrap());
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT).unwrap();
    tracer.wait().unwrap();
    let text = std::fs::read_to_string(trace).unwrap();
    text.lines().filter(|line| line.contains("sync") && !line.contains("resumed>")).count()
}

/// Resident memory while so many readers of a large blob have stopped reading, in MiB.
fn stalled(server: &Server) -> f64 {
    let blob = push_blob(server, "", &noise(77, STALLED_BLOB));
    let readers: Vec<TcpStream> = (0..READERS)
        .map(|_| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            let reply = ask(&mut stream, "GET", &format!("/v2/bench/blobs/{blob}"), "");
            assert_eq!(reply.status, 200);
            stream
        })
        .collect();
    // Until it grows no more: what the kernel's buffers take is sent by then.
    let mut last = 0.0;
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let now = server.resident("VmRSS:");
        if now - last < 0.5 {
            drop(readers);
            return now;
        }
        last = now;
    }
}

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let pair = wharf::keys::make_pair(now).unwrap();
    let bundle = folder.path().join("registry.crt");
    std::fs::write(&bundle, &pair.certificate).unwrap();
    let key = SigningKey::from_pem(pair.key.expose().as_bytes()).unwrap();
    let access = Access {
        kind: "repository".into(),
        name: "bench".into(),
        actions: vec!["pull".into(), "push".into()],
    };
    let claims = Claims {
        issuer: "bench".into(),
        subject: Some("bench".into()),
        audience: vec!["bench".into()],
        expires: Some(now + 3600),
        not_before: Some(now - 5),
        issued_at: Some(now),
        id: Some("1".into()),
        access: vec![access],
    };
    let token = format!("Authorization: Bearer {}\r\n", sign(&claims, &key).unwrap().expose());
    let guarded = format!(
        "auth: {{token: {{realm: 'http://bench/', service: bench, issuer: bench, rootcertbundle: {}}}}}",
        bundle.display()
    );
    let path = |name: &str| folder.path().join(name);
    let servers =
        [Server::ours(&path("ours-token"), &guarded), Server::theirs(&path("theirs-token"), &guarded)];
    let lengths = servers.each_ref().map(|server| push_image(server, &token, 1));
    let mut micros = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (at, server) in servers.iter().enumerate() {
            micros[at].push(manifests(server, &token, lengths[at]));
        }
    }
    let micros = micros.map(median);
    drop(servers);
    let open = "auth: {none: {}}";
    let servers = [Server::ours(&path("ours"), open), Server::theirs(&path("theirs"), "")];
    // The first push makes the folders of the repository.
    for server in &servers {
        push_image(server, "", 2);
    }
    let syncs = servers.each_ref().map(|server| syncs(server, 3));
    let stalled = servers.each_ref().map(stalled);
    let mut text = format!(
        "A manifest with a token: CPU of the server a request, median of {ROUNDS} rounds of {REQUESTS}. Sync calls of one push of an \
         image of three layers, into a repository that is there. Resident memory with {READERS} clients that stopped reading a blob of \
         {} MiB.\n\n| server | manifest | sync calls | stalled readers |\n|---|---|---|---|\n",
        STALLED_BLOB >> 20
    );
    for (at, server) in servers.iter().enumerate() {
        let _ = writeln!(
            text,
            "| {} | {:.0} µs | {} | {:.1} MiB |",
            server.name, micros[at], syncs[at], stalled[at]
        );
    }
    let verdict = |met: bool| if met { "met" } else { "missed" };
    let ratio = micros[0] / micros[1];
    let _ = writeln!(
        text,
        "\n- manifest: {ratio:.2} of the peer's CPU (target {MANIFEST_TARGET}: {})\n- sync calls: {} (target {SYNC_TARGET}: {})\n- \
         stalled readers: {:.1} MiB (target {STALLED_TARGET_MIB}: {})",
        verdict(ratio <= MANIFEST_TARGET),
        syncs[0],
        verdict(syncs[0] <= SYNC_TARGET),
        stalled[0],
        verdict(stalled[0] <= STALLED_TARGET_MIB),
    );
    println!("{text}");
    results::section("requests", "Small requests", &text);
}
