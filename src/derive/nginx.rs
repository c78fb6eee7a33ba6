//! The NGINX daemon: every value of nginx.conf.

use serde::Serialize;

use super::access::Access;
use super::vhost::{self, Vhost};
use super::{Facts, Findings};
use crate::settings::Settings;

/// NGINX in front of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nginx {
    /// What `user` says, word by word; nothing where it cannot change users.
    pub user: Vec<String>,
    /// How many workers.
    pub worker_processes: u32,
    /// How many connections each.
    pub worker_connections: u32,
    /// `server_names_hash_bucket_size`.
    pub server_names_hash_bucket_size: u32,
    /// `sendfile`.
    pub sendfile: String,
    /// `tcp_nopush`.
    pub tcp_nopush: String,
    /// `tcp_nodelay`.
    pub tcp_nodelay: String,
    /// Seconds.
    pub keepalive_timeout: u32,
    /// `keepalive_time`.
    pub keepalive_time: String,
    /// Whether answers are compressed.
    pub gzip_enabled: bool,
    /// `gzip_http_version`.
    pub gzip_http_version: String,
    /// `gzip_comp_level`.
    pub gzip_comp_level: u32,
    /// `gzip_proxied`, word by word.
    pub gzip_proxied: Vec<String>,
    /// `gzip_types`.
    pub gzip_types: Vec<String>,
    /// A line of the file of requests.
    pub log_format: String,
    /// How what a client sent is made harmless in it.
    pub log_format_escape: String,
    /// `proxy_cache_path`, word by word.
    pub proxy_cache_path: Vec<String>,
    /// `proxy_cache`.
    pub proxy_cache: Option<String>,
    /// The page that counts connections.
    pub status: Option<Status>,
    /// The administrator's own directives.
    pub custom: Option<String>,
    /// The virtual host.
    pub vhost: Vhost,
    /// The program.
    #[serde(skip)]
    pub program: String,
    /// Whether that is one that was found on this host.
    #[serde(skip)]
    pub is_found: bool,
}

/// The page that counts connections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// What each `listen` says.
    pub listens: Vec<String>,
    /// The host that is asked for.
    pub server_name: String,
    /// Directives, each with its value, word by word.
    pub options: Vec<(String, Vec<String>)>,
}

/// The page that counts connections, where it is wanted.
fn status(settings: &Settings, findings: &mut Findings) -> Option<Status> {
    let given = &settings.nginx.status;
    if !given.enable {
        return None;
    }
    if given.listen_addresses.is_empty() {
        findings.problem(
            "nginx.status.listen_addresses",
            "`nginx.status.listen_addresses` is empty, so NGINX would listen nowhere",
            "write `[\"127.0.0.1\"]`",
        );
    }
    let mut options = Vec::new();
    for (name, value) in &given.options {
        if name.as_str().is_empty() || !name.as_str().chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            findings.problem(
                &format!("nginx.status.options.{name}"),
                format!("`{name}` in `nginx.status.options` is not the name of a directive"),
                "use letters and `_`",
            );
        }
        options.push((name.to_string(), words(value.as_str())));
    }
    let port = given.port.0;
    Some(Status {
        listens: given.listen_addresses.iter().map(|host| format!("{host}:{port}")).collect(),
        server_name: given.fqdn.to_string(),
        options,
    })
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(ToOwned::to_owned).collect()
}

/// As Omnibus writes a request: the four variables with `filtered` carry no token.
const LOG_FORMAT: &str = r#"$remote_addr - $remote_user [$time_local] "$request_method $filtered_request_uri $server_protocol" $status $body_bytes_sent "$filtered_http_referer" "$http_user_agent" $gzip_ratio"#;

/// Omnibus' own cache, for whoever names it alone.
const CACHE_PATH: &str = "proxy_cache keys_zone=gitlab:10m max_size=1g levels=1:2";

/// NGINX, where it is on and there is something to serve.
pub(super) fn derive(
    settings: &Settings,
    access: &Access,
    facts: &Facts,
    findings: &mut Findings,
) -> Option<Nginx> {
    let url = access.url.as_ref().filter(|_| access.nginx_enabled)?;
    let given = &settings.nginx;
    let web = &settings.web_server;
    let user = if facts.is_privileged {
        vec![web.username.to_string(), web.group.to_string()]
    } else if facts.is_superuser {
        vec!["root".to_owned(), "root".to_owned()]
    } else {
        Vec::new()
    };
    let processors = u32::try_from(facts.processors).unwrap_or(1).max(1);
    let found = facts.nginx.as_ref().map(|nginx| nginx.program.clone());
    Some(Nginx {
        user,
        worker_processes: given.worker_processes.unwrap_or(processors),
        worker_connections: given.worker_connections,
        server_names_hash_bucket_size: given
            .server_names_hash_bucket_size
            .unwrap_or_else(|| bucket(&url.host)),
        sendfile: given.sendfile.as_str().to_owned(),
        tcp_nopush: given.tcp_nopush.as_str().to_owned(),
        tcp_nodelay: given.tcp_nodelay.as_str().to_owned(),
        keepalive_timeout: given.keepalive_timeout.0,
        keepalive_time: given.keepalive_time.to_string(),
        gzip_enabled: given.gzip_enabled,
        gzip_http_version: given.gzip_http_version.to_string(),
        gzip_comp_level: given.gzip_comp_level.0,
        gzip_proxied: words(given.gzip_proxied.as_str()),
        gzip_types: given.gzip_types.iter().map(ToString::to_string).collect(),
        log_format: given.log_format.as_ref().map_or_else(|| LOG_FORMAT.to_owned(), ToString::to_string),
        log_format_escape: format!("escape={}", given.log_format_escape.as_str()),
        proxy_cache_path: match &given.proxy_cache_path {
            Some(path) => words(path.as_str()),
            None if given.proxy_cache.is_some() => words(CACHE_PATH),
            None => Vec::new(),
        },
        proxy_cache: given.proxy_cache.as_ref().map(ToString::to_string),
        status: status(settings, findings),
        custom: given.custom_nginx_config.clone(),
        vhost: vhost::derive(settings, access, url, facts, findings),
        is_found: found.is_some(),
        program: given
            .binary
            .as_ref()
            .map(ToString::to_string)
            .or(found)
            .unwrap_or_else(|| "/usr/sbin/nginx".to_owned()),
    })
}

/// The least bucket that holds `host`: NGINX keeps two pointers and a length beside it.
fn bucket(host: &str) -> u32 {
    let needed = (host.len() + 2).next_multiple_of(8) + 2 * 8;
    u32::try_from(needed.next_power_of_two()).unwrap_or(u32::MAX).max(64)
}
