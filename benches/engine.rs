//! Benchmark of the engine: the server's CPU seconds for a pull and a push of 1 GiB, ours and Debian's
//! `docker-registry` in the same run, turn by turn. The client is this program's own and costs neither of them.
//!
//! `cargo bench --bench engine` writes its section of `benches/RESULTS.md`; `WHARF_BENCH_MIB` makes the blob smaller.
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
use std::io::{Read, Write};
use std::net::TcpStream;

use server::{Server, answer, ask, digest, median, noise, path_of};

const ROUNDS: usize = 5;
const PIECE: usize = 1024 * 1024;
const PULL_TARGET: f64 = 0.45;
const PUSH_TARGET: f64 = 0.40;
const IDLE_TARGET_MIB: f64 = 20.0;

/// What one server took.
struct Measured {
    server: Server,
    pulls: Vec<f64>,
    pushes: Vec<f64>,
}

impl Measured {
    fn new(server: Server) -> Self {
        Self { server, pulls: Vec::new(), pushes: Vec::new() }
    }

    fn push(&mut self, blob: &[u8], size: usize, digest: &str) {
        let before = self.server.cpu();
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        let begun = ask(&mut stream, "POST", "/v2/bench/blobs/uploads/", "");
        assert_eq!(begun.status, 202);
        let location = path_of(&begun.location);
        write!(
            stream,
            "PUT {location}&digest={digest} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/octet-stream\r\nContent-Length: {size}\r\n\r\n"
        )
        .unwrap();
        for piece in pieces(blob, size) {
            stream.write_all(piece).unwrap();
        }
        assert_eq!(answer(&mut stream).status, 201, "{}", self.server.name);
        self.pushes.push(self.server.cpu() - before);
    }

    fn pull(&mut self, size: usize, digest: &str) {
        let before = self.server.cpu();
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        let reply = ask(&mut stream, "GET", &format!("/v2/bench/blobs/{digest}"), "");
        assert_eq!((reply.status, reply.length), (200, size), "{}", self.server.name);
        let mut left = size - reply.surplus;
        let mut buffer = vec![0; PIECE];
        while left > 0 {
            let many = stream.read(&mut buffer).unwrap();
            assert!(many > 0, "{} cut the blob short", self.server.name);
            left -= many;
        }
        self.pulls.push(self.server.cpu() - before);
    }
}

/// The blob is one piece again and again, so that this program stays small and fast.
fn pieces(piece: &[u8], size: usize) -> impl Iterator<Item = &[u8]> {
    std::iter::repeat_n(piece, size / PIECE)
}

fn main() {
    // `cargo test --benches` and `cargo clippy` run or build this too: only `cargo bench` measures.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mib: usize = std::env::var("WHARF_BENCH_MIB").ok().and_then(|text| text.parse().ok()).unwrap_or(1024);
    let size = mib * PIECE;
    let folder = tempfile::tempdir().unwrap();
    let piece = noise(1, PIECE);
    let digest = digest(pieces(&piece, size));
    let mut servers = [
        Measured::new(Server::ours(&folder.path().join("ours"), "")),
        Measured::new(Server::theirs(&folder.path().join("theirs"), "")),
    ];
    for round in 0..ROUNDS {
        for server in &mut servers {
            server.push(&piece, size, &digest);
        }
        for server in &mut servers {
            server.pull(size, &digest);
        }
        println!("round {} of {ROUNDS}", round + 1);
    }
    let section = report(&servers, mib);
    println!("{section}");
    results::section("engine", "The engine", &section);
}

fn report(servers: &[Measured; 2], mib: usize) -> String {
    let mut text = format!(
        "Server CPU seconds for one blob of {mib} MiB, median of {ROUNDS}, turn by turn; resident memory in MiB.\n\n| server | pull | push | idle | peak after both |\n|---|---|---|---|---|\n"
    );
    for server in servers {
        let (pull, push) = (median(server.pulls.clone()), median(server.pushes.clone()));
        let peak = server.server.resident("VmHWM:");
        let _ = writeln!(
            text,
            "| {} | {pull:.2} | {push:.2} | {:.1} | {peak:.1} |",
            server.server.name, server.server.idle
        );
    }
    let ratio = |of: fn(&Measured) -> Vec<f64>| median(of(&servers[0])) / median(of(&servers[1]));
    let verdict = |met: bool| if met { "met" } else { "missed" };
    let (pull, push) = (ratio(|server| server.pulls.clone()), ratio(|server| server.pushes.clone()));
    let idle = servers[0].server.idle;
    let _ = writeln!(
        text,
        "\n- pull: {pull:.2} of the peer's CPU (target {PULL_TARGET}: {})\n- push: {push:.2} of the peer's CPU (target {PUSH_TARGET}: {})\n- idle: {idle:.1} MiB (target {IDLE_TARGET_MIB}: {})",
        verdict(pull <= PULL_TARGET),
        verdict(push <= PUSH_TARGET),
        verdict(idle <= IDLE_TARGET_MIB),
    );
    text
}
