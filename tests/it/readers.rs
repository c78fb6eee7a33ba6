//! Go's and Ruby's YAML readers find in every rendered config.yml and gitlab.yml what was meant, types included.
//!
//! One process of each reads all the files. A missing Ruby or Go is a failure: `make packages` installs both.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use wharf::derive::derive;
use wharf::render::render;
use wharf::secret::Secret;
use wharf::settings::{parse, reference::toml_value};

use crate::golden::{cases, facts, secrets};

const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";
const GITLAB: &str = "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml";

/// Texts that some reader of YAML takes for something else, or breaks on, where they are not written with care.
fn nasty() -> Vec<String> {
    let words = [
        "yes",
        "Yes",
        "NO",
        "on",
        "Off",
        "y",
        "N",
        "true",
        "FALSE",
        "~",
        "null",
        "Null",
        "nil",
        "0x1",
        "0b1",
        "0o17",
        "010",
        "08",
        "1e3",
        "1E3",
        "1_000",
        "+1",
        "-1",
        ".5",
        "1.",
        "0.1",
        "1.0",
        ".inf",
        "-.INF",
        ".nan",
        "1:30",
        "190:20:30",
        "1:30.5",
        "2001-01-01",
        "2001-01-01T00:00:00Z",
        "2001-12-14 21:59:43.10 -5",
        "<<",
        "=",
        "!",
        "!!str a",
        "&a",
        "*a",
        "-",
        "- a",
        "? a",
        "a: b",
        "a:",
        ":a",
        ":",
        "a #b",
        "#a",
        "'",
        "'a'",
        "\"a\"",
        "a\\b",
        "\\n",
        "{a}",
        "{",
        "[a]",
        "]",
        ",",
        "a, b",
        "|",
        ">",
        "|-\n a",
        "%a",
        "%YAML 1.1",
        "@a",
        "`a`",
        "---",
        "--- a",
        "...",
        " a",
        "a ",
        "  ",
        "\ta",
        "a\tb",
        "a\nb",
        "a\n",
        "\n",
        "a\r\nb",
        "a\rb",
        "\u{7f}",
        "\u{1}",
        "\u{8}",
        "\u{1b}[0m",
        "\u{85}",
        "a\u{85}b",
        "\u{a0}",
        "\u{2028}",
        "\u{2029}",
        "\u{feff}a",
        "é",
        "e\u{301}",
        "😀",
        "\u{e000}",
        "\u{fffd}",
        "\u{fffe}",
        "\u{10ffff}",
        "<%= 1 %>",
        "#{1}",
        "${A}",
        "$(a)",
        "{{ a }}",
        "{% a %}",
        "!ruby/object:Object {}",
    ];
    let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    all.push("x".repeat(4096));
    all.push("many words ".repeat(400).trim_end().to_owned());
    all.push("😀 é\n".repeat(500));
    all
}

/// Where a free text of the settings comes out: the file and the place in it.
const FREE: &[(&str, &str)] = &[
    (CONFIG, "/http/secret"),
    (CONFIG, "/storage/s3/secretkey"),
    (CONFIG, "/auth/token/issuer"),
    (GITLAB, "/production/registry/issuer"),
    (GITLAB, "/production/registry/host"),
];

/// What a place in a file must say.
struct Meant {
    what: String,
    file: String,
    place: String,
    value: Value,
}

/// Files to be read, and what was meant by them.
#[derive(Default)]
struct Reading {
    files: BTreeMap<String, String>,
    meant: Vec<Meant>,
}

impl Reading {
    /// Adds what `text` renders to in `folder`. `free` is the text that stands in every free place.
    fn add(&mut self, folder: &Path, name: &str, text: &str, free: Option<&str>) -> Result<(), String> {
        let parsed = parse(text, "gitlab.toml").map_err(|problems| problems.to_string())?;
        let mut secrets = secrets();
        if let Some(given) = &parsed.settings.registry.http_secret {
            secrets.http_secret = Secret::new(given.expose().clone());
        }
        let derived =
            derive(&parsed.settings, &facts(), &secrets).map_err(|problems| problems.to_string())?;
        let rendered = render(&derived).unwrap();
        let place = |path: &str| {
            let file =
                format!("{}-{}", name.replace('/', "-"), path.trim_start_matches('/').replace('/', "-"));
            folder.join(file).to_string_lossy().into_owned()
        };
        for (path, file) in rendered.files.iter().filter(|(path, _)| is_yaml(path)) {
            self.files.insert(place(path), file.content.clone());
        }
        let mut mean = |path: &str, at: &str, value: Value| {
            if rendered.files.contains_key(path) {
                self.meant.push(Meant {
                    what: name.to_owned(),
                    file: place(path),
                    place: at.to_owned(),
                    value,
                });
            }
        };
        if let Some(registry) = &derived.registry {
            let config = format!("{}/config.yml", derived.paths.registry);
            mean(&config, "/storage", registry.storage.clone());
            mean(&config, "/http/addr", registry.addr.clone().into());
            mean(&config, "/http/secret", registry.secret.expose().clone().into());
            mean(&config, "/version", serde_json::json!(0.1));
        }
        if let Some(rails) = &derived.rails {
            for (key, value) in serde_json::to_value(&rails.registry).unwrap().as_object().unwrap() {
                mean(GITLAB, &format!("/production/registry/{key}"), value.clone());
            }
        }
        for (path, at) in FREE.iter().filter(|_| free.is_some()) {
            mean(path, at, free.into());
        }
        Ok(())
    }
}

fn is_yaml(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "yml")
}

/// Runs a reader over `files`; its answer as JSON.
fn answer(command: &mut Command, files: &BTreeMap<String, String>) -> Value {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap_or_else(|error| {
            panic!("{command:?}: {error}; `make packages` installs what the tests need")
        });
    let list: String = files.keys().flat_map(|file| [file, "\n"]).collect();
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{command:?} ended with {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn go_and_ruby_read_in_every_file_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let mut reading = Reading::default();
    let golden = cases().into_iter().map(|case| {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(case.join("settings.toml")).unwrap())
    });
    for (name, text) in golden.chain(crate::omnibus::accepted_by_both()) {
        reading
            .add(folder.path(), &name, &text, None)
            .unwrap_or_else(|problems| panic!("{name}: {problems}"));
    }
    let cases = reading.files.len();
    for (number, text) in nasty().into_iter().enumerate() {
        let quoted = toml_value(&text.as_str().into());
        // The URL would say another host, so that one is GitLab's alone.
        let urls = "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test\"\n\
                    registry.storage.s3.bucket = \"images\"\nregistry.storage.s3.region = \"eu-central-1\"\n";
        let settings = |urls: &str, keys: &[&str]| {
            let lines = keys.iter().map(|key| format!("{key} = {quoted}\n"));
            lines.fold(urls.to_owned(), |all, line| all + &line)
        };
        let with_registry = settings(
            urls,
            match text.trim() {
                // an empty one is refused
                "" => &["registry.storage.s3.secretkey", "gitlab_rails.registry_issuer"],
                _ => {
                    &["registry.http_secret", "registry.storage.s3.secretkey", "gitlab_rails.registry_issuer"]
                }
            },
        );
        let without = settings(
            "gitlab_rails.registry_enabled = true\n",
            &["gitlab_rails.registry_host", "gitlab_rails.registry_issuer"],
        );
        let name = format!("nasty {number} {text:.20?}");
        let file = format!("nasty-{number}");
        for (kind, settings) in [("registry", with_registry), ("external", without)] {
            let before = reading.meant.len();
            reading
                .add(folder.path(), &format!("{file}-{kind}"), &settings, Some(&text))
                .unwrap_or_else(|problems| panic!("{name}: {problems}"));
            // Where the URL decides, the host is not the text.
            let is_left_out = |place: &str| text.trim().is_empty() && place.ends_with("http/secret");
            let is_decided = |meant: &Meant| {
                kind == "registry" && (meant.place.ends_with("registry/host") || is_left_out(&meant.place))
            };
            let added = reading.meant.split_off(before);
            reading.meant.extend(added.into_iter().filter(|meant| !is_decided(meant)));
        }
    }
    for (file, content) in &reading.files {
        std::fs::write(file, content).unwrap();
    }
    assert!(cases > 150 && reading.files.len() > cases + 300, "{cases} and {}", reading.files.len());

    let readers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers");
    let ruby = answer(Command::new("ruby").arg(readers.join("yaml.rb")), &reading.files);
    let mut go = Command::new("go");
    // Debian's packages of the libraries, without a network.
    go.args(["run"])
        .arg(readers.join("yaml.go"))
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode");
    go.env("GOFLAGS", "").env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go"));
    let go = answer(&mut go, &reading.files);

    let all = [("ruby", &ruby), ("go, version 2", &go["v2"]), ("go, version 3", &go["v3"])];
    for (file, content) in &reading.files {
        let own: Value = serde_yaml::from_str(content).unwrap();
        for (reader, trees) in all {
            assert_eq!(trees[file], own, "{reader} reads something else in {file}:\n{content}");
        }
    }
    for meant in &reading.meant {
        for (reader, trees) in all {
            let have = trees[&meant.file].pointer(&meant.place).unwrap_or(&Value::Null);
            assert_eq!(*have, meant.value, "{reader} at {} of {}", meant.place, meant.what);
        }
    }
    assert!(reading.meant.len() > 2000, "only {} places were compared", reading.meant.len());
}

#[test]
fn the_readers_tell_types_apart() {
    // What the other test stands on: each of these would be seen there.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.yml").to_string_lossy().into_owned();
    std::fs::write(&file, "a: yes\nb: 2001-01-01\nc: 1.0\nd: 1\ne: \"1\"\n").unwrap();
    let files = BTreeMap::from([(file.clone(), String::new())]);
    let readers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers");
    let ruby = answer(Command::new("ruby").arg(readers.join("yaml.rb")), &files);
    assert_eq!(
        ruby[&file],
        serde_json::json!({ "a": true, "b": { "!Date": "2001-01-01" }, "c": 1.0, "d": 1, "e": "1" })
    );
}
