//! `http`: where the engine listens, and how its addresses look.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_yaml::Value;

use super::read::{Reader, scalar};
use crate::secret::Secret;

/// `http`.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// The address to listen on.
    pub address: String,
    /// Scheme and host of every absolute URL.
    pub host: Option<String>,
    /// What stands before `/v2/`: empty, or a path that begins with `/` and does not end with one.
    pub prefix: String,
    /// Whether `Location` is a path only.
    pub relative_urls: bool,
    /// What the state of uploads is sealed with.
    pub secret: Option<Secret<String>>,
    /// Headers of every answer.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// How long a plain stop waits for requests in flight.
    pub drain_timeout: Duration,
}

impl HttpConfig {
    /// Whether the engine is only reached from this host.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.address.rsplit_once(':').map_or(self.address.as_str(), |(host, _)| host);
        let host = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// Reads the section.
pub(super) fn read(reader: &mut Reader<'_>) -> HttpConfig {
    let asks_for_tls = reader.get("http.tls").and_then(Value::as_mapping).is_some_and(|tls| {
        tls.values().any(|value| !value.is_null() && scalar(value).is_none_or(|text| !text.is_empty()))
    });
    if asks_for_tls {
        let fix = "let NGINX end TLS before it, and remove it";
        reader.fault("http.tls", "is not served by this engine", fix);
    }
    HttpConfig {
        address: address(reader),
        host: host(reader),
        prefix: prefix(reader),
        relative_urls: reader.boolean("http.relativeurls"),
        secret: reader.text("http.secret").filter(|secret| !secret.is_empty()).map(Secret::new),
        headers: reader.headers("http.headers"),
        drain_timeout: reader.duration("http.draintimeout"),
    }
}

fn address(reader: &mut Reader<'_>) -> String {
    let network = reader.text("http.net").unwrap_or_default();
    if !matches!(network.as_str(), "" | "tcp" | "tcp4" | "tcp6") {
        reader.fault("http.net", format!("is {network:?}"), "write `tcp`: the engine listens on a port");
    }
    let address = reader.needed("http.addr", "127.0.0.1:5000");
    let port = address.rsplit_once(':').map(|(_, port)| port);
    if !address.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_err()) {
        reader.fault(
            "http.addr",
            format!("is no address: {address:?}"),
            "write host and port: `127.0.0.1:5000`",
        );
    }
    address
}

fn host(reader: &mut Reader<'_>) -> Option<String> {
    let host = reader.text("http.host").filter(|host| !host.is_empty())?;
    let after = host.strip_prefix("https://").or_else(|| host.strip_prefix("http://"));
    let authority = after.map(|after| after.trim_end_matches('/'));
    match authority {
        Some(name)
            if !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic() && !b"/?#\"".contains(&b)) =>
        {
            Some(host.trim_end_matches('/').to_owned())
        }
        _ => {
            let fix = "write scheme and host: `https://registry.example.com`";
            reader.fault("http.host", format!("is no address: {host:?}"), fix);
            None
        }
    }
}

fn prefix(reader: &mut Reader<'_>) -> String {
    let prefix = reader.text("http.prefix").unwrap_or_default();
    let is_path = prefix.is_empty()
        || prefix.starts_with('/')
            && prefix.ends_with('/')
            && prefix.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#%".contains(&byte));
    if !is_path {
        reader.fault("http.prefix", format!("is no path: {prefix:?}"), "begin and end it with `/`");
    }
    prefix.trim_end_matches('/').to_owned()
}
