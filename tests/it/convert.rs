//! `wharf convert`: a `gitlab.rb` and the TOML made of it say the same, comments and all.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wharf::convert::{Converted, Difference, convert, differences};
use wharf::explain::gitlab_rb;
use wharf::problem::Problems;
use wharf::ruby::{Outside, Unread};
use wharf::secret::Secret;
use wharf::settings::{
    Fetched, Input, Language, Source, Unfetched, described, evaluated, find_described, parse, read, reference,
};

use crate::support::sandbox::Sandbox;

fn tests() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

/// The world of a case of Omnibus: its `context.json`.
struct World(Value);

impl World {
    fn fetch(&self, source: &Source) -> Result<Fetched, Unfetched> {
        let text = match source {
            Source::Variable(name) => self.variable(name),
            Source::File(name) => self.read(name).ok(),
        };
        let text = text.filter(|text| !text.trim().is_empty());
        let text = text.map(|text| text.strip_suffix('\n').unwrap_or(&text).to_owned());
        let missing =
            || Unfetched { message: "is missing".to_owned(), hint: String::new(), is_forbidden: false };
        Ok(Fetched { value: Secret::new(text.ok_or_else(missing)?), warning: None })
    }
}

impl Outside for World {
    fn variable(&self, name: &str) -> Option<String> {
        self.0["env"][name].as_str().map(ToOwned::to_owned)
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        let missing =
            || Unread { message: "does not exist".to_owned(), hint: String::new(), is_forbidden: false };
        self.0["files"][path].as_str().map(ToOwned::to_owned).ok_or_else(missing)
    }

    fn exists(&self, path: &str) -> bool {
        self.0["files"][path].is_string()
            || self.0["existing_files"].as_array().is_some_and(|all| all.iter().any(|one| one == path))
    }
}

/// The TOML of `ruby`, and in what it differs when it is read; its problems where it cannot be used itself.
fn converted(ruby: &str, world: &World) -> Result<(Converted, Vec<Difference>), Problems> {
    let input = Input { file: "gitlab.rb", text: ruby, language: Language::Ruby, ..Input::default() };
    let fetch = |source: &Source| world.fetch(source);
    let said = read(input, &fetch, world)?;
    let tree = evaluated(input, world);
    let converted = convert(&tree, &fetch);
    assert_eq!(convert(&tree, &fetch), converted, "it is not the same twice");
    let toml = Input { text: &converted.text, language: Language::Toml, ..input };
    let again = read(toml, &fetch, world).unwrap_or_else(|problems| panic!("{problems}\n{}", converted.text));
    let differences = differences(&said, &again);
    Ok((converted, differences))
}

/// The settings alone.
fn plainly(ruby: &str) -> Converted {
    let (converted, differences) =
        converted(ruby, &World(Value::Null)).unwrap_or_else(|problems| panic!("{ruby}: {problems}"));
    assert_eq!(differences, [], "{ruby}\n{}", converted.text);
    converted
}

fn cases() -> Vec<PathBuf> {
    let all = std::fs::read_dir(tests().join("golden/omnibus")).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = all.filter(|path| path.join("gitlab.rb").exists()).collect();
    cases.sort();
    cases
}

/// Cases that are refused in Ruby and fine in TOML, each with its reason.
const OF_RUBY: &[(&str, &str)] = &[
    ("132-silent-assign-hash", "`registry = …` is a variable of Ruby, and what a section is in TOML"),
    ("133-silent-assign-then-index", "the same"),
];

#[test]
fn every_case_of_omnibus_and_its_toml_say_the_same() {
    let (mut same, mut faults) = (0, Vec::new());
    for case in cases() {
        let ruby = std::fs::read_to_string(case.join("gitlab.rb")).unwrap();
        let context = std::fs::read_to_string(case.join("context.json"));
        let world = World(context.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap()));
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        match converted(&ruby, &world) {
            Ok((_, differences)) if differences.is_empty() => same += 1,
            Ok((converted, differences)) => {
                faults.push(format!("{name}: {differences:#?}\n{}", converted.text));
            }
            // What is refused as it is cannot be converted; TOML of the same settings is refused too.
            Err(problems) => {
                if let Ok(settings) = std::fs::read_to_string(case.join("settings.json")) {
                    let settings: Value = serde_json::from_str(&settings).unwrap();
                    let is_accepted = toml::to_string(&settings).is_ok_and(|text| parse(&text, "").is_ok());
                    if is_accepted && !OF_RUBY.iter().any(|row| row.0 == name) {
                        faults.push(format!("{name} is refused as Ruby alone: {problems}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(same >= 200, "only {same} cases were converted");
}

#[test]
fn a_setting_that_differs_is_found() {
    let read = |text: &str| parse(text, "gitlab.toml").unwrap();
    let one =
        read("registry.http_secret = \"hunter1\"\nregistry.uid = 5\nregistry.nginx.http2_enabled = true\n");
    let other =
        read("registry.http_secret = \"hunter2\"\nregistry.nginx.http2_enabled = true\npostgresql.a = 1\n");
    let found = differences(&one, &other);
    assert_eq!(
        found.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(),
        ["registry.http_secret", "registry.uid"]
    );
    assert_eq!((found[1].one.as_deref(), found[1].other.as_deref()), (Some("5"), None));
    assert!(!format!("{found:?}").contains("hunter"), "{found:?}");
}

/// The whole of Omnibus' template is settings that are switched off, below words about them: here it is made of every
/// setting there is.
fn template() -> (String, Vec<String>) {
    let (mut text, mut paths) = (String::new(), Vec::new());
    for setting in described() {
        let Some(line) = gitlab_rb(&setting).filter(|_| setting.example.is_some() && !setting.is_section)
        else {
            continue;
        };
        text.push_str(&"#".repeat(40));
        write!(text, "\n## {}\n", setting.path).unwrap();
        for line in setting.doc.lines() {
            writeln!(text, "##! {line}").unwrap();
        }
        write!(text, "# {line}\n\n").unwrap();
        paths.push(setting.path);
    }
    (text, paths)
}

#[test]
fn every_setting_that_is_switched_off_can_be_switched_on_in_toml() {
    let (ruby, paths) = template();
    assert!(paths.len() > 150, "the template is gone");
    let converted = plainly(&ruby);
    assert_eq!(converted.text.lines().count(), ruby.trim_end().lines().count());
    assert_eq!((converted.settings, converted.others), (0, 0));
    for path in paths {
        let line = converted.text.lines().find(|line| line.starts_with(&format!("# {path} = ")));
        let line = line.unwrap_or_else(|| panic!("`{path}` is not put as TOML has it"));
        let example = find_described(&path).unwrap().example.unwrap();
        let wanted = parse(&format!("{path} = {}", reference::toml_value(&example)), "").unwrap();
        let switched_on = parse(line.strip_prefix("# ").unwrap(), "").unwrap();
        assert_eq!(differences(&wanted, &switched_on), [], "{line}");
    }
}

/// The dotted paths of all that `value` holds.
fn leaves(value: &toml::Value, path: &str, into: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) if !table.is_empty() => {
            let dot = if path.is_empty() { "" } else { "." };
            table.iter().for_each(|(key, value)| leaves(value, &format!("{path}{dot}{key}"), into));
        }
        other => into.push(format!("{path} = {other}")),
    }
}

#[test]
fn a_setting_that_is_switched_off_among_others_is_that_setting_when_it_is_switched_on() {
    let ruby = std::fs::read_to_string(tests().join("samples/valid/company.rb")).unwrap()
        + "\n# registry['log_level'] = 'debug'\nnginx['enable'] = true\n# registry['storage'] = { 's3' => { 'bucket' => 'x' } }\n\
           # nginx['custom_error_pages'] = {}\n# roles ['redis_master_role']\n";
    let text = plainly(&ruby).text;
    let all = |text: &str| {
        let mut found = Vec::new();
        leaves(
            &toml::Value::Table(text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))),
            "",
            &mut found,
        );
        found
    };
    let before = all(&text);
    let mut switched = 0;
    for line in text.lines().filter(|line| line.starts_with("# ")) {
        let on = line.trim_start_matches("# ");
        // Words are no TOML, and Ruby is none.
        let Ok(one) = on.parse::<toml::Table>() else { continue };
        if one.is_empty() || !on.contains(" = ") {
            continue;
        }
        let after = all(&text.replacen(&format!("\n{line}\n"), &format!("\n{on}\n"), 1));
        let new: Vec<&String> = after.iter().filter(|leaf| !before.contains(leaf)).collect();
        let [new] = new.as_slice() else { panic!("{line}: {new:?}") };
        let path = new.split(" = ").next().unwrap();
        let steps: Vec<&str> = path.split('.').collect();
        let (first, keys) = steps.split_first().unwrap();
        let key = keys.last().copied().unwrap_or(first);
        let is_of = |line: &&str| line.trim_start().starts_with('#') && line.contains(key);
        assert!(
            ruby.lines().filter(is_of).any(|line| line.contains(first) || !line.contains("['")),
            "{line} is {path}, which nothing in the file is"
        );
        assert!(!path.contains(&format!("{first}.{first}")), "{line} is {path}");
        switched += 1;
    }
    assert!(switched >= 5, "{switched} in\n{text}");
}

/// A number that follows from the last.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A file of comments and settings in every place that has room for one; how many comments it has.
fn scattered(dice: &mut Dice) -> (String, usize) {
    let (mut text, mut count) = (String::new(), 0);
    let mut comment = |dice: &mut Dice, text: &mut String, indent: &str| {
        for _ in 0..dice.roll(3) {
            writeln!(text, "{indent}# comment {count}.").unwrap();
            count += 1;
            text.push_str(&"\n".repeat(usize::try_from(dice.roll(3)).unwrap()));
        }
    };
    let mut besides = 0;
    let mut beside = |dice: &mut Dice, text: &mut String| {
        if dice.roll(2) == 0 {
            write!(text, " # beside {besides}.").unwrap();
            besides += 1;
        }
        text.push('\n');
    };
    for _ in 0..dice.roll(12) {
        comment(dice, &mut text, "");
        match dice.roll(7) {
            0 => text.push_str("external_url 'https://gitlab.example.com'"),
            1 => text.push_str("registry['uid'] = 5; registry['gid'] = 6"),
            2 => text.push_str("nginx['enable'] = true; registry['log_level'] = 'debug'"),
            3 => {
                text.push_str("registry['storage'] = {");
                beside(dice, &mut text);
                comment(dice, &mut text, "  ");
                text.push_str("  's3' => { 'bucket' => 'b',");
                beside(dice, &mut text);
                comment(dice, &mut text, "    ");
                text.push_str("    'region' => 'r' }");
                beside(dice, &mut text);
                comment(dice, &mut text, "  ");
                text.push('}');
            }
            4 => {
                text.push_str("registry['notifications'] = [");
                beside(dice, &mut text);
                for name in ["a", "b"] {
                    comment(dice, &mut text, "");
                    write!(text, "  {{ 'name' => '{name}', 'url' => 'http://{name}.test' }},").unwrap();
                    beside(dice, &mut text);
                }
                text.push(']');
            }
            5 => text.push_str("nginx['custom_nginx_config'] = \"a 1;\\nb 2;\\n\""),
            _ => text.push_str("registry['uid'] = nil"),
        }
        beside(dice, &mut text);
    }
    comment(dice, &mut text, "");
    (text, count + besides)
}

#[test]
fn every_comment_is_carried_over_once() {
    let mut dice = Dice(4);
    let mut most = 0;
    for _ in 0..500 {
        let (ruby, comments) = scattered(&mut dice);
        let text = plainly(&ruby).text;
        let words: Vec<&str> = ruby.split('#').skip(1).filter_map(|rest| rest.lines().next()).collect();
        assert_eq!(words.len(), comments, "{ruby}");
        for words in words {
            let found = text.matches(&format!("#{words}")).count();
            assert_eq!(found, 1, "`#{words}` stands there {found} times\n{ruby}\n----\n{text}");
        }
        assert_eq!(text.matches('#').count(), comments, "{ruby}\n----\n{text}");
        assert!(!text.contains("\n\n\n"), "{text}");
        most = most.max(comments);
    }
    assert!(most > 20, "the files are too small: {most}");
}

/// A file of a company, as a person would look at its translation.
#[test]
fn a_whole_file_reads_well() {
    let ruby = std::fs::read_to_string(tests().join("samples/valid/company.rb")).unwrap();
    let converted = plainly(&ruby);
    let beside = tests().join("samples/convert/company.toml");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&beside, &converted.text).unwrap();
    }
    assert_eq!(converted.text, std::fs::read_to_string(&beside).unwrap());
    assert_eq!(converted.left_out, ["gitlab_rails.db_password"]);
    assert_eq!(converted.unset, 1);
}

/// Comments of one section keep their order.
#[test]
fn comments_keep_their_order() {
    let lines: Vec<String> = ["uid", "gid", "log_level", "dir"]
        .iter()
        .map(|key| format!("# of {key}\n# registry['{key}'] = 5\n\n"))
        .collect();
    let ruby = format!("{}external_url 'http://a.test'\n# after\n", lines.concat());
    let text = plainly(&ruby).text;
    let places: Vec<usize> =
        ["# of uid", "# of gid", "# of log_level", "# of dir", "external_url", "# after"]
            .map(|words| text.find(words).unwrap())
            .into();
    assert!(places.is_sorted(), "{text}");
}

/// A host with this `gitlab.rb`.
fn host(ruby: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("/etc/gitlab/gitlab.rb", ruby);
    sandbox
}

const SMALL: &str = "# ours\nexternal_url 'http://gitlab.example.com'\nregistry['http_secret'] = 'hunter2-of-the-registry'\n\
                     postgresql['enable'] = false\n";

#[test]
fn the_toml_goes_to_standard_output() {
    let host = host(SMALL);
    let answer = host.wharf(&["convert"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(
        answer.output,
        "# ours\nexternal_url = \"http://gitlab.example.com\"\n\n[registry]\n\
         http_secret = \"hunter2-of-the-registry\"\n\n[postgresql]\nenable = false\n"
    );
    assert_eq!(answer.error, "note: it holds secrets: keep it 0600 (`--output FILE` does)\n");
    let named = host.wharf(&["convert", &host.path("/etc/gitlab/gitlab.rb").to_string_lossy()]);
    assert_eq!(named.output, answer.output);
    host.write("/etc/gitlab/gitlab.rb", "external_url 'http://gitlab.example.com'\n");
    assert_eq!(host.wharf(&["convert"]).error, "");
}

#[test]
fn a_file_is_written_for_the_owner_and_never_over_another() {
    use std::os::unix::fs::PermissionsExt as _;
    let host = host(SMALL);
    let output = host.outside("new.toml");
    let name = output.to_string_lossy().into_owned();
    let answer = host.wharf(&["convert", "-o", &name]);
    assert_eq!((answer.code, answer.output.as_str()), (0, ""), "{answer:?}");
    assert!(answer.error.contains("2 settings, and 1 of other components"), "{answer:?}");
    assert_eq!(std::fs::metadata(&output).unwrap().permissions().mode() & 0o7777, 0o600);
    let text = std::fs::read_to_string(&output).unwrap();
    assert_eq!(text, host.wharf(&["convert"]).output);
    assert_eq!(host.wharf(&["check", &name]).code, 0);

    std::fs::write(&output, "mine\n").unwrap();
    let again = host.wharf(&["convert", "-o", &name]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.error.contains("is there already") && again.error.contains("hint: "), "{again:?}");
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "mine\n");
    let nowhere = host.wharf(&["convert", "-o", "/nowhere/at/all.toml"]);
    assert!(nowhere.code == 1 && nowhere.error.contains("could not write"), "{nowhere:?}");
}

#[test]
fn the_check_tells_how_many_settings_agree() {
    let host = host(SMALL);
    let answer = host.wharf(&["convert", "--check"]);
    assert_eq!((answer.code, answer.error.as_str()), (0, ""), "{answer:?}");
    assert_eq!(answer.output, "gitlab.rb and its TOML say the same: 2 settings, and 1 of other components\n");
    let json: Value = serde_json::from_str(&host.wharf(&["convert", "--check", "--json"]).output).unwrap();
    assert_eq!(
        (&json["same"], &json["settings"], &json["toml"]),
        (&Value::Bool(true), &2.into(), &Value::Null)
    );
    let json: Value = serde_json::from_str(&host.wharf(&["convert", "--json"]).output).unwrap();
    assert_eq!(json["toml"], host.wharf(&["convert"]).output);
}

#[test]
fn what_is_wrong_is_told_as_check_tells_it() {
    let host = host("external_url 'http://gitlab.example.com'\nregistry['log_levl'] = 'debug'\n");
    let (check, convert) = (host.wharf(&["check"]), host.wharf(&["convert"]));
    assert_eq!((convert.code, convert.output.as_str()), (3, ""));
    assert_eq!(convert.error, check.error);
    let json: Value = serde_json::from_str(&host.wharf(&["convert", "--json"]).output).unwrap();
    assert_eq!(json["problems"][0]["code"], "E001");

    // what only shows in what the settings come to
    host.write(
        "/etc/gitlab/gitlab.rb",
        "external_url 'http://gitlab.example.com'\nregistry_external_url 'http://registry.example.com'\n\
         registry['internal_key'] = 'no key'\n",
    );
    let (check, convert) = (host.wharf(&["check"]), host.wharf(&["convert"]));
    assert_eq!((convert.code, convert.output.as_str()), (3, ""), "{convert:?}");
    assert_eq!(convert.error, check.error);

    let none = Sandbox::new().wharf(&["convert"]);
    assert!(
        none.code == 1 && none.error.contains("there is no ") && none.error.contains("hint: "),
        "{none:?}"
    );
    host.write("/etc/gitlab/gitlab.toml", "");
    let toml = host.wharf(&["convert", &host.path("/etc/gitlab/gitlab.toml").to_string_lossy()]);
    assert!(toml.code == 1 && toml.error.contains("is TOML already"), "{toml:?}");
}
