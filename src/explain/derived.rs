//! Settings whose value, left out, is decided by others: which value that is, and by which setting.

use serde_json::Value;

use crate::derive::{Derived, Tls, Vhost};
use crate::settings::Settings;

/// What decides a value: a setting or a part of the host; `None` where nobody does, and the value is a plain default.
type From = fn(&Settings, &Derived) -> Option<&'static str>;

/// One such setting: its key, what decides its value, and the value.
type Row = (&'static str, From, fn(&Settings, &Derived) -> Option<Value>);

/// Every setting with a value that is derived.
const ROWS: &[Row] = &[
    ("registry_external_url", |_, _| Some("external_url"), |_, derived| Some(derived.url.as_deref()?.into())),
    ("nginx.enable", roles, |settings, _| Some(settings.roles.leave_nginx_on().into())),
    ("registry.enable", registry, |_, derived| Some(derived.registry.is_some().into())),
    (
        "registry.token_realm",
        |settings, _| Some(realm(settings)),
        |_, derived| {
            let realm = &derived.registry.as_ref()?.auth.as_ref()?.realm;
            Some(realm.strip_suffix("/jwt/auth").unwrap_or(realm).into())
        },
    ),
    (
        "registry.rootcertbundle",
        |_, _| Some("registry.dir"),
        |_, derived| Some(derived.registry.as_ref()?.auth.as_ref()?.rootcertbundle.as_str().into()),
    ),
    (
        "registry.storage.filesystem.rootdirectory",
        |settings, _| Some(folder(settings)),
        |_, derived| Some(derived.registry.as_ref()?.storage_folder.as_deref()?.into()),
    ),
    (
        "registry.storage.delete.enabled",
        |_, _| Some("registry.storage_delete_enabled"),
        |_, derived| derived.registry.as_ref()?.storage.get("delete")?.get("enabled").cloned(),
    ),
    (
        "registry.nginx.https",
        |settings, _| Some(url(settings)),
        |_, derived| {
            vhost(derived)?;
            Some(is_https(derived).into())
        },
    ),
    (
        "registry.nginx.listen_https",
        |settings, derived| Some(listen_https(settings, derived)),
        |_, derived| Some(vhost(derived)?.tls.is_some().into()),
    ),
    (
        "registry.nginx.listen_port",
        |settings, _| Some(listen_port(settings)),
        |_, derived| {
            let (_, address) = vhost(derived)?.listening.first()?;
            Some(address.rsplit_once(':')?.1.parse::<u16>().ok()?.into())
        },
    ),
    ("registry.nginx.ssl_certificate", certificate, |_, derived| {
        Some(tls(derived)?.certificate.as_str().into())
    }),
    ("registry.nginx.ssl_certificate_key", certificate_key, |_, derived| {
        Some(tls(derived)?.key.as_str().into())
    }),
    (
        "registry.nginx.real_ip_header",
        |_, _| Some("registry.nginx.proxy_protocol"),
        |_, derived| Some(vhost(derived)?.real_ip_header.as_deref()?.into()),
    ),
    (
        "registry.nginx.log_directory",
        |_, _| Some("nginx.log_directory"),
        |_, derived| Some(vhost(derived)?.log_directory.as_str().into()),
    ),
    ("nginx.binary", binary, |_, derived| Some(derived.nginx.as_ref()?.program.as_str().into())),
    (
        "nginx.worker_processes",
        |_, _| Some("the processors of this host"),
        |_, derived| Some(derived.nginx.as_ref()?.worker_processes.into()),
    ),
    (
        "nginx.server_names_hash_bucket_size",
        |settings, _| Some(url(settings)),
        |_, derived| Some(derived.nginx.as_ref()?.server_names_hash_bucket_size.into()),
    ),
    ("gitlab_rails.enable", gitlab, |_, derived| Some(derived.rails.is_some().into())),
    ("gitlab_rails.registry_enabled", registry_enabled, |_, derived| {
        Some(derived.rails.as_ref()?.registry.enabled.into())
    }),
    (
        "gitlab_rails.registry_host",
        |settings, _| Some(url(settings)),
        |_, derived| Some(derived.rails.as_ref()?.registry.host.as_deref()?.into()),
    ),
    (
        "gitlab_rails.registry_port",
        |settings, _| Some(rails_port(settings)),
        |_, derived| Some(derived.rails.as_ref()?.registry.port?.into()),
    ),
    (
        "gitlab_rails.registry_api_url",
        |_, _| Some("registry.registry_http_addr"),
        |_, derived| Some(derived.rails.as_ref()?.registry.api_url.as_deref()?.into()),
    ),
    (
        "gitlab_rails.registry_path",
        |_, _| Some("gitlab_rails.shared_path"),
        |_, derived| Some(derived.rails.as_ref()?.registry.path.as_deref()?.into()),
    ),
    (
        "gitlab_rails.registry_key_path",
        |_, _| None,
        |_, derived| Some(derived.rails.as_ref()?.key_path.as_str().into()),
    ),
];

/// The roles, where there is one that decides which services run.
fn roles(settings: &Settings, _: &Derived) -> Option<&'static str> {
    settings.roles.decisive().map(|_| "roles")
}

/// The URL of the registry, which is that of GitLab where nobody wrote one.
fn url(settings: &Settings) -> &'static str {
    if settings.registry_url().is_some() { "registry_external_url" } else { "external_url" }
}

/// What turns the registry on. Where nothing does, it is off.
fn registry(settings: &Settings, derived: &Derived) -> Option<&'static str> {
    if settings.registry_external_url.is_some() {
        return Some("registry_external_url");
    }
    derived.registry.as_ref().map(|_| "external_url")
}

fn registry_enabled(settings: &Settings, derived: &Derived) -> Option<&'static str> {
    match settings.registry.enable {
        Some(_) => Some("registry.enable"),
        None => registry(settings, derived),
    }
}

fn gitlab(settings: &Settings, derived: &Derived) -> Option<&'static str> {
    if settings.auth_server.enable { Some("auth_server.enable") } else { roles(settings, derived) }
}

fn realm(settings: &Settings) -> &'static str {
    let is_here = settings.auth_server.enable && settings.registry_url().is_some();
    if is_here { "registry_external_url" } else { "external_url" }
}

fn folder(settings: &Settings) -> &'static str {
    let is_said = settings.gitlab_rails.registry_path.is_some();
    if is_said { "gitlab_rails.registry_path" } else { "gitlab_rails.shared_path" }
}

fn is_https(derived: &Derived) -> bool {
    derived.url.as_ref().is_some_and(|url| url.starts_with("https:"))
}

fn listen_https(settings: &Settings, derived: &Derived) -> &'static str {
    let is_asked = settings.registry.nginx.https == Some(true) && !is_https(derived);
    if is_asked { "registry.nginx.https" } else { url(settings) }
}

/// A registry that came on by itself takes the port that GitLab was told.
fn listen_port(settings: &Settings) -> &'static str {
    match settings.gitlab_rails.registry_port {
        Some(_) if settings.registry_url().is_none() => "gitlab_rails.registry_port",
        _ => url(settings),
    }
}

fn rails_port(settings: &Settings) -> &'static str {
    match settings.registry.nginx.listen_port {
        Some(_) if settings.registry_url().is_none() => "registry.nginx.listen_port",
        _ => url(settings),
    }
}

/// Who names the certificate: where the registry shares GitLab's, `named` of GitLab's site may.
fn shared(settings: &Settings, derived: &Derived, named: [(&'static str, bool); 2]) -> Option<&'static str> {
    if tls(derived)?.instead_of.is_none() && settings.registry_url().is_some() {
        return Some("registry_external_url");
    }
    named.into_iter().find(|(_, is_said)| *is_said).map(|(key, _)| key).or(Some("external_url"))
}

fn certificate(settings: &Settings, derived: &Derived) -> Option<&'static str> {
    let (site, old) = (&settings.gitlab_rails.nginx, &settings.nginx);
    let named = [
        ("gitlab_rails.nginx.ssl_certificate", site.ssl_certificate.is_some()),
        ("nginx.ssl_certificate", old.ssl_certificate.is_some()),
    ];
    shared(settings, derived, named)
}

fn certificate_key(settings: &Settings, derived: &Derived) -> Option<&'static str> {
    let (site, old) = (&settings.gitlab_rails.nginx, &settings.nginx);
    let named = [
        ("gitlab_rails.nginx.ssl_certificate_key", site.ssl_certificate_key.is_some()),
        ("nginx.ssl_certificate_key", old.ssl_certificate_key.is_some()),
    ];
    shared(settings, derived, named)
}

fn binary(_: &Settings, derived: &Derived) -> Option<&'static str> {
    derived.nginx.as_ref().filter(|nginx| nginx.is_found).map(|_| "the programs of this host")
}

fn vhost(derived: &Derived) -> Option<&Vhost> {
    derived.nginx.as_ref().map(|nginx| &nginx.vhost)
}

fn tls(derived: &Derived) -> Option<&Tls> {
    vhost(derived)?.tls.as_ref()
}

/// The derived value of the setting `key`, and what decides it.
pub(super) fn derived_value(
    key: &str,
    settings: &Settings,
    derived: &Derived,
) -> Option<(Value, Option<&'static str>)> {
    let (_, from, value) = ROWS.iter().find(|row| row.0 == key)?;
    Some((value(settings, derived)?, from(settings, derived)))
}
