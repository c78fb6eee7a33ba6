//! A root of its own with services made of small programs, and the supervisor over it.

use std::fmt::Write as _;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use wharf::supervise::{Client, Status};
use wharf::sys::Root;

pub const WHARF: &str = env!("CARGO_BIN_EXE_wharf");

/// Nothing here takes longer unless it hangs.
pub const LIMIT: Duration = Duration::from_secs(30);

/// Looks until `look` finds something.
#[track_caller]
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub struct Sandbox {
    folder: tempfile::TempDir,
    pub root: Root,
    supervisor: Option<Child>,
}

impl Sandbox {
    pub fn new() -> Self {
        Self::below("")
    }

    /// A root in `inside` of a temporary folder.
    pub fn below(inside: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(inside);
        std::fs::create_dir_all(&path).unwrap();
        Self { root: Root::new(&path).unwrap(), folder, supervisor: None }
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A file for services and tests to talk through.
    pub fn note(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes and enables a service: a shell script, and more lines of its `service.toml`.
    pub fn service(&self, name: &str, script: &str, more: &str) {
        self.program(name, &["/bin/sh", "-c", script], more);
    }

    pub fn program(&self, name: &str, argv: &[&str], more: &str) {
        let folder = self.path("/opt/gitlab/sv").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let mut text = format!("argv = {argv:?}\n");
        if !more.contains("log_directory") {
            writeln!(text, "log_directory = \"{}\"", self.path("/var/log/gitlab").join(name).display())
                .unwrap();
        }
        writeln!(text, "directory = \"{}\"\n{more}", self.root.path().display()).unwrap();
        std::fs::write(folder.join("service.toml"), text).unwrap();
        let links = self.path("/opt/gitlab/service");
        std::fs::create_dir_all(&links).unwrap();
        let _ = std::os::unix::fs::symlink(&folder, links.join(name));
    }

    pub fn disable(&self, name: &str) {
        std::fs::remove_file(self.path("/opt/gitlab/service").join(name)).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(WHARF);
        command.arg("--root").arg(self.root.path()).args(arguments);
        command.env_remove("WHARF_ROOT").stdin(Stdio::null());
        command
    }

    /// Starts the supervisor and waits until it answers.
    pub fn serve(&mut self) -> Client {
        let mut command = self.command(&["--quiet", "serve"]);
        self.serve_with(&mut command)
    }

    pub fn serve_with(&mut self, command: &mut Command) -> Client {
        self.supervisor = Some(command.spawn().unwrap());
        eventually("the supervisor answers", || Client::connect(&self.root).unwrap())
    }

    pub fn supervisor(&mut self) -> &mut Child {
        self.supervisor.as_mut().unwrap()
    }

    /// Waits for the end of the supervisor.
    pub fn supervisor_ends(&mut self) -> ExitStatus {
        let mut child = self.supervisor.take().unwrap();
        eventually("the supervisor ends", || child.try_wait().unwrap())
    }

    /// The lines of a service's log, without their stamps, each of which is looked at.
    pub fn log(&self, name: &str) -> Vec<String> {
        let path = self.path("/var/log/gitlab").join(name).join("current");
        let text = String::from_utf8(std::fs::read(path).unwrap_or_default()).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'), "a torn line at the end of {name}'s log");
        text.lines()
            .map(|line| {
                let (stamp, rest) = line.split_at(26);
                let shape: String = stamp.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
                assert_eq!(shape, "0000-00-00_00:00:00.00000 ", "{line}");
                rest.to_owned()
            })
            .collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Ok(Some(client)) = Client::connect(&self.root) {
            let _ = client.shutdown(LIMIT);
        }
        if let Some(mut child) = self.supervisor.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// What one command printed and how it ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn say(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The same, called as `gitlab-ctl`.
pub fn as_gitlab_ctl(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    let mut command = Command::new(WHARF);
    command.arg0("/usr/bin/gitlab-ctl").args(arguments).env("WHARF_ROOT", sandbox.root.path());
    say(&mut command)
}

/// Waits until a service is so.
#[track_caller]
pub fn until(client: &Client, service: &str, what: &str, is_so: impl Fn(&Status) -> bool) -> Status {
    eventually(&format!("{service} is {what}"), || client.status_of(service).ok().filter(&is_so))
}

pub fn is_alive(pid: u32) -> bool {
    wharf::sys::process::start_time(pid).is_some()
}

pub fn kill(pid: u32, signal: &str) {
    assert!(Command::new("kill").arg(format!("-{signal}")).arg(pid.to_string()).status().unwrap().success());
}

pub fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok().filter(|text| text.ends_with('\n'))
}

/// A port that nobody holds now.
pub fn free_port() -> u16 {
    crate::support::free_ports(1)[0]
}
