//! `wharf status`: what is told of a running host, of one that is half-way, and to who may see little.

use std::io::{BufRead as _, BufReader};

use serde_json::Value;
use wharf::journal::{self, Journal};
use wharf::sys::Root;

use crate::support::{command, run, sandbox::Sandbox, wait_until};

const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";

#[track_caller]
fn json(sandbox: &Sandbox, code: i32) -> Value {
    let answer = sandbox.wharf(&["status", "--json"]).exits(code);
    serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{answer:?}"))
}

#[test]
fn everything_that_bears_on_the_services_is_told() {
    let sandbox = Sandbox::running();
    let status = json(&sandbox, 0);
    assert_eq!(status["schema"], "wharf.status/1");
    assert_eq!(status["healthy"], true, "{status}");
    assert!(status["supervisor"]["since"].as_str().unwrap().ends_with('Z'), "{status}");
    for service in status["services"].as_array().unwrap() {
        assert_eq!(service["state"], "running", "{status}");
        assert!(service["memory_bytes"].as_u64().unwrap() > 500_000, "{status}");
        assert!(service["since"].as_str().unwrap().ends_with('Z'), "{status}");
    }
    let registry = &status["registry"];
    assert_eq!(registry["url"], format!("https://localhost:{}", sandbox.public));
    assert_eq!(registry["internal"], format!("127.0.0.1:{}", sandbox.internal));
    assert_eq!(status["mode"]["read_only"], false);
    assert_eq!(registry["storage"]["driver"], "filesystem");
    assert!(registry["storage"]["free_bytes"].as_u64().unwrap() > 0);
    assert_eq!(status["tls"]["names"], serde_json::json!(["localhost"]), "{status}");
    assert!(status["tls"]["days_left"].as_i64().unwrap() > 300, "{status}");
    let settings = &status["settings"];
    assert_eq!((&settings["state"], &settings["run"]), (&"applied".into(), &"none".into()), "{status}");
    assert_eq!(settings["generation"], 1, "{status}");

    let text = sandbox.wharf(&["status"]).exits(0).output;
    for part in ["\naddress", "\nmode ", "read-write", "\nstorage", "\ntls", "\nsettings", "is applied\n"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let quiet = sandbox.wharf(&["-q", "status"]).exits(0);
    assert_eq!((quiet.output.as_str(), quiet.error.as_str()), ("", ""));
    assert_eq!(sandbox.wharf(&["status", "nginx"]).exits(0).output.matches(" pid ").count(), 1);
    sandbox.wharf(&["status", "ngin"]).exits(1).says(&["there is no service `ngin`"]);
}

#[test]
fn changed_and_broken_settings_are_told_beside_what_is_applied() {
    let sandbox = Sandbox::running();
    let internal = format!("127.0.0.1:{}", sandbox.internal);
    let other = crate::support::free_ports(1)[0];
    sandbox.edit_settings(&internal, &format!("127.0.0.1:{other}"));
    let status = json(&sandbox, 0);
    assert_eq!(status["settings"]["state"], "waiting", "{status}");
    assert_eq!(status["registry"]["internal"], internal, "what is applied counts: {status}");
    sandbox.edit_settings("registry_http_addr", "registry_http_adr");
    let status = json(&sandbox, 0);
    assert_eq!(status["settings"]["state"], "refused", "{status}");
    assert!(status["settings"]["detail"].as_str().unwrap().contains("registry_http_adr"), "{status}");
    assert_eq!(status["registry"]["internal"], internal, "{status}");
    assert!(status["tls"]["days_left"].is_i64(), "{status}");
    let text = sandbox.wharf(&["status"]).exits(0).output;
    assert!(text.contains("could not be applied: there is no setting"), "{text}");
}

#[test]
fn a_rollback_in_force_and_read_only_by_the_settings_are_told() {
    let sandbox = Sandbox::running();
    let before = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!("{before}\n[registry.storage.maintenance.readonly]\nenabled = true\n"),
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    let status = json(&sandbox, 0);
    assert_eq!(status["mode"]["by_settings"], true, "{status}");
    assert!(sandbox.wharf(&["status"]).exits(0).output.contains("READ-ONLY by the settings"));
    sandbox.wharf(&["rollback", "1"]).exits(0);
    let status = json(&sandbox, 0);
    assert_eq!(status["mode"]["read_only"], false, "{status}");
    assert_eq!(status["settings"]["rolled_back_to"], 1, "{status}");
    let text = sandbox.wharf(&["status", "-v"]).exits(0).output;
    assert!(text.contains("(went back to 1)") && text.contains("the settings did not"), "{text}");
}

#[test]
fn a_service_that_is_down_and_a_supervisor_that_is_gone() {
    let sandbox = Sandbox::running();
    sandbox.wharf(&["stop", "registry"]).exits(0);
    let text = sandbox.wharf(&["status"]).exits(1).output;
    assert!(text.lines().any(|line| line.starts_with("registry      down")), "{text}");
    let status = json(&sandbox, 1);
    let supervisor = status["supervisor"]["pid"].to_string();
    run("kill", &["-9", &supervisor]).exits(0);
    wait_until("it is gone", 10, || {
        sandbox.wharf(&["status"]).error.contains("though 2 of its services still do")
    });
    let status = json(&sandbox, 1);
    assert!(status["supervisor"].is_null(), "{status}");
    assert_eq!(status["services"][0]["state"], "left over", "{status}");
    assert_eq!(status["services"][1]["state"], "down", "{status}");
    assert!(status["registry"]["url"].is_string(), "the rest is told all the same: {status}");
    sandbox.wharf(&["shutdown"]).exits(0);
    sandbox
        .wharf(&["status"])
        .exits(1)
        .says(&["no supervisor runs", "hint: start it with `wharf reconfigure`"]);
}

#[test]
fn a_run_that_was_cut_short_is_told_and_one_at_work_is_not_taken_for_one() {
    let sandbox = Sandbox::running();
    let root = Root::new(sandbox.root()).unwrap();
    Journal::of(&root, [CONFIG], 2, 1).unwrap().write(&root).unwrap();
    let text = sandbox.wharf(&["status"]).exits(1).output;
    assert!(text.contains("one was cut short; the next `wharf reconfigure` puts it back"), "{text}");
    let held = wharf::sys::lock::take(&root.join(journal::LOCK)).unwrap().unwrap();
    assert_eq!(json(&sandbox, 0)["settings"]["run"], "at_work");
    drop(held);

    // One that nobody can read holds services back, and says so.
    std::fs::write(root.join(journal::PATH), "garbage").unwrap();
    let pids = sandbox.pids();
    run("kill", &["-9", &pids["registry"].to_string()]).exits(0);
    let told = || sandbox.wharf(&["status"]).output;
    wait_until("it is held back, and told so", 20, || {
        told().lines().any(|line| line.contains("backoff") && line.contains("is no journal of this program"))
    });
    assert_eq!(json(&sandbox, 1)["settings"]["run"], "stuck");
    std::fs::remove_file(root.join(journal::PATH)).unwrap();
    wait_until("it is up again", 20, || sandbox.wharf(&["status"]).code == 0);
}

#[test]
fn who_may_see_little_is_told_what_could_not_be_read() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let sandbox = Sandbox::running();
    let root = sandbox.root().to_string_lossy().into_owned();
    // A folder of the test is its owner's alone; what lies in it keeps its own modes.
    if root != "/" {
        run("chmod", &["o+x", std::path::Path::new(&root).parent().unwrap().to_str().unwrap()]).exits(0);
    }
    let wharf = sandbox.outside("wharf");
    std::fs::copy(crate::support::wharf(), &wharf).unwrap();
    run("chmod", &["-R", "o+rx", sandbox.outside("").to_str().unwrap()]).exits(0);
    let arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", wharf.to_str().unwrap()];
    let answer = run("setpriv", &[&arguments[..], &["--root", &root, "status"]].concat()).exits(1);
    assert!(answer.output.contains("\naddress") || answer.output.starts_with("address"), "{answer:?}");
    assert!(answer.error.contains("could not"), "{answer:?}");
    assert!(!answer.error.contains("panicked"), "{answer:?}");
}

#[test]
fn watching_draws_a_line_each_time_and_ends_when_nobody_reads() {
    let sandbox = Sandbox::running();
    let root = sandbox.root().to_string_lossy().into_owned();
    let mut child = command(&crate::support::wharf())
        .args(["--root", &root, "status", "--watch", "--interval", "0.1"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for _ in 0..3 {
        let line = lines.next().unwrap().unwrap();
        assert!(line.contains("nginx running, registry running, token-server running, read-write"), "{line}");
    }
    drop(lines);
    wait_until("it has ended", 20, || child.try_wait().unwrap().is_some());
    let answer = sandbox.wharf(&["status", "--interval", "1"]);
    assert_eq!(answer.code, 2, "{answer:?}");
}
