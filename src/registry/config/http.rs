//! `http`: where the engine listens, and how its addresses look.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::limits::{self, Limits};
use super::read::Reader;
use super::tls::{self, TlsConfig};
use crate::secret::Secret;

/// `http`.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// The address to listen on: host and port, or the path of a socket.
    pub address: String,
    /// What kind of address it is.
    pub network: Network,
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
    /// What TLS is served with.
    pub tls: Option<TlsConfig>,
    /// Whether HTTP/2 is offered over TLS.
    pub http2: bool,
    /// Whether HTTP/2 is spoken without TLS to who begins with it.
    pub h2c: bool,
    /// What one connection may ask of the others.
    pub limits: Limits,
}

/// `http.net`, in the words of Go's `net.Listen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Network {
    /// Both families.
    #[default]
    Tcp,
    /// IPv4 only.
    Tcp4,
    /// IPv6 only.
    Tcp6,
    /// A socket in the file system.
    Unix,
}

impl HttpConfig {
    /// Whether the engine is only reached from this host.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        if self.network == Network::Unix {
            return true;
        }
        let host = self.address.rsplit_once(':').map_or(self.address.as_str(), |(host, _)| host);
        let host = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// The port of the address; none where it is a path.
    #[must_use]
    pub fn port(&self) -> Option<&str> {
        let address = Some(&self.address).filter(|_| self.network != Network::Unix)?;
        address.rsplit_once(':').map(|(_, port)| port)
    }
}

/// Reads the section.
pub(super) fn read(reader: &mut Reader<'_>) -> HttpConfig {
    let (network, address) = address(reader);
    let tls = tls::read(reader);
    let h2c = reader.boolean("http.h2c.enabled");
    if h2c && tls.is_some() {
        reader.warnings.push(
            "`http.h2c.enabled` has no effect beside `http.tls`: HTTP/2 is offered over TLS".to_owned(),
        );
    }
    HttpConfig {
        address,
        network,
        host: host(reader),
        prefix: prefix(reader),
        relative_urls: reader.boolean("http.relativeurls"),
        secret: reader.text("http.secret").filter(|secret| !secret.is_empty()).map(Secret::new),
        headers: reader.headers("http.headers"),
        drain_timeout: reader.duration("http.draintimeout"),
        http2: !reader.boolean("http.http2.disabled"),
        h2c: h2c && tls.is_none(),
        tls,
        limits: limits::read(reader),
    }
}

fn address(reader: &mut Reader<'_>) -> (Network, String) {
    let network = match reader.text("http.net").unwrap_or_default().as_str() {
        "" | "tcp" => Network::Tcp,
        "tcp4" => Network::Tcp4,
        "tcp6" => Network::Tcp6,
        "unix" => Network::Unix,
        other => {
            let fix = "write `tcp`, or `unix` and the path of a socket in `http.addr`";
            reader.fault("http.net", format!("is {other:?}"), fix);
            Network::Tcp
        }
    };
    if network == Network::Unix {
        let path = reader.needed("http.addr", "/run/registry/registry.sock");
        if path.starts_with('@') || path.ends_with('/') {
            let fix = "write a path in a folder that only those who may connect can enter";
            reader.fault("http.addr", format!("is no path of a socket: {path:?}"), fix);
        }
        return (network, path);
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
    (network, address)
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
