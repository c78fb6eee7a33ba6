//! Telling a service to read its files again, and seeing that it has.
//!
//! Invariant: what a service reads again counts as read only when that is proven. Where a proof is asked for, a client
//! that dies in between loses nothing: the supervisor goes on watching. Until then, and after a reload that did not come
//! about, nobody knows what the service has read, so another one is due.

use std::time::Duration;

use super::life::Phase;
use super::supervisor::{Process, Supervisor};
use crate::sys::process;

/// How often it is looked for the proof.
pub(super) const GLANCE: Duration = Duration::from_millis(10);
/// How long a service may take to read its files again.
const PATIENCE: Duration = Duration::from_secs(15);

/// A reload that is not proven yet.
#[derive(Debug)]
pub(super) struct Reloading {
    /// The digest of what is being read.
    digest: String,
    /// The workers that served when the signal was sent.
    before: Vec<u32>,
    /// It has failed if it is not proven by then.
    until: Duration,
}

/// What a look at the workers says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Only new ones serve.
    Proven,
    /// Old ones still do.
    NotYet,
    /// They had their time.
    Refused,
}

impl Supervisor {
    /// Reads the definition again and reloads the service, or restarts one that cannot reload.
    pub(super) fn reload(&mut self, name: &str) -> Result<(), String> {
        self.refresh(name)?;
        let Some(member) = self.members.get(name) else { return Ok(()) };
        let is_running = matches!(member.life.phase, Phase::Starting | Phase::Ready);
        if member.definition.reload_signal.is_some() {
            self.happen(name, super::life::Event::Reload);
        } else if is_running {
            self.happen(name, super::life::Event::Restart);
        }
        Ok(())
    }

    /// Sends the signal; what the service reads again is taken just before.
    pub(super) fn tell_to_reload(&mut self, name: &str) {
        let now = self.now();
        let Some(member) = self.members.get_mut(name) else { return };
        let Some(signal) = member.definition.reload_signal else { return };
        let Some(process) = &mut member.process else { return };
        let digest = member.definition.reload_inputs();
        if member.definition.reload_workers {
            let before = serving_workers(process.pid);
            process.reloading = Some(Reloading { digest, before, until: now + PATIENCE });
            // Old files or new ones: nobody knows until it is proven, and whoever asks must not take it for either.
            process.reload_inputs = None;
        } else {
            process.reload_inputs = Some(digest);
        }
        process::signal(process.pid, signal);
        self.report(&format!("{name}: told to reload"));
    }

    /// Looks whether reloads have come about.
    pub(super) fn watch_reloads(&mut self) {
        let now = self.now();
        let mut refused = Vec::new();
        for (name, member) in &mut self.members {
            let Some(process) = &mut member.process else { continue };
            match process.look(now) {
                None | Some(Look::NotYet) => {}
                Some(Look::Proven) => {
                    process.reload_inputs = process.reloading.take().map(|reloading| reloading.digest);
                }
                Some(Look::Refused) => {
                    process.reloading = None;
                    refused.push(name.clone());
                }
            }
        }
        for name in refused {
            self.report(&format!("{name}: did not take its new files: the old workers still serve"));
        }
    }
}

impl Process {
    /// Whether another program lies where its own was when it was started. One that is gone is being replaced.
    pub(super) fn has_old_program(&self) -> bool {
        self.survivor.is_none() && self.definition.program_file().is_some_and(|file| Some(file) != self.file)
    }

    fn look(&self, now: Duration) -> Option<Look> {
        let reloading = self.reloading.as_ref()?;
        Some(match judge(&reloading.before, &serving_workers(self.pid)) {
            Look::NotYet if now >= reloading.until => Look::Refused,
            look => look,
        })
    }
}

/// Whether only new workers serve. A master that could not take its files keeps the old ones.
fn judge(before: &[u32], now: &[u32]) -> Look {
    let are_new = !now.is_empty() && now.iter().all(|worker| !before.contains(worker));
    if are_new { Look::Proven } else { Look::NotYet }
}

/// The workers that take new connections: NGINX writes into the title of those that only finish old ones.
fn serving_workers(master: u32) -> Vec<u32> {
    process::children(master)
        .into_iter()
        .filter(|(_, title)| title.contains("worker process") && !title.contains("shutting down"))
        .map(|(pid, _)| pid)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reload_is_proven_by_new_workers_alone() {
        for (name, before, now, look) in [
            ("the old one still serves", &[7][..], &[7][..], Look::NotYet),
            ("both do", &[7], &[7, 8], Look::NotYet),
            ("the new one alone", &[7], &[8], Look::Proven),
            ("none for a moment", &[7], &[], Look::NotYet),
            ("the first ever", &[], &[8], Look::Proven),
        ] {
            assert_eq!(judge(before, now), look, "{name}");
        }
    }
}
