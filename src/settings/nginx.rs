//! The NGINX daemon: what `nginx.conf` needs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::{AbsolutePath, NginxText, Number, OnOff, path};

/// The NGINX in front of the registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NginxSettings {
    /// Whether an NGINX of this program runs in front of the registry. Yes, unless `roles` leaves it off.
    #[schemars(example = false)]
    pub enable: Option<bool>,

    /// The NGINX program, on the machine itself. Found on the PATH by default.
    #[schemars(example = &"/usr/local/nginx/sbin/nginx")]
    pub binary: Option<AbsolutePath>,

    /// The folder of its configuration, temporary files and process id.
    #[schemars(example = &"/srv/gitlab/nginx")]
    pub dir: AbsolutePath,

    /// The folder of its logs.
    #[schemars(example = &"/srv/log/nginx")]
    pub log_directory: AbsolutePath,

    /// How many workers. One a processor by default.
    #[schemars(example = 8, range(min = 1, max = 1024))]
    pub worker_processes: Option<u32>,

    /// How many connections a worker holds.
    #[schemars(example = 4096, range(min = 1, max = 1_048_576))]
    pub worker_connections: u32,

    /// Whether files are sent by the kernel.
    #[schemars(example = &"off")]
    pub sendfile: OnOff,

    /// Whether headers and the start of a file travel in one packet.
    #[schemars(example = &"off")]
    pub tcp_nopush: OnOff,

    /// Whether small packets are sent at once.
    #[schemars(example = &"off")]
    pub tcp_nodelay: OnOff,

    /// How many seconds an idle connection is kept.
    #[schemars(example = 30, range(min = 0, max = 86_400))]
    pub keepalive_timeout: u32,

    /// How long a connection may serve requests at most.
    #[schemars(example = &"2h")]
    pub keepalive_time: NginxText,

    /// Whether answers are compressed.
    #[schemars(example = false)]
    pub gzip_enabled: bool,

    /// The oldest HTTP version whose answers are compressed.
    #[schemars(example = &"1.0")]
    pub gzip_http_version: NginxText,

    /// How hard answers are compressed, from 1 to 9.
    #[schemars(example = 5)]
    pub gzip_comp_level: Number,

    /// Which proxied answers are compressed: words of NGINX's `gzip_proxied`.
    #[schemars(example = &"any")]
    pub gzip_proxied: NginxText,

    /// The media types that are compressed.
    #[schemars(example = ["application/json"])]
    pub gzip_types: Vec<NginxText>,

    /// Room for long host names. Computed from the registry's host by default.
    #[schemars(example = 256, range(min = 32, max = 65_536))]
    pub server_names_hash_bucket_size: Option<u32>,

    /// An old name of `gitlab_rails.nginx.listen_https`.
    #[schemars(example = false)]
    pub listen_https: Option<bool>,

    /// An old name of `gitlab_rails.nginx.ssl_certificate`.
    #[schemars(example = &"/etc/gitlab/ssl/gitlab.crt")]
    pub ssl_certificate: Option<AbsolutePath>,

    /// An old name of `gitlab_rails.nginx.ssl_certificate_key`.
    #[schemars(example = &"/etc/gitlab/ssl/gitlab.key")]
    pub ssl_certificate_key: Option<AbsolutePath>,

    /// Directives for the `http` block, as they stand. NGINX checks them before anything is applied.
    #[schemars(example = &"client_header_timeout 30s;")]
    pub custom_nginx_config: Option<String>,
}

fn words(text: &str) -> NginxText {
    text.parse().expect("the words written in this program stay in their place")
}

impl Default for NginxSettings {
    fn default() -> Self {
        Self {
            enable: None,
            binary: None,
            dir: path("/var/opt/gitlab/nginx"),
            log_directory: path("/var/log/gitlab/nginx"),
            worker_processes: None,
            worker_connections: 10240,
            sendfile: OnOff(true),
            tcp_nopush: OnOff(true),
            tcp_nodelay: OnOff(true),
            keepalive_timeout: 65,
            keepalive_time: words("1h"),
            gzip_enabled: true,
            gzip_http_version: words("1.1"),
            gzip_comp_level: Number(2),
            gzip_proxied: words("no-cache no-store private expired auth"),
            gzip_types: [
                "text/plain",
                "text/css",
                "application/x-javascript",
                "text/xml",
                "application/xml",
                "application/json",
            ]
            .map(words)
            .to_vec(),
            server_names_hash_bucket_size: None,
            listen_https: None,
            ssl_certificate: None,
            ssl_certificate_key: None,
            custom_nginx_config: None,
        }
    }
}
