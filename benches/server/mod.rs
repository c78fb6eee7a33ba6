//! A registry that is measured, ours or Debian's, and a client that costs it nothing but the answers.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A registry that runs.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
    /// Resident memory before the first request, in MiB.
    pub(crate) idle: f64,
}

impl Server {
    /// Ours over `folder`, with `more` in its configuration.
    pub(crate) fn ours(folder: &Path, more: &str) -> Self {
        Self::start("wharf", env!("CARGO_BIN_EXE_wharf"), &["registry"], folder, more)
    }

    /// Debian's.
    pub(crate) fn theirs(folder: &Path, more: &str) -> Self {
        Self::start("docker-registry (Debian)", "docker-registry", &[], folder, more)
    }

    fn start(name: &'static str, program: &str, before: &[&str], folder: &Path, more: &str) -> Self {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let configuration = folder.join("config.yml");
        let text = format!(
            "version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\nstorage: {{filesystem: {{rootdirectory: {}}}}}\nhttp: {{addr: '{address}', secret: bench}}\n{more}\n",
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
        let mut server = Self { name, child, address, idle: 0.0 };
        server.idle = server.resident("VmRSS:");
        server
    }

    /// utime and stime of all its threads, in seconds (proc(5): fields 14 and 15, in ticks of 10 ms).
    pub(crate) fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        ticks as f64 / 100.0
    }

    /// A line of `/proc/PID/status`, in MiB.
    pub(crate) fn resident(&self, key: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The head of an answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) length: usize,
    /// How many bytes of the body were read with the head.
    pub(crate) surplus: usize,
}

/// Asks without a body; `headers` are whole lines.
pub(crate) fn ask(stream: &mut TcpStream, method: &str, path: &str, headers: &str) -> Reply {
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: bench\r\n{headers}Content-Length: 0\r\n\r\n").unwrap();
    answer(stream)
}

/// Reads the head of an answer.
pub(crate) fn answer(stream: &mut TcpStream) -> Reply {
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

/// The path and query of a `Location`.
pub(crate) fn path_of(location: &str) -> String {
    location
        .split_once("://")
        .map_or(location.to_owned(), |(_, rest)| rest[rest.find('/').unwrap()..].to_owned())
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// SHA-256 as a digest.
pub(crate) fn digest<'p>(pieces: impl Iterator<Item = &'p [u8]>) -> String {
    let mut hash = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    pieces.for_each(|piece| hash.update(piece));
    let hex: Vec<String> = hash.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{}", hex.concat())
}

/// Bytes that no two calls with another seed have in common.
pub(crate) fn noise(seed: u64, size: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    (0..size).map(|_| next()).collect()
}
