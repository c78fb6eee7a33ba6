//! The registry's settings in config.yml: each where it belongs, as it was written, and read by the engine.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wharf::registry::Config;
use wharf::settings::described;
use wharf::settings::reference::toml_value;

use crate::golden::{facts, walk};

/// Every setting with an example: its path, `[]` for items of lists, and the example.
fn every() -> Vec<(String, Value)> {
    described().into_iter().filter_map(|setting| Some((setting.path, setting.example?))).collect()
}

/// TOML of one setting: `a.b = value`.
fn line(path: &str, value: &Value) -> String {
    format!("{path} = {}\n", toml_value(value))
}

const BASE: &str =
    "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test\"\n";
const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";

/// What is rendered and said of `lines`.
fn rendered(lines: &str) -> (Value, Vec<String>) {
    let (rendered, said) =
        walk(&format!("{BASE}{lines}\n"), &facts()).unwrap_or_else(|problems| panic!("{lines}: {problems}"));
    (serde_yaml::from_str(&rendered.files[CONFIG].content).unwrap(), said)
}

fn said(lines: &str, words: &str) {
    let (_, said) = rendered(lines);
    assert!(said.iter().any(|one| one.contains(words)), "{lines}: {said:?}");
}

fn refused(lines: &str, words: &str) {
    match walk(&format!("{BASE}{lines}\n"), &facts()) {
        Ok(_) => panic!("{lines} is accepted"),
        Err(problems) => assert!(problems.to_string().contains(words), "{lines}: {problems}"),
    }
}

/// What each driver does not do without.
const DRIVERS: &[(&str, &[(&str, &str)])] = &[
    ("s3", &[("bucket", "b"), ("accesskey", "a"), ("secretkey", "s"), ("regionendpoint", "http://s3.test")]),
    ("gcs", &[("bucket", "b")]),
    ("azure", &[("container", "c")]),
    ("swift", &[("authurl", "https://swift.test"), ("username", "u"), ("container", "c")]),
    ("oss", &[("accesskeyid", "a"), ("accesskeysecret", "s"), ("region", "r"), ("bucket", "b")]),
];

#[test]
fn every_key_of_a_driver_stands_in_its_section_as_it_was_written() {
    let mut seen = 0;
    for (driver, needed) in DRIVERS {
        let start = format!("registry.storage.{driver}.");
        for (path, example) in every().iter().filter(|(path, _)| path.starts_with(&start)) {
            let key = path.strip_prefix(&start).unwrap();
            let others = needed.iter().filter(|(other, _)| *other != key);
            let others: Vec<String> =
                others.map(|(other, value)| line(&format!("{start}{other}"), &json!(value))).collect();
            let (config, said) = rendered(&format!("{}{}", others.concat(), line(path, example)));
            let section = &config["storage"][*driver];
            assert_eq!(section.pointer(&format!("/{}", key.replace('.', "/"))), Some(example), "{path}");
            assert!(config["storage"]["filesystem"].is_null(), "{path}");
            assert!(said.contains(&format!("plan refuses: the storage driver `{driver}` is not built yet")));
            seen += 1;
        }
    }
    assert!(seen > 90, "only {seen} keys were looked at");
}

#[test]
fn a_driver_without_what_it_needs_is_refused() {
    for (driver, needed) in DRIVERS {
        let known = |field: &&(&str, &str)| *driver != "s3" || field.0 == "bucket";
        for (field, _) in needed.iter().filter(known) {
            refused(&format!("[registry.storage.{driver}]"), &format!("has no `{field}`"));
        }
    }
    refused("registry.storage.gcs = { bucket = \"b\", chunksize = 300000 }", "write `chunksize = 524288`");
    refused("registry.storage.s3 = { bucket = \"b\", v4auth = false }", "takes no other signature");
}

#[test]
fn a_path_of_this_host_carries_the_root_and_a_folder_in_a_bucket_does_not() {
    let facts = wharf::derive::Facts { root: "/sandbox".to_owned(), ..facts() };
    for (lines, pointer, value) in [
        (
            "registry.storage.gcs = { bucket = \"b\", keyfile = \"/etc/gcs.json\" }",
            "/storage/gcs/keyfile",
            "/sandbox/etc/gcs.json",
        ),
        (
            "registry.storage.s3 = { bucket = \"b\", rootdirectory = \"/images\" }",
            "/storage/s3/rootdirectory",
            "/images",
        ),
        (
            "registry.storage.filesystem.rootdirectory = \"/srv\"",
            "/storage/filesystem/rootdirectory",
            "/sandbox/srv",
        ),
        ("registry.database.sslkey = \"/etc/db.key\"", "/database/sslkey", "/sandbox/etc/db.key"),
        (
            "registry.redis.cache = { enabled = true, tls = { rootcas = [\"/etc/ca.crt\"] } }",
            "/redis/cache/tls/rootcas/0",
            "/sandbox/etc/ca.crt",
        ),
        (
            "registry.middleware.storage = [{ name = \"googlecdn\", options = { baseurl = \"https://c.test\", privatekey = \"/k\", keyname = \"k\" } }]",
            "/middleware/storage/0/options/privatekey",
            "/sandbox/k",
        ),
        ("registry.auth.htpasswd = { realm = \"r\", path = \"/p\" }", "/auth/htpasswd/path", "/sandbox/p"),
    ] {
        let (rendered, _) = walk(&format!("{BASE}{lines}\n"), &facts).unwrap();
        let config: Value = serde_yaml::from_str(&rendered.files[CONFIG].content).unwrap();
        assert_eq!(config.pointer(pointer), Some(&Value::from(value)), "{lines}");
    }
}

#[test]
fn the_engine_knows_every_key_that_any_setting_makes() {
    let mut read = BTreeSet::new();
    let mut examples: Vec<String> = every()
        .iter()
        .filter(|(path, _)| path.starts_with("registry.") && !path.contains("[]"))
        .map(|(path, example)| line(path, example))
        .collect();
    for (driver, needed) in DRIVERS {
        let pairs: Vec<String> =
            needed.iter().map(|(key, value)| format!("{key} = {}", toml_value(&json!(value)))).collect();
        examples.push(format!("registry.storage.{driver} = {{ {} }}\n", pairs.join(", ")));
    }
    examples.push("registry.auth.htpasswd = { realm = \"r\", path = \"/p\" }\n".to_owned());
    for part in ["cache", "loadbalancing", "ratelimiting"] {
        examples.push(format!("registry.redis.{part}.enabled = true\n"));
    }
    for lines in examples {
        // what one key alone leaves incomplete is refused before anything is rendered
        let Ok((rendered, said)) = walk(&format!("{BASE}{lines}"), &facts()) else { continue };
        let Some(file) = rendered.files.iter().find(|(path, _)| path.ends_with("/config.yml")) else {
            continue;
        };
        let tree: Value = serde_yaml::from_str(&file.1.content).unwrap();
        read.extend(tree.as_object().unwrap().keys().cloned());
        match Config::parse(&file.1.content) {
            Ok(config) => assert_eq!(config.unknown_keys(), [], "{lines}"),
            Err(faults) => {
                let plan_refuses = said.iter().any(|one| one.starts_with("plan refuses"));
                let is_about_it = faults.faults.iter().all(|fault| {
                    fault.message.contains("of this engine") || fault.message.contains("by this engine")
                });
                assert!(plan_refuses && is_about_it, "{lines}: {faults}");
            }
        }
    }
    for section in
        ["storage", "middleware", "notifications", "database", "gc", "redis", "reporting", "auth", "http"]
    {
        assert!(read.contains(section), "no setting makes `{section}`");
    }
}

#[test]
fn the_sections_stand_in_the_order_of_omnibus() {
    let lines = "registry.debug_addr = \"localhost:5003\"\nregistry.compatibility_schema1_enabled = true\n\
                 registry.reporting.sentry.enabled = true\nregistry.redis.cache.enabled = true\n\
                 registry.gc.disabled = true\nregistry.database.enabled = false\nregistry.notifications = []\n\
                 registry.middleware.storage = [{ name = \"redirect\", options = { baseurl = \"https://c.test\" } }]";
    let (config, _) = rendered(lines);
    let keys: Vec<&str> = config.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "version",
            "log",
            "storage",
            "middleware",
            "http",
            "health",
            "auth",
            "validation",
            "compatibility",
            "notifications",
            "database",
            "gc",
            "redis",
            "reporting"
        ]
    );
}

#[test]
fn endpoints_take_the_defaults_that_they_do_not_say_themselves() {
    let (config, told) = rendered(
        "[registry]\ndefault_notifications_maxretries = \"7\"\n\
         default_notifications_headers = { X-Both = \"default\", X-Default = [\"d\"] }\n\
         [[registry.notifications]]\nname = \"a\"\nurl = \"https://a.test/n\"\ntimeout = 500\nthreshold = 3\n\
         headers = { X-Both = \"own\" }\n\
         [[registry.notifications]]\nname = \"b\"\nurl = \"https://b.test/n\"\ndisabled = true\nmaxretries = 2\n\
         ignore = { actions = [\"pull\"] }\n",
    );
    let endpoints = config["notifications"]["endpoints"].to_string();
    assert_eq!(
        endpoints,
        json!([
            {
                "name": "a", "url": "https://a.test/n", "timeout": 500, "threshold": 3, "backoff": "1s",
                "headers": { "X-Both": ["own"], "X-Default": ["d"] },
            },
            {
                "name": "b", "url": "https://b.test/n", "disabled": true, "maxretries": 2,
                "ignore": { "actions": ["pull"] }, "timeout": "500ms", "backoff": "1s",
                "headers": { "X-Both": ["default"], "X-Default": ["d"] },
            },
        ])
        .to_string()
    );
    for words in [
        "`threshold` of the endpoint `a` is an old setting",
        "`registry.notifications[0].timeout` is `500`, which the engine reads as 500 nanoseconds",
    ] {
        assert!(told.iter().any(|one| one.contains(words)), "{words}: {told:?}");
    }
    assert_eq!(rendered("registry.notifications = []").0["notifications"], json!({ "endpoints": [] }));
    assert!(rendered("").0.get("notifications").is_none());
    said("registry.default_notifications_backoff = \"2s\"", "names nobody to tell");
    said("registry.default_notifications_threshold = 5", "is an old setting");
}

#[test]
fn every_key_of_an_endpoint_stands_in_it() {
    let start = "registry.notifications[].";
    let mut seen = 0;
    for (path, example) in every().iter().filter(|(path, _)| path.starts_with(start)) {
        if example.is_null() {
            continue;
        }
        let key = path.strip_prefix(start).unwrap();
        let others: String = [("name", "n"), ("url", "https://n.test")]
            .iter()
            .filter(|(other, _)| *other != key)
            .map(|(other, value)| line(other, &json!(value)))
            .collect();
        let (config, _) = rendered(&format!("[[registry.notifications]]\n{others}{}", line(key, example)));
        let endpoint = &config["notifications"]["endpoints"][0];
        assert_eq!(endpoint.pointer(&format!("/{}", key.replace('.', "/"))), Some(example), "{path}");
        seen += 1;
    }
    assert!(seen >= 11, "only {seen} keys were looked at");
}

#[test]
fn every_middleware_takes_its_own_options_and_no_others() {
    let start = "registry.middleware.storage[].options.";
    let options: Vec<(String, Value)> = every()
        .into_iter()
        .filter_map(|(path, example)| Some((path.strip_prefix(start)?.to_owned(), example.clone())))
        .collect();
    for (name, needed, known) in [
        ("cloudfront", ["baseurl", "privatekey", "keypairid"].as_slice(), 9),
        ("googlecdn", &["baseurl", "privatekey", "keyname"], 7),
        ("redirect", &["baseurl"], 1),
        ("rewrite", &[], 3),
    ] {
        let mut taken = 0;
        for (option, example) in &options {
            let others =
                options.iter().filter(|(other, _)| needed.contains(&other.as_str()) && other != option);
            let all: String = others
                .chain([&(option.clone(), example.clone())])
                .map(|(key, value)| line(&format!("options.{key}"), value))
                .collect();
            let text = format!("{BASE}[[registry.middleware.storage]]\nname = \"{name}\"\n{all}");
            match walk(&text, &facts()) {
                Ok((rendered, _)) => {
                    let config: Value = serde_yaml::from_str(&rendered.files[CONFIG].content).unwrap();
                    assert_eq!(
                        config["middleware"]["storage"][0]["options"][option], *example,
                        "{name} {option}"
                    );
                    taken += 1;
                }
                Err(problems) => {
                    let words = format!("the middleware `{name}` has no option `{option}`");
                    assert!(problems.to_string().contains(&words), "{name} {option}: {problems}");
                }
            }
        }
        assert_eq!(taken, known, "{name}");
    }
}

#[test]
fn gitlab_and_the_registry_know_each_other_by_the_last_authorization() {
    let gitlab = |lines: &str| -> Value {
        let (rendered, _) = walk(&format!("{BASE}{lines}\n"), &facts()).unwrap();
        let text = &rendered.files["/var/opt/gitlab/gitlab-rails/etc/gitlab.yml"].content;
        let tree: Value = serde_yaml::from_str(text).unwrap();
        tree["production"]["registry"]["notification_secret"].clone()
    };
    let endpoint = "[[registry.notifications]]\nname = \"geo_event\"\nurl = \"https://gitlab.test/n\"\n";
    let headers = "headers = { Authorization = [\"first\", \"last\"] }\n";
    assert_eq!(gitlab(""), Value::Null);
    assert_eq!(gitlab(&format!("{endpoint}{headers}")), json!("last"));
    let given = "gitlab_rails.registry_notification_secret = \"mine\"\n";
    assert_eq!(gitlab(&format!("{given}{endpoint}{headers}")), json!("mine"));
    assert_eq!(gitlab(&format!("{given}{endpoint}")), json!("mine"));
    let usual = "registry.default_notifications_headers.Authorization = \"usual\"\n";
    assert_eq!(gitlab(&format!("{usual}{endpoint}")), json!("usual"));
    refused(endpoint, "the endpoint `geo_event` has no header `Authorization`");
}

#[test]
fn redis_is_written_over_two_defaults_once_something_of_it_is_on() {
    let off = json!({ "enabled": false });
    for (lines, wanted) in [
        ("", Value::Null),
        ("registry.redis = {}", Value::Null),
        ("registry.redis.cache.addr = \"b:6379\"", Value::Null),
        ("registry.redis.cache = { enabled = false, addr = \"b:6379\" }", Value::Null),
        (
            "registry.redis.cache = { enabled = true, db = 0 }",
            json!({ "loadbalancing": off, "cache": { "enabled": true, "db": 0 } }),
        ),
        (
            "registry.redis.ratelimiting = { enabled = true, addr = \"c:6379\" }",
            json!({ "loadbalancing": off, "cache": off, "ratelimiting": { "enabled": true, "addr": "c:6379" } }),
        ),
        (
            "registry.redis = { cache = { enabled = \"true\" }, pool = { size = 10 } }",
            json!({ "loadbalancing": off, "cache": { "enabled": "true" }, "pool": { "size": 10 } }),
        ),
    ] {
        assert_eq!(rendered(lines).0.get("redis").cloned().unwrap_or_default(), wanted, "{lines}");
    }
}

#[test]
fn false_in_place_of_a_section_says_that_there_is_none() {
    let (plain, _) = rendered("");
    let lines = "registry.middleware = false\nregistry.gc = false\nregistry.reporting = false";
    let (config, said) = rendered(lines);
    assert_eq!(config, plain);
    assert_eq!(said, Vec::<String>::new());
    refused("registry.gc = true", "must be a table");
    refused("registry.database = false", "must be a table");
}

#[test]
fn what_the_engine_does_not_do_is_said_and_what_moves_data_is_refused_by_plan() {
    for (lines, words) in [
        ("registry.gc.disabled = true", "`registry.gc` has no effect"),
        ("registry.redis.cache.addr = \"b:6379\"", "`registry.redis` has no effect"),
        ("registry.reporting.sentry.enabled = true", "`registry.reporting` has no effect"),
        ("registry.auto_migrate = false", "`registry.auto_migrate` has no effect"),
        ("registry.database.enabled = \"prefer\"", "`registry.database` has no effect"),
        ("registry.database.host = \"db.test\"", "`registry.database` has no effect"),
        ("registry.database.enabled = true", "plan refuses: `registry.database.enabled` is true"),
        ("registry.database.enabled = \"true\"", "plan refuses: `registry.database.enabled` is true"),
        ("registry.storage.inmemory = {}", "plan refuses: the storage driver `inmemory` is not built yet"),
        (
            "registry.auth.htpasswd = { realm = \"r\", path = \"/p\" }",
            "plan refuses: `registry.auth.htpasswd` is not built yet",
        ),
        (
            "registry.garbage_collection.schedule = \"Sun 04:05\"",
            "plan refuses: `registry.garbage_collection.schedule` is not built yet",
        ),
        (
            "registry.garbage_collection.delete_untagged = false",
            "plan refuses: `registry.garbage_collection.delete_untagged` is not built yet",
        ),
        (
            "registry.retention = [{ repository = \"**\", older_than = \"90d\" }]",
            "plan refuses: `registry.retention` is not built yet",
        ),
        ("manage_accounts.enable = false\nregistry.shell = \"/bin/sh\"", "`registry.shell` has no effect"),
        ("registry.http_draintimeout = 30", "which the engine reads as 30 nanoseconds"),
        ("registry.storage.maintenance.readonly.enabled = true", "`registry.storage` names no driver"),
        ("registry.storage.s3 = { bucket = \"b\", regionendpoint = \"minio\" }", "has no scheme"),
        ("registry.storage.s3 = { bucket = \"b\", accesskey = \"a\" }", "has `accesskey` and no `secretkey`"),
        ("registry.storage.s3aws = { bucket = \"b\" }", "is an old name of `registry.storage.s3`"),
    ] {
        said(lines, words);
    }
    for quiet in [
        "registry.database.enabled = false",
        "registry.database.enabled = \"false\"",
        "registry.http_draintimeout = 0",
        "registry.http_draintimeout = \"30s\"",
        "registry.storage.filesystem.rootdirectory = \"/srv\"\nregistry.storage.maintenance.readonly.enabled = true",
        "registry.http.relativeurls = true",
    ] {
        assert_eq!(rendered(quiet).1, Vec::<String>::new(), "{quiet}");
    }
}

#[test]
fn values_keep_the_form_that_they_came_in() {
    for (lines, pointer, value) in [
        ("registry.http_draintimeout = 30", "/http/draintimeout", json!(30)),
        ("registry.http.relativeurls = true", "/http/relativeurls", json!(true)),
        ("registry.database.enabled = \"true\"", "/database/enabled", json!("true")),
        ("registry.database.enabled = \"prefer\"", "/database/enabled", json!("prefer")),
        (
            "registry.storage.s3 = { bucket = \"b\", encrypt = \"true\" }",
            "/storage/s3/encrypt",
            json!("true"),
        ),
        ("registry.storage.s3 = { bucket = \"b\", secure = false }", "/storage/s3/secure", json!(false)),
        ("registry.storage.s3_v2 = { bucket = \"b\" }", "/storage/s3/bucket", json!("b")),
        (
            "registry.storage.cache.blobdescriptorsize = 5",
            "/storage/cache",
            json!({ "blobdescriptor": "inmemory", "blobdescriptorsize": 5 }),
        ),
        ("registry.storage.cache.blobdescriptor = \"\"", "/storage/cache", json!({})),
        (
            "registry.storage.maintenance.uploadpurging.age = \"24h\"",
            "/storage/maintenance/uploadpurging",
            json!({ "age": "24h", "enabled": true, "interval": "24h", "dryrun": false }),
        ),
        (
            "registry.storage.maintenance.uploadpurging.enabled = false",
            "/storage/maintenance/uploadpurging",
            json!({ "enabled": false }),
        ),
        ("registry.auth.htpasswd = { realm = \"r\", path = \"/p\" }", "/auth/htpasswd/realm", json!("r")),
    ] {
        assert_eq!(rendered(lines).0.pointer(pointer), Some(&value), "{lines}");
    }
    let without_nginx = "nginx.enable = false\nregistry.http.relativeurls = true";
    assert!(rendered(without_nginx).0["http"].get("host").is_none());
}

/// Settings that nobody else may see, by the end of their name.
fn is_secret(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap();
    let ends =
        ["secret", "password", "secretkey", "accountkey", "apikey", "licensekey", "connectionstring", "dsn"];
    ends.iter().any(|end| name.ends_with(end)) || ["accesskey", "accesskeyid", "private_key"].contains(&name)
}

#[test]
fn every_secret_is_known_to_those_who_hide_it() {
    let mut seen = 0;
    let all = every();
    let secrets = all.iter().filter(|(path, _)| {
        !path.contains("[]") && (path.starts_with("registry.") || path.starts_with("gitlab_rails."))
    });
    for (path, _) in secrets.filter(|(path, _)| is_secret(path)) {
        let driver = DRIVERS.iter().find(|(name, _)| path.starts_with(&format!("registry.storage.{name}.")));
        let needed = driver.map_or(String::new(), |(name, needed)| {
            let start = format!("registry.storage.{name}.");
            let others = needed.iter().filter(|(key, _)| *path != format!("{start}{key}"));
            others.map(|(key, value)| line(&format!("{start}{key}"), &json!(value))).collect()
        });
        let text = format!("{BASE}{needed}{}", line(path, &json!("hunter2")));
        let (rendered, said) = walk(&text, &facts()).unwrap_or_else(|problems| panic!("{path}: {problems}"));
        assert!(rendered.secrets.iter().any(|secret| secret.expose() == "hunter2"), "{path} is shown");
        assert!(!format!("{said:?}").contains("hunter2"), "{path}: {said:?}");
        seen += 1;
    }
    assert!(seen >= 20, "only {seen} secrets were looked at");
    let headers = "[[registry.notifications]]\nname = \"a\"\nurl = \"https://me:hunter2@a.test\"\n\
                   headers = { X-Gitlab-Token = \"hunter3\", X-Team = \"blue team\" }\n";
    let (rendered, _) = walk(&format!("{BASE}{headers}"), &facts()).unwrap();
    let hides = |text: &str| rendered.secrets.iter().any(|secret| secret.expose() == text);
    assert!(hides("hunter2") && hides("hunter3") && !hides("blue team"));
}

#[test]
fn the_account_has_the_shell_that_was_asked_for() {
    let shell = |lines: &str| {
        let (rendered, _) = walk(&format!("{BASE}{lines}\n"), &facts()).unwrap();
        rendered.accounts.iter().find(|account| account.user == "registry").unwrap().shell.clone()
    };
    assert_eq!(shell(""), "/usr/sbin/nologin");
    assert_eq!(shell("registry.shell = \"/bin/sh\""), "/bin/sh");
}
