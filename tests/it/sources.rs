//! Which settings count on a host: which file, what the environment says before it, what a cluster says over it; and
//! what commands do that would edit a file which is Ruby.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{Answer, command, run, sandbox::Sandbox, wharf};

const TOML: &str = "/etc/gitlab/gitlab.toml";
const RUBY: &str = "/etc/gitlab/gitlab.rb";
const CLUSTER: &str = "/etc/gitlab/gitlab-cluster.json";

/// The least that makes a registry, in both languages.
const IN_TOML: &str =
    "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://registry.test\"\n";
const IN_RUBY: &str = "external_url 'http://gitlab.test'\nregistry_external_url 'http://registry.test'\n";

/// Runs `wharf` with `GITLAB_OMNIBUS_CONFIG`.
#[track_caller]
fn with_variable(sandbox: &Sandbox, variable: &str, arguments: &[&str]) -> Answer {
    let root = sandbox.root().to_string_lossy().into_owned();
    let output = command(&wharf())
        .args(["--root", &root])
        .args(arguments)
        .env("GITLAB_OMNIBUS_CONFIG", variable)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Answer {
        code: output.status.code().unwrap_or(-1),
        output: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Value and origin of `key`, as `config show` prints them.
#[track_caller]
fn row(answer: &Answer, key: &str) -> (String, String) {
    let found: Value = serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{answer:?}"));
    let rows = found["settings"].as_array().unwrap();
    let row = rows.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("{key}: {answer:?}"));
    (row["value"].to_string(), row["origin"].as_str().unwrap().to_owned())
}

#[test]
fn two_settings_files_are_an_error_and_one_of_them_can_be_named() {
    let sandbox = Sandbox::new();
    sandbox.write(TOML, IN_TOML);
    sandbox.write(RUBY, IN_RUBY);
    let commands: &[&[&str]] = &[
        &["check"],
        &["plan"],
        &["render"],
        &["config", "show"],
        &["reconfigure"],
        &["config", "set", "registry.log_level", "debug"],
        &["user", "list"],
        &["ca", "init"],
    ];
    for arguments in commands {
        let said =
            ["error[E013]", "gitlab/gitlab.toml and ", "gitlab/gitlab.rb", "--config", "convert --check"];
        sandbox.wharf(arguments).exits(3).says(&said);
    }
    assert_eq!((sandbox.read(TOML), sandbox.read(RUBY)), (IN_TOML.to_owned(), IN_RUBY.to_owned()));
    let program = sandbox.outside("gitlab-ctl");
    symlink(wharf(), &program).unwrap();
    let root = sandbox.root().to_string_lossy().into_owned();
    run(&program.to_string_lossy(), &["--root", &root, "reconfigure"]).exits(3).says(&["E013"]);
    for file in [TOML, RUBY] {
        let place = sandbox.path(file).to_string_lossy().into_owned();
        let answer = sandbox.wharf(&["--config", &place, "check"]).exits(0);
        assert!(answer.output.starts_with(file.rsplit('/').next().unwrap()), "{answer:?}");
        sandbox.wharf(&["check", &place]).exits(0);
        // A link that leads nowhere is there as well: whoever made it meant something.
        let other = if file == TOML { RUBY } else { TOML };
        std::fs::remove_file(sandbox.path(other)).unwrap();
        symlink("nowhere", sandbox.path(other)).unwrap();
        sandbox.wharf(&["check"]).exits(3).says(&["E013"]);
        std::fs::remove_file(sandbox.path(other)).unwrap();
        sandbox.wharf(&["check"]).exits(0);
        sandbox.write(TOML, IN_TOML);
        sandbox.write(RUBY, IN_RUBY);
    }
}

#[test]
fn the_language_is_that_of_the_name_else_that_of_the_text() {
    let sandbox = Sandbox::new();
    for (name, text, is_good, says) in [
        ("a.rb", IN_RUBY, true, "a.rb is good"),
        ("a.toml", IN_TOML, true, "a.toml is good"),
        ("a.rb", IN_TOML, false, "external_url"),
        ("a.toml", IN_RUBY, false, "could not read this as TOML"),
        ("gitlab.rb.bak", IN_RUBY, true, "gitlab.rb.bak is good"),
        ("settings", IN_TOML, true, "settings is good"),
        ("settings", IN_RUBY, true, "settings is good"),
        ("settings", "x = = 1\n", false, "could not read this as TOML"),
        ("empty.rb", "", true, "no registry on this host"),
        ("empty.toml", "", true, "no registry on this host"),
        ("empty", "", true, "no registry on this host"),
        ("remarks.rb", "# nothing\n", true, "no registry on this host"),
    ] {
        let place = sandbox.outside(name);
        std::fs::write(&place, text).unwrap();
        let answer = sandbox.wharf(&["--config", &place.to_string_lossy(), "check"]);
        assert_eq!(answer.code == 0, is_good, "{name} {text:?}: {answer:?}");
        assert!(format!("{}{}", answer.output, answer.error).contains(says), "{name} {text:?}: {answer:?}");
    }
}

#[test]
fn a_gitlab_rb_that_is_no_readable_file_is_told_as_such() {
    let sandbox = Sandbox::new();
    let place = sandbox.path(RUBY);
    let check = || sandbox.wharf(&["check"]);
    check().exits(1).says(&["there is no settings file", "gitlab.toml"]);
    std::fs::create_dir(&place).unwrap();
    check().exits(1).says(&["could not read the settings file", "gitlab.rb", "name another with `--config`"]);
    std::fs::remove_dir(&place).unwrap();
    run("mkfifo", &[&place.to_string_lossy()]).exits(0);
    check().exits(1).says(&["could not read the settings file", "it is not a file"]);
    std::fs::remove_file(&place).unwrap();
    symlink("elsewhere.rb", &place).unwrap();
    check().exits(1).says(&["is a link to elsewhere.rb, which is not there", "mend the link"]);
    sandbox.write("/etc/gitlab/elsewhere.rb", IN_RUBY);
    let answer = check().exits(0);
    assert!(answer.output.starts_with("gitlab.rb is good"), "{answer:?}");
    std::fs::write(&place, b"external_url '\xff'\n").unwrap();
    check().exits(3).says(&["gitlab.rb:1:15", "not valid UTF-8"]);
}

#[test]
fn the_variable_counts_before_the_file_which_wins_key_by_key() {
    let variable = "registry['log_level'] = 'warn'\nregistry['debug_addr'] = 'localhost:5099'\n\
                    registry['env'] = { 'A' => '1', 'B' => '2' }\nregistry_nginx['listen_port'] = 5001\n";
    let in_toml = format!(
        "{IN_TOML}[registry]\nlog_level = \"debug\"\nenv.B = \"3\"\n[registry.nginx]\nlisten_port = 5002\n"
    );
    let in_ruby = format!(
        "{IN_RUBY}registry['log_level'] = 'debug'\nregistry['env']['B'] = '3'\nregistry_nginx['listen_port'] = 5002\n"
    );
    for (file, text, lines) in [(TOML, in_toml, [4, 7]), (RUBY, in_ruby, [3, 5])] {
        let sandbox = Sandbox::new();
        sandbox.write(file, &text);
        let name = file.rsplit('/').next().unwrap();
        for arguments in [&["check"][..], &["config", "show"], &["plan"]] {
            let answer = with_variable(&sandbox, variable, arguments);
            assert_eq!(answer.error.matches("note[N016]").count(), 1, "{arguments:?}: {answer:?}");
            assert!(answer.error.contains(&format!("{name} wins over it")), "{answer:?}");
            assert!(!sandbox.wharf(arguments).error.contains("N016"), "nothing is said where it is not set");
        }
        let shown = with_variable(&sandbox, variable, &["config", "show", "--json"]).exits(0);
        let expected = [
            ("registry.log_level", "\"debug\"", format!("{name}:{}", lines[0])),
            ("registry.debug_addr", "\"localhost:5099\"", "GITLAB_OMNIBUS_CONFIG:2".to_owned()),
            ("registry.nginx.listen_port", "5002", format!("{name}:{}", lines[1])),
        ];
        for (key, value, origin) in expected {
            assert_eq!(row(&shown, key), (value.to_owned(), origin), "{key}");
        }
        let environment =
            with_variable(&sandbox, variable, &["config", "get", "registry.env", "--json"]).exits(0);
        let environment: Value = serde_json::from_str(&environment.output).unwrap();
        assert_eq!((&environment["A"], &environment["B"]), (&"1".into(), &"3".into()), "{environment}");
        // What is wrong with it stands in it.
        for (wrong, place, words) in [
            ("\nregistry['log_levle'] = 'x'\n", "GITLAB_OMNIBUS_CONFIG:2:1", "registry.log_levle"),
            ("registry['storage_delete_enabled'] = 7", "GITLAB_OMNIBUS_CONFIG:1:", "storage_delete_enabled"),
            ("registry[", "GITLAB_OMNIBUS_CONFIG:1:", "could not read this as Ruby"),
        ] {
            with_variable(&sandbox, wrong, &["check"]).exits(3).says(&[place, words]);
        }
        // Empty is not set.
        assert!(!with_variable(&sandbox, " \n", &["check"]).exits(0).error.contains("N016"));
    }
}

#[test]
fn the_variable_alone_is_enough() {
    let sandbox = Sandbox::new();
    let settings = format!("{IN_RUBY}registry['log_level'] = 'warn'\n");
    let answer = with_variable(&sandbox, &settings, &["check"]).exits(0);
    assert!(
        answer.output.starts_with("GITLAB_OMNIBUS_CONFIG is good: registry http://registry.test"),
        "{answer:?}"
    );
    let shown = with_variable(&sandbox, &settings, &["config", "show", "--json"]).exits(0);
    assert_eq!(row(&shown, "registry.log_level").1, "GITLAB_OMNIBUS_CONFIG:3");
    with_variable(&sandbox, &settings, &["plan"]).exits(10);
    with_variable(&sandbox, "nonsense['x'] = 1", &["check"]).exits(3).says(&["GITLAB_OMNIBUS_CONFIG:1:1"]);
    // No command can write into it.
    with_variable(&sandbox, &settings, &["config", "set", "registry.log_level", "info"])
        .exits(1)
        .says(&["there is no settings file"]);
    assert!(!sandbox.path(TOML).exists());
}

#[test]
fn the_file_of_a_cluster_wins_and_is_told() {
    for (file, text) in [(TOML, IN_TOML), (RUBY, IN_RUBY)] {
        let sandbox = Sandbox::new();
        let more = if file == TOML {
            "registry.log_level = \"debug\"\n"
        } else {
            "registry['log_level'] = 'debug'\n"
        };
        sandbox.write(file, &format!("{text}{more}"));
        sandbox.write(
            CLUSTER,
            "{\n  \"primary\": true, \"secondary\": false,\n  \"registry\": {\n    \"log_level\": \"error\",\n    \
             \"debug_addr\": \"localhost:5099\", \"token_realm\": null\n  },\n  \"patroni\": { \"enable\": true }\n}\n",
        );
        for arguments in [&["check"][..], &["config", "show"], &["plan"]] {
            let answer = sandbox.wharf(arguments);
            let said = "warning[W017]: gitlab-cluster.json:1:1: gitlab-cluster.json overrides `registry.log_level`, and \
                        sets `patroni.enable`, `registry.debug_addr`\n";
            assert!(answer.error.contains(said), "{arguments:?}: {answer:?}");
        }
        let shown = sandbox.wharf(&["config", "show", "--json"]).exits(0);
        let expected = ("\"error\"".to_owned(), "gitlab-cluster.json:4".to_owned());
        assert_eq!(row(&shown, "registry.log_level"), expected);
        assert_eq!(row(&shown, "registry.debug_addr").1, "gitlab-cluster.json:5");
        assert!(row(&shown, "registry.token_realm").1.starts_with("derived from"), "`null` is nothing");
        for (wrong, place, words) in [
            ("{\n \"registry\": {\"log_levle\": 1}\n}", "gitlab-cluster.json:2:15", "`registry.log_levle`"),
            ("{\n \"registry\": {\"log_level\": 1}\n}", "gitlab-cluster.json:2:", "`registry.log_level`"),
            (
                "{\n \"registry\": }",
                "gitlab-cluster.json:2:14",
                "could not read this as JSON: expected value",
            ),
            ("[]", "gitlab-cluster.json:1:1", "it must be an object"),
            ("", "gitlab-cluster.json:1:1", "EOF"),
        ] {
            sandbox.write(CLUSTER, wrong);
            sandbox.wharf(&["check"]).exits(3).says(&[place, words]);
            sandbox.wharf(&["plan"]).exits(3).says(&[place, words]);
        }
    }
}

#[test]
fn a_cluster_file_that_may_not_be_read_is_refused_by_plan_alone() {
    let sandbox = Sandbox::new();
    sandbox.write(RUBY, IN_RUBY);
    sandbox.write(CLUSTER, "{}");
    let is_root = run("id", &["-u"]).output == "0\n";
    let set_mode = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set_mode(&sandbox.path(CLUSTER), if is_root { 0o600 } else { 0o000 });
    let program = sandbox.outside("wharf");
    set_mode(program.parent().unwrap(), 0o755);
    std::fs::copy(wharf(), &program).unwrap();
    let (program, root) =
        (program.to_string_lossy().into_owned(), sandbox.root().to_string_lossy().into_owned());
    let as_user = |arguments: &[&str]| {
        let all = [&["--root", &root], arguments].concat();
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", &program];
        if is_root { run("setpriv", &[&nobody[..], &all].concat()) } else { run(&program, &all) }
    };
    let said = ["gitlab-cluster.json is there, and this user may not read it"];
    as_user(&["check"]).exits(0).says(&said);
    as_user(&["plan"]).exits(3).says(&said);
}

#[test]
fn no_command_edits_a_gitlab_rb_and_each_prints_the_line_to_write() {
    let sandbox = Sandbox::new();
    let hash = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2";
    let text = format!(
        "{IN_RUBY}\nregistry['log_level'] = 'info'\nauth_server['users'] = [\n  {{ 'name' => 'alice',\n    \
         'password' => '{hash}',\n    'access' => [] }},\n]\n"
    );
    sandbox.write(RUBY, &text);
    let before = sandbox.snapshot();
    for (arguments, line, says) in [
        (
            &["config", "set", "registry.log_level", "debug"][..],
            "registry['log_level'] = 'debug'\n",
            "in place of line 4",
        ),
        (
            &["config", "set", "registry.debug_addr", "a:1"],
            "registry['debug_addr'] = 'a:1'\n",
            "add the line above",
        ),
        (
            &["config", "set", "registry.nginx.listen_port", "81"],
            "registry_nginx['listen_port'] = 81\n",
            "add the line",
        ),
        (
            &["config", "set", "external_url", "https://a.b"],
            "external_url 'https://a.b'\n",
            "in place of line 1",
        ),
        (
            &["config", "set", "registry.env", "{ A = \"it's\" }"],
            "registry['env'] = { 'A' => \"it's\" }\n",
            "add the",
        ),
        (
            &["config", "set", "registry.http_secret", "hunter2"],
            "registry['http_secret'] = '[secret]'\n",
            "goes where",
        ),
        (&["disable", "registry"], "registry['enable'] = false\n", "add the line above"),
        (&["config", "set", "--unset", "registry.log_level"], "", "remove what line 4 sets"),
        (&["user", "rm", "alice"], "", "remove the entry of `alice`, at line 6"),
    ] {
        let answer =
            sandbox.wharf(arguments).exits(1).says(&["gitlab.rb is Ruby, which no command edits", says]);
        assert_eq!(answer.output, line, "{arguments:?}");
        assert!(!format!("{answer:?}").contains("hunter2"), "{answer:?}");
    }
    // What is so already needs no line, and what is wrong is refused as in TOML.
    for arguments in [["registry.log_level", "info"], ["--unset", "registry.debug_addr"]] {
        let answer = sandbox.wharf(&[&["config", "set"], &arguments[..]].concat()).exits(0);
        assert!(answer.error.contains("says so already"), "{answer:?}");
    }
    sandbox
        .wharf(&["config", "set", "registry.log_level", "loud"])
        .exits(3)
        .says(&["`registry.log_level` must be"]);
    sandbox.wharf(&["config", "set", "registry.log_levle", "info"]).exits(2).says(&["did you mean"]);
    sandbox.wharf(&["user", "rm", "bob"]).exits(1).says(&["there is no user `bob`"]);
    sandbox.wharf_with_input(&["user", "add", "alice", "--password-stdin"], "x").exits(1).says(&["already"]);

    let added = sandbox
        .wharf_with_input(&["user", "add", "bob", "--access", "a/**:pull", "--password-stdin"], "hunter2");
    let added = added.exits(1).says(&["add the line above behind line 5"]);
    assert!(
        added.output.starts_with("auth_server['users'] += [{ 'name' => 'bob', 'password' => '$2"),
        "{added:?}"
    );
    assert!(!format!("{added:?}").contains("hunter2"), "{added:?}");
    let changed = sandbox.wharf_with_input(&["user", "passwd", "alice", "--password-stdin"], "hunter2");
    let changed = changed.exits(1).says(&["in place of the password of `alice`, at line 7"]);
    assert!(changed.output.starts_with("'password' => '$2"), "{changed:?}");
    let listed = sandbox.wharf(&["user", "list"]).exits(0);
    assert_eq!(listed.output, "alice  nothing\n");
    sandbox
        .wharf(&["init", "--url", "http://r.test", "--tokens", "local"])
        .exits(1)
        .says(&["gitlab.rb already"]);
    assert_eq!(sandbox.snapshot(), before, "something was written");

    // The printed line is one that is read.
    sandbox.write(RUBY, &format!("{IN_RUBY}auth_server['enable'] = true\n"));
    let first = sandbox.wharf_with_input(&["user", "add", "bob", "--password-stdin"], "x").exits(1);
    sandbox.write(RUBY, &format!("{IN_RUBY}{}", first.output));
    let listed = sandbox.wharf(&["user", "list"]).exits(0);
    assert!(listed.output.starts_with("bob  `**` pull, push, delete"), "{listed:?}");
}

#[test]
fn a_certificate_for_the_hosts_of_a_gitlab_rb() {
    let sandbox = Sandbox::new();
    sandbox.write(RUBY, "external_url 'https://GitLab.test'\nregistry_external_url 'https://[::1]:5050'\n");
    sandbox.wharf(&["ca", "init"]).exits(0);
    for host in ["gitlab.test", "::1"] {
        assert!(sandbox.path(&format!("/etc/gitlab/ssl/{host}.crt")).exists(), "{host}");
    }
}

#[test]
fn where_a_value_of_ruby_came_from_is_shown_and_never_a_secret() {
    let sandbox = Sandbox::new();
    sandbox.write("/etc/gitlab/secret", "hunter2-of-the-file");
    std::fs::set_permissions(sandbox.path("/etc/gitlab/secret"), std::fs::Permissions::from_mode(0o644))
        .unwrap();
    sandbox.write(
        RUBY,
        &format!(
            "{IN_RUBY}registry['http_secret'] = File.read('/etc/gitlab/secret')\nregistry['log_level'] = ENV['LEVEL']\n"
        ),
    );
    let root = sandbox.root().to_string_lossy().into_owned();
    let output =
        command(&wharf()).args(["--root", &root, "config", "show"]).env("LEVEL", "warn").output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("gitlab.rb:3, File.read('/etc/gitlab/secret')"), "{shown}");
    assert!(shown.contains("\"warn\"") && shown.contains("gitlab.rb:4, ENV['LEVEL']"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
    // Who may read it is looked at as for `{ file = … }`.
    let check = sandbox.wharf(&["check"]).exits(0);
    assert!(check.error.contains("warning[W033]: gitlab.rb:3:"), "{check:?}");
    assert!(check.error.contains("may be read by every user (0644)"), "{check:?}");
    // A file that is missing, a folder, a pipe and a path that climbs are refused by the same words.
    std::fs::create_dir_all(sandbox.path("/etc/gitlab/folder")).unwrap();
    run("mkfifo", &[&sandbox.path("/etc/gitlab/pipe").to_string_lossy()]).exits(0);
    for (path, words) in [
        ("/etc/gitlab/gone", "/etc/gitlab/gone does not exist"),
        ("/etc/gitlab/folder", "/etc/gitlab/folder is no file"),
        ("/etc/gitlab/pipe", "/etc/gitlab/pipe is no file"),
        ("/../../../../../../etc/passwd", "does not exist"),
    ] {
        sandbox.write(RUBY, &format!("{IN_RUBY}registry['http_secret'] = File.read('{path}')\n"));
        sandbox.wharf(&["check"]).exits(3).says(&["error[E032]", "gitlab.rb:3:", words]);
    }
}
