//! Tests of reading `config.yml`.

use std::path::PathBuf;
use std::time::Duration;

use super::*;
use crate::registry::log::Level;

const SMALL: &str =
    "version: 0.1\nstorage: {filesystem: {rootdirectory: /srv}}\nhttp: {addr: '127.0.0.1:5000'}\n";

/// As omnibus-gitlab renders it, every section present.
const OMNIBUS: &str = r#"
version: 0.1
log:
  level: info
  formatter: text
  fields:
    service: registry
    environment: production
storage: {"filesystem":{"rootdirectory":"/srv/registry"},"cache":{"blobdescriptor":"inmemory"},"delete":{"enabled":true},"maintenance":{"readonly":{"enabled":"yes"}}}
http:
  addr: localhost:5000
  secret: "abc"
  headers:
    X-Content-Type-Options: [nosniff]
  debug:
    addr: localhost:5001
    prometheus: {enabled: true, path: /metrics}
  draintimeout: 5s
health:
  storagedriver: {enabled: true, interval: 10s, threshold: 3}
auth:
  token:
    realm: https://gitlab.example.com/jwt/auth
    service: container_registry
    issuer: omnibus-gitlab-issuer
    rootcertbundle: /x/gitlab-registry.crt
    autoredirect: false
validation:
  disabled: true
compatibility: {schema1: {enabled: true}}
notifications: {endpoints: [{name: x, url: 'http://x', timeout: 500ms, maxretries: 5, backoff: 1s}]}
database: {"enabled":false}
gc: {"disabled":true}
redis: {"cache":{"enabled":true}}
reporting: {"sentry":{"enabled":true}}
middleware: {}
wharf: {http: {connections: 100}}
"#;

#[test]
fn every_key_of_omnibus_is_accepted_and_those_without_effect_are_named() {
    let config = Config::parse(OMNIBUS).unwrap();
    assert_eq!(config.unknown_keys(), []);
    assert!(
        config.storage.delete_enabled
            && config.storage.is_read_only
            && config.validation.allows_url("https://a/b")
    );
    assert_eq!(config.http.drain_timeout, Duration::from_secs(5));
    let AuthConfig::Token(token) = &config.auth else { panic!("{:?}", config.auth) };
    assert_eq!(token.service, "container_registry");
    for key in ["storage.cache", "http.debug", "health", "redis", "reporting"] {
        assert!(
            config.without_effect.iter().any(|named| named == key),
            "{key} in {:?}",
            config.without_effect
        );
    }
    assert!(!config.without_effect.iter().any(|key| key == "database" || key == "middleware"));
}

#[test]
fn an_unknown_key_is_a_warning_with_the_nearest_one() {
    let config = Config::parse(&format!("{SMALL}htpp: {{}}\nlog: {{levl: info}}\n")).unwrap();
    assert_eq!(
        config.unknown_keys(),
        [("htpp".to_owned(), Some("http".to_owned())), ("log.levl".to_owned(), Some("log.level".to_owned()))]
    );
}

#[test]
fn a_variable_is_named_only_for_a_value_that_is_acted_upon() {
    for (key, value, name) in [
        ("catalog.maxentries", "5000", Some("REGISTRY_CATALOG_MAXENTRIES")),
        ("log.fields.service", "\"images\"", Some("REGISTRY_LOG_FIELDS_SERVICE")),
        ("http.prefix", "\"/images/\"", Some("REGISTRY_HTTP_PREFIX")),
        ("http.net", "\"unix\"", None),
        ("http.net", "\"udp\"", None),
        ("http.prefix", "\"images\"", None),
        ("http.headers.X-A", "[\"b\"]", None),
        ("http.tls.minimumtls", "\"tls1.3\"", None),
        ("http.tls.letsencrypt.email", "\"a@b.c\"", None),
        ("http.h2c.enabled", "true", Some("REGISTRY_HTTP_H2C_ENABLED")),
        ("log.accesslog.disabled", "true", None),
        ("storage.ceph", "{}", None),
        ("storage.s3.bucket", "\"b\"", None),
        ("proxy.remoteurl", "\"https://a.test\"", None),
        ("auth.silly.realm", "\"a\"", None),
        ("version", "0.2", None),
        ("toodle", "\"pip\"", None),
    ] {
        let value = serde_json::from_str(value).unwrap();
        assert_eq!(Config::variable_for(key, &value).as_deref(), name, "{key}");
    }
}

#[test]
fn what_cannot_be_served_is_refused_by_key() {
    for (name, text, part) in [
        ("no version", "log: {level: info}", "`version`"),
        ("another version", "version: 0.2", "`version` is \"0.2\""),
        ("an empty file", "", "`version`"),
        ("no YAML", "version: [", "not YAML"),
        ("no driver", "version: 0.1\nhttp: {addr: ':1'}\nauth: none", "names no driver"),
        (
            "two drivers",
            "version: 0.1\nhttp: {addr: ':1'}\nauth: none\nstorage: {filesystem: {}, s3: {}}",
            "2 drivers",
        ),
        (
            "another driver",
            "version: 0.1\nhttp: {addr: ':1'}\nauth: none\nstorage: {s3: {bucket: b}}",
            "storage.s3",
        ),
        ("no address", "version: 0.1\nstorage: {filesystem: {}}", "`http.addr`"),
        ("no port", "version: 0.1\nstorage: {filesystem: {}}\nhttp: {addr: localhost}", "no address"),
        (
            "open to everybody, unsaid",
            "version: 0.1\nstorage: {filesystem: {}}\nhttp: {addr: ':5000'}",
            "auth: none",
        ),
        (
            "a kind of auth",
            "version: 0.1\nstorage: {filesystem: {}}\nhttp: {addr: ':5000'}\nauth: {htpasswd: {}}",
            "auth.htpasswd",
        ),
        (
            "a token without realm",
            "version: 0.1\nstorage: {filesystem: {}}\nhttp: {addr: ':5000'}\nauth: {token: {}}",
            "auth.token.realm",
        ),
        (
            "a level",
            "version: 0.1\nlog: {level: loud}\nstorage: {filesystem: {}}\nhttp: {addr: 'localhost:1'}",
            "log.level",
        ),
        (
            "tls",
            "version: 0.1\nstorage: {filesystem: {}}\nhttp: {addr: 'localhost:1', tls: {certificate: /x}}",
            "`http.tls.key` is missing",
        ),
    ] {
        let error = Config::parse(text).expect_err(name).to_string();
        assert!(error.contains(part), "{name}: {error}");
    }
}

#[test]
fn to_serve_everybody_must_be_written_out() {
    let open = "version: 0.1\nstorage: {filesystem: {}}\nhttp: {addr: '0.0.0.0:5000'}\n";
    assert!(Config::parse(open).is_err());
    assert!(Config::parse(&format!("{open}auth: None\n")).is_ok());
    for loopback in ["localhost:1", "127.0.0.9:1", "[::1]:1"] {
        assert!(Config::parse(&open.replace("0.0.0.0:5000", loopback)).is_ok(), "{loopback}");
    }
}

#[test]
fn a_variable_takes_the_place_of_its_key() {
    let variables = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let config = Config::parse_with(
        SMALL,
        &variables(&[
            ("REGISTRY_AUTH_FILE", "/run/auth.json"),
            ("REGISTRY_HTTP_ADDR", "127.0.0.1:7000"),
            ("REGISTRY_HTTP_RELATIVEURLS", "yes"),
            ("REGISTRY_LOG_LEVEL", "debug"),
            ("REGISTRY_PORT_5000_TCP", "tcp://10.0.0.1:5000"),
            ("REGISTRY_STORAGE_DELETE_ENABLED", "true"),
            ("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", "/data"),
            ("REGISTRY_STORAGE_MAINTENANCE_READONLY", "{enabled: true}"),
        ]),
    )
    .unwrap();
    assert_eq!(config.http.address, "127.0.0.1:7000");
    assert_eq!(config.storage.root_directory, PathBuf::from("/data"));
    assert!(config.http.relative_urls && config.storage.delete_enabled && config.storage.is_read_only);
    assert_eq!(config.log.level, Level::Debug);
    assert_eq!(config.warnings().len(), 1, "{:?}", config.warnings());
    let error = Config::parse_with(SMALL, &variables(&[("REGISTRY_STORAGE", "s3")])).unwrap_err();
    assert!(error.to_string().contains("storage.s3"), "{error}");
}
