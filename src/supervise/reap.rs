//! Taking leave of processes that have ended.

use super::life::Event;
use super::record;
use super::supervisor::{ExitReason, Member, Supervisor};
use crate::sys::pipe::Message;
use crate::sys::process::{self, Ended, NextEnded};

impl Supervisor {
    /// Reaps every child that has ended, orphans too, and notices survivors that have.
    pub(super) fn reap(&mut self) {
        loop {
            match process::next_ended() {
                NextEnded::None => break,
                NextEnded::Child(pid) => self.take_leave_of(pid),
                NextEnded::Unnamed => {
                    let own = self.members.values().filter_map(|member| member.process.as_ref());
                    let mut own = own.filter(|process| process.survivor.is_none()).map(|process| process.pid);
                    match own.find(|pid| process::has_ended(*pid)) {
                        Some(pid) => self.take_leave_of(pid),
                        None => process::reap_any(),
                    }
                }
            }
        }
        let gone: Vec<(String, u32)> = self
            .members
            .iter()
            .filter_map(|(name, member)| Some((name, member.process.as_ref()?)))
            .filter(|(_, process)| process.survivor.as_ref().is_some_and(|record| !record.is_alive()))
            .map(|(name, process)| (name.clone(), process.pid))
            .collect();
        for (name, pid) in gone {
            process::kill_rest_of_group(pid);
            self.ended(&name, "unknown".to_owned());
        }
    }

    fn take_leave_of(&mut self, pid: u32) {
        // Killed before the leader is reaped: until then the number of the group is surely theirs.
        let owner = self.owner(pid);
        if owner.is_some() {
            process::kill_rest_of_group(pid);
        }
        let ended = process::reap(pid);
        if let Some(name) = owner {
            let text = ended.map_or_else(|| "unknown".to_owned(), |ended| ended.to_string());
            self.ended(&name, text);
        } else if self.first == Some(pid) {
            self.first = None;
            let code = match ended {
                Some(Ended::Code(code)) => u8::try_from(code).unwrap_or(1),
                _ => 1,
            };
            if code != 0 {
                self.end(ExitReason::FirstFailed(code));
            }
        }
    }

    fn owner(&self, pid: u32) -> Option<String> {
        let is_its = |member: &Member| {
            member.process.as_ref().is_some_and(|process| process.pid == pid && process.survivor.is_none())
        };
        self.members.iter().find(|(_, member)| is_its(member)).map(|(name, _)| name.clone())
    }

    fn ended(&mut self, name: &str, how: String) {
        let Some(member) = self.members.get_mut(name) else { return };
        let message = member.process.take().and_then(|process| process.message).map(Message::take);
        let how = message.filter(|message| !message.is_empty()).unwrap_or(how);
        if let Some(log) = &mut member.log {
            log.finish();
        }
        member.last_exit = Some(how.clone());
        record::forget(&self.root, name);
        self.report(&format!("{name}: ended: {how}"));
        self.happen(name, Event::Exited);
    }
}
