//! Processes: started, signalled, reaped, recognised.
#![expect(clippy::disallowed_methods, reason = "the one place that starts programs")]

use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use nix::errno::Errno;
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus};
use nix::unistd::Pid;

use super::signals::Signal;

/// The program that is running now, even when its file has been replaced.
pub const THIS_PROGRAM: &str = "/proc/self/exe";

/// The process that made this one, or the one that took it over when that ended.
#[must_use]
pub fn parent_id() -> u32 {
    u32::try_from(nix::unistd::getppid().as_raw()).unwrap_or_default()
}

/// This process' id.
#[must_use]
pub fn id() -> u32 {
    std::process::id()
}

/// The user this process acts as.
#[must_use]
pub fn user_id() -> u32 {
    nix::unistd::geteuid().as_raw()
}

/// A program to be started, with nothing inherited but what is named here.
#[derive(Debug)]
pub struct Launch {
    /// The file to run.
    pub program: PathBuf,
    /// Its arguments, without its name.
    pub arguments: Vec<OsString>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// Its standard input.
    pub input: OwnedFd,
    /// Its standard output and error.
    pub output: OwnedFd,
}

/// Starts a program under the name `wharf` and answers its process id. Who calls this reaps it.
///
/// # Errors
/// When the process cannot be made or the program cannot be run.
pub fn start(launch: Launch) -> io::Result<u32> {
    let error_output = launch.output.try_clone()?;
    let child = Command::new(launch.program)
        .arg0("wharf")
        .args(launch.arguments)
        .env_clear()
        .envs(launch.environment)
        .stdin(Stdio::from(launch.input))
        .stdout(Stdio::from(launch.output))
        .stderr(Stdio::from(error_output))
        .spawn()?;
    Ok(child.id())
}

/// Starts `program` with `arguments` beside this process, with its output and no input. It is a child to be reaped.
///
/// # Errors
/// When it cannot be started.
pub fn start_beside(program: &Path, arguments: &[String]) -> io::Result<u32> {
    let child = Command::new(program).arg0("wharf").args(arguments).stdin(Stdio::null()).spawn()?;
    Ok(child.id())
}

/// Becomes another program; answers only when that is refused.
#[must_use]
pub fn become_program(argv: &[String], environment: &[(String, OsString)]) -> io::Error {
    let Some((program, arguments)) = argv.split_first() else {
        return io::Error::new(io::ErrorKind::InvalidInput, "there is no program to run");
    };
    Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .exec()
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It exited with this code.
    Code(i32),
    /// It was killed by this signal.
    Signal(i32),
}

impl std::fmt::Display for Ended {
    /// `exit 1` or `signal KILL`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "exit {code}"),
            Self::Signal(number) => match nix::sys::signal::Signal::try_from(*number) {
                Ok(signal) => write!(f, "signal {}", signal.as_str().trim_start_matches("SIG")),
                Err(_) => write!(f, "signal {number}"),
            },
        }
    }
}

/// A child that has ended and has not been reaped: its id, and that of its group, still mean what they meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextEnded {
    /// None has.
    None,
    /// This one.
    Child(u32),
    /// One that a signal without a name has ended, so that the answer cannot be read. [`has_ended`] finds it.
    Unnamed,
}

/// Looks for a child that has ended, and does not reap it.
#[must_use]
pub fn next_ended() -> NextEnded {
    match look(Id::All) {
        Ok(status) => status
            .pid()
            .and_then(|pid| u32::try_from(pid.as_raw()).ok())
            .map_or(NextEnded::None, NextEnded::Child),
        Err(Errno::EINVAL) => NextEnded::Unnamed,
        Err(_) => NextEnded::None,
    }
}

/// Whether this child has ended, reaped or not.
#[must_use]
pub fn has_ended(pid: u32) -> bool {
    as_pid(pid).is_none_or(|pid| !matches!(look(Id::Pid(pid)), Ok(WaitStatus::StillAlive)))
}

fn look(which: Id<'_>) -> nix::Result<WaitStatus> {
    let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
    nix::sys::wait::waitid(which, flags)
}

/// Reaps any one child that has ended.
pub fn reap_any() {
    let _ = nix::sys::wait::waitpid(None, Some(WaitPidFlag::WNOHANG));
}

/// Reaps a child that has ended. `None`: it has not, or nobody can say how.
#[must_use]
pub fn reap(pid: u32) -> Option<Ended> {
    match nix::sys::wait::waitpid(as_pid(pid)?, Some(WaitPidFlag::WNOHANG)) {
        Ok(WaitStatus::Exited(_, code)) => Some(Ended::Code(code)),
        Ok(WaitStatus::Signaled(_, signal, _)) => Some(Ended::Signal(signal as i32)),
        _ => None,
    }
}

/// Sends `signal` to one process.
pub fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = as_pid(pid) {
        let _ = nix::sys::signal::kill(pid, signal.as_nix());
    }
}

/// Lets a process that was halted go on; one that was not does not notice.
pub fn resume(pid: u32) {
    if let Some(pid) = as_pid(pid) {
        let _ = nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGCONT);
    }
}

/// Sends `signal` to the group that `pid` leads, or to `pid` alone while it does not lead one yet.
pub fn signal_group(pid: u32, signal: Signal) {
    let Some(leader) = as_pid(pid) else { return };
    if nix::sys::signal::killpg(leader, signal.as_nix()).is_err() {
        let _ = nix::sys::signal::kill(leader, signal.as_nix());
    }
}

/// Kills what is left of the group that `pid` has led until it ended, and nothing else.
pub fn kill_rest_of_group(pid: u32) {
    if let Some(leader) = as_pid(pid) {
        let _ = nix::sys::signal::killpg(leader, nix::sys::signal::Signal::SIGKILL);
    }
}

/// Process ids that mean one process; 0 and those that mean a group or everyone are refused.
fn as_pid(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().filter(|pid| *pid > 0).map(Pid::from_raw)
}

/// When a living process was started, in the kernel's ticks since it booted; `None` when it is gone or a zombie.
#[must_use]
pub fn start_time(pid: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in parentheses, may hold anything; what follows its end is numbers.
    let mut fields = text.rsplit_once(')')?.1.split_ascii_whitespace();
    if matches!(fields.next()?, "Z" | "X") {
        return None;
    }
    fields.nth(18)?.parse().ok()
}

/// A name for the time since the kernel booted; empty where the kernel does not tell.
#[must_use]
pub fn boot() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned()
}

/// The children of `pid` with their command lines, as `/proc` shows them.
#[must_use]
pub fn children(pid: u32) -> Vec<(u32, String)> {
    let names = super::fs::list(Path::new("/proc")).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| name.parse::<u32>().ok())
        .filter(|child| parent(*child) == Some(pid))
        .map(|child| {
            let line = super::fs::read(&Path::new("/proc").join(child.to_string()).join("cmdline"));
            (child, String::from_utf8_lossy(&line.unwrap_or_default()).replace('\0', " "))
        })
        .collect()
}

/// The memory of the session that `leader` leads, in bytes: each process' own pages and its share of the common ones,
/// or, where that may not be seen, all that are resident in the leader. `None` when it is gone.
#[must_use]
pub fn memory(leader: u32) -> Option<u64> {
    let names = super::fs::list(Path::new("/proc")).unwrap_or_default();
    let members =
        names.iter().filter_map(|name| name.parse::<u32>().ok()).filter(|pid| session(*pid) == Some(leader));
    let shares = members.map(|pid| kilobytes(pid, "smaps_rollup", "Pss:")).collect::<Option<Vec<u64>>>();
    let sum = shares.filter(|shares| !shares.is_empty()).map(|shares| shares.into_iter().sum());
    Some(sum.or_else(|| kilobytes(leader, "status", "VmRSS:"))? * 1024)
}

fn session(pid: u32) -> Option<u32> {
    let stat = super::fs::read(&Path::new("/proc").join(pid.to_string()).join("stat")).ok()?;
    let stat = String::from_utf8_lossy(&stat).into_owned();
    stat.rsplit_once(')')?.1.split_whitespace().nth(3)?.parse().ok()
}

fn kilobytes(pid: u32, file: &str, name: &str) -> Option<u64> {
    let text = super::fs::read(&Path::new("/proc").join(pid.to_string()).join(file)).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Whether `pid` holds the file at `path` open. One that cannot be looked into counts as one that does not.
#[must_use]
pub fn holds(pid: u32, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |path: &Path| std::fs::metadata(path).ok().map(|data| (data.dev(), data.ino()));
    let Some(wanted) = place(path) else { return false };
    let folder = Path::new("/proc").join(pid.to_string()).join("fd");
    let names = super::fs::list(&folder).unwrap_or_default();
    names.iter().any(|name| place(&folder.join(name)) == Some(wanted))
}

/// The fourth column of `/proc/PID/stat`; the second may hold anything, so count from its last parenthesis.
fn parent(pid: u32) -> Option<u32> {
    let stat = super::fs::read(&Path::new("/proc").join(pid.to_string()).join("stat")).ok()?;
    let stat = String::from_utf8_lossy(&stat).into_owned();
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
