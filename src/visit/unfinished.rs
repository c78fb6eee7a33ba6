//! A question that announces a body and never sends it: what is said before a byte of it came.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::http::Uri;

use super::chain::Witness;
use super::limited::Limited;
use super::{Answer, Visit, VisitError, provider};

/// No head of an answer is longer.
const LONGEST_HEAD: usize = 32 * 1024;

/// Asks with the head of a request whose body has `length` bytes, sends none of them, and answers the head of what is
/// said to that. Whom to trust does not count: nothing is told that anybody might not hear.
///
/// # Errors
/// When no answer came, and why; [`VisitError::TooSlow`]: the body was waited for until the deadline.
pub fn announce(visit: &Visit, length: u64) -> Result<Answer, VisitError> {
    let until = Instant::now() + visit.deadline;
    let unaskable = || VisitError::Unaskable(visit.url.to_owned());
    let uri: Uri = visit.url.parse().map_err(|_| unaskable())?;
    let host = uri.host().ok_or_else(unaskable)?.trim_start_matches('[').trim_end_matches(']').to_owned();
    let is_tls = uri.scheme_str() == Some("https");
    let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
    let stream = connect(visit, &host, port, until)?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
    let mut head = format!(
        "{} {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: wharf/{}\r\nContent-Length: {length}\r\n\
         Content-Type: application/octet-stream\r\nConnection: close\r\n",
        visit.method,
        env!("CARGO_PKG_VERSION")
    );
    for (name, value) in visit.headers {
        if [*name, *value].concat().contains(['\r', '\n']) {
            return Err(unaskable());
        }
        head.extend([*name, ": ", *value, "\r\n"]);
    }
    head += "\r\n";
    if !is_tls {
        return exchange(visit, stream, &head, until);
    }
    let name = ServerName::try_from(host).map_err(|_| unaskable())?;
    let tls = |error: rustls::Error| VisitError::Tls(error.to_string());
    let witness = Witness { seen: Mutex::new(None), judge: None, provider: provider() };
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(tls)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(witness))
        .with_no_client_auth();
    let connection = ClientConnection::new(Arc::new(config), name).map_err(tls)?;
    exchange(visit, StreamOwned::new(connection, stream), &head, until)
}

/// The first of the addresses that takes the connection.
fn connect(visit: &Visit, host: &str, port: u16, until: Instant) -> Result<Limited, VisitError> {
    let no_address = || VisitError::NoAddress(host.to_owned());
    let addresses: Vec<SocketAddr> = match visit.connect {
        Some(address) => vec![address],
        None => (host, port).to_socket_addrs().map_err(|_| no_address())?.collect(),
    };
    let mut outcome = Err(no_address());
    for address in addresses {
        match TcpStream::connect_timeout(&address, left(until)) {
            Ok(stream) => {
                let mut stream = Limited::new(stream, until);
                let failed = |source| VisitError::NoConnection { to: address.to_string(), source };
                let preamble = if visit.speaks_proxy { super::preamble::LOCAL } else { &[] };
                return stream.write_all(preamble).map_err(failed).map(|()| stream);
            }
            Err(source) => outcome = Err(VisitError::NoConnection { to: address.to_string(), source }),
        }
    }
    outcome
}

/// What is left until then; never nothing, which would mean for ever.
fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1))
}

fn exchange(
    visit: &Visit,
    mut stream: impl Read + Write,
    head: &str,
    until: Instant,
) -> Result<Answer, VisitError> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut => {
            VisitError::TooSlow(visit.deadline.as_secs())
        }
        _ => VisitError::Garbled(error.to_string()),
    };
    stream.write_all(head.as_bytes()).and_then(|()| stream.flush()).map_err(failed)?;
    let mut said = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some(answer) = answer_in(&said) {
            return answer;
        }
        if Instant::now() >= until {
            return Err(VisitError::TooSlow(visit.deadline.as_secs()));
        }
        let count = stream.read(&mut piece).map_err(failed)?;
        said.extend_from_slice(piece.get(..count).unwrap_or_default());
        if count == 0 || said.len() > LONGEST_HEAD {
            return Err(VisitError::Garbled("it ends before its head is whole".to_owned()));
        }
    }
}

/// The answer in what was said so far; `None` while its head is not whole. `100 Continue` is none: it asks for the body.
fn answer_in(said: &[u8]) -> Option<Result<Answer, VisitError>> {
    let text = String::from_utf8_lossy(said);
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1)?.parse::<u16>().ok());
    let Some(status) = status else {
        return Some(Err(VisitError::Garbled(first.chars().take(80).collect())));
    };
    if (100..200).contains(&status) {
        return answer_in(rest.as_bytes());
    }
    let headers = lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    });
    Some(Ok(Answer { status, headers: headers.collect(), body: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::answer_in;

    #[test]
    fn the_head_of_an_answer_is_read_when_it_is_whole() {
        assert!(answer_in(b"HTTP/1.1 413 Too Large\r\nServer: x\r\n").is_none());
        assert!(answer_in(b"HTTP/1.1 100 Continue\r\n\r\n").is_none());
        let both = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\nServer: a:b\r\n\r\nbody";
        let answer = answer_in(both).unwrap().unwrap();
        assert_eq!((answer.status, answer.header("server")), (401, Some("a:b")));
        assert!(answer_in(b"SSH-2.0-x\r\n\r\n").unwrap().is_err());
    }
}
