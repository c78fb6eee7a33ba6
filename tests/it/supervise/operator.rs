//! The verbs of an operator, by the name `gitlab-ctl`: the words and codes of Omnibus and of runit.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use super::IDLE;
use super::sandbox::{LIMIT, Said, Sandbox, WHARF, as_gitlab_ctl, eventually, is_alive, say, until};
use wharf::supervise::{Phase, Want};
use wharf::sys::lock;

/// Does not end when it is asked to.
const DEAF: &str = "trap '' TERM; while :; do sleep 0.1; done";

/// `gitlab-ctl` with `SVWAIT`.
fn within(sandbox: &Sandbox, seconds: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(WHARF);
    command.arg0("gitlab-ctl").args(arguments).env("WHARF_ROOT", sandbox.root.path()).env("SVWAIT", seconds);
    command
}

/// The text with every number as `N`.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        match c {
            c if !c.is_ascii_digit() => shape.push(c),
            _ if !shape.ends_with('N') => shape.push('N'),
            _ => {}
        }
    }
    shape
}

fn answers(said: &Said) -> (i32, String) {
    (said.code, shape(&said.out))
}

#[test]
fn a_wrong_command_line_is_answered_as_omnibus_does() {
    let sandbox = Sandbox::new();
    let said = as_gitlab_ctl(&sandbox, &["registry", "status"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.starts_with("I don't know that command.\nDid you mean: gitlab-ctl status registry?\n"),
        "{}",
        said.out
    );
    let said = as_gitlab_ctl(&sandbox, &["nonsense"]);
    assert!(
        said.out.starts_with("I don't know that command.\ngitlab-ctl: command (subcommand)\n"),
        "{}",
        said.out
    );
    assert_eq!(said.code, 1);
    for verb in ["reconfigure", "show-config", "service-list", "renew-le-certs", "help"] {
        let said = as_gitlab_ctl(&sandbox, &["-q", verb, "now"]);
        let words = format!("The command {verb} does not accept any arguments\n");
        assert_eq!((said.code, said.out), (2, words), "{}", said.err);
    }
    for arguments in [&["help"][..], &[], &["--help"]] {
        let said = as_gitlab_ctl(&sandbox, arguments);
        assert_eq!(said.code, 0, "{}", said.err);
        let general = said.out.find("General commands:\n").expect("a category");
        let services = said.out.find("Service management commands:\n").expect("a category");
        for verb in ["reconfigure", "show-config", "check-config", "renew-le-certs"] {
            assert!(said.out[general..services].contains(&format!("\n  {verb}\n    ")), "{verb}");
        }
        for verb in
            "status start stop restart hup term int kill usr1 usr2 once tail service-list graceful-kill"
                .split(' ')
        {
            assert!(said.out[services..].contains(&format!("\n  {verb}\n    ")), "{verb}");
        }
    }
    let said = as_gitlab_ctl(&sandbox, &["renew-le-certs"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("Let's Encrypt is not built") && said.err.contains("\n  hint: "),
        "{}",
        said.err
    );
}

#[test]
fn services_are_listed_and_one_that_cannot_be_asked_is_told_as_runit_does() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    sandbox.service("off", IDLE, "");
    sandbox.disable("off");
    let said = as_gitlab_ctl(&sandbox, &["service-list"]);
    assert_eq!((said.code, said.out.as_str()), (0, "idle*\noff\n"));
    let said = say(&mut sandbox.command(&["service-list", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["services"][1], serde_json::json!({ "service": "off", "enabled": false }));

    let gone = "fail: idle: runsv not running\n";
    for verb in ["status", "start", "stop", "restart", "hup", "once"] {
        let said = as_gitlab_ctl(&sandbox, &[verb]);
        assert_eq!((said.code, said.out.as_str()), (1, gone), "{verb}: {}", said.err);
        assert!(said.err.contains("gitlab-ctl reconfigure"), "{verb}: {}", said.err);
    }
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    let missing = "fail: off: unable to change to service directory: file does not exist\n";
    for verb in ["status", "start", "term"] {
        let said = as_gitlab_ctl(&sandbox, &[verb, "off", "-q"]);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (1, missing, ""), "{verb}");
    }
    let said = as_gitlab_ctl(&sandbox, &["status", "-v"]);
    assert_eq!(answers(&said), (0, "run: idle: (pid N) Ns; run: log: (pid N) Ns\noff disabled\n".to_owned()));
    for verb in ["status", "start", "stop", "restart", "hup", "kill", "once", "tail", "graceful-kill"] {
        let said = as_gitlab_ctl(&sandbox, &[verb, "idel"]);
        assert_eq!(said.code, 1, "{verb}");
        assert!(
            said.err.starts_with("error: there is no service `idel`\n  hint: the services are "),
            "{}",
            said.err
        );
    }
    // One service at a time, as ever, but not in silence.
    let said = as_gitlab_ctl(&sandbox, &["status", "idle", "off"]);
    assert_eq!(said.code, 0);
    assert_eq!(said.err, "warning: one service at a time: `off` is ignored\n");
}

#[test]
fn who_is_not_done_within_svwait_is_a_timeout_and_codes_add_up() {
    let mut sandbox = Sandbox::new();
    for name in ["deaf", "dumb"] {
        sandbox.service(name, DEAF, "stop_grace = 60");
    }
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    for name in ["deaf", "dumb", "idle"] {
        client.wait_ready(name, LIMIT).unwrap();
    }
    let began = std::time::Instant::now();
    let said = say(&mut within(&sandbox, "1", &["stop"]));
    let late = |name: &str| format!("timeout: run: {name}: (pid N) Ns, want down, got TERM\n");
    let wanted = late("deaf") + &late("dumb") + "ok: down: idle: Ns, normally up\n";
    assert_eq!(answers(&said), (2, wanted), "{}", said.err);
    assert!(began.elapsed().as_secs() < 10, "not one after the other, nor 30 s: {:?}", began.elapsed());
    let said = say(&mut within(&sandbox, "1", &["restart", "deaf"]));
    assert_eq!(answers(&said), (1, "timeout: run: deaf: (pid N) Ns, got TERM\n".to_owned()));
    assert_eq!(client.status_of("deaf").unwrap().wanted, Want::Up);

    let said = say(&mut within(&sandbox, "soon", &["start", "idle"]));
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`SVWAIT` is `soon`"), "{}", said.err);
    assert_eq!(client.status_of("idle").unwrap().phase, Phase::Down);

    // What is left after the wait is killed, with all it has started.
    let pid = client.status_of("dumb").unwrap().pid.unwrap();
    let said = say(&mut within(&sandbox, "1", &["graceful-kill", "dumb"]));
    let wanted = late("dumb") + "ok: down: dumb: Ns, normally up\n";
    assert_eq!(answers(&said), (0, wanted), "{}", said.err);
    assert!(!is_alive(pid));
    sandbox.disable("dumb");
    let said = as_gitlab_ctl(&sandbox, &["graceful-kill", "dumb"]);
    assert_eq!((said.code, said.out.as_str()), (1, "dumb disabled, not stopping\n"));
    client.signal("deaf", wharf::sys::signals::Signal::Kill).unwrap();
}

#[test]
fn a_signal_and_once_print_nothing_and_kill_leaves_the_wish() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("got");
    let script = format!(
        "for s in HUP INT TERM USR1 USR2; do trap \"echo $s >> {}\" $s; done; echo ready >> {0}; \
         while :; do sleep 0.02; done",
        note.display()
    );
    sandbox.service("ears", &script, "");
    let client = sandbox.serve();
    let heard = |word: &str| {
        eventually(word, || {
            let text = std::fs::read_to_string(&note).ok()?;
            text.lines().any(|line| line == word).then_some(())
        });
    };
    heard("ready");
    for verb in ["int", "term", "usr1", "usr2"] {
        let said = as_gitlab_ctl(&sandbox, &[verb, "ears"]);
        assert_eq!((said.code, said.out, said.err), (0, String::new(), String::new()), "{verb}");
        heard(&verb.to_uppercase());
    }
    let before = client.status_of("ears").unwrap();
    let said = as_gitlab_ctl(&sandbox, &["kill", "ears"]);
    assert_eq!((said.code, said.out, said.err), (0, String::new(), String::new()));
    let after = until(&client, "ears", "back", |status| status.starts > before.starts);
    assert_eq!(after.wanted, Want::Up);
    let said = as_gitlab_ctl(&sandbox, &["once", "ears"]);
    assert_eq!((said.code, said.out, said.err), (0, String::new(), String::new()));
}

#[test]
fn all_but_some_are_restarted() {
    let mut sandbox = Sandbox::new();
    for name in ["one", "three", "two"] {
        sandbox.service(name, IDLE, "");
    }
    let client = sandbox.serve();
    let pid = |name: &str| until(&client, name, "ready", |status| status.phase == Phase::Ready).pid;
    let before = [pid("one"), pid("two"), pid("three")];
    let said = as_gitlab_ctl(&sandbox, &["restart-except", "one", "two"]);
    assert_eq!(answers(&said), (0, "ok: run: three: (pid N) Ns\n".to_owned()), "{}", said.err);
    assert_eq!([pid("one"), pid("two")], before[..2]);
    assert_ne!(pid("three"), before[2]);
    let said = as_gitlab_ctl(&sandbox, &["restart-except", "one", "four"]);
    assert_eq!((said.code, said.out.as_str()), (1, "Service 'four' not found\n"));
    assert_eq!([pid("one"), pid("two")], before[..2]);
}

#[test]
fn nothing_is_asked_of_services_while_a_run_is_at_work() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    let before = client.status_of("idle").unwrap();
    let held = lock::take(&sandbox.path("/run/wharf/reconfigure.lock")).unwrap().unwrap();
    for verb in ["stop", "restart", "once", "graceful-kill"] {
        let said = say(&mut within(&sandbox, "0", &[verb, "idle"]));
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{verb}");
        assert_eq!(said.err.matches("waiting for the `wharf reconfigure` that is at work (pid ").count(), 1);
        assert!(
            said.err.contains("still at work") && said.err.contains("  hint: run this again"),
            "{}",
            said.err
        );
    }
    assert_eq!(client.status_of("idle").unwrap().pid, before.pid);
    let mut command = within(&sandbox, "30", &["stop", "idle"]);
    let mut waiting = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = std::io::BufReader::new(waiting.stderr.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).unwrap();
    assert!(line.starts_with("waiting for the `wharf reconfigure`"), "{line}");
    assert_eq!(client.status_of("idle").unwrap().wanted, Want::Up);
    drop(held);
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(shape(&String::from_utf8(output.stdout).unwrap()), "ok: down: idle: Ns, normally up\n");
}

#[test]
fn check_config_judges_and_show_config_shows_no_secret_and_writes_nothing() {
    let sandbox = Sandbox::new();
    let file = sandbox.path("/etc/gitlab/gitlab.rb");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = "external_url 'http://localhost'\nregistry_external_url 'http://localhost:5050'\nregistry['http_secret'] = 'never shown'\n";
    std::fs::write(&file, text).unwrap();
    let said = as_gitlab_ctl(&sandbox, &["show-config"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let shown: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(shown["registry_external_url"], "http://localhost:5050");
    assert!(!(said.out + &said.err).contains("never shown"));
    let said = as_gitlab_ctl(&sandbox, &["check-config", "--version=17.0", "-n"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("gitlab.rb is good: "), "{}", said.out);
    std::fs::write(&file, format!("{text}registry['storge'] = {{}}\n")).unwrap();
    let said = as_gitlab_ctl(&sandbox, &["check-config", "--version", "17.0"]);
    assert_eq!(said.code, 3, "{}", said.out);
    assert!(
        said.err.contains("registry['storage']") || said.err.contains("`registry.storage`"),
        "{}",
        said.err
    );
    let said = as_gitlab_ctl(&sandbox, &["check-config", "-n"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("storge"), "{}", said.err);
    let found: Vec<_> =
        std::fs::read_dir(sandbox.path("/")).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(found, ["etc"], "nothing was written");
    assert_eq!(std::fs::read_dir(sandbox.path("/etc/gitlab")).unwrap().count(), 1);
}
