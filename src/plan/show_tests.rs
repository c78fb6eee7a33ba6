//! What a plan may show of files that others wrote, and what it may not.

use proptest::prelude::*;

use super::*;

fn shown(old: &str, new: &str) -> String {
    let state = |content: &str| FileState {
        ownership: Ownership { user: "root".to_owned(), group: "root".to_owned(), mode: 0o640 },
        content: Secret::new(content.as_bytes().to_vec()),
    };
    let path = "/var/opt/gitlab/registry/config.yml".to_owned();
    let step = Step::File { path, from: Some(state(old)), to: Some(state(new)), is_secret: false };
    let plan = Plan { steps: vec![step], ..Plan::default() };
    let shown = Shown { verbose: true, ..Shown::default() };
    format!("{}\n{}", text(&plan, &shown), json(&plan, &[], None, &serde_json::json!([])))
}

fn hidden(text: &str) -> String {
    hide("/config.yml", text, &[])
}

#[test]
fn a_secret_is_hidden_where_it_stands_and_where_it_is_repeated() {
    let text = "http:\n  headers:\n    X-Team: [red]\nheaders:\n  X-Gitlab-Token: [\"old one\"]\nredis: {password: hunter2}\n\
                dsn: \"https://a@b\"\nkeyfile: /etc/gcs.json\nsslkey: /etc/db.key\ntoken_lifetime: 300\n- name: hunter2\n";
    let text = text.replace("- name", "name");
    let shown = hide("/config.yml", &text, &[Secret::new("hunter2".to_owned())]);
    assert_eq!(
        shown,
        "http:\n  headers:\n    X-Team: [red]\nheaders:\n  X-Gitlab-Token: [[secret]]\nredis: {password: [secret]}\n\
         dsn: [secret]\nkeyfile: /etc/gcs.json\nsslkey: /etc/db.key\ntoken_lifetime: 300\nname: [secret]\n"
    );
}

#[test]
fn a_secret_is_hidden_in_every_style() {
    for (text, expected) in [
        (
            "storage: {\"s3\":{\"accesskey\":\"A\",\"secretkey\":\"B\"}}\n",
            "storage: {\"s3\":{\"accesskey\":[secret],\"secretkey\":[secret]}}\n",
        ),
        (
            "a: [{\"headers\":{\"Authorization\":[\"D\"]}}]\n",
            "a: [{\"headers\":{\"Authorization\":[[secret]]}}]\n",
        ),
        ("database: {\"password\":\"E\"}\n", "database: {\"password\":[secret]}\n"),
        ("gcs:\n  private_key: |\n    ab\n\n    cd\n  x: 1\n", "gcs:\n  private_key: [secret]\n  x: 1\n"),
        ("secret: >-\n  ab\n  cd\nx: 1\n", "secret: [secret]\nx: 1\n"),
        ("secret:\n  ab\nx: 1\n", "secret:\n  [secret]\nx: 1\n"),
        ("secret: \"a\\\"b\n  cd\"\nx: 1\n", "secret: [secret]\nx: 1\n"),
        ("secret: 'a''b\n  cd'\nx: 1\n", "secret: [secret]\nx: 1\n"),
        ("secret: ab\n  cd\nx: 1\n", "secret: [secret]\nx: 1\n"),
        ("? secret\n: ab\n", "? secret\n: [secret]\n"),
        ("secret: 0x10 # once 0x11\n", "secret: [secret]\n"),
        ("secret: &a ab\nother: *a\n", "secret: &a [secret]\nother: *a\n"),
        ("other: &a ab\nsecret: *a\n", "other: &a [secret]\nsecret: *a\n"),
        ("secret: !x ab\n", "secret: [secret]\n"),
        ("é: ü\nsecret: äö\nx: 1\n", "é: ü\nsecret: [secret]\nx: 1\n"),
        ("secret:\r\n- a\r\n- {b: c}\r\n", "secret:\r\n- [secret]\r\n- {[secret]: [secret]}\r\n"),
        ("remoteurl: https://u:PW@h\n", "remoteurl: https://u:[secret]@h\n"),
        (
            "a: {remoteurl: \"https://u:PW@h?token=a&b=c\"}\n",
            "a: {remoteurl: \"https://u:[secret]@h?token=[secret]&b=c\"}\n",
        ),
        (
            "auth:\n  token:\n    realm: https://h/jwt\ntoken: ab\n",
            "auth:\n  token:\n    realm: https://h/jwt\ntoken: [secret]\n",
        ),
        ("# password: ab\nx: 1\n", "# password: [secret]\nx: 1\n"),
        ("# nothing\n", "# nothing\n"),
        ("\u{feff}secret: ab\n", "\u{feff}secret: [secret]\n"),
        ("", ""),
    ] {
        assert_eq!(hidden(text), expected, "{text}");
    }
}

#[test]
fn a_path_is_shown_behind_key_alone() {
    let text = "key: config/registry.key\ntls:\n  key: /etc/a.key\nprivatekey: /etc/b.pem\n";
    assert_eq!(hidden(text), text);
    assert_eq!(hidden("password: /secret\n"), "password: [secret]\n");
    assert_eq!(hidden("key: |\n  -----BEGIN PRIVATE KEY-----\n  ab\n"), "key: [secret]\n");
    assert_eq!(hide("/a.conf", "password: /secret\nkey: /a.key\n", &[]), "password: [secret]\nkey: /a.key\n");
    let shown = shown("x: 1\npassword: /slashed\n", "x: 1\npassword: /other\n");
    assert!(!shown.contains("/slashed") && !shown.contains("/other"), "{shown}");
}

#[test]
fn headers_of_notifications_are_hidden_on_both_sides() {
    let old = "notifications:\n  endpoints:\n  - name: a\n    headers: {X-Default: [OLD1], X-Gone: [Q]}\n";
    let new = "notifications:\n  endpoints:\n  - name: b\n    headers:\n      X-Default: [NEW1]\n";
    let shown = shown(old, new);
    for value in ["OLD1", "Q]", "NEW1"] {
        assert!(!shown.contains(value), "{shown}");
    }
    assert!(shown.contains("-  - name: a") && shown.contains("+  - name: b"), "{shown}");
}

#[test]
fn what_cannot_be_read_is_not_shown() {
    for old in
        ["a: hunter2: [\n", "secret: |2\n     ab\n  # hunter2\n", "a: 1\n---\nb: hunter2\n", "@hunter2"]
    {
        let shown = shown(old, "a: 1\n");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(
            shown.contains("(its lines are not shown: the old file could not be read as YAML)\n"),
            "{shown}"
        );
    }
    let long = format!("a: {}\nsecret: hunter2\n", "x".repeat(1 << 20));
    assert!(!shown(&long, "a: 1\n").contains("hunter2"));
}

#[test]
fn nothing_reaches_the_terminal_that_it_would_obey() {
    let path = "/etc/a\u{1b}[2J\n\u{202e}.conf".to_owned();
    let state = |content: &str| FileState {
        ownership: Ownership { user: "r\u{7}".to_owned(), group: "root".to_owned(), mode: 0o640 },
        content: Secret::new(content.as_bytes().to_vec()),
    };
    let from = Some(state("a \u{1b}]0;x\u{7} \u{202e}b\u{9b}\n"));
    let step = Step::File { path: path.clone(), from, to: Some(state("b\n")), is_secret: false };
    let link = Step::Link { path, from: None, to: Some("\u{1b}c".to_owned()) };
    let plan = Plan { steps: vec![step, link], ..Plan::default() };
    let shown = text(&plan, &Shown::default());
    assert!(!shown.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{shown:?}");
    assert!(shown.contains("-a \u{fffd}]0;x\u{fffd} \u{fffd}b\u{fffd}"), "{shown}");
    let difference = json(&plan, &[], None, &serde_json::json!([]))
        .pointer("/steps/0/difference")
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned();
    assert!(!difference.contains(['\u{1b}', '\u{202e}']), "{difference:?}");
}

/// A tree, in which `@` stands for where a secret is.
#[derive(Debug, Clone)]
enum Tree {
    Text(String),
    Secret(usize),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

const SECRET_KEYS: &[&str] = &[
    "password",
    "accesskey",
    "secretkey",
    "secret",
    "private_key",
    "dsn",
    "apikey",
    "pass",
    "sec",
    "headers",
    "sentinelpassword",
    "db_key",
    "X-Api-Token",
    "key",
];

fn trees() -> impl Strategy<Value = Tree> {
    let word = "[a-z]{1,6}";
    let leaf = word.prop_map(Tree::Text);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let harmless = (word.prop_map(|word| format!("n{word}")), inner.clone());
        let secret =
            (prop::sample::select(SECRET_KEYS), 0_usize..3, 0_usize..9).prop_map(|(key, depth, style)| {
                let secret = Tree::Secret(style);
                let value = match depth {
                    0 if key != "headers" => secret,
                    1 => Tree::List(vec![secret]),
                    _ => Tree::Map(vec![
                        ("x".to_owned(), Tree::List(vec![secret.clone()])),
                        ("y".to_owned(), secret),
                    ]),
                };
                // A section `key` has keys of its own.
                let key = if key == "key" && depth == 2 { "secret" } else { key };
                (key.to_owned(), value)
            });
        prop_oneof![
            prop::collection::vec(inner, 1..4).prop_map(Tree::List),
            prop::collection::vec(prop_oneof![harmless, secret], 1..4).prop_map(Tree::Map),
        ]
    })
    .prop_map(|tree| Tree::Map(vec![("root".to_owned(), tree)]))
}

/// Writes the tree in block style, or from `flow` levels on in flow style, with `ZQ…` for each secret.
fn write(tree: &Tree, level: usize, flow: usize, side: &str, out: &mut String) {
    let indent = "  ".repeat(level);
    let is_flow = level >= flow;
    match tree {
        Tree::Text(text) => out.push_str(text),
        Tree::Secret(style) => {
            let (one, two) = (format!("ZQ{side}"), format!("ZQ2{side}"));
            let text = match (style, is_flow) {
                (0, _) => one,
                (1, _) => format!("\"{one}\\\" {two}\""),
                (2, _) => format!("'{one}'' {two}'"),
                (3, false) => format!("|\n{indent}  {one}\n{indent}  {two}"),
                (4, false) => format!(">-\n{indent}  {one}\n\n{indent}    {two}"),
                (5, _) => format!("\"{one}\n{indent}    {two}\""),
                (6, _) => format!("{one}\n{indent}    {two}"),
                (7, _) => format!("\n{indent}    {one}"),
                _ => format!("/{one}+{two}"),
            };
            out.push_str(&text);
        }
        Tree::List(items) if is_flow => {
            out.push('[');
            for item in items {
                write(item, level + 1, flow, side, out);
                out.push(',');
            }
            out.push(']');
        }
        Tree::Map(pairs) if is_flow => {
            out.push('{');
            for (number, (key, item)) in pairs.iter().enumerate() {
                let _ = write!(out, "{}\"{key}\": ", if number == 0 { "" } else { ", " });
                write(item, level + 1, flow, side, out);
            }
            out.push('}');
        }
        Tree::List(items) => {
            for item in items {
                let _ = write!(out, "\n{indent}- ");
                write(item, level + 1, flow, side, out);
            }
        }
        Tree::Map(pairs) => {
            for (number, (key, item)) in pairs.iter().enumerate() {
                let _ = match number % 3 {
                    2 => write!(out, "\n{indent}? {key}\n{indent}: "),
                    _ => write!(out, "\n{indent}{key}: "),
                };
                write(item, level + 1, flow, side, out);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_secret_of_any_tree_is_shown(one in trees(), other in trees(), flow in 0_usize..6) {
        let (mut old, mut new) = (String::new(), String::new());
        write(&one, 0, flow, "old", &mut old);
        write(&other, 0, 9 - flow, "new", &mut new);
        for (old, new) in [(&old, &new), (&new, &old), (&old, &old.replace("old", "new"))] {
            let shown = shown(&format!("{old}\nlast: 1\n"), &format!("{new}\n"));
            prop_assert!(!shown.contains("ZQ"), "{old}\n{new}\n{shown}");
        }
        // Nearly all of them can be read, or the test would say nothing.
        prop_assert!(!hidden(&old).contains("not shown"), "{old}");
    }
}
