//! What the tests share.

pub mod disk;
pub mod image;
pub mod issuer;
pub mod nginx;
pub mod sandbox;
pub mod traffic;

use std::process::{Command, Output, Stdio};

/// A program's answer.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub output: String,
    pub error: String,
}

impl Answer {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            error: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The answer, if its exit code is `code`; the test fails with all it said otherwise.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.output, self.error);
        self
    }

    /// Asserts that stderr holds every one of `parts`.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.error.contains(part), "stderr lacks {part:?}:\n{}", self.error);
        }
        self
    }
}

/// Runs a program to its end. One that is not installed fails the test.
#[must_use]
#[track_caller]
pub fn run(program: &str, arguments: &[&str]) -> Answer {
    let output = command(program).args(arguments).stdin(Stdio::null()).output();
    Answer::of(&output.unwrap_or_else(|error| panic!("could not run {program}: {error}")))
}

/// Runs a program with `input` on its standard input.
#[must_use]
#[track_caller]
pub fn run_with_input(program: &str, arguments: &[&str], input: &str) -> Answer {
    use std::io::Write as _;
    let mut child = command(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("could not run {program}: {error}"));
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Answer::of(&child.wait_with_output().unwrap())
}

/// A program that finds the system's folders too, and none of our variables.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{path}:/usr/sbin:/sbin")).env_remove("WHARF_ROOT").env("NO_COLOR", "1");
    command
}

/// The program under test: `WHARF_BIN` where the tests run away from the build folder.
pub fn wharf() -> String {
    std::env::var("WHARF_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_wharf").to_owned())
}

/// The folder of the tests: `WHARF_TESTS` where they run away from the build folder.
pub fn tests() -> std::path::PathBuf {
    let folder = std::env::var("WHARF_TESTS");
    folder.unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests").to_owned()).into()
}

/// Waits until `is_so` holds, for at most `seconds`.
#[track_caller]
pub fn wait_until(what: &str, seconds: u64, mut is_so: impl FnMut() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(seconds);
    while !is_so() {
        assert!(std::time::Instant::now() < deadline, "not within {seconds} s: {what}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// `count` ports of 127.0.0.1 that are free, and given to no other test: below those that the kernel gives away.
pub fn free_ports(count: usize) -> Vec<u16> {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let mut ports = Vec::new();
    while ports.len() < count {
        let step = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let port = u16::try_from(20_000 + (std::process::id() * 37 + step) % 12_000).unwrap();
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            ports.push(port);
        }
    }
    ports
}

/// How often a loop goes round: `bounded` times, and twenty times that where `WHARF_SOAK` is set (`make soak`).
pub fn times(bounded: usize) -> usize {
    if std::env::var_os("WHARF_SOAK").is_some() { bounded * 20 } else { bounded }
}

/// As [`times`], with the number of the soak written out.
pub fn rounds(bounded: usize, soak: usize) -> usize {
    if std::env::var_os("WHARF_SOAK").is_some() { soak } else { bounded }
}

/// Numbers below a limit, one after the other, from a seed that a failing test prints; `WHARF_SEED` gives it again.
pub fn seed() -> impl FnMut(usize) -> usize {
    let now = || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |age| u64::from(age.subsec_nanos()));
    let seed = std::env::var("WHARF_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(now);
    println!("WHARF_SEED={seed}");
    let mut state = seed | 1;
    move |limit| {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let drawn = (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) % limit.max(1) as u64;
        usize::try_from(drawn).unwrap()
    }
}
