//! Who is on, and at which URLs: what every component asks first.

use super::{Findings, Service};
use crate::settings::{AuthKind, Scheme, Settings, Url};

/// What every component asks first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Access {
    /// Whether the registry runs on this host.
    pub(super) registry_enabled: bool,
    /// Whether NGINX serves it.
    pub(super) nginx_enabled: bool,
    /// Whether GitLab is on this host.
    pub(super) rails_enabled: bool,
    /// Whether the token server runs on this host.
    pub(super) token_server_enabled: bool,
    /// The URL of the registry.
    pub(super) url: Option<Url>,
}

/// Decides who is on, and checks the URLs.
pub(super) fn derive(settings: &Settings, findings: &mut Findings) -> Access {
    let url = settings.registry_external_url.clone();
    let registry = &settings.registry;
    let registry_enabled = registry.enable.unwrap_or(url.is_some());
    for (key, url) in [("external_url", &settings.external_url), ("registry_external_url", &url)] {
        if let Some(url) = url.as_ref().filter(|url| !url.ignored.is_empty()) {
            let message = format!("`{key}` ends in `{}`, which has no effect", url.ignored);
            findings.warning(key, message, format!("write `{url}`"));
        }
    }
    if let Some(url) = url.as_ref().filter(|url| !url.path.is_empty()) {
        findings.problem(
            "registry_external_url",
            format!("`registry_external_url` may not have a path, and has `{}`", url.path),
            format!(
                "write `{}`: clients always ask below `/v2/`",
                Url { path: String::new(), ..url.clone() }
            ),
        );
    }
    let same_place = |gitlab: &Url, url: &Url| {
        gitlab.host.eq_ignore_ascii_case(&url.host) && gitlab.effective_port() == url.effective_port()
    };
    if let (Some(gitlab), Some(url)) = (&settings.external_url, &url)
        && same_place(gitlab, url)
    {
        findings.warning(
            "registry_external_url",
            "`registry_external_url` and `external_url` are one place, and only one of the two can answer there",
            format!("give the registry a port of its own, such as `https://{}:5050`", url.host),
        );
    }
    if registry.enable == Some(true) && url.is_none() {
        findings.problem(
            "registry.enable",
            "`registry.enable` is true, but there is no `registry_external_url`",
            "add `registry_external_url = \"https://registry.example.com\"` with the name that clients use",
        );
    }
    if settings.letsencrypt.enable == Some(true) {
        findings.problem(
            "letsencrypt.enable",
            "`letsencrypt.enable` is true, but fetching certificates is not built yet",
            "set it to `false`, and put a certificate where `registry.nginx.ssl_certificate` says",
        );
    }
    let auth_server = settings.auth_server.enable;
    if auth_server && settings.gitlab_rails.enable == Some(true) {
        findings.problem(
            "auth_server.enable",
            "`auth_server.enable` and `gitlab_rails.enable` are both true, but only one of them issues tokens",
            "remove one of the two",
        );
    }
    if auth_server && registry_enabled && registry.auth != AuthKind::Token {
        findings.problem(
            "registry.auth",
            "`auth_server.enable` is true, but `registry.auth` asks for no tokens",
            "remove `registry.auth`, or set `auth_server.enable = false`",
        );
    }
    if auth_server && !registry_enabled {
        findings.warning(
            "auth_server.enable",
            "`auth_server.enable` has no effect, as the registry is off",
            "add `registry_external_url`",
        );
    }
    Access {
        registry_enabled,
        nginx_enabled: registry_enabled && settings.nginx.enable && registry.nginx.enable,
        rails_enabled: settings.gitlab_rails.enable.unwrap_or(!auth_server),
        token_server_enabled: auth_server && registry_enabled,
        url,
    }
}

impl Access {
    /// Whether NGINX speaks TLS.
    pub(super) fn speaks_tls(&self, settings: &Settings) -> bool {
        let nginx = &settings.registry.nginx;
        let is_https = self.url.as_ref().is_some_and(|url| url.scheme == Scheme::Https);
        nginx.listen_https.unwrap_or(is_https || nginx.https == Some(true))
    }
}

/// Reports every two services of ours that would listen at one place.
pub(super) fn check_ports(settings: &Settings, services: &[Service], findings: &mut Findings) {
    let all: Vec<&(String, String)> = services.iter().flat_map(|service| &service.listen).collect();
    for (index, (key, address)) in all.iter().enumerate() {
        for (other, other_address) in all.iter().skip(index + 1) {
            if key == other || !overlap(address, other_address) {
                continue;
            }
            let (host, port) = other_address.rsplit_once(':').unwrap_or((other_address, ""));
            let free = port.parse::<u16>().map_or(5000, |port| port.saturating_add(1).max(1024));
            let example =
                if other.ends_with("_port") { free.to_string() } else { format!("\"{host}:{free}\"") };
            findings.coded(
                "E010",
                if is_default(settings, other) { key } else { other },
                format!("`{other}` and `{key}` would both listen on port {port}"),
                format!("give one of them another port, such as `{other} = {example}`"),
            );
        }
    }
}

/// Whether the address of the setting `key` is the one that nobody wrote.
fn is_default(settings: &Settings, key: &str) -> bool {
    let defaults = Settings::default();
    match key {
        "registry.registry_http_addr" => {
            settings.registry.registry_http_addr == defaults.registry.registry_http_addr
        }
        "auth_server.listen" => settings.auth_server.listen == defaults.auth_server.listen,
        _ => false,
    }
}

/// Whether two addresses `host:port` are one place.
fn overlap(one: &str, other: &str) -> bool {
    let (Some((host, port)), Some((other_host, other_port))) = (one.rsplit_once(':'), other.rsplit_once(':'))
    else {
        return false;
    };
    let everywhere = |host: &str| matches!(host, "" | "*" | "0.0.0.0" | "[::]");
    let name = |host: &str| match host {
        "localhost" => "127.0.0.1".to_owned(),
        host => host.to_ascii_lowercase(),
    };
    port == other_port && (everywhere(host) || everywhere(other_host) || name(host) == name(other_host))
}
