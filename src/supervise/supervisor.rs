//! The loop: wait, look up, do.

use std::collections::BTreeMap;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use thiserror::Error;

use super::control::Door;
use super::definition::Definition;
use super::launch::with_cause;
use super::life::{Action, Event, Phase, Service, step};
use super::log::Log;
use super::own_logs::Leaving;
use super::probe::{Answer, Probe};
use super::protocol::{self, Reply};
use super::record::{self, Record};
use super::reload::{self, Reloading};
use super::scan::{self, Found};
use crate::problem::Hint;
use crate::sys::fs::{self, Access};
use crate::sys::pipe::{Bell, Message};
use crate::sys::poll::{self, Direction};
use crate::sys::process;
use crate::sys::signals::{self, Arrived, Signal};
use crate::sys::{Root, append, lock};

/// How often a process that is no child of ours is looked at.
const GLANCE: Duration = Duration::from_millis(20);
/// How much of one log is read before the others have their turn.
const TURN: usize = 1 << 20;

/// How the supervisor is run.
pub struct Options {
    /// The program that has `supervise-exec`; usually the one that runs now.
    pub program: PathBuf,
    /// Is told what happens, a line at a time.
    pub report: Box<dyn FnMut(&str)>,
    /// The arguments of `program` for a run as soon as the socket answers: if it fails, everything ends.
    pub first: Option<Vec<String>>,
}

/// Why the supervisor ended; every service has ended before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitReason {
    /// It got a signal.
    Signal(Signal),
    /// A client asked.
    Asked,
    /// What was to run first has failed, with this code.
    FirstFailed(u8),
}

/// A supervisor that could not begin, or could not go on.
#[derive(Debug, Error)]
pub enum RunError {
    /// There is one.
    #[error("a supervisor runs already{}", pid.as_ref().map(|pid| format!(" (pid {pid})")).unwrap_or_default())]
    AlreadyRunning {
        /// Its process id, as it wrote it down.
        pid: Option<String>,
    },
    /// The host refused something that every supervisor needs.
    #[error("could not {step}")]
    Refused {
        /// What was refused.
        step: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl Hint for RunError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::AlreadyRunning { .. } => {
                Some("`wharf status` shows its services, `wharf shutdown` ends it".to_owned())
            }
            Self::Refused { .. } => None,
        }
    }
}

/// Supervises the enabled services of `root` until a signal or a client ends it.
pub fn run(root: &Root, options: Options) -> Result<ExitReason, RunError> {
    let refuse = |step: String| move |source| RunError::Refused { step, source };
    let folder = root.join("/run/wharf");
    let prepare = || -> std::io::Result<()> {
        fs::make_directories(&root.join("/run"))?;
        fs::make_directory(&folder, Access::mode(0o755))?;
        fs::make_directory(&folder.join("log"), Access::mode(0o700))?;
        fs::make_directory(&folder.join("services"), Access::mode(0o700))?;
        Ok(())
    };
    prepare().map_err(refuse(format!("make {}", folder.display())))?;
    let file = folder.join("supervisor.lock");
    let held = lock::take(&file).map_err(refuse(format!("lock {}", file.display())))?;
    let Some(_held) = held else {
        let pid = String::from_utf8_lossy(&append::tail(&file, 32)).trim().to_owned();
        return Err(RunError::AlreadyRunning { pid: (!pid.is_empty()).then_some(pid) });
    };
    let signals = signals::Listener::start().map_err(refuse("listen to signals".to_owned()))?;
    let bell = Bell::new().map_err(refuse("make an event descriptor".to_owned()))?;
    let (answer, answers) = channel();
    let mut supervisor = Supervisor {
        root: root.clone(),
        options,
        began: Instant::now(),
        members: BTreeMap::new(),
        signals,
        bell,
        answer,
        answers,
        ending: None,
        first: None,
        announced: None,
        own_logs_due: Duration::ZERO,
    };
    supervisor.meet_survivors();
    if let Reply::Refused { message } = supervisor.rescan() {
        supervisor.report(&message);
    }
    let socket = protocol::socket(root);
    let mut door = Door::open(&socket).map_err(refuse(format!("listen on {}", socket.display())))?;
    supervisor.announce_readiness();
    if let Some(arguments) = supervisor.options.first.take() {
        let program = supervisor.options.program.clone();
        let started = process::start_beside(&program, &arguments);
        supervisor.first = Some(started.map_err(refuse(format!("run {}", program.display())))?);
    }
    let reason = supervisor.live(&mut door).map_err(refuse("wait for events".to_owned()))?;
    let _ = fs::remove(&socket);
    Ok(reason)
}

pub(super) struct Supervisor {
    pub(super) root: Root,
    pub(super) options: Options,
    pub(super) began: Instant,
    pub(super) members: BTreeMap<String, Member>,
    pub(super) signals: signals::Listener,
    pub(super) bell: Bell,
    pub(super) answer: Sender<Answer>,
    pub(super) answers: Receiver<Answer>,
    /// Everything stops, for this reason.
    pub(super) ending: Option<ExitReason>,
    /// What runs first, while it does.
    pub(super) first: Option<u32>,
    /// What systemd was told last; `None` where nobody listens.
    pub(super) announced: Option<String>,
    /// When own logs of services are looked at next.
    pub(super) own_logs_due: Duration,
}

/// One service and what belongs to it.
pub(super) struct Member {
    /// For its next start.
    pub(super) definition: Definition,
    pub(super) is_normally_up: bool,
    /// Its link is gone: it is forgotten once it is down.
    pub(super) is_removed: bool,
    pub(super) life: Service,
    pub(super) process: Option<Process>,
    pub(super) log: Option<Log>,
    pub(super) starts: u64,
    pub(super) last_exit: Option<String>,
    /// Own logs that were put aside and are not let go yet.
    pub(super) leaving: Vec<Leaving>,
}

/// One process of a service.
pub(super) struct Process {
    pub(super) pid: u32,
    /// As it was started.
    pub(super) definition: Definition,
    /// Where it says why it could not start.
    pub(super) message: Option<Message>,
    #[expect(dead_code, reason = "held: it asks until it is dropped")]
    pub(super) probe: Option<Probe>,
    pub(super) restart_inputs: Option<String>,
    pub(super) reload_inputs: Option<String>,
    /// A reload that is under way.
    pub(super) reloading: Option<Reloading>,
    /// The file of its program, as it was.
    pub(super) file: Option<String>,
    /// Of an earlier supervisor: no child of ours, known by this record.
    pub(super) survivor: Option<Record>,
}

impl Member {
    /// The pipe that closes when its program runs, while that is all there is to being ready.
    fn awaited(&self) -> Option<&Message> {
        let process = self.process.as_ref()?;
        let is_awaited = self.life.phase == Phase::Starting && process.definition.ready.is_none();
        process.message.as_ref().filter(|message| is_awaited && message.is_empty())
    }

    fn new(definition: Definition, is_normally_up: bool, now: Duration) -> Self {
        let life = Service::down(now, definition.grace());
        Self {
            definition,
            is_normally_up,
            is_removed: false,
            life,
            process: None,
            log: None,
            starts: 0,
            last_exit: None,
            leaving: Vec::new(),
        }
    }
}

impl Supervisor {
    pub(super) fn now(&self) -> Duration {
        self.began.elapsed()
    }

    pub(super) fn report(&mut self, line: &str) {
        (self.options.report)(line);
    }

    /// Takes in what an earlier supervisor left running, as services that are being stopped.
    fn meet_survivors(&mut self) {
        for (name, record) in record::survivors(&self.root) {
            let now = self.now();
            let definition = record.definition.clone();
            let mut member = Member::new(definition.clone(), true, now);
            member.is_removed = true;
            // As if it had been ready: `step` then asks it to end, and kills it after its grace.
            member.life.phase = Phase::Ready;
            member.process = Some(Process {
                pid: record.pid,
                definition,
                message: None,
                probe: None,
                restart_inputs: None,
                reload_inputs: None,
                reloading: None,
                file: None,
                survivor: Some(record),
            });
            member.log = self.open_log(&name, &member.definition).ok();
            self.members.insert(name.clone(), member);
            self.report(&format!("{name}: still runs from an earlier supervisor; stopping it"));
            self.happen(&name, Event::Stop);
        }
    }

    /// Reads links and definitions again: new services start, those without a link stop.
    pub(super) fn rescan(&mut self) -> Reply {
        let found = match scan::services(&self.root) {
            Ok(found) => found,
            Err(error) => {
                return Reply::Refused { message: format!("could not read the service links: {error}") };
            }
        };
        let mut faults = Vec::new();
        let names: Vec<String> = found.iter().map(|found| found.name.clone()).collect();
        for Found { name, definition, is_normally_up } in found {
            let definition = match definition {
                Ok(definition) => definition,
                Err(error) => {
                    faults.push(format!("{name}: {}", with_cause(&error)));
                    continue;
                }
            };
            let now = self.now();
            let is_new = if let Some(member) = self.members.get_mut(&name) {
                member.definition = definition;
                member.is_normally_up = is_normally_up;
                std::mem::take(&mut member.is_removed)
            } else {
                self.members.insert(name.clone(), Member::new(definition, is_normally_up, now));
                true
            };
            if is_new && is_normally_up {
                self.happen(&name, Event::Start);
            }
        }
        let gone: Vec<String> = self.members.keys().filter(|name| !names.contains(name)).cloned().collect();
        for name in gone {
            if let Some(member) = self.members.get_mut(&name) {
                member.is_removed = true;
            }
            self.happen(&name, Event::Stop);
        }
        if faults.is_empty() { Reply::Done } else { Reply::Refused { message: faults.join("; ") } }
    }

    /// Forgets services without a link that are down.
    pub(super) fn forget_removed(&mut self) {
        let root = &self.root;
        self.members.retain(|name, member| {
            let is_over = member.is_removed && member.process.is_none();
            if is_over {
                let _ = fs::remove(&root.join("/run/wharf/log").join(name));
            }
            !is_over
        });
    }

    /// The loop.
    fn live(&mut self, door: &mut Door) -> std::io::Result<ExitReason> {
        loop {
            self.forget_removed();
            self.announce();
            if let Some(reason) = self.ending
                && self.members.values().all(|member| member.process.is_none())
            {
                return Ok(reason);
            }
            let loud = self.wait(door)?;
            for name in loud {
                if let Some(log) = self.members.get_mut(&name).and_then(|member| member.log.as_mut()) {
                    log.drain(TURN);
                }
            }
            while let Some(arrived) = self.signals.next()? {
                self.heed(arrived);
            }
            self.reap();
            self.bell.silence();
            while let Ok(answer) = self.answers.try_recv() {
                let is_current = self
                    .members
                    .get(&answer.service)
                    .is_some_and(|member| member.starts == answer.start && member.process.is_some());
                if is_current {
                    self.happen(&answer.service, Event::Answered);
                }
            }
            for name in self.begun() {
                self.happen(&name, Event::Answered);
            }
            self.watch_reloads();
            self.tend_own_logs();
            door.serve(self.now(), |request| self.obey(request));
            let now = self.now();
            let due: Vec<String> = self
                .members
                .iter()
                .filter(|(_, member)| member.life.wake.is_some_and(|wake| wake <= now))
                .map(|(name, _)| name.clone())
                .collect();
            for name in due {
                self.happen(&name, Event::Woke);
            }
        }
    }

    /// Waits for the next event; answers whose logs have something to read.
    fn wait(&self, door: &Door) -> std::io::Result<Vec<String>> {
        let mut wake = door.wake();
        let mut earlier = |moment: Duration| wake = Some(wake.map_or(moment, |wake| wake.min(moment)));
        for member in self.members.values() {
            if let Some(moment) = member.life.wake {
                earlier(moment);
            }
            if member.process.as_ref().is_some_and(|process| process.survivor.is_some()) {
                earlier(self.now() + GLANCE);
            }
            if member.process.as_ref().is_some_and(|process| process.reloading.is_some()) {
                earlier(self.now() + reload::GLANCE);
            }
        }
        if let Some(moment) = self.own_logs_wake() {
            earlier(moment);
        }
        let logs: Vec<(&String, &Log)> =
            self.members.iter().filter_map(|(name, member)| Some((name, member.log.as_ref()?))).collect();
        let mut descriptors: Vec<_> = logs.iter().map(|(_, log)| (log.as_fd(), Direction::Read)).collect();
        let awaited = self.members.values().filter_map(Member::awaited);
        descriptors.extend(awaited.map(|message| (message.as_fd(), Direction::Read)));
        descriptors.push((self.signals.as_fd(), Direction::Read));
        descriptors.push((self.bell.as_fd(), Direction::Read));
        descriptors.extend(door.descriptors());
        let timeout = wake.map(|wake| wake.saturating_sub(self.now()));
        let ready = poll::wait(&descriptors, timeout)?;
        Ok(logs.iter().zip(ready).filter(|(_, ready)| *ready).map(|((name, _), _)| (*name).clone()).collect())
    }

    /// The services without a probe whose programs run by now.
    fn begun(&mut self) -> Vec<String> {
        let mut begun = Vec::new();
        for (name, member) in &mut self.members {
            let is_awaited = member.awaited().is_some();
            let message = member.process.as_mut().and_then(|process| process.message.as_mut());
            if let Some(message) = message.filter(|_| is_awaited)
                && message.read()
                && message.is_empty()
            {
                begun.push(name.clone());
            }
        }
        begun
    }

    fn heed(&mut self, arrived: Arrived) {
        match arrived {
            // All that have ended are looked up in any case: signals of one kind arrive as one.
            Arrived::Child | Arrived::Signal(Signal::Usr2) => {}
            Arrived::Signal(Signal::Hup) => {
                for name in self.names() {
                    if let Err(why) = self.reload(&name) {
                        self.report(&format!("{name}: not reloaded: {why}"));
                    }
                }
            }
            Arrived::Signal(Signal::Usr1) => {
                for log in self.members.values_mut().filter_map(|member| member.log.as_mut()) {
                    log.reopen();
                }
            }
            Arrived::Signal(signal @ (Signal::Term | Signal::Int | Signal::Quit | Signal::Kill)) => {
                self.end(ExitReason::Signal(signal));
            }
        }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.members.keys().cloned().collect()
    }

    pub(super) fn end(&mut self, reason: ExitReason) {
        if self.ending.is_none() {
            self.ending = Some(reason);
            self.report("stopping every service");
            self.announce_end();
        }
        for name in self.names() {
            self.happen(&name, Event::Stop);
        }
    }

    /// Asks `step` what an event means, and does it.
    pub(super) fn happen(&mut self, name: &str, event: Event) {
        let now = self.now();
        let Some(member) = self.members.get_mut(name) else { return };
        let before = member.life.phase;
        let (life, action) = step(member.life, event, now);
        member.life = life;
        if before != Phase::Ready && life.phase == Phase::Ready {
            self.report(&format!("{name}: ready"));
        }
        match action {
            None => {}
            Some(Action::Spawn) if let Some(pause) = self.pause_before_start() => {
                self.wait_to_start(name, pause);
            }
            Some(Action::Spawn) => match self.spawn(name) {
                Ok(()) => {}
                Err(why) => {
                    self.report(&format!("{name}: {why}"));
                    if let Some(member) = self.members.get_mut(name) {
                        if let Some(log) = &mut member.log {
                            log.say(&why);
                        }
                        member.last_exit = Some(why);
                    }
                    self.happen(name, Event::Exited);
                }
            },
            Some(Action::Stop) => {
                if let Some(process) = self.members.get(name).and_then(|member| member.process.as_ref()) {
                    process::signal(process.pid, process.definition.stop_signal);
                    // One that was halted would not hear of it before it is killed.
                    process::resume(process.pid);
                }
            }
            Some(Action::Kill) => {
                if let Some(pid) =
                    self.members.get(name).and_then(|member| Some(member.process.as_ref()?.pid))
                {
                    self.report(&format!("{name}: did not end in its time; killing it"));
                    process::signal_group(pid, Signal::Kill);
                }
            }
            Some(Action::Reload) => self.tell_to_reload(name),
        }
    }
}
