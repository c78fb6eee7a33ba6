//! `config.yml`: `distribution`'s file, read into what this engine serves by.
//!
//! Invariant: pure. What lies in files (the storage, the certificate bundle) is looked at by `serve`.

mod keys;
mod notifications;
mod overrides;
mod read;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_yaml::Value;

use super::log::{Format, Level};
use super::notifications::NotificationsConfig;
use crate::secret::Secret;
pub use read::Fault;
use read::{Reader, scalar};

/// What `config.yml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// How much is logged.
    pub log_level: Level,
    /// How a line is written.
    pub log_format: Format,
    /// What every line carries.
    pub log_fields: Vec<(String, String)>,
    /// The storage's folder.
    pub root_directory: PathBuf,
    /// Whether clients may delete.
    pub delete_enabled: bool,
    /// Whether nothing may be written.
    pub is_read_only: bool,
    /// The address to listen on.
    pub address: String,
    /// Scheme and host of every absolute URL.
    pub host: Option<String>,
    /// What stands before `/v2/`: empty, or a path that begins with `/` and does not end with one.
    pub prefix: String,
    /// Whether `Location` is a path only.
    pub relative_urls: bool,
    /// What the state of uploads is sealed with.
    pub secret: Option<Secret<String>>,
    /// Headers of every answer.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// How long a plain stop waits for requests in flight.
    pub drain_timeout: Duration,
    /// Who may do what; `None` is anybody anything.
    pub token: Option<TokenConfig>,
    /// The most repositories that one page of the catalog has.
    pub catalog_limit: usize,
    /// Whether layers may name any address to be fetched from.
    pub allows_any_url: bool,
    /// Who is told of what happens.
    pub notifications: NotificationsConfig,
    unknown: Vec<(String, Option<String>)>,
    without_effect: Vec<String>,
    warnings: Vec<String>,
}

/// `auth.token`.
#[derive(Debug, Clone)]
pub struct TokenConfig {
    /// Where clients get a token.
    pub realm: String,
    /// The audience that a token must name.
    pub service: String,
    /// Who must have signed it.
    pub issuer: String,
    /// The file with the issuer's certificates.
    pub root_cert_bundle: PathBuf,
    /// The path of the realm on the host that was asked, in place of `realm`.
    pub auto_redirect: Option<String>,
}

/// A configuration that cannot be served, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.as_slice() {
            [one] => write!(f, "config.yml: {one}"),
            many => {
                write!(f, "config.yml has {} problems", many.len())?;
                many.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
        }
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// When it cannot be served; the error names every key that is wrong and what to write there.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        Self::parse_with(text, &[])
    }

    /// Reads a configuration with `REGISTRY_*` variables in the place of its keys.
    ///
    /// # Errors
    /// As [`Config::parse`].
    pub fn parse_with(text: &str, variables: &[(String, String)]) -> Result<Self, ConfigError> {
        let mut tree: Value = serde_yaml::from_str(text)
            .map_err(|error| one("", format!("is not YAML: {error}"), "correct it at the place named"))?;
        if !tree.is_mapping() {
            return Err(one("version", "is missing", "begin the file with `version: 0.1`"));
        }
        let version = tree.get("version").and_then(scalar).unwrap_or_default();
        if version != "0.1" {
            return Err(one(
                "version",
                format!("is {version:?}, which is not a version of this file"),
                "begin the file with `version: 0.1`",
            ));
        }
        let warnings = overrides::apply(&mut tree, variables);
        let sorted = keys::sort(&tree);
        let mut reader = Reader::new(&tree);
        let mut config = read(&mut reader);
        if !reader.faults.is_empty() {
            return Err(ConfigError { faults: reader.faults });
        }
        config.unknown = sorted.unknown;
        config.without_effect = sorted.later;
        config.warnings.extend(warnings);
        Ok(config)
    }

    /// The variable that gives the dotted `key` a `value` that this engine then acts upon. `None` where there is no
    /// such variable, or the engine has no use for it, or refuses the value.
    #[must_use]
    pub fn variable_for(key: &str, value: &serde_json::Value) -> Option<String> {
        const LEAST: &str = "{version: 0.1, storage: {filesystem: {}}, http: {addr: 'localhost:1'}}";
        let name = overrides::name_for(key).filter(|_| keys::is_honoured(key))?;
        let is_scalar = !(value.is_null() || value.is_array() || value.is_object());
        let variable = (name.clone(), value.to_string());
        (is_scalar && Self::parse_with(LEAST, &[variable]).is_ok()).then_some(name)
    }

    /// The keys that no engine knows, each with the nearest one that exists.
    #[must_use]
    pub fn unknown_keys(&self) -> &[(String, Option<String>)] {
        &self.unknown
    }

    /// The keys that are accepted and have no effect yet.
    #[must_use]
    pub fn keys_without_effect(&self) -> &[String] {
        &self.without_effect
    }

    /// What an administrator should hear at start, beside the two lists above.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

fn one(key: &str, message: impl Into<String>, fix: &str) -> ConfigError {
    ConfigError { faults: vec![Fault { key: key.into(), message: message.into(), fix: fix.into() }] }
}

fn read(reader: &mut Reader<'_>) -> Config {
    let root_directory = storage(reader);
    let token = auth(reader);
    let address = address(reader);
    let is_open = token.is_none() && !says_none(reader);
    if is_open && !address.is_empty() && !is_loopback(&address) {
        reader.fault(
            "auth",
            format!("is missing, and `http.addr` {address} can be reached from other hosts"),
            "add an `auth.token` section, listen on 127.0.0.1, or write `auth: none` to serve everybody",
        );
    }
    let asks_for_tls = reader.get("http.tls").and_then(Value::as_mapping).is_some_and(|tls| {
        tls.values().any(|value| !value.is_null() && scalar(value).is_none_or(|text| !text.is_empty()))
    });
    if asks_for_tls {
        reader.fault(
            "http.tls",
            "is not served by this engine",
            "let NGINX end TLS before it, and remove it",
        );
    }
    if reader.get("proxy.remoteurl").is_some() {
        reader.fault("proxy.remoteurl", "is not served by this engine", "remove the `proxy` section");
    }
    let validation_is_off = reader.boolean("validation.disabled")
        || (reader.get("validation.enabled").is_some() && !reader.boolean("validation.enabled"));
    Config {
        log_level: level(reader),
        log_format: format(reader),
        log_fields: fields(reader),
        root_directory,
        delete_enabled: reader.boolean("storage.delete.enabled"),
        is_read_only: reader.boolean("storage.maintenance.readonly.enabled"),
        address,
        host: host(reader),
        prefix: prefix(reader),
        relative_urls: reader.boolean("http.relativeurls"),
        secret: reader.text("http.secret").filter(|secret| !secret.is_empty()).map(Secret::new),
        headers: headers(reader),
        drain_timeout: reader.duration("http.draintimeout"),
        token,
        catalog_limit: reader.count("catalog.maxentries").unwrap_or(1000),
        allows_any_url: validation_is_off,
        notifications: notifications::read(reader),
        unknown: Vec::new(),
        without_effect: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The storage's folder: exactly one driver, and that the file system.
fn storage(reader: &mut Reader<'_>) -> PathBuf {
    const BESIDE: &[&str] = &["cache", "delete", "redirect", "maintenance", "tag"];
    let drivers: Vec<String> = match reader.get("storage") {
        Some(Value::Mapping(storage)) => {
            storage.keys().filter_map(scalar).filter(|key| !BESIDE.contains(&key.as_str())).collect()
        }
        Some(Value::String(driver)) => vec![driver.clone()],
        _ => Vec::new(),
    };
    match drivers.as_slice() {
        [] => reader.fault(
            "storage",
            "names no driver",
            "add `filesystem: {rootdirectory: /var/opt/gitlab/gitlab-rails/shared/registry}` below it",
        ),
        [driver] if driver == "filesystem" => {}
        [driver] => reader.fault(
            &format!("storage.{driver}"),
            "is not a driver of this engine",
            "use `storage.filesystem`",
        ),
        many => {
            reader.fault("storage", format!("names {} drivers: {}", many.len(), many.join(", ")), "keep one");
        }
    }
    let root = PathBuf::from(
        reader.text("storage.filesystem.rootdirectory").unwrap_or_else(|| "/var/lib/registry".to_owned()),
    );
    if !root.is_absolute() {
        reader.fault("storage.filesystem.rootdirectory", "is not an absolute path", "begin it with `/`");
    }
    root
}

fn says_none(reader: &Reader<'_>) -> bool {
    match reader.get("auth") {
        Some(Value::String(kind)) => kind.eq_ignore_ascii_case("none"),
        Some(Value::Mapping(kinds)) => kinds.contains_key("none"),
        _ => false,
    }
}

fn auth(reader: &mut Reader<'_>) -> Option<TokenConfig> {
    if says_none(reader) {
        return None;
    }
    let kinds: Vec<String> = match reader.get("auth")? {
        Value::Mapping(kinds) => kinds.keys().filter_map(scalar).collect(),
        other => vec![scalar(other).unwrap_or_default()],
    };
    match kinds.as_slice() {
        [] => return None,
        [kind] if kind == "token" => {}
        [kind] => {
            let fix = "use `auth.token`, or write `auth: none`";
            reader.fault(&format!("auth.{kind}"), "is not served by this engine", fix);
            return None;
        }
        many => {
            reader.fault("auth", format!("names {} kinds: {}", many.len(), many.join(", ")), "keep one");
            return None;
        }
    }
    let path = reader.text("auth.token.autoredirectpath").unwrap_or_else(|| "/auth/token".to_owned());
    let auto_redirect = reader.boolean("auth.token.autoredirect").then_some(path);
    let realm = if auto_redirect.is_some() {
        reader.text("auth.token.realm").unwrap_or_default()
    } else {
        reader.needed("auth.token.realm", "https://gitlab.example.com/jwt/auth")
    };
    if !realm.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"') {
        reader.fault("auth.token.realm", "is no URL", "write it without spaces and quotes");
    }
    let service = reader.needed("auth.token.service", "container_registry");
    if !service.bytes().all(|byte| (byte == b' ' || byte.is_ascii_graphic()) && byte != b'"') {
        reader.fault("auth.token.service", "cannot stand in a header", "write it in ASCII, without quotes");
    }
    Some(TokenConfig {
        realm,
        service,
        issuer: reader.needed("auth.token.issuer", "omnibus-gitlab-issuer"),
        root_cert_bundle: PathBuf::from(
            reader.needed("auth.token.rootcertbundle", "/var/opt/gitlab/registry/gitlab-registry.crt"),
        ),
        auto_redirect,
    })
}

fn address(reader: &mut Reader<'_>) -> String {
    let network = reader.text("http.net").unwrap_or_default();
    if !matches!(network.as_str(), "" | "tcp" | "tcp4" | "tcp6") {
        reader.fault("http.net", format!("is {network:?}"), "write `tcp`: the engine listens on a port");
    }
    let address = reader.needed("http.addr", "127.0.0.1:5000");
    let port = address.rsplit_once(':').map(|(_, port)| port);
    if !address.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_err()) {
        reader.fault(
            "http.addr",
            format!("is no address: {address:?}"),
            "write host and port: `127.0.0.1:5000`",
        );
    }
    address
}

/// Whether an address is only reached from this host.
fn is_loopback(address: &str) -> bool {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn level(reader: &mut Reader<'_>) -> Level {
    let key = if reader.get("log.level").is_some() { "log.level" } else { "loglevel" };
    match reader.text(key).unwrap_or_default().to_ascii_lowercase().as_str() {
        "error" => Level::Error,
        "warn" | "warning" => Level::Warn,
        "info" | "" => Level::Info,
        "debug" => Level::Debug,
        other => {
            reader.fault(key, format!("is {other:?}"), "write `error`, `warn`, `info` or `debug`");
            Level::Info
        }
    }
}

fn format(reader: &mut Reader<'_>) -> Format {
    match reader.text("log.formatter").unwrap_or_default().as_str() {
        "text" | "" => Format::Text,
        "json" | "logstash" => Format::Json,
        other => {
            reader.fault("log.formatter", format!("is {other:?}"), "write `text` or `json`");
            Format::Text
        }
    }
}

fn fields(reader: &Reader<'_>) -> Vec<(String, String)> {
    let Some(Value::Mapping(fields)) = reader.get("log.fields") else { return Vec::new() };
    // Sorted, as logrus writes them.
    let sorted: BTreeMap<String, String> =
        fields.iter().filter_map(|(key, value)| Some((scalar(key)?, scalar(value)?))).collect();
    sorted.into_iter().collect()
}

fn host(reader: &mut Reader<'_>) -> Option<String> {
    let host = reader.text("http.host").filter(|host| !host.is_empty())?;
    let after = host.strip_prefix("https://").or_else(|| host.strip_prefix("http://"));
    let authority = after.map(|after| after.trim_end_matches('/'));
    match authority {
        Some(name)
            if !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic() && !b"/?#\"".contains(&b)) =>
        {
            Some(host.trim_end_matches('/').to_owned())
        }
        _ => {
            let fix = "write scheme and host: `https://registry.example.com`";
            reader.fault("http.host", format!("is no address: {host:?}"), fix);
            None
        }
    }
}

fn prefix(reader: &mut Reader<'_>) -> String {
    let prefix = reader.text("http.prefix").unwrap_or_default();
    let is_path = prefix.is_empty()
        || prefix.starts_with('/')
            && prefix.ends_with('/')
            && prefix.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#%".contains(&byte));
    if !is_path {
        reader.fault("http.prefix", format!("is no path: {prefix:?}"), "begin and end it with `/`");
    }
    prefix.trim_end_matches('/').to_owned()
}

fn headers(reader: &mut Reader<'_>) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = Vec::new();
    let Some(Value::Mapping(map)) = reader.get("http.headers") else { return headers };
    for (name, values) in map {
        let name = scalar(name).unwrap_or_default();
        let values: Vec<Option<String>> = match values {
            Value::Sequence(list) => list.iter().map(scalar).collect(),
            other => vec![scalar(other)],
        };
        for value in values {
            let header = HeaderName::from_bytes(name.as_bytes())
                .ok()
                .zip(value.and_then(|value| HeaderValue::from_str(&value).ok()));
            match header {
                Some(header) => headers.push(header),
                None => reader.fault(
                    &format!("http.headers.{name}"),
                    "is no header",
                    "write a name and a list of texts: `X-Content-Type-Options: [nosniff]`",
                ),
            }
        }
    }
    headers
}

#[cfg(test)]
mod tests;
