//! The supervisor itself: one for each root, its end, its death, its place as the first process.

use std::path::Path;
use std::process::{Command, Stdio};

use super::IDLE;
use super::sandbox::{LIMIT, Sandbox, WHARF, eventually, is_alive, kill, read, say, until};
use wharf::supervise::{Client, Phase, start_in_background};

#[test]
fn a_second_supervisor_is_refused_with_the_id_of_the_first() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    let pid = sandbox.supervisor().id();
    let said = say(&mut sandbox.command(&["serve"]));
    assert_eq!(said.code, 1);
    assert!(said.err.contains(&format!("a supervisor runs already (pid {pid})")), "{}", said.err);
    assert_eq!(client.status_of("idle").unwrap().starts, 1);
}

#[test]
fn a_signal_stops_every_service_and_ends_well() {
    for signal in ["TERM", "INT"] {
        let mut sandbox = Sandbox::new();
        sandbox.service("one", IDLE, "");
        sandbox.service("two", "trap 'exit 0' TERM; while :; do sleep 0.02; done", "");
        sandbox.service("deaf", "trap '' TERM; while :; do sleep 0.02; done", "stop_grace = 1");
        let client = sandbox.serve();
        let pids: Vec<u32> = ["one", "two", "deaf"]
            .iter()
            .map(|name| until(&client, name, "ready", |status| status.phase == Phase::Ready).pid.unwrap())
            .collect();
        kill(sandbox.supervisor().id(), signal);
        assert_eq!(sandbox.supervisor_ends().code(), Some(0));
        assert!(pids.iter().all(|pid| !is_alive(*pid)), "{pids:?}");
        assert!(!sandbox.path("/run/wharf/control.sock").exists());
        assert!(std::fs::read_dir(sandbox.path("/run/wharf/services")).unwrap().next().is_none());
    }
}

#[test]
fn hup_reloads_every_service() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("got");
    let script =
        format!("trap 'echo reload >> {}' HUP; echo up >> {0}; while :; do sleep 0.02; done", note.display());
    sandbox.service("web", &script, "reload_signal = \"HUP\"");
    let client = sandbox.serve();
    eventually("it listens", || read(&note));
    kill(sandbox.supervisor().id(), "HUP");
    eventually("the reload", || read(&note).filter(|text| text.contains("reload")));
    assert_eq!(client.status_of("web").unwrap().starts, 1);
}

#[test]
fn services_outlive_a_killed_supervisor_and_the_next_one_starts_its_own() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    sandbox.service("gone", IDLE, "");
    let client = sandbox.serve();
    let first = until(&client, "idle", "ready", |status| status.phase == Phase::Ready).pid.unwrap();
    let gone = until(&client, "gone", "ready", |status| status.phase == Phase::Ready).pid.unwrap();
    sandbox.supervisor().kill().unwrap();
    sandbox.supervisor_ends();
    assert!(is_alive(first) && is_alive(gone));
    sandbox.disable("gone");
    let client = sandbox.serve();
    let second =
        until(&client, "idle", "ready", |status| status.phase == Phase::Ready && status.pid != Some(first));
    assert!(second.pid.is_some() && !is_alive(first), "never two at once");
    client.wait_down("gone", LIMIT).unwrap();
    assert!(!is_alive(gone));
}

#[test]
fn a_stranger_with_the_number_of_an_old_service_is_left_alone() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let first = until(&client, "idle", "ready", |status| status.phase == Phase::Ready).pid.unwrap();
    sandbox.supervisor().kill().unwrap();
    sandbox.supervisor_ends();
    // The record now names a process that was started at another tick.
    let mut stranger = Command::new("sleep").arg("1000").spawn().unwrap();
    let record = sandbox.path("/run/wharf/services/idle.json");
    let text = std::fs::read_to_string(&record).unwrap();
    let changed = text.replace(&format!("\"pid\":{first},"), &format!("\"pid\":{},", stranger.id()));
    assert_ne!(text, changed);
    std::fs::write(&record, changed).unwrap();
    let client = sandbox.serve();
    until(&client, "idle", "ready", |status| status.phase == Phase::Ready);
    assert!(stranger.try_wait().unwrap().is_none(), "it was killed");
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    kill(first, "KILL");
}

#[test]
fn a_supervisor_in_the_background_outlives_who_started_it() {
    let sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = start_in_background(&sandbox.root, Path::new(WHARF)).unwrap();
    client.wait_ready("idle", LIMIT).unwrap();
    let pid = client.status_of("idle").unwrap().supervisor_pid;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let session = stat.rsplit_once(") ").unwrap().1.split(' ').nth(3).unwrap().to_owned();
    assert_eq!(session, pid.to_string(), "a session of its own");
    let environment = std::fs::read_to_string(format!("/proc/{pid}/environ")).unwrap();
    assert!(!environment.contains("WHARF_ROOT"), "{environment}");
    let log = std::fs::read_to_string(sandbox.path("/var/log/gitlab/wharf/current")).unwrap();
    assert!(log.contains("idle: started (pid "), "{log}");
    for line in log.lines() {
        let stamp: String = line.chars().take(25).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        assert_eq!(stamp, "0000-00-00_00:00:00.00000", "each line has its time: {log}");
    }
    client.shutdown(LIMIT).unwrap();
    assert!(Client::connect(&sandbox.root).unwrap().is_none());
}

#[test]
fn a_supervisor_that_cannot_start_in_the_background_tells_why() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("/run"), "a file where a folder should be").unwrap();
    let error = start_in_background(&sandbox.root, Path::new(WHARF)).unwrap_err();
    let text = format!("{error} {:?}", wharf::problem::Hint::hint(&error));
    assert!(text.contains("ended: exit 1") && text.contains("could not make"), "{text}");
}

#[test]
fn as_the_first_process_it_reaps_orphans_and_ends_on_a_signal() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("orphan");
    // The orphan leaves the session of the service, so that only its reaper can take it away.
    let orphan = format!("setsid sh -c 'echo $$ > {}; exit 0' & wait; exec sleep 1000", note.display());
    sandbox.service("parent", &format!("sh -c \"({orphan}) &\"; exec sleep 1000"), "");
    let root = sandbox.root.path().to_string_lossy().into_owned();
    let inner = format!("exec {WHARF} --quiet --root {root} serve");
    let mut command = Command::new("unshare");
    command.args(["-pf", "--mount-proc", "--kill-child", "sh", "-c", &inner]).stdin(Stdio::null());
    let client = sandbox.serve_with(&mut command);
    let status = until(&client, "parent", "ready", |status| status.phase == Phase::Ready);
    assert_eq!(status.supervisor_pid, 1);
    eventually("the orphan has run", || read(&note));
    // Seen from outside: unshare's child is the supervisor; none of its children stays a zombie.
    let unshare = sandbox.supervisor().id();
    let children =
        |pid: &str| std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let first = children(&unshare.to_string()).trim().to_owned();
    eventually("no zombie is left", || {
        let found: Vec<String> = children(&first)
            .split_whitespace()
            .filter_map(|pid| std::fs::read_to_string(format!("/proc/{pid}/stat")).ok())
            .collect();
        let is_clean = found.iter().all(|stat| !stat.rsplit_once(") ").unwrap().1.starts_with('Z'));
        (is_clean && !found.is_empty()).then_some(())
    });
    kill(first.parse().unwrap(), "TERM");
    assert_eq!(sandbox.supervisor_ends().code(), Some(0));
}

#[test]
fn an_ordinary_user_can_supervise_in_a_root_of_their_own() {
    if !nix::unistd::geteuid().is_root() {
        // Every other test here has shown it.
        return;
    }
    let mut sandbox = Sandbox::new();
    // The account of the definition does not matter under another root: nobody is dropped to.
    sandbox.service("idle", "id -u; exec sleep 1000", "user = \"root\"\ngroup = \"root\"");
    let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(sandbox.root.path()).status().unwrap();
    assert!(owned.success());
    let program = sandbox.note("wharf");
    std::fs::copy(WHARF, &program).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    command
        .arg(&program)
        .arg("--root")
        .arg(sandbox.root.path())
        .args(["--quiet", "serve"])
        .stdin(Stdio::null());
    let client = sandbox.serve_with(&mut command);
    client.wait_ready("idle", LIMIT).unwrap();
    eventually("its log", || (sandbox.log("idle") == ["65534"]).then_some(()));
}

#[test]
fn on_the_machine_itself_a_service_becomes_its_user() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    // A machine of its own: private folders where services, sockets and logs lie.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display();
    let definition = "argv = [\"/bin/sleep\", \"1000\"]\\ndirectory = \"/\"\\nuser = \"daemon\"\\ngroup = \"tty\"\\n\
        log_directory = \"/var/log/gitlab/idle\"";
    let script = format!(
        "set -e; mkdir {path}/opt {path}/run {path}/log; \
         mount --bind {path}/opt /opt; mount --bind {path}/run /run; mount --bind {path}/log /var/log; \
         mkdir -p /opt/gitlab/sv/idle /opt/gitlab/service; ln -s /opt/gitlab/sv/idle /opt/gitlab/service/idle; \
         printf '{definition}\\n' > /opt/gitlab/sv/idle/service.toml; \
         exec {WHARF} --root / --quiet serve"
    );
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", &script]).env_remove("WHARF_ROOT").stdin(Stdio::null());
    let mut supervisor = Ending(command.spawn().unwrap());
    // Its folders seen from outside.
    let root = wharf::sys::Root::new(Path::new(&format!("/proc/{}/root", supervisor.0.id()))).unwrap();
    let socket = folder.path().join("run/wharf/control.sock");
    eventually("its socket", || socket.exists().then_some(()));
    let client = eventually("the supervisor answers", || Client::connect(&root).unwrap());
    let pid = until(&client, "idle", "ready", |status| status.phase == Phase::Ready).pid.unwrap();
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = |name: &str| -> Vec<u32> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().map(|id| id.parse().unwrap()).collect()
    };
    let user = nix::unistd::User::from_name("daemon").unwrap().unwrap();
    let group = nix::unistd::Group::from_name("tty").unwrap().unwrap();
    let (uid, gid) = (user.uid.as_raw(), group.gid.as_raw());
    assert_eq!((line("Uid:"), line("Gid:")), (vec![uid; 4], vec![gid; 4]));
    assert!(!line("Groups:").contains(&0), "no group of the supervisor is left: {:?}", line("Groups:"));
    // It may open its own log again, and nobody else may.
    let pipe = std::fs::metadata(folder.path().join("run/wharf/log/idle")).unwrap();
    let seen =
        (std::os::unix::fs::MetadataExt::uid(&pipe), std::os::unix::fs::MetadataExt::mode(&pipe) & 0o777);
    assert_eq!(seen, (uid, 0o600));
    let home = std::fs::read_to_string(format!("/proc/{pid}/environ")).unwrap();
    assert!(home.contains(&format!("HOME={}\0", user.dir.display())), "{home}");
    kill(supervisor.0.id(), "TERM");
    assert!(supervisor.0.wait().unwrap().success());
}

/// A supervisor that ends with its test, its services before it.
struct Ending(std::process::Child);

impl Drop for Ending {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            let _ = Command::new("kill").arg(self.0.id().to_string()).status();
            let _ = self.0.wait();
        }
    }
}
