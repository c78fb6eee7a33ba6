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

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const PIECE: usize = 1024 * 1024;
const PULL_TARGET: f64 = 0.6;
const PUSH_TARGET: f64 = 0.5;
const IDLE_TARGET_MIB: f64 = 20.0;

struct Server {
    name: &'static str,
    child: Child,
    address: SocketAddr,
    pulls: Vec<f64>,
    pushes: Vec<f64>,
    idle: f64,
}

impl Server {
    fn start(name: &'static str, program: &str, before: &[&str], folder: &Path) -> Self {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let configuration = folder.join("config.yml");
        let text = format!(
            "version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {}}}}}\nhttp: {{addr: '{address}', secret: bench}}\n",
            folder.join("data").display()
        );
        std::fs::write(&configuration, text).unwrap();
        let child = Command::new(program)
            .args(before)
            .arg("serve")
            .arg(&configuration)
            .env_remove("REGISTRY_AUTH_FILE")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "{name} does not listen");
            std::thread::yield_now();
        }
        let mut server = Self { name, child, address, pulls: Vec::new(), pushes: Vec::new(), idle: 0.0 };
        server.idle = server.resident("VmRSS:");
        server
    }

    /// utime and stime of all its threads, in seconds (proc(5): fields 14 and 15, in ticks of 10 ms).
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        ticks as f64 / 100.0
    }

    fn resident(&self, key: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    fn push(&mut self, blob: &[u8], size: usize, digest: &str) {
        let before = self.cpu();
        let mut stream = TcpStream::connect(self.address).unwrap();
        let begun = ask(&mut stream, "POST", "/v2/bench/blobs/uploads/");
        assert_eq!(begun.status, 202);
        let location = begun
            .location
            .split_once("://")
            .map_or(begun.location.clone(), |(_, rest)| rest[rest.find('/').unwrap()..].to_owned());
        write!(
            stream,
            "PUT {location}&digest={digest} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/octet-stream\r\nContent-Length: {size}\r\n\r\n"
        )
        .unwrap();
        for piece in pieces(blob, size) {
            stream.write_all(piece).unwrap();
        }
        assert_eq!(answer(&mut stream).status, 201, "{}", self.name);
        self.pushes.push(self.cpu() - before);
    }

    fn pull(&mut self, size: usize, digest: &str) {
        let before = self.cpu();
        let mut stream = TcpStream::connect(self.address).unwrap();
        let reply = ask(&mut stream, "GET", &format!("/v2/bench/blobs/{digest}"));
        assert_eq!((reply.status, reply.length), (200, size), "{}", self.name);
        let mut left = size - reply.surplus;
        let mut buffer = vec![0; PIECE];
        while left > 0 {
            let many = stream.read(&mut buffer).unwrap();
            assert!(many > 0, "{} cut the blob short", self.name);
            left -= many;
        }
        self.pulls.push(self.cpu() - before);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: u16,
    location: String,
    length: usize,
    /// How many bytes of the body were read with the head.
    surplus: usize,
}

fn ask(stream: &mut TcpStream, method: &str, path: &str) -> Reply {
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\n\r\n").unwrap();
    answer(stream)
}

fn answer(stream: &mut TcpStream) -> Reply {
    let mut reader = BufReader::with_capacity(4096, stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut reply = Reply { status, location: String::new(), length: 0, surplus: 0 };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "location" => value.trim().clone_into(&mut reply.location),
            "content-length" => reply.length = value.trim().parse().unwrap(),
            _ => {}
        }
    }
    reply.surplus = reader.buffer().len();
    reply
}

/// The blob is one piece again and again, so that this program stays small and fast.
fn pieces(piece: &[u8], size: usize) -> impl Iterator<Item = &[u8]> {
    std::iter::repeat_n(piece, size / PIECE)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    // `cargo test --benches` and `cargo clippy` run or build this too: only `cargo bench` measures.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mib: usize = std::env::var("WHARF_BENCH_MIB").ok().and_then(|text| text.parse().ok()).unwrap_or(1024);
    let size = mib * PIECE;
    let folder = tempfile::tempdir().unwrap();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let piece: Vec<u8> = (0..PIECE)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[0]
        })
        .collect();
    let mut hash = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    pieces(&piece, size).for_each(|piece| hash.update(piece));
    let hex = hash.finish().as_ref().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let digest = format!("sha256:{hex}");
    let mut servers = [
        Server::start("wharf", env!("CARGO_BIN_EXE_wharf"), &["registry"], &folder.path().join("ours")),
        Server::start("docker-registry (Debian)", "docker-registry", &[], &folder.path().join("theirs")),
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

fn report(servers: &[Server; 2], mib: usize) -> String {
    let mut text = format!(
        "Server CPU seconds for one blob of {mib} MiB, median of {ROUNDS}, turn by turn; resident memory in MiB.\n\n| server | pull | push | idle | peak after both |\n|---|---|---|---|---|\n"
    );
    for server in servers {
        let (pull, push) = (median(server.pulls.clone()), median(server.pushes.clone()));
        let peak = server.resident("VmHWM:");
        let _ =
            writeln!(text, "| {} | {pull:.2} | {push:.2} | {:.1} | {peak:.1} |", server.name, server.idle);
    }
    let ratio = |of: fn(&Server) -> Vec<f64>| median(of(&servers[0])) / median(of(&servers[1]));
    let verdict = |met: bool| if met { "met" } else { "missed" };
    let (pull, push) = (ratio(|server| server.pulls.clone()), ratio(|server| server.pushes.clone()));
    let idle = servers[0].idle;
    let _ = writeln!(
        text,
        "\n- pull: {pull:.2} of the peer's CPU (target {PULL_TARGET}: {})\n- push: {push:.2} of the peer's CPU (target {PUSH_TARGET}: {})\n- idle: {idle:.1} MiB (target {IDLE_TARGET_MIB}: {})",
        verdict(pull <= PULL_TARGET),
        verdict(push <= PUSH_TARGET),
        verdict(idle <= IDLE_TARGET_MIB),
    );
    text
}
