//! The wait between the hold and silence: pushes in flight go on within the drain, then the hold is sealed, and what
//! still writes is cut.
//!
//! Invariant: when this ends with [`Outcome::Quiet`], the engine itself has said that nothing is written any more.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use super::command::keep;
use crate::cli::enabled_engine::EnabledEngine;
use crate::cli::{Global, tell};
use crate::registry::admin::{self, ReadOnly};
use crate::registry::readonly::{Found, Hold, Place};
use crate::supervise::Client;
use crate::sys::poll::{self, Direction};
use crate::sys::signals::{Arrived, Listener, Signal};
use crate::sys::{Root, clock};
use std::os::fd::AsFd as _;

/// How often the engine is asked.
const STEP: Duration = Duration::from_millis(100);
/// How often a log hears how far it is.
const WORD: Duration = Duration::from_secs(10);
/// How long a request that is cut may take to end: the bytes of a large blob are hashed and synced in one piece.
const CUT: Duration = Duration::from_mins(5);
/// How long an engine may not answer.
const DEAF: Duration = Duration::from_secs(10);

/// What came of the wait.
pub(super) enum Outcome {
    /// Nothing is written any more.
    Quiet,
    /// The registry does not run.
    Down,
    /// The hold is on, and this is why nobody knows more.
    Unknown(String),
    /// Another command has ended or replaced the hold meanwhile.
    Overtaken,
    /// Somebody pressed Ctrl-C.
    Interrupted,
}

/// Waits until no push is in flight, or the drain is over; then ends the drain and waits until nothing is written.
pub(super) fn settle(
    global: &Global,
    root: &Root,
    engine: &EnabledEngine,
    hold: &Hold,
) -> anyhow::Result<Outcome> {
    let signals = Listener::start()?;
    let mut progress = Progress::new(global);
    if let Some(end) = hold.drain_until {
        let left = Duration::try_from(end.duration_since(clock::moment())).unwrap_or_default();
        let deadline = Instant::now() + left;
        loop {
            match admin::ask(&engine.state) {
                Ok(Some(said)) if said.writes_in_flight + said.pushes_under_way == 0 => break,
                Ok(Some(said)) => progress.say(&busy(&said), deadline),
                Ok(None) if !is_running(root) => break,
                Ok(None) | Err(_) => progress.say("the registry cannot be asked", deadline),
            }
            if Instant::now() >= deadline || !is_ours(&Place::new(&engine.state), hold) {
                break;
            }
            if pause(&signals)? {
                progress.end();
                return Ok(Outcome::Interrupted);
            }
        }
        let place = Place::new(&engine.state);
        // Who ended it meanwhile is not overruled.
        if !is_ours(&place, hold) {
            progress.end();
            return Ok(Outcome::Overtaken);
        }
        keep(&place, &Hold { drain_until: None, ..hold.clone() })?;
    }
    let sealed = Instant::now();
    let outcome = loop {
        let (why, patience) = match admin::ask(&engine.state) {
            Ok(Some(said)) if said.read_only && !said.draining && said.writes_in_flight == 0 => {
                break Outcome::Quiet;
            }
            Ok(Some(said)) if said.read_only => (busy(&said), CUT),
            _ if !is_ours(&Place::new(&engine.state), hold) => break Outcome::Overtaken,
            Ok(Some(_)) => ("the registry does not see the hold".to_owned(), DEAF),
            Ok(None) if !is_running(root) => break Outcome::Down,
            Ok(None) => ("it has no admin socket".to_owned(), DEAF),
            Err(error) => (error.to_string(), DEAF),
        };
        if sealed.elapsed() > patience {
            break Outcome::Unknown(why);
        }
        progress.say(&why, sealed + patience);
        if pause(&signals)? {
            break Outcome::Unknown(format!("interrupted; {why}"));
        }
    };
    progress.end();
    Ok(outcome)
}

/// Whether what lies there is `hold`, its drain aside. What this user may not look at, nobody else has changed.
fn is_ours(place: &Place, hold: &Hold) -> bool {
    let bare = |hold: &Hold| Hold { drain_until: None, ..hold.clone() };
    match place.found() {
        Ok(Found::Hold(found)) => bare(&found) == bare(hold),
        Ok(Found::Nothing | Found::Damaged(_)) => false,
        Err(_) => true,
    }
}

/// `2 writes in flight, 1 push under way`
pub(super) fn busy(said: &ReadOnly) -> String {
    let number =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let writes = number(said.writes_in_flight, "write", "writes");
    let pushes = number(said.pushes_under_way, "push", "pushes");
    format!("{writes} in flight, {pushes} under way")
}

/// Whether the supervisor runs the registry.
pub(super) fn is_running(root: &Root) -> bool {
    let status = Client::connect(root).ok().flatten().and_then(|client| client.status_of("registry").ok());
    status.is_some_and(|status| status.is_running())
}

/// Waits a step; `true`: somebody asked to stop.
fn pause(signals: &Listener) -> anyhow::Result<bool> {
    poll::wait(&[(signals.as_fd(), Direction::Read)], Some(STEP))?;
    while let Some(arrived) = signals.next()? {
        if matches!(arrived, Arrived::Signal(Signal::Int | Signal::Term | Signal::Hup | Signal::Quit)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How far it is: on a terminal one line that changes, elsewhere a line where it is news.
struct Progress {
    is_quiet: bool,
    is_live: bool,
    said: Option<(String, Instant)>,
}

impl Progress {
    fn new(global: &Global) -> Self {
        Self { is_quiet: global.quiet, is_live: std::io::stderr().is_terminal(), said: None }
    }

    fn say(&mut self, what: &str, deadline: Instant) {
        if self.is_quiet {
            return;
        }
        let left = deadline.saturating_duration_since(Instant::now()).as_secs();
        if self.is_live {
            // The rest of a longer line goes.
            let _ = write!(std::io::stderr(), "\r\u{1b}[Kwaiting, at most {left} s more: {what}");
            let _ = std::io::stderr().flush();
            self.said = Some((what.to_owned(), Instant::now()));
            return;
        }
        let is_news = self.said.as_ref().is_none_or(|(_, at)| at.elapsed() >= WORD);
        if is_news {
            tell(format_args!("waiting, at most {left} s more: {what}"));
            self.said = Some((what.to_owned(), Instant::now()));
        }
    }

    fn end(&self) {
        if self.is_live && self.said.is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
