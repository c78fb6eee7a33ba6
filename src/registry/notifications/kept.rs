//! The outbox as the commands see it: what waits, what was put aside, and how an endpoint is told once more.
//!
//! Everything goes by the files, whether the engine runs or not; it finds what is to be told again at its next look.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::event::{Action, Actor, Event, RequestRecord, Source, Target};
use super::outbox::Reader;
use super::{Endpoint, OUTBOX, deliver};
use crate::sys::blob_file;

/// Where an event stands with an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It has not been told yet.
    Waiting,
    /// It was refused too often, and is told once more.
    Again,
    /// It was refused too often.
    Aside,
}

/// An event that an endpoint has not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptEvent {
    /// Where it stands.
    pub standing: Standing,
    /// Its id.
    pub id: String,
    /// When it happened (RFC 3339).
    pub timestamp: String,
    /// `push`, `pull`, `mount` or `delete`.
    pub action: String,
    /// In which repository.
    pub repository: String,
    /// By which tag; empty where by none.
    pub tag: String,
    /// Of what; empty for a tag that was deleted.
    pub digest: String,
}

/// What one endpoint has not taken, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Its name.
    pub endpoint: String,
    /// The events; those that were put aside at the end.
    pub events: Vec<KeptEvent>,
}

impl Kept {
    /// How many events stand so.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.events.iter().filter(|event| event.standing == standing).count()
    }
}

fn shown(standing: Standing, event: Event) -> KeptEvent {
    KeptEvent {
        standing,
        id: event.id,
        timestamp: event.timestamp,
        action: event.action.name().to_owned(),
        repository: event.target.repository,
        tag: event.target.tag,
        digest: event.target.digest,
    }
}

/// What `endpoint` has not taken, by the outbox in the state folder `state`.
///
/// # Errors
/// When the outbox is there and cannot be read.
pub fn kept(state: &Path, endpoint: &Endpoint) -> io::Result<Kept> {
    let folder = state.join(OUTBOX);
    let mut events = Vec::new();
    if blob_file::is_directory(&folder) {
        let reader = Reader::look(&folder, &endpoint.name)?;
        let mut aside = Vec::new();
        reader.put_aside_so_far(|event| aside.push(shown(Standing::Aside, event)))?;
        reader.waiting(|is_again, event| {
            if endpoint.wants(&event) {
                let standing = if is_again { Standing::Again } else { Standing::Waiting };
                events.push(shown(standing, event));
            }
        })?;
        events.append(&mut aside);
    }
    Ok(Kept { endpoint: endpoint.name.clone(), events })
}

/// What was put aside for the endpoint `name` is told once more. `false`: nothing was put aside.
///
/// # Errors
/// When the outbox cannot be written.
pub fn replay(state: &Path, name: &str) -> io::Result<bool> {
    let folder = state.join(OUTBOX);
    if !blob_file::is_directory(&folder) {
        return Ok(false);
    }
    Reader::look(&folder, name)?.tell_again()
}

/// Tells `endpoint` of a pull that never was, once, as the engine tells it of others. Answers the status and whether it
/// says that the event was taken; the error says why there is no answer.
///
/// # Errors
/// When it cannot be reached, or does not answer in time.
pub fn test(endpoint: &Endpoint) -> Result<(u16, bool), String> {
    let event = Event {
        id: uuid::Uuid::new_v4().to_string(),
        timestamp: crate::registry::log::timestamp(),
        action: Action::Pull,
        target: Target {
            media_type: "application/octet-stream".to_owned(),
            repository: "wharf-events-test".to_owned(),
            ..Target::default()
        },
        request: RequestRecord { method: "GET".to_owned(), ..RequestRecord::default() },
        actor: Actor::default(),
        source: Source { addr: crate::sys::network::host_name(), instance: String::new() },
    };
    let status = deliver::post(&deliver::agent(endpoint), endpoint, &[event])?;
    Ok((status, deliver::is_taken(status)))
}
