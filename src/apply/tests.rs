//! Fails at any step: as it was. Dies at any step: the next run puts it back, and is done.

use std::collections::BTreeMap;

use super::*;
use crate::plan::{Act, Actual, FileState, Running, plan};
use crate::render::{File, LISTING, Ownership, Rendered, Service};
use crate::secret::Secret;

fn ownership() -> Ownership {
    Ownership { user: "root".to_owned(), group: "root".to_owned(), mode: 0o640 }
}

/// A host in memory. A service remembers the digest of what it was started with, as the supervisor does.
struct FakeHost {
    is: Actual,
    want: Rendered,
    was: Rendered,
    /// The step (from 1) that fails; undoing works.
    fail_at: Option<usize>,
    /// The step from which on nothing works any more.
    die_at: Option<usize>,
    /// Nothing can be undone.
    is_stuck: bool,
    done: usize,
    /// What was there before the run at hand, as far as it lies on the disk.
    journal: Option<Actual>,
    /// Whether the run at hand had written down that every file is the new one.
    is_switched: bool,
}

impl FakeHost {
    fn new(is: Actual) -> Self {
        let (want, was) = (want(), was());
        Self {
            is,
            want,
            was,
            fail_at: None,
            die_at: None,
            is_stuck: false,
            done: 0,
            journal: None,
            is_switched: false,
        }
    }

    fn reads(&self, name: &str) -> Running {
        let service = self.want.services.get(name).or(self.was.services.get(name)).unwrap();
        let digest = |paths: &[String]| {
            crate::inputs::digest(
                paths.iter().map(|path| self.is.files.get(path).map(|file| file.content.expose().as_slice())),
            )
        };
        Running {
            is_up: true,
            has_old_program: false,
            restart: digest(&service.restart),
            reload: digest(&service.reload),
        }
    }
}

impl FakeHost {
    /// One effect of the run: `Err` where it fails, or nothing works any more.
    fn effect(&mut self) -> Result<(), HostError> {
        self.done += 1;
        let refuse = || HostError::new("effect", std::io::Error::other("refused"));
        if self.die_at.is_some_and(|at| self.done >= at) || (self.is_stuck && Some(self.done) > self.fail_at)
        {
            return Err(refuse());
        }
        Ok(())
    }

    /// The effect that fails has happened already: the worst case for undo.
    fn after_effect(&self) -> Result<(), HostError> {
        let refuse = HostError::new("effect", std::io::Error::other("refused"));
        if self.fail_at == Some(self.done) { Err(refuse) } else { Ok(()) }
    }

    /// What the next run does first. Services keep what they were started with.
    fn recover(self) -> Self {
        let services = self.is.services.clone();
        let is = self.journal.map_or(self.is, |before| Actual { services, ..before });
        Self::new(is)
    }
}

fn put<T>(map: &mut BTreeMap<String, T>, path: &str, to: Option<T>) {
    match to {
        Some(value) => map.insert(path.to_owned(), value),
        None => map.remove(path),
    };
}

impl Host for FakeHost {
    fn begin(&mut self, _: &Plan) -> Result<(), HostError> {
        self.effect()?;
        self.journal = Some(self.is.clone());
        self.after_effect()
    }

    fn switch(&mut self) -> Result<(), HostError> {
        self.effect()?;
        self.is_switched = true;
        self.after_effect()
    }

    fn prove(&mut self) -> Result<(), HostError> {
        self.effect()?;
        self.after_effect()
    }

    fn finish(&mut self) -> Result<(), HostError> {
        self.effect()?;
        // One rename: a failure comes before it, or is none.
        self.after_effect()?;
        self.journal = None;
        Ok(())
    }

    fn turn_back(&mut self) -> Result<(), HostError> {
        self.effect()?;
        self.is_switched = false;
        self.after_effect()
    }

    fn forget(&mut self) -> Result<(), HostError> {
        self.effect()?;
        self.journal = None;
        Ok(())
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), HostError> {
        self.effect()?;
        if matches!(step, Step::Service { .. }) && self.journal.is_some() && self.fail_at.is_none() {
            assert!(self.is_switched, "a service before every file was written");
        }
        match step.clone() {
            Step::Account(account) => self.is.accounts.push(account.user),
            Step::Directory { path, to, .. } => put(&mut self.is.directories, &path, to),
            Step::File { path, to, .. } => {
                if path == LISTING {
                    let text = to.as_ref().map(|state| state.content.expose().clone()).unwrap_or_default();
                    self.is.written = String::from_utf8(text).unwrap().lines().map(str::to_owned).collect();
                }
                put(&mut self.is.files, &path, to);
            }
            Step::Link { path, to, .. } => put(&mut self.is.links, &path, to),
            Step::Service { name, act, .. } => match act {
                Act::Stop => {
                    self.is.services.remove(&name);
                }
                Act::Start | Act::Restart | Act::Reload => {
                    let running = self.reads(&name);
                    self.is.services.insert(name, running);
                }
            },
        }
        self.after_effect()
    }
}

fn rendered(files: &[(&str, &str)], services: &[(&str, &[&str], &[&str])]) -> Rendered {
    let paths = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
    let links = services.iter().map(|(name, ..)| format!("/service/{name}\n"));
    let listed: String = files.iter().map(|(path, _)| format!("{path}\n")).chain(links).collect();
    let files: Vec<(&str, &str)> = files.iter().copied().chain([(LISTING, listed.as_str())]).collect();
    Rendered {
        files: files
            .iter()
            .map(|(path, content)| {
                let file = File { ownership: ownership(), content: (*content).to_owned(), is_secret: false };
                ((*path).to_owned(), file)
            })
            .collect(),
        services: services
            .iter()
            .map(|(name, restart, reload)| {
                let service =
                    Service { restart: paths(restart), reload: paths(reload), ..Service::default() };
                ((*name).to_owned(), service)
            })
            .collect(),
        links: services
            .iter()
            .map(|(name, ..)| (format!("/service/{name}"), format!("/sv/{name}")))
            .collect(),
        ..Rendered::default()
    }
}

fn was() -> Rendered {
    rendered(
        &[("/a", "1"), ("/b", "1"), ("/c", "1")],
        &[("registry", &["/a"], &[]), ("nginx", &[], &["/b"]), ("old", &["/c"], &[])],
    )
}

fn want() -> Rendered {
    let mut want = rendered(
        &[("/a", "2"), ("/b", "2"), ("/d", "1")],
        &[("registry", &["/a"], &[]), ("nginx", &[], &["/b"]), ("new", &["/d"], &[])],
    );
    want.directories.insert("/folder".to_owned(), ownership());
    want
}

/// A host where `rendered` holds and runs.
fn is(rendered: &Rendered) -> Actual {
    let mut host = FakeHost::new(Actual::default());
    let all = plan(rendered, &host.is);
    apply(&all, &mut host).unwrap();
    host.is
}

/// The effects of a run beside its steps: begin, switch, finish.
const BESIDE: usize = 3;

#[test]
fn an_effect_that_fails_leaves_the_host_as_it_was() {
    let before = is(&was());
    let plan = plan(&want(), &before);
    assert!(plan.steps.len() >= 9, "{:?}", plan.steps.iter().map(Step::subject).collect::<Vec<_>>());
    for effect in 1..=plan.steps.len() + BESIDE {
        let mut host = FakeHost { fail_at: Some(effect), ..FakeHost::new(before.clone()) };
        assert!(matches!(apply(&plan, &mut host), Err(ApplyError::Undone(_))), "effect {effect}");
        assert_eq!(host.is, before, "failed at effect {effect}");
        assert_eq!(host.journal, None, "failed at effect {effect}");
    }
}

#[test]
fn a_run_that_dies_has_changed_nothing_and_the_next_one_is_whole() {
    let before = is(&was());
    let first = plan(&want(), &before);
    for effect in 1..=first.steps.len() + BESIDE {
        let mut host = FakeHost { die_at: Some(effect), ..FakeHost::new(before.clone()) };
        assert!(apply(&first, &mut host).is_err(), "effect {effect}");
        let host = host.recover();
        let files =
            |is: &Actual| (is.files.clone(), is.links.clone(), is.directories.clone(), is.written.clone());
        assert_eq!(files(&host.is), files(&before), "died at effect {effect}");
        for target in [want(), was()] {
            let mut host = FakeHost::new(host.is.clone());
            apply(&plan(&target, &host.is), &mut host).unwrap();
            assert_eq!(host.is, is(&target), "died at effect {effect}");
            assert!(plan(&target, &host.is).is_empty());
        }
    }
}

#[test]
fn what_could_not_be_put_back_is_named() {
    let before = is(&was());
    let plan = plan(&want(), &before);
    let mut host = FakeHost { fail_at: Some(4), is_stuck: true, ..FakeHost::new(before) };
    let Err(error @ ApplyError::Mixed { .. }) = apply(&plan, &mut host) else { panic!("not mixed") };
    assert!(error.to_string().contains("/a"), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn file_states_never_print_their_content() {
    let state = FileState { ownership: ownership(), content: Secret::new(b"hidden".to_vec()) };
    assert!(!format!("{state:?}").contains("hidden"));
}
