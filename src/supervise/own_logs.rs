//! The files that services write by themselves, such as NGINX's requests: put aside within the same limits as `current`.
//!
//! Invariant: no line is lost. A file is renamed, the service is told to open its files again, and only when no process
//! of it holds the old one any more is that compressed.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::aside::{Aside, next_label};
use super::compress::{self, Job};
use super::log::Limits;
use super::supervisor::Supervisor;
use crate::sys::{append, clock, fs, process};

/// How often sizes and ages are looked at.
const GLANCE: Duration = Duration::from_secs(1);
/// After how many looks a service that has not opened its file again is told once more.
const DEAF: u32 = 10;

/// A file that was put aside, while its service may still write to it.
#[derive(Debug)]
pub(super) struct Leaving {
    /// The file's name as the service opens it.
    path: PathBuf,
    /// Where it lies now.
    aside: PathBuf,
    /// How often it has been looked at.
    looks: u32,
}

impl Supervisor {
    /// When own logs want to be looked at next, if a service has some.
    pub(super) fn own_logs_wake(&self) -> Option<Duration> {
        let has_own = self.members.values().any(|member| {
            !member.leaving.is_empty() || (member.process.is_some() && !member.definition.own_logs.is_empty())
        });
        has_own.then_some(self.own_logs_due)
    }

    /// Puts aside what has outgrown its limits, and compresses what its service has let go.
    pub(super) fn tend_own_logs(&mut self) {
        if self.own_logs_wake().is_none_or(|due| due > self.now()) {
            return;
        }
        self.own_logs_due = self.now() + GLANCE;
        let now = clock::now();
        let mut said = Vec::new();
        for (name, member) in &mut self.members {
            let limits = Limits::of(&member.definition);
            let signal = member.definition.reopen_signal;
            let pid = member.process.as_ref().map(|process| process.pid);
            let tell = || {
                if let (Some(pid), Some(signal)) = (pid, signal) {
                    process::signal(pid, signal);
                }
            };
            member.leaving.retain_mut(|leaving| {
                leaving.looks += 1;
                if leaving.is_held(pid) {
                    // It may have been starting when it was told.
                    if leaving.looks % DEAF == 0 {
                        tell();
                    }
                    return true;
                }
                leaving.finish(&limits);
                false
            });
            let Some(_) = pid.and(signal) else { continue };
            let mut is_told = false;
            for path in &member.definition.own_logs {
                if member.leaving.iter().any(|leaving| leaving.path == *path) || !is_due(path, &limits, now) {
                    continue;
                }
                match put_aside(path, now) {
                    Ok(aside) => {
                        member.leaving.push(Leaving { path: path.clone(), aside, looks: 0 });
                        is_told = true;
                    }
                    Err(error) => {
                        said.push(format!("{name}: could not put {} aside: {error}", path.display()));
                    }
                }
            }
            if is_told {
                tell();
            }
        }
        for line in said {
            self.report(&line);
        }
    }
}

impl Leaving {
    /// Whether the service may still write to it: it has not made the new file, or a process of it holds this one.
    fn is_held(&self, pid: Option<u32>) -> bool {
        let Some(pid) = pid else { return false };
        let children = process::children(pid).into_iter().map(|(child, _)| child);
        !self.path.exists()
            || std::iter::once(pid).chain(children).any(|pid| process::holds(pid, &self.aside))
    }

    /// Compresses it, and removes the oldest beyond those that are kept.
    fn finish(&self, limits: &Limits) {
        if let (Some(folder), Some(name)) =
            (self.path.parent(), self.path.file_name().and_then(|name| name.to_str()))
            && limits.count > 0
        {
            remove_surplus(folder, name, limits.count);
        }
        if limits.compress > 0
            && let Ok(file) = append::open_to_read(&self.aside)
        {
            compress::later(Job { file, path: self.aside.clone(), level: limits.compress });
        }
    }
}

/// Whether a file has outgrown its size or its age. An empty one has not.
fn is_due(path: &Path, limits: &Limits, now: SystemTime) -> bool {
    let Some((size, begun)) = fs::size_and_birth(path) else { return false };
    let is_old = limits.age > Duration::ZERO
        && begun.is_some_and(|begun| now.duration_since(begun).is_ok_and(|age| age >= limits.age));
    size > 0 && ((limits.size > 0 && size > limits.size) || is_old)
}

/// Renames `path` to the label of this moment; answers its new place.
fn put_aside(path: &Path, now: SystemTime) -> std::io::Result<PathBuf> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new("/"));
    let labels = labels(folder, name);
    let aside = path.with_file_name(Aside::name(name, &next_label(now, labels.iter().map(String::as_str))));
    fs::rename(path, &aside)?;
    Ok(aside)
}

/// The labels of the files that `name` was, each once, sorted by time.
fn labels(folder: &Path, name: &str) -> Vec<String> {
    let names = fs::list(folder).unwrap_or_default();
    let found = names.iter().filter_map(|found| Aside::parse(found)).filter(|aside| aside.of == name);
    let mut labels: Vec<String> = found.map(|aside| aside.label).collect();
    labels.sort();
    labels.dedup();
    labels
}

/// Removes the oldest of the files that `name` was, beyond `count`. One that cannot be removed is tried again later.
fn remove_surplus(folder: &Path, name: &str, count: usize) {
    let labels = labels(folder, name);
    let surplus = labels.len().saturating_sub(count);
    for label in labels.iter().take(surplus) {
        let _ = compress::forget(&folder.join(Aside::name(name, label)));
    }
}
