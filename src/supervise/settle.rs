//! Before a service starts: no run may be half-way through the files.
//!
//! Invariant: no service starts on files of two runs. A run that was cut short is put back first; one that is at work
//! on the files is waited for.

use std::time::Duration;

use super::life::{Event, Phase, Service};
use super::supervisor::Supervisor;
use crate::journal;
use crate::sys::lock;

/// How often a run that is at work is looked at.
const GLANCE: Duration = Duration::from_millis(50);
/// How often it is tried again to put back what could not be.
const PATIENCE: Duration = Duration::from_secs(5);

impl Supervisor {
    /// How long a service must wait until it may start; `None`: it may now. What a run that was cut short had changed
    /// is put back on the way.
    pub(super) fn pause_before_start(&mut self) -> Option<Duration> {
        if !journal::is_open(&self.root) {
            return None;
        }
        // A lock that cannot be had for another reason will not be had later: the files are as good as they get.
        let held = lock::take(&self.root.join(journal::LOCK)).ok()?;
        let Some(held) = held else { return journal::is_switching(&self.root).then_some(GLANCE) };
        let stuck = match journal::recover(&self.root) {
            Ok(Some(recovered)) if recovered.stuck.is_empty() => {
                self.report("an earlier run was cut short; what it had changed is as it was before");
                drop(held);
                self.follow();
                return None;
            }
            Ok(None) => return None,
            Ok(Some(recovered)) => recovered.stuck.join(", "),
            Err(error) => error.to_string(),
        };
        self.report(&format!("an earlier run was cut short, and could not be put back: {stuck}"));
        Some(PATIENCE)
    }

    /// Lets the service wait for its start.
    pub(super) fn wait_to_start(&mut self, name: &str, pause: Duration) {
        let wake = Some(self.now() + pause);
        if let Some(member) = self.members.get_mut(name) {
            member.life = Service { phase: Phase::Backoff, wake, ..member.life };
        }
    }

    /// Takes in the files that were put back: who runs on others gets a new process, or reads them again.
    fn follow(&mut self) {
        self.rescan();
        let stale = |digest: &Option<String>, now: String| digest.as_ref() != Some(&now);
        let mut due = Vec::new();
        for (name, member) in &self.members {
            let Some(process) = member.process.as_ref().filter(|process| process.survivor.is_none()) else {
                continue;
            };
            if stale(&process.restart_inputs, member.definition.restart_inputs()) {
                due.push((name.clone(), Event::Restart));
            } else if stale(&process.reload_inputs, member.definition.reload_inputs()) {
                due.push((name.clone(), Event::Reload));
            }
        }
        for (name, event) in due {
            self.happen(&name, event);
        }
    }
}
