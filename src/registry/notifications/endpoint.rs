//! `notifications.endpoints`: who is told, of what, and how often it is tried.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::event::Event;

/// `notifications` of config.yml.
#[derive(Debug, Clone, Default)]
pub struct NotificationsConfig {
    /// Whether a manifest's event lists what it refers to.
    pub includes_references: bool,
    /// Who is told; those that are switched off are left out.
    pub endpoints: Vec<Endpoint>,
}

/// Somebody who is told.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Headers of every request; they may hold secrets.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// How long one try may take.
    pub timeout: Duration,
    /// So many failures in a row, and the pause between two tries is `backoff`.
    pub threshold: u32,
    /// After so many failed tries an event is put aside; `None`: it is tried for ever.
    pub most_retries: Option<u32>,
    /// The pause.
    pub backoff: Duration,
    /// Events whose target has one of these media types are not told.
    pub ignored_media_types: Vec<String>,
    /// Nor are events of these actions.
    pub ignored_actions: Vec<String>,
}

impl Endpoint {
    /// Whether it is to hear of `event`.
    pub(crate) fn wants(&self, event: &Event) -> bool {
        let is_ignored = self.ignored_media_types.contains(&event.target.media_type)
            || self.ignored_actions.iter().any(|action| action == event.action.name());
        !is_ignored
    }

    /// What to do after `failures` failed tries in a row, the last `refusals` of them answered.
    ///
    /// Events that are refused are put aside after `maxretries`; an endpoint that is not there is waited for, however
    /// long, so that a night without it loses nothing.
    pub(crate) fn after(&self, failures: u32, refusals: u32) -> Next {
        match self.most_retries {
            Some(most) if refusals > most => Next::PutAside,
            // As GitLab's registry does, twice as long each time.
            Some(_) => {
                let times = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
                Next::TryAfter(self.backoff.saturating_mul(times).min(LONGEST_PAUSE.max(self.backoff)))
            }
            None if failures < self.threshold => Next::TryAfter(EAGER.min(self.backoff)),
            None => Next::TryAfter(self.backoff),
        }
    }
}

/// The pause while failures are few. Why any: a refused connection fails within microseconds.
const EAGER: Duration = Duration::from_millis(50);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// What to do after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The same again, after this pause.
    TryAfter(Duration),
    /// It is kept elsewhere, and the next one has its turn.
    PutAside,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> Endpoint {
        Endpoint {
            name: "e".to_owned(),
            url: "http://127.0.0.1:1/".to_owned(),
            headers: Vec::new(),
            timeout: Duration::from_secs(1),
            threshold: 3,
            most_retries: Some(5),
            backoff: Duration::from_secs(1),
            ignored_media_types: Vec::new(),
            ignored_actions: Vec::new(),
        }
    }

    #[test]
    fn a_failure_is_tried_again_eagerly_and_then_patiently() {
        let patient = Endpoint { most_retries: None, ..endpoint() };
        let all: Vec<Next> = (1..=4).map(|failures| patient.after(failures, failures)).collect();
        let (soon, later) = (Next::TryAfter(EAGER), Next::TryAfter(Duration::from_secs(1)));
        assert_eq!(all, [soon, soon, later, later]);
        assert_eq!(patient.after(u32::MAX, u32::MAX), later, "for ever");
    }

    #[test]
    fn what_is_refused_too_often_is_put_aside_and_who_is_not_there_is_waited_for() {
        let seconds = |seconds| Next::TryAfter(Duration::from_secs(seconds));
        let refused: Vec<Next> = (1..=6).map(|failures| endpoint().after(failures, failures)).collect();
        assert_eq!(refused, [seconds(1), seconds(2), seconds(4), seconds(8), seconds(16), Next::PutAside]);
        let away: Vec<Next> = [6, 7, 100, u32::MAX].map(|failures| endpoint().after(failures, 0)).to_vec();
        assert_eq!(away, [seconds(32), seconds(60), seconds(60), seconds(60)]);
    }
}
