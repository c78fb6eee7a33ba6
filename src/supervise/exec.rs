//! The last steps of a new process before it becomes a service, run in that process: `wharf supervise-exec`.
//!
//! Why not a hook between fork and exec: that needs unsafe code and copies the page tables of the supervisor. This
//! program is small, starts in two milliseconds and may use the whole language.
//!
//! What goes wrong is written to standard input, which is a pipe to the supervisor until the service has it as
//! `/dev/null`, and to the log.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use thiserror::Error;

use super::record;
use crate::sys::pipe;
use crate::sys::session::{self, Account};
use crate::sys::{environment, fs, process, signals};

/// The exit code of a service whose program could not be started, as shells give it.
const NOT_STARTED: u8 = 127;

/// How long a supervisor may take to write down a process that it made.
const WRITTEN_DOWN: Duration = Duration::from_secs(5);

/// Where programs are looked for when the supervisor itself was not told.
const USUAL_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What a service gets.
#[derive(Debug, Default, clap::Args)]
pub struct Setup {
    /// The user to run as
    #[arg(long)]
    pub user: Option<String>,
    /// The group to run as
    #[arg(long)]
    pub group: Option<String>,
    /// The working folder
    #[arg(long)]
    pub directory: Option<PathBuf>,
    /// A folder of variables, a file each
    #[arg(long)]
    pub env_directory: Option<PathBuf>,
    /// The file in which the supervisor writes this process down; it becomes the service only after that
    #[arg(long, requires = "supervisor")]
    pub record: Option<PathBuf>,
    /// The supervisor's process
    #[arg(long)]
    pub supervisor: Option<u32>,
    /// The program and its arguments
    #[arg(required = true, last = true)]
    pub argv: Vec<String>,
}

impl Setup {
    /// The arguments that give this setup again.
    pub(crate) fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec!["supervise-exec".into()];
        let mut add = |name: &str, value: Option<OsString>| {
            if let Some(value) = value {
                arguments.push(name.into());
                arguments.push(value);
            }
        };
        add("--user", self.user.clone().map(Into::into));
        add("--group", self.group.clone().map(Into::into));
        add("--directory", self.directory.clone().map(Into::into));
        add("--env-directory", self.env_directory.clone().map(Into::into));
        add("--record", self.record.clone().map(Into::into));
        add("--supervisor", self.supervisor.map(|pid| pid.to_string().into()));
        arguments.push("--".into());
        arguments.extend(self.argv.iter().map(OsString::from));
        arguments
    }
}

/// The variables that the supervisor hands to this program, and this program to the service.
pub(crate) fn base_environment() -> Vec<(String, String)> {
    let path = environment::variable("PATH").unwrap_or_else(|| USUAL_PATH.to_owned());
    let home =
        environment::variable("HOME").unwrap_or_else(|| session::own_home().to_string_lossy().into_owned());
    vec![("PATH".to_owned(), path), ("HOME".to_owned(), home)]
}

/// A step that was refused.
#[derive(Debug, Error)]
#[error("could not {step}: {source}")]
struct Refused {
    step: String,
    source: std::io::Error,
}

/// Becomes the service. Answers only when that is refused, with the exit code.
#[must_use]
pub fn run(setup: &Setup) -> u8 {
    if let Err(error) = session::close_inherited() {
        let _ = writeln!(std::io::stderr(), "wharf: could not look for inherited files: {error}");
    }
    let mut report = match pipe::take_standard_input() {
        Ok(report) => report,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "wharf: could not open /dev/null: {error}");
            return NOT_STARTED;
        }
    };
    let Err(refused) = prepare_and_become(setup);
    let _ = write!(report, "{refused}");
    let _ = writeln!(std::io::stderr(), "wharf: {refused}");
    NOT_STARTED
}

fn prepare_and_become(setup: &Setup) -> Result<std::convert::Infallible, Refused> {
    let refuse = |step: String| move |source| Refused { step, source };
    session::start_own().map_err(refuse("start a session".to_owned()))?;
    if let (Some(path), Some(supervisor)) = (&setup.record, setup.supervisor) {
        wait_until_written_down(path, supervisor).map_err(refuse("start without a supervisor".to_owned()))?;
    }
    session::set_usual_mask();
    session::raise_file_limit().map_err(refuse("raise the limit of open files".to_owned()))?;
    let mut variables: Vec<(String, OsString)> =
        base_environment().into_iter().map(|(name, value)| (name, value.into())).collect();
    let account = match &setup.user {
        Some(user) => {
            let step = || format!("become the user `{user}`");
            Some((Account::look_up(user, setup.group.as_deref()).map_err(refuse(step()))?, step()))
        }
        None => None,
    };
    if let Some((account, _)) = &account {
        set(&mut variables, "HOME", account.home.clone().into());
    }
    // Read before the user changes: the folder is for those who may start services, not for all services.
    if let Some(folder) = &setup.env_directory {
        let step = || format!("read the environment in {}", folder.display());
        for (name, value) in read_variables(folder).map_err(refuse(step()))? {
            set(&mut variables, &name, value);
        }
    }
    let directory = setup.directory.as_deref().unwrap_or(Path::new("/"));
    session::enter(directory).map_err(refuse(format!("enter {}", directory.display())))?;
    if let Some((account, step)) = account {
        account.assume().map_err(refuse(step))?;
    }
    signals::unblock_all().map_err(refuse("let signals through".to_owned()))?;
    let program = setup.argv.first().map(String::as_str).unwrap_or_default();
    Err(Refused {
        step: format!("start {program}"),
        source: process::become_program(&setup.argv, &variables),
    })
}

/// Waits until the supervisor has written this process down, so that no service runs that the next one would not
/// know. A supervisor that died before it could is an error; one that lives and cannot write is not waited for long.
fn wait_until_written_down(path: &Path, supervisor: u32) -> std::io::Result<()> {
    let deadline = Instant::now() + WRITTEN_DOWN;
    while !record::names(path, process::id()) && Instant::now() < deadline {
        if process::parent_id() != supervisor {
            return Err(std::io::Error::other("the supervisor ended while it started this"));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

fn set(variables: &mut Vec<(String, OsString)>, name: &str, value: OsString) {
    variables.retain(|(other, _)| other != name);
    variables.push((name.to_owned(), value));
}

/// A variable for each file of the folder, its whole content the value.
fn read_variables(folder: &Path) -> std::io::Result<Vec<(String, OsString)>> {
    let mut variables = Vec::new();
    for name in fs::list(folder)? {
        // Editors and atomic writers leave such names; none is a variable.
        if name.starts_with('.') || name.contains('=') {
            continue;
        }
        let value = fs::read(&folder.join(&name))?;
        if value.contains(&0) {
            return Err(std::io::Error::other(format!("the value of {name} holds a zero byte")));
        }
        variables.push((name, OsString::from_vec(value)));
    }
    Ok(variables)
}
