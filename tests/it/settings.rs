//! What the administrator may say and may not: samples with the exact message beside each, and the schema.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use wharf::explain::touched;
use wharf::settings::{Setting, described, parse, reference};

use crate::golden::{come_to, facts, walk};
use crate::mistakes::parse_ruby;
use crate::support::sandbox::Sandbox;

fn samples(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(folder);
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = all
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml" || ending == "rb"))
        .collect();
    found.sort();
    assert!(found.len() >= 5, "the samples are gone");
    found
}

#[test]
fn valid_samples_make_files() {
    for path in samples("valid") {
        let text = std::fs::read_to_string(&path).unwrap();
        let is_ruby = path.extension().is_some_and(|ending| ending == "rb");
        let parsed = if is_ruby { parse_ruby(&text) } else { parse(&text, "gitlab.toml") };
        let (rendered, _) = parsed
            .and_then(|parsed| come_to(&parsed, &facts()))
            .unwrap_or_else(|problems| panic!("{}: {problems}", path.display()));
        assert!(!rendered.files.is_empty(), "{}", path.display());
    }
}

/// What a sample asks of its host, in the comments at its top: `# listen: ADDRESS` for a stranger that holds a
/// port, `# file: PATH MODE = SAMPLE` for a file that is there (0600 unless said), `@ROOT@` in it standing for the root.
fn furnish(sandbox: &Sandbox, text: &str) -> Vec<std::net::TcpListener> {
    use std::os::unix::fs::PermissionsExt as _;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut held = Vec::new();
    for line in text.lines().take_while(|line| line.starts_with('#')) {
        if let Some(address) = line.strip_prefix("# listen: ") {
            // Where somebody else holds it already, that is a stranger too.
            held.extend(std::net::TcpListener::bind(address));
        } else if let Some((place, sample)) =
            line.strip_prefix("# file: ").and_then(|rest| rest.split_once(" = "))
        {
            let (path, mode) = place.split_once(' ').unwrap_or((place, "0600"));
            let content = std::fs::read_to_string(samples.join(sample)).unwrap();
            sandbox.write(path, &content.replace("@ROOT@", &sandbox.root().to_string_lossy()));
            let mode = std::fs::Permissions::from_mode(u32::from_str_radix(mode, 8).unwrap());
            std::fs::set_permissions(sandbox.path(path), mode).unwrap();
        }
    }
    held
}

/// What `wharf plan` says to a sample, with words for what is not the same everywhere.
fn said_to(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let sandbox = Sandbox::new();
    let _held = furnish(&sandbox, &text);
    let ending = path.extension().unwrap().to_string_lossy();
    sandbox.write(&format!("/etc/gitlab/gitlab.{ending}"), &text);
    let answer = sandbox.wharf(&["plan"]);
    let has_errors = answer.error.contains("error");
    assert_eq!(answer.code, if has_errors { 3 } else { 10 }, "{}: {answer:?}", path.display());
    let said = answer.error.replace(&*sandbox.root().to_string_lossy(), "");
    let stranger = |line: &str| match line.split_once("is held by pid ") {
        Some((before, _)) => format!("{before}is held by pid PID `COMMAND`\n"),
        None => line.to_owned(),
    };
    said.split_inclusive('\n').map(stranger).collect()
}

#[test]
fn invalid_samples_give_exactly_the_message_beside_them() {
    let mut faults = Vec::new();
    for path in samples("invalid") {
        let said = said_to(&path);
        let beside = path.with_extension("stderr");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&beside, &said).unwrap();
        }
        let wanted = std::fs::read_to_string(&beside).unwrap_or_default();
        if said != wanted || said.is_empty() {
            faults.push(format!("{} says\n{said}and should say\n{wanted}", path.display()));
        }
        assert!(!said.contains("hunter2"), "{} shows a password:\n{said}", path.display());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_gitlab_rb_that_is_no_text_is_told_where() {
    let sandbox = Sandbox::new();
    let file = sandbox.path("/etc/gitlab/gitlab.rb");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, b"external_url 'https://a.test'\nregistry['log_level'] = '\xff'\n").unwrap();
    let said = sandbox.wharf(&["plan"]).exits(3).error;
    assert!(
        said.contains("error[E004]: the file is not valid UTF-8") && said.contains("gitlab.rb:2:26"),
        "{said}"
    );
}

#[test]
fn every_setting_has_a_doc_and_an_example() {
    let all = described();
    assert!(all.len() > 100, "the schema is gone");
    for setting in all {
        let path = &setting.path;
        let is_sentence = setting.doc.ends_with(['.', ':']) && setting.doc.contains(' ');
        assert!(is_sentence || setting.is_section, "the doc of `{path}` is no sentence: {:?}", setting.doc);
        assert!(!setting.doc.is_empty(), "`{path}` has no doc comment");
        if !setting.is_section {
            assert!(setting.example.is_some(), "`{path}` has no example");
            assert_ne!(setting.example, setting.default, "the example of `{path}` is its default");
        }
    }
}

#[test]
fn the_example_file_is_what_the_schema_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gitlab.toml");
    let printed = reference::example_toml();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &printed).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), printed, "run the tests once with UPDATE=1");
    let settings = parse(&printed, "examples/gitlab.toml").unwrap().settings;
    assert_eq!(
        settings,
        wharf::settings::Settings::default(),
        "the example file changes something by itself"
    );
}

/// TOML of one setting: `a.b = value`.
fn line(setting: &Setting) -> String {
    format!("{} = {}\n", setting.path, reference::toml_value(setting.example.as_ref().unwrap()))
}

/// Settings that no rendered file shows, each with its reason.
const ELSEWHERE: &[(&str, &str)] = &[("gitlab_rails.restart_command", "run after a change, not written")];

/// Settings that have one place and a value.
fn leaves() -> impl Iterator<Item = Setting> {
    described().into_iter().filter(|setting| !setting.is_section && !setting.is_in_a_list())
}

#[test]
fn every_setting_matters() {
    let dead: BTreeSet<String> = leaves()
        .filter(|setting| touched(&setting.path, setting.example.as_ref().unwrap()).is_nothing())
        .map(|setting| setting.path)
        .collect();
    let excused: BTreeSet<String> = ELSEWHERE.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(dead, excused, "accepted, yet changing nothing; or excused without need");
}

#[test]
fn examples_are_accepted() {
    for setting in leaves() {
        let text = line(&setting);
        if let Err(problems) = parse(&text, "gitlab.toml") {
            panic!("{text}: {problems}");
        }
    }
}

/// Two hundred thousand lines, each with its number.
fn numbered(before: &str, after: &str) -> String {
    let lines: Vec<String> = (0..200_000).map(|number| format!("{before}{number}{after}")).collect();
    lines.concat()
}

/// How long this thread was on a processor: what else runs does not count.
fn on_processor() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(schedule.split(' ').next().unwrap().parse().unwrap())
}

#[test]
fn hostile_files_are_refused_or_read_in_good_time() {
    let deep = 10_000;
    let mut files = vec![
        ("nested arrays", format!("a = {}{}", "[".repeat(deep), "]".repeat(deep))),
        ("nested tables", format!("a = {}1{}", "{a = ".repeat(deep), "}".repeat(deep))),
        ("a deep key", format!("{}a = 1", "a.".repeat(deep))),
        ("a deep header", format!("[{}a]", "a.".repeat(deep))),
        ("many sections", numbered("[s", "]\n")),
        ("many keys of GitLab", numbered("gitlab_rails.key_of_another_year_", " = 1\n")),
        ("many variables", numbered("registry.env.A", " = [1]\n")),
        ("10 MB of one line", format!("external_url = \"https://{}\"", "a".repeat(10_000_000))),
        ("a long key", format!("{} = 1", "k".repeat(10_000_000))),
        ("duplicate keys", "external_url = \"https://a.test\"\n".repeat(1000)),
        ("nothing but quotes", "\"".repeat(100_000)),
        ("controls", "\u{0}\u{1}\u{feff}".repeat(1000)),
        ("ends of lines by CR alone", "[registry]\rlog_level = \"info\"\rlog_levl = 5\r".repeat(1000)),
        ("a NUL", "[registry]\nlog_level = \"in\u{0}fo\"\n".to_owned()),
        ("half of a surrogate pair", "[registry.env]\nA = \"\\uD800\"\n".to_owned()),
        ("a number of a million digits", format!("registry.uid = {}", "9".repeat(1_000_000))),
        ("a fraction of a million digits", format!("registry.env.A = 1e{}", "9".repeat(1_000_000))),
        ("no number", "registry.uid = nan\nregistry.env.A = inf\n".to_owned()),
        ("dates", "registry.uid = 1979-05-27T07:32:00Z\nregistry.env.A = 07:32:00\n".to_owned()),
        (
            "a list of all kinds",
            "registry.nginx.listen_addresses = [1, \"a\", [true], { b = 1979-05-27 }, 1.5]\n".to_owned(),
        ),
        (
            "a reference in a reference",
            "registry.http_secret = { file = { file = { env = \"A\" } } }\n".to_owned(),
        ),
        ("a setting that is also a section", "[registry.log_level.a.b]\nc = 1\n".to_owned()),
        ("comments alone, with a DEL", "# ".repeat(1_000_000) + "\u{7f}"),
        ("a million brackets", "[".repeat(1_000_000)),
        ("texts that never end", "\"\"\"\n'\n".repeat(200_000)),
    ];
    files.push(("ten thousand users", "[[auth_server.users]]\nname = 1\n".repeat(10_000)));
    for (name, text) in files {
        let start = on_processor();
        let outcome = parse(&text, "gitlab.toml");
        let took = on_processor().saturating_sub(start);
        if let Err(problems) = &outcome {
            assert!(problems.list.len() <= 101, "{name}: {} problems", problems.list.len());
            assert!(problems.to_string().len() < 100_000, "{name}: the message is as long as the file");
        }
        assert!(name == "10 MB of one line" || outcome.is_err(), "{name} is accepted");
        assert!(took < Duration::from_mins(2), "{name} took {took:?}");
    }
}

#[test]
fn hostile_gitlab_rbs_are_refused_or_read_in_good_time() {
    let deep = 20_000;
    let many = |before: &str, after: &str| -> String {
        let lines: Vec<String> = (0..20_000).map(|number| format!("{before}{number}{after}")).collect();
        lines.concat()
    };
    for (name, text) in [
        ("nested lists", format!("registry['storage'] = {}{}", "[".repeat(deep), "]".repeat(deep))),
        ("nested lists without an end", format!("registry['storage'] = {}", "[".repeat(deep))),
        ("nested hashes", format!("registry['env'] = {}1{}", "{ 'a' => ".repeat(deep), " }".repeat(deep))),
        ("nested brackets", format!("registry['uid'] = {}1{}", "(".repeat(deep), ")".repeat(deep))),
        ("a deep key", format!("registry{} = 1", "['a']".repeat(2000))),
        ("many nots", format!("registry['enable'] = {}1", "!".repeat(deep))),
        ("a long sum", format!("registry['log_level'] = {}1", "1 + ".repeat(deep))),
        ("a long alternative", format!("registry['log_level'] = {}1", "nil || ".repeat(deep))),
        ("conditions in conditions", format!("{}{}", "if true\n".repeat(deep), "end\n".repeat(deep))),
        ("texts in texts", format!("registry['dir'] = {}", "\"#{".repeat(2000))),
        ("many unknown names", many("unknown_", " 1\n")),
        ("many unknown keys", many("registry['key_", "'] = 1\n")),
        ("many keys of GitLab", many("gitlab_rails['key_of_another_year_", "'] = 1\n") + "end"),
        ("10 MB of one line", format!("registry['log_level'] = 'inof#{}'", "a".repeat(10_000_000))),
        ("10 MB of comments", format!("{}registry['log_level'] = 'inof'", "# nothing\n".repeat(1_000_000))),
        ("an endless loop", "loop { registry['uid'] = 5 }\n".to_owned()),
        ("a huge range", "(1..10**12).each { |n| registry['env'][\"A#{n}\"] = 'a' }\n".to_owned()),
        ("a huge text", "registry['log_level'] = 'a' * 10_000_000_000\n".to_owned()),
        ("a huge number", "registry['uid'] = 10 ** 10_000_000\n".to_owned()),
        ("a doubled text", format!("a = 'a'\n{}registry['log_level'] = a", "a = a + a\n".repeat(100))),
        (
            "a doubled hash",
            format!("a = {{}}\n{}registry['env'] = a", "a = { 'x' => a, 'y' => a }\n".repeat(100)),
        ),
        ("a hash in itself", "a = {}\na['a'] = a\nregistry['env'] = a\n".to_owned()),
        ("a hard pattern", format!("registry['dir'] = '{}'.gsub(/(a+)+$/, '')", "a".repeat(100_000))),
        ("nothing but quotes", "\"'".repeat(100_000)),
        ("controls", "\u{0}\u{1}\u{feff}".repeat(1000)),
        ("a million brackets", "[".repeat(1_000_000)),
        ("heredocs without an end", "registry['dir'] = <<~A\n".repeat(2000)),
    ] {
        // It is evaluated on a thread of its own, so the clock counts here.
        let start = std::time::Instant::now();
        let outcome = parse_ruby(&text);
        let took = start.elapsed();
        let Err(problems) = outcome else { panic!("{name} is accepted") };
        assert!(problems.list.len() <= 101, "{name}: {} problems", problems.list.len());
        assert!(problems.to_string().len() < 100_000, "{name}: the message is as long as the file");
        assert!(took < Duration::from_mins(2), "{name} took {took:?}");
    }
}

#[test]
fn odd_files_that_are_settings_all_the_same_are_taken() {
    for (name, text) in [
        ("nothing", ""),
        ("a byte order mark alone", "\u{feff}"),
        (
            "ends of lines as on Windows",
            "\u{feff}external_url = \"https://a.test\"\r\n\r\n[registry]\r\nuid = 5\r\n",
        ),
        ("no end of the last line", "registry.uid = 5"),
        ("numbers of other bases", "registry.uid = 0x1_F\nregistry.gid = 0b101\n"),
    ] {
        assert!(parse(text, "gitlab.toml").is_ok(), "{name}");
    }
}

#[test]
fn an_old_name_is_taken_with_a_warning_and_the_new_one_wins() {
    let text =
        "[registry_nginx]\nlisten_port = 5050\nhttp2_enabled = true\n[registry.nginx]\nlisten_port = 6060\n";
    let parsed = parse(text, "gitlab.toml").unwrap();
    assert_eq!(parsed.settings.registry.nginx.listen_port.map(|port| port.0), Some(6060));
    assert!(parsed.settings.registry.nginx.http2_enabled);
    let [warning] = parsed.warnings.as_slice() else { panic!("{:?}", parsed.warnings) };
    assert_eq!((warning.line, warning.column), (1, 2));
    let place = |key: &str| {
        let mut problem = wharf::problem::Problem::about(key, "", "");
        parsed.places.find(&mut problem);
        (problem.line > 0).then_some((problem.line, problem.column))
    };
    assert_eq!(place("registry.nginx.http2_enabled"), Some((3, 1)));
    assert_eq!(place("registry.nginx.listen_port"), Some((5, 1)));
    assert_eq!(place("registry.nginx.ssl_certificate"), Some((4, 11)));
    assert_eq!(place("gitlab_rails.enable"), None);
}

#[test]
fn what_has_no_effect_is_said() {
    let base = "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test:5050\"\n\
         letsencrypt.enable = false\n";
    for (lines, words) in [
        ("nginx.enable = false\nregistry.nginx.http2_enabled = true", "NGINX does not serve the registry"),
        ("registry.nginx.listen_https = false\nregistry.nginx.http2_enabled = true", "NGINX speaks no TLS"),
        (
            "registry.nginx.redirect_http_to_https_port = 81",
            "`registry.nginx.redirect_http_to_https` is false",
        ),
        ("supervise.drain = 60", "`supervise.drain` has no effect"),
        ("registry.nginx.https = false", "so NGINX speaks TLS"),
        ("registry.nginx.ssl_verify_depth = 3", "`registry.nginx.ssl_verify_client` is not set"),
        ("registry.auth = \"none\"", "whoever reaches the registry"),
        ("registry.auth = \"none\"\nregistry.autoredirect = true", "`registry.autoredirect` has no effect"),
        ("gitlab_rails.registry_host = \"other.test\"", "says another host"),
        ("gitlab_rails.registry_port = 5051", "says another port"),
        ("gitlab_rails.registry_enabled = false", "yet GitLab uses the registry"),
        (
            "gitlab_rails.enable = false\ngitlab_rails.registry_key_path = \"/k\"",
            "GitLab is not on this host",
        ),
        ("auth_server.anonymous = [{ repository = \"a\", actions = [] }]", "`auth_server.enable` is false"),
        ("auth_server.enable = true", "knows no users"),
        ("registry.storage_delete_enabled = false\nregistry.storage.delete.enabled = true", "says otherwise"),
        ("registry.storage.s3.bucket = \"b\"", "plan refuses: the storage driver `s3` is not built yet"),
        ("registry.nginx.proxy_set_headers.X-A = false", "is none of the usual ones"),
    ] {
        let (_, said) = walk(&format!("{base}{lines}\n"), &facts()).unwrap();
        assert!(said.iter().any(|one| one.contains(words)), "{lines}: {said:?}");
    }
    let elsewhere = "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://r.test\"\ngitlab_rails.registry_port = 5055\n";
    let told = "GitLab is told that the registry is on port 5055, yet it is served on port 443";
    let secretless = "external_url = \"https://gitlab.test\"\npackage.generate_secrets_json_file = false\n";
    let unguessed = "so Let's Encrypt is not guessed";
    for (text, words, is_said) in [
        (elsewhere.to_owned(), told, true),
        (format!("{elsewhere}registry.nginx.listen_port = 5055\n"), told, false),
        (elsewhere.replace("5055", "443"), "GitLab is told", false),
        (secretless.to_owned(), unguessed, true),
        (format!("{secretless}letsencrypt.enable = false\n"), unguessed, false),
        (secretless.replace("https", "http"), unguessed, false),
    ] {
        let (_, said) = walk(&text, &facts()).unwrap();
        assert_eq!(said.iter().any(|one| one.contains(words)), is_said, "{text}: {said:?}");
    }
    let same = "external_url = \"https://a.test:5050\"\nregistry_external_url = \"https://A.test:5050\"\n";
    let (_, said) = walk(same, &facts()).unwrap();
    assert!(said.iter().any(|one| one.contains("are one place")), "{said:?}");
    let (_, said) = walk(base, &facts()).unwrap();
    assert_eq!(said, Vec::<String>::new());
}
