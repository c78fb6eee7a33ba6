//! Asking a server as its clients do: one question over HTTP or TLS, one answer, within a deadline.
//!
//! Invariant: nothing is followed, kept or sent twice. An answer is what the server itself said, a redirect as well.
//!
//! Invariant: a visit goes where it is sent: `connect` stands in for what the name resolves to, and no proxy of the
//! environment is asked.

mod chain;
mod limited;
mod preamble;
mod unfinished;

use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{Connector as _, NextTimeout, RustlsConnector, TcpConnector};

pub use chain::{Chain, served_chain};
pub use unfinished::announce;

use preamble::Preamble;

/// So much of an answer's body is kept, in bytes.
const LONGEST_BODY: u64 = 64 * 1024;

/// What is asked of whom.
#[derive(Debug, Clone)]
pub struct Visit<'a> {
    /// The URL, with `http` or `https`.
    pub url: &'a str,
    /// The method.
    pub method: &'a str,
    /// Headers beside `Host`.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body; empty for none.
    pub body: &'a [u8],
    /// Where to connect, instead of what the URL's name resolves to.
    pub connect: Option<SocketAddr>,
    /// Whom to trust.
    pub trust: Trust<'a>,
    /// Whether the server expects the PROXY protocol, as an NGINX with `proxy_protocol` does.
    pub speaks_proxy: bool,
    /// How long all of it may take.
    pub deadline: Duration,
}

impl<'a> Visit<'a> {
    /// A GET of `url`, by anybody, within `deadline`.
    #[must_use]
    pub fn get(url: &'a str, deadline: Duration) -> Self {
        Self {
            url,
            method: "GET",
            headers: &[],
            body: &[],
            connect: None,
            trust: Trust::Anybody,
            speaks_proxy: false,
            deadline,
        }
    }
}

/// Whom to trust.
#[derive(Debug, Clone, Copy)]
pub enum Trust<'a> {
    /// Any certificate at all: it is looked at elsewhere.
    Anybody,
    /// The authorities that this host trusts.
    Host,
    /// These certificates, in DER.
    Roots(&'a [Vec<u8>]),
}

/// What a server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The start of the body, at most 64 KiB.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header `name`, given in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// The URL, a header or the method cannot be sent.
    #[error("`{0}` cannot be asked for")]
    Unaskable(String),
    /// The name has no address.
    #[error("the name `{0}` has no address")]
    NoAddress(String),
    /// Nobody listens, or the way there is blocked.
    #[error("could not connect to {to}")]
    NoConnection {
        /// Whom.
        to: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The TLS handshake failed.
    #[error("TLS failed: {0}")]
    Tls(String),
    /// It took too long.
    #[error("no answer within {0} s")]
    TooSlow(u64),
    /// What was said is no HTTP.
    #[error("the answer is no HTTP: {0}")]
    Garbled(String),
}

/// Asks, and answers what was said, whatever its status.
///
/// # Errors
/// When no answer came, and why.
pub fn ask(visit: &Visit) -> Result<Answer, VisitError> {
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .timeout_global(Some(visit.deadline))
        .max_idle_connections(0)
        .user_agent(concat!("wharf/", env!("CARGO_PKG_VERSION")))
        .allow_non_standard_methods(true)
        .tls_config(tls(visit.trust))
        .build();
    let preamble = visit.speaks_proxy.then_some(preamble::LOCAL);
    let connector =
        ().chain(TcpConnector::default()).chain(Preamble(preamble)).chain(RustlsConnector::default());
    let agent = ureq::Agent::with_parts(config, connector, Place(visit.connect));
    let mut request = ureq::http::Request::builder().method(visit.method).uri(visit.url);
    for (name, value) in visit.headers {
        request = request.header(*name, *value);
    }
    let unaskable = |_| VisitError::Unaskable(visit.url.to_owned());
    let outcome = if visit.body.is_empty() {
        agent.run(request.body(()).map_err(unaskable)?)
    } else {
        agent.run(request.body(visit.body).map_err(unaskable)?)
    };
    let mut response = outcome.map_err(|error| told(visit, error))?;
    let headers = response.headers().iter();
    let headers = headers
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let mut body = Vec::new();
    let reader = response.body_mut().as_reader();
    // The head is the answer; a body that breaks off is as much as there is.
    let _ = reader.take(LONGEST_BODY).read_to_end(&mut body);
    Ok(Answer { status: response.status().as_u16(), headers, body })
}

/// The cryptography of the whole program.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn tls(trust: Trust) -> TlsConfig {
    let builder = TlsConfig::builder().unversioned_rustls_crypto_provider(provider());
    let these = |roots: &[Vec<u8>]| {
        let roots: Vec<Certificate<'static>> =
            roots.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        RootCerts::new_with_certs(&roots)
    };
    match trust {
        Trust::Anybody => builder.disable_verification(true),
        Trust::Host => builder.root_certs(these(&host_roots())),
        Trust::Roots(roots) => builder.root_certs(these(roots)),
    }
    .build()
}

/// The authorities that this host trusts, in DER. Those that cannot be read are nobody's.
fn host_roots() -> Vec<Vec<u8>> {
    rustls_native_certs::load_native_certs().certs.iter().map(|der| der.as_ref().to_vec()).collect()
}

/// The address that a visit is sent to, where it does not look the name up.
#[derive(Debug)]
struct Place(Option<SocketAddr>);

impl Resolver for Place {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        match self.0 {
            Some(address) => {
                let mut addresses = self.empty();
                addresses.push(address);
                Ok(addresses)
            }
            None => DefaultResolver::default().resolve(uri, config, timeout).map_err(|error| match error {
                // What the system says of a name that it does not know has no kind of its own.
                ureq::Error::Io(_) => ureq::Error::HostNotFound,
                error => error,
            }),
        }
    }
}

fn told(visit: &Visit, error: ureq::Error) -> VisitError {
    let uri: Option<Uri> = visit.url.parse().ok();
    let host = || uri.as_ref().and_then(Uri::host).unwrap_or(visit.url).to_owned();
    let authority = || {
        let authority = uri.as_ref().and_then(Uri::authority);
        authority.map_or_else(|| visit.url.to_owned(), ToString::to_string)
    };
    let to = || visit.connect.map_or_else(authority, |address| address.to_string());
    match error {
        ureq::Error::HostNotFound => VisitError::NoAddress(host()),
        ureq::Error::Timeout(_) => VisitError::TooSlow(visit.deadline.as_secs().max(1)),
        ureq::Error::Rustls(error) => VisitError::Tls(error.to_string()),
        ureq::Error::Tls(message) => VisitError::Tls(message.to_owned()),
        ureq::Error::Io(source) => {
            match source.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                Some(error) => VisitError::Tls(error.to_string()),
                None => VisitError::NoConnection { to: to(), source },
            }
        }
        ureq::Error::ConnectionFailed => {
            VisitError::NoConnection { to: to(), source: std::io::ErrorKind::ConnectionRefused.into() }
        }
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => VisitError::Unaskable(visit.url.to_owned()),
        other => VisitError::Garbled(other.to_string()),
    }
}
