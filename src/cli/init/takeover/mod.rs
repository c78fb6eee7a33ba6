//! The config.yml of a registry that runs already, key by key, as settings.
//!
//! Invariant: no key is lost in silence. Each one becomes a setting, says what Wharf does anyway, or is listed; with
//! one listed nothing is written. What stands below a driver or a section of the same name is carried over as it
//! is, and the reader of the settings judges it.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Draft, fresh};
use crate::problem::{Problem, Problems};
use crate::settings::reference::toml_value;
use crate::settings::{Address, Scheme, Url};

/// Where `distribution` keeps images when nothing is said.
const USUAL_FOLDER: &str = "/var/lib/registry";
const NO_SETTING: &str = "has no setting";

/// What a key becomes.
enum Rule {
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
const RULES: &[(&str, Rule)] = &[
    ("version", Anyway("[0.1, \"0.1\"]")),
    ("log", Below),
    ("log.level", As("registry.log_level")),
    ("log.formatter", As("registry.log_formatter")),
    ("log.fields", Below),
    ("log.fields.service", Anyway("[\"registry\"]")),
    ("log.fields.environment", Anyway("[\"production\"]")),
    ("log.accesslog", Below),
    ("log.accesslog.disabled", Anyway("[false]")),
    ("loglevel", As("registry.log_level")),
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
    ("notifications.endpoints", As("registry.notifications")),
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
    ("validation.enabled", As("registry.validation_enabled")),
    (
        "validation.disabled",
        By(|taken, key, value| taken.put_negated("registry.validation_enabled", key, value)),
    ),
    ("compatibility", Below),
    ("compatibility.schema1", Below),
    ("compatibility.schema1.enabled", As("registry.compatibility_schema1_enabled")),
];

/// What was taken of a config.yml.
#[derive(Default)]
pub(super) struct Taken {
    name: String,
    settings: Map<String, Value>,
    /// The keys of the settings, each with the key of config.yml that it comes from.
    origins: Vec<(String, String)>,
    listed: Problems,
    addr: Option<String>,
    has_auth: bool,
    /// Where clients reach it by `http.host`.
    pub(super) url: Option<Url>,
    /// The folder of the images, where they lie on this host.
    pub(super) folder: Option<String>,
    notes: Vec<String>,
}

/// Takes what `text` says; the file is called `name`.
pub(super) fn take(text: &str, name: &str) -> Result<Taken, Problems> {
    let unreadable = |message: String| {
        let problem =
            Problem::about("", message, "mend it first; the registry that runs now was started with another");
        Problems { file: name.to_owned(), list: vec![problem], ..Problems::default() }
    };
    // By way of a tree that refuses a key that stands there twice: one of the two would be lost.
    let read = serde_yaml::from_str(text).and_then(|mut tree: serde_yaml::Value| {
        tree.apply_merge()?;
        serde_yaml::from_value::<Value>(tree)
    });
    let config = read.map_err(|error| {
        let place = error.location().map_or(String::new(), |place| format!(" (line {})", place.line()));
        // The reader's own words may quote the file, and it holds secrets.
        unreadable(format!("it is not valid YAML{place}"))
    })?;
    let Value::Object(config) = config else {
        return Err(unreadable("it is no configuration of a registry".to_owned()));
    };
    if !config.contains_key("storage") {
        return Err(unreadable("it is no configuration of a registry: it has no `storage`".to_owned()));
    }
    let mut taken = Taken { name: name.to_owned(), ..Taken::default() };
    name.clone_into(&mut taken.listed.file);
    for (key, value) in &config {
        taken.walk(key, value);
    }
    Ok(taken)
}

impl Taken {
    fn walk(&mut self, key: &str, value: &Value) {
        if value.is_null() {
            return;
        }
        let rule = RULES.iter().find(|(own, _)| *own == key).map(|(_, rule)| rule);
        match rule {
            Some(As(setting)) => self.put(setting, key, value),
            Some(Anyway(values)) => {
                let values: Vec<Value> = serde_json::from_str(values).unwrap_or_default();
                if !values.contains(value) {
                    let usual = values.first().map(ToString::to_string).unwrap_or_default();
                    self.list(key, &format!("can only be `{usual}` here"), "");
                }
            }
            Some(Below) => self.below(key, value),
            Some(By(decide)) => decide(self, key, value),
            None if key == "proxy" => {
                self.list(key, "has no setting: Wharf's registry is no mirror of another", "");
            }
            None if key == "http.tls.letsencrypt" => {
                self.list(
                    key,
                    "has no setting: certificates are not fetched yet",
                    "remove it and give `http.tls.certificate`",
                );
            }
            None => match value.as_object() {
                Some(below) if !below.is_empty() => self.below(key, value),
                _ => self.list(key, NO_SETTING, ""),
            },
        }
    }

    fn below(&mut self, key: &str, value: &Value) {
        let Some(below) = value.as_object() else {
            self.list(key, "should be a section", "mend it first");
            return;
        };
        for (name, value) in below {
            self.walk(&format!("{key}.{name}"), value);
        }
    }

    /// Puts a key on the list of those that cannot be taken.
    fn list(&mut self, key: &str, message: &str, hint: &str) {
        let variable = key.to_ascii_uppercase().replace(['.', '-'], "_");
        let hint = if hint.is_empty() {
            format!(
                "remove it from a copy of the file, or set `REGISTRY_{variable}` in `[registry.env]` later"
            )
        } else {
            hint.to_owned()
        };
        self.listed.about("", format!("`{key}` {message}"), hint);
    }

    /// Writes `value` at the dotted key `setting`, without what is null in it.
    fn put(&mut self, setting: &str, key: &str, value: &Value) {
        self.origins.push((setting.to_owned(), key.to_owned()));
        let mut here = &mut self.settings;
        let (sections, name) = setting.rsplit_once('.').map_or(("", setting), |split| split);
        for section in sections.split('.').filter(|section| !section.is_empty()) {
            let below = here.entry(section).or_insert_with(|| json!({}));
            if !below.is_object() {
                *below = json!({});
            }
            let Some(below) = below.as_object_mut() else { return };
            here = below;
        }
        if let Some(value) = without_nulls(value) {
            here.insert(name.to_owned(), value);
        }
    }

    fn put_negated(&mut self, setting: &str, key: &str, value: &Value) {
        match value.as_bool() {
            Some(is_off) => self.put(setting, key, &json!(!is_off)),
            None => self.list(key, "must be `true` or `false`", "mend it first"),
        }
    }

    /// Where the engine listens behind NGINX, and where NGINX does.
    fn listen(&mut self, url: &Url) {
        let addr = self.addr.clone().unwrap_or_default();
        let Some((host, port)) =
            addr.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?)))
        else {
            self.list("http.addr", "is no address with a port", "give it one, such as `:5000`");
            return;
        };
        let is_loopback = host == "localhost" || host == "[::1]" || host.starts_with("127.");
        let is_everywhere = matches!(host, "" | "0.0.0.0" | "[::]");
        let has_tls = self
            .settings
            .get("registry")
            .is_some_and(|registry| registry.pointer("/nginx/ssl_certificate").is_some());
        if is_loopback && port != url.effective_port() && !has_tls {
            self.put("registry.registry_http_addr", "http.addr", &json!(addr));
            self.put("registry.nginx.enable", "http.addr", &json!(false));
            self.notes.push(format!(
                "it listened on {addr} alone, so a proxy of yours stands in front; it stays there, and Wharf runs no NGINX"
            ));
            return;
        }
        let inner = fresh::inner_port(port, url);
        let engine = Address { host: "127.0.0.1".to_owned(), port: inner };
        self.put("registry.registry_http_addr", "http.addr", &json!(engine.to_string()));
        if !is_loopback && !is_everywhere {
            self.put("registry.nginx.listen_addresses", "http.addr", &json!([host]));
        }
        self.notes.push(format!("NGINX listens at {url} now, and the engine behind it on {engine}"));
    }

    /// The settings file.
    pub(super) fn finish(&mut self, url: &Url, owner: Option<(String, String)>, program: &str) -> Draft {
        if url.scheme == Scheme::Http && self.origins.iter().any(|(_, key)| key == "http.tls.certificate") {
            self.list("http.tls", "is there, but the URL is plain HTTP", "give `--url` with `https://`");
        }
        if !self.has_auth {
            self.put("registry.auth", "auth", &json!("none"));
            self.notes.push(
                "it asked nobody for a password, and so it stays: `registry.auth` is `none`".to_owned(),
            );
        }
        self.put("registry_external_url", "http.host", &json!(url.to_string()));
        self.listen(url);
        let mut next = vec!["stop the registry that runs now: it holds the port and the images".to_owned()];
        let names_a_user = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
        match (&self.folder.clone(), owner) {
            (Some(folder), Some((user, group)))
                if user != "root" && names_a_user(&user) && names_a_user(&group) =>
            {
                self.put("registry.username", "storage.filesystem.rootdirectory", &json!(user));
                self.put("registry.group", "storage.filesystem.rootdirectory", &json!(group));
                self.notes.push(format!("{folder} belongs to `{user}`, so the registry runs as that user"));
            }
            (Some(folder), Some(_)) => {
                next.push(format!("after the next step: chown -R registry: {folder}/docker"));
            }
            _ => {}
        }
        if url.scheme == Scheme::Https && !self.origins.iter().any(|(_, key)| key == "http.tls.certificate") {
            let host = url.host_without_brackets();
            next.push(format!(
                "put a certificate at /etc/gitlab/ssl/{host}.crt and its key at /etc/gitlab/ssl/{host}.key"
            ));
        }
        self.notes.push(
            "variables `REGISTRY_…` that it was started with are not known here; set them in `[registry.env]`".to_owned(),
        );
        next.push(format!("{program} plan"));
        next.push(format!("{program} reconfigure"));
        let mut text = format!(
            "# Taken over from {} by `wharf init`. After a change: `wharf plan` shows what it means,\n\
             # `wharf reconfigure` makes it so.\n",
            self.name
        );
        section(&mut text, "", &self.settings);
        Draft { text, private: None, notes: self.notes.clone(), next }
    }

    /// All that cannot be taken: what was listed, and what `read` refuses of the settings.
    pub(super) fn check(mut self, read: impl FnOnce() -> Result<(), Problems>) -> Result<(), Problems> {
        if let Err(problems) = read() {
            for problem in problems.list {
                let below = |setting: &str| {
                    let rest = problem.key.strip_prefix(setting)?;
                    (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
                };
                let found = self
                    .origins
                    .iter()
                    .filter_map(|(setting, key)| Some((setting.len(), key, below(setting)?)));
                let origin = found.max_by_key(|(length, ..)| *length);
                let message = match origin {
                    Some((_, key, rest)) => {
                        format!("`{key}{rest}` cannot be taken over: {}", problem.message)
                    }
                    None => problem.message,
                };
                self.listed.about("", message, problem.hint.unwrap_or_default());
            }
        }
        self.listed.or(())
    }
}

fn without_nulls(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Null => return None,
        Value::Array(items) => items.iter().filter_map(without_nulls).collect(),
        Value::Object(map) => {
            map.iter().filter_map(|(key, value)| Some((key.clone(), without_nulls(value)?))).collect()
        }
        other => other.clone(),
    })
}

/// Writes a section as TOML: its own values first, then the sections in it.
fn section(text: &mut String, path: &str, map: &Map<String, Value>) {
    let is_section = |value: &Value| value.as_object().is_some_and(|map| !map.is_empty());
    let name = |key: &str| {
        let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        if is_bare { key.to_owned() } else { toml_value(&key.into()) }
    };
    let (sections, values): (Vec<_>, Vec<_>) = map.iter().partition(|(_, value)| is_section(value));
    if !values.is_empty() {
        let _ = if path.is_empty() { writeln!(text) } else { writeln!(text, "\n[{path}]") };
    }
    for (key, value) in values {
        let _ = writeln!(text, "{} = {}", name(key), toml_value(value));
    }
    for (key, value) in sections {
        let path = if path.is_empty() { name(key) } else { format!("{path}.{}", name(key)) };
        if let Some(map) = value.as_object() {
            section(text, &path, map);
        }
    }
}

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
    match super::questions::registry_url(value.as_str().unwrap_or_default()) {
        Ok(url) => taken.url = Some(url),
        Err(reason) => taken.list(key, &reason, "mend it first, or remove it and give `--url`"),
    }
}

fn relative_urls(taken: &mut Taken, key: &str, value: &Value) {
    match value {
        Value::Bool(true) => taken.put("registry.env.REGISTRY_HTTP_RELATIVEURLS", key, value),
        Value::Bool(false) => {}
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
    if sections.is_some_and(|map| map.contains_key("token")) {
        // Whoever signs has its key already, so none is made for it here.
        taken.put("gitlab_rails.enable", "auth.token", &json!(false));
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
