//! What belongs to components that do not run here: known by name, said once, never a reason to stop.

use serde_json::Value;
use wharf::settings::{parse, reference};

use crate::golden::{facts, walk};

const BASE: &str = "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://localhost\"\n";

/// What is said of `lines`, apart from hints.
fn said(lines: &str) -> Vec<String> {
    walk(&format!("{BASE}{lines}\n"), &facts()).unwrap_or_else(|problems| panic!("{lines}: {problems}")).1
}

fn refused(lines: &str) -> String {
    match walk(&format!("{BASE}{lines}\n"), &facts()) {
        Ok(_) => panic!("{lines} is accepted"),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn settings_of_other_components_are_counted_in_one_line() {
    let lines = "pages_external_url = \"https://pages.test\"\n\
         gitlab_rails.smtp_enable = true\ngitlab_rails.object_store.enabled = true\n\
         gitlab_rails.object_store.objects.lfs.bucket = \"l\"\ngitlab_rails.nginx.client_max_body_size = \"1g\"\n\
         high_availability.mountpoint = [\"/a\", \"/b\"]\npackage.detect_init = false\nuser.git_user_name = \"G\"\n\
         [puma]\nworker_processes = 2\nmax_threads = 4\n[consul]\n";
    let said = said(lines);
    assert_eq!(
        said,
        [
            "11 settings belong to components that Wharf does not run and are ignored (`wharf check -v` lists them)"
        ]
    );
    let parsed = parse(&format!("{BASE}{lines}"), "gitlab.toml").unwrap();
    let ignored: Vec<String> =
        parsed.ignored.iter().map(|(name, keys)| format!("{name}: {}", keys.join(" "))).collect();
    assert_eq!(
        ignored,
        [
            "consul: ",
            "gitlab_rails: nginx.client_max_body_size object_store.enabled object_store.objects.lfs.bucket smtp_enable",
            "high_availability: mountpoint",
            "package: detect_init",
            "pages_external_url: ",
            "puma: max_threads worker_processes",
            "user: git_user_name",
        ]
    );
    let without = walk(BASE, &facts()).unwrap().0;
    let with = walk(&format!("{BASE}{lines}"), &facts()).unwrap().0;
    assert_eq!(with, without, "they change nothing");
}

#[test]
fn the_summary_stands_where_the_first_of_them_does() {
    let parsed = parse(&format!("{BASE}[sidekiq]\nmax_concurrency = 5\n"), "gitlab.toml").unwrap();
    let [one] = parsed.warnings.as_slice() else { panic!("{:?}", parsed.warnings) };
    assert_eq!((one.line, one.column), (3, 2));
    assert!(one.message.starts_with("1 setting belongs"), "{}", one.message);
}

#[test]
fn a_slip_in_a_foreign_name_is_still_told() {
    for (lines, words) in [
        ("pumma.enable = true", "did you mean `puma`?"),
        ("postgresq.enable = false", "did you mean `postgresql`?"),
        ("gitlab_rails.registery_path = \"/srv\"", "did you mean `gitlab_rails.registry_path`?"),
        ("gitlab_rails.smtp_adress = \"m\"", "did you mean `gitlab_rails.smtp_address`?"),
        ("gitlab_rails.registry_something = 1", "there is no setting `gitlab_rails.registry_something`"),
        ("nginx.client_max_bodysize = \"1g\"", "did you mean `nginx.client_max_body_size`?"),
        ("nginx.nonsense = 1", "there is no setting `nginx.nonsense`"),
        ("nonsense.enable = 1", "there is no setting `nonsense`"),
    ] {
        let problems = refused(lines);
        assert!(problems.contains(words), "{lines}: {problems}");
    }
    let newer = said("gitlab_rails.something_of_next_year = 1");
    assert!(newer[0].contains("`gitlab_rails.something_of_next_year` is not a setting of the registry"));
}

#[test]
fn settings_of_gitlab_never_leak_into_the_registrys_files() {
    let lines = "gitlab_rails.log_level = \"debug\"\ngitlab_rails.debug_addr = \"localhost:1\"\n\
         gitlab_rails.storage = { s3 = { bucket = \"b\" } }\ngitlab_rails.log_directory = \"/srv\"\n";
    let (rendered, said) = walk(&format!("{BASE}{lines}"), &facts()).unwrap();
    assert_eq!(rendered, walk(BASE, &facts()).unwrap().0);
    assert_eq!(said.len(), 3, "two are known, the others are named: {said:?}");
}

#[test]
fn what_gitlab_removed_is_refused_with_its_advice() {
    for (lines, words) in [
        ("git_data_dirs.default.path = \"/mnt\"", "`gitaly.configuration.storage`"),
        ("spamcheck.enable = false", "`spamcheck` was removed"),
        ("mattermost.enable = true", "Mattermost was removed"),
        ("redis_sentinel_role.enable = true", "write `roles = [\"redis_sentinel_role\"]`"),
    ] {
        let problems = refused(lines);
        assert!(problems.contains(words), "{lines}: {problems}");
    }
    assert_eq!(said("mattermost.enable = false\nredis_sentinel_role.enable = false").len(), 1);
}

#[test]
fn settings_of_gitlabs_own_site_never_reach_the_registrys() {
    let plain = walk(BASE, &facts()).unwrap().0;
    for (lines, words) in [
        ("nginx.listen_addresses = [\"0.0.0.0\"]", "`nginx.listen_addresses` belongs to GitLab's own site"),
        ("nginx.listen_https = false", "`nginx.listen_https` belongs to GitLab's own site"),
        ("nginx.client_max_body_size = \"1g\"", "`nginx.client_max_body_size` belongs"),
        ("nginx.real_ip_header = \"X\"", "`nginx.real_ip_header` belongs"),
        ("registry.nginx.client_max_body_size = \"250m\"", "layers may have any size"),
        ("registry.nginx.gzip_enabled = true", "`registry.nginx.gzip_enabled` has no effect"),
        ("registry_nginx.fqdn = \"x.test\"", "`registry_nginx.fqdn` has no effect"),
        ("registry.nginx.dir = \"/srv/nginx\"", "only answers challenges"),
        ("nginx.cache_max_size = \"1g\"", "`nginx.cache_max_size` has no effect"),
        ("nginx.hide_server_tokens = \"on\"", "only GitLab's own build"),
        ("nginx.status.vts_enable = true", "only GitLab's own build"),
        ("nginx.ha = true", "`nginx.ha` has no effect"),
    ] {
        let (rendered, said) = walk(&format!("{BASE}{lines}\n"), &facts()).unwrap();
        assert!(said.iter().any(|one| one.contains(words)), "{lines}: {said:?}");
        assert_eq!(rendered, plain, "{lines}");
    }
    let hint = |lines: &str| {
        let parsed = parse(&format!("{BASE}{lines}\n"), "gitlab.toml").unwrap();
        parsed.warnings[0].hint.clone().unwrap()
    };
    assert_eq!(hint("nginx.listen_port = 80"), "for the registry write `registry.nginx.listen_port`");
    assert_eq!(hint("nginx.proxy_read_timeout = 1"), "remove it here");
}

#[test]
fn the_daemon_writes_requests_as_told_and_answers_whoever_watches() {
    let conf = |lines: &str| {
        let (rendered, said) = walk(&format!("{BASE}{lines}\n"), &facts()).unwrap();
        assert_eq!(said, Vec::<String>::new(), "{lines}");
        let listens = rendered.services["nginx"].listen.clone();
        (rendered.files["/var/opt/gitlab/nginx/conf/nginx.conf"].content.clone(), listens)
    };
    let (text, _) =
        conf("nginx.log_format = '$remote_addr \"$request\" {x}'\nnginx.log_format_escape = \"json\"");
    assert!(text.contains("log_format gitlab_access escape=json '$remote_addr \"$request\" {x}';"), "{text}");
    let (text, _) = conf("nginx.proxy_cache_path = \"c keys_zone=z:1m\"\nnginx.proxy_cache = \"z\"");
    assert!(text.contains("proxy_cache_path c keys_zone=z:1m;\n  proxy_cache z;"), "{text}");
    let (text, _) = conf("nginx.proxy_cache = \"gitlab\"");
    assert!(text.contains("proxy_cache_path proxy_cache keys_zone=gitlab:10m"), "{text}");
    let (text, listens) =
        conf("nginx.status = { enable = true, port = \"9999\", listen_addresses = [\"127.0.0.1\"] }");
    assert!(text.contains("listen 127.0.0.1:9999;"), "{text}");
    assert!(
        text.contains("stub_status;\n      access_log off;\n      allow 127.0.0.1;\n      deny all;"),
        "{text}"
    );
    assert!(listens.contains(&("nginx.status.port".to_owned(), "127.0.0.1:9999".to_owned())));
    let clash = refused("nginx.status.enable = true\nnginx.status.port = 80");
    assert!(clash.contains("would both listen on port 80"), "{clash}");
    for bad in
        ["nginx.log_format = \"a'b\"", "nginx.status.enable = true\nnginx.status.options.\"a b\" = \"c\""]
    {
        refused(bad);
    }
}

#[test]
fn proxies_that_are_trusted_are_addresses() {
    for good in ["192.0.2.1", "192.0.2.0/24", "2001:db8::/32", "unix:", "proxy.example.com"] {
        assert_eq!(
            said(&format!("registry.nginx.real_ip_trusted_addresses = [\"{good}\"]")).len(),
            0,
            "{good}"
        );
    }
    for bad in ["one", "192.0.2.0/33", "", "192.0.2.1:80", "a b.c", "fe80::1/129", "1.2.3.4/+8"] {
        let problems = refused(&format!("registry.nginx.real_ip_trusted_addresses = [\"{bad}\"]"));
        assert!(problems.contains("must be addresses or networks"), "{bad}: {problems}");
    }
}

#[test]
fn the_schema_for_editors_accepts_foreign_names() {
    let schema = reference::json_schema();
    let accepts = |node: &Value, name: &str| {
        let patterns = node["patternProperties"].as_object().unwrap();
        patterns.keys().any(|pattern| {
            pattern.trim_start_matches("^(").trim_end_matches(")$").split('|').any(|known| known == name)
        })
    };
    assert!(accepts(&schema, "puma"));
    assert!(accepts(&schema["properties"]["gitlab_rails"], "smtp_enable"));
    assert!(accepts(&schema["properties"]["nginx"], "client_max_body_size"));
    assert!(!accepts(&schema, "pumma"));
    // a name that is ours now is not foreign any more
    for (node, names) in [(&schema, "properties"), (&schema["properties"]["gitlab_rails"], "properties")] {
        for name in node[names].as_object().unwrap().keys() {
            assert!(!accepts(node, name), "`{name}` is ours");
        }
    }
}
