//! `wharf reconfigure`: with nothing to do (wall, peak memory) and for the first time (with an RSA-4096 pair).
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

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    // A process of its own, so that its children are only those that are measured.
    if let Some(root) = arguments.iter().position(|word| word == "idle").and_then(|at| arguments.get(at + 1))
    {
        return idle(Path::new(root));
    }
    let mut first = Vec::new();
    let mut measured = String::new();
    for run in 0..FIRST_RUNS {
        let folder = tempfile::tempdir().unwrap();
        let root = host(folder.path());
        first.push(timed(|| wharf(&root, &["reconfigure"])));
        if run == 0 {
            let own = std::env::current_exe().unwrap();
            let output = Command::new(own).arg("idle").arg(&root).output().unwrap();
            measured = String::from_utf8(output.stdout).unwrap();
        }
        wharf(&root, &["shutdown"]);
    }
    let (micros, peak) = measured.trim().split_once(' ').unwrap_or_else(|| panic!("{measured}"));
    let (wall, peak) = (micros.parse::<f64>().unwrap() / 1e3, peak.parse::<f64>().unwrap() / 1024.0);
    let first = median(first).as_secs_f64();
    let text = format!(
        "| what | measured | target |\n|---|---|---|\n\
         | nothing to do, wall, median of {IDLE_RUNS} | {wall:.1} ms | 20 ms |\n\
         | nothing to do, peak memory (NGINX's `-v` included) | {peak:.1} MiB | 20 MB |\n\
         | first run with RSA-4096, median of {FIRST_RUNS} | {first:.2} s | 3 s |\n"
    );
    println!("{text}");
    results::section("reconfigure", "reconfigure", &text);
}
