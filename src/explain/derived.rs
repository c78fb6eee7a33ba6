//! Settings whose value, left out, is decided by others: which value that is, and by which setting.

use serde_json::Value;

use crate::derive::{Derived, Tls, Vhost};
use crate::settings::Settings;

/// One such setting: its key, where its value comes from, and the value.
type Row = (&'static str, &'static str, fn(&Settings, &Derived) -> Option<Value>);

/// Every setting with a value that is derived.
const ROWS: &[Row] = &[
    ("registry_external_url", "external_url", |_, derived| Some(derived.url.as_deref()?.into())),
    ("nginx.enable", "roles", |_, derived| Some(derived.nginx.is_some().into())),
    ("registry.enable", "registry_external_url", |_, derived| Some(derived.registry.is_some().into())),
    ("registry.token_realm", "external_url", |_, derived| {
        let realm = &derived.registry.as_ref()?.auth.as_ref()?.realm;
        Some(realm.strip_suffix("/jwt/auth").unwrap_or(realm).into())
    }),
    ("registry.rootcertbundle", "registry.dir", |_, derived| {
        Some(derived.registry.as_ref()?.auth.as_ref()?.rootcertbundle.as_str().into())
    }),
    ("registry.storage.filesystem.rootdirectory", "gitlab_rails.registry_path", |_, derived| {
        Some(derived.registry.as_ref()?.storage_folder.as_deref()?.into())
    }),
    ("registry.storage.delete.enabled", "registry.storage_delete_enabled", |_, derived| {
        derived.registry.as_ref()?.storage.get("delete")?.get("enabled").cloned()
    }),
    ("registry.nginx.https", "registry_external_url", |_, derived| {
        Some(vhost(derived)?.tls.is_some().into())
    }),
    ("registry.nginx.listen_https", "registry.nginx.https", |_, derived| {
        Some(vhost(derived)?.tls.is_some().into())
    }),
    ("registry.nginx.listen_port", "registry_external_url", |_, derived| {
        let (_, address) = vhost(derived)?.listening.first()?;
        Some(address.rsplit_once(':')?.1.parse::<u16>().ok()?.into())
    }),
    ("registry.nginx.ssl_certificate", "registry_external_url", |_, derived| {
        Some(tls(derived)?.certificate.as_str().into())
    }),
    ("registry.nginx.ssl_certificate_key", "registry_external_url", |_, derived| {
        Some(tls(derived)?.key.as_str().into())
    }),
    ("registry.nginx.real_ip_header", "registry.nginx.proxy_protocol", |_, derived| {
        Some(vhost(derived)?.real_ip_header.as_deref()?.into())
    }),
    ("registry.nginx.log_directory", "nginx.log_directory", |_, derived| {
        Some(vhost(derived)?.log_directory.as_str().into())
    }),
    ("nginx.binary", "the PATH of this host", |_, derived| {
        Some(derived.nginx.as_ref()?.program.as_str().into())
    }),
    ("nginx.worker_processes", "the processors of this host", |_, derived| {
        Some(derived.nginx.as_ref()?.worker_processes.into())
    }),
    ("nginx.server_names_hash_bucket_size", "registry_external_url", |_, derived| {
        Some(derived.nginx.as_ref()?.server_names_hash_bucket_size.into())
    }),
    ("gitlab_rails.enable", "auth_server.enable", |_, derived| Some(derived.rails.is_some().into())),
    ("gitlab_rails.registry_enabled", "registry.enable", |_, derived| {
        Some(derived.rails.as_ref()?.registry.enabled.into())
    }),
    ("gitlab_rails.registry_host", "registry_external_url", |_, derived| {
        Some(derived.rails.as_ref()?.registry.host.as_deref()?.into())
    }),
    ("gitlab_rails.registry_port", "registry_external_url", |_, derived| {
        Some(derived.rails.as_ref()?.registry.port?.into())
    }),
    ("gitlab_rails.registry_api_url", "registry.registry_http_addr", |_, derived| {
        Some(derived.rails.as_ref()?.registry.api_url.as_deref()?.into())
    }),
    ("gitlab_rails.registry_path", "gitlab_rails.shared_path", |_, derived| {
        Some(derived.rails.as_ref()?.registry.path.as_deref()?.into())
    }),
    ("gitlab_rails.registry_key_path", "the usual folder of GitLab", |_, derived| {
        Some(derived.rails.as_ref()?.key_path.as_str().into())
    }),
];

fn vhost(derived: &Derived) -> Option<&Vhost> {
    derived.nginx.as_ref().map(|nginx| &nginx.vhost)
}

fn tls(derived: &Derived) -> Option<&Tls> {
    vhost(derived)?.tls.as_ref()
}

/// The derived value of the setting `key`, and what it is derived from.
pub(super) fn derived_value(
    key: &str,
    settings: &Settings,
    derived: &Derived,
) -> Option<(Value, &'static str)> {
    let (_, from, value) = ROWS.iter().find(|row| row.0 == key)?;
    let from = match (key, settings.auth_server.enable) {
        ("registry.token_realm", true) => "registry_external_url",
        _ => from,
    };
    Some((value(settings, derived)?, from))
}
