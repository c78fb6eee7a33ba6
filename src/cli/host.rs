//! The real host: carries out the steps of a plan with the kernel's room and the supervisor.

use std::collections::BTreeMap;
use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{gate, gitlab, run};
use crate::apply::{Host, HostError};
use crate::derive::reachable;
use crate::generation::{self, Generation, Layout};
use crate::journal::{self, Journal};
use crate::plan::{Act, FileState, Plan, Step};
use crate::render::{Ownership, Rendered};
use crate::supervise::{self, Client, ClientError, Want};
use crate::sys::fs::Access;
use crate::sys::{self, Root};

/// How long a service may take until it answers.
const READY: Duration = Duration::from_secs(15);
/// How long a service may take to stop, beyond its own grace.
const DOWN: Duration = Duration::from_mins(1);

/// This machine, under a root.
pub(crate) struct LocalHost<'a> {
    root: &'a Root,
    program: &'a Path,
    want: &'a Rendered,
    gives_owners: bool,
    client: Option<Client>,
    /// The supervisor was started by this run, so undoing the run ends it.
    started_supervisor: bool,
    /// Files or links were touched since the supervisor last looked.
    is_unread: bool,
    /// A service was started, stopped or told to reload.
    has_changed_services: bool,
    /// What clients see, where that was looked at.
    seen: Option<gate::Seen>,
    /// What is kept of this run once it is done.
    keeping: Keeping,
    /// The generation that this run makes; `None` where it changes nothing that is kept.
    number: Option<u64>,
    /// Second names of what this run replaced, by path, the latest last: undoing needs no room on a full disk.
    asides: Vec<(String, PathBuf)>,
    is_undoing: bool,
}

/// What is kept of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keeping {
    /// The settings file.
    pub(crate) settings_file: String,
    /// Its bytes.
    pub(crate) settings: Vec<u8>,
    /// What changes, in a few words.
    pub(crate) changes: String,
    /// Files that were changed by hand since the last run, by their paths.
    pub(crate) edited: BTreeMap<String, Vec<u8>>,
    /// The generation that is rolled back to.
    pub(crate) rolled_back_to: Option<u64>,
    /// Where the files are read.
    pub(crate) layout: Layout,
}

impl<'a> LocalHost<'a> {
    /// A host with the supervisor that runs on it, if one does.
    pub(crate) fn new(
        root: &'a Root,
        program: &'a Path,
        want: &'a Rendered,
        gives_owners: bool,
        client: Option<Client>,
        keeping: Keeping,
    ) -> Self {
        Self {
            root,
            program,
            want,
            gives_owners,
            client,
            started_supervisor: false,
            is_unread: true,
            has_changed_services: false,
            seen: None,
            keeping,
            number: None,
            asides: Vec::new(),
            is_undoing: false,
        }
    }

    /// What clients see, where this run looked at it.
    pub(crate) fn seen(&mut self) -> Option<gate::Seen> {
        self.seen.take()
    }

    /// Ends the supervisor if this run started it; for a run that was undone.
    pub(crate) fn leave_as_found(&mut self) {
        if self.started_supervisor
            && let Some(client) = &self.client
        {
            let _ = client.shutdown(DOWN);
        }
    }

    fn access(&self, ownership: &Ownership) -> Result<Access, HostError> {
        let mut access = Access::mode(ownership.mode);
        if self.gives_owners {
            let unknown = |kind: &str, name: &str| HostError {
                message: format!("there is no {kind} `{name}` on this host"),
                detail: String::new(),
                source: None,
            };
            // The owner of a file that was there before may be a number without a name.
            let user = sys::accounts::user(&ownership.user).map(|user| user.uid);
            let user = user.or_else(|| ownership.user.parse().ok());
            access.uid = Some(user.ok_or_else(|| unknown("user", &ownership.user))?);
            let group = sys::accounts::group(&ownership.group).or_else(|| ownership.group.parse().ok());
            access.gid = Some(group.ok_or_else(|| unknown("group", &ownership.group))?);
        }
        Ok(access)
    }

    /// Whether `place` has the owner, as far as it is given here, and the mode already.
    fn has_access(&self, place: &Path, want: Access) -> bool {
        sys::fs::access(place).is_some_and(|have| {
            have.mode == want.mode && (!self.gives_owners || (have.uid == want.uid && have.gid == want.gid))
        })
    }

    fn directory(
        &self,
        path: &str,
        from: Option<&Ownership>,
        to: Option<&Ownership>,
    ) -> Result<(), HostError> {
        let place = self.root.join(path);
        let failed =
            |source| HostError::new(format!("could not make the folder {}", place.display()), source);
        let Some(to) = to else {
            // Undoing: what a service put into it in the meantime stays.
            sys::fs::remove_empty_directory(&place);
            return Ok(());
        };
        let access = self.access(to)?;
        if place.is_dir() && self.has_access(&place, access) {
            return Ok(());
        }
        if let (None, Some(parent)) = (from, place.parent()) {
            sys::fs::make_directories(parent).map_err(failed)?;
        }
        if !sys::fs::make_directory(&place, access).map_err(failed)? {
            sys::fs::set_access(&place, access).map_err(failed)?;
        }
        Ok(())
    }

    /// Before what is at `path` is replaced, it is kept aside; while a run is undone, that is put back. `true`: it was.
    fn is_put_back(&mut self, path: &str) -> Result<bool, HostError> {
        let place = self.root.join(path);
        if !self.is_undoing {
            let aside = sys::fs::keep_aside(&place)
                .map_err(|source| HostError::new(format!("could not keep {}", place.display()), source))?;
            self.asides.extend(aside.map(|aside| (path.to_owned(), aside)));
            return Ok(false);
        }
        let Some(at) = self.asides.iter().rposition(|(other, _)| other == path) else { return Ok(false) };
        let (_, aside) = self.asides.remove(at);
        // Where that is refused it is written again.
        Ok(sys::fs::put_back(&aside, &place).is_ok())
    }

    /// Lets go of what was kept aside.
    fn forget_asides(&mut self) {
        for (_, aside) in self.asides.drain(..) {
            // The journal still lies there: whoever finds it removes them too.
            let _ = sys::fs::remove(&aside);
        }
    }

    fn file(&self, path: &str, to: Option<&FileState>) -> Result<(), HostError> {
        let place = self.root.join(path);
        match to {
            None => sys::fs::remove(&place)
                .map_err(|source| HostError::new(format!("could not remove {}", place.display()), source)),
            Some(state) => {
                let failed = |source| HostError::new(format!("could not write {}", place.display()), source);
                if let Some(parent) = place.parent() {
                    sys::fs::make_directories(parent).map_err(failed)?;
                }
                let mut access = self.access(&state.ownership)?;
                if !self.gives_owners && sys::accounts::effective_user() == 0 {
                    // Nothing is given away here, and nothing is taken either: a replaced file keeps its owner.
                    let have = sys::fs::access(&place);
                    (access.uid, access.gid) =
                        (have.and_then(|have| have.uid), have.and_then(|have| have.gid));
                }
                // Undoing a step that did nothing needs nothing, not even room on a full disk.
                let is_file = sys::fs::link_target(&place).is_none() && place.is_file();
                if is_file
                    && self.has_access(&place, access)
                    && sys::fs::read(&place).is_ok_and(|bytes| bytes == *state.content.expose())
                {
                    return Ok(());
                }
                sys::fs::replace(&place, state.content.expose(), access).map_err(failed)
            }
        }
    }

    fn link(&self, path: &str, to: Option<&str>) -> Result<(), HostError> {
        let place = self.root.join(path);
        let failed = |source| HostError::new(format!("could not link {}", place.display()), source);
        match to {
            None => sys::fs::remove(&place).map_err(failed),
            Some(target) if sys::fs::link_target(&place).is_some_and(|is| is == Path::new(target)) => Ok(()),
            Some(target) => {
                if let Some(parent) = place.parent() {
                    sys::fs::make_directories(parent).map_err(failed)?;
                }
                sys::fs::replace_link(&place, &PathBuf::from(target)).map_err(failed)
            }
        }
    }

    /// The supervisor: the one that runs, else one started now. It has read the service folders as they are.
    fn supervisor(&mut self) -> Result<&Client, HostError> {
        if self.client.is_none() {
            supervise::start_in_background(self.root, self.program).map_err(control)?;
            self.started_supervisor = true;
            self.client = Client::connect(self.root).map_err(control)?;
        }
        let Some(client) = &self.client else {
            return Err(control("it ended right after it was started"));
        };
        if self.is_unread {
            client.rescan().map_err(control)?;
            self.is_unread = false;
        }
        Ok(client)
    }

    /// Carries out one act on a service. A supervisor that has ended meanwhile is replaced, once.
    fn service(&mut self, name: &str, act: Act) -> Result<(), HostError> {
        match self.try_service(name, act) {
            Err(_) if self.has_lost_its_supervisor() => {
                self.client = None;
                self.is_unread = true;
                self.try_service(name, act)?;
                self.wait_for_all()
            }
            outcome => outcome,
        }
    }

    fn has_lost_its_supervisor(&self) -> bool {
        self.client.is_some() && matches!(Client::connect(self.root), Ok(None))
    }

    /// A new supervisor has started every service afresh, those that the plan leaves alone too.
    fn wait_for_all(&self) -> Result<(), HostError> {
        let Some(client) = &self.client else { return Ok(()) };
        for status in client.status().map_err(control)? {
            if status.wanted == Want::Up {
                let service = &status.service;
                client
                    .wait_ready(service, READY)
                    .map_err(|late| not_up(service, "did not come up", &late))?;
            }
        }
        Ok(())
    }

    fn try_service(&mut self, name: &str, act: Act) -> Result<(), HostError> {
        let service = self.want.services.get(name);
        let addresses = service.map(|service| service.answers.clone()).unwrap_or_default();
        if act == Act::Stop && self.client.is_none() && supervise::left_running(self.root).is_empty() {
            // Nothing runs: no supervisor is started to say so.
            return Ok(());
        }
        let client = self.supervisor()?;
        match act {
            Act::Stop => {
                return match client.stop(name).and_then(|()| client.wait_down(name, DOWN)) {
                    // Its link is gone: the supervisor has stopped and forgotten it by itself.
                    Ok(()) | Err(ClientError::Unknown { .. }) => Ok(()),
                    Err(error) => Err(control(error)),
                };
            }
            Act::Start => client.start(name).map_err(control)?,
            Act::Restart => client.restart(name).map_err(control)?,
            Act::Reload => client.reload(name).map_err(control)?,
        }
        client.wait_ready(name, READY).map_err(|late| not_up(name, "did not come up", &late))?;
        if act == Act::Reload {
            client.wait_reloaded(name, READY + READY).map_err(|error| not_taken(client, name, &error))?;
        }
        answers(name, &addresses)
    }
}

impl Host for LocalHost<'_> {
    fn begin(&mut self, plan: &Plan) -> Result<(), HostError> {
        let paths: Vec<&str> = plan.steps.iter().filter_map(Step::path).collect();
        if paths.is_empty() {
            return Ok(());
        }
        let number = generation::next(self.root).map_err(HostError::of)?;
        let journal = Journal::of(self.root, paths, number, sys::clock::unix_seconds());
        journal.and_then(|journal| journal.write(self.root)).map_err(HostError::of)?;
        self.number = Some(number);
        match &self.keeping.layout.rails {
            Some(rails) if run::changes_text(plan, |path| path == rails.path) => {
                gitlab::begin(self.root, rails).map_err(|error| HostError::of(&*error))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn switch(&mut self) -> Result<(), HostError> {
        if self.number.is_none() {
            return Ok(());
        }
        journal::switch(self.root).map_err(HostError::of)
    }

    fn prove(&mut self) -> Result<(), HostError> {
        let Some(public) = self.keeping.layout.public.as_ref().filter(|_| self.has_changed_services) else {
            return Ok(());
        };
        self.seen = Some(gate::ask(public)?);
        Ok(())
    }

    fn finish(&mut self) -> Result<(), HostError> {
        let Some(number) = self.number else { return Ok(()) };
        let keeping = &self.keeping;
        let about = Generation {
            number,
            at: sys::clock::unix_seconds(),
            settings_file: keeping.settings_file.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            changes: keeping.changes.clone(),
            rolled_back_to: keeping.rolled_back_to,
            layout: keeping.layout.clone(),
        };
        let folder = generation::keep(self.root, &about, self.want, &keeping.settings, &keeping.edited)
            .map_err(HostError::of)?;
        // What comes now needs no room. From here on a journal that cannot be closed is undone by writing.
        self.forget_asides();
        journal::close(self.root, &folder).map_err(HostError::of)?;
        // Those that could not be removed are tried again by the next run.
        let _ = generation::forget_old(self.root);
        Ok(())
    }

    fn turn_back(&mut self) -> Result<(), HostError> {
        self.is_undoing = true;
        journal::turn_back(self.root).map_err(HostError::of)
    }

    fn forget(&mut self) -> Result<(), HostError> {
        self.forget_asides();
        if let Some(number) = self.number {
            generation::discard(self.root, number).map_err(HostError::of)?;
        }
        journal::drop_undone(self.root).map_err(HostError::of)
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), HostError> {
        match step {
            Step::Account(account) => sys::accounts::make(
                &account.user,
                &account.group,
                &account.home,
                &account.shell,
                account.uid,
                account.gid,
            )
            .map_err(|source| {
                HostError::new(format!("could not make the account `{}`", account.user), source)
            }),
            Step::Directory { path, from, to } => self.directory(path, from.as_ref(), to.as_ref()),
            Step::File { path, to, .. } => {
                self.is_unread = true;
                if self.is_put_back(path)? { Ok(()) } else { self.file(path, to.as_ref()) }
            }
            Step::Link { path, to, .. } => {
                self.is_unread = true;
                if self.is_put_back(path)? { Ok(()) } else { self.link(path, to.as_deref()) }
            }
            Step::Service { name, act, .. } => {
                self.has_changed_services = true;
                self.service(name, *act)
            }
        }
    }
}

/// Waits until every address accepts a connection: a reloaded NGINX opens new ones only after a moment.
fn answers(name: &str, addresses: &[String]) -> Result<(), HostError> {
    let deadline = Instant::now() + READY;
    for address in addresses {
        let target = reachable(address);
        while let Err(source) = TcpStream::connect(&target) {
            if Instant::now() > deadline {
                return Err(HostError::new(format!("`{name}` does not listen on {address}"), source));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    Ok(())
}

/// A service that kept its old files, with what its log says of that.
fn not_taken(client: &Client, name: &str, error: &ClientError) -> HostError {
    HostError { message: error.to_string(), detail: client.log(name).join("\n"), source: None }
}

fn control(error: impl std::fmt::Display) -> HostError {
    HostError {
        message: format!("could not reach the supervisor: {error}"),
        detail: String::new(),
        source: None,
    }
}

fn not_up(name: &str, what: &str, late: &supervise::NotReady) -> HostError {
    let reason = late.last_exit.clone().unwrap_or_else(|| "it still runs but does not answer".to_owned());
    HostError {
        message: format!("`{name}` {what}: {reason}"),
        detail: late.log.join("\n"),
        source: None::<io::Error>,
    }
}
