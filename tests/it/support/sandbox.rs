//! A host of its own for one test: a folder as root, or in the machine's world the whole (private) file system.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::{Answer, image::Image};

/// One host. Dropping it ends every service and the supervisor.
pub struct Sandbox {
    folder: tempfile::TempDir,
    root: PathBuf,
    pub public: u16,
    pub internal: u16,
    pub token: u16,
    trusted: std::sync::OnceLock<()>,
}

/// Whether the tests run as root on `/`, inside name spaces of their own.
pub fn is_machine() -> bool {
    std::env::var("WHARF_WORLD").is_ok_and(|world| world == "machine")
}

impl Sandbox {
    /// An empty host with three free ports.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("wharf-").tempdir().unwrap();
        let root = if is_machine() { PathBuf::from("/") } else { folder.path().join("root") };
        std::fs::create_dir_all(root.join("etc/gitlab")).unwrap();
        let ports = super::free_ports(3);
        Self {
            folder,
            root,
            public: ports[0],
            internal: ports[1],
            token: ports[2],
            trusted: std::sync::OnceLock::new(),
        }
    }

    /// A host with a token server, a private authority and two users: `writer` may push and pull, `reader` may pull.
    #[track_caller]
    pub fn with_token_server() -> Self {
        let sandbox = Self::new();
        sandbox.write_settings("");
        sandbox.wharf(&["ca", "init"]).exits(0);
        sandbox.wharf_with_input(&["user", "add", "writer", "--password-stdin"], "push and pull").exits(0);
        sandbox
            .wharf_with_input(
                &["user", "add", "reader", "--access", "**:pull", "--password-stdin"],
                "only pull",
            )
            .exits(0);
        sandbox
    }

    /// As [`Self::with_token_server`], reconfigured and running.
    #[track_caller]
    pub fn running() -> Self {
        let sandbox = Self::with_token_server();
        sandbox.wharf(&["reconfigure"]).exits(0);
        sandbox
    }

    /// The settings that every test begins with, `more` after them.
    pub fn write_settings(&self, more: &str) {
        let (public, internal, token) = (self.public, self.internal, self.token);
        self.write(
            "/etc/gitlab/gitlab.toml",
            &format!(
                "registry_external_url = \"https://localhost:{public}\"\n\n\
                 [registry]\nregistry_http_addr = \"127.0.0.1:{internal}\"\nlog_level = \"info\"\n\n\
                 [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n\n\
                 [auth_server]\nenable = true\nlisten = \"127.0.0.1:{token}\"\n{more}"
            ),
        );
    }

    /// Replaces `from` by `to` in the settings.
    #[track_caller]
    pub fn edit_settings(&self, from: &str, to: &str) {
        let text = self.read("/etc/gitlab/gitlab.toml");
        assert!(text.contains(from), "the settings lack {from:?}:\n{text}");
        self.write("/etc/gitlab/gitlab.toml", &text.replace(from, to));
    }

    /// Where a host path lies.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder outside of the host, for images and the like.
    pub fn outside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    #[track_caller]
    pub fn write(&self, path: &str, text: &str) {
        let place = self.path(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }

    #[must_use]
    #[track_caller]
    pub fn wharf(&self, arguments: &[&str]) -> Answer {
        let root = self.root.to_string_lossy().into_owned();
        super::run(&super::wharf(), &[&["--root", &root], arguments].concat())
    }

    #[must_use]
    #[track_caller]
    pub fn wharf_with_input(&self, arguments: &[&str], input: &str) -> Answer {
        let root = self.root.to_string_lossy().into_owned();
        super::run_with_input(&super::wharf(), &[&["--root", &root], arguments].concat(), input)
    }

    /// The running services as `wharf status --json` tells them: name to process id.
    #[track_caller]
    pub fn pids(&self) -> BTreeMap<String, u64> {
        let answer = self.wharf(&["status", "--json"]);
        let status: serde_json::Value =
            serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{answer:?}"));
        let services = status["services"].as_array().unwrap_or_else(|| panic!("{status}"));
        services
            .iter()
            .map(|one| (one["service"].as_str().unwrap().to_owned(), one["pid"].as_u64().unwrap_or_default()))
            .collect()
    }

    /// `localhost:PORT/NAME`.
    pub fn image(&self, name: &str) -> String {
        format!("docker://localhost:{}/{name}", self.public)
    }

    /// The folder that makes skopeo trust the private authority.
    #[track_caller]
    fn certificates(&self) -> String {
        let folder = self.outside("certs.d");
        // Once: a client that reads it beside another must never find it half written.
        self.trusted.get_or_init(|| {
            std::fs::create_dir_all(&folder).unwrap();
            let answer = self.wharf(&["ca", "print"]).exits(0);
            std::fs::write(folder.join("ca.crt"), answer.output).unwrap();
        });
        folder.to_string_lossy().into_owned()
    }

    /// `skopeo copy` of an image into the registry.
    #[must_use]
    #[track_caller]
    pub fn push(&self, image: &Image, name: &str, credentials: &str) -> Answer {
        let (certificates, target) = (self.certificates(), self.image(name));
        let arguments = [
            "copy",
            "--quiet",
            "--dest-cert-dir",
            &certificates,
            "--dest-creds",
            credentials,
            &image.name(),
            &target,
        ];
        super::run("skopeo", &arguments)
    }

    /// `skopeo copy` out of the registry; answers the digest of what arrived.
    #[must_use]
    #[track_caller]
    pub fn pull(&self, name: &str, credentials: &str) -> String {
        let into = self.outside(&format!("pulled-{}", self.count()));
        let target = format!("oci:{}:pulled", into.display());
        let (certificates, source) = (self.certificates(), self.image(name));
        let arguments = [
            "copy",
            "--quiet",
            "--src-cert-dir",
            &certificates,
            "--src-creds",
            credentials,
            &source,
            &target,
        ];
        super::run("skopeo", &arguments).exits(0);
        let answer = super::run("skopeo", &["inspect", "--format", "{{.Digest}}", &target]).exits(0);
        answer.output.trim().to_owned()
    }

    fn count(&self) -> usize {
        std::fs::read_dir(self.folder.path()).unwrap().count()
    }

    /// `curl` at the public address, with the private authority trusted. The answer holds headers and body.
    #[must_use]
    #[track_caller]
    pub fn curl(&self, path: &str, more: &[&str]) -> Answer {
        let authority = format!("{}/ca.crt", self.certificates());
        let url = format!("https://localhost:{}{path}", self.public);
        super::run("curl", &[&["-sS", "-i", "--cacert", &authority, &url], more].concat())
    }

    /// Every file of the images, as [`Self::snapshot`].
    pub fn snapshot_of_images(&self) -> BTreeMap<PathBuf, (u64, i64, u32, u32, Vec<u8>)> {
        let mut found = BTreeMap::new();
        walk(&self.root.join("var/opt/gitlab/gitlab-rails/shared/registry"), &mut found);
        found
    }

    /// Every file and link below the root but logs, data and what runs: path to (inode, mtime in ns, mode, owner, content).
    pub fn snapshot(&self) -> BTreeMap<PathBuf, (u64, i64, u32, u32, Vec<u8>)> {
        let mut found = BTreeMap::new();
        for top in ["etc/gitlab", "opt/gitlab", "var/opt/gitlab"] {
            walk(&self.root.join(top), &mut found);
        }
        found.retain(|path, _| {
            let text = path.to_string_lossy();
            !["/shared/registry", "/registry/state", "_temp", "nginx.pid", "/wharf/"]
                .iter()
                .any(|part| text.contains(part))
        });
        found
    }
}

fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, (u64, i64, u32, u32, Vec<u8>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        let data = std::fs::symlink_metadata(&path).unwrap();
        if data.is_dir() {
            walk(&path, found);
            continue;
        }
        let content = if data.is_symlink() {
            std::fs::read_link(&path).unwrap().to_string_lossy().into_owned().into_bytes()
        } else {
            std::fs::read(&path).unwrap_or_default()
        };
        let time = data.mtime() * 1_000_000_000 + data.mtime_nsec();
        found.insert(path, (data.ino(), time, data.mode(), data.uid(), content));
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let root = self.root.to_string_lossy().into_owned();
        let answer = super::run(&super::wharf(), &["--root", &root, "shutdown"]);
        if std::thread::panicking() {
            eprintln!("shutdown: {answer:?}");
            for log in ["registry", "nginx", "token-server"] {
                let path = self.path(&format!("/var/log/gitlab/{log}/current"));
                if let Ok(text) = std::fs::read_to_string(&path) {
                    let tail: Vec<&str> = text.lines().rev().take(15).collect();
                    eprintln!("--- {log}\n{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
                }
            }
        }
    }
}
