//! Makes a plan true, or leaves the host as it was.
//!
//! The order of effects is the guarantee:
//! **lock** → **stage** what changes in a tree of its own → **check**: every reader is asked about its staged
//! file → **begin**: what is there now is written down → **commit**: each file replaced whole → **switch**: it is
//! written down that all are → **services**: stopped, started, restarted or reloaded until they are up → **prove**: asked from outside, as clients do → **finish**:
//! the run becomes a generation → on any failure **undo**: files first, in reverse, then the services on them.
//!
//! Invariant: nothing outside the stage is touched before every check has passed.
//!
//! Invariant: who dies between begin and finish has changed nothing: the next one finds what was written down, and
//! puts it back.

mod check;

use crate::plan::{Plan, Step};
use crate::problem::Hint;

pub use check::{CheckError, NginxCheck, Reader, check};

/// What can carry out a step on a real host, or pretend to.
pub trait Host {
    /// Writes down what is there now, before the first step.
    ///
    /// # Errors
    /// When that is refused; nothing has changed then.
    fn begin(&mut self, plan: &Plan) -> Result<(), HostError>;
    /// Writes down that every file is the new one, before the first service.
    ///
    /// # Errors
    /// When that is refused.
    fn switch(&mut self) -> Result<(), HostError>;
    /// Writes down that files go back, before the first of them does.
    ///
    /// # Errors
    /// When that is refused; the files go back all the same.
    fn turn_back(&mut self) -> Result<(), HostError>;
    /// Looks at the whole from outside, after the last service, as clients do.
    ///
    /// # Errors
    /// When clients would not be served; the run is then put back.
    fn prove(&mut self) -> Result<(), HostError>;
    /// Ends a run whose every step was carried out.
    ///
    /// # Errors
    /// When that is refused; the run is then put back.
    fn finish(&mut self) -> Result<(), HostError>;
    /// Ends a run that was put back.
    ///
    /// # Errors
    /// When that is refused; the next run then puts it back once more.
    fn forget(&mut self) -> Result<(), HostError>;
    /// Carries out one step; a service step returns when the service is up (or down) as asked.
    ///
    /// # Errors
    /// When the step could not be carried out; it has then had no lasting effect beyond what its inverse takes back.
    fn carry_out(&mut self, step: &Step) -> Result<(), HostError>;
}

/// Why a step could not be carried out: what was being done, and the system's reason.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct HostError {
    /// What was being done, to what.
    pub message: String,
    /// More lines for people, such as the last log lines of a service; empty when there are none.
    pub detail: String,
    /// The system's reason.
    #[source]
    pub source: Option<std::io::Error>,
}

impl HostError {
    /// An error that tells by itself what was being done.
    #[must_use]
    pub fn of(error: impl std::error::Error) -> Self {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        Self { message: format!("{error}{cause}"), detail: String::new(), source: None }
    }

    /// An error of the system while something was done.
    #[must_use]
    pub fn new(message: impl Into<String>, source: std::io::Error) -> Self {
        Self { message: message.into(), detail: String::new(), source: Some(source) }
    }
}

/// A plan that could not be applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Everything is as it was.
    #[error("could not apply the plan; every file and service is as it was")]
    Undone(#[source] HostError),
    /// Something could not be put back.
    #[error("could not apply the plan, nor put back {}", stuck.join(", "))]
    Mixed {
        /// What could not be put back.
        stuck: Vec<String>,
        /// Why the plan could not be applied.
        #[source]
        source: HostError,
    },
}

impl ApplyError {
    /// The error of the step that failed.
    #[must_use]
    pub fn cause(&self) -> &HostError {
        match self {
            Self::Undone(source) | Self::Mixed { source, .. } => source,
        }
    }
}

impl Hint for ApplyError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Undone(_) => None,
            Self::Mixed { .. } => {
                Some("run `wharf reconfigure` again: it starts from what is on disk".to_owned())
            }
        }
    }
}

/// Carries out every step in order. A step that fails undoes the ones before it, and itself.
///
/// # Errors
/// [`ApplyError::Undone`] when the host is as it was, [`ApplyError::Mixed`] when it is not.
pub fn apply(plan: &Plan, host: &mut impl Host) -> Result<(), ApplyError> {
    let (done, source) = match carry_out(plan, host) {
        Ok(()) => return Ok(()),
        Err(failed) => failed,
    };
    let mut stuck = undo(plan.steps.get(..done).unwrap_or(&plan.steps), host);
    if stuck.is_empty() && host.forget().is_err() {
        stuck.push("the journal of this run".to_owned());
    }
    Err(if stuck.is_empty() { ApplyError::Undone(source) } else { ApplyError::Mixed { stuck, source } })
}

/// Carries out every step. The error tells how many were begun.
fn carry_out(plan: &Plan, host: &mut impl Host) -> Result<(), (usize, HostError)> {
    let first_service = plan.steps.iter().position(|step| matches!(step, Step::Service { .. }));
    let first_service = first_service.unwrap_or(plan.steps.len());
    host.begin(plan).map_err(|error| (0, error))?;
    for (number, step) in plan.steps.iter().enumerate() {
        if number == first_service {
            host.switch().map_err(|error| (number, error))?;
        }
        host.carry_out(step).map_err(|error| (number + 1, error))?;
    }
    let all = plan.steps.len();
    if first_service == all {
        host.switch().map_err(|error| (all, error))?;
    }
    host.prove().map_err(|error| (all, error))?;
    host.finish().map_err(|error| (all, error))
}

/// Takes back `begun`: files, folders and links in reverse, then the services that read them.
/// Answers what could not be put back.
fn undo(begun: &[Step], host: &mut impl Host) -> Vec<String> {
    let (services, others): (Vec<&Step>, Vec<&Step>) =
        begun.iter().partition(|step| matches!(step, Step::Service { .. }));
    let mut stuck = Vec::new();
    let mut take_back = |steps: &[&Step], host: &mut dyn Host| {
        for inverse in steps.iter().rev().filter_map(|step| step.inverse()) {
            if host.carry_out(&inverse).is_err() {
                stuck.push(inverse.subject());
            }
        }
    };
    // A service that crashes just now must not start on half of them; what is not written down keeps no file back.
    let _ = host.turn_back();
    take_back(&others, host);
    if !services.is_empty() {
        let _ = host.switch();
    }
    take_back(&services, host);
    stuck
}

#[cfg(test)]
mod tests;
