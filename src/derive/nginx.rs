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
    /// The administrator's own directives.
    pub custom: Option<String>,
    /// The virtual host.
    pub vhost: Vhost,
    /// The program.
    #[serde(skip)]
    pub program: String,
}

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
        keepalive_timeout: given.keepalive_timeout,
        keepalive_time: given.keepalive_time.to_string(),
        gzip_enabled: given.gzip_enabled,
        gzip_http_version: given.gzip_http_version.to_string(),
        gzip_comp_level: given.gzip_comp_level.0,
        gzip_proxied: given.gzip_proxied.as_str().split_whitespace().map(ToOwned::to_owned).collect(),
        gzip_types: given.gzip_types.iter().map(ToString::to_string).collect(),
        custom: given.custom_nginx_config.clone(),
        vhost: vhost::derive(settings, access, url, facts, findings),
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
