//! Telling others what happens here: `distribution`'s events, through an outbox on the disk.
//!
//! ```text
//! http/ ─tell→ outbox.rs (a line, before the answer) ─→ deliver.rs (a thread an endpoint) ─POST→ endpoints
//! ```
//!
//! Invariant: nobody who answers requests waits for an endpoint. An event costs one write to a file.
//!
//! Invariant: a restart, a kill or an endpoint that is down loses no event; one that cannot be kept is said and counted.
//!
//! Two engines on one state folder, during a hand-over: each writes its own segment, and one of them delivers.

mod deliver;
mod endpoint;
mod event;
mod kept;
mod outbox;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub use endpoint::{Endpoint, NotificationsConfig};
pub(crate) use event::{Action, Actor, Event, Reference, RequestRecord, Source, Target};
pub use kept::{Kept, KeptEvent, Standing, kept, replay, test};

use crate::registry::log::Log;
use crate::sys::{fs, lock};
use deliver::Courier;
use outbox::{Reader, Writer};

/// The outbox in the state folder.
const OUTBOX: &str = "outbox";
/// How often it is tried to become the one that delivers.
const TURN: Duration = Duration::from_millis(500);

/// Those who are told, and the outbox between.
#[derive(Debug)]
pub(crate) struct Notifications {
    /// Whether a manifest's event lists what it refers to.
    pub(crate) includes_references: bool,
    writer: Mutex<Writer>,
    shared: Arc<Shared>,
    source: Source,
    log: Log,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// What the threads share.
#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Grows with every event.
    count: u64,
    is_over: bool,
    /// How far each endpoint has been told, when it last had nothing to do.
    places: BTreeMap<String, BTreeMap<String, u64>>,
    endpoints: usize,
}

impl Shared {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self) -> u64 {
        self.state().count
    }

    fn is_over(&self) -> bool {
        self.state().is_over
    }

    /// Waits for an event beyond the `seen`-th, or so long. `false`: the engine stops.
    fn wait(&self, seen: u64, limit: Duration) -> bool {
        let still = |state: &mut State| state.count == seen && !state.is_over;
        let waited = self.bell.wait_timeout_while(self.state(), limit, still);
        !waited.unwrap_or_else(PoisonError::into_inner).0.is_over
    }

    /// Waits so long, whatever happens. `false`: the engine stops.
    fn pause(&self, limit: Duration) -> bool {
        let waited = self.bell.wait_timeout_while(self.state(), limit, |state| !state.is_over);
        !waited.unwrap_or_else(PoisonError::into_inner).0.is_over
    }

    /// Removes what every endpoint has been told of, once all have said how far they are.
    fn sweep(&self, name: &str, told: &BTreeMap<String, u64>) {
        let mut state = self.state();
        state.places.insert(name.to_owned(), told.clone());
        if state.places.len() < state.endpoints {
            return;
        }
        let places: Vec<_> = state.places.values().cloned().collect();
        drop(state);
        // What cannot be removed now is tried again at the next lull.
        let _ = outbox::sweep(&self.folder, &places);
    }
}

impl Notifications {
    /// Begins to tell the endpoints of `config`, with the outbox below `state`.
    ///
    /// # Errors
    /// When the outbox cannot be made or read.
    pub(crate) fn begin(
        config: &NotificationsConfig,
        state: &Path,
        source: Source,
        log: &Log,
    ) -> io::Result<Self> {
        let folder = state.join(OUTBOX);
        fs::make_directory(&folder, fs::Access::mode(0o700))?;
        let endpoints = config.endpoints.len();
        let shared = Arc::new(Shared {
            folder: folder.clone(),
            state: Mutex::new(State { endpoints, ..State::default() }),
            bell: Condvar::new(),
        });
        let mut couriers = Vec::new();
        for endpoint in &config.endpoints {
            couriers.push(Courier {
                reader: Reader::open(&folder, &endpoint.name)?,
                endpoint: endpoint.clone(),
                shared: Arc::clone(&shared),
                log: log.clone(),
            });
        }
        let starter = Arc::clone(&shared);
        let dispatcher = std::thread::Builder::new().name("notifications".to_owned());
        let dispatcher = dispatcher.spawn(move || deliver(&starter, couriers))?;
        Ok(Self {
            includes_references: config.includes_references,
            writer: Mutex::new(Writer::new(&folder)),
            shared,
            source,
            log: log.clone(),
            threads: Mutex::new(vec![dispatcher]),
        })
    }

    /// Keeps an event for the endpoints. One that cannot be kept is said.
    pub(crate) fn tell(&self, action: Action, target: Target, request: RequestRecord, actor: Actor) {
        let event = Event {
            id: uuid::Uuid::new_v4().to_string(),
            timestamp: crate::registry::log::timestamp(),
            action,
            target,
            request,
            actor,
            source: self.source.clone(),
        };
        let kept = self.writer.lock().unwrap_or_else(PoisonError::into_inner).keep(&event);
        match kept {
            Ok(0) => {}
            Ok(lost) => {
                self.log.error("the outbox is full: the oldest notifications are lost", &[("events", &lost)]);
            }
            Err(error) => {
                self.log.error(
                    "a notification is lost: the outbox could not be written",
                    &[("err.detail", &error)],
                );
            }
        }
        self.shared.state().count += 1;
        self.shared.bell.notify_all();
    }

    /// Stops telling; what is left is told after the next start. Waits for tries in flight up to `limit`.
    pub(crate) fn stop(&self, limit: Duration) {
        self.shared.state().is_over = true;
        self.shared.bell.notify_all();
        let until = Instant::now() + limit;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        while !threads.iter().all(JoinHandle::is_finished) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        threads.clear();
    }
}

/// Runs the couriers as soon as no other process does.
fn deliver(shared: &Arc<Shared>, couriers: Vec<Courier>) {
    let path = shared.folder.join("deliver.lock");
    let _held = loop {
        match lock::take(&path) {
            Ok(Some(held)) => break held,
            Ok(None) | Err(_) if !shared.pause(TURN) => return,
            Ok(None) | Err(_) => {}
        }
    };
    std::thread::scope(|scope| {
        for courier in couriers {
            scope.spawn(move || courier.run());
        }
    });
}
