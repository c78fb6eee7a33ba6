//! URLs that the engine calls, kept as they were written.

use std::fmt;
use std::str::FromStr;

use super::address::{check_host, host_and_port};
use super::types::{Refusal, shown, written_as_text};

/// A URL over HTTP, kept as it was written: with its path and query, and perhaps a name and password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpUrl(String);

impl HttpUrl {
    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The password in it, if there is one.
    #[must_use]
    pub fn password(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once("://")?;
        let (login, _) = authority(rest).rsplit_once('@')?;
        login.split_once(':').map(|(_, password)| password)
    }
}

/// What stands between the scheme and the path.
fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

impl FromStr for HttpUrl {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        if !["http", "https"].contains(&scheme) {
            // what follows the host may be nobody else's business, so it is not shown
            let host = authority(rest.trim_start_matches('/'));
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            let host = if host.is_empty() { "host.example.com".into() } else { shown(host) };
            return Err(Refusal::new(
                "must start with `https://` or `http://`",
                format!("begin it with `https://{host}`"),
            ));
        }
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Refusal::new("may not contain blanks", "write a blank in a URL as `%20`"));
        }
        let place = authority(rest);
        let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
        let (host, _) = host_and_port(place)?;
        check_host(&host)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(HttpUrl);

/// Where a store that is not its maker's own is reached. An address without a scheme is refused; a single word is taken
/// for a name that the store's own library completes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// Whether no scheme was written.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        !self.0.contains("://")
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Endpoint {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let is_address = text.is_empty() || text == "localhost" || text.contains(['.', ':', '/', ' ']);
        if is_address {
            return match text.parse::<HttpUrl>() {
                Ok(_) => Ok(Self(text.to_owned())),
                Err(Refusal { message, .. }) if message.starts_with("must start") => {
                    let host = shown(text.split_once("://").map_or(text, |(_, rest)| rest));
                    let host = if host.is_empty() { "s3.example.com".to_owned() } else { host };
                    Err(Refusal::new(
                        message,
                        format!("write `http://{host}`, or `https://{host}` where it speaks TLS"),
                    ))
                }
                Err(refusal) => Err(refusal),
            };
        }
        check_host(text)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(Endpoint);

#[cfg(test)]
mod tests {
    use super::{Endpoint, HttpUrl};

    #[test]
    fn a_url_is_kept_and_its_password_found() {
        let url: HttpUrl = "https://me:pa@ss@hooks.test:8443/n?x=1#y".parse().unwrap();
        assert_eq!(url.as_str(), "https://me:pa@ss@hooks.test:8443/n?x=1#y");
        assert_eq!(url.password(), Some("pa@ss"));
        assert_eq!("http://hooks.test/a:b@c".parse::<HttpUrl>().unwrap().password(), None);
        for bad in
            ["", "hooks.test", "ftp://hooks.test", "https://", "https://a b", "https://h:0", "https://u@"]
        {
            assert!(bad.parse::<HttpUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_endpoint_needs_its_scheme_once_it_is_an_address() {
        for good in ["http://127.0.0.1:9000", "https://minio.test", "your-s3-regionendpoint"] {
            assert!(good.parse::<Endpoint>().is_ok(), "{good}");
        }
        for bad in ["127.0.0.1:9000", "minio.test", "localhost", "", "a b", "ftp://a.test"] {
            assert!(bad.parse::<Endpoint>().is_err(), "{bad}");
        }
        let refusal = "127.0.0.1:9000".parse::<Endpoint>().unwrap_err();
        assert!(refusal.hint.contains("`http://127.0.0.1:9000`"), "{refusal}");
    }
}
