//! The virtual host of the registry.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::address::ListenHost;
use super::types::{
    AbsolutePath, NginxText, Number, OnOff, Port, Refusal, Scalar, path, shown, written_as_text,
};

/// The virtual host of the registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RegistryNginxSettings {
    /// Whether NGINX serves the registry.
    #[schemars(example = false)]
    pub enable: bool,

    /// Whether NGINX speaks TLS. An https URL always does; `listen_https` overrides both.
    #[schemars(example = true)]
    pub https: Option<bool>,

    /// Whether NGINX speaks TLS, whatever the URL says: `false` where a proxy in front does.
    #[schemars(example = false)]
    pub listen_https: Option<bool>,

    /// The addresses NGINX listens on.
    #[schemars(example = ["192.0.2.1", "[::]"])]
    pub listen_addresses: Vec<ListenHost>,

    /// The port NGINX listens on. That of `registry_external_url` by default.
    #[schemars(example = 5050)]
    pub listen_port: Option<Port>,

    /// Whether plain HTTP is sent on to https. By default only where the certificate is one of Let's Encrypt.
    #[schemars(example = true)]
    pub redirect_http_to_https: Option<bool>,

    /// The port of plain HTTP that is sent on.
    #[schemars(example = 8080)]
    pub redirect_http_to_https_port: Port,

    /// Whether a proxy in front speaks the PROXY protocol.
    #[schemars(example = true)]
    pub proxy_protocol: bool,

    /// The certificate. By default `/etc/gitlab/ssl/HOST.crt`.
    #[schemars(example = &"/etc/gitlab/ssl/registry.crt")]
    pub ssl_certificate: Option<AbsolutePath>,

    /// The key of the certificate. By default `/etc/gitlab/ssl/HOST.key`.
    #[schemars(example = &"/etc/gitlab/ssl/registry.key")]
    pub ssl_certificate_key: Option<AbsolutePath>,

    /// The authorities whose client certificates are accepted.
    #[schemars(example = &"/etc/gitlab/ssl/clients.crt")]
    pub ssl_client_certificate: Option<AbsolutePath>,

    /// Whether clients must show a certificate.
    #[schemars(example = &"on")]
    pub ssl_verify_client: Option<VerifyClient>,

    /// How long the chain of a client's certificate may be.
    #[schemars(example = 2)]
    pub ssl_verify_depth: Number,

    /// The ciphers of TLS 1.2.
    #[schemars(example = &"ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384")]
    pub ssl_ciphers: NginxText,

    /// The versions of TLS.
    #[schemars(example = &"TLSv1.3")]
    pub ssl_protocols: NginxText,

    /// Whether the server's order of ciphers counts.
    #[schemars(example = &"on")]
    pub ssl_prefer_server_ciphers: OnOff,

    /// Where TLS sessions are kept.
    #[schemars(example = &"shared:SSL:20m")]
    pub ssl_session_cache: NginxText,

    /// Whether sessions are resumed by tickets.
    #[schemars(example = &"on")]
    pub ssl_session_tickets: OnOff,

    /// How long a session can be resumed.
    #[schemars(example = &"1h")]
    pub ssl_session_timeout: NginxText,

    /// Parameters of Diffie and Hellman.
    #[schemars(example = &"/etc/gitlab/ssl/dhparams.pem")]
    pub ssl_dhparam: Option<AbsolutePath>,

    /// The curves of the key exchange.
    #[schemars(example = &"X25519:prime256v1")]
    pub ssl_ecdh_curve: Option<NginxText>,

    /// The file of the key's passphrases.
    #[schemars(example = &"/etc/gitlab/ssl/passwords")]
    pub ssl_password_file: Option<AbsolutePath>,

    /// Commands to OpenSSL, one a directive.
    #[schemars(example = ["Options PrioritizeChaCha"])]
    pub ssl_conf_command: Option<OneOrMany>,

    /// Whether HTTP/2 is spoken.
    #[schemars(example = true)]
    pub http2_enabled: bool,

    /// For how many seconds browsers insist on https; 0 for not at all.
    #[schemars(example = 31_536_000)]
    pub hsts_max_age: u64,

    /// Whether that holds for every name below the host.
    #[schemars(example = true)]
    pub hsts_include_subdomains: bool,

    /// The header that names the client, set by a proxy in front.
    #[schemars(example = &"X-Forwarded-For")]
    pub real_ip_header: Option<NginxText>,

    /// Whether trusted addresses are skipped in that header.
    #[schemars(example = &"on")]
    pub real_ip_recursive: Option<OnOff>,

    /// The proxies in front that are trusted.
    #[schemars(example = ["192.0.2.0/24"])]
    pub real_ip_trusted_addresses: Vec<TrustedAddress>,

    /// Headers for the engine, beside the usual ones. `false` removes a header.
    #[schemars(example = example_headers())]
    pub proxy_set_headers: BTreeMap<NginxText, HeaderValue>,

    /// Directives for the `server` block, as they stand. NGINX checks them before anything is applied.
    #[schemars(example = &"deny 192.0.2.66;")]
    pub custom_gitlab_server_config: Option<String>,

    /// The folder of NGINX, of which `www` answers the challenges of Let's Encrypt.
    #[schemars(example = &"/srv/gitlab/nginx")]
    pub dir: AbsolutePath,

    /// The folder of the virtual host's logs. That of `nginx.log_directory` by default.
    #[schemars(example = &"/srv/log/registry")]
    pub log_directory: Option<AbsolutePath>,

    /// From which level errors are logged.
    #[schemars(example = &"warn")]
    pub error_log_level: NginxText,
}

fn example_headers() -> serde_json::Value {
    serde_json::json!({ "X-Forwarded-For": false, "X-Request-Id": "$request_id" })
}

const CIPHERS: &str = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:\
ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:\
ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384";

fn words(text: &str) -> NginxText {
    text.parse().expect("the words written in this program stay in their place")
}

impl Default for RegistryNginxSettings {
    fn default() -> Self {
        Self {
            enable: true,
            https: None,
            listen_https: None,
            listen_addresses: vec!["*".parse().expect("`*` is every address")],
            listen_port: None,
            redirect_http_to_https: None,
            redirect_http_to_https_port: Port(80),
            proxy_protocol: false,
            ssl_certificate: None,
            ssl_certificate_key: None,
            ssl_client_certificate: None,
            ssl_verify_client: None,
            ssl_verify_depth: Number(1),
            ssl_ciphers: words(CIPHERS),
            ssl_protocols: words("TLSv1.2 TLSv1.3"),
            ssl_prefer_server_ciphers: OnOff(false),
            ssl_session_cache: words("shared:SSL:10m"),
            ssl_session_tickets: OnOff(false),
            ssl_session_timeout: words("1d"),
            ssl_dhparam: None,
            ssl_ecdh_curve: None,
            ssl_password_file: None,
            ssl_conf_command: None,
            http2_enabled: false,
            hsts_max_age: 63_072_000,
            hsts_include_subdomains: false,
            real_ip_header: None,
            real_ip_recursive: None,
            real_ip_trusted_addresses: Vec::new(),
            proxy_set_headers: BTreeMap::new(),
            custom_gitlab_server_config: None,
            dir: path("/var/opt/gitlab/nginx"),
            log_directory: None,
            error_log_level: words("error"),
        }
    }
}

/// A proxy in front: an address, a network, `unix:`, or a host name with a dot, as NGINX looks it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedAddress(String);

impl FromStr for TrustedAddress {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let most = match address.parse::<IpAddr>() {
            Ok(IpAddr::V4(_)) => Some(32),
            Ok(IpAddr::V6(_)) => Some(128),
            Err(_) => None,
        };
        let is_network = most.is_some_and(|most| {
            bits.is_none_or(|bits| {
                bits.parse::<u8>().is_ok_and(|bits| bits <= most) && !bits.starts_with('+')
            })
        });
        let is_name = text.contains('.')
            && text.chars().any(|c| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if is_network || is_name || text == "unix:" {
            return Ok(Self(text.to_owned()));
        }
        Err(Refusal::new(
            format!("must be addresses or networks, not `{}`", shown(text)),
            "write `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`, `unix:` or a host name with a dot",
        ))
    }
}

impl fmt::Display for TrustedAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(TrustedAddress);

/// Whether and how clients show a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum VerifyClient {
    /// They must.
    On,
    /// They need not.
    Off,
    /// They may.
    Optional,
    /// They may, and who signed it is not checked here.
    OptionalNoCa,
}

impl VerifyClient {
    /// NGINX's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Optional => "optional",
            Self::OptionalNoCa => "optional_no_ca",
        }
    }
}

/// The value of a header for the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderValue {
    /// Sent as it stands; NGINX's variables are filled in.
    Set(NginxText),
    /// Not sent, although it is one of the usual ones.
    Removed,
}

impl Serialize for HeaderValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(text) => text.serialize(serializer),
            Self::Removed => serializer.serialize_bool(false),
        }
    }
}

impl<'de> Deserialize<'de> for HeaderValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)? {
            Scalar::Boolean(false) => Ok(Self::Removed),
            Scalar::Text(text) => text.parse().map(Self::Set).map_err(de::Error::custom),
            other => Err(de::Error::custom(Refusal::new(
                format!("must be text or `false`, not `{}`", shown(&other.to_string())),
                "put the value in quotes",
            ))),
        }
    }
}

impl JsonSchema for HeaderValue {
    fn schema_name() -> Cow<'static, str> {
        "HeaderValue".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "boolean"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// One text or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OneOrMany(pub Vec<NginxText>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("text or a list of texts")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                text.parse().map(|one| OneOrMany(vec![one])).map_err(E::custom)
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<OneOrMany, A::Error> {
                let mut many = Vec::new();
                while let Some(one) = items.next_element()? {
                    many.push(one);
                }
                Ok(OneOrMany(many))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for OneOrMany {
    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "array"], "items": { "type": "string" } })
    }
    fn inline_schema() -> bool {
        true
    }
}
