//! An engine of a test: the real program on a port of its own, over a folder that goes when the test ends.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::client::{Connection, Reply};

/// What every configuration here begins with.
pub const SECRET: &str = "one secret for all engines of the tests";

/// A running engine.
pub struct Engine {
    child: Child,
    pub address: SocketAddr,
    pub folder: PathBuf,
    log: std::sync::Arc<std::sync::Mutex<String>>,
    kept: Option<tempfile::TempDir>,
}

/// A configuration over `folder`; `more` are further lines, `http` further keys of that section.
pub fn config(folder: &Path, address: &str, http: &str, more: &str) -> String {
    format!(
        "version: 0.1\nstorage: {{filesystem: {{rootdirectory: {}}}, delete: {{enabled: true}}}}\nhttp: {{addr: '{address}', secret: '{SECRET}'{http}}}\n{more}\n",
        folder.join("data").display()
    )
}

impl Engine {
    /// An engine over a new folder, without tokens, with deletes.
    pub fn start() -> Self {
        Self::with("", "")
    }

    /// The same with further configuration.
    pub fn with(http: &str, more: &str) -> Self {
        let kept = tempfile::tempdir().unwrap();
        let mut engine = Self::over(kept.path(), &config(kept.path(), "127.0.0.1:0", http, more));
        engine.kept = Some(kept);
        engine
    }

    /// An engine with the configuration `text`, which lies in `folder`.
    pub fn over(folder: &Path, text: &str) -> Self {
        let path = folder.join("config.yml");
        std::fs::write(&path, text).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_wharf"))
            .args(["registry", "serve"])
            .arg(&path)
            .env_remove("WHARF_ROOT")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (said, heard) = mpsc::channel();
        let log = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let copy = log.clone();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if let Some(rest) = line.split("listening on ").nth(1) {
                    let address: String = rest.chars().take_while(|c| *c != '"').collect();
                    // A socket in the file system has none.
                    let _ = said.send(address.parse().unwrap_or(SocketAddr::from(([0, 0, 0, 0], 0))));
                }
                let mut log = copy.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let address = heard.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| {
            let _ = child.kill();
            panic!("the engine does not listen:\n{}", log.lock().unwrap())
        });
        Self { child, address, folder: folder.to_owned(), log, kept: None }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Whether it says `text`, or will within seconds: lines are written after the answers they are about.
    pub fn says(&self, text: &str) -> bool {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.log().contains(text) {
            if Instant::now() > deadline {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }

    pub fn connect(&self) -> Connection {
        Connection::open(self.address)
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.connect().ask(method, path, headers, body)
    }

    /// kill -9.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM and waits for the end.
    pub fn stop(&mut self) -> std::process::ExitStatus {
        assert!(Command::new("kill").arg(self.pid().to_string()).status().unwrap().success());
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the engine does not stop");
            std::thread::yield_now();
        }
    }

    /// Whether it still runs and answers.
    pub fn assert_alive(&mut self) {
        assert_eq!(self.child.try_wait().unwrap(), None, "the engine died:\n{}", self.log());
        assert_eq!(self.ask("GET", "/v2/", &[], b"").status, 200);
    }

    /// Pushes a blob in two requests, as clients do.
    pub fn push_blob(&self, name: &str, bytes: &[u8]) -> String {
        let digest = digest(bytes);
        let begun = self.ask("POST", &format!("/v2/{name}/blobs/uploads/"), &[], b"");
        assert_eq!(begun.status, 202, "{begun:?}");
        let path = format!("{}&digest={digest}", begun.location());
        let done = self.ask("PUT", &path, &[], bytes);
        assert_eq!(done.status, 201, "{done:?}");
        digest
    }

    /// Pushes an image of one layer under `tag`; answers its digest and bytes.
    pub fn push_image(&self, name: &str, tag: &str, layer: &[u8]) -> (String, Vec<u8>) {
        let (config, layer_digest) = (self.push_blob(name, b"{}"), self.push_blob(name, layer));
        let manifest = manifest(&config, &layer_digest, layer.len());
        let path = format!("/v2/{name}/manifests/{tag}");
        let done = self.ask("PUT", &path, &[("Content-Type", OCI)], &manifest);
        assert_eq!(done.status, 201, "{done:?}");
        (digest(&manifest), manifest)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The media type of an OCI image manifest.
pub const OCI: &str = "application/vnd.oci.image.manifest.v1+json";

/// An OCI image manifest.
pub fn manifest(config: &str, layer: &str, size: usize) -> Vec<u8> {
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{OCI}","config":{{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{config}","size":2}},"layers":[{{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{layer}","size":{size}}}]}}"#
    )
    .into_bytes()
}

/// The digest of `bytes`.
pub fn digest(bytes: &[u8]) -> String {
    digest_by(&aws_lc_rs::digest::SHA256, "sha256", bytes)
}

/// The digest of `bytes` by another function.
pub fn digest_by(function: &'static aws_lc_rs::digest::Algorithm, name: &str, bytes: &[u8]) -> String {
    let hash = aws_lc_rs::digest::digest(function, bytes);
    hash.as_ref().iter().fold(format!("{name}:"), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Bytes that repeat nowhere near; the same for the same seed.
pub fn noise(seed: u64, many: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = Vec::with_capacity(many + 8);
    while bytes.len() < many {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(many);
    bytes
}

/// Debian's engine on the same configuration but for the address.
pub struct Debian {
    child: Child,
    pub address: SocketAddr,
}

impl Debian {
    pub fn over(folder: &Path, configuration: &str) -> Self {
        // Its log does not say the port it was given, so a free one is asked for first.
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let path = folder.join("debian.yml");
        std::fs::write(&path, configuration.replace("127.0.0.1:0", &free.to_string())).unwrap();
        let mut child = Command::new("docker-registry")
            .arg("serve")
            .arg(&path)
            .env_remove("REGISTRY_AUTH_FILE")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("docker-registry is installed (apt-get install docker-registry)");
        let mut stderr = child.stderr.take().unwrap();
        let drain = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            text
        });
        let deadline = Instant::now() + Duration::from_secs(30);
        while std::net::TcpStream::connect(free).is_err() {
            if child.try_wait().unwrap().is_some() || Instant::now() > deadline {
                let _ = child.kill();
                panic!("docker-registry does not listen: {}", drain.join().unwrap());
            }
            std::thread::yield_now();
        }
        Self { child, address: free }
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        Connection::open(self.address).ask(method, path, headers, body)
    }
}

impl Drop for Debian {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
