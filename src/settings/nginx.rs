//! The NGINX daemon: what `nginx.conf` needs.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::ListenHost;
use super::types::{AbsolutePath, NginxText, Number, OnOff, Port, Refusal, path, written_as_text};

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
    #[schemars(example = 30)]
    pub keepalive_timeout: Number,

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

    /// How a line of the file of requests is written. By default as Omnibus does, without query strings that are secret.
    #[schemars(example = &"$remote_addr \"$request_method $filtered_request_uri\" $status")]
    pub log_format: Option<LogFormat>,

    /// How what a client sent is made harmless in that line.
    #[schemars(example = &"json")]
    pub log_format_escape: LogEscape,

    /// Whether the name of the program is hidden. An NGINX of the distribution cannot.
    #[schemars(example = &"on")]
    pub hide_server_tokens: OnOff,

    /// Where answers are cached: words of NGINX's `proxy_cache_path`. Those of the registry never are.
    #[schemars(example = &"proxy_cache keys_zone=gitlab:10m max_size=1g levels=1:2")]
    pub proxy_cache_path: Option<NginxText>,

    /// The cache of sites in `custom_nginx_config`: a zone of `proxy_cache_path`.
    #[schemars(example = &"gitlab")]
    pub proxy_cache: Option<NginxText>,

    /// Whether NGINX is one of several, and is not started by itself. That is not built.
    #[schemars(example = true)]
    pub ha: bool,

    /// A page that counts connections, for whoever watches.
    pub status: StatusSettings,

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
            keepalive_timeout: Number(65),
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
            log_format: None,
            log_format_escape: LogEscape::Default,
            hide_server_tokens: OnOff(false),
            proxy_cache_path: None,
            proxy_cache: None,
            ha: false,
            status: StatusSettings::default(),
            listen_https: None,
            ssl_certificate: None,
            ssl_certificate_key: None,
            custom_nginx_config: None,
        }
    }
}

/// A page that counts connections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StatusSettings {
    /// Whether there is one, at `/nginx_status`. Omnibus has one unless told otherwise.
    #[schemars(example = true)]
    pub enable: bool,

    /// The addresses it listens on.
    #[schemars(example = ["127.0.0.1"])]
    pub listen_addresses: Vec<ListenHost>,

    /// The host that is asked for.
    #[schemars(example = &"dev.example.com")]
    pub fqdn: NginxText,

    /// The port it listens on.
    #[schemars(example = 9999)]
    pub port: Port,

    /// Whether requests are counted for each site. An NGINX of the distribution cannot.
    #[schemars(example = true)]
    pub vts_enable: Option<bool>,

    /// Directives for that page, each with its value.
    #[schemars(example = example_options())]
    pub options: BTreeMap<NginxText, NginxText>,
}

fn example_options() -> serde_json::Value {
    serde_json::json!({ "access_log": "off", "allow": "192.0.2.0/24", "deny": "all" })
}

impl Default for StatusSettings {
    fn default() -> Self {
        let options =
            [("access_log", "off"), ("allow", "127.0.0.1"), ("deny", "all"), ("server_tokens", "off")];
        Self {
            enable: false,
            listen_addresses: vec!["*".parse().expect("`*` is every address")],
            fqdn: words("localhost"),
            port: Port(8060),
            vts_enable: None,
            options: options.into_iter().map(|(name, value)| (words(name), words(value))).collect(),
        }
    }
}

/// How what a client sent is made harmless in the file of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum LogEscape {
    /// As `\xXX`.
    Default,
    /// As JSON does.
    Json,
    /// Not at all.
    None,
}

impl LogEscape {
    /// NGINX's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Json => "json",
            Self::None => "none",
        }
    }
}

/// A line of the file of requests, with NGINX's variables in it. It may hold double quotes and braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFormat(String);

impl FromStr for LogFormat {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text.chars().find(|c| c.is_control() || "'\\".contains(*c)) {
            None => Ok(Self(text.to_owned())),
            Some(found) => Err(Refusal::new(
                format!("may not contain `{}`", found.escape_debug()),
                "write one line, with double quotes",
            )),
        }
    }
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(LogFormat);
