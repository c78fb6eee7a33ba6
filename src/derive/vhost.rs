//! The virtual host of the registry.

use serde::Serialize;

use super::access::Access;
use super::letsencrypt::{CertificatePaths, paths_for};
use super::{Facts, Findings};
use crate::settings::{AbsolutePath, HeaderValue, Scheme, Settings, Url};

/// The virtual host of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vhost {
    /// What each `listen` says, word by word.
    pub listens: Vec<Vec<String>>,
    /// The host that clients ask for.
    pub server_name: String,
    /// TLS.
    pub tls: Option<Tls>,
    /// Whether HTTP/2 is a directive of its own.
    pub http2_directive: bool,
    /// The server that sends plain HTTP on.
    pub redirect: Option<RedirectServer>,
    /// `real_ip_header`.
    pub real_ip_header: Option<String>,
    /// `real_ip_recursive`.
    pub real_ip_recursive: Option<String>,
    /// `set_real_ip_from`, one each.
    pub real_ip_trusted_addresses: Vec<String>,
    /// How long browsers insist on https.
    pub hsts_max_age: Option<u64>,
    /// Whether for every name below, too.
    pub hsts_include_subdomains: bool,
    /// The file of requests.
    pub access_log: String,
    /// The file of errors.
    pub error_log: String,
    /// From which level.
    pub error_log_level: String,
    /// Headers for the engine.
    pub headers: Vec<Header>,
    /// The engine's address.
    pub upstream: String,
    /// The token server's address, where it is on.
    pub token_server: Option<String>,
    /// The administrator's own directives.
    pub custom: Option<String>,
    /// The folder that the challenges of Let's Encrypt are answered from, as a real path.
    pub challenges: Option<String>,
    /// Files beside the configuration that NGINX reads, as host paths.
    #[serde(skip)]
    pub reads: Vec<String>,
    /// The folder of the logs, as a host path.
    #[serde(skip)]
    pub log_directory: String,
    /// Where it listens: the setting and `host:port`.
    #[serde(skip)]
    pub listening: Vec<(String, String)>,
}

impl Vhost {
    /// Whether clients must begin with the PROXY protocol.
    #[must_use]
    pub fn speaks_proxy(&self) -> bool {
        self.listens.iter().flatten().any(|word| word == "proxy_protocol")
    }
}

/// TLS of the virtual host. Paths are real ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tls {
    /// The certificate.
    pub certificate: String,
    /// Its key.
    pub key: String,
    /// Who signs the certificates of clients.
    pub client_certificate: Option<String>,
    /// Whether clients must show one.
    pub verify_client: Option<String>,
    /// How long their chain may be.
    pub verify_depth: u32,
    /// Ciphers of TLS 1.2.
    pub ciphers: String,
    /// Versions, word by word.
    pub protocols: Vec<String>,
    /// Whether our order of ciphers counts.
    pub prefer_server_ciphers: String,
    /// Where sessions are kept, word by word.
    pub session_cache: Vec<String>,
    /// Whether by tickets.
    pub session_tickets: String,
    /// How long.
    pub session_timeout: String,
    /// Parameters of Diffie and Hellman.
    pub dhparam: Option<String>,
    /// Curves.
    pub ecdh_curve: Option<String>,
    /// Commands to OpenSSL, word by word.
    pub conf_commands: Vec<Vec<String>>,
    /// Passphrases.
    pub password_file: Option<String>,
    /// Where the registry's own certificate and key would lie, as real paths, where it shares GitLab's instead.
    #[serde(skip)]
    pub instead_of: Option<(String, String)>,
    /// Whether the registry came on by itself, at a URL that nobody wrote.
    #[serde(skip)]
    pub is_automatic: bool,
}

/// The server that sends plain HTTP on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedirectServer {
    /// What each `listen` says, word by word.
    pub listens: Vec<Vec<String>>,
    /// Where to.
    pub target: String,
}

/// A header for the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(ToOwned::to_owned).collect()
}

/// The virtual host, for a registry with the URL `url`.
pub(super) fn derive(
    settings: &Settings,
    access: &Access,
    url: &Url,
    facts: &Facts,
    findings: &mut Findings,
) -> Vhost {
    let given = &settings.registry.nginx;
    let speaks_tls = access.speaks_tls(settings);
    if url.scheme == Scheme::Https && given.https == Some(false) && given.listen_https.is_none() {
        findings.warning(
            "registry.nginx.https",
            "`registry.nginx.https` is false, yet `registry_external_url` starts with `https://`, so NGINX speaks TLS",
            "set `registry.nginx.listen_https = false` where a proxy in front speaks TLS",
        );
    }
    let http2_directive = facts.nginx.as_ref().is_none_or(|nginx| nginx.version >= (1, 25, 1));
    let port = given.listen_port.map_or(url.effective_port(), |port| port.0);
    let port_key = match (given.listen_port, settings.gitlab_rails.registry_port) {
        (None, Some(_)) if access.is_automatic => "gitlab_rails.registry_port",
        (None, _) if !access.is_automatic => "registry_external_url",
        _ => "registry.nginx.listen_port",
    };
    let mut listening = Vec::new();
    let mut listen = |key: &str, port: u16, tls: bool| -> Vec<Vec<String>> {
        let words = |host: &str| {
            listening.push((key.to_owned(), format!("{host}:{port}")));
            let mut words = vec![format!("{host}:{port}")];
            words.extend(given.proxy_protocol.then(|| "proxy_protocol".to_owned()));
            words.extend(tls.then(|| "ssl".to_owned()));
            words.extend((tls && given.http2_enabled && !http2_directive).then(|| "http2".to_owned()));
            words
        };
        given.listen_addresses.iter().map(crate::settings::ListenHost::as_str).map(words).collect()
    };
    let listens = listen(port_key, port, speaks_tls);
    let pair = certificate(settings, access, url, facts);
    let redirects =
        given.redirect_http_to_https.unwrap_or(pair.is_shared) && !access.is_automatic && speaks_tls;
    let key = "registry.nginx.redirect_http_to_https_port";
    let redirect = redirects.then(|| listen(key, given.redirect_http_to_https_port.0, false));
    if given.listen_addresses.is_empty() {
        findings.problem(
            "registry.nginx.listen_addresses",
            "`registry.nginx.listen_addresses` is empty, so NGINX would listen nowhere",
            "write `[\"*\"]` for every address",
        );
    }
    for (index, host) in given.listen_addresses.iter().enumerate() {
        if given.listen_addresses.iter().take(index).any(|before| before == host) {
            findings.problem(
                &format!("registry.nginx.listen_addresses[{index}]"),
                format!("`registry.nginx.listen_addresses` names `{host}` twice"),
                "remove one of the two",
            );
        }
    }
    let shown_port = url.unusual_port().or(settings.gitlab_rails.registry_port.map(|port| port.0));
    let shown_port = shown_port.map(|port| format!(":{port}")).unwrap_or_default();
    let redirect = redirect.map(|listens| RedirectServer {
        listens,
        target: format!("https://{}{shown_port}$request_uri", url.host),
    });
    let logs = given.log_directory.as_ref().unwrap_or(&settings.nginx.log_directory).to_string();
    let has_challenges = access.lets_encrypt.is_on && url.scheme == Scheme::Https;
    let (tls, reads) = tls(settings, access, pair, facts, speaks_tls);
    Vhost {
        listens,
        server_name: url.host.clone(),
        tls,
        http2_directive: given.http2_enabled && http2_directive,
        redirect,
        real_ip_header: given
            .real_ip_header
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| given.proxy_protocol.then(|| "proxy_protocol".to_owned())),
        real_ip_recursive: given.real_ip_recursive.map(|switch| switch.as_str().to_owned()),
        real_ip_trusted_addresses: given.real_ip_trusted_addresses.iter().map(ToString::to_string).collect(),
        hsts_max_age: (given.hsts_max_age > 0).then_some(given.hsts_max_age),
        hsts_include_subdomains: given.hsts_include_subdomains,
        access_log: facts.real(&format!("{logs}/gitlab_registry_access.log")),
        error_log: facts.real(&format!("{logs}/gitlab_registry_error.log")),
        error_log_level: given.error_log_level.to_string(),
        headers: headers(settings, url, findings),
        upstream: format!("http://{}", settings.registry.registry_http_addr.api_host()),
        token_server: access
            .token_server_enabled
            .then(|| format!("http://{}", settings.auth_server.listen.reachable())),
        custom: given.custom_gitlab_server_config.clone(),
        challenges: has_challenges.then(|| facts.real(&format!("{}/www/", given.dir))),
        reads,
        log_directory: logs,
        listening,
    }
}

/// The certificate of the virtual host.
struct Pair {
    paths: CertificatePaths,
    /// Where the registry's own would lie, if this is GitLab's.
    own: Option<CertificatePaths>,
    /// Whether it is GitLab's, which Let's Encrypt issues for both.
    is_shared: bool,
}

/// The registry's own certificate; where there is none, Let's Encrypt issues GitLab's for both names. A path that the
/// administrator wrote stays, also before the file is there.
fn certificate(settings: &Settings, access: &Access, url: &Url, facts: &Facts) -> Pair {
    let given = &settings.registry.nginx;
    let (certificate, key) = (given.ssl_certificate.as_ref(), given.ssl_certificate_key.as_ref());
    let own = paths_for(url, certificate, key);
    let gitlab = access.lets_encrypt.gitlab.as_ref().filter(|_| access.lets_encrypt.is_on);
    match gitlab {
        Some(gitlab)
            if certificate.is_none()
                && url.scheme == Scheme::Https
                && (access.is_automatic || !facts.existing.contains(&own.certificate)) =>
        {
            let paths = CertificatePaths {
                certificate: gitlab.certificate.clone(),
                key: key.map_or_else(|| gitlab.key.clone(), ToString::to_string),
            };
            Pair { own: (paths != own).then_some(own), paths, is_shared: true }
        }
        _ => Pair { paths: own, own: None, is_shared: false },
    }
}

/// TLS, and the files it reads.
fn tls(
    settings: &Settings,
    access: &Access,
    pair: Pair,
    facts: &Facts,
    speaks_tls: bool,
) -> (Option<Tls>, Vec<String>) {
    let given = &settings.registry.nginx;
    if !speaks_tls {
        return (None, Vec::new());
    }
    let CertificatePaths { certificate, key } = pair.paths;
    let others = [&given.ssl_client_certificate, &given.ssl_dhparam, &given.ssl_password_file];
    let mut reads = vec![certificate.clone(), key.clone()];
    reads.extend(others.into_iter().flatten().map(ToString::to_string));
    let real = |path: &Option<AbsolutePath>| path.as_ref().map(|path| facts.real(path.as_str()));
    let tls = Tls {
        certificate: facts.real(&certificate),
        key: facts.real(&key),
        client_certificate: real(&given.ssl_client_certificate),
        verify_client: given.ssl_verify_client.map(|verify| verify.as_str().to_owned()),
        verify_depth: given.ssl_verify_depth.0,
        ciphers: given.ssl_ciphers.to_string(),
        protocols: split(given.ssl_protocols.as_str()),
        prefer_server_ciphers: given.ssl_prefer_server_ciphers.as_str().to_owned(),
        session_cache: split(given.ssl_session_cache.as_str()),
        session_tickets: given.ssl_session_tickets.as_str().to_owned(),
        session_timeout: given.ssl_session_timeout.to_string(),
        dhparam: real(&given.ssl_dhparam),
        ecdh_curve: given.ssl_ecdh_curve.as_ref().map(ToString::to_string),
        conf_commands: given
            .ssl_conf_command
            .as_ref()
            .map(|commands| commands.0.iter().map(|command| split(command.as_str())).collect())
            .unwrap_or_default(),
        password_file: real(&given.ssl_password_file),
        instead_of: pair.own.map(|own| (facts.real(&own.certificate), facts.real(&own.key))),
        is_automatic: access.is_automatic,
    };
    (Some(tls), reads)
}

/// Headers for the engine: the usual ones, then the administrator's over them.
fn headers(settings: &Settings, url: &Url, findings: &mut Findings) -> Vec<Header> {
    let given = &settings.registry.nginx;
    let client = if given.proxy_protocol {
        ["$proxy_protocol_addr"; 2]
    } else {
        ["$remote_addr", "$proxy_add_x_forwarded_for"]
    };
    let [real_ip, forwarded_for] = client;
    let mut usual = vec![
        ("Host", "$http_host"),
        ("X-Real-IP", real_ip),
        ("X-Forwarded-For", forwarded_for),
        ("X-Forwarded-Proto", url.scheme.as_str()),
    ];
    if url.scheme == Scheme::Https {
        usual.push(("X-Forwarded-Ssl", "on"));
    }
    usual.extend([("Forwarded", ""), ("X-Forwarded-Host", "")]);
    let mut headers: Vec<Header> = usual
        .into_iter()
        .map(|(name, value)| Header { name: name.to_owned(), value: value.to_owned() })
        .collect();
    for (name, value) in &given.proxy_set_headers {
        let name = name.as_str();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
            findings.problem(
                &format!("registry.nginx.proxy_set_headers.{name}"),
                format!("`{name}` in `registry.nginx.proxy_set_headers` is not the name of a header"),
                "use letters, digits and `-`",
            );
            continue;
        }
        let place = headers.iter().position(|header| header.name.eq_ignore_ascii_case(name));
        match (value, place) {
            (HeaderValue::Removed, Some(place)) => {
                headers.remove(place);
            }
            (HeaderValue::Removed, None) => findings.warning(
                &format!("registry.nginx.proxy_set_headers.{name}"),
                format!("the header `{name}` is removed, yet is none of the usual ones"),
                "",
            ),
            (HeaderValue::Set(value), Some(place)) => {
                if let Some(header) = headers.get_mut(place) {
                    header.value = value.to_string();
                }
            }
            (HeaderValue::Set(value), None) => {
                headers.push(Header { name: name.to_owned(), value: value.to_string() });
            }
        }
    }
    headers
}
