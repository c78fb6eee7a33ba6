//! What becomes of a file, case by case.

use serde_json::json;

use super::{Wanted, hidden, patch, tree};

const SAMPLE: &str = include_str!("../../../tests/samples/gitlab-source/gitlab.yml");

fn all() -> Wanted {
    only(&[
        ("enabled", json!(true)),
        ("host", json!("registry.example.com")),
        ("port", json!(5050)),
        ("api_url", json!("http://127.0.0.1:5000")),
        ("key", json!("/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key")),
        ("path", json!("/srv/registry")),
        ("issuer", json!("omnibus-gitlab-issuer")),
    ])
}

fn only(entries: &[(&str, serde_json::Value)]) -> Wanted {
    let registry = entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    Wanted { registry, default_feature: None }
}

fn feature(enabled: bool) -> Wanted {
    Wanted { default_feature: Some(enabled), ..only(&[("enabled", json!(false))]) }
}

/// The lines that `after` lacks of `before`, and those that it has beyond.
fn difference(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    for change in similar::TextDiff::from_lines(before, after).iter_all_changes() {
        let line = change.value().trim_end_matches('\n').to_owned();
        match change.tag() {
            similar::ChangeTag::Delete => gone.push(line),
            similar::ChangeTag::Insert => came.push(line),
            similar::ChangeTag::Equal => {}
        }
    }
    (gone, came)
}

#[test]
fn a_section_of_comments_gets_its_entries_and_keeps_its_comments() {
    let after = patch(SAMPLE, &all()).unwrap();
    let (gone, came) = difference(SAMPLE, &after);
    assert!(gone.is_empty(), "{gone:?}");
    assert_eq!(
        came,
        [
            "    enabled: true",
            "    host: registry.example.com",
            "    port: 5050",
            "    api_url: http://127.0.0.1:5000",
            "    key: /var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key",
            "    path: /srv/registry",
            "    issuer: omnibus-gitlab-issuer",
        ]
    );
    assert!(after.contains("  registry:\n    enabled: true\n"), "{after}");
    let read = tree::read(&after).unwrap();
    let section = |name: &str| read.get(name).unwrap().get("registry").map(|node| node.get("host").cloned());
    assert_eq!(section("production"), Some(Some(tree::Node::text("registry.example.com"))));
    assert_eq!(
        section("test"),
        Some(Some(tree::Node::text("registry.test"))),
        "another section is not touched"
    );
}

#[test]
fn a_second_time_changes_nothing_and_no_byte_but_the_value_changes_before() {
    for wanted in [all(), feature(false), feature(true), only(&[("enabled", json!(false))])] {
        let once = patch(SAMPLE, &wanted).unwrap();
        assert_eq!(patch(&once, &wanted).unwrap(), once);
    }
    let (gone, came) = difference(SAMPLE, &patch(SAMPLE, &feature(false)).unwrap());
    assert_eq!(gone, ["      container_registry: true   # see registry below"]);
    assert_eq!(
        came,
        ["      container_registry: false   # see registry below", "    enabled: false"],
        "the comment behind the value stays"
    );
    let moved =
        patch(&patch(SAMPLE, &all()).unwrap(), &only(&[("enabled", json!(true)), ("port", json!(6060))]));
    let (gone, came) = difference(&patch(SAMPLE, &all()).unwrap(), &moved.unwrap());
    assert_eq!((gone, came), (vec!["    port: 5050".to_owned()], vec!["    port: 6060".to_owned()]));
}

#[test]
fn values_are_replaced_where_they_stand_and_kept_where_they_say_it_already() {
    for (name, section, wanted, after) in [
        (
            "an equal value in quotes stays",
            "port: \"5050\"",
            only(&[("port", json!(5050))]),
            "port: \"5050\"",
        ),
        (
            "so does an equal text",
            "host: 'a.test' # x",
            only(&[("host", json!("a.test"))]),
            "host: 'a.test' # x",
        ),
        (
            "a word that Ruby takes for true is replaced",
            "enabled: yes",
            only(&[("enabled", json!(true))]),
            "enabled: true",
        ),
        (
            "so is a text that looks like one",
            "enabled: \"false\"",
            only(&[("enabled", json!(false))]),
            "enabled: false",
        ),
        ("an octal port is replaced", "port: 05050", only(&[("port", json!(5050))]), "port: 5050"),
        (
            "a hash inside quotes is no comment",
            "issuer: \"a # b\" # c",
            only(&[("issuer", json!("d-e"))]),
            "issuer: d-e # c",
        ),
        ("nor is one inside a word", "issuer: a#b", only(&[("issuer", json!("d-e"))]), "issuer: d-e"),
        (
            "an escaped quote does not end a text",
            r#"issuer: "a\" # b" # c"#,
            only(&[("issuer", json!("d-e"))]),
            "issuer: d-e # c",
        ),
        (
            "nor do two single ones",
            "issuer: 'a'' # b' # c",
            only(&[("issuer", json!("d-e"))]),
            "issuer: d-e # c",
        ),
        ("an empty value is filled", "host:", only(&[("host", json!("a.test"))]), "host: a.test"),
        (
            "with a comment behind too",
            "host: # where",
            only(&[("host", json!("a.test"))]),
            "host: a.test # where",
        ),
        ("a port that went is emptied", "port: 5005 # old", only(&[("port", json!(null))]), "port:  # old"),
        ("and an empty one stays", "port: ~", only(&[("port", json!(null))]), "port: ~"),
        ("a word of YAML is quoted", "issuer: a", only(&[("issuer", json!("yes"))]), "issuer: \"yes\""),
        (
            "so is what would end the value",
            "issuer: a",
            only(&[("issuer", json!("a: b #c\n\u{e9}"))]),
            "issuer: \"a: b #c\\U0000000A\\U000000E9\"",
        ),
        (
            "a key in quotes is that key",
            "\"host\": a",
            only(&[("host", json!("b.test"))]),
            "\"host\": b.test",
        ),
        (
            "no value is taken away that is not known",
            "host: a\n    key: b",
            only(&[("enabled", json!(true))]),
            "enabled: true\n    host: a\n    key: b",
        ),
    ] {
        let file = |section: &str| format!("production:\n  registry:\n    {section}\n  other: 1\n");
        let have = patch(&file(section), &wanted).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        assert_eq!(have, file(after), "{name}");
    }
}

#[test]
fn sections_that_are_missing_come_where_they_belong() {
    let wanted = Wanted { default_feature: Some(false), ..only(&[("enabled", json!(true))]) };
    for (name, before, after) in [
        (
            "behind the comments of the last section",
            "production:\n    gitlab:\n        host: x\n        # port: 80\n\n# the rest\ntest:\n  a: 1\n",
            "production:\n    gitlab:\n        host: x\n        # port: 80\n        default_projects_features:\n            container_registry: false\n    registry:\n        enabled: true\n\n# the rest\ntest:\n  a: 1\n",
        ),
        (
            "at the end of a file without a line break",
            "production:\n  a: 1",
            "production:\n  a: 1\n  gitlab:\n    default_projects_features:\n      container_registry: false\n  registry:\n    enabled: true\n",
        ),
        (
            "in an empty production",
            "production:\ntest:\n  a: 1\n",
            "production:\n  gitlab:\n    default_projects_features:\n      container_registry: false\n  registry:\n    enabled: true\ntest:\n  a: 1\n",
        ),
    ] {
        assert_eq!(
            patch(before, &wanted).unwrap_or_else(|fault| panic!("{name}: {fault:?}")),
            after,
            "{name}"
        );
    }
    let off = only(&[("enabled", json!(false))]);
    assert_eq!(
        patch("production:\n  a: 1\n", &off).unwrap(),
        "production:\n  a: 1\n",
        "no section is off already"
    );
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let dos = SAMPLE.replace('\n', "\r\n");
    let after = patch(&dos, &all()).unwrap();
    assert_eq!(after, patch(SAMPLE, &all()).unwrap().replace('\n', "\r\n"));
    let marked = "\u{feff}# ours\r\nproduction:\r\n  registry:\r\n    port: 1 # x\r\n";
    let want = only(&[("enabled", json!(true)), ("port", json!(2))]);
    assert_eq!(
        patch(marked, &want).unwrap(),
        "\u{feff}# ours\r\nproduction:\r\n  registry:\r\n    enabled: true\r\n    port: 2 # x\r\n"
    );
}

#[test]
fn what_lines_cannot_say_is_refused_with_its_line() {
    let wanted = Wanted {
        default_feature: Some(false),
        ..only(&[("enabled", json!(true)), ("host", json!("a.test"))])
    };
    for (name, text, line, said) in [
        ("no production", "development:\n  a: 1\n", 0, "no `production` section"),
        ("production twice", "production:\n  a: 1\nproduction:\n  b: 1\n", 3, "second time"),
        (
            "the section twice",
            "production:\n  registry:\n    a: 1\n  registry:\n    b: 1\n",
            4,
            "second time",
        ),
        ("an entry twice", "production:\n  registry:\n    host: a\n    host: b\n", 4, "second time"),
        ("flow style", "production:\n  registry: { enabled: false }\n", 2, "in braces"),
        ("an anchor", "production:\n  registry: &r\n    host: a\nother: *r\n", 2, "anchor"),
        ("an alias", "r: &r\n  a: 1\nproduction:\n  registry: *r\n", 4, "alias"),
        (
            "an anchor inside",
            "production:\n  registry:\n    host: &h a\nother: *h\n",
            3,
            "anchor or an alias",
        ),
        ("a merge inside", "r: &r\n  a: 1\nproduction:\n  registry:\n    <<: *r\n", 5, "anchor or an alias"),
        ("a merge of production", "b: &b\n  a: 1\nproduction:\n  <<: *b\n", 4, "another section"),
        ("production in braces", "production: {}\n", 1, "in braces"),
        ("a null", "production:\n  registry: ~\n", 2, "value of its own"),
        ("several lines", "production:\n  registry:\n    host: >\n      a\n", 3, "one line"),
        ("a value on the next line", "production:\n  registry:\n    host:\n      a\n", 3, "one line"),
        ("a quote over two lines", "production:\n  registry:\n    host: \"a\n      b\"\n", 3, "one line"),
        ("ERB as a value", "production:\n  registry:\n    host: <%= a %>\n", 3, "ERB"),
        ("ERB in a comment", "production:\n  registry:\n    # <% if a %>\n    host: b\n", 3, "ERB"),
        ("ERB as a section", "production:\n  registry: <%= a %>\n", 2, "ERB"),
        ("a tab", "production:\n\tregistry:\n", 2, "not valid YAML"),
        ("two documents", "production:\n  registry:\n---\nb: 1\n", 3, "second document"),
        (
            "two documents, marked",
            "\u{feff}# a\n---\nproduction:\n  registry:\n---\nb: 1\n",
            5,
            "second document",
        ),
        ("a byte order mark", "\u{feff}production:\n  registry:\nb: 1\n", 1, "byte order mark"),
        ("broken before a second", "a: [\n---\nb: 1\n", 2, "not valid YAML"),
        (
            "the section in another spelling",
            "production:\n  registry:\n    a: 1\n  \"reg\\x69stry\":\n    host: b\n",
            4,
            "second time, after line 2",
        ),
        (
            "the section behind a question mark",
            "production:\n  registry:\n    a: 1\n  ? registry\n  : host: b\n",
            4,
            "second time, after line 2",
        ),
        ("a question mark alone", "production:\n  ? registry\n  : host: b\n", 2, "behind a `?`"),
        (
            "the section with a tag",
            "production:\n  registry:\n    a: 1\n  !!str registry:\n    host: b\n",
            4,
            "second time, after line 2",
        ),
        (
            "an entry in another spelling",
            "production:\n  registry:\n    host: a\n    \"hos\\u0074\": b\n",
            4,
            "second time, after line 3",
        ),
        (
            "a line behind a separator in a comment",
            "production:\n  registry:\n    host: a\n  # x\u{2028}  registry:\n    host: b\n",
            4,
            "second time, after line 2",
        ),
        (
            "an entry behind a next-line mark in a comment",
            "production:\n  registry:\n    # x\u{85}    host: a\n    host: b\n",
            4,
            "second time, after line 3",
        ),
        (
            "a feature in another spelling",
            "production:\n  gitlab:\n    default_projects_features:\n      container_registry: true\n      'container_registry': true\n",
            5,
            "second time, after line 4",
        ),
        ("braces around all", "{production: {registry: {}}}\n", 1, "no `production` section"),
        (
            "features that others use",
            "production:\n  gitlab:\n    default_projects_features: &f\n      wiki: true\n",
            3,
            "anchor",
        ),
        (
            "gitlab that others use",
            "production:\n  gitlab: &g\n    default_projects_features:\n      wiki: true\n  other: *g\n",
            2,
            "something else",
        ),
    ] {
        let fault = patch(text, &wanted).expect_err(name);
        assert_eq!(fault.line, line, "{name}: {fault:?}");
        assert!(fault.message.contains(said), "{name}: {fault:?}");
        assert!(!fault.hint.is_empty(), "{name}: {fault:?}");
    }
}

#[test]
fn text_that_looks_like_a_section_is_never_taken_for_one() {
    for text in [
        "production:\n  note: |\n    registry:\n      enabled: false\n  registry:\n    host: a\n",
        "production:\n  note: \"one\n  registry:\n    two\"\n  registry:\n    host: a\n",
        "# production:\n#   registry:\nproduction:\n  # registry:\n  registry:\n    host: a\n",
    ] {
        if let Ok(after) = patch(text, &only(&[("enabled", json!(true))])) {
            let (gone, came) = difference(text, &after);
            assert_eq!((gone.len(), came), (0, vec!["    enabled: true".to_owned()]), "{text}");
            let read = tree::read(&after).unwrap();
            let section = read.get("production").unwrap().get("registry").unwrap().clone();
            assert_eq!(section.get("enabled"), Some(&tree::Node::Bool(true)), "{after}");
        } else {
            assert!(text.contains("\"one"), "{text}");
        }
    }
}

#[test]
fn secrets_in_the_file_are_known_so_that_no_plan_shows_them() {
    let hidden = hidden(SAMPLE);
    assert!(hidden.contains(&"registry: this is not a section but text".to_owned()), "{hidden:?}");
    assert!(hidden.contains(&"hunter2-of-the-mailbox".to_owned()), "{hidden:?}");
    assert!(!hidden.iter().any(|line| line.contains("example")), "{hidden:?}");
}

#[test]
fn secrets_are_known_however_deep_they_stand() {
    let text = "a:\n  password: /slashed\n  pass: [listed, {x: mapped}]\n  sec: ['section']\n  key: config/a.key\n  \
                url: imap://u:in-url@h\nb: {api_url: 'http://u:in-api@h/x', secret_key: 123456, token: abc}\n";
    assert_eq!(
        hidden(text),
        ["/slashed", "listed", "mapped", "section", "in-url", "in-api", "123456"].map(str::to_owned)
    );
}
