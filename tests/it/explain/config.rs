//! `wharf config`: values with their origins, meanings, and changes in place.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use super::{Alone, USUAL};
use crate::support::{run_with_input, sandbox::Sandbox, wharf};

const SETTINGS: &str = "/etc/gitlab/gitlab.toml";
const FILE: &str = "\
# Our registry
registry_external_url = \"https://registry.test\" # outside
external_url = \"https://gitlab.test\"

# the engine
[registry]
http_secret = \"hunter2\"
log_level = \"debug\" # noisy

[registry_nginx]
listen_port = 5050
";

fn origin(shown: &str, key: &str) -> String {
    let line = shown.lines().find(|line| line.split("  ").next() == Some(key));
    let line = line.unwrap_or_else(|| panic!("{key} is not in\n{shown}"));
    line.rsplit("  ").next().unwrap().to_owned()
}

#[test]
fn every_value_says_where_it_came_from() {
    let alone = Alone::new(FILE);
    let shown = alone.wharf(&["config", "show"]).exits(0).output;
    for (key, wanted) in [
        ("registry_external_url", "gitlab.toml:2"),
        ("registry.log_level", "gitlab.toml:8"),
        ("registry.nginx.listen_port", "gitlab.toml:11"),
        ("registry.enable", "derived from registry_external_url"),
        ("gitlab_rails.registry_host", "derived from registry_external_url"),
        ("registry.internal_key", "to be made"),
    ] {
        assert_eq!(origin(&shown, key), wanted, "{shown}");
    }
    assert!(!shown.contains("registry.log_formatter"), "a default is no news:\n{shown}");
    let all = alone.wharf(&["config", "show", "--all"]).exits(0).output;
    assert_eq!(origin(&all, "registry.log_formatter"), "default");
    let told: Value =
        serde_json::from_str(&alone.wharf(&["config", "show", "--json"]).exits(0).output).unwrap();
    let rows = told["settings"].as_array().unwrap();
    let port = rows.iter().find(|row| row["key"] == "registry.nginx.listen_port").unwrap();
    assert_eq!((&port["value"], &port["origin"]), (&5050.into(), &"gitlab.toml:11".into()));
}

#[test]
fn what_decides_a_value_is_what_is_named() {
    let guessed = "external_url = \"https://gitlab.test\"\n";
    let usual = super::USUAL;
    for (settings, key, wanted) in [
        (usual, "nginx.enable", "true default"),
        (usual, "gitlab_rails.enable", "true default"),
        (
            usual,
            "gitlab_rails.registry_key_path",
            "\"/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key\" default",
        ),
        (usual, "registry.enable", "true derived from registry_external_url"),
        (
            usual,
            "registry.nginx.ssl_certificate",
            "\"/etc/gitlab/ssl/gitlab.test.crt\" derived from external_url",
        ),
        (
            usual,
            "registry.storage.filesystem.rootdirectory",
            "\"/var/opt/gitlab/gitlab-rails/shared/registry\" derived from gitlab_rails.shared_path",
        ),
        (guessed, "registry.enable", "true derived from external_url"),
        (guessed, "gitlab_rails.registry_host", "\"gitlab.test\" derived from external_url"),
        ("external_url = \"http://gitlab.test\"\n", "registry.enable", "false default"),
        ("external_url = \"http://gitlab.test\"\n", "nginx.enable", "true default"),
        ("registry_external_url = false\n", "registry.enable", "false derived from registry_external_url"),
        ("roles = [\"redis_master_role\"]\n", "nginx.enable", "false derived from roles"),
        ("roles = [\"redis_master_role\"]\n", "gitlab_rails.enable", "false derived from roles"),
        (
            "registry_external_url = \"http://r.test\"\nauth_server.enable = true\n",
            "gitlab_rails.enable",
            "false derived from auth_server.enable",
        ),
        (
            "registry_external_url = \"https://r.test\"\nexternal_url = \"https://g.test\"\nregistry.nginx.listen_https = false\n",
            "registry.nginx.https",
            "true derived from registry_external_url",
        ),
        (
            "registry_external_url = \"http://r.test\"\nexternal_url = \"https://g.test\"\nregistry.nginx.https = true\n",
            "registry.nginx.listen_https",
            "true derived from registry.nginx.https",
        ),
        (
            "external_url = \"https://gitlab.test\"\ngitlab_rails.registry_port = 5005\n",
            "registry.nginx.listen_port",
            "5005 derived from gitlab_rails.registry_port",
        ),
    ] {
        let shown = Alone::new(settings).wharf(&["config", "show", "--all"]).exits(0).output;
        let line = shown.lines().find(|line| line.split("  ").next() == Some(key)).unwrap_or_default();
        let line = line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
        assert_eq!(line, wanted, "{key} of\n{settings}");
    }
}

#[test]
fn kept_secrets_are_told_by_fingerprints_of_this_install() {
    let sandbox = Sandbox::with_token_server();
    sandbox.wharf(&["reconfigure"]).exits(0);
    let shown = sandbox.wharf(&["config", "show"]).exits(0).output;
    assert_eq!(origin(&shown, "registry.internal_key"), "gitlab-secrets.json");
    let key = sandbox.wharf(&["config", "get", "registry.internal_key"]).exits(0).output;
    assert!(key.starts_with("sha256:") && key.trim().chars().count() == 16, "{key}");
    let exposed =
        sandbox.wharf(&["config", "get", "registry.internal_key", "--show-secrets"]).exits(0).output;
    assert!(exposed.contains("PRIVATE KEY"));
    // Users' hashes are secrets too.
    assert!(!shown.contains("$2"), "{shown}");
    let users = sandbox.wharf(&["config", "get", "auth_server.users"]).exits(0).output;
    assert!(users.contains("name = \"writer\"") && users.contains("password = \"sha256:"), "{users}");
}

#[test]
fn one_value_is_for_scripts() {
    let alone = Alone::new(&format!("{FILE}[registry.env]\nPLAIN = \"x y\"\n"));
    for (key, wanted) in [
        ("registry.log_level", "debug\n"),
        ("registry.log_formatter", "text\n"),
        ("registry_nginx.listen_port", "5050\n"),
        ("registry.env.PLAIN", "x y\n"),
        ("registry.enable", "true\n"),
        ("registry.nginx.listen_addresses", "[\"*\"]\n"),
        ("registry.nginx.ssl_certificate", "/etc/gitlab/ssl/gitlab.test.crt\n"),
        ("registry.debug_addr", ""),
    ] {
        let answer = alone.wharf(&["config", "get", key]).exits(0);
        assert_eq!(answer.output, wanted, "{key}: {answer:?}");
    }
    let section = alone.wharf(&["config", "get", "registry.storage"]).exits(0).output;
    assert!(
        section.contains("delete.enabled = true\n")
            && section.contains("cache.blobdescriptor = \"inmemory\"\n")
    );
    let hook = "[[registry.notifications]]\nname = \"hook\"\nurl = \"https://hook.test\"\n";
    let hooks = Alone::new(&format!("{USUAL}{hook}")).wharf(&["config", "get", "registry.notifications"]);
    let hooks = hooks.exits(0).output;
    assert!(
        hooks.contains("name = \"hook\"") && !hooks.contains("= \"\""),
        "a key that is not set is no text: {hooks}"
    );
    alone
        .wharf(&["config", "get", "registry.log_levle"])
        .exits(2)
        .says(&["did you mean `registry.log_level`?"]);
    for key in ["registry['log_level']", "registry[log_level]"] {
        let answer = alone.wharf(&["config", "get", key]).exits(2);
        assert!(answer.error.contains(&format!("no setting `{key}`")), "{answer:?}");
        assert!(answer.error.contains("did you mean `registry.log_level`?"), "{answer:?}");
    }
    alone.wharf(&["config", "explain", "log_level"]).exits(2).says(&["did you mean `registry.log_level`?"]);
}

#[test]
fn a_setting_explains_itself() {
    let alone = Alone::new(FILE);
    let page = alone.wharf(&["config", "explain", "registry.storage.delete.enabled"]).exits(0).output;
    for words in [
        "Whether clients may delete manifests and blobs.",
        "Type       `true` or `false`",
        "Here       true  (derived from registry.storage_delete_enabled)",
        "gitlab.rb  registry['storage']['delete']['enabled'] = false",
        "Files      /var/opt/gitlab/registry/config.yml\n",
        "Services   registry restarts",
    ] {
        assert!(page.contains(words), "{words:?} is not in\n{page}");
    }
    let old = alone.wharf(&["config", "explain", "registry_nginx.listen_port"]).exits(0).output;
    assert!(old.contains("Here       5050  (gitlab.toml:11)"), "{old}");
    assert!(old.contains("registry_nginx['listen_port'] = 5050"), "{old}");
    let secret = alone.wharf(&["config", "explain", "registry.http_secret"]).exits(0);
    assert!(!secret.output.contains("hunter2") && secret.output.contains("it is a secret"), "{secret:?}");
    let section = alone.wharf(&["config", "explain", "registry.storage"]).exits(0).output;
    assert!(section.contains("registry.storage.delete"), "{section}");
    for item in ["registry.notifications[0].headers", "registry.notifications[].headers"] {
        let page = alone.wharf(&["config", "explain", item]).exits(0).output;
        assert!(page.starts_with("registry.notifications[].headers\n"), "{page}");
    }
    let variable = alone.wharf(&["config", "explain", "registry.env.FOO"]).exits(0).output;
    let words = "  One of `registry.env`, whose names are free.\n  \n  Variables of its environment.\n";
    assert!(variable.contains(words), "{variable}");
    let addr = ["did you mean `registry.redis.cache.addr`?"];
    alone.wharf(&["config", "explain", "registry.redis.cache.host"]).exits(2).says(&addr);
    let nothing = alone.wharf(&["config", "explain", "registry.redis.cache.hostname"]).exits(2);
    assert!(!nothing.error.contains("did you mean"), "{nothing:?}");
    // The meaning of a setting does not hang on the state of the file.
    let broken = Alone::new("[[[").wharf(&["config", "explain", "registry.dir"]).exits(0).output;
    assert!(broken.contains("The folder of its configuration and state."), "{broken}");
    let told = alone.wharf(&["config", "explain", "registry.nginx.ssl_ciphers", "--json"]).exits(0).output;
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["services"], serde_json::json!({ "nginx": "reloads" }));
}

#[test]
fn a_setting_is_put_where_it_belongs_and_nothing_else_moves() {
    for (name, key, value, from, to) in [
        (
            "over the old value, comment kept",
            "registry.log_level",
            "info",
            "\"debug\" # noisy",
            "\"info\" # noisy",
        ),
        (
            "behind the others of its section",
            "registry.debug_addr",
            "localhost:5001",
            "# noisy\n",
            "# noisy\ndebug_addr = \"localhost:5001\"\n",
        ),
        ("at the top", "registry_external_url", "https://a.test", "https://registry.test", "https://a.test"),
        (
            "under the old name that the file uses",
            "registry.nginx.http2_enabled",
            "true",
            "5050\n",
            "5050\nhttp2_enabled = true\n",
        ),
        ("under an old name that is given", "registry_nginx.listen_port", "5051", "5050", "5051"),
        (
            "a list",
            "registry.nginx.listen_addresses",
            "[\"*\", \"[::]\"]",
            "5050\n",
            "5050\nlisten_addresses = [\"*\", \"[::]\"]\n",
        ),
        (
            "a new section",
            "gitlab_rails.registry_port",
            "5005",
            "5050\n",
            "5050\n\n[gitlab_rails]\nregistry_port = 5005\n",
        ),
        (
            "a deep section",
            "registry.storage.delete.enabled",
            "false",
            "5050\n",
            "5050\n\n[registry.storage.delete]\nenabled = false\n",
        ),
        ("a variable", "registry.env.A_B", "1", "5050\n", "5050\n\n[registry.env]\nA_B = 1\n"),
    ] {
        let alone = Alone::new(FILE);
        alone.wharf(&["config", "set", key, value]).exits(0).says(&["run `wharf plan` next"]);
        assert_eq!(sorted(&alone.text()), sorted(&FILE.replace(from, to)), "{name}: {}", alone.text());
        let again = alone.wharf(&["config", "set", key, value]).exits(0);
        assert!(again.error.contains("nothing was changed"), "{name}: {again:?}");
        let got = alone.wharf(&["config", "get", key]).exits(0).output;
        assert_eq!(got.trim(), value, "{name}");
    }
    let dotted = Alone::new("registry_external_url = \"http://r.test\"\nauth_server.enable = true\n");
    dotted.wharf(&["config", "set", "auth_server.token_lifetime", "600"]).exits(0);
    dotted.wharf(&["config", "set", "registry.storage.delete.enabled", "false"]).exits(0);
    dotted.wharf(&["config", "set", "registry.log_level", "warn"]).exits(0);
    assert_eq!(
        dotted.text(),
        "registry_external_url = \"http://r.test\"\nauth_server.enable = true\nauth_server.token_lifetime = 600\n\
         \n[registry]\nlog_level = \"warn\"\n\n[registry.storage.delete]\nenabled = false\n"
    );
    let inline = Alone::new("registry_external_url = \"http://r.test\"\nauth_server = { enable = true }\n");
    inline.wharf(&["config", "set", "auth_server.token_lifetime", "600"]).exits(0);
    assert!(
        inline.text().contains("auth_server = { enable = true, token_lifetime = 600 }"),
        "{}",
        inline.text()
    );
}

/// Sections in an order of their own: where a new one lands is not the question.
fn sorted(text: &str) -> Vec<String> {
    let mut sections: Vec<String> = text.split("\n\n").map(|section| section.trim().to_owned()).collect();
    sections.sort();
    sections
}

#[test]
fn a_setting_is_removed_with_its_line_alone() {
    let alone = Alone::new(FILE);
    alone.wharf(&["config", "set", "--unset", "registry.log_level"]).exits(0).says(&["-> (not set)"]);
    assert_eq!(alone.text(), FILE.replace("log_level = \"debug\" # noisy\n", ""));
    let again = alone.wharf(&["config", "set", "--unset", "registry.log_level"]).exits(0);
    assert!(again.error.contains("nothing was changed"), "{again:?}");
    let many = Alone::new(
        "registry_external_url = \"http://r.test\"\nauth_server.enable = true\nregistry.nginx.listen_addresses = [\n  \"*\", # all\n]\n# end\n",
    );
    many.wharf(&["config", "set", "registry.nginx.listen_addresses", "--unset"]).exits(0);
    assert_eq!(many.text(), "registry_external_url = \"http://r.test\"\nauth_server.enable = true\n# end\n");
}

#[test]
fn a_refused_value_leaves_the_file_byte_for_byte() {
    let alone = Alone::new(FILE);
    for (arguments, code, said) in [
        (&["registry.log_level", "loud"][..], 3, "must be `error`, `warn`, `info` or `debug`"),
        (&["registry.nginx.listen_port", "70000"], 3, "must be a "),
        (&["registry_external_url", "registry.test"], 3, "registry_external_url"),
        (&["registry.enabel", "true"], 2, "did you mean `registry.enable`?"),
        (&["registry.storage", "{}"], 1, "is a section"),
        (&["auth_server.users[].name", "x"], 1, "in every item of a list"),
        (&["registry.registry_http_addr", "localhost:5050"], 3, "would both listen on port 5050"),
        (&["registry.log_level"], 2, "<VALUE>"),
    ] {
        let answer = alone.wharf(&[&["config", "set"], arguments].concat()).exits(code);
        assert!(answer.error.contains(said), "{arguments:?}: {}", answer.error);
        assert_eq!(alone.text(), FILE, "{arguments:?}");
    }
}

#[test]
fn a_changed_file_keeps_its_mode_and_a_secret_comes_from_standard_input() {
    let alone = Alone::new(FILE);
    std::fs::set_permissions(alone.file(), std::fs::Permissions::from_mode(0o640)).unwrap();
    let file = alone.file().to_string_lossy().into_owned();
    let arguments = ["-c", &file, "config", "set", "registry.http_secret", "-"];
    let answer = run_with_input(&wharf(), &arguments, "hunter3\n").exits(0);
    assert!(!answer.error.contains("hunter"), "{answer:?}");
    assert_eq!(alone.text(), FILE.replace("hunter2", "hunter3"));
    assert_eq!(std::fs::metadata(alone.file()).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn show_config_is_a_tree_without_secrets() {
    let tree: Value =
        serde_json::from_str(&Alone::new(FILE).wharf(&["show-config"]).exits(0).output).unwrap();
    assert_eq!(tree["registry"]["nginx"]["listen_port"], 5050);
    assert_eq!(tree["registry"]["enable"], true);
    assert_eq!(
        tree["registry"]["http_secret"], "[secret]",
        "nothing is made yet that a digest could hang on"
    );
    let minimal = Alone::new(USUAL).wharf(&["show-config"]).exits(0).output;
    assert!(minimal.contains("\"registry_external_url\": \"https://registry.test\""), "{minimal}");
}

const EXPOSED: &str = "\
registry_external_url = \"https://registry.test\"
external_url = \"https://gitlab.test\"
registry.env.AWS_SECRET_ACCESS_KEY = \"old-PASS\"
registry.nginx.proxy_set_headers = { Authorization = \"Basic PASS-header\" }
registry.notifications = [{ name = \"a\", url = \"https://bob:PASS-url@h.test/x?token=PASS-query\" }]
registry.storage.s3 = { bucket = \"b\", region = \"r\", regionendpoint = \"https://u:PASS-s3@s3.test\" }
";

#[test]
fn one_judgement_hides_what_urls_headers_and_variables_hold() {
    let alone = Alone::new(EXPOSED);
    let commands: [&[&str]; 8] = [
        &["config", "show", "--all"],
        &["config", "show", "--json"],
        &["config", "get", "registry"],
        &["config", "get", "registry.env.AWS_SECRET_ACCESS_KEY"],
        &["config", "explain", "registry.notifications"],
        &["config", "explain", "registry.nginx.proxy_set_headers", "--json"],
        &["show-config"],
        &["render"],
    ];
    for command in commands {
        let answer = alone.wharf(command).exits(0);
        assert!(!format!("{}{}", answer.output, answer.error).contains("PASS"), "{command:?}: {answer:?}");
    }
    for (key, value) in [
        ("registry.env.AWS_SECRET_ACCESS_KEY", "new-PASS"),
        ("registry.nginx.proxy_set_headers.Authorization", "Basic new-PASS"),
        ("registry.storage.s3.regionendpoint", "https://u:new-PASS@s3.test"),
    ] {
        let answer = alone.wharf(&["config", "set", key, value]).exits(0);
        assert!(!format!("{}{}", answer.output, answer.error).contains("PASS"), "{key}: {answer:?}");
        assert!(alone.text().contains("new-PASS"));
    }
}

#[test]
fn a_secret_that_stands_elsewhere_is_told_by_its_place() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("");
    sandbox.write("/etc/gitlab/secrets/http", "hunter2-from-a-file\n");
    let reference = "{ file = \"/etc/gitlab/secrets/http\" }";
    let answer = sandbox.wharf(&["config", "set", "registry.http_secret", reference]).exits(0);
    assert!(!answer.error.contains("hunter2"), "{answer:?}");
    assert!(sandbox.read("/etc/gitlab/gitlab.toml").contains(&format!("http_secret = {reference}")));
    let shown = sandbox.wharf(&["config", "show"]).exits(0).output;
    let origin = origin(&shown, "registry.http_secret");
    assert!(origin.starts_with("gitlab.toml:") && origin.ends_with(&format!(", {reference}")), "{origin}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let exposed = sandbox.wharf(&["config", "get", "registry.http_secret", "--show-secrets"]).exits(0).output;
    assert_eq!(exposed, "hunter2-from-a-file\n");
    sandbox.wharf(&["config", "explain", "E006"]).exits(0);
}

#[test]
fn a_section_that_is_also_a_word_is_set_and_shown_as_either() {
    let sandbox = Sandbox::new();
    let base = "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test\"\n";
    sandbox.write(SETTINGS, base);
    sandbox.wharf(&["config", "set", "registry.auth", "none"]).exits(0);
    assert!(sandbox.read(SETTINGS).contains("auth = \"none\""));
    assert_eq!(sandbox.wharf(&["config", "get", "registry.auth"]).exits(0).output, "none\n");
    assert!(sandbox.wharf(&["config", "show"]).exits(0).output.contains("registry.auth "));
    sandbox.wharf(&["config", "set", "--unset", "registry.auth"]).exits(0);
    assert!(!sandbox.read(SETTINGS).contains("auth = "));
    assert_eq!(sandbox.wharf(&["config", "get", "registry.auth"]).exits(0).output, "token\n");
}
