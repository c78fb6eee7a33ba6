//! Settings that were written and have no effect beside the others: each is said, none is swallowed.

use super::Findings;
use super::access::Access;
use crate::settings::{
    AuthKind, RegistryNginxSettings, RegistrySettings, Settings, StatusSettings, SuperviseSettings, Url,
};

/// One setting that was written, yet does nothing: its key, whether that is so, and why.
type Row = (&'static str, bool, &'static str);

/// Warns of what has no effect.
pub(super) fn warn(settings: &Settings, access: &Access, findings: &mut Findings) {
    let rows = [
        registry(settings, access),
        nginx(settings, access),
        rails(settings, access),
        daemon(settings),
        host(settings),
    ];
    let old = &settings.nginx;
    for (key, is_given) in [
        ("listen_https", old.listen_https.is_some()),
        ("ssl_certificate", old.ssl_certificate.is_some()),
        ("ssl_certificate_key", old.ssl_certificate_key.is_some()),
    ] {
        if is_given {
            findings.warning(
                &format!("nginx.{key}"),
                format!("`nginx.{key}` belongs to GitLab's own site and has no effect on the registry's"),
                format!("write `gitlab_rails.nginx.{key}`, or `registry.nginx.{key}` for the registry"),
            );
        }
    }
    for (key, is_silent, reason) in rows.into_iter().flatten() {
        if is_silent {
            findings.warning(key, format!("`{key}` has no effect: {reason}"), "");
        }
    }
}

fn registry(settings: &Settings, access: &Access) -> Vec<Row> {
    let given = &settings.registry;
    let asks_no_tokens = access.registry_enabled && given.auth != AuthKind::Token;
    let users = !settings.auth_server.users.is_empty() || !settings.auth_server.anonymous.is_empty();
    let deletes = given.storage.delete.enabled;
    let keeps_accounts = !settings.manage_accounts.enable;
    vec![
        (
            "registry.token_realm",
            asks_no_tokens && given.token_realm.is_some(),
            "`registry.auth` asks for no tokens",
        ),
        (
            "registry.rootcertbundle",
            asks_no_tokens && given.rootcertbundle.is_some(),
            "`registry.auth` asks for no tokens",
        ),
        ("registry.debug_addr", given.debug_addr.is_some(), "the engine does not serve it yet"),
        ("registry.autoredirect", asks_no_tokens && given.autoredirect, "`registry.auth` asks for no tokens"),
        (
            "registry.storage_delete_enabled",
            !given.storage_delete_enabled && deletes == Some(true),
            "`registry.storage.delete.enabled` says otherwise",
        ),
        ("registry.uid", keeps_accounts && given.uid.is_some(), "`manage_accounts.enable` is false"),
        ("registry.gid", keeps_accounts && given.gid.is_some(), "`manage_accounts.enable` is false"),
        (
            "registry.shell",
            keeps_accounts && given.shell != RegistrySettings::default().shell,
            "`manage_accounts.enable` is false",
        ),
        ("auth_server.users", users && !settings.auth_server.enable, "`auth_server.enable` is false"),
    ]
}

fn nginx(settings: &Settings, access: &Access) -> Vec<Row> {
    let given = &settings.registry.nginx;
    let usual = RegistryNginxSettings { enable: given.enable, ..RegistryNginxSettings::default() };
    let is_off = access.registry_enabled && !access.nginx_enabled;
    let is_plain = access.nginx_enabled && !access.speaks_tls(settings);
    let has_certificate = given.ssl_certificate.is_some() || given.ssl_certificate_key.is_some();
    let redirects = given.redirect_http_to_https == Some(true);
    let redirect_port = given.redirect_http_to_https_port != usual.redirect_http_to_https_port;
    let depth = given.ssl_verify_depth != usual.ssl_verify_depth;
    vec![
        ("registry.nginx", is_off && *given != usual, "NGINX does not serve the registry"),
        ("registry.nginx.ssl_certificate", is_plain && has_certificate, "NGINX speaks no TLS"),
        ("registry.nginx.http2_enabled", is_plain && given.http2_enabled, "NGINX speaks no TLS"),
        ("registry.nginx.redirect_http_to_https", is_plain && redirects, "NGINX speaks no TLS"),
        (
            "registry.nginx.redirect_http_to_https_port",
            redirect_port
                && !(redirects || given.redirect_http_to_https.is_none() && access.lets_encrypt.is_on),
            "`registry.nginx.redirect_http_to_https` is false",
        ),
        (
            "registry.nginx.ssl_verify_depth",
            depth && given.ssl_verify_client.is_none(),
            "`registry.nginx.ssl_verify_client` is not set",
        ),
        (
            "registry.nginx.dir",
            given.dir != usual.dir && !access.lets_encrypt.is_on,
            "it only answers challenges of Let's Encrypt; the folder of NGINX is `nginx.dir`",
        ),
        (
            "registry.nginx.hsts_include_subdomains",
            given.hsts_include_subdomains && given.hsts_max_age == 0,
            "`registry.nginx.hsts_max_age` is 0",
        ),
    ]
}

/// The NGINX program, and what once was the place of GitLab's own site.
fn daemon(settings: &Settings) -> Vec<Row> {
    let given = &settings.nginx;
    let usual = StatusSettings { vts_enable: given.status.vts_enable, ..StatusSettings::default() };
    let status_is_off = !given.status.enable && given.status != usual;
    let own_build = "only GitLab's own build of NGINX can do that";
    vec![
        ("nginx.hide_server_tokens", given.hide_server_tokens.0, own_build),
        ("nginx.status.vts_enable", given.status.vts_enable == Some(true), own_build),
        ("nginx.status", status_is_off, "`nginx.status.enable` is false"),
        ("nginx.ha", given.ha, "a service that others start is not built yet"),
    ]
}

/// What is not one component's own.
fn host(settings: &Settings) -> Vec<Row> {
    let drain = settings.supervise != SuperviseSettings::default();
    let external_users = !settings.web_server.external_users.is_empty();
    vec![
        ("supervise.drain", drain, "a registry that hands over to a younger one is not built yet"),
        (
            "web_server.external_users",
            external_users,
            "accounts of others are not changed; `usermod -aG` adds them to the group",
        ),
    ]
}

fn rails(settings: &Settings, access: &Access) -> Vec<Row> {
    let given = &settings.gitlab_rails;
    let url = access.url.as_ref();
    let other_host =
        given.registry_host.as_ref().is_some_and(|host| url.is_some_and(|url| url.host != *host));
    let url_port = url.and_then(Url::unusual_port);
    let other_port =
        given.registry_port.is_some_and(|port| url_port.is_some_and(|url_port| url_port != port.0));
    let is_off = !access.rails_enabled;
    let feature = given.gitlab_default_projects_features_container_registry.is_some();
    vec![
        ("gitlab_rails.registry_host", other_host, "`registry_external_url` says another host"),
        ("gitlab_rails.registry_port", other_port, "`registry_external_url` says another port"),
        (
            "gitlab_rails.registry_key_path",
            is_off && given.registry_key_path.is_some(),
            "GitLab is not on this host",
        ),
        (
            "gitlab_rails.registry_notification_secret",
            is_off && given.registry_notification_secret.is_some(),
            "GitLab is not on this host",
        ),
        (
            "gitlab_rails.gitlab_default_projects_features_container_registry",
            is_off && feature,
            "GitLab is not on this host",
        ),
    ]
}
