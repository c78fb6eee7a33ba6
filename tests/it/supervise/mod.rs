//! Real processes under the real supervisor: crash, back-off, stop, grace, kill, logs, the socket, our own death.

mod announce;
mod door;
mod faults;
mod log;
mod operator;
mod sandbox;
mod supervisor;
mod tail;

use std::time::Duration;

use sandbox::{Sandbox, eventually, free_port, is_alive, kill, read, until};
use wharf::supervise::{Phase, Want};
use wharf::sys::signals::Signal;

/// Runs until it is told to end.
const IDLE: &str = "exec sleep 1000";

#[test]
fn a_killed_service_is_back_with_a_new_process() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let first = until(&client, "idle", "ready", |status| status.phase == Phase::Ready);
    kill(first.pid.unwrap(), "KILL");
    let second = until(&client, "idle", "back", |status| status.starts == 2 && status.phase == Phase::Ready);
    assert_ne!(second.pid, first.pid);
    assert_eq!(second.last_exit.as_deref(), Some("signal KILL"));
}

#[test]
fn a_service_killed_by_a_signal_without_a_name_is_back_too() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let first = until(&client, "idle", "ready", |status| status.phase == Phase::Ready);
    // The first real-time signal that is free for all.
    kill(first.pid.unwrap(), "34");
    let second = until(&client, "idle", "back", |status| status.starts == 2 && status.phase == Phase::Ready);
    assert_eq!(second.last_exit.as_deref(), Some("unknown"));
    assert!(!is_alive(first.pid.unwrap()));
}

#[test]
fn a_service_that_dies_young_waits_longer_each_time() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("starts");
    sandbox.service("young", &format!("date +%s%N >> {}; exit 3", note.display()), "");
    let client = sandbox.serve();
    until(&client, "young", "waiting", |status| status.phase == Phase::Backoff);
    let starts = eventually("three starts", || {
        let starts: Vec<u128> = read(&note)?.lines().map(|line| line.parse().unwrap()).collect();
        (starts.len() == 3).then_some(starts)
    });
    let second = u128::from(1_000_000_000_u64);
    assert!(starts[1] - starts[0] >= second * 9 / 10, "{starts:?}");
    assert!(starts[2] - starts[1] >= second * 19 / 10, "{starts:?}");
    let status = until(&client, "young", "waiting", |status| status.phase == Phase::Backoff);
    assert_eq!(status.last_exit.as_deref(), Some("exit 3"));
    assert_eq!((status.wanted, status.pid), (Want::Up, None));
}

#[test]
fn a_service_that_had_been_ready_for_five_seconds_is_back_at_once() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let first = until(&client, "idle", "ready for 5 s", |status| status.seconds >= 6);
    let begin = std::time::Instant::now();
    kill(first.pid.unwrap(), "KILL");
    until(&client, "idle", "back", |status| status.starts == 2 && status.pid.is_some());
    // A pause would be a second; the machine may be busy.
    assert!(begin.elapsed() < Duration::from_millis(600), "{:?}", begin.elapsed());
}

#[test]
fn a_stopped_service_stays_down_and_starts_again_when_asked() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let pid = until(&client, "idle", "ready", |status| status.phase == Phase::Ready).pid.unwrap();
    client.stop("idle").unwrap();
    client.wait_down("idle", sandbox::LIMIT).unwrap();
    assert!(!is_alive(pid));
    let status = client.status_of("idle").unwrap();
    assert_eq!((status.phase, status.wanted, status.starts), (Phase::Down, Want::Down, 1));
    assert_eq!(status.last_exit.as_deref(), Some("signal TERM"));
    assert_eq!((status.restart_inputs, status.reload_inputs), (None, None));
    client.start("idle").unwrap();
    client.wait_ready("idle", sandbox::LIMIT).unwrap();
}

#[test]
fn a_service_that_ignores_its_stop_signal_is_killed_with_all_it_started() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("ready");
    // The child of the script ignores the signal too, and is found by its group.
    let script =
        format!("trap '' TERM; sh -c 'echo $$; sleep 1000' > {} & while :; do sleep 1; done", note.display());
    sandbox.service("deaf", &script, "stop_grace = 1");
    let client = sandbox.serve();
    let child: u32 = eventually("its child", || read(&note)?.trim().parse().ok());
    let pid = client.status_of("deaf").unwrap().pid.unwrap();
    client.stop("deaf").unwrap();
    let stopping = client.status_of("deaf").unwrap();
    assert_eq!((stopping.phase, stopping.pid), (Phase::Stopping, Some(pid)));
    let down = until(&client, "deaf", "down", |status| status.phase == Phase::Down);
    assert_eq!(down.last_exit.as_deref(), Some("signal KILL"));
    eventually("its child is gone too", || (!is_alive(pid) && !is_alive(child)).then_some(()));
}

#[test]
fn what_a_crashed_service_left_of_its_group_is_gone_before_the_next_start() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("children");
    sandbox.service("master", &format!("sleep 1000 & echo $! >> {}; wait", note.display()), "");
    let client = sandbox.serve();
    let child: u32 = eventually("a worker", || read(&note)?.trim().parse().ok());
    kill(client.status_of("master").unwrap().pid.unwrap(), "KILL");
    until(&client, "master", "back", |status| status.starts == 2);
    assert!(!is_alive(child));
}

#[test]
fn a_reload_sends_its_signal_and_takes_the_reload_inputs_anew_only() {
    let mut sandbox = Sandbox::new();
    let (note, once, again) = (sandbox.note("got"), sandbox.note("once"), sandbox.note("again"));
    std::fs::write(&once, "1").unwrap();
    std::fs::write(&again, "1").unwrap();
    let script =
        format!("trap 'echo reload >> {}' HUP; echo up >> {0}; while :; do sleep 0.02; done", note.display());
    let reads = format!("reload_signal = \"HUP\"\nrestart_reads = [{once:?}]\nreload_reads = [{again:?}]");
    sandbox.service("web", &script, &reads);
    let client = sandbox.serve();
    eventually("it listens to the signal", || read(&note));
    let before = client.status_of("web").unwrap();
    let digest = |text: &str| Some(wharf::inputs::digest([Some(text.as_bytes())]));
    assert_eq!((before.restart_inputs.clone(), before.reload_inputs.clone()), (digest("1"), digest("1")));
    std::fs::write(&once, "2").unwrap();
    std::fs::write(&again, "2").unwrap();
    assert_eq!(client.status_of("web").unwrap().reload_inputs, digest("1"), "a change alone is no reload");
    client.reload("web").unwrap();
    eventually("the signal", || read(&note).filter(|text| text.contains("reload")));
    let after = client.status_of("web").unwrap();
    assert_eq!((after.restart_inputs, after.reload_inputs), (digest("1"), digest("2")));
    assert_eq!(after.pid, before.pid);
    // HUP by hand is a reload like any other.
    std::fs::write(&again, "3").unwrap();
    client.signal("web", Signal::Hup).unwrap();
    assert_eq!(client.status_of("web").unwrap().reload_inputs, digest("3"));
}

#[test]
fn a_service_that_cannot_reload_is_restarted() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let pid = until(&client, "idle", "ready", |status| status.phase == Phase::Ready).pid;
    client.reload("idle").unwrap();
    let after = until(&client, "idle", "back", |status| status.starts == 2 && status.phase == Phase::Ready);
    assert_ne!(after.pid, pid);
}

#[test]
fn a_reload_before_it_is_ready_waits_until_it_is() {
    let mut sandbox = Sandbox::new();
    let (note, gate, port) = (sandbox.note("got"), sandbox.note("gate"), free_port());
    // It would die of HUP until the gate opens, and only listens behind it.
    let script = format!(
        "while ! test -e {gate}; do sleep 0.02; done; trap 'echo reload > {note}' HUP; \
         python3 -c \"{SERVER}\" {port} & while :; do wait; done",
        gate = gate.display(),
        note = note.display(),
    );
    sandbox.service(
        "slow",
        &script,
        &format!("ready = \"http://127.0.0.1:{port}/\"\nreload_signal = \"HUP\""),
    );
    let client = sandbox.serve();
    let first = until(&client, "slow", "starting", |status| status.phase == Phase::Starting);
    client.reload("slow").unwrap();
    std::fs::write(&gate, "").unwrap();
    client.wait_ready("slow", sandbox::LIMIT).unwrap();
    eventually("the reload", || read(&note));
    let after = client.status_of("slow").unwrap();
    assert_eq!((after.pid, after.starts), (first.pid, 1));
}

/// A web server on the port in its first argument, in Python.
const SERVER: &str = "import sys, http.server as h; \
    h.HTTPServer(('127.0.0.1', int(sys.argv[1])), h.SimpleHTTPRequestHandler).serve_forever()";

#[test]
fn ready_means_that_it_answers() {
    let mut sandbox = Sandbox::new();
    let (gate, port) = (sandbox.note("gate"), free_port());
    let script = format!(
        "while ! test -e {}; do sleep 0.02; done; exec python3 -m http.server --bind 127.0.0.1 {port}",
        gate.display()
    );
    sandbox.service("web", &script, &format!("ready = \"http://127.0.0.1:{port}/\""));
    let client = sandbox.serve();
    until(&client, "web", "starting", |status| status.phase == Phase::Starting);
    let waited = client.wait_ready("web", Duration::from_millis(200)).unwrap_err();
    assert_eq!(waited.phase, Some(Phase::Starting));
    std::fs::write(&gate, "").unwrap();
    client.wait_ready("web", sandbox::LIMIT).unwrap();
    assert_eq!(client.status_of("web").unwrap().starts, 1);
}

#[test]
fn waiting_for_a_service_that_cannot_run_tells_why() {
    let mut sandbox = Sandbox::new();
    sandbox.service("broken", "echo the port is taken; exit 7", "ready = \"tcp://127.0.0.1:1\"");
    let client = sandbox.serve();
    let begin = std::time::Instant::now();
    let error = client.wait_ready("broken", sandbox::LIMIT).unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(15), "it gives up before its limit");
    assert_eq!(error.to_string(), "`broken` did not become ready: exit 7");
    assert!(error.log.last().unwrap().ends_with(" the port is taken"), "{:?}", error.log);
}

#[test]
fn a_program_that_does_not_exist_is_a_backoff_with_its_reason() {
    let mut sandbox = Sandbox::new();
    sandbox.program("missing", &["/nowhere/at/all"], "");
    let client = sandbox.serve();
    let status = until(&client, "missing", "waiting", |status| status.phase == Phase::Backoff);
    let reason = "could not start /nowhere/at/all: No such file or directory (os error 2)";
    assert_eq!(status.last_exit.as_deref(), Some(reason));
    assert_eq!(sandbox.log("missing")[0], format!("wharf: {reason}"));
}

#[test]
fn a_restart_takes_definition_environment_and_inputs_as_they_are_now() {
    let mut sandbox = Sandbox::new();
    let variables = sandbox.path("/opt/gitlab/etc/idle/env");
    std::fs::create_dir_all(&variables).unwrap();
    std::fs::write(variables.join("COLOUR"), "red").unwrap();
    let note = sandbox.note("said");
    let definition = sandbox.path("/opt/gitlab/sv/idle/service.toml");
    let more = format!("env_directory = {variables:?}\nrestart_reads = [{definition:?}]");
    let script = |word: &str| format!("echo {word} $COLOUR >> {}; exec sleep 1000", note.display());
    sandbox.service("idle", &script("one"), &more);
    let client = sandbox.serve();
    eventually("the first start", || read(&note));
    let before = client.status_of("idle").unwrap();
    sandbox.service("idle", &script("two"), &more);
    std::fs::write(variables.join("COLOUR"), "blue").unwrap();
    client.restart("idle").unwrap();
    let after = client.status_of("idle").unwrap();
    assert!(after.pid.is_some() && after.pid != before.pid, "the answer comes when the new process is there");
    assert_ne!(after.restart_inputs, before.restart_inputs);
    let text = std::fs::read(&definition).unwrap();
    assert_eq!(after.restart_inputs, Some(wharf::inputs::digest([Some(text.as_slice())])));
    let said = eventually("the second start", || read(&note).filter(|text| text.lines().count() == 2));
    assert_eq!(said, "one red\ntwo blue\n");
}

#[test]
fn a_broken_definition_refuses_a_restart_and_leaves_the_process() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let before = until(&client, "idle", "ready", |status| status.phase == Phase::Ready);
    sandbox.service("idle", IDLE, "colour = 3");
    let error = client.restart("idle").unwrap_err().to_string();
    assert!(error.contains("service.toml:4: `colour`: unknown field"), "{error}");
    assert_eq!(client.status_of("idle").unwrap().pid, before.pid);
    // After a crash there is nothing better than what it was started from last.
    kill(before.pid.unwrap(), "KILL");
    until(&client, "idle", "back", |status| status.starts == 2 && status.phase == Phase::Ready);
}

#[test]
fn a_rescan_starts_what_is_new_stops_what_is_gone_and_leaves_the_rest() {
    let mut sandbox = Sandbox::new();
    sandbox.service("gone", IDLE, "");
    sandbox.service("stays", IDLE, "");
    let client = sandbox.serve();
    let gone = until(&client, "gone", "ready", |status| status.phase == Phase::Ready).pid.unwrap();
    let stays = until(&client, "stays", "ready", |status| status.phase == Phase::Ready).pid;
    sandbox.disable("gone");
    sandbox.service("new", IDLE, "");
    sandbox.service("asleep", IDLE, "");
    std::fs::write(sandbox.path("/opt/gitlab/sv/asleep/down"), "").unwrap();
    sandbox.service("stays", "exec sleep 2000", "");
    client.rescan().unwrap();
    client.wait_ready("new", sandbox::LIMIT).unwrap();
    client.wait_down("gone", sandbox::LIMIT).unwrap();
    let names: Vec<String> = client.status().unwrap().into_iter().map(|status| status.service).collect();
    assert_eq!(names, ["asleep", "new", "stays"]);
    assert!(!is_alive(gone));
    assert_eq!(client.status_of("stays").unwrap().pid, stays);
    let asleep = client.status_of("asleep").unwrap();
    assert_eq!((asleep.phase, asleep.is_normally_up, asleep.starts), (Phase::Down, false, 0));
    sandbox.program("bad", &["relative"], "");
    assert!(
        client.rescan().unwrap_err().to_string().contains("bad: "),
        "a rescan says what it could not read"
    );
}

#[test]
fn once_is_not_started_again() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("runs");
    sandbox.service("job", &format!("echo run >> {}", note.display()), "");
    std::fs::write(sandbox.path("/opt/gitlab/sv/job/down"), "").unwrap();
    let client = sandbox.serve();
    client.once("job").unwrap();
    let status = until(&client, "job", "over", |status| status.starts == 1 && status.phase == Phase::Down);
    assert_eq!(status.last_exit.as_deref(), Some("exit 0"));
    assert_eq!(read(&note).unwrap(), "run\n");
}

#[test]
fn a_child_gets_exactly_what_was_asked() {
    let mut sandbox = Sandbox::new();
    let variables = sandbox.path("/env");
    std::fs::create_dir_all(&variables).unwrap();
    std::fs::write(variables.join("SECRET"), "a b\nc").unwrap();
    std::fs::write(variables.join("SSL_CERT_DIR"), "/certs").unwrap();
    // No shell: it would add variables of its own.
    sandbox.program("idle", &["/bin/sleep", "1000"], &format!("env_directory = {variables:?}"));
    // Who starts the supervisor has a file open, such as a lock, and a mask of its own.
    let mut command = std::process::Command::new("sh");
    command.args([
        "-c",
        "umask 077; exec 9</dev/zero; exec \"$0\" --quiet --root \"$1\" serve",
        sandbox::WHARF,
    ]);
    command.arg(sandbox.root.path());
    command.env("WHARF_ROOT", "/elsewhere").env("HOME", "/home/of/nobody").env("SPILL", "no");
    let client = sandbox.serve_with(&mut command);
    client.wait_ready("idle", sandbox::LIMIT).unwrap();
    let pid = client.status_of("idle").unwrap().pid.unwrap();
    let proc = |file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap();
    let environment = proc("environ");
    let mut environment: Vec<&str> = environment.trim_end_matches('\0').split('\0').collect();
    environment.sort_unstable();
    let path = format!("PATH={}", std::env::var("PATH").unwrap());
    assert_eq!(environment, ["HOME=/home/of/nobody", &path, "SECRET=a b\nc", "SSL_CERT_DIR=/certs"]);
    assert!(!proc("cmdline").contains("a b"), "no secret is an argument");
    let stat = proc("stat");
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    assert_eq!(
        (fields[2], fields[3]),
        (pid.to_string().as_str(), pid.to_string().as_str()),
        "group and session"
    );
    let status = proc("status");
    let line =
        |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    assert_eq!(line("Umask:"), "0022");
    assert_eq!(line("SigBlk:"), "0000000000000000");
    let limits = proc("limits");
    let limit: Vec<&str> = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .unwrap()
        .split_whitespace()
        .collect();
    assert_eq!(limit[0], limit[1], "as many open files as the host allows");
    assert_eq!(std::fs::read_link(format!("/proc/{pid}/cwd")).unwrap(), sandbox.root.path());
    assert_eq!(std::fs::read_link(format!("/proc/{pid}/fd/0")).unwrap().to_string_lossy(), "/dev/null");
    let pipe = sandbox.path("/run/wharf/log/idle");
    assert_eq!(std::fs::read_link(format!("/proc/{pid}/fd/1")).unwrap(), pipe);
    let descriptors: Vec<String> = std::fs::read_dir(format!("/proc/{pid}/fd"))
        .unwrap()
        .map(|entry| std::fs::read_link(entry.unwrap().path()).unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(descriptors.len(), 3, "nothing of the supervisor leaks: {descriptors:?}");
}
