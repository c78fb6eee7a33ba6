//! What is printed from the schema is committed, and is what is printed now.

use std::path::Path;

use serde_json::Value;
use wharf::settings::{described, reference};

use crate::support::{run, run_with_input, wharf};

/// A committed file and the command that prints it.
const PAGES: &[(&str, &[&str])] = &[
    ("examples/gitlab.toml", &["docs", "example"]),
    ("docs/settings.md", &["docs", "settings"]),
    ("docs/problems.md", &["docs", "problems"]),
    ("docs/gitlab.schema.json", &["schema"]),
    ("docs/gitlab.toml.5", &["man", "gitlab.toml"]),
    ("docs/completions/wharf.bash", &["completions", "bash"]),
    ("docs/completions/wharf.zsh", &["completions", "zsh"]),
    ("docs/completions/wharf.fish", &["completions", "fish"]),
];

#[test]
fn what_is_committed_is_what_is_printed() {
    let mut faults = Vec::new();
    for (path, arguments) in PAGES {
        let printed = run(&wharf(), arguments).exits(0).output;
        assert!(printed.lines().count() > 100, "{arguments:?} prints {} lines", printed.lines().count());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &printed).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != printed {
            faults.push(path);
        }
    }
    assert!(faults.is_empty(), "run the tests once with UPDATE=1: {faults:?}");
}

#[test]
fn every_setting_is_in_every_page() {
    let page = |arguments: &[&str]| run(&wharf(), arguments).exits(0).output;
    let markdown = page(&["docs", "settings"]);
    let manual = page(&["man", "gitlab.toml"]);
    let completions =
        [page(&["completions", "bash"]), page(&["completions", "zsh"]), page(&["completions", "fish"])];
    for setting in described() {
        let name = setting.path.rsplit('.').next().unwrap();
        let heading =
            if setting.is_section { format!("`[{}]`", setting.path) } else { format!("### `{name}`\n") };
        assert!(markdown.contains(&heading), "{heading} is not in the reference");
        let entry =
            if setting.is_section { format!("[{}]", setting.path) } else { format!("\\fB{name}\\fR") };
        assert!(manual.contains(&entry), "{entry} is not in the manual");
        for shell in completions.iter().filter(|_| !setting.is_in_a_list()) {
            assert!(shell.contains(&setting.path), "{} is not completed", setting.path);
        }
    }
}

#[test]
fn the_schema_of_every_setting_accepts_its_default_and_its_example() {
    fn accepts(node: &Value, value: &Value) -> bool {
        if let Some(choices) = node["anyOf"].as_array() {
            return choices.iter().any(|choice| accepts(choice, value));
        }
        let word = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        match &node["type"] {
            Value::String(one) => one == word || (one == "number" && word == "integer"),
            Value::Array(many) => {
                many.iter().any(|one| one == word || (one == "number" && word == "integer"))
            }
            _ => true,
        }
    }
    fn walk(path: &str, node: &Value, count: &mut usize) {
        for (key, child) in node["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            for value in child["examples"].as_array().into_iter().flatten().chain(child.get("default")) {
                assert!(accepts(child, value), "{path}: {value} is not of its own type: {}", child["type"]);
                *count += 1;
            }
            walk(&path, child, count);
        }
    }
    let schema = reference::json_schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(schema["$id"].is_string() && schema["title"].is_string());
    assert_eq!(schema["properties"]["registry_nginx"]["deprecated"], true);
    let mut count = 0;
    walk("", &schema, &mut count);
    assert!(count > 150, "{count}");
}

#[test]
fn the_shell_accepts_its_completions() {
    let script = run(&wharf(), &["completions", "bash"]).exits(0).output;
    run_with_input("bash", &["-n", "-"], &script).exits(0);
    let ask = format!(
        "{script}\nCOMP_WORDS=(wharf config get registry.log_l); COMP_CWORD=3; _wharf wharf registry.log_l get; echo \"${{COMPREPLY[@]}}\"\n"
    );
    let answer = run_with_input("bash", &["-"], &ask).exits(0);
    assert_eq!(answer.output.trim(), "registry.log_level", "{answer:?}");
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let help = run(&wharf(), &["--help"]).exits(0).output;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() > 15, "{commands:?}");
    for name in commands {
        let page = run(&wharf(), &["man", name]).exits(0).output;
        assert!(page.contains(&format!(".TH wharf-{name} 1")), "{page}");
        assert!(page.contains("EXIT STATUS"), "{page}");
    }
    let page = run(&wharf(), &["man"]).exits(0).output;
    assert!(page.contains(".TH wharf 1"), "{page}");
    run(&wharf(), &["man", "wharf-config-set"]).exits(0);
    run(&wharf(), &["man", "nothing"]).exits(2).says(&["there is no manual page `nothing`"]);
}

/// Reads a schema and a list of documents, and prints what the schema refuses.
const JUDGE: &str = r"
import json, jsonschema, sys
schema, documents = json.load(sys.stdin)
jsonschema.Draft202012Validator.check_schema(schema)
judge = jsonschema.Draft202012Validator(schema)
for name, document, wanted in documents:
    refused = [error.message for error in judge.iter_errors(document)]
    if bool(refused) == wanted:
        print(name, refused)
";

#[test]
fn editors_accept_what_is_accepted_and_mark_what_is_not() {
    let mut documents: Vec<Value> = Vec::new();
    let leaves = described().into_iter().filter(|setting| !setting.is_section && !setting.is_in_a_list());
    for setting in leaves {
        let mut document = setting.example.clone().unwrap();
        for step in setting.path.rsplit('.') {
            document = serde_json::json!({ step: document });
        }
        documents.push(serde_json::json!([setting.path, document, true]));
    }
    assert!(documents.len() > 200);
    for (text, wanted) in [
        ("registry_nginx.listen_port = 5050", true),
        ("registry.storage.s3aws.bucket = \"b\"", true),
        ("registry.http_secret = { file = \"/s\" }", true),
        ("registry.default_notifications_headers.A = { env = \"S\" }", true),
        ("postgresql.enable = false", true),
        ("registry.storge = {}", false),
        ("registry.log_level = 5", false),
        ("registry.http_secret = { path = \"/s\" }", false),
    ] {
        let table: toml::Table = toml::from_str(text).unwrap();
        documents.push(serde_json::json!([text, table, wanted]));
    }
    let input = serde_json::json!([reference::json_schema(), documents]).to_string();
    let judged = run_with_input("python3", &["-c", JUDGE], &input).exits(0);
    assert_eq!(judged.output, "", "accepted or refused by the schema for editors alone");
}
