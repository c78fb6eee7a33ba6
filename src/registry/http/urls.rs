//! The addresses that answers carry: `http.host`, else relative, else as the request came.
//!
//! `Host` is the client's own word and only comes back to itself. TLS that the engine itself ends is
//! https; else `X-Forwarded-Proto` counts, only from a proxy on this host. Why not `Forwarded` and `X-Forwarded-Host`: NGINX passes them on from clients as they come, so they would
//! let one client decide where another one's upload goes through a cache; NGINX's own `Host` says the same.

use http::HeaderMap;
use http::header::HOST;

use super::Peer;
use crate::registry::config::Config;

/// What stands before a path in `Location`; empty where it is relative.
pub(super) fn base(config: &Config, headers: &HeaderMap, peer: Peer) -> String {
    if let Some(host) = &config.http.host {
        return format!("{host}{}", config.http.prefix);
    }
    match origin(headers, peer).filter(|_| !config.http.relative_urls) {
        Some(origin) => format!("{origin}{}", config.http.prefix),
        None => config.http.prefix.clone(),
    }
}

/// Scheme and host as the client sees them; `None` when the request has no usable `Host`.
pub(super) fn origin(headers: &HeaderMap, peer: Peer) -> Option<String> {
    let host = headers.get(HOST)?.to_str().ok()?;
    let is_host = !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte));
    is_host.then(|| format!("{}://{host}", scheme(headers, peer)))
}

fn scheme(headers: &HeaderMap, peer: Peer) -> &'static str {
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let is_https = forwarded.is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
    if peer.is_encrypted() || is_https && peer.is_loopback() { "https" } else { "http" }
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
        let at = |address: &str, is_encrypted| Peer::new(Some(address.parse().unwrap()), is_encrypted);
        let (near, far) = (at("127.0.0.1:1", false), at("192.0.2.1:1", false));
        let (socket, by_tls) = (Peer::new(None, false), at("192.0.2.1:1", true));
        for (name, more, host, proto, peer, should) in [
            ("as it came", "", "r:1", "", near, "http://r:1"),
            ("https by the proxy here", "", "r", "https", near, "https://r"),
            ("https by anybody", "", "r", "https", far, "http://r"),
            ("https by a proxy at the socket", "", "r", "https", socket, "https://r"),
            ("as it came by the socket", "", "r", "", socket, "http://r"),
            ("by TLS", "", "r", "", by_tls, "https://r"),
            ("by TLS, whatever it says", "", "r", "http", by_tls, "https://r"),
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
