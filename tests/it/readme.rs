//! The README says what the program does now: its transcript is run, its tests and commands exist.

use std::path::Path;

use crate::support::{Answer, command, run, sandbox::Sandbox, wharf};

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The lines of every `console` block.
fn transcripts(text: &str) -> Vec<Vec<String>> {
    let blocks: Vec<Vec<String>> = text
        .split("```console\n")
        .skip(1)
        .map(|rest| rest.split_once("```").unwrap().0.lines().map(str::to_owned).collect())
        .collect();
    assert!(blocks.len() >= 2, "the README has lost its transcripts");
    blocks
}

/// Numbers differ between runs, and columns with them.
fn comparable(text: &str) -> String {
    let mut out = String::new();
    let mut was_digit = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !was_digit {
                out.push('N');
            }
        } else {
            out.push(c);
        }
        was_digit = c.is_ascii_digit();
    }
    out.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Runs one line of the transcript as a shell would in the folder of the sandbox.
fn shell(sandbox: &Sandbox, line: &str) -> Answer {
    let root = sandbox.root().to_string_lossy().into_owned();
    let names = sandbox.outside("names");
    if !names.exists() {
        std::fs::create_dir(&names).unwrap();
        for name in ["wharf", "gitlab-ctl"] {
            std::os::unix::fs::symlink(wharf(), names.join(name)).unwrap();
        }
    }
    let names = names.display();
    let line = line.replace("/etc/gitlab/", &format!("{root}/etc/gitlab/"));
    run("sh", &["-c", &format!("exec 2>&1; export WHARF_ROOT=\"{root}\" PATH=\"{names}:$PATH\"; {line}")])
}

#[test]
fn the_transcripts_are_what_the_program_prints() {
    let text = readme();
    let blocks = transcripts(&text);
    let sandbox = Sandbox::new();
    let settings: Vec<&str> =
        blocks[0].iter().skip(1).take_while(|line| !line.starts_with("$ ")).map(String::as_str).collect();
    let own = |sandbox: &Sandbox, text: &str| {
        text.replace("5443", &sandbox.public.to_string())
            .replace("5444", &sandbox.internal.to_string())
            .replace("5445", &sandbox.token.to_string())
    };
    sandbox.write("/etc/gitlab/gitlab.toml", &format!("{}\n", own(&sandbox, &settings.join("\n"))));
    // What "The same by hand" tells to do first.
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf_with_input(&["user", "add", "alice", "--password-stdin"], "only for this page").exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let mut new_text = text.clone();
    let mut hosts = vec![sandbox];
    for (number, lines) in blocks.iter().enumerate() {
        let written: Vec<&str> =
            lines.iter().skip(1).take_while(|line| !line.starts_with("$ ")).map(String::as_str).collect();
        let is_ruby = lines[0] == "$ cat /etc/gitlab/gitlab.rb";
        if is_ruby {
            // A host of its own: its settings are these.
            let host = Sandbox::new();
            host.write("/etc/gitlab/gitlab.rb", &format!("{}\n", own(&host, &written.join("\n"))));
            host.wharf(&["ca", "init"]).exits(0);
            hosts.push(host);
        }
        let sandbox = hosts.last().unwrap();
        // The first command shows the settings that were just written.
        let shown = if number == 0 || is_ruby { written.len() + 1 } else { 0 };
        let mut now: Vec<String> = lines.iter().take(shown).cloned().collect();
        for line in lines.iter().skip(shown).filter(|line| line.starts_with("$ ")) {
            let answer = shell(sandbox, &line[2..]);
            assert!(matches!(answer.code, 0 | 3 | 10), "{line}: {answer:?}");
            now.push(line.clone());
            let root = sandbox.root().to_string_lossy().into_owned();
            let said = answer
                .output
                .replace(&root, "")
                .replace(&sandbox.public.to_string(), "5443")
                .replace(&sandbox.internal.to_string(), "5444")
                .replace(&sandbox.token.to_string(), "5445");
            now.extend(said.lines().map(|line| line.trim_end().to_owned()));
        }
        let (now, before) = (now.join("\n"), lines.join("\n"));
        if comparable(&now) == comparable(&before) {
            continue;
        }
        if std::env::var("UPDATE").is_ok() {
            let (old, new) = (format!("```console\n{before}\n```"), format!("```console\n{now}\n```"));
            new_text = new_text.replace(&old, &new);
        } else {
            assert_eq!(comparable(&now), comparable(&before), "run it with UPDATE=1 and read the difference");
        }
    }
    if new_text != text {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), new_text).unwrap();
    }
}

#[test]
fn every_test_that_the_readme_names_exists() {
    let mut sources = String::new();
    for folder in ["src", "tests"] {
        let found = command("grep")
            .args(["-rhE", r"^\s*fn \w+\(\)", folder])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        sources.push_str(&String::from_utf8(found.unwrap().stdout).unwrap());
    }
    let text = readme();
    let named: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            word.matches('_').count() >= 4 && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        })
        .collect();
    assert!(named.len() >= 6, "{named:?}");
    for test in named {
        assert!(sources.contains(&format!("fn {test}(")), "the README names `{test}`, which is no test");
    }
}

#[test]
fn every_command_that_the_readme_lists_has_help() {
    let text = readme();
    let rows = text.lines().filter(|line| line.starts_with("| `wharf ")).count();
    assert!(rows >= 9, "the table of commands has {rows} rows");
    for line in text.lines().filter(|line| line.starts_with("| `wharf ")) {
        let name = line.split_whitespace().nth(2).unwrap().trim_matches(|c: char| !c.is_ascii_alphabetic());
        run(&wharf(), &[name, "--help"]).exits(0);
    }
}
