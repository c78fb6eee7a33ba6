//! Commands that change the host at the same time: one works, the others say who does, and nothing is a mix.

use std::process::{Child, Stdio};

use super::deaths::{STATES, on_disk, rendered, settings};
use crate::support::{Answer, command, rounds, sandbox::Sandbox, seed, wait_until, wharf};
use wharf::{journal, sys::Root};

fn spawn(sandbox: &Sandbox, before: &[&str], arguments: &[&str]) -> Child {
    let (program, root) = (wharf(), sandbox.root().to_string_lossy().into_owned());
    let all = [before, &[&program, "--root", &root], arguments].concat();
    command(all[0])
        .args(&all[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("could not run {}: {error}", all[0]))
}

fn ends(child: Child) -> Answer {
    let output = child.wait_with_output().unwrap();
    Answer {
        code: output.status.code().unwrap_or(-1),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        error: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A reconfigure that takes its time with every file, at work on the files by now.
fn slow(sandbox: &Sandbox) -> Child {
    let trace = sandbox.outside("trace").to_string_lossy().into_owned();
    let delay = "inject=fsync,rename:delay_enter=250000";
    let running =
        spawn(sandbox, &["strace", "-o", &trace, "-e", "trace=fsync,rename", "-e", delay], &["reconfigure"]);
    let root = Root::new(sandbox.root()).unwrap();
    wait_until("it is at work", 30, || journal::is_open(&root));
    running
}

#[test]
fn whoever_comes_while_a_run_is_at_work_is_told_so_and_changes_nothing() {
    let sandbox = Sandbox::running();
    settings(&sandbox, 1);
    sandbox.wharf(&["reconfigure"]).exits(0);
    for others in [&["reconfigure"][..], &["rollback"], &["disable", "registry"]] {
        let state = if others == ["rollback"] { 0 } else { 2 };
        settings(&sandbox, state);
        let (want, text) = (rendered(&sandbox), sandbox.read("/etc/gitlab/gitlab.toml"));
        let first = slow(&sandbox);
        let pid = sandbox.read("/run/wharf/reconfigure.lock");
        let second = sandbox.wharf(others).exits(1);
        let told = format!("another `wharf reconfigure` is at work (pid {})", pid.trim());
        assert!(
            second.error.contains(&told) && second.error.contains("hint: wait"),
            "{others:?}: {second:?}"
        );
        assert_eq!(sandbox.read("/etc/gitlab/gitlab.toml"), text, "{others:?}");
        let first = ends(first).exits(0);
        assert_eq!(on_disk(&want), want, "{others:?}: {first:?}");
        sandbox.wharf(&["plan"]).exits(0);
        sandbox.wharf(&["status"]).exits(0);
        settings(&sandbox, 1);
        sandbox.wharf(&["reconfigure"]).exits(0);
    }
}

#[test]
fn of_runs_that_begin_together_none_leaves_a_mix() {
    let sandbox = Sandbox::running();
    let mut random = seed();
    let wanted: Vec<_> = (0..STATES.len())
        .map(|state| {
            settings(&sandbox, state);
            let wanted = rendered(&sandbox);
            sandbox.wharf(&["reconfigure"]).exits(0);
            wanted
        })
        .collect();
    let commands: [&[&str]; 3] = [&["reconfigure"], &["rollback"], &["reconfigure"]];
    for round in 0..rounds(6, 60) {
        settings(&sandbox, random(3));
        let running: Vec<Child> = (0..3).map(|_| spawn(&sandbox, &[], commands[random(3)])).collect();
        let answers: Vec<Answer> = running.into_iter().map(ends).collect();
        let claim = format!("round {round}: {answers:?}");
        assert!(answers.iter().any(|answer| answer.code == 0), "{claim}");
        for answer in &answers {
            assert!(
                answer.code == 0 || (answer.code == 1 && answer.error.contains("is at work (pid ")),
                "{claim}"
            );
        }
        let have = on_disk(&wanted[0]);
        let state = wanted.iter().position(|want| *want == have);
        settings(&sandbox, state.unwrap_or_else(|| panic!("{claim}: the files are a mix")));
        assert_eq!(sandbox.wharf(&["plan"]).code, 0, "{claim}");
        assert_eq!(sandbox.wharf(&["status"]).code, 0, "{claim}");
    }
}
