//! The addresses that answers carry: `http.host`, else relative, else as the request came.
//!
//! `Host` is the client's own word and only comes back to itself. `X-Forwarded-Proto` counts only from a proxy on this
//! host. Why not `Forwarded` and `X-Forwarded-Host`: NGINX passes them on from clients as they come, so they would
//! let one client decide where another one's upload goes through a cache; NGINX's own `Host` says the same.

use std::net::IpAddr;

use http::HeaderMap;
use http::header::HOST;

use crate::registry::config::Config;

/// What stands before a path in `Location`; empty where it is relative.
pub(super) fn base(config: &Config, headers: &HeaderMap, peer: IpAddr) -> String {
    if let Some(host) = &config.http.host {
        return format!("{host}{}", config.http.prefix);
    }
    match origin(headers, peer).filter(|_| !config.http.relative_urls) {
        Some(origin) => format!("{origin}{}", config.http.prefix),
        None => config.http.prefix.clone(),
    }
}

/// Scheme and host as the client sees them; `None` when the request has no usable `Host`.
pub(super) fn origin(headers: &HeaderMap, peer: IpAddr) -> Option<String> {
    let host = headers.get(HOST)?.to_str().ok()?;
    let is_host = !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte));
    is_host.then(|| format!("{}://{host}", scheme(headers, peer)))
}

fn scheme(headers: &HeaderMap, peer: IpAddr) -> &'static str {
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let is_https = forwarded.is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
    if is_https && is_loopback(peer) { "https" } else { "http" }
}

/// Whether the peer is a process of this host, also by an IPv4 address written in IPv6.
pub(super) fn is_loopback(peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_from_the_settings_else_from_a_proxy_on_this_host() {
        let config = |more: &str| {
            Config::parse(&format!(
                "version: 0.1\nstorage: {{filesystem: {{}}}}\nhttp: {{addr: '127.0.0.1:1'{more}}}\n"
            ))
            .unwrap()
        };
        let (near, far): (IpAddr, IpAddr) = ("127.0.0.1".parse().unwrap(), "192.0.2.1".parse().unwrap());
        for (name, more, host, proto, peer, should) in [
            ("as it came", "", "r:1", "", near, "http://r:1"),
            ("https by the proxy here", "", "r", "https", near, "https://r"),
            ("https by anybody", "", "r", "https", far, "http://r"),
            ("a host that is none", "", "r\"x", "", near, ""),
            ("relative", ", relativeurls: true", "r", "https", near, ""),
            ("the settings win", ", relativeurls: true, host: 'https://a.b/'", "r", "", far, "https://a.b"),
            ("under a prefix", ", prefix: /x/", "r", "", near, "http://r/x"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().unwrap());
            headers.insert("x-forwarded-proto", proto.parse().unwrap());
            headers.insert("x-forwarded-host", "evil".parse().unwrap());
            headers.insert("forwarded", "host=evil;proto=https".parse().unwrap());
            assert_eq!(base(&config(more), &headers, peer), should, "{name}");
        }
    }
}
