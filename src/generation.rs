//! What was applied, run by run: the rendered files, the settings they came from, and what was there before.
//!
//! A generation is a folder below [`FOLDER`]. It is whole when the journal of its run lies in it, and counts only then.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

use crate::journal;
use crate::problem::Hint;
use crate::render::Rendered;
use crate::sys::Root;
use crate::sys::fs::{self, Access};

/// Where generations lie; root's alone, as they hold secrets.
pub const FOLDER: &str = "/var/opt/gitlab/wharf/generations";
/// How many are kept.
pub const KEPT: usize = 10;
const ABOUT: &str = "generation.json";
const RENDERED: &str = "rendered.json";

/// One run that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    /// Its number, from 1.
    pub number: u64,
    /// When it was applied, in seconds since 1970.
    pub at: u64,
    /// The settings file it was made from.
    pub settings_file: String,
    /// The version of this program.
    pub version: String,
    /// What changed, in a few words.
    pub changes: String,
    /// The generation that was rolled back to, where this was no reconfigure.
    pub rolled_back_to: Option<u64>,
    /// Where its files are read.
    pub layout: Layout,
}

/// Where the readers of the rendered files look; host paths, but for the program and the log folders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The engine's config.yml.
    pub registry_config: String,
    /// The program of NGINX, where there is one.
    pub nginx_program: Option<String>,
    /// The folder of NGINX' tree.
    pub nginx_prefix: String,
    /// The folders that NGINX logs into, with the root.
    pub nginx_logs: Vec<String>,
    /// Where clients come in, where that is through our NGINX.
    #[serde(default)]
    pub public: Option<PublicAddress>,
    /// Who reads gitlab.yml, where one is written.
    #[serde(default)]
    pub rails: Option<RailsReader>,
}

/// GitLab, as the reader of its gitlab.yml.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RailsReader {
    /// The file, as a host path.
    pub path: String,
    /// What restarts GitLab.
    pub restart_command: Option<String>,
}

/// Where clients come in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAddress {
    /// What they ask for: `https://registry.example.com:5050/v2/`, with the scheme that our NGINX speaks.
    pub url: String,
    /// Where it listens, as this host reaches it: `127.0.0.1:5050`.
    pub listener: String,
    /// Whether it expects the PROXY protocol.
    pub speaks_proxy: bool,
}

/// A generation that could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum GenerationError {
    /// The system refused something.
    #[error("could not {action} {path}")]
    Refused {
        /// What was being done.
        action: &'static str,
        /// To what.
        path: String,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// There is no such generation.
    #[error("there is no generation {number}{}", known(kept))]
    Unknown {
        /// The one asked for.
        number: u64,
        /// Those that are kept.
        kept: Vec<u64>,
    },
}

fn known(kept: &[u64]) -> String {
    match (kept.first(), kept.last()) {
        (Some(first), Some(last)) => format!("; kept are {first} to {last}"),
        _ => "; none is kept yet".to_owned(),
    }
}

impl Hint for GenerationError {
    fn hint(&self) -> Option<String> {
        matches!(self, Self::Unknown { .. }).then(|| "`wharf history` lists them".to_owned())
    }
}

fn refused(action: &'static str, path: &str) -> impl FnOnce(io::Error) -> GenerationError {
    let path = path.to_owned();
    move |source| GenerationError::Refused { action, path, source }
}

fn folder(number: u64) -> String {
    format!("{FOLDER}/{number}")
}

/// Every generation that is kept, the oldest first, and those that cannot be read.
///
/// # Errors
/// When their folder is there and cannot be read.
pub fn list(root: &Root) -> Result<(Vec<Generation>, Vec<GenerationError>), GenerationError> {
    let (mut kept, mut unreadable) = (Vec::new(), Vec::new());
    for number in numbers(root)? {
        match about(root, number) {
            Ok(generation) => kept.push(generation),
            Err(error) => unreadable.push(error),
        }
    }
    Ok((kept, unreadable))
}

/// The numbers of the generations that are kept, the lowest first.
///
/// # Errors
/// When their folder is there and cannot be read.
pub fn numbers(root: &Root) -> Result<Vec<u64>, GenerationError> {
    Ok(folders(root)?.into_iter().filter(|number| is_whole(root, *number)).collect())
}

/// The numbers of all folders, whole or not, the lowest first.
fn folders(root: &Root) -> Result<Vec<u64>, GenerationError> {
    let names = fs::list(&root.join(FOLDER)).map_err(refused("read", FOLDER))?;
    let mut numbers: Vec<u64> = names.iter().filter_map(|name| name.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn about(root: &Root, number: u64) -> Result<Generation, GenerationError> {
    read(root, &format!("{}/{ABOUT}", folder(number)))
}

/// The number of the run that comes. It asks no generation what it is: one that was damaged stops nobody.
///
/// # Errors
/// When their folder is there and cannot be read.
pub fn next(root: &Root) -> Result<u64, GenerationError> {
    Ok(numbers(root)?.last().map_or(1, |last| last.saturating_add(1)))
}

fn is_whole(root: &Root, number: u64) -> bool {
    fs::access(&root.join(&format!("{}/{}", folder(number), journal::CLOSED))).is_some()
}

fn read<T: serde::de::DeserializeOwned>(root: &Root, path: &str) -> Result<T, GenerationError> {
    let bytes = fs::read(&root.join(path)).map_err(refused("read", path))?;
    serde_json::from_slice(&bytes).map_err(|error| refused("read", path)(io::Error::other(error)))
}

/// The generation that counts, if one does.
///
/// # Errors
/// When it cannot be read.
pub fn current(root: &Root) -> Result<Option<Generation>, GenerationError> {
    numbers(root)?.last().map(|number| about(root, *number)).transpose()
}

/// The generation `number`.
///
/// # Errors
/// When there is no such generation, or it cannot be read.
pub fn find(root: &Root, number: u64) -> Result<Generation, GenerationError> {
    let kept = numbers(root)?;
    if kept.contains(&number) { about(root, number) } else { Err(GenerationError::Unknown { number, kept }) }
}

/// Where the settings lie that `generation` was made from, or would be: those of the one it went back to, as far as
/// that is kept.
#[must_use]
pub fn settings_of(root: &Root, generation: &Generation) -> std::path::PathBuf {
    let mut source = generation.clone();
    for _ in 0..KEPT {
        let Some(before) = source.rolled_back_to.and_then(|number| find(root, number).ok()) else { break };
        source = before;
    }
    root.join(&folder(source.number)).join(settings_name(&source))
}

fn settings_name(generation: &Generation) -> &str {
    let name = generation.settings_file.rsplit('/').next().filter(|name| !name.is_empty());
    name.unwrap_or("settings")
}

/// Everything that the generation `number` wrote.
///
/// # Errors
/// When there is no such generation, or it cannot be read.
pub fn rendered(root: &Root, number: u64) -> Result<Rendered, GenerationError> {
    find(root, number)?;
    read(root, &format!("{}/{RENDERED}", folder(number)))
}

/// Keeps a generation, all but the journal that makes it whole, and answers its folder. `settings` are the bytes of its
/// settings file, `edited` the files that were changed by hand before it, by their paths.
///
/// # Errors
/// When the system refuses it.
pub fn keep(
    root: &Root,
    generation: &Generation,
    rendered: &Rendered,
    settings: &[u8],
    edited: &BTreeMap<String, Vec<u8>>,
) -> Result<String, GenerationError> {
    let folder = folder(generation.number);
    let place = root.join(&folder);
    let write = || -> io::Result<()> {
        fs::make_directories(&root.join(FOLDER))?;
        fs::set_access(&root.join(FOLDER), Access::mode(0o700))?;
        // What a run that was cut short left of it.
        fs::remove_tree(&place)?;
        fs::make_directory(&place, Access::mode(0o700))?;
        let put = |name: &str, bytes: &[u8]| fs::replace(&place.join(name), bytes, Access::mode(0o600));
        put(ABOUT, &serde_json::to_vec_pretty(generation).map_err(io::Error::other)?)?;
        put(RENDERED, &serde_json::to_vec(rendered).map_err(io::Error::other)?)?;
        put(settings_name(generation), settings)?;
        for (path, bytes) in edited {
            let copy = place.join("edited").join(path.trim_start_matches('/'));
            if let Some(above) = copy.parent() {
                fs::make_directories(above)?;
            }
            fs::replace(&copy, bytes, Access::mode(0o600))?;
        }
        fs::sync_folder_of(&place)
    };
    write().map_err(refused("keep the generation in", &folder))?;
    Ok(folder)
}

/// Removes the oldest, so that [`KEPT`] stay, and what runs that were cut short left of theirs.
///
/// # Errors
/// When the system refuses it; all that count are still there.
pub fn forget_old(root: &Root) -> Result<(), GenerationError> {
    let kept = numbers(root)?;
    let oldest = kept.iter().rev().nth(KEPT - 1).copied().unwrap_or_default();
    let last = kept.last().copied().unwrap_or_default();
    let half = |number: &u64| *number < last && !kept.contains(number);
    let folders = folders(root)?;
    folders.iter().filter(|number| **number < oldest || half(number)).try_for_each(|old| discard(root, *old))
}

/// Removes the generation `number`, or what there is of it. It counts no more from the first moment: whoever is
/// stopped on the way leaves none without its files.
///
/// # Errors
/// When the system refuses it.
pub fn discard(root: &Root, number: u64) -> Result<(), GenerationError> {
    let path = folder(number);
    let place = root.join(&path);
    fs::remove(&place.join(journal::CLOSED))
        .and_then(|()| fs::remove_tree(&place))
        .map_err(refused("remove", &path))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a host in a folder of the test")]
mod tests {
    use std::collections::BTreeMap;

    use super::{
        FOLDER, Generation, GenerationError, KEPT, Layout, current, find, forget_old, keep, list, next,
        numbers, rendered,
    };
    use crate::journal::{self, Journal};
    use crate::render::{File, Ownership, Rendered};
    use crate::sys::Root;

    fn root() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path()).unwrap();
        (folder, root)
    }

    fn generation(number: u64) -> Generation {
        Generation {
            number,
            at: number,
            settings_file: "/etc/gitlab/gitlab.toml".to_owned(),
            version: "1".to_owned(),
            changes: "1 file".to_owned(),
            rolled_back_to: None,
            layout: Layout::default(),
        }
    }

    fn files(content: &str) -> Rendered {
        let ownership = Ownership { user: "root".to_owned(), group: "root".to_owned(), mode: 0o640 };
        let file = File { ownership, content: content.to_owned(), is_secret: false };
        Rendered { files: [("/a".to_owned(), file)].into(), ..Rendered::default() }
    }

    fn apply(root: &Root, number: u64) {
        Journal::of(root, ["/a"], number, 1).unwrap().write(root).unwrap();
        let edited = BTreeMap::from([("/b/c".to_owned(), b"by hand".to_vec())]);
        let folder =
            keep(root, &generation(number), &files(&number.to_string()), b"x = 1\n", &edited).unwrap();
        journal::switch(root).unwrap();
        journal::close(root, &folder).unwrap();
        forget_old(root).unwrap();
    }

    #[test]
    fn a_generation_counts_when_its_journal_lies_in_it() {
        let (folder, root) = root();
        assert_eq!(current(&root).unwrap(), None);
        Journal::of(&root, ["/a"], 1, 1).unwrap().write(&root).unwrap();
        let kept = keep(&root, &generation(1), &files("1"), b"", &BTreeMap::new()).unwrap();
        assert_eq!(numbers(&root).unwrap(), Vec::<u64>::new());
        assert!(matches!(rendered(&root, 1), Err(GenerationError::Unknown { number: 1, .. })));
        journal::switch(&root).unwrap();
        journal::close(&root, &kept).unwrap();
        assert!(!journal::is_open(&root));
        assert_eq!(current(&root).unwrap(), Some(generation(1)));
        assert_eq!(rendered(&root, 1).unwrap(), files("1"));
        apply(&root, 2);
        let edited = folder.path().join("var/opt/gitlab/wharf/generations/2/edited/b/c");
        assert_eq!(std::fs::read(edited).unwrap(), b"by hand");
    }

    #[test]
    fn the_last_ten_stay() {
        let (_folder, root) = root();
        for number in 1..=13 {
            apply(&root, number);
        }
        assert_eq!(numbers(&root).unwrap(), (4..=13).collect::<Vec<_>>());
        assert_eq!(numbers(&root).unwrap().len(), KEPT);
        let error = rendered(&root, 3).unwrap_err().to_string();
        assert_eq!(error, "there is no generation 3; kept are 4 to 13");
    }
    #[test]
    fn a_damaged_generation_stops_no_run_and_is_named() {
        let (folder, root) = root();
        (1..=3).for_each(|number| apply(&root, number));
        let at = |path: &str| folder.path().join(FOLDER.trim_start_matches('/')).join(path);
        std::fs::remove_file(at("2/generation.json")).unwrap();
        std::fs::write(at("3/generation.json"), "garbage").unwrap();
        let (kept, unreadable) = list(&root).unwrap();
        assert_eq!((kept, unreadable.len()), (vec![generation(1)], 2));
        assert_eq!(next(&root).unwrap(), 4);
        assert!(find(&root, 3).unwrap_err().to_string().ends_with("generations/3/generation.json"));
        assert!(current(&root).is_err());
        (4..=13).for_each(|number| apply(&root, number));
        assert_eq!(numbers(&root).unwrap(), (4..=13).collect::<Vec<_>>());
    }

    #[test]
    fn what_runs_that_were_cut_short_left_goes_with_the_next_that_is_done() {
        let (folder, root) = root();
        (1..=12).for_each(|number| apply(&root, number));
        let at = |path: &str| folder.path().join(FOLDER.trim_start_matches('/')).join(path);
        // one that was being forgotten, one that was being made
        std::fs::create_dir(at("2")).unwrap();
        std::fs::write(at("2/rendered.json"), "{}").unwrap();
        std::fs::create_dir(at("13")).unwrap();
        assert_eq!(next(&root).unwrap(), 13);
        apply(&root, 13);
        assert!(!at("2").exists());
        assert_eq!(numbers(&root).unwrap(), (4..=13).collect::<Vec<_>>());
    }
}
