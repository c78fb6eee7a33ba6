//! Making a service's process, and telling it to read its files again.

use super::definition::{Definition, DefinitionError};
use super::exec::{Setup, base_environment};
use super::log::{Limits, Log};
use super::probe::{Answer, Probe};
use super::record::{self, Record};
use super::scan;
use super::supervisor::{Process, Supervisor};
use crate::sys::pipe::Message;
use crate::sys::process::{self, Launch};
use crate::sys::session::Account;

impl Supervisor {
    /// Reads the definition again; what is wrong with it, if something is. The old one stays then.
    pub(super) fn refresh(&mut self, name: &str) -> Result<(), String> {
        let Some(member) = self.members.get_mut(name) else { return Ok(()) };
        if member.is_removed {
            return Ok(());
        }
        let found = scan::service(&self.root, name.to_owned());
        member.is_normally_up = found.is_normally_up;
        match found.definition {
            Ok(definition) => {
                member.definition = definition;
                Ok(())
            }
            Err(error) => Err(with_cause(&error)),
        }
    }

    pub(super) fn open_log(&self, name: &str, definition: &Definition) -> std::io::Result<Log> {
        let pipe = self.root.join("/run/wharf/log").join(name);
        Log::open(&pipe, &definition.log_directory, Limits::of(definition))
    }

    pub(super) fn spawn(&mut self, name: &str) -> Result<(), String> {
        if let Err(why) = self.refresh(name) {
            self.report(&format!("{name}: starting it as it was before: {why}"));
        }
        let Some(member) = self.members.get_mut(name) else { return Ok(()) };
        member.starts += 1;
        let definition = member.definition.clone();
        // Under another root, or without the right to, every service runs as the supervisor's own user.
        let may_switch = self.root.is_machine() && process::user_id() == 0;
        let user = definition.user.clone().filter(|_| may_switch);
        let account = user
            .as_deref()
            .map(|user| Account::look_up(user, definition.group.as_deref()))
            .transpose()
            .map_err(|error| format!("could not look up its account: {error}"))?;
        let log = match self.members.get_mut(name).and_then(|member| member.log.take()) {
            Some(mut log) => {
                log.move_to(&definition.log_directory, Limits::of(&definition));
                log
            }
            None => self
                .open_log(name, &definition)
                .map_err(|error| format!("could not open the pipe of its log: {error}"))?,
        };
        let Some(member) = self.members.get_mut(name) else { return Ok(()) };
        let log = member.log.insert(log);
        // Taken before the start: a change after this moment shows as a difference, never the other way round.
        let restart_inputs = Some(definition.restart_inputs());
        let reload_inputs = Some(definition.reload_inputs());
        let file = definition.program_file();
        let setup = Setup {
            user,
            group: definition.group.clone().filter(|_| account.is_some()),
            directory: Some(definition.directory.clone()),
            env_directory: definition.env_directory.clone(),
            record: Some(record::path(&self.root, name)),
            supervisor: Some(process::id()),
            argv: definition.argv.clone(),
        };
        let start = || -> std::io::Result<(u32, Message)> {
            log.give_to(account.as_ref().map(|account| (account.uid, account.gid)))?;
            let (message, input) = Message::pipe()?;
            let pid = process::start(Launch {
                program: self.options.program.clone(),
                arguments: setup.arguments(),
                environment: base_environment(),
                input,
                output: log.writer()?,
            })?;
            Ok((pid, message))
        };
        let (pid, message) = start().map_err(|error| format!("could not make its process: {error}"))?;
        member.life.grace = definition.grace();
        let probe = definition.ready.clone().map(|ready| {
            let answer = Answer { service: name.to_owned(), start: member.starts };
            Probe::start(ready, answer, self.answer.clone(), self.bell.clone())
        });
        let (probe, fault) = match probe {
            Some(Err(error)) => (None, Some(format!("cannot be asked whether it is ready: {error}"))),
            Some(Ok(probe)) => (Some(probe), None),
            None => (None, None),
        };
        let written = Record::of(pid, &definition).map_or(Ok(()), |record| record.write(&self.root, name));
        member.process = Some(Process {
            pid,
            definition,
            message: Some(message),
            probe,
            restart_inputs,
            reload_inputs,
            reloading: None,
            file,
            survivor: None,
        });
        self.report(&format!("{name}: started (pid {pid})"));
        let unwritten = written.err().map(|error| format!("could not be written down: {error}"));
        for fault in fault.into_iter().chain(unwritten) {
            self.report(&format!("{name}: {fault}"));
        }
        Ok(())
    }
}

/// A fault of a definition in one line, with its cause.
pub(super) fn with_cause(error: &DefinitionError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
