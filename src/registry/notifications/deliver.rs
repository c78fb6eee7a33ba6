//! Telling one endpoint: a thread that reads the outbox, posts, tries again, and remembers how far it came.

use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::aws_lc_rs;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::Shared;
use super::endpoint::{Endpoint, Next};
use super::event::{Envelope, Event};
use super::outbox::{Batch, Reader};
use crate::registry::log::Log;

/// The media type of the envelope (`distribution` 2.8).
const MEDIA_TYPE: &str = "application/vnd.docker.distribution.events.v1+json";
/// How often another process' segments are looked at while nothing happens here.
const GLANCE: Duration = Duration::from_secs(1);
/// So much of an answer is read, for the connection to be kept.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Why events were not taken.
#[derive(Debug)]
enum Failure {
    /// The endpoint answered with this status.
    Status(u16),
    /// It could not be reached, or did not answer in time.
    Unreached(String),
}

/// One endpoint's thread.
pub(super) struct Courier {
    pub(super) endpoint: Endpoint,
    pub(super) reader: Reader,
    pub(super) shared: Arc<Shared>,
    pub(super) log: Log,
}

impl Courier {
    /// Tells what there is to tell until the engine stops.
    pub(super) fn run(mut self) {
        let agent = agent(&self.endpoint);
        loop {
            let seen = self.shared.count();
            match self.reader.next() {
                Ok(Some(batch)) => {
                    if !self.tell(&agent, &batch) {
                        return;
                    }
                }
                Ok(None) => {
                    self.shared.sweep(&self.endpoint.name, self.reader.told());
                    if !self.shared.wait(seen, GLANCE) {
                        return;
                    }
                }
                Err(error) => {
                    self.log.error(
                        "the outbox of notifications could not be read",
                        &[("endpoint", &self.endpoint.name), ("err.detail", &error)],
                    );
                    if !self.shared.pause(self.endpoint.backoff.max(GLANCE)) {
                        return;
                    }
                }
            }
        }
    }

    /// Tells a batch. `false`: the engine stops.
    fn tell(&mut self, agent: &ureq::Agent, batch: &Batch) -> bool {
        if batch.unreadable > 0 {
            self.log.warn(
                "lines of the outbox are no events, and were passed over",
                &[("lines", &batch.unreadable)],
            );
        }
        let wanted: Vec<Event> =
            batch.events.iter().filter(|event| self.endpoint.wants(event)).cloned().collect();
        if wanted.is_empty() || self.post_until_taken(agent, &wanted) {
            self.remember(batch);
            return true;
        }
        if self.shared.is_over() {
            return false;
        }
        // Together they were refused too often: one of them may be the reason.
        for event in &wanted {
            if wanted.len() > 1 && self.post_until_taken(agent, std::slice::from_ref(event)) {
                continue;
            }
            if self.shared.is_over() {
                return false;
            }
            self.put_aside(event);
        }
        self.remember(batch);
        true
    }

    fn remember(&mut self, batch: &Batch) {
        if let Err(error) = self.reader.done(batch, batch.events.len()) {
            self.log.error(
                "it could not be written down that an endpoint was told; it may be told again after a restart",
                &[("endpoint", &self.endpoint.name), ("err.detail", &error)],
            );
        }
    }

    fn put_aside(&self, event: &Event) {
        let kept = self.reader.put_aside(event);
        let what = match kept {
            Ok(true) => "an event was refused too often and is put aside",
            Ok(false) => "an event was refused too often and is lost: no more can be put aside",
            Err(_) => "an event was refused too often and is lost: it could not be put aside",
        };
        self.log.error(what, &[("endpoint", &self.endpoint.name), ("event", &event.id)]);
    }

    /// Posts until the events are taken. `false`: they were refused too often, or the engine stops.
    fn post_until_taken(&self, agent: &ureq::Agent, events: &[Event]) -> bool {
        let (mut failures, mut refusals) = (0_u32, 0_u32);
        loop {
            let Err(failure) = self.post(agent, events) else {
                if failures > 0 {
                    self.log.info("a notification was taken at last", &[("endpoint", &self.endpoint.name)]);
                }
                return true;
            };
            failures = failures.saturating_add(1);
            refusals = if matches!(failure, Failure::Status(_)) { refusals.saturating_add(1) } else { 0 };
            // A dead endpoint fills no log: the first failure, then each at twice as many.
            if failures.is_power_of_two() {
                let why = match &failure {
                    Failure::Status(status) => format!("it answers {status}"),
                    Failure::Unreached(why) => why.clone(),
                };
                self.log.warn(
                    "a notification was not taken",
                    &[("endpoint", &self.endpoint.name), ("failures", &failures), ("err.detail", &why)],
                );
            }
            match self.endpoint.after(failures, refusals) {
                Next::PutAside => return false,
                Next::TryAfter(pause) => {
                    if !self.shared.pause(pause) {
                        return false;
                    }
                }
            }
        }
    }

    /// Posts once.
    fn post(&self, agent: &ureq::Agent, events: &[Event]) -> Result<(), Failure> {
        match post(agent, &self.endpoint, events) {
            Ok(status) if is_taken(status) => Ok(()),
            Ok(status) => Err(Failure::Status(status)),
            Err(why) => Err(Failure::Unreached(why)),
        }
    }
}

/// Whether an answer says that the events were taken: 2xx and 3xx do, as by `distribution`.
pub(super) fn is_taken(status: u16) -> bool {
    (200..400).contains(&status)
}

/// Posts events once, and answers the status; an error says why there is none.
pub(super) fn post(agent: &ureq::Agent, endpoint: &Endpoint, events: &[Event]) -> Result<u16, String> {
    let body = serde_json::to_vec(&Envelope { events }).map_err(|error| error.to_string())?;
    let mut request = agent.post(&endpoint.url).content_type(MEDIA_TYPE);
    for (name, value) in &endpoint.headers {
        request = request.header(name, value);
    }
    let mut answer = request.send(&body).map_err(|error| error.to_string())?;
    let status = answer.status();
    let _ = std::io::copy(&mut answer.body_mut().as_reader().take(LONGEST_ANSWER), &mut std::io::sink());
    Ok(status.as_u16())
}

/// A client of one endpoint, whose connection is kept.
pub(super) fn agent(endpoint: &Endpoint) -> ureq::Agent {
    let roots: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
        .certs
        .iter()
        .map(|der| Certificate::from_der(der).to_owned())
        .collect();
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(aws_lc_rs::default_provider()))
        .root_certs(RootCerts::new_with_certs(&roots))
        .build();
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(endpoint.timeout))
        .user_agent(concat!("wharf/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls)
        .build()
        .into()
}
