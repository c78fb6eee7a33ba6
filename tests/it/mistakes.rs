//! How mistakes are told: the table of codes, colour, programs, and secrets that are never shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use wharf::problem::{KINDS, Problems};
use wharf::ruby::{Outside, Unread};
use wharf::secret::Secret;
use wharf::settings::{Fetched, Input, Language, Source, Unfetched, parse, parse_with, read, reference};

use crate::golden::{facts, walk};
use crate::support::sandbox::Sandbox;

fn package(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every text below `folder` in files that end in `ending`.
fn texts(folder: &Path, ending: &str, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, ending, into);
        } else if path.to_string_lossy().ends_with(ending) {
            into.push((path.to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every code of `text` between `before` and `after`.
fn codes(text: &str, before: char, after: char) -> impl Iterator<Item = String> {
    text.match_indices(before).filter_map(move |(at, _)| {
        let code = text.get(at + 1..at + 5)?;
        let is_code =
            code.starts_with(['E', 'W', 'N']) && code[1..].bytes().all(|byte| byte.is_ascii_digit());
        (is_code && text[at + 5..].starts_with(after)).then(|| code.to_owned())
    })
}

#[test]
fn every_code_has_one_row_and_every_row_is_used() {
    let mut sources = Vec::new();
    texts(&package("src"), ".rs", &mut sources);
    let used: BTreeSet<String> = sources
        .iter()
        .filter(|(path, _)| !path.ends_with("problem/codes.rs") && !path.ends_with("problem/told.rs"))
        .flat_map(|(_, text)| codes(text, '"', '"'))
        .collect();
    let listed: BTreeSet<String> = KINDS.iter().map(|kind| kind.code.to_owned()).collect();
    assert_eq!(used, listed, "what the program says and the table differ");
    assert_eq!(listed.len(), KINDS.len(), "a code has two rows");
    let titles: BTreeSet<&str> = KINDS.iter().map(|kind| kind.title).collect();
    assert_eq!(titles.len(), KINDS.len(), "two kinds have one title");
    for kind in KINDS {
        assert!(!kind.title.ends_with('.') && kind.explanation.ends_with('.'), "{}", kind.code);
        assert!(wharf::problem::kind(&kind.code.to_lowercase()).is_some());
    }
}

/// Codes that no sample of settings can show by itself, each with the test that does.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("E009", "what_has_no_effect_is_said"),
    ("E012", "no_nginx_on_the_host"),
    ("E013", "two_settings_files_are_an_error_and_one_of_them_can_be_named"),
    ("N016", "the_variable_counts_before_the_file_which_wins_key_by_key"),
    ("W017", "the_file_of_a_cluster_wins_and_is_told"),
    ("E050", "a_storage_folder_that_the_user_cannot_reach_names_the_folder_in_the_way"),
    ("E051", "a_folder_where_a_file_must_be_is_told_before_anything_changes"),
    ("E062", "a_key_that_cannot_sign_and_a_certificate_without_a_key"),
    ("W001", "an_old_name_is_taken_with_a_warning_and_the_new_one_wins"),
    ("W002", "what_has_no_effect_is_said"),
    ("W033", "secrets_come_from_files_variables_and_credentials"),
];

#[test]
fn every_code_is_shown_by_a_sample() {
    let mut samples = Vec::new();
    texts(&package("tests/samples/invalid"), ".stderr", &mut samples);
    let mut shown: BTreeSet<String> = samples.iter().flat_map(|(_, text)| codes(text, '[', ']')).collect();
    let mut tests = Vec::new();
    texts(&package("tests/it"), ".rs", &mut tests);
    for (code, test) in SHOWN_ELSEWHERE {
        let is_there = tests.iter().any(|(_, text)| text.contains(&format!("fn {test}()")));
        assert!(is_there, "there is no test `{test}`");
        assert!(shown.insert((*code).to_owned()), "{code} needs no row any more");
    }
    let listed: BTreeSet<String> = KINDS.iter().map(|kind| kind.code.to_owned()).collect();
    assert_eq!(shown, listed);
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let sandbox = Sandbox::new();
    sandbox.write("/etc/gitlab/gitlab.toml", "regisry = 1\n");
    let root = sandbox.root().to_string_lossy().into_owned();
    for (name, arguments, variables, wanted) in [
        ("not a terminal", &[][..], &[][..], false),
        ("asked by a flag", &["--color", "always"][..], &[("NO_COLOR", "1")][..], true),
        ("asked by the environment", &[], &[("CLICOLOR_FORCE", "1")], true),
        ("forbidden by the environment", &[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        ("forbidden by a flag", &["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
    ] {
        let output = crate::support::command(&crate::support::wharf())
            .args(["--root", &root])
            .args(arguments)
            .arg("plan")
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.contains('\u{1b}'), wanted, "{name}: {said}");
    }
}

#[test]
fn a_program_gets_the_same_problems() {
    let problems = parse("\n[registry]\nlog_levl = 1\n", "gitlab.toml").unwrap_err();
    let all = problems.json();
    assert_eq!(
        all[0],
        serde_json::json!({
            "code": "E001",
            "key": "registry.log_levl",
            "file": "gitlab.toml",
            "line": 3,
            "column": 1,
            "message": "there is no setting `registry.log_levl`",
            "hint": "did you mean `registry.log_level`?",
        })
    );
}

#[test]
fn hints_lead_somewhere() {
    for (text, hint) in [
        ("registry.storage = 1\n", Some("`wharf config explain registry.storage` tells what it takes")),
        ("registry.database = 1\n", Some("`wharf config explain registry.database` tells what it takes")),
        ("registry.redis.cache.host = \"r\"\n", Some("did you mean `registry.redis.cache.addr`?")),
        ("registry.redis.cache.sslmode = \"r\"\n", None),
        ("log_level = \"info\"\n", Some("did you mean `registry.log_level`?")),
    ] {
        let problems = parse(text, "").unwrap_err();
        assert_eq!(problems.list[0].hint.as_deref(), hint, "{text}");
    }
}

#[test]
fn hints_beside_a_line_of_ruby_are_ruby() {
    for (text, hint) in [
        ("registry['storage'] = 1", "`wharf config explain registry.storage` tells what it takes"),
        ("registry['redis']['cache']['host'] = 'r'", "did you mean `registry['redis']['cache']['addr']`?"),
        ("registry['redis'] = { 'cache' => { 'host' => 'r' } }", "did you mean `'addr'`?"),
        ("log_level 'info'", "did you mean `registry['log_level']`?"),
        ("registry['enable'] = 'true'", "remove the quotes: `registry['enable'] = true`"),
        ("registry 'enable' => 'yes'", "write `'enable' => true`"),
        ("registry['notifications'] = [{ 'name' => 'a' }]", "add `'url' => …`"),
        (
            "registry['storage']['s3']['bucket'] = 'a/b'",
            "write `registry['storage']['s3']['bucket'] = 'a'` and `registry['storage']['s3']['rootdirectory'] = '/b'`",
        ),
        (
            "registry['storage']['s3'] = { bucket: 'a/b' }",
            "write `'bucket' => 'a'` and `'rootdirectory' => '/b'`",
        ),
        (
            "registry['http_secret'] = {}",
            "write exactly one of the two, such as `registry['http_secret'] = File.read('/etc/gitlab/secret').chomp`",
        ),
    ] {
        let problems = parse_ruby(text).unwrap_err();
        assert_eq!(problems.list[0].hint.as_deref(), Some(hint), "{text}");
    }
}

#[test]
fn a_value_that_could_not_be_told_is_not_missing_too() {
    let problems =
        parse_ruby("registry['notifications'] = [{ 'name' => 'a', 'url' => `hostname` }]").unwrap_err();
    assert_eq!(problems.list.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["E014"]);
}

#[test]
fn an_old_name_is_told_in_ruby_but_for_the_one_that_every_guide_uses() {
    let told = |text| parse_ruby(text).unwrap().warnings;
    assert_eq!(told("registry_nginx['listen_port'] = 5050"), []);
    let warnings = told("registry['storage']['s3_v2'] = { 'bucket' => 'b', 'region' => 'r' }");
    assert_eq!(
        warnings[0].hint.as_deref(),
        Some("write `registry['storage']['s3']`; what stands there wins")
    );
}

/// Settings from the text of a `gitlab.rb`, on a host without variables and files.
pub fn parse_ruby(text: &str) -> Result<wharf::settings::Parsed, Problems> {
    let input = Input { file: "gitlab.rb", text, language: Language::Ruby, ..Input::default() };
    read(input, &|source| panic!("{source:?} is fetched"), &Nothing)
}

/// A host without anything.
struct Nothing;

impl Outside for Nothing {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn read(&self, _: &str) -> Result<String, Unread> {
        Err(Unread { message: "does not exist".to_owned(), hint: String::new(), is_forbidden: false })
    }

    fn exists(&self, _: &str) -> bool {
        false
    }
}

#[test]
fn digits_in_quotes_are_a_number_where_the_guide_writes_them_so() {
    let parsed = parse("gitlab_rails.registry_port = \"5005\"\n", "").unwrap();
    assert_eq!(parsed.settings.gitlab_rails.registry_port.map(|port| port.0), Some(5005));
    for (given, hint) in
        [("\"991\"", "remove the quotes: `uid = 991`"), ("\"9 9\"", "write it like `uid = 991`")]
    {
        let problems = parse(&format!("registry.uid = {given}\n"), "").unwrap_err();
        assert_eq!((problems.list[0].code, problems.list[0].hint.as_deref()), ("E005", Some(hint)));
    }
}

// --- secrets that stand elsewhere

const SETTINGS: &str =
    "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://registry.test\"\n";

#[test]
fn secrets_come_from_files_variables_and_credentials() {
    let sandbox = Sandbox::new();
    let credentials = sandbox.outside("credentials");
    std::fs::create_dir(&credentials).unwrap();
    std::fs::write(credentials.join("token"), "from-systemd").unwrap();
    sandbox.write("/etc/gitlab/secrets/http", "from-a-file\r\n");
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "{SETTINGS}[registry]\nhttp_secret = {{ file = \"/etc/gitlab/secrets/http\" }}\n[registry.env]\n\
             PLAIN = \"seen\"\nONE = {{ env = \"WHARF_TEST_ONE\" }}\nTWO = {{ file = \"token\" }}\n"
        ),
    );
    let root = sandbox.root().to_string_lossy().into_owned();
    let run = |verb: &str, one: &str| {
        let output = crate::support::command(&crate::support::wharf())
            .args(["--root", &root, "-v", verb])
            .env("WHARF_TEST_ONE", one)
            .env("CREDENTIALS_DIRECTORY", &credentials)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        (output.status.code(), said.into_owned())
    };
    let (code, said) = run("plan", "from-the-environment");
    assert_eq!(code, Some(10), "{said}");
    assert!(said.contains("warning[W033]: gitlab.toml:4:1: ") && said.contains("run `chmod 0600 "), "{said}");
    assert!(said.contains("[secret]") && said.contains("seen"), "{said}");
    for secret in ["from-a-file", "from-the-environment", "from-systemd"] {
        assert!(!said.contains(secret), "{said}");
    }

    // What a run of `reconfigure` wrote is what the next plan is compared with; here it is written by hand.
    let env = "/opt/gitlab/etc/registry/env";
    sandbox.write(&format!("{env}/ONE"), "from-the-environment");
    let (_, same) = run("plan", "from-the-environment");
    let (_, changed) = run("plan", "1");
    let about_one = |said: &str| {
        said.lines().skip_while(|line| !line.contains("env/ONE")).take(2).collect::<Vec<_>>().join("\n")
    };
    assert_ne!(about_one(&same), about_one(&changed), "a changed secret is no change:\n{changed}");
    assert!(about_one(&changed).contains("[secret]"), "{changed}");
    assert!(!changed.contains("from-the-environment"), "the old secret is shown:\n{changed}");
}

fn fetched(text: &str) -> Fetched {
    Fetched { value: Secret::new(text.to_owned()), warning: None }
}

#[test]
fn every_secret_of_the_schema_takes_a_reference_and_is_kept_to_be_hidden() {
    let places = secrets();
    assert!(places.len() >= 3, "the schema knows no secrets any more: {places:?}");
    for place in places {
        let hash = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2";
        for reference in [
            "{ file = \"/s\" }",
            "{ env = \"S\" }",
            "\"\"\"$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2\"\"\"",
        ] {
            let text = written(&place, reference);
            let parsed = parse_with(&text, "gitlab.toml", &|_| Ok(fetched(hash)))
                .unwrap_or_else(|problems| panic!("{text}\n{problems}"));
            // A variable is a secret by its name or because it is fetched; in the settings it is any value.
            let is_variable = place.starts_with("registry.env.");
            let is_plain = is_variable && !reference.starts_with('{');
            assert!(is_plain || parsed.secrets.iter().any(|secret| secret.expose() == hash), "{text}");
            assert!(is_variable || !format!("{parsed:?}").contains(hash), "{text}");
        }
        let unread = parse(&written(&place, "{ file = \"/s\" }"), "gitlab.toml");
        assert!(unread.is_ok(), "{place}: {}", unread.unwrap_err());
    }
}

#[test]
fn a_secret_that_may_not_be_read_stops_a_plan_and_not_a_check() {
    let forbidden = |source: &Source| {
        let message = format!("is to come from {}, which this user may not read", source.name());
        Err(Unfetched { message, hint: "run it as root".to_owned(), is_forbidden: true })
    };
    let text = "[registry]\nhttp_secret = { file = \"/s\" }\n";
    let parsed = parse_with(text, "gitlab.toml", &forbidden).unwrap();
    let [refusal] = parsed.refusals.as_slice() else { panic!("{:?}", parsed.refusals) };
    assert_eq!((refusal.code, refusal.line, refusal.column), ("E032", 2, 1));
    assert_eq!(parsed.settings.registry.http_secret.unwrap().expose(), "[from /s]");
    let gone = |_: &Source| {
        let (message, hint) = ("is not there".to_owned(), "write it".to_owned());
        Err(Unfetched { message, hint, is_forbidden: false })
    };
    let problems = parse_with(text, "gitlab.toml", &gone).unwrap_err();
    assert_eq!((problems.list[0].code, problems.list[0].line, problems.list[0].column), ("E032", 2, 15));
}

// --- secrets are never shown

/// Every secret setting of the schema, `[]` behind the list it is in.
pub fn secrets() -> Vec<String> {
    fn collect(prefix: &str, node: &Value, into: &mut Vec<String>) {
        let node = node["anyOf"].as_array().and_then(|all| all.first()).unwrap_or(node);
        if node["x-secret"] == true {
            into.push(prefix.to_owned());
        }
        for (key, child) in node["properties"].as_object().into_iter().flatten() {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            collect(&path, child, into);
        }
        if node["items"].is_object() {
            collect(&format!("{prefix}[]"), &node["items"], into);
        }
        if node["additionalProperties"].is_object() && node.get("x-reference").is_some() {
            into.push(format!("{prefix}.SOME_SECRET"));
        }
    }
    let mut all = Vec::new();
    collect("", &reference::json_schema(), &mut all);
    all
}

/// Settings that say `value` at `place`, and what must stand beside it.
fn written(place: &str, value: &str) -> String {
    match place.split_once("[].") {
        Some(("auth_server.users", key)) => {
            format!("[[auth_server.users]]\nname = \"alice\"\n{key} = {value}\n")
        }
        Some((list, key)) => {
            let needed = "name = \"n\"\nurl = \"http://a.test\"\n";
            format!("[[{list}]]\n{needed}{key} = {value}\n")
        }
        None => {
            let (section, key) = place.rsplit_once('.').unwrap_or(("", place));
            if section.is_empty() {
                format!("{key} = {value}\n")
            } else {
                format!("[{section}]\n{key} = {value}\n")
            }
        }
    }
}

/// Everything that is said of a file, to people, to programs and to who debugs.
fn everything_said(text: &str) -> String {
    let of = |problems: &Problems| {
        format!("{problems}\n{}\n{}\n{problems:?}", problems.told(true), problems.json())
    };
    let parsed = match parse(text, "gitlab.toml") {
        Ok(parsed) => format!("{:?}", parsed.warnings),
        Err(problems) => return of(&problems),
    };
    match walk(text, &facts()) {
        Ok((_, said)) => format!("{parsed}{said:?}"),
        Err(problems) => parsed + &of(&problems),
    }
}

/// Ways to write a secret, right and wrong; `S` is the secret.
const WAYS: &[&str] = &[
    "\"S\"",
    "'S'",
    "\"\"\"\nS\n\"\"\"",
    "'''S'''",
    "S",
    "\"S",
    "S\"",
    "'S",
    "\"\"\"S",
    "\"\"\"\nS\n",
    "[\"S\"]",
    "[\n\"S\",\n]",
    "[[\"S\"], 5]",
    "{ value = \"S\" }",
    "{ file = 5, x = \"S\" }",
    "{ secret = S }",
    "\"a\" \"S\"",
    "\"a\\q S\"",
    "= \"S\"",
    "\n\"S\"",
    "\n\nS",
    "[\n\"S\"",
    "{ a = \"S\"",
    "5 # S",
    "\"x\" # it was S",
    "\"-----BEGIN PRIVATE KEY-----\nS=\n-----END PRIVATE KEY-----\"",
    "-----BEGIN PRIVATE KEY-----\nS=\nS\n-----END PRIVATE KEY-----",
    "\"\"\"-----BEGIN PRIVATE KEY-----\nS==\n-----END",
    "\"S\" }",
    "\"S\"\n}",
    "\"S\" log_level = \"inof\"",
    "\"S\\u0000\"",
    "\"\\uD800S\"",
    "\"S\u{7}\"",
    "2020-01-01 \"S\"",
    "\"S\"\r",
    "\"S\"\rx = 1",
];

/// What may stand around it, right and wrong; `P` is the way above with its key.
const AROUND: &[&str] = &[
    "P",
    "regisry = 1\nP",
    "P\nregisry = 1\n",
    "P[registry\n",
    "P[nginx]\nenable = \"true\"\n",
    "external_url = 5\nP",
    "x = \"\nP",
    "x = \"\"\"\nP",
    "x = '''\nP",
    "# \"\"\"\nP",
    "P\nx = 1 = 2",
    "PP",
    "\u{feff}P",
    "registry_external_url = \"no\"\nP",
    "x = [\nP",
    "x = {\nP",
    "[registry]\nlog_level = \"a\nP",
    "[registry]\nlog_level = \"\"\"a\nP",
    "[registry]\nlog_level = \\\nP",
    "P\u{0}",
];

/// Mistakes in the key itself.
fn misspelt(place: &str, way: usize) -> String {
    let (section, key) = place.rsplit_once('.').unwrap_or(("", place));
    let key = match way {
        1 => key.get(1..).unwrap_or(key).to_owned(),
        2 => format!("{key}s"),
        3 => key.replace('e', "3"),
        4 => format!("\"{key}\""),
        5 => format!("{key}.x"),
        6 => key.to_uppercase(),
        _ => key.to_owned(),
    };
    if section.is_empty() { key } else { format!("{section}.{key}") }
}

#[test]
fn a_secret_is_never_shown_whatever_is_wrong_around_it() {
    let mut shown = BTreeMap::new();
    let secret = "Zq7xK2mPw9Lr";
    for place in secrets() {
        for spelling in 0..7 {
            let place = misspelt(&place, spelling);
            for way in WAYS {
                let passage = written(&place, &way.replace('S', secret));
                for around in AROUND {
                    let text = around.replace('P', &passage);
                    let said = everything_said(&text);
                    if said.contains(secret) {
                        shown.insert(text, said);
                    }
                }
            }
        }
    }
    if let Some((text, said)) = shown.first_key_value() {
        panic!("{} files show it, such as\n{text}\nwhich says\n{said}", shown.len());
    }
}

/// The same cases at every run, and twenty times as many in `make soak`.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        cases: u32::try_from(crate::support::times(400)).unwrap(),
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_secret_is_never_shown_though_characters_are_lost_or_added(
        place in proptest::sample::select(secrets()),
        way in proptest::sample::select(WAYS),
        around in proptest::sample::select(AROUND),
        secret in "[a-zA-Z0-9]{12,24}",
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), "[\"'\\[\\]{}=#\\n\\r,. a\\\\-]{0,3}", 0..3_usize), 0..6),
    ) {
        let text = around.replace('P', &written(&place, &way.replace('S', "\u{1f511}")));
        let mut characters: Vec<char> = text.chars().collect();
        for (at, new, lost) in edits {
            let at = at.index(characters.len() + 1);
            let end = (at + lost).min(characters.len());
            let kept: Vec<char> = characters[at..end].iter().copied().filter(|c| *c == '\u{1f511}').collect();
            characters.splice(at..end, new.chars().chain(kept));
        }
        let text: String = characters.into_iter().collect::<String>().replace('\u{1f511}', &secret);
        let said = everything_said(&text);
        prop_assert!(!said.contains(&secret), "{text}\nsays\n{said}");
    }

    #[test]
    fn a_changed_file_gives_settings_or_problems_with_places_in_it(
        edits in proptest::collection::vec(
            (any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), 0..6_u8, "\\PC{0,6}|[\"'\\[\\]{}=#\\n\\r,.0-9:TZe_+-]{0,6}"),
            1..12,
        ),
    ) {
        let mut lines: Vec<String> = every_setting_written();
        for (at, other, kind, new) in edits {
            let (at, other) = (at.index(lines.len()), other.index(lines.len()));
            let middle = lines[at].char_indices().map(|(at, _)| at).nth(other % (lines[at].chars().count() + 1)).unwrap_or(lines[at].len());
            match kind {
                0 => lines[at].insert_str(middle, &new),
                1 => lines[at].truncate(middle),
                2 => lines.swap(at, other),
                3 => { let copy = lines[at].clone(); lines.insert(other, copy); }
                4 => { let value = lines[other].split_once('=').map(|(_, value)| value.to_owned()); if let (Some(value), Some((key, _))) = (value, lines[at].split_once('=')) { lines[at] = format!("{key}={value}"); } }
                _ => { lines[at] = new; }
            }
        }
        lies_inside(&lines.join("\n"))?;
    }

    #[test]
    fn any_text_gives_settings_or_problems_with_places_in_it(text in "(\\PC|[\"'\\[\\]{}=#\\n\\r\\t,.\\x00-\\x1f]){0,200}") {
        lies_inside(&text)?;
    }
}

/// Every setting of the example file with its value, a line each.
fn every_setting_written() -> Vec<String> {
    let example = reference::example_toml();
    let is_setting = |line: &&str| {
        line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key[2..].contains(' '))
    };
    example.lines().filter(is_setting).map(|line| line.trim_start_matches("# ").to_owned()).collect()
}

/// Reads, derives and renders; every problem must stand in the text.
fn lies_inside(text: &str) -> Result<(), TestCaseError> {
    let Err(problems) = walk(text, &facts()) else { return Ok(()) };
    prop_assert!(!problems.list.is_empty());
    let lines: Vec<&str> = text.split('\n').collect();
    for problem in &problems.list {
        prop_assert!(problem.line <= lines.len(), "{problem:?}");
        if let Some(line) = problem.line.checked_sub(1).map(|at| lines[at]) {
            let length = line.trim_start_matches('\u{feff}').chars().count();
            prop_assert!((1..=length + 1).contains(&problem.column), "{problem:?} in {line:?}");
            prop_assert!(problem.column + problem.length <= length + 2, "{problem:?} in {line:?}");
        }
    }
    prop_assert!(problems.to_string().len() < 200_000);
    Ok(())
}

#[test]
fn keys_of_every_kind_that_openssl_makes_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (key, certificate, locked) = (path("key"), path("certificate"), path("locked"));
    for (name, make) in [
        ("RSA in PKCS#1", &["genrsa", "-traditional", "-out", &key, "2048"][..]),
        ("RSA in PKCS#8", &["genpkey", "-algorithm", "RSA", "-out", &key]),
        (
            "a curve in SEC1, its parameters before it",
            &["ecparam", "-name", "prime256v1", "-genkey", "-out", &key],
        ),
        (
            "a curve in PKCS#8",
            &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp384r1", "-out", &key],
        ),
        ("Ed25519", &["genpkey", "-algorithm", "ed25519", "-out", &key]),
    ] {
        crate::support::run("openssl", make).exits(0);
        let names = "subjectAltName=DNS:*.test,IP:127.0.0.1";
        let sign =
            ["req", "-x509", "-key", &key, "-subj", "/CN=a.test", "-addext", names, "-out", &certificate];
        crate::support::run("openssl", &sign).exits(0);
        let lock = ["pkey", "-aes256", "-passout", "pass:hunter2", "-in", &key, "-out", &locked];
        crate::support::run("openssl", &lock).exits(0);
        let read = |path: &str| std::fs::read(path).unwrap();
        let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() + 1;
        let faults = |key: &str, host: &str| wharf::keys::check(&read(&certificate), &read(key), host, now);
        assert_eq!(faults(&key, "127.0.0.1"), [], "{name}");
        let said: Vec<String> = faults(&locked, "registry.other").iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{name}: {said:?}");
        assert!(
            said[0].contains("encrypted") && said[1].contains("`*.test`, `127.0.0.1`"),
            "{name}: {said:?}"
        );
    }
}

#[test]
fn a_key_in_the_place_of_its_file_is_not_told() {
    let pem = "-----BEGIN PRIVATE KEY-----\\nMIIhunter2\\n-----END PRIVATE KEY-----\\n";
    let middleware = |value: &str| {
        format!(
            "registry.middleware.storage = [{{ name = \"cloudfront\", options = {{ baseurl = \"https://c.test\", \
             keypairid = \"K\", privatekey = \"{value}\" }} }}]"
        )
    };
    for (line, said) in [
        (format!("registry.nginx.ssl_certificate_key = \"{pem}\""), "is the key itself"),
        (middleware(pem), "is the key itself"),
        (middleware("MIIhunter2"), "must be a path from the root"),
        ("registry.dir = \"srv\\nhunter2\"".to_owned(), "must be a path from the root"),
    ] {
        let problems = parse(&format!("registry_external_url = \"https://r.test\"\n{line}\n"), "gitlab.toml")
            .unwrap_err();
        let told = format!("{problems} {problems:?}");
        assert!(told.contains(said), "{line}: {problems}");
        for part in ["hunter2", "`/-----BEGIN", "`-----BEGIN", "not `"] {
            assert!(
                !problems.list.iter().any(|one| format!("{} {:?}", one.message, one.hint).contains(part)),
                "{part}: {problems}"
            );
        }
        if said.ends_with("itself") {
            assert!(told.contains("write it to a file and name the file"), "{problems}");
        }
    }
}

#[test]
fn a_secret_that_says_nothing_is_refused() {
    for (line, hint) in [
        ("registry.http_secret = \"\"", "remove the line to have one made"),
        ("registry.internal_key = \" \"", "remove the line to have one made"),
        ("gitlab_rails.registry_notification_secret = \"\"", "remove the line, or write the secret"),
    ] {
        let problems = parse(line, "gitlab.toml").unwrap_err();
        let found: Vec<_> = problems.list.iter().map(|one| (one.code, one.hint.as_deref())).collect();
        assert!(
            problems.to_string().contains("is empty") && format!("{found:?}").contains("E006"),
            "{line}: {problems}"
        );
        assert!(format!("{found:?}").contains(hint), "{line}: {found:?}");
    }
    parse("registry.redis.password = \"\"", "gitlab.toml").unwrap();
}
