//! Starting a supervisor that outlives whoever needed it.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use thiserror::Error;

use super::client::{Client, ClientError};
use super::exec::{Setup, base_environment};
use super::systemd;
use crate::problem::Hint;
use crate::sys::append::{self, Appender};
use crate::sys::fs::{self, Access};
use crate::sys::process::{self, Launch};
use crate::sys::{Root, socket};

/// How long a supervisor may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is asked.
const GLANCE: Duration = Duration::from_millis(5);

/// A supervisor that did not come up.
#[derive(Debug, Error)]
pub enum StartError {
    /// It could not be started.
    #[error("could not start the supervisor")]
    Refused(#[source] std::io::Error),
    /// It ended, or does not answer.
    #[error("the supervisor {what}; its log is {log}")]
    Silent {
        /// `ended: exit 1` or `does not answer`
        what: String,
        /// Where it logs.
        log: PathBuf,
        /// The end of that log.
        lines: Vec<String>,
    },
    /// systemd could not start it.
    #[error("systemd could not start `{unit}`: {0}", unit = systemd::UNIT_NAME)]
    Unit(String),
    /// It is there and cannot be asked.
    #[error("could not ask the supervisor that was started")]
    Unreachable(#[source] ClientError),
}

impl Hint for StartError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Silent { lines, .. } if !lines.is_empty() => {
                Some(format!("it said last\n    {}", lines.join("\n    ")))
            }
            Self::Silent { .. } | Self::Refused(_) => None,
            Self::Unit(_) => Some(format!("see `journalctl -u {}`", systemd::UNIT_NAME)),
            Self::Unreachable(error) => error.hint(),
        }
    }
}

/// Has systemd start the unit, which is `Type=notify`: it comes back when the supervisor answers.
fn start_unit(root: &Root) -> Result<Client, StartError> {
    systemd::ask(&["start", systemd::UNIT_NAME]).map_err(StartError::Unit)?;
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(client) = Client::connect(root).map_err(StartError::Unreachable)? {
            return Ok(client);
        }
        if Instant::now() >= until {
            return Err(StartError::Unit("it runs and does not answer".to_owned()));
        }
        thread::sleep(GLANCE);
    }
}

/// Starts the supervisor of `root` and waits until it answers: through systemd where it was installed there, else as
/// `program serve` in a session of its own, which logs into `/var/log/gitlab/wharf/current`.
pub fn start_in_background(root: &Root, program: &Path) -> Result<Client, StartError> {
    if systemd::has_unit(root) {
        return start_unit(root);
    }
    let folder = root.join("/var/log/gitlab/wharf");
    let log = folder.join("current");
    let start = || -> std::io::Result<u32> {
        fs::make_directories(&root.join("/var/log/gitlab"))?;
        fs::make_directory(&folder, Access::mode(0o700))?;
        let argv = [program, Path::new("--root"), root.path(), Path::new("serve")];
        let setup = Setup {
            argv: argv.iter().map(|part| part.to_string_lossy().into_owned()).collect(),
            ..Setup::default()
        };
        process::start(Launch {
            program: program.to_owned(),
            arguments: setup.arguments(),
            environment: base_environment(),
            input: socket::nothing()?,
            output: Appender::open(&log, 0o640)?.into_descriptor(),
        })
    };
    let pid = start().map_err(StartError::Refused)?;
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(client) = Client::connect(root).map_err(StartError::Unreachable)? {
            return Ok(client);
        }
        let ended = process::reap(pid);
        if ended.is_some() || Instant::now() >= until {
            let what = ended.map_or_else(|| "does not answer".to_owned(), |ended| format!("ended: {ended}"));
            let bytes = append::tail(&log, 4096);
            let lines: Vec<String> = String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect();
            let surplus = lines.len().saturating_sub(5);
            return Err(StartError::Silent { what, log, lines: lines.into_iter().skip(surplus).collect() });
        }
        thread::sleep(GLANCE);
    }
}
