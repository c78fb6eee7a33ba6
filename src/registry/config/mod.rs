//! `config.yml`: `distribution`'s file, read into what this engine serves by.
//!
//! Invariant: pure. What lies in files (the storage, the certificate bundle) is looked at by `serve`.

mod auth;
mod explain;
mod http;
mod keys;
mod limits;
mod log;
mod notifications;
mod overrides;
mod read;
mod storage;
mod tls;
mod validation;

use std::fmt;

use serde_yaml::Value;

use super::notifications::NotificationsConfig;
pub use auth::{AuthConfig, TokenConfig};
pub use explain::{Effect, Explained, Origin};
pub use http::{HttpConfig, Network};
pub use limits::Limits;
pub use log::LogConfig;
pub use read::Fault;
use read::{Reader, scalar};
pub use storage::StorageConfig;
#[cfg(test)]
pub(super) use tls::SERVED as SERVED_SUITES;
pub use tls::{ClientAuth, TlsConfig};
pub(crate) use validation::Sizes;
pub use validation::{Schema1Config, ValidationConfig};

/// What `config.yml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// `log`.
    pub log: LogConfig,
    /// `storage`.
    pub storage: StorageConfig,
    /// `http`.
    pub http: HttpConfig,
    /// `auth`.
    pub auth: AuthConfig,
    /// The most repositories that one page of the catalog has.
    pub catalog_limit: usize,
    /// The most tags that one page of a list has; `None` is no bound.
    pub tags_limit: Option<usize>,
    /// What a manifest has to be.
    pub validation: ValidationConfig,
    /// Docker's first manifests.
    pub schema1: Schema1Config,
    /// Who is told of what happens.
    pub notifications: NotificationsConfig,
    unknown: Vec<(String, Option<String>)>,
    without_effect: Vec<String>,
    warnings: Vec<String>,
    in_use: Vec<Explained>,
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
        let overridden = overrides::apply(&mut tree, variables);
        let sorted = keys::sort(&tree);
        let mut reader = Reader::new(&tree);
        let mut config = read(&mut reader);
        if !reader.faults.is_empty() {
            return Err(ConfigError { faults: reader.faults });
        }
        config.unknown = sorted.unknown;
        config.without_effect = sorted.later;
        config.warnings = overridden.warnings;
        config.warnings.append(&mut reader.warnings);
        config.in_use = explain::explain(&tree, &overridden.keys);
        Ok(config)
    }

    /// Every key of the file and of the variables with what it comes to, and the defaults of the others.
    #[must_use]
    pub fn in_use(&self) -> &[Explained] {
        &self.in_use
    }

    /// The variable that gives the dotted `key` a `value` that this engine then acts upon. `None` where there is no
    /// such variable, or the engine has no use for it, or refuses the value.
    #[must_use]
    pub fn variable_for(key: &str, value: &serde_json::Value) -> Option<String> {
        const LEAST: &str = "{version: 0.1, storage: {filesystem: {}}, http: {addr: 'localhost:1'}}";
        // Where the engine listens, and how, NGINX must know too.
        let is_its_place = key == "http.net" || key.starts_with("http.tls.");
        let name = overrides::name_for(key).filter(|_| keys::is_honoured(key) && !is_its_place)?;
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
    let storage = storage::read(reader);
    let auth = auth::read(reader);
    let http = http::read(reader);
    let is_open = matches!(auth, AuthConfig::None) && !auth::says_none(reader);
    if is_open && !http.address.is_empty() && !http.is_loopback() {
        reader.fault(
            "auth",
            format!("is missing, and `http.addr` {} can be reached from other hosts", http.address),
            "add an `auth.token` section, listen on 127.0.0.1, or write `auth: none` to serve everybody",
        );
    }
    if reader.get("proxy.remoteurl").is_some() {
        reader.fault("proxy.remoteurl", "is not served by this engine", "remove the `proxy` section");
    }
    let tags_limit = reader.count("tags.maxtags");
    if reader.text("tags.maxtags").is_some_and(|text| text.trim().starts_with('-')) {
        reader.fault("tags.maxtags", "is negative", "write how many tags one page may have, or remove it");
    }
    Config {
        log: log::read(reader),
        storage,
        http,
        auth,
        catalog_limit: reader.count("catalog.maxentries").unwrap_or(1000),
        tags_limit,
        validation: validation::read(reader),
        schema1: validation::read_schema1(reader),
        notifications: notifications::read(reader),
        unknown: Vec::new(),
        without_effect: Vec::new(),
        warnings: Vec::new(),
        in_use: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
