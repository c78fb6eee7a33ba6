//! What clients ask of the supervisor, done.

use super::life::{Event, Phase};
use super::protocol::{Reply, Request, Status};
use super::supervisor::{ExitReason, Process, Supervisor};
use crate::sys::process;
use crate::sys::signals::Signal;

impl Supervisor {
    /// Does what a client asks, without waiting for it to take effect.
    pub(super) fn obey(&mut self, request: Request) -> Reply {
        // One that ended in this turn is gone for whoever asks in this turn.
        self.forget_removed();
        match request {
            Request::Status => Reply::Status { services: self.status() },
            Request::Start { service } => self.change(&service, Event::Start),
            Request::Stop { service } => self.change(&service, Event::Stop),
            Request::Restart { service } => self.change(&service, Event::Restart),
            Request::Once { service } => self.change(&service, Event::Once),
            Request::Reload { service } => match self.refusal(&service, true) {
                Some(refusal) => refusal,
                None => or_refuse(self.reload(&service)),
            },
            Request::Signal { service, signal } => self.pass_on(&service, signal),
            Request::Rescan => match self.ending {
                Some(_) => is_ending(),
                None => self.rescan(),
            },
            Request::Shutdown => {
                self.end(ExitReason::Asked);
                Reply::Done
            }
        }
    }

    /// Why nothing can be asked of this service, if so; `is_start` asks for more than its end.
    fn refusal(&self, service: &str, is_start: bool) -> Option<Reply> {
        if !self.members.contains_key(service) {
            return Some(Reply::Unknown { service: service.to_owned(), known: self.names() });
        }
        (is_start && self.ending.is_some()).then(is_ending)
    }

    fn change(&mut self, service: &str, event: Event) -> Reply {
        let is_start = event != Event::Stop;
        if let Some(refusal) = self.refusal(service, is_start) {
            return refusal;
        }
        // An administrator's start uses the definition as it is now, or says what is wrong with it.
        if is_start && let Err(message) = self.refresh(service) {
            return Reply::Refused { message };
        }
        self.happen(service, event);
        Reply::Done
    }

    fn pass_on(&mut self, service: &str, signal: Signal) -> Reply {
        if let Some(refusal) = self.refusal(service, false) {
            return refusal;
        }
        let Some(member) = self.members.get(service) else { return Reply::Done };
        let is_up = matches!(member.life.phase, Phase::Starting | Phase::Ready);
        if is_up && member.definition.reload_signal == Some(signal) {
            return or_refuse(self.reload(service));
        }
        if let Some(process) = &member.process {
            process::signal(process.pid, signal);
        }
        Reply::Done
    }

    fn status(&self) -> Vec<Status> {
        let now = self.now();
        self.members
            .iter()
            .map(|(name, member)| {
                let process = member.process.as_ref();
                Status {
                    service: name.clone(),
                    phase: member.life.phase,
                    wanted: member.life.want,
                    pid: process.map(|process| process.pid),
                    seconds: now.saturating_sub(member.life.since).as_secs(),
                    last_exit: member.last_exit.clone(),
                    restart_inputs: process.and_then(|process| process.restart_inputs.clone()),
                    reload_inputs: process.and_then(|process| process.reload_inputs.clone()),
                    is_reloading: process.is_some_and(|process| process.reloading.is_some()),
                    has_old_program: process.is_some_and(Process::has_old_program),
                    is_normally_up: member.is_normally_up,
                    starts: member.starts,
                    supervisor_pid: process::id(),
                    supervisor_seconds: now.as_secs(),
                }
            })
            .collect()
    }
}

fn is_ending() -> Reply {
    Reply::Refused { message: "the supervisor is stopping".to_owned() }
}

fn or_refuse(outcome: Result<(), String>) -> Reply {
    match outcome {
        Ok(()) => Reply::Done,
        Err(message) => Reply::Refused { message },
    }
}
