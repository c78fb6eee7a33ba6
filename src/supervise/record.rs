//! What a supervisor writes down of each process, so that the next one knows it.
//!
//! A process is the one written down only if it was started at the same tick of the same boot: a process id alone
//! may belong to anyone by then.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::definition::Definition;
use crate::sys::fs::{self, Access};
use crate::sys::{Root, process};

/// One process of one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Its id.
    pub(crate) pid: u32,
    /// When it was started, in the kernel's ticks.
    pub(crate) start_time: u64,
    /// The boot that those ticks count from.
    pub(crate) boot: String,
    /// What it was started from.
    pub(crate) definition: Definition,
}

/// Whether the record in `path` is that of the process `pid`.
pub(crate) fn names(path: &Path, pid: u32) -> bool {
    let record = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
    record.is_some_and(|record| record.pid == pid && record.is_alive())
}

/// Where the process of a service is written down.
pub(crate) fn path(root: &Root, service: &str) -> PathBuf {
    root.join("/run/wharf/services").join(format!("{service}.json"))
}

impl Record {
    /// The record of a process that was just made; `None` when it is gone already.
    pub(crate) fn of(pid: u32, definition: &Definition) -> Option<Self> {
        let start_time = process::start_time(pid)?;
        Some(Self { pid, start_time, boot: process::boot(), definition: definition.clone() })
    }

    /// Whether its process lives.
    pub(crate) fn is_alive(&self) -> bool {
        process::start_time(self.pid) == Some(self.start_time) && process::boot() == self.boot
    }

    /// Writes it down.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn write(&self, root: &Root, service: &str) -> io::Result<()> {
        let text = serde_json::to_vec(self).map_err(io::Error::other)?;
        fs::replace(&path(root, service), &text, Access::mode(0o600))
    }
}

/// Forgets the process of a service.
pub(crate) fn forget(root: &Root, service: &str) {
    let _ = fs::remove(&path(root, service));
}

/// The processes of an earlier supervisor that still live, by service. What cannot be read is forgotten.
pub(crate) fn survivors(root: &Root) -> Vec<(String, Record)> {
    let names = fs::list(&root.join("/run/wharf/services")).unwrap_or_default();
    let mut survivors = Vec::new();
    for name in names.iter().filter_map(|name| name.strip_suffix(".json")) {
        let record = fs::read(&path(root, name)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        match record {
            Some(record) if Record::is_alive(&record) => survivors.push((name.to_owned(), record)),
            _ => forget(root, name),
        }
    }
    survivors
}
