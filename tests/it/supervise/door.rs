//! The control socket and the verbs: who may ask, what is answered, what is said to people.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;

use super::IDLE;
use super::sandbox::{LIMIT, Sandbox, as_gitlab_ctl, say, until};
use wharf::supervise::{Client, Phase};

#[test]
fn a_root_with_a_very_long_path_has_a_socket_too() {
    let mut sandbox = Sandbox::below(&["long"; 40].join("/"));
    sandbox.service("idle", IDLE, "");
    assert!(sandbox.path("/run/wharf/control.sock").as_os_str().len() > 200);
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    let said = say(&mut sandbox.command(&["status"]));
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn garbage_at_the_socket_hurts_nobody() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let path = sandbox.path("/run/wharf/control.sock");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let ask = |bytes: &[u8]| {
        let mut stream = UnixStream::connect(&path).unwrap();
        let _ = stream.write_all(bytes);
        let mut reply = String::new();
        let _ = stream.read_to_string(&mut reply);
        reply
    };
    assert!(ask(b"\xff\x00{{{\n").contains("this is no request"));
    assert!(ask(b"{\"request\":\"dance\"}\n").contains("unknown variant `dance`"));
    assert!(ask(b"{\"request\":\"start\",\"service\":\"idle\",\"more\":1}\n").contains("this is no request"));
    assert!(ask(b"{\"request\":\"stop\",\"service\":\"../idle\"}\n").contains("\"reply\":\"unknown\""));
    let oversized = ask(&vec![b'x'; 1 << 20]);
    assert!(oversized.is_empty() || oversized.contains("at most 65536 bytes"), "{oversized}");
    // Clients that say nothing: more than there may be at once.
    let stalled: Vec<UnixStream> = (0..100).map(|_| UnixStream::connect(&path).unwrap()).collect();
    for _ in 0..50 {
        client.status().unwrap();
    }
    drop(stalled);
    let _ = UnixStream::connect(&path).unwrap().write_all(b"{\"request\":");
    client.wait_ready("idle", LIMIT).unwrap();
    assert_eq!(client.status_of("idle").unwrap().starts, 1);
}

#[test]
fn a_client_that_stalls_is_dropped() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    sandbox.serve();
    let mut stalled = UnixStream::connect(sandbox.path("/run/wharf/control.sock")).unwrap();
    stalled.write_all(b"{\"request\":").unwrap();
    stalled.set_read_timeout(Some(LIMIT)).unwrap();
    let mut reply = Vec::new();
    stalled.read_to_end(&mut reply).unwrap();
    assert!(reply.is_empty(), "the supervisor ends the connection");
}

#[test]
fn the_lines_of_gitlab_ctl_are_those_of_runit() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    sandbox.service("other", IDLE, "");
    let client = sandbox.serve();
    for name in ["idle", "other"] {
        client.wait_ready(name, LIMIT).unwrap();
    }
    let shape = |text: &str| {
        text.chars().fold(String::new(), |mut shape, c| {
            if !c.is_ascii_digit() {
                shape.push(c);
            } else if !shape.ends_with('0') {
                shape.push('0');
            }
            shape
        })
    };
    let said = as_gitlab_ctl(&sandbox, &["status"]);
    let line = |name: &str| format!("run: {name}: (pid 0) 0s; run: log: (pid 0) 0s\n");
    assert_eq!((said.code, shape(&said.out)), (0, line("idle") + &line("other")), "{}", said.err);
    let said = as_gitlab_ctl(&sandbox, &["stop"]);
    assert_eq!(
        (said.code, shape(&said.out).as_str()),
        (0, "ok: down: idle: 0s, normally up\nok: down: other: 0s, normally up\n")
    );
    let said = as_gitlab_ctl(&sandbox, &["status"]);
    assert_eq!(said.code, 6, "three for each service that is down");
    assert!(said.out.starts_with("down: idle: 0s, normally up; run: log: (pid "), "{}", said.out);
    let said = as_gitlab_ctl(&sandbox, &["start", "idle"]);
    assert_eq!((said.code, shape(&said.out).as_str()), (0, "ok: run: idle: (pid 0) 0s\n"));
    let before = client.status_of("idle").unwrap().pid;
    let said = as_gitlab_ctl(&sandbox, &["restart", "idle"]);
    assert_eq!((said.code, shape(&said.out).as_str()), (0, "ok: run: idle: (pid 0) 0s\n"));
    assert_ne!(client.status_of("idle").unwrap().pid, before);
    let starts = client.status_of("idle").unwrap().starts;
    let said = as_gitlab_ctl(&sandbox, &["kill", "idle"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    until(&client, "idle", "back", |status| status.starts > starts && status.phase == Phase::Ready);
    let said = as_gitlab_ctl(&sandbox, &["start", "registy"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.err, "error: there is no service `registy`\n  hint: the services are idle, other\n");
}

#[test]
fn the_verbs_tell_people_what_is_wrong() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let said = say(&mut sandbox.command(&["stop"]));
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with("error: no supervisor runs for "), "{}", said.err);
    assert!(said.err.contains("hint: start it with `wharf reconfigure`"), "{}", said.err);
    assert_eq!(say(&mut sandbox.command(&["status"])).code, 1);
    let said = as_gitlab_ctl(&sandbox, &["status"]);
    assert_eq!((said.code, said.out.as_str()), (1, "fail: idle: runsv not running\n"));

    sandbox.service("broken", "echo no luck; exit 7", "ready = \"tcp://127.0.0.1:1\"");
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    until(&client, "broken", "waiting", |status| status.phase == Phase::Backoff);
    let said = say(&mut sandbox.command(&["status"]));
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.starts_with("broken  backoff"), "{}", said.out);
    assert!(said.out.contains("last exit: exit 7"), "{}", said.out);
    let said = say(&mut sandbox.command(&["status", "idle"]));
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("idle  running  pid "), "{}", said.out);
    let said = say(&mut sandbox.command(&["start", "broken"]));
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("timeout: down: broken: 0s, normally up, want up"), "{}", said.out);
    assert!(said.err.contains("`broken` did not become ready: exit 7"), "{}", said.err);
    assert!(said.err.contains("no luck"), "{}", said.err);
    let said = say(&mut sandbox.command(&["status", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["schema"], "wharf.status/1");
    assert_eq!(json["services"][1]["service"], "idle");
    assert_eq!(json["services"][1]["phase"], "ready");
    assert_eq!(json["services"][0]["wanted"], "up");
    assert_eq!(say(&mut sandbox.command(&["shutdown"])).code, 0);
    assert!(Client::connect(&sandbox.root).unwrap().is_none());
    assert_eq!(sandbox.supervisor_ends().code(), Some(0));
}

#[test]
fn another_user_is_not_served() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    // Even where someone has opened the file to all: the kernel tells who asks.
    for folder in ["", "/run", "/run/wharf"] {
        std::fs::set_permissions(sandbox.path(folder), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = sandbox.path("/run/wharf/control.sock");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    let script = "import socket, sys, os\nos.setgroups([]); os.setgid(65534); os.setuid(65534)\n\
        s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n\
        s.sendall(b'{\"request\":\"stop\",\"service\":\"idle\"}\\n'); print(s.makefile().read())";
    let said = say(std::process::Command::new("python3").args(["-c", script]).arg(&path));
    assert!(said.out.contains("only the user of the supervisor"), "{}{}", said.out, said.err);
    assert_eq!(client.status_of("idle").unwrap().phase, Phase::Ready);
}
