//! Whatever the system refuses, and wherever a run is killed: the host is as it was, and the next run succeeds.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::support::{Answer, run, sandbox::Sandbox, wharf};

/// The calls by which a run changes the host, each with what becomes of one of them.
const FAULTS: &[(&str, &str)] = &[
    ("rename", "error=ENOSPC"),
    ("rename", "signal=KILL"),
    ("fsync", "error=EIO"),
    ("fsync", "signal=KILL"),
    ("write", "error=ENOSPC"),
    ("fchmod", "error=EPERM"),
    ("mkdir", "error=ENOSPC"),
    ("unlinkat", "signal=KILL"),
];
/// How many are tried where time is short; all are where `WHARF_SOAK` is set.
const TRIED: usize = 32;

/// A reconfigure under strace, and what strace saw.
fn traced(sandbox: &Sandbox, options: &[&str]) -> (Answer, String) {
    let trace = sandbox.outside("trace");
    let (trace, root) = (trace.to_string_lossy().into_owned(), sandbox.root().to_string_lossy().into_owned());
    let program = wharf();
    let arguments = [&["-o", &trace], options, &[&program, "--root", &root, "reconfigure"]].concat();
    let answer = run("strace", &arguments);
    (answer, std::fs::read_to_string(&trace).unwrap())
}

fn toggle(sandbox: &Sandbox) {
    let is_debug = sandbox.read("/etc/gitlab/gitlab.toml").contains("\"debug\"");
    let (from, to) = if is_debug { ("debug", "info") } else { ("info", "debug") };
    sandbox.edit_settings(&format!("\"{from}\""), &format!("\"{to}\""));
}

/// Owner, mode and text of every file but the settings.
pub fn files(sandbox: &Sandbox) -> BTreeMap<PathBuf, (u32, u32, String)> {
    let all = sandbox.snapshot().into_iter().filter(|(path, _)| !path.ends_with("gitlab.toml"));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    all.map(|(path, (_, _, mode, owner, content))| (path, (mode, owner, text(content)))).collect()
}

/// What Wharf keeps for itself, by name.
pub fn kept(sandbox: &Sandbox) -> Vec<String> {
    let folder = sandbox.path("/var/opt/gitlab/wharf");
    let answer = run("find", &[&folder.to_string_lossy()]).exits(0);
    let mut names: Vec<String> = answer.output.lines().map(str::to_owned).collect();
    names.sort();
    names
}

pub fn temporaries(sandbox: &Sandbox) -> String {
    let root = sandbox.root().to_string_lossy().into_owned();
    let folders =
        ["etc/gitlab", "opt/gitlab", "var/opt/gitlab", "run/wharf"].map(|path| format!("{root}/{path}"));
    let arguments: Vec<&str> = folders.iter().map(String::as_str).chain(["-name", ".*.tmp"]).collect();
    run("find", &arguments).exits(0).output
}

#[test]
fn whatever_is_refused_and_wherever_it_is_killed_the_host_is_as_it_was() {
    let sandbox = Sandbox::running();
    toggle(&sandbox);
    let (clean, trace) = traced(&sandbox, &[]);
    let _ = clean.exits(0);
    let mut points = Vec::new();
    for (call, fault) in FAULTS {
        let count = trace.lines().filter(|line| line.starts_with(&format!("{call}("))).count();
        assert!(count > 1, "a run makes no {call}");
        points.extend((1..=count).map(|number| (*call, *fault, number)));
    }
    let stride = if std::env::var_os("WHARF_SOAK").is_some() { 1 } else { points.len().div_ceil(TRIED) };
    let mut undone = 0;
    for (call, fault, number) in points.into_iter().step_by(stride) {
        let (files_before, kept_before) = (files(&sandbox), kept(&sandbox));
        toggle(&sandbox);
        let inject = format!("inject={call}:{fault}:when={number}");
        let (answer, trace) = traced(&sandbox, &["-e", &format!("trace={call}"), "-e", &inject]);
        let claim = format!("{inject}: {answer:?}\n{trace}");
        match answer.code {
            0 => {}
            1 => {
                assert_eq!(files(&sandbox), files_before, "{claim}");
                assert_eq!(kept(&sandbox), kept_before, "{claim}");
                assert_eq!(temporaries(&sandbox), "", "{claim}");
                undone += 1;
            }
            _ => assert!(fault.starts_with("signal"), "{claim}"),
        }
        let next = sandbox.wharf(&["reconfigure"]);
        assert_eq!(next.code, 0, "after {claim}\n{next:?}");
        assert_eq!(sandbox.wharf(&["plan"]).code, 0, "after {claim}");
        assert_eq!(sandbox.wharf(&["status"]).code, 0, "after {claim}");
        let open: Vec<String> =
            kept(&sandbox).into_iter().filter(|path| path.contains("/wharf/journal")).collect();
        assert_eq!((open, temporaries(&sandbox)), (vec![], String::new()), "after {claim}");
    }
    assert!(undone > 5, "only {undone} runs were put back");
}
