//! Who is on, and at which URLs: what every component asks first.

use super::letsencrypt::{self, Decision};
use super::{Facts, Findings, Secrets, Service};
use crate::settings::{AuthKind, Scheme, Settings, Url};

/// The port of a registry that came on by itself.
const AUTOMATIC_PORT: u16 = 5050;

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
    /// Whether the registry came on by itself, beside GitLab.
    pub(super) is_automatic: bool,
    /// What Let's Encrypt means here.
    pub(super) lets_encrypt: Decision,
}

/// Decides who is on, and checks the URLs.
pub(super) fn derive(
    settings: &Settings,
    facts: &Facts,
    secrets: &Secrets,
    findings: &mut Findings,
) -> Access {
    let nginx_is_on = settings.nginx.enable.unwrap_or(settings.roles.leave_nginx_on());
    let remembered = secrets.lets_encrypt_is_remembered;
    let lets_encrypt = letsencrypt::decide(settings, facts, nginx_is_on, remembered, findings);
    let automatic = automatic_url(settings, &lets_encrypt);
    let is_automatic = automatic.is_some();
    let url = settings.registry_url().cloned().or(automatic);
    let registry = &settings.registry;
    let registry_enabled = registry.enable.unwrap_or(url.is_some());
    for (key, url) in [("external_url", &settings.external_url), ("registry_external_url", &url)] {
        if let Some(url) = url.as_ref().filter(|url| !url.ignored.is_empty()) {
            let message = format!("`{key}` ends in `{}`, which has no effect", url.ignored);
            findings.warning(key, message, format!("write `{url}`"));
        }
    }
    if let Some(url) =
        url.as_ref().filter(|url| registry_enabled && url.scheme == Scheme::Http && !url.is_loopback())
    {
        let place = format!("{}:{}", url.host, url.effective_port());
        findings.coded_warning(
            "W027",
            "registry_external_url",
            "`registry_external_url` is plain HTTP: passwords and images travel readable, and clients refuse it unless told",
            format!("use `https`, or list `{place}` in `insecure-registries` of every Docker"),
        );
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
        && !is_automatic
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
    if let Some(role) = settings.roles.decisive()
        && registry_enabled
        && settings.nginx.enable.is_none()
        && !nginx_is_on
    {
        findings.warning(
            "roles",
            format!("the role `{role}` leaves NGINX off, so none serves the registry"),
            "set `nginx.enable = true`, or let another proxy pass requests on",
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
            if url.is_some() {
                "set `registry.enable = true`: `wharf enable registry`"
            } else {
                "add `registry_external_url`"
            },
        );
    }
    Access {
        registry_enabled,
        nginx_enabled: registry_enabled && nginx_is_on && registry.nginx.enable,
        rails_enabled: settings
            .gitlab_rails
            .enable
            .unwrap_or(!auth_server && settings.roles.leave_rails_on()),
        token_server_enabled: auth_server && registry_enabled,
        url,
        is_automatic,
        lets_encrypt,
    }
}

/// The URL of a registry that comes on by itself: beside a GitLab whose certificate is one of Let's Encrypt, unless
/// the settings speak of a registry themselves, here or elsewhere.
fn automatic_url(settings: &Settings, lets_encrypt: &Decision) -> Option<Url> {
    let gitlab = settings.external_url.as_ref()?;
    let (registry, rails) = (&settings.registry, &settings.gitlab_rails);
    let speaks_of_one_here = registry.enable.is_some() || settings.registry_external_url.is_some();
    let speaks_of_one_elsewhere =
        rails.registry_enabled.is_some() || rails.registry_api_url.is_some() || rails.registry_host.is_some();
    let stays_off = speaks_of_one_here || speaks_of_one_elsewhere || !gitlab.path.is_empty();
    if !lets_encrypt.is_on || gitlab.scheme != Scheme::Https || stays_off {
        return None;
    }
    let port = rails.registry_port.or(registry.nginx.listen_port).map_or(AUTOMATIC_PORT, |port| port.0);
    Some(Url { port: Some(port), ignored: String::new(), ..gitlab.clone() })
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
