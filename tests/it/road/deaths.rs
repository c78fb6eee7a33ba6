//! A reconfigure that is killed at any moment, while images are pushed and pulled.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::traffic::{Outcome, Pull, Traffic};
use crate::support::{command, rounds, run, sandbox::Sandbox, seed, wait_until, wharf};

/// What the settings may ask for: each differs from each in files, in what NGINX serves, or in how the engine runs.
pub const STATES: [(&str, u32); 3] = [("info", 1000), ("debug", 1000), ("debug", 2000)];

pub fn settings(sandbox: &Sandbox, state: usize) {
    let (level, age) = STATES[state];
    let text = sandbox.read("/etc/gitlab/gitlab.toml");
    let lines = text.lines().filter(|line| !line.starts_with("hsts_max_age"));
    let lines: Vec<String> = lines
        .map(|line| match line {
            _ if line.starts_with("log_level") => format!("log_level = \"{level}\""),
            "[registry.nginx]" => format!("{line}\nhsts_max_age = {age}"),
            _ => line.to_owned(),
        })
        .collect();
    sandbox.write("/etc/gitlab/gitlab.toml", &(lines.join("\n") + "\n"));
}

/// Every file of the settings as they are now: its mode and text.
pub fn rendered(sandbox: &Sandbox) -> BTreeMap<String, (String, String)> {
    let answer = sandbox.wharf(&["render", "--on-disk", "--json", "--show-secrets"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&answer.output).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let files = json["files"].as_array().unwrap();
    files.iter().map(|file| (text(&file["path"]), (text(&file["mode"]), text(&file["content"])))).collect()
}

/// Those files as they are on the disk.
pub fn on_disk(files: &BTreeMap<String, (String, String)>) -> BTreeMap<String, (String, String)> {
    let look = |path: &String| {
        let mode = std::fs::metadata(path).map_or(0, |data| data.permissions().mode() & 0o7777);
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| error.to_string());
        (path.clone(), (format!("{mode:04o}"), text))
    };
    files.keys().map(look).collect()
}

/// What comes after the kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The same again.
    Again,
    /// A reconfigure with the settings of before.
    Back,
    /// An earlier generation.
    Rollback,
    /// No command: a service that crashes is started, and may not be on a mix.
    Crash,
    /// The supervisor is killed too, and the same again.
    Supervisor,
}

const NEXT: [Next; 5] = [Next::Again, Next::Back, Next::Rollback, Next::Crash, Next::Supervisor];

/// When something was done, what pulls may meet meanwhile.
struct Window {
    began: Instant,
    ended: Instant,
    /// The engine may be away.
    restarts: bool,
    /// NGINX may be away too.
    stops: bool,
}

impl Window {
    fn allows(&self, pull: &Pull) -> bool {
        let is_within = pull.began <= self.ended && pull.ended >= self.began;
        let is_a_restart = matches!(&pull.outcome, Outcome::Status(status) if status.starts_with("50"));
        is_within && ((is_a_restart && self.restarts) || self.stops)
    }
}

fn supervisor(sandbox: &Sandbox) -> u64 {
    let answer = sandbox.wharf(&["status", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&answer.output).unwrap();
    status["services"][0]["supervisor_pid"].as_u64().unwrap()
}

fn kill(pid: u64) {
    let _ = run("kill", &["-9", &pid.to_string()]);
}

#[test]
fn a_reconfigure_that_is_killed_at_any_moment_leaves_no_mix_and_loses_no_push() {
    let sandbox = Sandbox::running();
    let root = sandbox.root().to_string_lossy().into_owned();
    let mut random = seed();
    let wanted: Vec<BTreeMap<String, (String, String)>> = (0..STATES.len())
        .map(|state| {
            settings(&sandbox, state);
            rendered(&sandbox)
        })
        .collect();
    // How long a whole run takes, from the state that the host is in by then.
    settings(&sandbox, 0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    settings(&sandbox, 2);
    let began = Instant::now();
    sandbox.wharf(&["reconfigure"]).exits(0);
    let whole = usize::try_from(began.elapsed().as_millis()).unwrap();

    let traffic = Traffic::new(&sandbox);
    let kills = rounds(30, 200);
    let mut windows = Vec::new();
    let mut was_killed = 0;
    traffic.during(|| {
        let mut old = 2;
        for number in 0..kills {
            let new = (old + 1 + random(2)) % STATES.len();
            let next = NEXT[random(NEXT.len())];
            let delay = Duration::from_millis(random(whole * 11 / 10) as u64);
            let claim = format!("round {number}: from {old} to {new}, killed after {delay:?}, then {next:?}");
            let supervisor_before = supervisor(&sandbox);
            settings(&sandbox, new);
            let mut window = Window {
                began: Instant::now(),
                ended: Instant::now(),
                restarts: STATES[old].0 != STATES[new].0 || matches!(next, Next::Crash | Next::Rollback),
                stops: next == Next::Supervisor,
            };
            let mut running = command(&wharf())
                .args(["--root", &root, "reconfigure"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(delay);
            kill(running.id().into());
            was_killed += usize::from(running.wait().unwrap().code().is_none());
            let reached = match next {
                Next::Again => vec![new],
                Next::Back => {
                    settings(&sandbox, old);
                    vec![old]
                }
                Next::Rollback | Next::Crash => (0..STATES.len()).collect(),
                Next::Supervisor => {
                    kill(supervisor_before);
                    vec![new]
                }
            };
            match next {
                Next::Rollback => drop(sandbox.wharf(&["rollback"]).exits(0)),
                Next::Crash => {
                    let pid = sandbox.pids()["registry"];
                    kill(pid);
                    wait_until("the registry is back", 60, || {
                        let status = sandbox.wharf(&["status", "--json"]);
                        // What the supervisor put back NGINX may still be reading.
                        status.code == 0
                            && !status.output.contains("\"is_reloading\":true")
                            && sandbox.pids().get("registry") != Some(&pid)
                    });
                }
                _ => drop(sandbox.wharf(&["reconfigure"]).exits(0)),
            }
            window.ended = Instant::now();
            windows.push(window);
            // One state, the whole of it, and every service on exactly that.
            let have = on_disk(&wanted[0]);
            let is = reached.iter().copied().find(|state| wanted[*state] == have);
            let differs = |state: usize| -> Vec<&String> {
                have.iter()
                    .filter(|(path, file)| wanted[state].get(*path) != Some(file))
                    .map(|(path, _)| path)
                    .collect()
            };
            old = is.unwrap_or_else(|| {
                let all: Vec<_> = (0..STATES.len()).map(differs).collect();
                panic!("{claim}: the files are a mix; those that differ from each state: {all:?}")
            });
            settings(&sandbox, old);
            let plan = sandbox.wharf(&["plan"]);
            assert_eq!(plan.code, 0, "{claim}: now {old}, and a service runs on something else: {plan:?}");
            assert_eq!(sandbox.wharf(&["status"]).code, 0, "{claim}");
            let age = format!("max-age={}\r", STATES[old].1);
            wait_until("the vhost is served", 20, || sandbox.curl("/", &[]).output.contains(&age));
        }
    });
    let failures = traffic.failures(|pull| windows.iter().any(|window| window.allows(pull)));
    assert!(failures.is_empty(), "pulls failed without a restart: {failures:#?}");
    let (pushes, pulls) = (traffic.nothing_is_lost(), traffic.pulls.lock().unwrap().len());
    println!("{was_killed} of {kills} killed, {pushes} pushes acknowledged, {pulls} pulls");
    assert!(
        was_killed * 3 >= kills,
        "only {was_killed} of {kills} runs were killed before they had finished"
    );
    assert!(pushes > kills && pulls > kills, "{pushes} pushes, {pulls} pulls");
}

#[test]
fn a_change_of_nginx_alone_drops_no_pull() {
    let sandbox = Sandbox::running();
    let traffic = Traffic::new(&sandbox);
    let before = sandbox.pids();
    traffic.during(|| {
        for number in 0..rounds(10, 100) {
            settings(&sandbox, 1);
            let text = sandbox.read("/etc/gitlab/gitlab.toml");
            let aged = text.replace("hsts_max_age = 1000", &format!("hsts_max_age = {}", 3000 + number));
            sandbox.write("/etc/gitlab/gitlab.toml", &aged.replace("\"debug\"", "\"info\""));
            sandbox.wharf(&["reconfigure"]).exits(0);
        }
    });
    assert_eq!(sandbox.pids(), before, "nothing was restarted");
    let failures = traffic.failures(|_| false);
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(traffic.nothing_is_lost() > 5);
}
