//! Each snippet of `snippets.txt` comes to the same settings here and in the real Ruby.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Host, run, settings};

/// Snippets that come to something else here, each with the reason.
const DIFFERENT: &[(&str, &str)] = &[(
    "registry['v'] = 1\nreturn\nregistry['w'] = 2",
    "Omnibus evaluates inside a method, where `return` is an error; in a file of Ruby it ends the file",
)];

/// The host that both see. The files are in `folder`.
fn host(folder: &Path) -> Host {
    let mut host = Host::default();
    for (name, value) in [("REGISTRY_HOST", "registry.example.com"), ("EMPTY", ""), ("PORT", "5443")] {
        host.variables.insert(name.into(), value.into());
    }
    for (name, text) in [
        ("secret", "s3cret\n"),
        ("empty", ""),
        ("data.json", "{\"a\": [1, 2.5, null]}"),
        ("data.yml", "a:\n  - b\n"),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        host.files.insert(path.display().to_string(), text.into());
    }
    host
}

/// What Ruby makes of each of `snippets`.
pub fn of_ruby(snippets: &[String], host: &Host) -> Vec<Value> {
    let harness = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/ruby/settings.rb");
    let mut ruby = Command::new("ruby");
    ruby.arg(harness)
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap())
        .env("LANG", "C.UTF-8")
        .envs(&host.variables);
    let mut child =
        ruby.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("ruby is among the tests' packages");
    let mut stdin = child.stdin.take().unwrap();
    let text = serde_json::to_string(snippets).unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "the harness could not run");
    let lines = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), snippets.len());
    answers
}

/// A hash at the top that nothing was put into is there in Ruby as soon as it is named.
fn without_empty(settings: &Value) -> Value {
    let all = settings.as_object().unwrap().iter();
    let all =
        all.filter(|(_, value)| value.as_object().is_none_or(|inner| !inner.is_empty()) && !value.is_null());
    all.map(|(name, value)| (name.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
}

/// How `snippet` differs from what Ruby made of it.
pub fn difference(snippet: &str, theirs: &Value, host: &Host) -> Option<String> {
    let evaluated = run(snippet, host);
    let ours = settings(&evaluated);
    let faults: Vec<String> = evaluated.faults.iter().map(|fault| fault.problem.message.clone()).collect();
    let refused = evaluated.faults.iter().any(|fault| fault.problem.code != "E015");
    let is_same = match theirs.get("settings") {
        Some(settings) => faults.is_empty() && without_empty(settings) == without_empty(&ours),
        None if theirs.get("syntax").is_some() => {
            evaluated.faults.iter().any(|fault| fault.problem.code == "E004")
        }
        None => !faults.is_empty() && !refused,
    };
    (!is_same).then(|| format!("{snippet}\n    Ruby: {theirs}\n    here: {ours} {faults:?}"))
}

/// The snippets of the table.
fn snippets(folder: &Path) -> Vec<String> {
    let table = include_str!("snippets.txt").replace("FOLDER", &folder.display().to_string());
    let mut all = Vec::new();
    for paragraph in table.split("\n----\n") {
        let paragraph = paragraph.trim_end_matches('\n');
        match paragraph.strip_prefix("each:\n") {
            Some(lines) => all.extend(lines.lines().map(|line| format!("registry['v'] = ({line})"))),
            None => all.push(paragraph.to_owned()),
        }
    }
    all
}

#[test]
fn snippets_come_to_what_ruby_makes_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let host = host(folder.path());
    let snippets = snippets(folder.path());
    assert!(snippets.len() > 400, "{}", snippets.len());
    let answers = of_ruby(&snippets, &host);
    let mut wrong = Vec::new();
    for (snippet, theirs) in snippets.iter().zip(&answers) {
        let known = DIFFERENT.iter().find(|(known, _)| known == snippet);
        match (difference(snippet, theirs, &host), known) {
            (Some(difference), None) => wrong.push(difference),
            (None, Some(_)) => wrong.push(format!("{snippet}\n    is no difference any more")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {} snippets differ:\n{}", wrong.len(), snippets.len(), wrong.join("\n"));
}
