//! The engine's eye on the hold: looked at before every write, and once a second.
//!
//! Invariant: a write is counted before the hold is looked at. Who writes the hold and asks for the count afterwards has
//! therefore every write in the count that the hold did not stop.
//!
//! Invariant: once nothing is written, nothing is until the hold ends: neither a clock that is turned back nor a hold
//! that replaces this one opens it again in between.
//!
//! Why not a notification of the kernel: a look costs a microsecond, and cannot be missed.

use std::fmt::Display;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch;

use super::hold::{Found, Hold, Phase};
use super::place::Place;
use super::pushes::{Push, Pushes};
use crate::registry::log::Log;
use crate::sys::clock;
use crate::sys::folder::Stamp;

/// How long nobody looks where nothing is written.
const PAUSE: Duration = Duration::from_secs(1);
/// A look comes no sooner after a look than this.
const SHORTEST: Duration = Duration::from_millis(5);

/// What a request does to the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// It begins something: an upload, a mount.
    Begin,
    /// It goes on with, or ends, what was begun.
    GoOn,
    /// It removes something.
    Remove,
}

/// The hold as it was seen last.
#[derive(Debug)]
struct Seen {
    stamp: Option<Stamp>,
    found: Arc<Found>,
    phase: Phase,
}

/// Watches the hold of one engine, and who writes.
#[derive(Debug)]
pub(crate) struct Watch {
    place: Place,
    log: Log,
    seen: Mutex<Seen>,
    /// Whether nothing is written now; requests under way wait on it.
    sealed: watch::Sender<bool>,
    in_flight: AtomicUsize,
    pushes: Pushes,
}

impl Watch {
    /// A watch on the hold in the state folder `state`.
    pub(crate) fn new(state: &Path, log: Log) -> Self {
        let seen = Seen { stamp: None, found: Arc::new(Found::Nothing), phase: Phase::Open };
        Self {
            place: Place::new(state),
            log,
            seen: Mutex::new(seen),
            sealed: watch::Sender::new(false),
            in_flight: AtomicUsize::new(0),
            pushes: Pushes::default(),
        }
    }

    /// Looks at the hold, and says in the log what has changed. A hold is read only where its file is another than before.
    pub(crate) fn look(&self) -> (Phase, Arc<Found>) {
        let now = now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let before = (seen.phase, Arc::clone(&seen.found));
        match self.place.stamp() {
            Ok(stamp) if stamp == seen.stamp && !matches!(*seen.found, Found::Damaged(_)) => {}
            Ok(stamp) => {
                let found = match stamp {
                    Some(_) => self.place.found().unwrap_or_else(|error| Found::Damaged(error.to_string())),
                    None => Found::Nothing,
                };
                seen.stamp = stamp;
                seen.found = Arc::new(found);
            }
            Err(error) => seen.found = Arc::new(Found::Damaged(error.to_string())),
        }
        seen.phase = follow(before.0, seen.found.phase(now));
        let after = (seen.phase, Arc::clone(&seen.found));
        let is_sealed = after.0 == Phase::Sealed;
        self.sealed.send_if_modified(|sealed| std::mem::replace(sealed, is_sealed) != is_sealed);
        // Said under the lock: two looks at once would say it twice.
        self.say(&before, &after);
        after
    }

    /// Looks, and answers how long nobody needs to look again: until the hold's next change, or a second.
    pub(crate) fn look_and_pause(&self) -> Duration {
        let (_, found) = self.look();
        let Found::Hold(hold) = &*found else { return PAUSE };
        let now = now();
        let next = [hold.drain_until, hold.until].into_iter().flatten().filter(|end| *end > now).min();
        let left = next.and_then(|end| Duration::try_from(end.duration_since(now)).ok());
        left.unwrap_or(PAUSE).clamp(SHORTEST, PAUSE)
    }

    /// Lets a write of `push` through and counts it, or answers what holds it back.
    pub(crate) fn admit(&self, act: Act, push: Push) -> Result<Writing<'_>, Arc<Found>> {
        self.in_flight.fetch_add(1, Ordering::SeqCst);
        let writing = Writing { watch: self, push: None };
        let (phase, found) = self.look();
        let may_go_on = match (phase, act) {
            (Phase::Open, _) | (Phase::Draining, Act::GoOn) => true,
            (Phase::Draining, Act::Begin) => self.pushes.is_under_way(&push, Instant::now()),
            (Phase::Draining, Act::Remove) | (Phase::Sealed, _) => false,
        };
        if !may_go_on {
            return Err(found);
        }
        if act == Act::Remove {
            return Ok(writing);
        }
        self.pushes.touch(&push, Instant::now());
        Ok(Writing { push: Some(push), ..writing })
    }

    /// How many requests write just now.
    pub(crate) fn writes_in_flight(&self) -> usize {
        self.in_flight.load(Ordering::SeqCst)
    }

    /// How many pushes are in the middle.
    pub(crate) fn pushes_under_way(&self) -> usize {
        self.pushes.count(Instant::now())
    }

    /// Says what has changed.
    fn say(&self, before: &(Phase, Arc<Found>), after: &(Phase, Arc<Found>)) {
        let file = self.place.file().display();
        match (&*before.1, &*after.1) {
            (Found::Damaged(old), Found::Damaged(new)) if old == new => {}
            (_, Found::Damaged(why)) => self.log.error(
                "the read-only hold cannot be read, and counts as one: `wharf readonly off` removes it",
                &[("file", &file), ("err.detail", why)],
            ),
            (old, Found::Hold(hold)) if after.0 != Phase::Open => {
                let is_the_same = matches!(old, Found::Hold(old) if same(old, hold));
                if before.0 == Phase::Open || !is_the_same {
                    self.say_hold(hold, after.0);
                } else if before.0 == Phase::Draining && after.0 == Phase::Sealed {
                    let cut = self.in_flight.load(Ordering::SeqCst);
                    self.log.info(
                        "read-only: the drain is over, nothing is written any more",
                        &[("writes.cut", &cut)],
                    );
                }
            }
            _ if before.0 != Phase::Open && after.0 == Phase::Open => {
                self.log.info("the read-only hold has ended", &[]);
            }
            _ => {}
        }
    }

    fn say_hold(&self, hold: &Hold, phase: Phase) {
        let (since, until) = (hold.since.to_string(), hold.until.map(|until| until.to_string()));
        let drain = hold.drain_until.filter(|_| phase == Phase::Draining).map(|end| end.to_string());
        let mut fields: Vec<(&str, &dyn Display)> = vec![("by", &hold.by), ("since", &since)];
        for (name, value) in [("until", &until), ("drain.until", &drain), ("reason", &hold.reason)] {
            if let Some(value) = value {
                fields.push((name, value));
            }
        }
        self.log.info("read-only: a hold is on, pushes and deletes are refused", &fields);
    }
}

/// The phase that follows `before` where the hold by itself says `now`.
fn follow(before: Phase, now: Phase) -> Phase {
    if before == Phase::Sealed && now == Phase::Draining { Phase::Sealed } else { now }
}

/// Whether two holds are one, of which the drain was ended.
fn same(one: &Hold, other: &Hold) -> bool {
    (&one.by, &one.reason, one.since, one.until) == (&other.by, &other.reason, other.since, other.until)
}

/// The present moment.
pub(crate) fn now() -> Timestamp {
    Timestamp::try_from(clock::now()).unwrap_or_default()
}

/// One request that writes. It counts until it is dropped.
#[derive(Debug)]
pub(crate) struct Writing<'w> {
    watch: &'w Watch,
    push: Option<Push>,
}

impl Writing<'_> {
    /// Waits until nothing may be written any more.
    pub(crate) async fn sealed(&self) {
        let mut sealed = self.watch.sealed.subscribe();
        // It ends otherwise with the engine alone.
        let _ = sealed.wait_for(|sealed| *sealed).await;
    }

    /// What keeps this request from ending what it began, where something does.
    pub(crate) fn held(&self) -> Option<Arc<Found>> {
        let (phase, found) = self.watch.look();
        (phase == Phase::Sealed).then_some(found)
    }

    /// The push has its tag: it is over.
    pub(crate) fn end_push(&mut self) {
        if let Some(push) = self.push.take() {
            self.watch.pushes.end(&push);
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if let Some(push) = self.push.take() {
            self.watch.pushes.touch(&push, Instant::now());
        }
        self.watch.in_flight.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Format, Level};

    fn watch(folder: &Path) -> Watch {
        Watch::new(folder, Log::new(Level::Error, Format::Text, Vec::new()))
    }

    fn push(name: &str) -> Push {
        (name.to_owned(), None)
    }

    fn hold(drain: i64) -> Hold {
        let since = now() - jiff::SignedDuration::from_secs(1);
        let drain_until = (drain > 0).then(|| now() + jiff::SignedDuration::from_secs(drain));
        Hold { drain_until, ..Hold::new("root", None, since) }
    }

    #[test]
    fn each_act_is_let_through_in_its_phases() {
        for (name, hold, act, pushed_before, is_let_through) in [
            ("without a hold all goes on", None, Act::Begin, false, true),
            ("deletes too", None, Act::Remove, false, true),
            ("in a drain nothing begins", Some(hold(60)), Act::Begin, false, false),
            ("but what belongs to a push", Some(hold(60)), Act::Begin, true, true),
            ("what was begun goes on", Some(hold(60)), Act::GoOn, false, true),
            ("nothing is removed", Some(hold(60)), Act::Remove, true, false),
            ("without a drain nothing begins", Some(hold(0)), Act::Begin, true, false),
            ("and nothing goes on", Some(hold(0)), Act::GoOn, true, false),
            ("nor is removed", Some(hold(0)), Act::Remove, true, false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let watch = watch(folder.path());
            if pushed_before {
                drop(watch.admit(Act::Begin, push("a")).unwrap());
            }
            if let Some(hold) = &hold {
                Place::new(folder.path()).keep(hold).unwrap();
            }
            assert_eq!(watch.admit(act, push("a")).is_ok(), is_let_through, "{name}");
            assert_eq!(watch.writes_in_flight(), 0, "{name}");
        }
    }

    #[test]
    fn a_write_counts_while_it_lasts_and_a_push_until_its_tag() {
        let folder = tempfile::tempdir().unwrap();
        let watch = watch(folder.path());
        let mut writing = watch.admit(Act::GoOn, push("a")).unwrap();
        assert_eq!((watch.writes_in_flight(), watch.pushes_under_way()), (1, 1));
        writing.end_push();
        drop(writing);
        assert_eq!((watch.writes_in_flight(), watch.pushes_under_way()), (0, 0));
    }

    #[test]
    fn what_was_sealed_is_not_drained_again() {
        use Phase::{Draining, Open, Sealed};
        let folder = tempfile::tempdir().unwrap();
        let (watch, place) = (watch(folder.path()), Place::new(folder.path()));
        place.keep(&hold(60)).unwrap();
        assert_eq!(watch.look().0, Draining);
        assert!(watch.admit(Act::GoOn, push("a")).unwrap().held().is_none());
        place.keep(&hold(0)).unwrap();
        assert_eq!(watch.look().0, Sealed);
        place.keep(&hold(60)).unwrap();
        assert_eq!(watch.look().0, Sealed, "a hold that replaces it opens nothing");
        place.clear().unwrap();
        assert_eq!(watch.look().0, Open);
        place.keep(&hold(60)).unwrap();
        assert_eq!(watch.look().0, Draining, "after an end a new one drains");
        for (before, now, after) in [
            (Open, Draining, Draining),
            (Draining, Sealed, Sealed),
            (Sealed, Draining, Sealed),
            (Sealed, Open, Open),
            (Draining, Open, Open),
        ] {
            assert_eq!(follow(before, now), after);
        }
    }

    #[test]
    fn what_cannot_be_read_holds_and_is_read_again_once_it_can() {
        let folder = tempfile::tempdir().unwrap();
        let (watch, place) = (watch(folder.path()), Place::new(folder.path()));
        std::os::unix::fs::symlink("/dev/null", place.file()).unwrap();
        assert_eq!(watch.look().0, Phase::Sealed);
        place.clear().unwrap();
        assert_eq!(watch.look().0, Phase::Open);
        crate::sys::fs::replace(place.file(), b"{}", crate::sys::fs::Access::mode(0o600)).unwrap();
        assert_eq!(watch.look().0, Phase::Sealed);
        place.keep(&Hold { until: Some(now() - jiff::SignedDuration::from_millis(1)), ..hold(0) }).unwrap();
        assert_eq!(watch.look().0, Phase::Open, "its time is over");
    }

    #[test]
    fn the_next_look_comes_with_the_next_change() {
        let folder = tempfile::tempdir().unwrap();
        let (watch, place) = (watch(folder.path()), Place::new(folder.path()));
        assert_eq!(watch.look_and_pause(), PAUSE);
        let soon = now() + jiff::SignedDuration::from_millis(300);
        place.keep(&Hold { until: Some(soon), ..hold(0) }).unwrap();
        assert!(watch.look_and_pause() <= Duration::from_millis(300));
        place.keep(&hold(60)).unwrap();
        assert_eq!(watch.look_and_pause(), PAUSE);
    }

    #[test]
    fn a_look_costs_less_than_five_microseconds() {
        let folder = tempfile::tempdir().unwrap();
        let watch = watch(folder.path());
        let best = (0..20).map(|_| {
            let began = Instant::now();
            for _ in 0..100 {
                watch.look();
            }
            began.elapsed() / 100
        });
        let best = best.min().unwrap();
        // Tests are not optimized as the program is, and have company.
        assert!(best < Duration::from_micros(25), "{best:?}");
        println!("a look: {best:?}");
    }
}
