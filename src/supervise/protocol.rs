//! What is said over the control socket: one line of JSON each way, then the connection ends.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::life::{Phase, Want};
use crate::sys::Root;
use crate::sys::signals::Signal;

/// No request is longer.
pub(crate) const LONGEST_REQUEST: usize = 64 * 1024;

/// Where the supervisor of `root` listens.
pub(crate) fn socket(root: &Root) -> PathBuf {
    root.join("/run/wharf/control.sock")
}

/// What a client asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Request {
    /// How is every service?
    Status,
    /// It should be up.
    Start { service: String },
    /// It should be down.
    Stop { service: String },
    /// It should be a new process, with its files as they are now.
    Restart { service: String },
    /// It should run until it ends.
    Once { service: String },
    /// It should read its files again.
    Reload { service: String },
    /// It should get a signal.
    Signal { service: String, signal: Signal },
    /// Links and definitions should be read again.
    Rescan,
    /// Everything should stop.
    Shutdown,
}

/// What the supervisor answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub(crate) enum Reply {
    /// It is under way.
    Done,
    /// Every service.
    Status { services: Vec<Status> },
    /// There is no such service.
    Unknown { service: String, known: Vec<String> },
    /// It cannot be done.
    Refused { message: String },
}

/// How a service is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its name.
    pub service: String,
    /// What it is doing.
    pub phase: Phase,
    /// What is wanted of it.
    pub wanted: Want,
    /// Its process, while it has one.
    pub pid: Option<u32>,
    /// Seconds since it was started, or since it ended.
    pub seconds: u64,
    /// How its last process ended: `exit 1`, `signal KILL`, or why it could not be started.
    pub last_exit: Option<String>,
    /// The digest of what the running process read at its start.
    pub restart_inputs: Option<String>,
    /// The digest of what the running process read at its start or its last reload; `None` while that is not known.
    pub reload_inputs: Option<String>,
    /// Whether it was told to reload, and has not shown that it did.
    #[serde(default)]
    pub is_reloading: bool,
    /// Whether its program was replaced since it was started.
    #[serde(default)]
    pub has_old_program: bool,
    /// Whether it is started by itself: there is no file `down`.
    pub is_normally_up: bool,
    /// How often this supervisor has tried to make a process for it.
    pub starts: u64,
    /// The supervisor, which also writes the log.
    pub supervisor_pid: u32,
    /// Seconds since the supervisor began.
    pub supervisor_seconds: u64,
}

impl Status {
    /// Whether it runs, ready or not.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Starting | Phase::Ready | Phase::Stopping)
    }
}
