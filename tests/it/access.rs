//! Who is on, at which URL, and with whose certificate.

use std::process::Command;

use serde_json::Value;
use wharf::derive::{Facts, Secrets, asks, derive};
use wharf::render::{Rendered, render};
use wharf::settings::parse;

use crate::golden::{facts, secrets, walk};
use crate::support::nginx::directives;

const GITLAB: &str = "external_url = \"https://gitlab.test\"\n";
const VHOST: &str = "/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf";

/// The files that are there, by their paths.
fn with_files(paths: &[&str]) -> Facts {
    Facts { existing: paths.iter().map(|path| (*path).to_owned()).collect(), ..facts() }
}

fn rendered(text: &str, facts: &Facts, secrets: &Secrets) -> Rendered {
    let parsed = parse(text, "gitlab.toml").unwrap();
    render(&derive(&parsed.settings, facts, secrets).unwrap()).unwrap()
}

/// `host:port` of gitlab.yml where GitLab uses a registry, and the certificate of the virtual host where there is one.
fn outcome(text: &str, facts: &Facts) -> (String, String) {
    summary(&rendered(text, facts, &secrets()))
}

fn summary(rendered: &Rendered) -> (String, String) {
    let yaml = &rendered.files["/var/opt/gitlab/gitlab-rails/etc/gitlab.yml"].content;
    let gitlab: Value = serde_yaml::from_str(yaml).unwrap();
    let registry = &gitlab["production"]["registry"];
    let place = if registry["enabled"] == true {
        format!("{}:{}", registry["host"].as_str().unwrap_or("-"), registry["port"])
    } else {
        "off".to_owned()
    };
    let servers = rendered.files.get(VHOST).map(|file| directives(&file.content));
    let servers = servers.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
    let main = servers.last().and_then(|server| server["block"].as_array()).cloned().unwrap_or_default();
    let words: Vec<String> = main
        .iter()
        .filter(|one| ["listen", "ssl_certificate", "location"].contains(&one["d"][0].as_str().unwrap()))
        .map(|one| one["d"].as_array().unwrap()[1..].iter().map(|word| word.as_str().unwrap()).collect())
        .map(|words: Vec<&str>| words.join(" "))
        .collect();
    (place, format!("{} servers: {}", servers.len(), words.join(", ")))
}

#[test]
fn a_gitlab_without_a_certificate_has_a_registry_beside_it() {
    let own = "1 servers: *:5050 ssl, /etc/gitlab/ssl/gitlab.test.crt, /.well-known/acme-challenge/, /";
    let on = ("gitlab.test:5050".to_owned(), own.to_owned());
    let off = ("off".to_owned(), "0 servers: ".to_owned());
    assert_eq!(outcome(GITLAB, &facts()), on);
    // only the key is enough to say that somebody else looks after certificates
    for there in ["/etc/gitlab/ssl/gitlab.test.crt", "/etc/gitlab/ssl/gitlab.test.key"] {
        assert_eq!(outcome(GITLAB, &with_files(&[there])), off, "{there}");
    }
    let files = with_files(&["/etc/gitlab/ssl/gitlab.test.crt", "/etc/gitlab/ssl/gitlab.test.key"]);
    let remembered = Secrets { lets_encrypt_is_remembered: true, ..secrets() };
    assert_eq!(summary(&rendered(GITLAB, &files, &remembered)), on);
    for stays_off in [
        "registry_external_url = false",
        "letsencrypt.enable = false",
        "registry.enable = false",
        "nginx.enable = false",
        "nginx.listen_https = false",
        "gitlab_rails.nginx.enable = false",
        "gitlab_rails.nginx.listen_https = false",
        "package.generate_secrets_json_file = false",
        "gitlab_rails.registry_enabled = false",
    ] {
        assert_eq!(outcome(&format!("{GITLAB}{stays_off}\n"), &facts()), off, "{stays_off}");
    }
    assert_eq!(outcome("external_url = \"https://gitlab.test/gitlab\"\n", &facts()), off);
    assert_eq!(outcome("external_url = \"http://gitlab.test\"\n", &facts()), off);
}

#[test]
fn gitlab_and_nginx_name_one_port_of_a_registry_that_came_on_by_itself() {
    let place = |text: &str| {
        let (place, servers) = outcome(text, &facts());
        (place, servers.split(", ").next().unwrap().to_owned())
    };
    for (lines, port) in [
        ("", 5050),
        ("registry.nginx.listen_port = 5443\n", 5443),
        ("gitlab_rails.registry_port = \"6050\"\n", 6050),
    ] {
        for url in ["https://gitlab.test", "https://gitlab.test:8443"] {
            let found = place(&format!("external_url = \"{url}\"\n{lines}"));
            let wanted = (format!("gitlab.test:{port}"), format!("1 servers: *:{port} ssl"));
            assert_eq!(found, wanted, "{url} {lines}");
        }
    }
    // a port that a proxy in front shows, and another one here
    let both = format!("{GITLAB}gitlab_rails.registry_port = 6050\nregistry.nginx.listen_port = 5443\n");
    assert_eq!(place(&both), ("gitlab.test:6050".to_owned(), "1 servers: *:5443 ssl".to_owned()));
}

#[test]
fn a_registry_elsewhere_keeps_the_one_here_off() {
    for line in [
        "gitlab_rails.registry_enabled = true",
        "gitlab_rails.registry_enabled = true\ngitlab_rails.registry_host = \"r.test\"\ngitlab_rails.registry_port = \"5005\"",
        "gitlab_rails.registry_enabled = true\ngitlab_rails.registry_api_url = \"http://192.0.2.1:5000\"",
    ] {
        let rendered = rendered(&format!("{GITLAB}{line}\n"), &facts(), &secrets());
        assert!(rendered.services.is_empty(), "{line}");
        assert_ne!(summary(&rendered).0, "off", "{line}");
    }
}

#[test]
fn a_registry_without_a_certificate_shares_the_one_of_gitlab() {
    let text = format!("{GITLAB}registry_external_url = \"https://registry.test\"\n");
    let challenge = "/.well-known/acme-challenge/";
    let shared = format!("2 servers: *:443 ssl, /etc/gitlab/ssl/gitlab.test.crt, {challenge}, /");
    assert_eq!(outcome(&text, &facts()).1, shared);
    let own = with_files(&["/etc/gitlab/ssl/registry.test.crt"]);
    let alone = format!("1 servers: *:443 ssl, /etc/gitlab/ssl/registry.test.crt, {challenge}, /");
    assert_eq!(outcome(&text, &own).1, alone);
    let kept = format!("{text}registry.nginx.ssl_certificate = \"/etc/gitlab/ssl/own.crt\"\n");
    let named = format!("1 servers: *:443 ssl, /etc/gitlab/ssl/own.crt, {challenge}, /");
    assert_eq!(outcome(&kept, &facts()).1, named, "a path that was written stays");
    let no_redirect = format!("{text}registry.nginx.redirect_http_to_https = false\n");
    assert_eq!(outcome(&no_redirect, &facts()).1, shared.replacen('2', "1", 1));
    let custom = format!("{text}gitlab_rails.nginx.ssl_certificate = \"/srv/gitlab.crt\"\n");
    assert!(outcome(&custom, &facts()).1.contains("/srv/gitlab.crt"));
    let plain = format!("{GITLAB}registry_external_url = \"http://registry.test\"\n");
    assert_eq!(outcome(&plain, &facts()).1, "1 servers: *:80, /");
    let away = rendered(&format!("{text}registry.nginx.dir = \"/srv/nginx\"\n"), &facts(), &secrets());
    assert_eq!(away.files[VHOST].content.matches("root /srv/nginx/www/;").count(), 2);
}

#[test]
fn what_derivation_looks_for_is_asked_of_the_host() {
    let text = format!(
        "{GITLAB}registry_external_url = \"https://registry.test\"\ngitlab_rails.nginx.ssl_certificate = \"/srv/gitlab.crt\"\n"
    );
    let asked = asks(&parse(&text, "gitlab.toml").unwrap().settings);
    for path in ["/srv/gitlab.crt", "/etc/gitlab/ssl/gitlab.test.key", "/etc/gitlab/ssl/registry.test.crt"] {
        assert!(asked.iter().any(|one| one == path), "{path}: {asked:?}");
    }
}

#[test]
fn lets_encrypt_that_was_written_is_refused_by_plan_alone() {
    let base = format!("{GITLAB}registry_external_url = \"https://registry.test\"\n");
    let (_, said) = walk(&format!("{base}letsencrypt.enable = true\n"), &facts()).unwrap();
    assert!(said.iter().any(|one| one.starts_with("plan refuses: `letsencrypt.enable` is true")), "{said:?}");
    let (_, said) = walk(&base, &facts()).unwrap();
    assert_eq!(said, Vec::<String>::new(), "a guess is no news");
    let (_, said) = walk(&format!("{base}letsencrypt.key_type = \"ec\"\n"), &facts()).unwrap();
    assert!(said[0].contains("not built yet"), "{said:?}");
    let alone = walk("letsencrypt.enable = true\n", &facts()).unwrap_err().to_string();
    assert!(alone.contains("there is no `external_url` to fetch a certificate for"), "{alone}");
}

#[test]
fn a_role_leaves_on_what_it_needs() {
    let base = format!("{GITLAB}registry_external_url = \"https://registry.test\"\n");
    for (roles, has_nginx, has_rails) in [
        ("[]", true, true),
        ("\"redis_master_role\"", false, false),
        ("[\"redis-sentinel-role\", \"redis_master_role\"]", false, false),
        ("\"monitoring_role\"", true, false),
        ("\"sidekiq_role\"", false, true),
        ("[\"application_role\", \"redis_master_role\"]", true, true),
        ("[\"geo_primary_role\"]", true, true),
    ] {
        let (rendered, said) = walk(&format!("roles = {roles}\n{base}"), &facts()).unwrap();
        assert!(rendered.services.contains_key("registry"), "{roles}");
        assert_eq!(rendered.services.contains_key("nginx"), has_nginx, "{roles}");
        assert_eq!(said.iter().any(|one| one.contains("leaves NGINX off")), !has_nginx, "{roles}: {said:?}");
        let yaml = rendered.files.keys().any(|path| path.ends_with("/gitlab.yml"));
        assert_eq!(yaml, has_rails, "{roles}");
    }
    let said =
        format!("roles = \"redis_master_role\"\n{base}nginx.enable = true\ngitlab_rails.enable = true\n");
    let (rendered, _) = walk(&said, &facts()).unwrap();
    assert!(rendered.services.contains_key("nginx"), "what is said wins");
    assert!(rendered.files.keys().any(|path| path.ends_with("/gitlab.yml")), "what is said wins");
    let error = walk("roles = [\"redis_role\"]\n", &facts()).unwrap_err().to_string();
    assert!(error.contains("`redis_role`, which does not exist"), "{error}");
    assert!(error.contains("consul_role, geo_primary_role"), "{error}");
}

#[test]
fn features_of_new_projects_are_written_where_they_are_said() {
    let text = format!(
        "{GITLAB}gitlab_rails.gitlab_default_projects_features_wiki = false\n\
         gitlab_rails.gitlab_default_projects_features_container_registry = false\n"
    );
    let rendered = rendered(&text, &facts(), &secrets());
    let yaml = &rendered.files["/var/opt/gitlab/gitlab-rails/etc/gitlab.yml"].content;
    let found: Value = serde_yaml::from_str(yaml).unwrap();
    let features = &found["production"]["gitlab"]["default_projects_features"];
    assert_eq!(*features, serde_json::json!({ "wiki": false, "container_registry": false }));
}

/// `wharf check` and `wharf plan` below a root with these settings.
fn wharf(root: &std::path::Path, verb: &str, settings: &str) -> (i32, String) {
    std::fs::create_dir_all(root.join("etc/gitlab")).unwrap();
    std::fs::write(root.join("etc/gitlab/gitlab.toml"), settings).unwrap();
    let answer = Command::new(env!("CARGO_BIN_EXE_wharf"))
        .args(["--root", root.to_str().unwrap(), verb])
        .env_remove("WHARF_ROOT")
        .output()
        .unwrap();
    let said = [answer.stdout, answer.stderr].concat();
    (answer.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_missing_certificate_names_every_way_out() {
    let root = tempfile::tempdir().unwrap();
    let (code, said) =
        wharf(root.path(), "plan", &format!("{GITLAB}registry_external_url = \"https://registry.test\"\n"));
    assert_eq!(code, 3, "{said}");
    for words in [
        "/etc/gitlab/ssl/registry.test.crt, and ",
        "/etc/gitlab/ssl/gitlab.test.crt does not exist either",
        "/etc/gitlab/ssl/registry.test.key, and ",
        "/etc/gitlab/ssl/registry.test.key, which are looked at first",
        "`wharf ca init`",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (code, said) = wharf(root.path(), "plan", GITLAB);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("write `registry_external_url`"), "{said}");
    assert!(said.contains("`registry.enable = false`"), "{said}");
}

#[test]
fn secrets_that_are_not_made_must_be_given() {
    let base = "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://registry.test\"\n";
    for package in ["generate_default_secrets", "generate_secrets_json_file"] {
        let root = tempfile::tempdir().unwrap();
        let settings = format!("{base}package.{package} = false\n");
        let (code, said) = wharf(root.path(), "plan", &settings);
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("`registry.http_secret` is not there"), "{said}");
        assert!(said.contains("`registry.internal_key` is not there"), "{said}");
        let (code, said) = wharf(root.path(), "plan", &format!("{settings}registry.enable = false\n"));
        assert_eq!(code, 10, "without a registry none is needed: {said}");
        assert!(!said.contains("gitlab-secrets.json"), "{said}");
        assert!(!said.contains("to be made"), "{said}");
    }
}

#[test]
fn logs_are_kept_as_told_and_read_by_who_may() {
    let base = "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://registry.test\"\n";
    let limits = |rendered: &Rendered, service: &str| {
        let text = &rendered.files[&format!("/opt/gitlab/sv/{service}/service.toml")].content;
        let table: toml::Table = text.parse().unwrap();
        ["log_size", "log_count", "log_age", "log_compress", "log_prefix"].map(|key| table[key].to_string())
    };
    let usual = rendered(base, &facts(), &secrets());
    assert_eq!(limits(&usual, "registry"), ["209715200", "30", "86400", "6", "\"\""]);
    let text = format!(
        "{base}[logging]\nsvlogd_size = \"1000\"\nsvlogd_num = 10\nsvlogd_timeout = 3600\nsvlogd_filter = \"gzip -9\"\n\
         svlogd_prefix = \"host1: \"\nlog_group = \"adm\"\n\
         [registry]\nsvlogd_size = 5\nsvlogd_filter = \"\"\nlog_group = \"fugee\"\n[nginx]\nsvlogd_num = 3\n"
    );
    let told = rendered(&text, &facts(), &secrets());
    assert_eq!(limits(&told, "registry"), ["5", "10", "3600", "0", "\"host1: \""]);
    assert_eq!(limits(&told, "nginx"), ["1000", "3", "3600", "9", "\"host1: \""]);
    let stamps = |formatter: &str| {
        let text = format!("{base}registry.log_formatter = \"{formatter}\"\n");
        let told = rendered(&text, &facts(), &secrets());
        ["registry", "nginx"].map(|service| {
            let text = &told.files[&format!("/opt/gitlab/sv/{service}/service.toml")].content;
            text.parse::<toml::Table>()
                .unwrap()
                .get("log_stamps")
                .is_none_or(|stamps| stamps.as_bool().unwrap())
        })
    };
    assert_eq!(stamps("json"), [false, true], "an object carries its own time");
    assert_eq!(stamps("text"), [true, true]);
    for (folder, user, group) in
        [("/var/log/gitlab/registry", "registry", "fugee"), ("/var/log/gitlab/nginx", "root", "adm")]
    {
        let owner = &told.directories[folder];
        assert_eq!(
            (owner.user.as_str(), owner.group.as_str(), owner.mode),
            (user, group, 0o2750),
            "{folder}"
        );
    }
    assert_eq!(usual.directories["/var/log/gitlab/registry"].mode, 0o700);
    for (line, words) in [
        ("logging.svlogd_udp = \"192.0.2.1:514\"", "sending logs by UDP is not built yet"),
        ("registry.svlogd_udp = \"192.0.2.1:514\"", "`registry.svlogd_udp` has no effect"),
        ("logging.svlogd_filter = \"xz\"", "`logging.svlogd_filter` is not `gzip`"),
        ("logging.logrotate_rotate = 7", "NGINX's own files are put aside as its other logs are"),
    ] {
        let (_, said) = walk(&format!("{base}{line}\n"), &facts()).unwrap();
        assert!(said.iter().any(|one| one.contains(words)), "{line}: {said:?}");
    }
}
