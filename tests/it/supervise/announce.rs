//! What systemd hears: a real datagram socket in its place.

use std::os::unix::net::UnixDatagram;

use super::IDLE;
use super::sandbox::{LIMIT, Sandbox, eventually};
use wharf::supervise::Client;

/// Waits for a message that holds every one of `parts`; answers what came before it.
#[track_caller]
fn hears(socket: &UnixDatagram, parts: &[&str]) -> Vec<String> {
    let mut before = Vec::new();
    let mut bytes = [0; 4096];
    loop {
        let length =
            socket.recv(&mut bytes).unwrap_or_else(|error| panic!("{error}: {parts:?} after {before:?}"));
        let said = String::from_utf8(bytes[..length].to_vec()).unwrap();
        if parts.iter().all(|part| said.contains(part)) {
            return before;
        }
        before.push(said);
    }
}

#[test]
fn systemd_hears_that_it_answers_how_services_are_and_that_it_ends() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("environment");
    let socket_path = sandbox.note("notify");
    sandbox.service("idle", &format!("env > {0}; echo end >> {0}; exec sleep 1000", note.display()), "");
    sandbox.service("shut", IDLE, "ready = \"tcp://127.0.0.1:1\"");
    let socket = UnixDatagram::bind(&socket_path).unwrap();
    socket.set_read_timeout(Some(LIMIT)).unwrap();
    let mut command = sandbox.command(&["--quiet", "serve"]);
    let client: Client = sandbox.serve_with(command.env("NOTIFY_SOCKET", &socket_path));
    let before = hears(&socket, &["READY=1\n", "STATUS="]);
    assert!(before.is_empty(), "nothing comes before readiness: {before:?}");
    hears(&socket, &["STATUS=1 of 2 services run; not yet: shut"]);
    // It counts as running before its first line has run.
    let environment = eventually("the service's environment", || {
        std::fs::read_to_string(&note).ok().filter(|text| text.ends_with("end\n"))
    });
    assert!(environment.contains("PATH=") && !environment.contains("NOTIFY_SOCKET"), "{environment}");
    // What is told once is not told again, and a change is.
    client.stop("shut").unwrap();
    hears(&socket, &["STATUS=1 service runs"]);
    client.stop("idle").unwrap();
    hears(&socket, &["STATUS=no service is to run"]);
    client.shutdown(LIMIT).unwrap();
    hears(&socket, &["STOPPING=1"]);
    assert_eq!(sandbox.supervisor_ends().code(), Some(0));
}
