//! The engine: every value of config.yml, its certificate and its environment.

use serde::Serialize;
use serde_json::Value;

use super::access::Access;
use super::foreign_engine::Sections;
use super::notifications::warn_of_nanoseconds;
use super::{Facts, Findings, Secrets, collection, foreign_engine, notifications, storage};
use crate::secret::Secret;
use crate::settings::{AuthKind, EngineDuration, LogLevel, Scalar, Settings};

/// The engine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Registry {
    /// How much is logged.
    pub log_level: String,
    /// How it is logged.
    pub log_formatter: String,
    /// The storage section.
    pub storage: Value,
    /// The sections that only another engine acts upon.
    pub foreign: Sections,
    /// The endpoints of notifications. `None` is no such section.
    pub notifications: Option<Value>,
    /// The folder of the images as a host path, where they lie on this host.
    #[serde(skip)]
    pub storage_folder: Option<String>,
    /// Whether that folder is made and given to the registry.
    #[serde(skip)]
    pub storage_folder_is_managed: bool,
    /// Where it listens.
    pub addr: String,
    /// An address that clients on this host reach it at.
    #[serde(skip)]
    pub reachable: String,
    /// What `Location` starts with, where no proxy of ours says.
    pub host: Option<String>,
    /// Whether clients are sent on by path alone.
    pub relative_urls: bool,
    /// What signs the state of uploads.
    pub secret: Secret<String>,
    /// Health and metrics.
    pub debug: Option<Debug>,
    /// How long requests may finish when it stops.
    pub draintimeout: Value,
    /// Whether the storage is looked at now and then.
    pub health: bool,
    /// How tokens are checked, where clients log in with one.
    pub auth: Option<Auth>,
    /// The file of passwords, where clients log in with one. Neither is no login at all.
    pub htpasswd: Option<Htpasswd>,
    /// Whether foreign URLs in manifests are taken as they are.
    pub validation_disabled: bool,
    /// Whether images of Docker's first schema are taken.
    pub schema1: bool,
    /// The certificate of who signs tokens.
    #[serde(skip)]
    pub certificate: String,
    /// Files of the environment: name and content.
    #[serde(skip)]
    pub environment: Vec<(String, String)>,
}

/// Health and metrics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Debug {
    /// Where they are served.
    pub addr: String,
}

/// The file of passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Htpasswd {
    /// What clients are told that they log in to.
    pub realm: String,
    /// The file, as a real path.
    pub path: String,
}

/// How tokens are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Auth {
    /// Where clients get a token.
    pub realm: String,
    /// Who must have issued it.
    pub issuer: String,
    /// The certificates of who may sign, as a real path.
    pub rootcertbundle: String,
    /// The same as a host path.
    #[serde(skip)]
    pub rootcertbundle_path: String,
    /// Whether the realm follows the host that was asked for.
    pub autoredirect: bool,
}

/// Default variables of Omnibus' own engine. Ours needs none of them, so `false` has nothing to remove.
const OMNIBUS_VARIABLES: &[&str] = &["SSL_CERT_DIR", "GODEBUG"];

/// The engine, where it is on.
pub(super) fn derive(
    settings: &Settings,
    access: &Access,
    facts: &Facts,
    secrets: &Secrets,
    findings: &mut Findings,
) -> Option<Registry> {
    let given = &settings.registry;
    if !access.registry_enabled {
        return None;
    }
    let storage = storage::derive(settings, facts, findings);
    let environment = environment(settings, findings);
    let asked_in_env =
        given.env.get("REGISTRY_HTTP_RELATIVEURLS").is_some_and(|value| value.to_string() == "true");
    let is_relative = given.http.relativeurls || asked_in_env;
    let host = access.url.as_ref().filter(|_| !access.nginx_enabled && !is_relative).map(ToString::to_string);
    warn_of_nanoseconds("registry.http_draintimeout", &given.http_draintimeout, findings);
    collection::check(given, findings);
    let debug = given.debug_addr.as_ref().map(|addr| Debug { addr: addr.to_string() });
    Some(Registry {
        log_level: LogLevel::as_str(given.log_level).to_owned(),
        log_formatter: given.log_formatter.as_str().to_owned(),
        storage: storage.section,
        foreign: foreign_engine::derive(given, facts, findings),
        notifications: notifications::derive(settings, findings),
        storage_folder: storage.folder,
        storage_folder_is_managed: settings.manage_storage_directories.enable,
        addr: given.registry_http_addr.to_string(),
        reachable: given.registry_http_addr.reachable(),
        host,
        relative_urls: given.http.relativeurls,
        secret: secrets.http_secret.clone(),
        debug,
        draintimeout: match &given.http_draintimeout {
            EngineDuration::Nanoseconds(number) => (*number).into(),
            EngineDuration::Text(text) => text.as_str().into(),
        },
        health: given.health_storagedriver_enabled,
        auth: auth(settings, facts, findings),
        htpasswd: htpasswd(&given.auth, facts, findings),
        validation_disabled: !given.validation_enabled,
        schema1: given.compatibility_schema1_enabled,
        certificate: secrets.internal_certificate.clone(),
        environment,
    })
}

/// How tokens are checked.
fn auth(settings: &Settings, facts: &Facts, findings: &mut Findings) -> Option<Auth> {
    let given = &settings.registry;
    match &given.auth {
        AuthKind::Htpasswd(_) => return None,
        AuthKind::None => {
            findings.warning(
                "registry.auth",
                "`registry.auth` is `none`: whoever reaches the registry may read, write and delete images",
                "remove it to ask for tokens",
            );
            return None;
        }
        AuthKind::Token => {}
    }
    let own = settings.registry_url().filter(|_| settings.auth_server.enable);
    let realm = given.token_realm.as_ref().or(own).or(settings.external_url.as_ref());
    if realm.is_none() {
        findings.problem(
            "registry_external_url",
            "there is no `external_url`, so clients would not know where to get a token",
            "add `external_url` with the URL of GitLab, or set `auth_server.enable = true` to issue tokens here",
        );
    }
    let bundle = given.rootcertbundle.as_ref();
    let bundle = bundle.map_or_else(|| format!("{}/gitlab-registry.crt", given.dir), ToString::to_string);
    Some(Auth {
        realm: format!("{}/jwt/auth", realm.map(ToString::to_string).unwrap_or_default()),
        issuer: settings.gitlab_rails.registry_issuer.clone(),
        rootcertbundle: facts.real(&bundle),
        rootcertbundle_path: bundle,
        autoredirect: given.autoredirect,
    })
}

/// The file of passwords.
fn htpasswd(auth: &AuthKind, facts: &Facts, findings: &mut Findings) -> Option<Htpasswd> {
    const KEY: &str = "registry.auth.htpasswd";
    let AuthKind::Htpasswd(given) = auth else { return None };
    findings.refusal(
        KEY,
        format!("`{KEY}` is not built yet"),
        "use the token server: remove it, set `auth_server.enable = true` and add users with `wharf user add`",
    );
    let (realm, path) = (given.realm.as_ref(), given.path.as_ref());
    for (field, is_there) in [("realm", realm.is_some()), ("path", path.is_some())] {
        if !is_there {
            findings.problem(KEY, format!("`{KEY}` has no `{field}`"), format!("add `{field} = …`"));
        }
    }
    Some(Htpasswd { realm: realm?.clone(), path: facts.real(path?.as_str()) })
}

/// The files of the environment.
fn environment(settings: &Settings, findings: &mut Findings) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (name, value) in &settings.registry.env {
        let key = format!("registry.env.{name}");
        let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !starts_well || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            findings.problem(
                &key,
                format!("`{}` in `registry.env` is not the name of a variable", name.escape_debug()),
                "use letters, digits and `_`",
            );
        } else if value.to_string().contains('\0') {
            findings.problem(&key, format!("`{key}` contains a NUL, which no variable can hold"), "");
        } else if !(*value == Scalar::Boolean(false) && OMNIBUS_VARIABLES.contains(&name.as_str())) {
            files.push((name.clone(), value.to_string()));
        }
    }
    files
}
