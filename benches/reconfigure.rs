//! `wharf reconfigure`: with nothing to do (wall, peak memory), with one changed setting (until the services are healthy)
//! and for the first time (with an RSA-4096 pair). And the supervisor: its memory, and how soon a crash is mended.
//!
//! Writes its section of `benches/RESULTS.md`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod results;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const WHARF: &str = env!("CARGO_BIN_EXE_wharf");
const FIRST_RUNS: usize = 9;
const IDLE_RUNS: usize = 31;
const CHANGES: usize = 11;
const CRASHES: usize = 5;

fn wharf(root: &Path, arguments: &[&str]) {
    let status = Command::new(WHARF)
        .env_remove("WHARF_ROOT")
        .arg("--root")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "wharf {arguments:?} exits {status}");
}

fn host(folder: &Path) -> PathBuf {
    let root = folder.join("root");
    std::fs::create_dir_all(root.join("etc/gitlab")).unwrap();
    let sockets: Vec<_> = (0..3).map(|_| std::net::TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let port = |at: usize| sockets[at].local_addr().unwrap().port();
    std::fs::write(
        root.join("etc/gitlab/gitlab.toml"),
        format!(
            "registry_external_url = \"https://localhost:{}\"\n[registry]\nregistry_http_addr = \"127.0.0.1:{}\"\n\
             [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n[auth_server]\nenable = true\nlisten = \"127.0.0.1:{}\"\n",
            port(0),
            port(1),
            port(2)
        ),
    )
    .unwrap();
    drop(sockets);
    wharf(&root, &["ca", "init"]);
    root
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Runs `wharf reconfigure` on a host where nothing is to do; prints the median in µs and the peak of memory in KiB.
fn idle(root: &Path) {
    let times = (0..IDLE_RUNS).map(|_| timed(|| wharf(root, &["reconfigure"]))).collect();
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN).unwrap();
    println!("{} {}", median(times).as_micros(), usage.max_rss());
}

/// One changed setting of the engine, applied, until every service is healthy on it.
fn changed(root: &Path) -> Duration {
    let file = root.join("etc/gitlab/gitlab.toml");
    let change = |number: usize| {
        let text = std::fs::read_to_string(&file).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("log_level")).collect();
        let level = ["info", "debug"][number % 2];
        let text = kept.join("\n").replace("[registry]", &format!("[registry]\nlog_level = \"{level}\""));
        std::fs::write(&file, text).unwrap();
        timed(|| wharf(root, &["reconfigure"]))
    };
    median((1..=CHANGES).map(change).collect())
}

/// From the crash of an engine that had been ready for five seconds until the next one is connected to.
fn crashed(root: &Path) -> Duration {
    let text = std::fs::read_to_string(root.join("etc/gitlab/gitlab.toml")).unwrap();
    let address = text.lines().find_map(|line| line.strip_prefix("registry_http_addr = ")).unwrap();
    let address: std::net::SocketAddr = address.trim_matches('"').parse().unwrap();
    let client = wharf::supervise::Client::connect(&wharf::sys::Root::new(root).unwrap()).unwrap().unwrap();
    let crash = || {
        let ready = || client.status_of("registry").unwrap();
        while ready().seconds < 6 {
            std::thread::sleep(Duration::from_millis(100));
        }
        let pid = ready().pid.unwrap();
        timed(|| {
            wharf::sys::process::signal(pid, wharf::sys::signals::Signal::Kill);
            // Another process, by the supervisor's word: the old one's socket takes connections until all of it is gone.
            while client.status_of("registry").unwrap().pid.is_none_or(|now| now == pid)
                || std::net::TcpStream::connect(address).is_err()
            {
                std::thread::sleep(Duration::from_micros(200));
            }
        })
    };
    median((0..CRASHES).map(|_| crash()).collect())
}

/// What the supervisor holds in memory, in KiB: all of it, and what is its own.
fn resident(root: &Path) -> (f64, f64) {
    let pid = std::fs::read_to_string(root.join("run/wharf/supervisor.lock")).unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", pid.trim())).unwrap();
    let field = |name: &str| -> f64 {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    (field("VmRSS:"), field("RssAnon:"))
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    // A process of its own, so that its children are only those that are measured.
    if let Some(root) = arguments.iter().position(|word| word == "idle").and_then(|at| arguments.get(at + 1))
    {
        return idle(Path::new(root));
    }
    let mut first = Vec::new();
    let mut measured = String::new();
    let (mut change, mut crash, mut memory) = (Duration::ZERO, Duration::ZERO, (0.0, 0.0));
    for run in 0..FIRST_RUNS {
        let folder = tempfile::tempdir().unwrap();
        let root = host(folder.path());
        first.push(timed(|| wharf(&root, &["reconfigure"])));
        if run == 0 {
            let own = std::env::current_exe().unwrap();
            let output = Command::new(own).arg("idle").arg(&root).output().unwrap();
            measured = String::from_utf8(output.stdout).unwrap();
            change = changed(&root);
            crash = crashed(&root);
            memory = resident(&root);
        }
        wharf(&root, &["shutdown"]);
    }
    let (micros, peak) = measured.trim().split_once(' ').unwrap_or_else(|| panic!("{measured}"));
    let (wall, peak) = (micros.parse::<f64>().unwrap() / 1e3, peak.parse::<f64>().unwrap() / 1024.0);
    let first = median(first).as_secs_f64();
    let (change, crash) = (change.as_secs_f64() * 1e3, crash.as_secs_f64() * 1e3);
    let (all, own) = (memory.0 * 1024.0 / 1e6, memory.1 * 1024.0 / 1e6);
    let text = format!(
        "| what | measured | target |\n|---|---|---|\n\
         | nothing to do, wall, median of {IDLE_RUNS} | {wall:.1} ms | 10 ms |\n\
         | nothing to do, peak memory (NGINX's `-v` included) | {peak:.1} MiB | 20 MB |\n\
         | first run with RSA-4096, median of {FIRST_RUNS} | {first:.2} s | 3 s |\n\
         | one changed setting until the services are healthy, median of {CHANGES} | {change:.0} ms | 500 ms |\n\
         | the supervisor with three services, after all that: resident | {all:.1} MB | 8 MB |\n\
         | of that, not shared with the other processes of the program | {own:.1} MB | |\n\
         | an engine that had been ready for 5 s and crashed serves again, median of {CRASHES} | {crash:.0} ms | 50 ms |\n"
    );
    println!("{text}");
    results::section("reconfigure", "reconfigure", &text);
}
