//! Where clients and services are reached: URLs and listening addresses.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::types::{Refusal, shown, written_as_text};

/// The two schemes that are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

impl Scheme {
    /// `http` or `https`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The port that needs not be written.
    #[must_use]
    pub fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// A URL that clients use: scheme, host, perhaps a port, perhaps a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// `http` or `https`.
    pub scheme: Scheme,
    /// The host as written; an IPv6 address in brackets.
    pub host: String,
    /// The port, where one was written.
    pub port: Option<u16>,
    /// The path, without a slash at the end; empty for none.
    pub path: String,
    /// What followed the path and has no effect: a query or a fragment.
    pub ignored: String,
}

impl Url {
    /// The port that is reached.
    #[must_use]
    pub fn effective_port(&self) -> u16 {
        self.port.unwrap_or(self.scheme.default_port())
    }

    /// The port, unless the scheme implies it.
    #[must_use]
    pub fn unusual_port(&self) -> Option<u16> {
        self.port.filter(|port| *port != self.scheme.default_port())
    }

    /// Whether only this host itself can be meant, which clients trust without TLS.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.host_without_brackets();
        let is_address = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        is_address || host.eq_ignore_ascii_case("localhost")
    }

    /// The host without the brackets of an IPv6 address, as a file is named.
    #[must_use]
    pub fn host_without_brackets(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

/// Whether `host` can stand in a URL: letters, digits, `-`, `_`, `.`, or an IPv6 address in brackets.
pub(super) fn check_host(host: &str) -> Result<(), Refusal> {
    if let Some(address) = host.strip_prefix('[') {
        let inside = address.strip_suffix(']').unwrap_or_default();
        return inside.parse::<Ipv6Addr>().map(|_| ()).map_err(|_| {
            Refusal::new(
                format!("has the host `{}`, which is no IPv6 address", shown(host)),
                "write it as `[2001:db8::1]`",
            )
        });
    }
    if host.is_empty() {
        return Err(Refusal::new("has no host", "write it as `https://registry.example.com`"));
    }
    if !host.is_ascii() {
        return Err(Refusal::new(
            format!("has the host `{}`, which is not ASCII", shown(host)),
            "write the name in its `xn--` form",
        ));
    }
    match host.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_.".contains(*c))) {
        None => Ok(()),
        Some(found) => Err(Refusal::new(
            format!("has `{}` in its host `{}`", found.escape_debug(), shown(host)),
            "a host has letters, digits, `-` and `.`",
        )),
    }
}

/// Splits `host:port` and checks both. A colon with nothing behind it is the port left out.
pub(super) fn host_and_port(text: &str) -> Result<(String, Option<u16>), Refusal> {
    let (host, port) = match text.rfind(']') {
        Some(end) => match text.split_at(end + 1) {
            (host, "") => (host, None),
            (host, rest) => match rest.strip_prefix(':') {
                Some(port) => (host, Some(port)),
                None => (text, None),
            },
        },
        None => text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port))),
    };
    let port = match port {
        None | Some("") => None,
        Some(digits) => match digits.parse::<u16>() {
            Ok(number) if number > 0 && digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(number),
            _ => {
                return Err(Refusal::new(
                    format!("has the port `{}`", shown(digits)),
                    "a port is a number from 1 to 65535",
                ));
            }
        },
    };
    Ok((host.to_owned(), port))
}

impl FromStr for Url {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let Some((scheme, rest)) = text.split_once("://") else {
            let host = text.trim_start_matches('/');
            return Err(Refusal::new(
                "must start with `https://` or `http://`",
                if host.is_empty() {
                    "write it as `https://registry.example.com`".to_owned()
                } else {
                    format!("write `https://{}`", shown(host))
                },
            ));
        };
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            other => {
                return Err(Refusal::new(
                    format!("has the scheme `{}`", shown(other)),
                    "only `https` and `http` are served",
                ));
            }
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, after) = rest.split_at(end);
        if authority.contains('@') {
            return Err(Refusal::new("may not carry a user or a password", "write the host alone"));
        }
        let (host, port) = host_and_port(authority)?;
        check_host(&host)?;
        let (path, ignored) = after.split_at(after.find(['?', '#']).unwrap_or(after.len()));
        if let Some(found) = path.chars().find(|c| !(c.is_ascii_alphanumeric() || "/-_.~%+@:".contains(*c))) {
            return Err(Refusal::new(
                format!("has `{}` in its path", found.escape_debug()),
                "percent-encode what is not a letter, a digit or one of `-_.~`",
            ));
        }
        Ok(Self {
            scheme,
            host,
            port,
            path: path.trim_end_matches('/').to_owned(),
            ignored: ignored.to_owned(),
        })
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.as_str(), self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.path)
    }
}
written_as_text!(Url);

/// Where a service listens: a host, which may be empty for every address, and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// A name, an IPv4 address, an IPv6 address in brackets, or nothing.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Address {
    /// The address as a URL on this host names it: an empty host is this host.
    #[must_use]
    pub fn api_host(&self) -> String {
        if self.host.is_empty() { format!("127.0.0.1:{}", self.port) } else { self.to_string() }
    }

    /// An address that a client on this host can connect to.
    #[must_use]
    pub fn reachable(&self) -> String {
        let host = match self.host.as_str() {
            "" | "*" | "0.0.0.0" => "127.0.0.1",
            "[::]" => "[::1]",
            host => host,
        };
        format!("{host}:{}", self.port)
    }
}

impl FromStr for Address {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if let Some((_, rest)) = text.split_once("://") {
            let bare = rest.trim_end_matches('/');
            return Err(Refusal::new(
                format!("must be an address without a scheme, not `{}`", shown(text)),
                format!("write `{}`", shown(bare)),
            ));
        }
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Refusal::new(
                format!("must be a host and a port, not `{}`", shown(text)),
                format!("write `127.0.0.1:{}`", shown(text)),
            ));
        }
        let (host, port) = host_and_port(text)?;
        if !host.is_empty() {
            check_host(&host)?;
        }
        match port {
            Some(port) => Ok(Self { host, port }),
            None => Err(Refusal::new(
                format!("must be a host and a port, not `{}`", shown(text)),
                "write it as `127.0.0.1:5000`",
            )),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}
written_as_text!(Address);

/// An address of this host, without a port, as NGINX listens on it: `*`, `192.0.2.1`, `[::]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListenHost(String);

impl ListenHost {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ListenHost {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.parse::<Ipv6Addr>().is_ok() {
            return Ok(Self(format!("[{text}]")));
        }
        let is_number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        if text != "*" && !(is_number && text.parse::<Ipv4Addr>().is_ok()) {
            check_host(if is_number { "" } else { text }).map_err(|_| {
                Refusal::new(
                    format!("must be addresses without a port, not `{}`", shown(text)),
                    "write `*`, an IPv4 address, or an IPv6 address as `[::]`; the port is `listen_port`",
                )
            })?;
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ListenHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(ListenHost);

#[cfg(test)]
mod tests {
    use super::{Address, ListenHost, Url};

    #[test]
    fn a_url_is_taken_apart_and_put_together_again() {
        for (text, together, port, unusual) in [
            ("https://registry.example.com", "https://registry.example.com", 443, None),
            ("HTTPS://Registry.Example.com:/", "https://Registry.Example.com", 443, None),
            ("http://h:443", "http://h:443", 443, Some(443)),
            ("https://h:443/", "https://h:443", 443, None),
            ("https://[2001:db8::1]:5050", "https://[2001:db8::1]:5050", 5050, Some(5050)),
            ("https://h/gitlab/?a#b", "https://h/gitlab", 443, None),
        ] {
            let url: Url = text.parse().unwrap();
            assert_eq!(
                (url.to_string().as_str(), url.effective_port(), url.unusual_port()),
                (together, port, unusual)
            );
        }
        for bad in [
            "",
            "h",
            "//h",
            "https://",
            "https:///a",
            "https://u@h",
            "https://h:x",
            "https://h h",
            "https://[::1",
            "https://a/ b",
        ] {
            assert!(bad.parse::<Url>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_is_reached_from_this_host() {
        for (text, reachable) in [
            ("127.0.0.1:5000", "127.0.0.1:5000"),
            (":5000", "127.0.0.1:5000"),
            ("0.0.0.0:5000", "127.0.0.1:5000"),
            ("[::]:5000", "[::1]:5000"),
            ("localhost:5000", "localhost:5000"),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().reachable(), reachable);
        }
        for bad in
            ["", "5000", "localhost", "localhost:", "::1:5000", "http://localhost:5000", "a b:1", "h:0"]
        {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }

    #[test]
    fn nginx_listens_on_addresses_without_ports() {
        assert_eq!("::".parse::<ListenHost>().unwrap().as_str(), "[::]");
        assert_eq!("192.0.2.1".parse::<ListenHost>().unwrap().as_str(), "192.0.2.1");
        for bad in ["", "*:443", "0.0.0.0:443", "[::]:443", "a;b", "999.1.1.1", "1.2.3", "80"] {
            assert!(bad.parse::<ListenHost>().is_err(), "{bad}");
        }
    }
}
