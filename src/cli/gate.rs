//! The last look of a run: whether clients are served, through the public listener.

use std::net::ToSocketAddrs as _;
use std::time::{Duration, Instant};

use crate::apply::HostError;
use crate::generation::PublicAddress;
use crate::visit::{self, Answer, Visit, VisitError};

/// How long the way from NGINX to the engine may take to open; both are up by now.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a client sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The registry answers, with this status: 401 is a login that is asked for.
    Registry(u16),
    /// Somebody answers with this status, yet not the registry: a rule of the administrator's own, for instance.
    Other(u16),
    /// It could not be looked through TLS, which says nothing of other clients.
    Unseen(String),
}

/// What one question has brought.
#[derive(Debug, PartialEq, Eq)]
enum Look {
    Done(Seen),
    /// No client is served, for this reason.
    Late(String),
}

/// Asks for `/v2/` as a client does, until it is answered.
///
/// # Errors
/// When nobody answers below 500 in time.
pub(crate) fn ask(public: &PublicAddress) -> Result<Seen, HostError> {
    let began = Instant::now();
    loop {
        let late = match judge(question(public)) {
            Look::Done(seen) => return Ok(seen),
            Look::Late(why) => why,
        };
        if began.elapsed() > PATIENCE {
            return Err(HostError {
                message: format!("clients are not served at {}: {late}", public.url),
                detail: String::new(),
                source: None,
            });
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn question(public: &PublicAddress) -> Result<Answer, VisitError> {
    let connect = public.listener.to_socket_addrs().ok().and_then(|mut all| all.next());
    visit::ask(&Visit { connect, speaks_proxy: public.speaks_proxy, ..Visit::get(&public.url, PATIENCE) })
}

fn judge(outcome: Result<Answer, VisitError>) -> Look {
    match outcome {
        Ok(answer) if answer.header("docker-distribution-api-version").is_some() && answer.status < 500 => {
            Look::Done(Seen::Registry(answer.status))
        }
        Ok(answer) if answer.status < 500 => Look::Done(Seen::Other(answer.status)),
        Ok(Answer { status: 502, .. }) => {
            Look::Late("NGINX answers 502, it does not reach the registry".to_owned())
        }
        Ok(answer) => Look::Late(format!("the answer is {}", answer.status)),
        // Old ciphers or versions on purpose: others may well speak them.
        Err(VisitError::Tls(why)) => Look::Done(Seen::Unseen(why)),
        Err(error) => Look::Late(match std::error::Error::source(&error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, is_registry: bool) -> Answer {
        let header = ("docker-distribution-api-version".to_owned(), "registry/2.0".to_owned());
        Answer { status, headers: is_registry.then_some(header).into_iter().collect(), body: Vec::new() }
    }

    #[test]
    fn a_client_is_served_or_it_is_said_why_not() {
        let late = |why: &str| Look::Late(why.to_owned());
        let refused = || VisitError::NoConnection {
            to: "127.0.0.1:1".to_owned(),
            source: std::io::ErrorKind::ConnectionRefused.into(),
        };
        for (name, outcome, look) in [
            ("a login", Ok(answer(401, true)), Look::Done(Seen::Registry(401))),
            ("none needed", Ok(answer(200, true)), Look::Done(Seen::Registry(200))),
            ("a rule of one's own", Ok(answer(403, false)), Look::Done(Seen::Other(403))),
            ("no engine", Ok(answer(502, false)), late("NGINX answers 502, it does not reach the registry")),
            ("a broken engine", Ok(answer(503, true)), late("the answer is 503")),
            ("old ciphers", Err(VisitError::Tls("x".to_owned())), Look::Done(Seen::Unseen("x".to_owned()))),
            ("nobody", Err(refused()), late("could not connect to 127.0.0.1:1: connection refused")),
        ] {
            assert_eq!(judge(outcome), look, "{name}");
        }
    }
}
