//! What should be, against what is: the steps between them; pure.
//!
//! Invariant: a restart is a comparison, never an event. A service is restarted when what it reads is not
//! what it was last started with, so a run that dies between writing and restarting is finished by the next.
//!
//! Invariant: a `Plan` leaves nothing to decide. Each step holds what was and what will be, so its inverse is
//! a swap and `apply` can put everything back.

mod hide;
mod show;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use crate::inputs;
use crate::render::{Account, LISTING, Ownership, Rendered, Service};
use crate::secret::Secret;

pub use hide::hide;
pub use show::{SCHEMA, Shown, counts, digest, json, text};

/// A file as it is or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// Owner, group and mode. Owner and group are empty where they are not ours to give.
    pub ownership: Ownership,
    /// The bytes; hidden from debug output, as they may hold secrets.
    pub content: Secret<Vec<u8>>,
}

/// What a running service was started with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Running {
    /// The process lives and is not waiting out a crash.
    pub is_up: bool,
    /// Its program was replaced since it was started.
    pub has_old_program: bool,
    /// The digest of its `restart` files when it was started.
    pub restart: String,
    /// The digest of its `reload` files when it was started or last reloaded.
    pub reload: String,
}

/// What the host holds. Paths are host paths, without the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actual {
    /// The files and links that an earlier run wrote: those alone may be removed.
    pub written: Vec<String>,
    /// Every wanted or written file that exists, and all in owned folders.
    pub files: BTreeMap<String, FileState>,
    /// Every wanted folder that exists.
    pub directories: BTreeMap<String, Ownership>,
    /// Every wanted or written link that exists, with its target.
    pub links: BTreeMap<String, String>,
    /// Users that exist.
    pub accounts: Vec<String>,
    /// Services the supervisor knows.
    pub services: BTreeMap<String, Running>,
    /// Files that services read and Wharf does not write, such as certificates.
    pub others: BTreeMap<String, Vec<u8>>,
    /// Whether owners are ours to give; else only modes are compared.
    pub gives_owners: bool,
}

/// What is done to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It does not run and should.
    Start,
    /// What it reads at its start has changed.
    Restart,
    /// What it reads again on a signal has changed.
    Reload,
    /// It runs and should not.
    Stop,
}

impl Act {
    /// The word for people and for `--json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Restart => "restart",
            Self::Reload => "reload",
            Self::Stop => "stop",
        }
    }
}

/// One step, with what was and what will be. `None` is nothing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Makes a system account. It has no inverse: an account harms nobody.
    Account(Account),
    /// A folder.
    Directory {
        /// Its path.
        path: String,
        /// Before.
        from: Option<Ownership>,
        /// After.
        to: Option<Ownership>,
    },
    /// A file.
    File {
        /// Its path.
        path: String,
        /// Before.
        from: Option<FileState>,
        /// After.
        to: Option<FileState>,
        /// Nothing of it may be shown.
        is_secret: bool,
    },
    /// A symbolic link.
    Link {
        /// Its path.
        path: String,
        /// Its target before.
        from: Option<String>,
        /// Its target after.
        to: Option<String>,
    },
    /// A service.
    Service {
        /// Its name.
        name: String,
        /// What is done.
        act: Act,
        /// Why, for people: the files that differ, or that it is down.
        why: String,
    },
}

impl Step {
    /// The step that takes this one back; `None` for one that stays.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        Some(match self.clone() {
            Self::Account(_) => return None,
            Self::Directory { path, from, to } => Self::Directory { path, from: to, to: from },
            Self::File { path, from, to, is_secret } => Self::File { path, from: to, to: from, is_secret },
            Self::Link { path, from, to } => Self::Link { path, from: to, to: from },
            Self::Service { name, act, .. } => {
                let act = match act {
                    Act::Start => Act::Stop,
                    Act::Stop => Act::Start,
                    same => same,
                };
                Self::Service { name, act, why: "put back".to_owned() }
            }
        })
    }

    /// The path that it changes; `None` for an account or a service.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Directory { path, .. } | Self::File { path, .. } | Self::Link { path, .. } => Some(path),
            Self::Account(_) | Self::Service { .. } => None,
        }
    }

    /// What it touches, for messages.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::Account(account) => format!("account {}", account.user),
            Self::Directory { path, .. } | Self::File { path, .. } | Self::Link { path, .. } => path.clone(),
            Self::Service { name, act, .. } => format!("{} {name}", act.word()),
        }
    }
}

/// Every step, in order: accounts, folders, files, links, services. An empty plan means there is nothing to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps.
    pub steps: Vec<Step>,
    /// Files that are not as the last run wrote them, and that this one writes or removes.
    pub edited: BTreeSet<String>,
    /// What the services that are touched read beside our files, such as certificates, as it is now.
    pub reads: BTreeMap<String, Secret<Vec<u8>>>,
}

impl Plan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Plan {
    /// Notes which files were changed by hand since `applied`, what the last run wrote, gave them.
    #[must_use]
    pub fn against(mut self, applied: &Rendered) -> Self {
        let edited = self.steps.iter().filter_map(|step| {
            let Step::File { path, from: Some(from), .. } = step else { return None };
            let written = applied.files.get(path)?.content.as_bytes();
            // The list of files is written in two steps, and by nobody else.
            (path != LISTING && from.content.expose().as_slice() != written).then(|| path.clone())
        });
        self.edited = edited.collect();
        self
    }

    /// Whether something is done to the service `name`.
    #[must_use]
    pub fn touches(&self, name: &str) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Service { name: own, .. } if own == name))
    }
}

/// Compares what should be with what is.
#[must_use]
pub fn plan(want: &Rendered, have: &Actual) -> Plan {
    let mut steps: Vec<Step> = want
        .accounts
        .iter()
        .filter(|account| !have.accounts.contains(&account.user))
        .cloned()
        .map(Step::Account)
        .collect();
    for (path, ownership) in &want.directories {
        let from = have.directories.get(path);
        if from.is_none_or(|from| !same_ownership(ownership, from, have.gives_owners)) {
            let to = Some(ownership.clone());
            steps.push(Step::Directory { path: path.clone(), from: from.cloned(), to });
        }
    }
    let (listing, others): (Vec<Step>, Vec<Step>) = files(want, have)
        .into_iter()
        .partition(|step| matches!(step, Step::File { path, .. } if path == LISTING));
    let (announced, settled) = listing.into_iter().next().map(announce).unwrap_or_default();
    steps.extend(announced);
    steps.extend(links_in_the_way(want, have));
    steps.extend(others);
    steps.extend(links(want, have));
    steps.extend(settled);
    steps.extend(services(want, have));
    let mut plan = Plan { steps, ..Plan::default() };
    plan.reads = reads(&plan, want, have);
    plan
}

/// The files of others that the services which `plan` touches take up.
fn reads(plan: &Plan, want: &Rendered, have: &Actual) -> BTreeMap<String, Secret<Vec<u8>>> {
    let touched = want.services.iter().filter(|(name, _)| plan.touches(name));
    let paths = touched.flat_map(|(_, service)| service.restart.iter().chain(&service.reload));
    paths.filter_map(|path| Some((path.clone(), Secret::new(have.others.get(path)?.clone())))).collect()
}

/// The list of what was written, in two steps: what comes is added before anything is written and what goes is
/// taken out after it was removed, so that a run which dies in between has forgotten nothing.
fn announce(listing: Step) -> (Option<Step>, Option<Step>) {
    let Step::File { path, from, to: Some(to), is_secret } = listing else { return (Some(listing), None) };
    let lines = |state: &FileState| -> Vec<String> {
        String::from_utf8_lossy(state.content.expose()).lines().map(str::to_owned).collect()
    };
    let wanted = lines(&to);
    let going: Vec<String> = from.iter().flat_map(lines).filter(|line| !wanted.contains(line)).collect();
    if going.is_empty() {
        return (Some(Step::File { path, from, to: Some(to), is_secret }), None);
    }
    let both = wanted.into_iter().chain(going).fold(String::new(), |list, line| list + &line + "\n");
    let both = FileState { ownership: to.ownership.clone(), content: Secret::new(both.into_bytes()) };
    (
        Some(Step::File { path: path.clone(), from, to: Some(both.clone()), is_secret }),
        Some(Step::File { path, from: Some(both), to: Some(to), is_secret }),
    )
}

/// Links where files must be: they go first, or the file would be taken away with them.
fn links_in_the_way(want: &Rendered, have: &Actual) -> Vec<Step> {
    have.links
        .iter()
        .filter(|(path, _)| want.files.contains_key(*path))
        .map(|(path, target)| Step::Link { path: path.clone(), from: Some(target.clone()), to: None })
        .collect()
}

fn same_ownership(want: &Ownership, have: &Ownership, gives_owners: bool) -> bool {
    want.mode == have.mode && (!gives_owners || (want.user == have.user && want.group == have.group))
}

fn files(want: &Rendered, have: &Actual) -> Vec<Step> {
    let mut steps = Vec::new();
    for (path, file) in &want.files {
        let from = have.files.get(path);
        let is_same = from.is_some_and(|from| {
            from.content.expose() == file.content.as_bytes()
                && same_ownership(&file.ownership, &from.ownership, have.gives_owners)
        });
        if !is_same {
            steps.push(Step::File {
                path: path.clone(),
                from: from.cloned(),
                to: Some(FileState {
                    ownership: file.ownership.clone(),
                    content: Secret::new(file.content.clone().into_bytes()),
                }),
                is_secret: file.is_secret,
            });
        }
    }
    for (path, from) in &have.files {
        if !want.files.contains_key(path) && is_owned(want, have, path) {
            // What is removed may have been a secret; its lines are not shown.
            steps.push(Step::File {
                path: path.clone(),
                from: Some(from.clone()),
                to: None,
                is_secret: true,
            });
        }
    }
    steps
}

/// Whether a path is ours to remove: an earlier run wrote it, or it lies right inside an owned folder.
fn is_owned(want: &Rendered, have: &Actual, path: &str) -> bool {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    have.written.iter().any(|written| written == path)
        || want.owned_folders.iter().any(|owned| Some(owned.as_str()) == folder)
}

fn links(want: &Rendered, have: &Actual) -> Vec<Step> {
    let wanted = want.links.iter().filter(|(path, target)| have.links.get(*path) != Some(target)).map(
        |(path, target)| Step::Link {
            path: path.clone(),
            from: have.links.get(path).cloned(),
            to: Some(target.clone()),
        },
    );
    let unwanted = have
        .links
        .iter()
        .filter(|(path, _)| {
            !want.links.contains_key(*path) && !want.files.contains_key(*path) && is_owned(want, have, path)
        })
        .map(|(path, target)| Step::Link { path: path.clone(), from: Some(target.clone()), to: None });
    wanted.chain(unwanted).collect()
}

/// Services that go are stopped first; NGINX comes after those it passes requests to.
fn services(want: &Rendered, have: &Actual) -> Vec<Step> {
    let mut steps: Vec<Step> = have
        .services
        .keys()
        .filter(|name| !want.services.contains_key(*name))
        .map(|name| Step::Service {
            name: name.clone(),
            act: Act::Stop,
            why: "not wanted any more".to_owned(),
        })
        .collect();
    let mut ordered: Vec<(&String, &Service)> = want.services.iter().collect();
    ordered.sort_by_key(|(name, _)| (name.as_str() == "nginx", (*name).clone()));
    for (name, service) in ordered {
        let running = have.services.get(name);
        let Some(running) = running.filter(|running| running.is_up) else {
            let act = if running.is_some() { Act::Restart } else { Act::Start };
            steps.push(Step::Service { name: name.clone(), act, why: "it does not run".to_owned() });
            continue;
        };
        let is_stale = |paths: &[String], digest: &str| expected(paths, want, have) != digest;
        let act = if is_stale(&service.restart, &running.restart) {
            (Act::Restart, changed(&service.restart, want, have))
        } else if running.has_old_program {
            (Act::Restart, "its program was replaced since it was started".to_owned())
        } else if is_stale(&service.reload, &running.reload) {
            (Act::Reload, changed(&service.reload, want, have))
        } else {
            continue;
        };
        steps.push(Step::Service { name: name.clone(), act: act.0, why: act.1 });
    }
    steps
}

/// The digest of `paths` as they will be when every file step is done.
fn expected(paths: &[String], want: &Rendered, have: &Actual) -> String {
    inputs::digest(paths.iter().map(|path| {
        want.files
            .get(path)
            .map(|file| file.content.as_bytes())
            .or_else(|| have.others.get(path).map(Vec::as_slice))
    }))
}

/// Which of `paths` this plan writes, by file name; else that they changed since the service was started.
fn changed(paths: &[String], want: &Rendered, have: &Actual) -> String {
    let written: Vec<&str> = paths
        .iter()
        .filter(|path| {
            want.files.get(*path).is_some_and(|file| {
                have.files.get(*path).is_none_or(|from| from.content.expose() != file.content.as_bytes())
            })
        })
        .filter_map(|path| path.rsplit('/').next())
        .collect();
    if written.is_empty() {
        "its files changed since it was started".to_owned()
    } else {
        format!("{} changed", written.join(", "))
    }
}

#[cfg(test)]
mod tests;
