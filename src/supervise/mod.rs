//! The supervisor: starts services, keeps them up, writes their logs, answers at the control socket.
//!
//! ```text
//! scan.rs  links → definition.rs  service.toml ─┐
//! signals, probe.rs, control.rs, timers ────────┼→ life.rs  step() ─→ supervisor.rs  does it: exec.rs, log.rs
//! ```
//!
//! Invariant: one thread, one loop, nothing in it waits. Questions to services are asked by short-lived threads,
//! programs are started through this program's own `supervise-exec`, and a client that stalls is dropped.
//!
//! Invariant: a service and all it started are one session and one process group; what is left of the group when
//! its leader has ended is killed before the next start, so that no port stays taken.
//!
//! Invariant: a service's output goes into a pipe that both the supervisor and the service hold open at both ends.
//! A supervisor that dies breaks nobody's pipe, and the next one reads what was left in it.
//!
//! A supervisor that is killed leaves its services running. They are not adopted: the next supervisor finds them by
//! what the first wrote down (`record.rs`), stops them, each with its grace, and starts its own. It touches a
//! process only if it was started at the very tick that was written down.

mod announce;
mod aside;
mod background;
mod client;
mod compress;
mod control;
mod definition;
mod exec;
mod launch;
mod life;
mod log;
mod obey;
mod own_logs;
mod probe;
mod protocol;
mod reap;
mod record;
mod reload;
mod scan;
mod settle;
mod supervisor;
mod systemd;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use aside::{Aside, is_live as is_live_log};
pub use background::{StartError, start_in_background};
pub use client::{BegunRestart, Client, ClientError, NotReady};
pub use definition::{Definition, DefinitionError, Ready};
pub use exec::{Setup, run as become_service};
pub use life::{Phase, Want};
pub use log::stamp;
pub use protocol::Status;
pub use supervisor::{ExitReason, Options, RunError, run};
pub use systemd::{UNIT, UNIT_NAME, ask as ask_systemd, is_there as has_systemd};

/// The names of the enabled services of `root`, sorted.
///
/// # Errors
/// When the folder of links is there and cannot be read.
pub fn enabled_services(root: &crate::sys::Root) -> std::io::Result<Vec<String>> {
    scan::names(root)
}

/// The names of all services of `root` that have a definition, enabled or not, sorted.
///
/// # Errors
/// When the folder of definitions is there and cannot be read.
pub fn defined_services(root: &crate::sys::Root) -> std::io::Result<Vec<String>> {
    scan::defined(root)
}

/// The folders in which services log, by their names; one whose definition cannot be read is left out.
///
/// # Errors
/// When the folder of definitions is there and cannot be read.
pub fn log_folders(root: &crate::sys::Root) -> std::io::Result<BTreeMap<String, PathBuf>> {
    let names = scan::defined(root)?;
    let read = |name: String| {
        let file = root.join("/opt/gitlab/sv").join(&name).join("service.toml");
        Some((name, Definition::read(&file).ok()?.log_directory))
    };
    Ok(names.into_iter().filter_map(read).collect())
}

/// Whether the folder that the link of a service leads to is there.
#[must_use]
pub fn has_folder(root: &crate::sys::Root, service: &str) -> bool {
    scan::folder(root, service).is_dir()
}

/// Whether an enabled service is started by itself: there is no file `down` in its folder.
#[must_use]
pub fn is_normally_up(root: &crate::sys::Root, service: &str) -> bool {
    scan::is_normally_up(root, service)
}

/// The services that a supervisor which was killed left running, and their processes.
#[must_use]
pub fn survivors(root: &crate::sys::Root) -> Vec<(String, u32)> {
    record::survivors(root).into_iter().map(|(name, record)| (name, record.pid)).collect()
}

/// The processes that a supervisor which was killed left running; each leads a session of its own.
#[must_use]
pub fn left_running(root: &crate::sys::Root) -> Vec<u32> {
    record::survivors(root).into_iter().map(|(_, record)| record.pid).collect()
}
