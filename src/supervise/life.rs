//! The life of one service, as a function: (service, event, now) in, (service, action) out.
//!
//! ```text
//!          Start                 Ready                 Stop
//! Down ───────────→ Starting ───────────→ Ready ───────────────→ Stopping ──Exited──→ Down
//!                     │  ↑                  │ Exited                 │ Woke: KILL
//!              Exited ↓  │ Woke             ↓
//!                   Backoff ←── ready for less than 5 s; otherwise → Starting, at once
//! ```
//!
//! Invariant: nothing here starts, signals, sleeps or reads a clock; `supervisor.rs` does what `step` says.
//!
//! Invariant: `wake` is the next moment the service wants to hear of, and is cleared when a life ends, so that a
//! moment set for one life cannot come in the next.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Who has been ready for so long restarts at once when it ends.
pub(crate) const PROVEN: Duration = Duration::from_secs(5);
/// Who has been ready for so long is forgiven its earlier deaths.
pub(crate) const FORGIVEN: Duration = Duration::from_mins(1);
/// The first pause of a service that dies young, counted from its start.
pub(crate) const FIRST_DELAY: Duration = Duration::from_secs(1);
/// The longest such pause.
pub(crate) const LONGEST_DELAY: Duration = Duration::from_mins(1);

/// What a service is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// It does not run.
    Down,
    /// It runs and has not answered yet.
    Starting,
    /// It runs and has answered.
    Ready,
    /// It runs and has been asked to end.
    Stopping,
    /// It died young and waits for its next start.
    Backoff,
}

/// What the administrator wants of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Want {
    /// It runs, and is started again when it ends.
    Up,
    /// It does not run.
    Down,
    /// It runs, and is left alone when it ends.
    Once,
}

/// What happens to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// The administrator wants it up.
    Start,
    /// The administrator wants it down.
    Stop,
    /// The administrator wants a new process.
    Restart,
    /// The administrator wants one run of it.
    Once,
    /// The administrator wants it to read its files again.
    Reload,
    /// Its process has ended, or could not be made.
    Exited,
    /// It has answered its probe.
    Answered,
    /// Its `wake` has come.
    Woke,
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Make a process.
    Spawn,
    /// Ask the process to end.
    Stop,
    /// End the process and its group.
    Kill,
    /// Tell the process to read its files again.
    Reload,
}

/// One service, as far as deciding goes. Moments are durations since the supervisor began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Service {
    /// What it is doing.
    pub(crate) phase: Phase,
    /// What is wanted of it.
    pub(crate) want: Want,
    /// When its run, or its being down, began.
    pub(crate) since: Duration,
    /// When it answered, in this run.
    pub(crate) ready_since: Option<Duration>,
    /// The next moment it wants to hear of.
    pub(crate) wake: Option<Duration>,
    /// The pause after its next young death.
    pub(crate) delay: Duration,
    /// How long it may take to end.
    pub(crate) grace: Duration,
    /// It was told to reload before it could listen to that.
    pub(crate) is_reload_due: bool,
}

impl Service {
    /// A service that has never run.
    pub(crate) fn down(now: Duration, grace: Duration) -> Self {
        Self {
            phase: Phase::Down,
            want: Want::Down,
            since: now,
            ready_since: None,
            wake: None,
            delay: FIRST_DELAY,
            grace,
            is_reload_due: false,
        }
    }

    fn starting(self, want: Want, now: Duration) -> (Self, Option<Action>) {
        let next = Self {
            phase: Phase::Starting,
            want,
            since: now,
            ready_since: None,
            wake: None,
            is_reload_due: false,
            ..self
        };
        (next, Some(Action::Spawn))
    }

    /// A start that the administrator asked for: earlier deaths do not count.
    fn starting_afresh(self, want: Want, now: Duration) -> (Self, Option<Action>) {
        Self { delay: FIRST_DELAY, ..self }.starting(want, now)
    }

    fn stopping(self, want: Want, now: Duration) -> (Self, Option<Action>) {
        let wake = Some(now + self.grace);
        let next =
            Self { phase: Phase::Stopping, want, wake, delay: FIRST_DELAY, is_reload_due: false, ..self };
        (next, Some(Action::Stop))
    }

    fn lying_down(self, now: Duration) -> (Self, Option<Action>) {
        let next = Self {
            phase: Phase::Down,
            want: Want::Down,
            since: now,
            ready_since: None,
            wake: None,
            is_reload_due: false,
            ..self
        };
        (next, None)
    }

    /// It ended without having been asked to.
    fn dying(self, now: Duration) -> (Self, Option<Action>) {
        match self.want {
            Want::Down | Want::Once => self.lying_down(now),
            Want::Up => {
                let was_ready_for =
                    self.ready_since.map_or(Duration::ZERO, |since| now.saturating_sub(since));
                let delay = if was_ready_for >= FORGIVEN { FIRST_DELAY } else { self.delay };
                if was_ready_for >= PROVEN {
                    return Self { delay, ..self }.starting(Want::Up, now);
                }
                let next = Self {
                    phase: Phase::Backoff,
                    since: now,
                    ready_since: None,
                    wake: Some(now.max(self.since + delay)),
                    delay: (delay * 2).min(LONGEST_DELAY),
                    is_reload_due: false,
                    ..self
                };
                (next, None)
            }
        }
    }
}

/// The state table: every phase takes every event.
#[expect(clippy::match_same_arms, reason = "a row says what one phase does with an event")]
pub(crate) fn step(s: Service, event: Event, now: Duration) -> (Service, Option<Action>) {
    match (s.phase, event) {
        (Phase::Down, Event::Start | Event::Restart) => s.starting_afresh(Want::Up, now),
        (Phase::Down, Event::Once) => s.starting_afresh(Want::Once, now),
        (Phase::Down, Event::Stop | Event::Reload | Event::Exited | Event::Answered | Event::Woke) => {
            (s, None)
        }

        (Phase::Starting | Phase::Ready, Event::Start) => (Service { want: Want::Up, ..s }, None),
        (Phase::Starting | Phase::Ready, Event::Stop) => s.stopping(Want::Down, now),
        (Phase::Starting | Phase::Ready, Event::Restart) => s.stopping(Want::Up, now),
        (Phase::Starting | Phase::Ready, Event::Once) => (Service { want: Want::Once, ..s }, None),
        // A program that does not listen to the signal yet would die of it.
        (Phase::Starting, Event::Reload) => (Service { is_reload_due: true, ..s }, None),
        (Phase::Starting | Phase::Ready, Event::Exited) => s.dying(now),
        (Phase::Starting, Event::Answered) => {
            let action = s.is_reload_due.then_some(Action::Reload);
            (Service { phase: Phase::Ready, ready_since: Some(now), is_reload_due: false, ..s }, action)
        }
        (Phase::Starting, Event::Woke) => (s, None),

        (Phase::Ready, Event::Reload) => (s, Some(Action::Reload)),
        (Phase::Ready, Event::Answered | Event::Woke) => (s, None),

        (Phase::Stopping, Event::Start | Event::Restart) => (Service { want: Want::Up, ..s }, None),
        (Phase::Stopping, Event::Stop) => (Service { want: Want::Down, ..s }, None),
        (Phase::Stopping, Event::Once) => (Service { want: Want::Once, ..s }, None),
        (Phase::Stopping, Event::Reload | Event::Answered) => (s, None),
        (Phase::Stopping, Event::Exited) => match s.want {
            Want::Down => s.lying_down(now),
            Want::Up | Want::Once => s.starting(s.want, now),
        },
        (Phase::Stopping, Event::Woke) => (Service { wake: None, ..s }, Some(Action::Kill)),

        (Phase::Backoff, Event::Start | Event::Restart) => s.starting_afresh(Want::Up, now),
        (Phase::Backoff, Event::Once) => s.starting_afresh(Want::Once, now),
        (Phase::Backoff, Event::Stop) => {
            let since = s.since;
            let (s, action) = s.lying_down(now);
            (Service { since, ..s }, action)
        }
        (Phase::Backoff, Event::Reload | Event::Exited | Event::Answered) => (s, None),
        (Phase::Backoff, Event::Woke) => s.starting(s.want, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHASES: [Phase; 5] = [Phase::Down, Phase::Starting, Phase::Ready, Phase::Stopping, Phase::Backoff];
    const WANTS: [Want; 3] = [Want::Up, Want::Down, Want::Once];
    const EVENTS: [Event; 8] = [
        Event::Start,
        Event::Stop,
        Event::Restart,
        Event::Once,
        Event::Reload,
        Event::Exited,
        Event::Answered,
        Event::Woke,
    ];

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// A service that started at 100 and, if it has been ready, answered at 100 too.
    fn service(phase: Phase, want: Want) -> Service {
        Service {
            phase,
            want,
            since: at(100),
            ready_since: matches!(phase, Phase::Ready | Phase::Stopping).then_some(at(100)),
            wake: match phase {
                Phase::Stopping => Some(at(110)),
                Phase::Backoff => Some(at(101)),
                Phase::Down | Phase::Starting | Phase::Ready => None,
            },
            ..Service::down(at(0), at(10))
        }
    }

    fn run(want: Want, since: u64) -> Service {
        Service { phase: Phase::Starting, want, since: at(since), ..Service::down(at(0), at(10)) }
    }

    fn backoff(since: u64, wake: u64, delay: u64) -> Service {
        Service {
            phase: Phase::Backoff,
            want: Want::Up,
            since: at(since),
            wake: Some(at(wake)),
            delay: at(delay),
            ..Service::down(at(0), at(10))
        }
    }

    #[test]
    fn a_life_goes_as_the_contract_says() {
        use Phase::{Backoff, Down, Ready, Starting, Stopping};
        let down = |since| Service { since: at(since), ..Service::down(at(0), at(10)) };
        let stopping = |want| Service { wake: Some(at(117)), ..service(Stopping, want) };
        let tired = |s: Service, delay| Service { delay: at(delay), ..s };
        for (name, before, event, now, after) in [
            (
                "a start makes a process",
                service(Down, Want::Down),
                Event::Start,
                107,
                (run(Want::Up, 107), Some(Action::Spawn)),
            ),
            (
                "an answer makes it ready",
                service(Starting, Want::Up),
                Event::Answered,
                100,
                (service(Ready, Want::Up), None),
            ),
            (
                "who was ready for 5 s restarts at once",
                service(Ready, Want::Up),
                Event::Exited,
                105,
                (run(Want::Up, 105), Some(Action::Spawn)),
            ),
            (
                "and keeps its old pause until it was ready for 60 s",
                tired(service(Ready, Want::Up), 8),
                Event::Exited,
                159,
                (tired(run(Want::Up, 159), 8), Some(Action::Spawn)),
            ),
            (
                "then its earlier deaths are forgiven",
                tired(service(Ready, Want::Up), 8),
                Event::Exited,
                160,
                (run(Want::Up, 160), Some(Action::Spawn)),
            ),
            (
                "who was ready for less waits until its start + 1 s",
                tired(service(Ready, Want::Up), 1),
                Event::Exited,
                100,
                (backoff(100, 101, 2), None),
            ),
            (
                "a death before an answer is young however late",
                service(Starting, Want::Up),
                Event::Exited,
                104,
                (backoff(104, 104, 2), None),
            ),
            (
                "the pause doubles",
                tired(service(Starting, Want::Up), 2),
                Event::Exited,
                100,
                (backoff(100, 102, 4), None),
            ),
            (
                "up to a minute",
                tired(service(Starting, Want::Up), 60),
                Event::Exited,
                100,
                (backoff(100, 160, 60), None),
            ),
            (
                "the pause over, it starts again and keeps count",
                backoff(100, 101, 2),
                Event::Woke,
                101,
                (tired(run(Want::Up, 101), 2), Some(Action::Spawn)),
            ),
            (
                "an administrator's start ends the pause and forgives",
                backoff(100, 160, 60),
                Event::Start,
                103,
                (run(Want::Up, 103), Some(Action::Spawn)),
            ),
            (
                "a stop ends the pause; it has been down since it died",
                backoff(100, 101, 1),
                Event::Stop,
                103,
                (down(100), None),
            ),
            (
                "stop asks first",
                service(Ready, Want::Up),
                Event::Stop,
                107,
                (stopping(Want::Down), Some(Action::Stop)),
            ),
            (
                "and kills when the grace is over",
                stopping(Want::Down),
                Event::Woke,
                117,
                (Service { wake: None, ..stopping(Want::Down) }, Some(Action::Kill)),
            ),
            ("a stopped one lies down", stopping(Want::Down), Event::Exited, 108, (down(108), None)),
            (
                "a restart asks the old process to end",
                service(Ready, Want::Up),
                Event::Restart,
                107,
                (stopping(Want::Up), Some(Action::Stop)),
            ),
            (
                "and starts the new one when it has",
                stopping(Want::Up),
                Event::Exited,
                109,
                (run(Want::Up, 109), Some(Action::Spawn)),
            ),
            (
                "a start during a stop is not lost",
                stopping(Want::Down),
                Event::Start,
                108,
                (stopping(Want::Up), None),
            ),
            (
                "one run ends for good, however long it was ready",
                service(Ready, Want::Once),
                Event::Exited,
                900,
                (down(900), None),
            ),
            (
                "a reload is passed on",
                service(Ready, Want::Up),
                Event::Reload,
                107,
                (service(Ready, Want::Up), Some(Action::Reload)),
            ),
            (
                "but waits for a program that does not listen yet",
                service(Starting, Want::Up),
                Event::Reload,
                107,
                (Service { is_reload_due: true, ..service(Starting, Want::Up) }, None),
            ),
            (
                "and comes with its answer",
                Service { is_reload_due: true, ..service(Starting, Want::Up) },
                Event::Answered,
                100,
                (service(Ready, Want::Up), Some(Action::Reload)),
            ),
            (
                "an answer that comes late does not raise the dead",
                service(Backoff, Want::Up),
                Event::Answered,
                100,
                (service(Backoff, Want::Up), None),
            ),
        ] {
            assert_eq!(step(before, event, at(now)), after, "{name}");
        }
    }

    #[test]
    fn every_phase_takes_every_event_and_stays_whole() {
        for phase in PHASES {
            for want in WANTS {
                for event in EVENTS {
                    let before = service(phase, want);
                    let (after, action) = step(before, event, at(107));
                    let name = format!("{phase:?} wanting {want:?}, {event:?} → {after:?}, {action:?}");
                    let has_process =
                        |phase| matches!(phase, Phase::Starting | Phase::Ready | Phase::Stopping);
                    let spawned = action == Some(Action::Spawn);
                    assert_eq!(spawned, after.phase == Phase::Starting && after.since == at(107), "{name}");
                    // A process is made only where there is none, and none is forgotten.
                    if spawned {
                        assert!(!has_process(phase) || event == Event::Exited, "{name}");
                    } else if event == Event::Exited {
                        assert!(!has_process(after.phase), "{name}");
                    } else {
                        assert_eq!(has_process(phase), has_process(after.phase), "{name}");
                    }
                    match after.phase {
                        Phase::Backoff => assert!(after.wake.is_some(), "{name}: would never start again"),
                        Phase::Stopping => {
                            assert!(after.wake.is_some() || action == Some(Action::Kill), "{name}: no grace");
                        }
                        Phase::Down | Phase::Starting | Phase::Ready => {
                            assert!(after.wake.is_none(), "{name}: a moment of an earlier life");
                        }
                    }
                    match event {
                        Event::Start | Event::Restart => assert_eq!(after.want, Want::Up, "{name}"),
                        Event::Once => assert_eq!(after.want, Want::Once, "{name}"),
                        Event::Stop if phase != Phase::Down => assert_eq!(after.want, Want::Down, "{name}"),
                        _ => {}
                    }
                }
            }
        }
    }
}
