//! Clients that push and pull while something happens to the host, and remember what they were told.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Answer, run, sandbox::Sandbox};

/// A token is asked for again when it is this old; it lives for minutes.
const FRESH: Duration = Duration::from_secs(20);

/// One pull: when it began and ended, and what came of it.
#[derive(Debug, Clone)]
pub struct Pull {
    pub began: Instant,
    pub ended: Instant,
    pub outcome: Outcome,
}

/// What a client was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The image, every byte of it.
    Whole,
    /// An answer of NGINX or the engine that is none: its status.
    Status(String),
    /// Bytes that are not those of the image.
    Other(String),
    /// No answer: the connection was refused, or ended.
    None(String),
}

/// An image as it was pushed and acknowledged: the names and digests of its parts.
#[derive(Debug, Clone)]
pub struct Pushed {
    tag: String,
    manifest: String,
    blobs: Vec<String>,
}

/// Pushes and pulls by one user in one repository, through TLS and with tokens.
pub struct Traffic<'s> {
    sandbox: &'s Sandbox,
    folder: PathBuf,
    stop: AtomicBool,
    pub pulls: Mutex<Vec<Pull>>,
    pub pushed: Mutex<Vec<Pushed>>,
}

fn digest(bytes: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    format!("sha256:{}", wharf::inputs::hexadecimal(digest.as_ref()))
}

/// A token and when it was asked for.
struct Token<'t>(&'t Traffic<'t>, Option<(Instant, String)>);

impl Token<'_> {
    /// The header of a request; `None` where nobody issues tokens just now.
    fn header(&mut self) -> Option<String> {
        let is_fresh = self.1.as_ref().is_some_and(|(at, _)| at.elapsed() < FRESH);
        if !is_fresh {
            let scope = "/jwt/auth?service=container_registry&scope=repository:storm/image:pull,push";
            let answer = self.0.curl(&[scope], &["-u", "writer:push and pull"]);
            let body: serde_json::Value = serde_json::from_str(&answer.output).ok()?;
            let token = body["token"].as_str()?;
            self.1 = Some((Instant::now(), format!("Authorization: Bearer {token}")));
        }
        self.1.as_ref().map(|(_, header)| header.clone())
    }
}

impl<'s> Traffic<'s> {
    pub fn new(sandbox: &'s Sandbox) -> Self {
        let folder = sandbox.outside("traffic");
        std::fs::create_dir_all(&folder).unwrap();
        let authority = sandbox.wharf(&["ca", "print"]).exits(0).output;
        std::fs::write(folder.join("ca.crt"), authority).unwrap();
        Self {
            sandbox,
            folder,
            stop: AtomicBool::new(false),
            pulls: Mutex::new(Vec::new()),
            pushed: Mutex::new(Vec::new()),
        }
    }

    /// `curl` at these addresses, which are paths or whole.
    fn curl(&self, urls: &[&str], more: &[&str]) -> Answer {
        let authority = self.folder.join("ca.crt").to_string_lossy().into_owned();
        let whole = |url: &str| {
            if url.starts_with('/') {
                format!("https://localhost:{}{url}", self.sandbox.public)
            } else {
                url.to_owned()
            }
        };
        let urls: Vec<String> = urls.iter().map(|url| whole(url)).collect();
        let mut arguments = vec!["-sS", "--max-time", "20", "--cacert", &authority];
        arguments.extend(urls.iter().map(String::as_str));
        arguments.extend(more);
        run("curl", &arguments)
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Runs `work` while images are pushed and pulled, and ends the clients after it.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Ends<'a>(&'a AtomicBool);
        impl Drop for Ends<'_> {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let mut token = Token(self, None);
        let first = self.push(&mut token, 0).expect("a first push, while nothing happens");
        self.pushed.lock().unwrap().push(first.clone());
        std::thread::scope(|scope| {
            let _ends = Ends(&self.stop);
            scope.spawn(|| self.pull_on(&first));
            scope.spawn(|| self.push_on());
            work()
        })
    }

    fn pull_on(&self, image: &Pushed) {
        let mut token = Token(self, None);
        while !self.is_over() {
            let began = Instant::now();
            let outcome = match token.header() {
                Some(header) => self.pull(&header, image, "pulled"),
                None => Outcome::None("no token".to_owned()),
            };
            let pull = Pull { began, ended: Instant::now(), outcome };
            self.pulls.lock().unwrap().push(pull);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn push_on(&self) {
        let mut token = Token(self, None);
        let mut number = 0;
        while !self.is_over() {
            number += 1;
            if let Some(pushed) = self.push(&mut token, number) {
                self.pushed.lock().unwrap().push(pushed);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// One image of its own bytes. `Some`: every part of it was acknowledged.
    fn push(&self, token: &mut Token<'_>, number: usize) -> Option<Pushed> {
        let header = token.header()?;
        let layer: Vec<u8> = (0..40_000_u64)
            .flat_map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (number as u64) << 32).to_le_bytes())
            .collect();
        let config =
            format!("{{\"architecture\":\"amd64\",\"os\":\"linux\",\"number\":{number}}}").into_bytes();
        let mut blobs = Vec::new();
        for (name, bytes) in [("layer", &layer), ("config", &config)] {
            let file = self.folder.join(name);
            std::fs::write(&file, bytes).unwrap();
            let begun =
                self.curl(&["/v2/storm/image/blobs/uploads/"], &["-X", "POST", "-H", &header, "-D", "-"]);
            let location = begun.output.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("location").then(|| value.trim().to_owned())
            })?;
            let separator = if location.contains('?') { '&' } else { '?' };
            let put = format!("{location}{separator}digest={}", digest(bytes));
            let data = format!("@{}", file.display());
            let kind = "Content-Type: application/octet-stream";
            self.is_made(&put, &["-X", "PUT", "-H", &header, "-H", kind, "--data-binary", &data])?;
            blobs.push(digest(bytes));
        }
        let manifest = serde_json::json!({
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": {
                "mediaType": "application/vnd.oci.image.config.v1+json",
                "digest": blobs[1], "size": config.len(),
            },
            "layers": [{
                "mediaType": "application/vnd.oci.image.layer.v1.tar",
                "digest": blobs[0], "size": layer.len(),
            }],
        })
        .to_string();
        let tag = format!("v{number}");
        let kind = "Content-Type: application/vnd.oci.image.manifest.v1+json";
        let url = format!("/v2/storm/image/manifests/{tag}");
        self.is_made(&url, &["-X", "PUT", "-H", &header, "-H", kind, "--data-binary", &manifest])?;
        Some(Pushed { tag, manifest: digest(manifest.as_bytes()), blobs })
    }

    /// Whether the answer is 201.
    fn is_made(&self, url: &str, more: &[&str]) -> Option<()> {
        let answer = self.curl(&[url], &[more, &["-o", "/dev/null", "-w", "%{http_code}"]].concat());
        (answer.output == "201").then_some(())
    }

    /// Pulls every part of an image and looks at its bytes.
    fn pull(&self, header: &str, image: &Pushed, name: &str) -> Outcome {
        let mut parts = vec![(format!("/v2/storm/image/manifests/{}", image.tag), image.manifest.clone())];
        parts.extend(image.blobs.iter().map(|blob| (format!("/v2/storm/image/blobs/{blob}"), blob.clone())));
        for (url, wanted) in parts {
            let file = self.folder.join(name);
            let path = file.to_string_lossy().into_owned();
            let accept = "Accept: application/vnd.oci.image.manifest.v1+json";
            let answer = self.curl(&[&url], &["-H", header, "-H", accept, "-o", &path, "-w", "%{http_code}"]);
            if answer.code != 0 {
                return Outcome::None(format!("{url}: {}", answer.error.trim()));
            }
            if answer.output != "200" {
                return Outcome::Status(answer.output);
            }
            let got = digest(&std::fs::read(&file).unwrap_or_default());
            if got != wanted {
                return Outcome::Other(format!("{url} has the digest {got}"));
            }
        }
        Outcome::Whole
    }

    /// Pulls everything that was acknowledged; answers how much that was.
    #[track_caller]
    pub fn nothing_is_lost(&self) -> usize {
        let mut token = Token(self, None);
        let pushed = self.pushed.lock().unwrap();
        for image in pushed.iter() {
            let header = token.header().expect("a token");
            assert_eq!(self.pull(&header, image, "kept"), Outcome::Whole, "{image:?} was acknowledged");
        }
        pushed.len()
    }

    /// The pulls that failed in a way that `is_allowed` does not allow.
    pub fn failures(&self, is_allowed: impl Fn(&Pull) -> bool) -> Vec<Pull> {
        let pulls = self.pulls.lock().unwrap();
        pulls.iter().filter(|pull| pull.outcome != Outcome::Whole && !is_allowed(pull)).cloned().collect()
    }
}
