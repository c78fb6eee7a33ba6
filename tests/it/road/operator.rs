//! What an administrator reads over a day: each line true where it is said, each error with the way out.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Answer, command, run, sandbox::Sandbox, wharf};

/// Runs `wharf` as somebody who is neither root nor the user of the services. `None`: only root can try that.
fn as_somebody(sandbox: &Sandbox, arguments: &[&str]) -> Option<Answer> {
    if command("id").arg("-u").output().unwrap().stdout != b"0\n" {
        return None;
    }
    let program = sandbox.outside("wharf");
    let folder = program.parent().unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    if !program.exists() {
        std::fs::copy(wharf(), &program).unwrap();
    }
    let (program, root) = (program.to_string_lossy(), sandbox.root().to_string_lossy());
    let somebody = ["10", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", &program];
    Some(run("timeout", &[&somebody[..], &["--root", &root], arguments].concat()))
}

#[test]
fn before_the_first_run_every_command_says_so() {
    let sandbox = Sandbox::with_token_server();
    let status = sandbox.wharf(&["status"]).exits(1).output;
    assert!(status.contains("settings  nothing was applied yet: "), "{status}");
    let back = sandbox.wharf(&["rollback"]).exits(1).error;
    assert!(back.contains("no generation to go back to: nothing was applied yet\n  hint: "), "{back}");
    let back = sandbox.wharf(&["rollback", "7"]).exits(1).error;
    assert!(back.contains("there is no generation 7; none is kept yet\n  hint: `wharf history`"), "{back}");
}

#[test]
fn a_wrong_moment_or_number_is_answered_with_one_that_is_right() {
    let sandbox = Sandbox::new();
    for wrong in ["yesterday", "2020-01-01", "14:00"] {
        let answer = sandbox.wharf(&["readonly", "on", "--until", wrong]).exits(2);
        assert!(answer.error.contains("such as `2026-11-23T14:04:00Z`"), "{answer:?}");
    }
    let answer = sandbox.wharf(&["rollback", "last"]).exits(2);
    assert!(answer.error.contains("`wharf history` lists"), "{answer:?}");
}

#[test]
fn a_registry_that_was_switched_off_is_not_asked_for_the_url_it_has() {
    let sandbox = Sandbox::with_token_server();
    sandbox.wharf(&["config", "set", "registry.enable", "false"]).exits(0);
    let checked = sandbox.wharf(&["check"]).exits(0);
    assert!(checked.error.contains("`wharf enable registry`"), "{checked:?}");
    assert!(!checked.error.contains("add `registry_external_url`"), "{checked:?}");
}

#[test]
fn who_may_see_nothing_is_told_so_and_not_that_nothing_is_there() {
    let sandbox = Sandbox::running();
    let Some(doctor) = as_somebody(&sandbox, &["doctor"]) else { return };
    for line in ["skip  logs         the services are", "skip  storage      the services are"] {
        assert!(doctor.output.contains(line), "{doctor:?}");
    }
    assert!(
        !doctor.output.contains("chown") && !doctor.output.contains("could not read could not"),
        "{doctor:?}"
    );

    let settings = sandbox.path("/etc/gitlab/gitlab.toml");
    std::fs::set_permissions(settings, std::fs::Permissions::from_mode(0o600)).unwrap();
    let doctor = as_somebody(&sandbox, &["doctor"]).unwrap();
    for untrue in ["there is no registry", "the registry has no URL", "log in without tokens"] {
        assert!(!doctor.output.contains(untrue), "{doctor:?}");
    }
    assert!(doctor.output.contains("skip  dns          what is applied is not known"), "{doctor:?}");
    for arguments in [&["tail"][..], &["history"], &["readonly", "on"]] {
        let refused = as_somebody(&sandbox, arguments).unwrap().exits(1).error;
        // On the machine itself it is said before it is tried.
        let is_said = refused.contains("Permission denied") || refused.contains("must be run as root");
        assert!(is_said && refused.contains("\n  hint: "), "{refused}");
    }
}

#[test]
fn a_dumb_terminal_is_watched_line_by_line() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("");
    let watch = format!("{} --root {} status --watch --interval 0.1", wharf(), sandbox.root().display());
    let mut dumb = command("timeout");
    dumb.args(["1", "script", "-qec", &watch, "/dev/null"]).env("TERM", "dumb");
    let seen = String::from_utf8_lossy(&dumb.output().unwrap().stdout).into_owned();
    assert!(!seen.is_empty() && !seen.contains('\u{1b}'), "{seen:?}");
}
