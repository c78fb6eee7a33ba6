//! What becomes of each key that a config.yml may have.

use serde_json::{Map, Value, json};

use super::Taken;
use crate::cli::init::questions;

/// Where `distribution` keeps images when nothing is said.
const USUAL_FOLDER: &str = "/var/lib/registry";

/// What a key becomes.
pub(super) enum Rule {
    /// The same value under this key of the settings.
    As(&'static str),
    /// Nothing, where it is one of these JSON values: it is what Wharf writes anyway.
    Anyway(&'static str),
    /// The keys below it are looked at.
    Below,
    /// It is decided by hand.
    By(fn(&mut Taken, &str, &Value)),
}

use Rule::{Anyway, As, Below, By};

/// Every key that is not listed.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("version", Anyway("[0.1, \"0.1\"]")),
    ("log", Below),
    ("log.level", By(level)),
    ("log.formatter", As("registry.log_formatter")),
    ("log.fields", Below),
    ("log.fields.service", Anyway("[\"registry\"]")),
    ("log.fields.environment", Anyway("[\"production\"]")),
    ("log.accesslog", Below),
    ("log.accesslog.disabled", Anyway("[false]")),
    ("loglevel", By(level)),
    ("storage", By(storage)),
    ("http", Below),
    ("http.addr", By(|taken, _, value| taken.addr = value.as_str().map(str::to_owned))),
    ("http.net", Anyway("[\"tcp\", \"\"]")),
    ("http.host", By(host)),
    ("http.prefix", Anyway("[\"/\", \"\"]")),
    ("http.secret", As("registry.http_secret")),
    ("http.relativeurls", By(relative_urls)),
    ("http.draintimeout", As("registry.http_draintimeout")),
    ("http.tls", Below),
    ("http.tls.certificate", As("registry.nginx.ssl_certificate")),
    ("http.tls.key", As("registry.nginx.ssl_certificate_key")),
    ("http.tls.clientcas", By(client_authorities)),
    ("http.tls.minimumtls", By(least_tls)),
    ("http.headers", Below),
    ("http.headers.X-Content-Type-Options", Anyway("[[\"nosniff\"], \"nosniff\"]")),
    ("http.http2", Below),
    (
        "http.http2.disabled",
        By(|taken, key, value| taken.put_negated("registry.nginx.http2_enabled", key, value)),
    ),
    ("http.debug", Below),
    ("http.debug.addr", As("registry.debug_addr")),
    ("http.debug.prometheus", Below),
    ("http.debug.prometheus.enabled", Anyway("[true]")),
    ("http.debug.prometheus.path", Anyway("[\"/metrics\"]")),
    ("auth", By(auth)),
    ("auth.token", Below),
    ("auth.token.realm", By(realm)),
    ("auth.token.service", Anyway("[\"container_registry\"]")),
    ("auth.token.issuer", As("gitlab_rails.registry_issuer")),
    ("auth.token.rootcertbundle", As("registry.rootcertbundle")),
    ("auth.token.autoredirect", As("registry.autoredirect")),
    ("auth.htpasswd", As("registry.auth.htpasswd")),
    ("notifications", Below),
    ("notifications.endpoints", By(endpoints)),
    ("middleware", As("registry.middleware")),
    ("reporting", As("registry.reporting")),
    ("redis", As("registry.redis")),
    ("database", As("registry.database")),
    ("gc", As("registry.gc")),
    ("health", Below),
    ("health.storagedriver", Below),
    ("health.storagedriver.enabled", As("registry.health_storagedriver_enabled")),
    ("health.storagedriver.interval", Anyway("[\"10s\"]")),
    ("health.storagedriver.threshold", Anyway("[3]")),
    ("validation", Below),
    ("validation.enabled", By(validation)),
    ("validation.disabled", By(validation)),
    ("compatibility", Below),
    ("compatibility.schema1", Below),
    ("compatibility.schema1.enabled", As("registry.compatibility_schema1_enabled")),
];

fn storage(taken: &mut Taken, key: &str, value: &Value) {
    // `storage: filesystem` is a driver without parameters.
    let scalar = value.as_str().map(|driver| json!({ driver: {} }));
    let Some(sections) = scalar.as_ref().unwrap_or(value).as_object() else {
        taken.list(key, "should be a section", "mend it first");
        return;
    };
    for (name, value) in sections {
        let key = format!("storage.{name}");
        if name == "filesystem" {
            let mut filesystem = value.as_object().cloned().unwrap_or_default();
            let folder = filesystem.entry("rootdirectory").or_insert_with(|| json!(USUAL_FOLDER));
            taken.folder = folder.as_str().map(str::to_owned);
            taken.put("registry.storage.filesystem", &key, &filesystem.into());
        } else if !value.is_null() || name == "inmemory" {
            let value = if value.is_null() { &json!({}) } else { value };
            taken.put(&format!("registry.storage.{name}"), &key, value);
        }
    }
}

fn host(taken: &mut Taken, key: &str, value: &Value) {
    taken.has_host = true;
    match questions::registry_url(value.as_str().unwrap_or_default()) {
        Ok(url) => taken.url = Some(url),
        Err(reason) => taken.list(key, &reason, "mend it first, or remove it and give `--url`"),
    }
}

fn relative_urls(taken: &mut Taken, key: &str, value: &Value) {
    match value {
        Value::Bool(truth) => taken.is_relative = *truth,
        _ => taken.list(key, "must be `true` or `false`", "mend it first"),
    }
}

fn client_authorities(taken: &mut Taken, key: &str, value: &Value) {
    match value.as_array().map(Vec::as_slice) {
        Some([]) => {}
        Some([one]) => {
            taken.put("registry.nginx.ssl_client_certificate", key, one);
            taken.put("registry.nginx.ssl_verify_client", key, &json!("on"));
        }
        _ => taken.list(
            key,
            "names several files, and NGINX reads one",
            "join them into one file and name that",
        ),
    }
}

fn least_tls(taken: &mut Taken, key: &str, value: &Value) {
    match value.as_str() {
        Some("tls1.2") => taken.put("registry.nginx.ssl_protocols", key, &json!("TLSv1.2 TLSv1.3")),
        Some("tls1.3") => taken.put("registry.nginx.ssl_protocols", key, &json!("TLSv1.3")),
        _ => taken.list(key, "is older than TLS 1.2, which nothing should speak any more", "remove it"),
    }
}

fn auth(taken: &mut Taken, key: &str, value: &Value) {
    let sections = value.as_object();
    let is_none =
        value == &json!("none") || sections.is_some_and(|map| map.len() == 1 && map.contains_key("none"));
    if is_none || sections.is_some_and(Map::is_empty) {
        return;
    }
    taken.has_auth = true;
    if let Some((name, _)) =
        sections.and_then(|map| map.iter().find(|(name, _)| !["token", "htpasswd"].contains(&name.as_str())))
    {
        taken.list(&format!("{key}.{name}"), "is no way to log in here", "use `token` or `htpasswd`");
        return;
    }
    taken.below(key, value);
    let by_token = sections.and_then(|map| map.get("token"));
    if by_token.is_some_and(|section| section.get("realm").is_none_or(Value::is_null)) {
        taken.list(
            "auth.token",
            "has no `realm`, which names the GitLab that signs tokens",
            "add `realm: https://gitlab.example.com/jwt/auth` to a copy of the file",
        );
    }
}

fn realm(taken: &mut Taken, key: &str, value: &Value) {
    match value.as_str().and_then(|realm| realm.strip_suffix("/jwt/auth")) {
        Some(gitlab) => taken.put("external_url", key, &json!(gitlab)),
        None => taken.list(
            key,
            "does not end in `/jwt/auth`, as that of GitLab does",
            "tokens of another issuer cannot be used yet",
        ),
    }
}

/// `log.level`, in any case, and `loglevel` where there is none.
fn level(taken: &mut Taken, key: &str, value: &Value) {
    if key == "loglevel" && taken.setting("registry.log_level").is_some() {
        return;
    }
    let word = value.as_str().map(str::to_ascii_lowercase);
    let word = word.map(|word| if word == "warning" { "warn".to_owned() } else { word });
    taken.put("registry.log_level", key, &word.map_or_else(|| value.clone(), Value::from));
}

/// Off where either of the two keys says so.
fn validation(taken: &mut Taken, key: &str, value: &Value) {
    const SETTING: &str = "registry.validation_enabled";
    match value.as_bool() {
        Some(truth) if truth == (key == "validation.disabled") => taken.put(SETTING, key, &json!(false)),
        Some(_) if taken.setting(SETTING).is_none() => taken.put(SETTING, key, &json!(true)),
        Some(_) => {}
        None => taken.list(key, "must be `true` or `false`", "mend it first"),
    }
}

/// The endpoints; `distribution` waits for one longer than Wharf does.
fn endpoints(taken: &mut Taken, key: &str, value: &Value) {
    let mut value = value.clone();
    for endpoint in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if endpoint.get("timeout").is_none_or(Value::is_null) {
            endpoint.insert("timeout".to_owned(), json!("1s"));
        }
    }
    taken.put("registry.notifications", key, &value);
}
