//! What a run is about to change on disk, written down before the first of it, so that whoever finds it puts
//! everything back: a run that died leaves the host as it was, never half of each.
//!
//! Invariant: from before the first change until after the last proof, the journal lies on the disk. One rename ends it:
//! a run that is done puts it into its generation, which is whole only then. With a journal the files before count,
//! without one those on the disk.
//!
//! Invariant: nothing here asks whether a run is still at work. Who calls [`recover`] holds the lock of all runs.

use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::secret::Secret;
use crate::sys::fs::{self, Access};
use crate::sys::{self, Root};

/// Where the journal lies while files change; root's alone, as it holds the files that were there, with their secrets.
pub const PATH: &str = "/var/opt/gitlab/wharf/journal.json";
/// Where it lies once every file is the new one, while the services follow.
pub const SWITCHED: &str = "/var/opt/gitlab/wharf/journal-switched.json";
/// One reconfigure at a time: who changes the host holds this lock.
pub const LOCK: &str = "/run/wharf/reconfigure.lock";
/// Its name in the folder of the generation that it led to.
pub const CLOSED: &str = "journal.json";
const SCHEMA: &str = "wharf.journal/1";

/// What a run is about to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    schema: String,
    /// When it began, in seconds since 1970.
    pub began: u64,
    /// The generation that it makes.
    pub generation: u64,
    /// What is there before, in the order of the changes.
    pub entries: Vec<Entry>,
}

/// One path and what is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The host path, without the root.
    pub path: String,
    /// What is there before the run.
    pub before: State,
}

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum State {
    /// Nothing.
    Absent,
    /// A folder.
    Folder {
        /// Its owner.
        uid: u32,
        /// Its group.
        gid: u32,
        /// Its permission bits.
        mode: u32,
    },
    /// A file.
    File {
        /// Its owner.
        uid: u32,
        /// Its group.
        gid: u32,
        /// Its permission bits.
        mode: u32,
        /// All of it.
        #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
        content: Secret<Vec<u8>>,
    },
    /// A symbolic link.
    Link {
        /// What it points at.
        target: String,
    },
}

fn to_base64<S: Serializer>(content: &Secret<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(content.expose()))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret<Vec<u8>>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map(Secret::new).map_err(serde::de::Error::custom)
}

impl State {
    /// What is at `place` now.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn of(place: &Path) -> io::Result<Self> {
        if let Some(target) = fs::link_target(place) {
            return Ok(Self::Link { target: target.to_string_lossy().into_owned() });
        }
        let Some(access) = fs::access(place) else { return Ok(Self::Absent) };
        let (uid, gid, mode) = (access.uid.unwrap_or_default(), access.gid.unwrap_or_default(), access.mode);
        if place.is_dir() {
            return Ok(Self::Folder { uid, gid, mode });
        }
        Ok(Self::File { uid, gid, mode, content: Secret::new(fs::read(place)?) })
    }

    /// Makes it so again at `place`.
    ///
    /// # Errors
    /// When the system refuses it.
    fn restore(&self, place: &Path) -> io::Result<()> {
        // What is as it was needs nothing, not even room on a full disk. Nor does what was kept aside.
        let is_it = |place: &Path| Self::of(place).is_ok_and(|now| now == *self);
        if is_it(place) {
            return Ok(());
        }
        if let Self::File { .. } | Self::Link { .. } = self
            && let Some(aside) =
                fs::temporaries_of(place).ok().and_then(|all| all.into_iter().find(|aside| is_it(aside)))
        {
            return fs::put_back(&aside, place);
        }
        let access = |uid, gid, mode| {
            // Who is not root cannot give files away, and had none that belong to others.
            let owner = |id| (sys::accounts::effective_user() == 0).then_some(id);
            Access { uid: owner(uid), gid: owner(gid), mode }
        };
        match self {
            Self::Absent if fs::link_target(place).is_none() && place.is_dir() => {
                // What a service put into it in the meantime stays.
                fs::remove_empty_directory(place);
                Ok(())
            }
            Self::Absent => fs::remove(place),
            Self::Folder { uid, gid, mode } => {
                let access = access(*uid, *gid, *mode);
                if !fs::make_directory(place, access)? {
                    fs::set_access(place, access)?;
                }
                Ok(())
            }
            Self::File { uid, gid, mode, content } => {
                fs::replace(place, content.expose(), access(*uid, *gid, *mode))
            }
            Self::Link { target } => fs::replace_link(place, &PathBuf::from(target)),
        }
    }
}

/// A journal that could not be written, read or followed.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
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
    /// It is no journal.
    #[error("{path} is no journal of this program: {reason}")]
    Unreadable {
        /// Where it lies.
        path: String,
        /// Why.
        reason: String,
    },
}

impl crate::problem::Hint for JournalError {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Refused { .. } => "mend what it says, then run `wharf reconfigure` again".to_owned(),
            Self::Unreadable { path, .. } => {
                format!("move {path} away, look at the files with `wharf plan`, then run `wharf reconfigure`")
            }
        })
    }
}

/// What came of putting a run back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// When the run began, in seconds since 1970.
    pub began: u64,
    /// The generation it was to make.
    pub generation: u64,
    /// What could not be put back, each with the reason.
    pub stuck: Vec<String>,
}

impl Journal {
    /// What is there now at `paths`, in the order in which they will change. A path that comes twice counts once.
    ///
    /// # Errors
    /// When something that is there cannot be read.
    pub fn of<'p>(
        root: &Root,
        paths: impl IntoIterator<Item = &'p str>,
        generation: u64,
        began: u64,
    ) -> Result<Self, JournalError> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for path in paths.into_iter().filter(|path| known.insert(*path)) {
            let before = State::of(&root.join(path)).map_err(refused("read", path))?;
            entries.push(Entry { path: path.to_owned(), before });
        }
        Ok(Self { schema: SCHEMA.to_owned(), began, generation, entries })
    }

    /// Puts it on the disk.
    ///
    /// # Errors
    /// When the system refuses it; nothing is left behind.
    pub fn write(&self, root: &Root) -> Result<(), JournalError> {
        let place = root.join(PATH);
        let write = || -> io::Result<()> {
            if let Some(folder) = place.parent() {
                fs::make_directories(folder)?;
            }
            // Of a run that was killed while it wrote its own: it holds what the files held.
            fs::remove_temporaries_of(&place)?;
            let mut text = serde_json::to_vec(self).map_err(io::Error::other)?;
            text.push(b'\n');
            fs::replace(&place, &text, Access::mode(0o600))
        };
        write().map_err(refused("write", PATH))
    }

    /// The journal that lies on the disk, if one does.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read(root: &Root) -> Result<Option<Self>, JournalError> {
        let Some(path) = place(root) else { return Ok(None) };
        let bytes = fs::read(&root.join(path)).map_err(refused("read", path))?;
        let unreadable = |reason: String| JournalError::Unreadable { path: path.to_owned(), reason };
        let journal: Self = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        if journal.schema != SCHEMA {
            return Err(unreadable(format!("its schema is `{}`", journal.schema)));
        }
        Ok(Some(journal))
    }

    /// Puts everything back, the last change first. Answers what could not be, each with the reason.
    #[must_use]
    pub fn undo(&self, root: &Root) -> Vec<String> {
        let mut stuck = Vec::new();
        for Entry { path, before } in self.entries.iter().rev() {
            let place = root.join(path);
            if let Err(error) = before.restore(&place) {
                stuck.push(format!("{path}: {error}"));
            }
            // Half-written, and perhaps a secret. One that cannot be removed harms nobody: the next run tries again.
            let _ = fs::remove_temporaries_of(&place);
        }
        stuck
    }
}

/// Where a journal lies, if one does.
fn place(root: &Root) -> Option<&'static str> {
    [PATH, SWITCHED].into_iter().find(|path| fs::access(&root.join(path)).is_some())
}

/// Whether a run was cut short, or is at work.
#[must_use]
pub fn is_open(root: &Root) -> bool {
    place(root).is_some()
}

/// Whether some files may be old and some new.
#[must_use]
pub fn is_switching(root: &Root) -> bool {
    place(root) == Some(PATH)
}

/// Notes that every file is the new one: services may start on them.
///
/// # Errors
/// When the system refuses it.
pub fn switch(root: &Root) -> Result<(), JournalError> {
    fs::rename(&root.join(PATH), &root.join(SWITCHED)).map_err(refused("go on with", PATH))
}

/// Notes that files go back: no service may start until they all have. A run that had not switched stays so.
///
/// # Errors
/// When the system refuses it.
pub fn turn_back(root: &Root) -> Result<(), JournalError> {
    if place(root) != Some(SWITCHED) {
        return Ok(());
    }
    fs::rename(&root.join(SWITCHED), &root.join(PATH)).map_err(refused("turn back from", SWITCHED))
}

/// Ends a run that is done: from here on, what is on the disk counts. The journal goes into `folder`, a host path.
///
/// # Errors
/// When the system refuses it; the journal then lies where it lay, so that the run can be put back.
pub fn close(root: &Root, folder: &str) -> Result<(), JournalError> {
    let (open, closed) = (root.join(SWITCHED), root.join(folder).join(CLOSED));
    fs::rename(&open, &closed)
        .and_then(|()| fs::sync_folder_of(&open))
        .inspect_err(|_| {
            // It may have moved, and only not be safe. Nobody can mend it where that is refused too.
            let _ = fs::rename(&closed, &open);
        })
        .map_err(refused("close", SWITCHED))
}

/// Ends a run that was put back.
///
/// # Errors
/// When the system refuses it.
pub fn drop_undone(root: &Root) -> Result<(), JournalError> {
    let remove = |path: &str| fs::remove(&root.join(path)).map_err(refused("remove", path));
    remove(PATH).and_then(|()| remove(SWITCHED))
}

/// Puts back what a run that was cut short had changed; `None` where there was none. The caller holds the lock.
///
/// # Errors
/// When the journal cannot be read or removed.
pub fn recover(root: &Root) -> Result<Option<Recovered>, JournalError> {
    let Some(journal) = Journal::read(root)? else { return Ok(None) };
    // Where that is refused the files still go back; only a service that starts in the meantime is not kept waiting.
    let _ = turn_back(root);
    let stuck = journal.undo(root);
    if stuck.is_empty() {
        drop_undone(root)?;
    }
    Ok(Some(Recovered { began: journal.began, generation: journal.generation, stuck }))
}

fn refused(action: &'static str, path: &str) -> impl FnOnce(io::Error) -> JournalError {
    let path = path.to_owned();
    move |source| JournalError::Refused { action, path, source }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a host in a folder of the test")]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::{Journal, PATH, State, is_open, is_switching, recover, switch};
    use crate::sys::Root;

    /// A folder with a file, a link and a folder, all of which a run changes, and what it makes anew.
    fn host() -> (tempfile::TempDir, Root, Vec<&'static str>) {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path.trim_start_matches('/'));
        fs::create_dir_all(at("/etc/old")).unwrap();
        fs::set_permissions(at("/etc/old"), fs::Permissions::from_mode(0o751)).unwrap();
        fs::write(at("/etc/file"), b"before \xff").unwrap();
        fs::set_permissions(at("/etc/file"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("/somewhere", at("/etc/link")).unwrap();
        let root = Root::new(folder.path()).unwrap();
        (folder, root, vec!["/etc/old", "/etc/new", "/etc/file", "/etc/new/file", "/etc/link", "/etc/link2"])
    }

    fn change(folder: &std::path::Path, many: usize) {
        let at = |path: &str| folder.join(path.trim_start_matches('/'));
        let steps: [&dyn Fn(); 7] = [
            &|| fs::set_permissions(at("/etc/old"), fs::Permissions::from_mode(0o700)).unwrap(),
            &|| fs::create_dir(at("/etc/new")).unwrap(),
            &|| fs::write(at("/etc/.file.0123456789abcdef0123456789abcdef.tmp"), "half").unwrap(),
            &|| fs::write(at("/etc/file"), "after").unwrap(),
            &|| fs::write(at("/etc/new/file"), "new").unwrap(),
            &|| {
                fs::remove_file(at("/etc/link")).unwrap();
                symlink("/elsewhere", at("/etc/link")).unwrap();
            },
            &|| symlink("/x", at("/etc/link2")).unwrap(),
        ];
        for step in steps.iter().take(many) {
            step();
        }
    }

    #[test]
    fn whenever_a_run_dies_everything_is_as_it_was() {
        for died_after in 0..=7 {
            let (folder, root, paths) = host();
            let journal = Journal::of(&root, paths.iter().copied(), 7, 1).unwrap();
            journal.write(&root).unwrap();
            change(folder.path(), died_after);
            assert!(is_switching(&root));
            if died_after == 7 {
                switch(&root).unwrap();
                assert!(is_open(&root) && !is_switching(&root));
            }
            let recovered = recover(&root).unwrap().unwrap();
            assert_eq!((recovered.generation, recovered.stuck), (7, vec![]), "after {died_after}");
            assert!(!is_open(&root));
            let now = Journal::of(&root, paths.iter().copied(), 7, 1).unwrap();
            assert_eq!(now, journal, "after {died_after}");
            assert!(!folder.path().join("etc/.file.0123456789abcdef0123456789abcdef.tmp").exists());
            assert_eq!(recover(&root).unwrap(), None);
        }
    }

    #[test]
    fn what_a_run_kept_aside_is_put_back_itself_so_that_a_full_disk_is_no_matter() {
        let (folder, root, paths) = host();
        let journal = Journal::of(&root, paths.iter().copied(), 1, 1).unwrap();
        journal.write(&root).unwrap();
        let inode = |path: &str| fs::symlink_metadata(folder.path().join(path)).unwrap().ino();
        let before = (inode("etc/file"), inode("etc/link"));
        for path in ["/etc/file", "/etc/link"] {
            crate::sys::fs::keep_aside(&root.join(path)).unwrap().unwrap();
        }
        // as a replacement does it: another file under the name
        fs::remove_file(folder.path().join("etc/file")).unwrap();
        change(folder.path(), 7);
        assert_eq!(recover(&root).unwrap().unwrap().stuck, Vec::<String>::new());
        assert_eq!((inode("etc/file"), inode("etc/link")), before);
        assert_eq!(Journal::of(&root, paths.iter().copied(), 1, 1).unwrap(), journal);
        assert_eq!(fs::read_dir(folder.path().join("etc")).unwrap().count(), 3, "the second names are gone");
    }

    #[test]
    fn what_cannot_be_put_back_is_named_and_tried_again() {
        let (folder, root, paths) = host();
        Journal::of(&root, paths, 1, 1).unwrap().write(&root).unwrap();
        change(folder.path(), 7);
        // a folder in the place of the file
        fs::remove_file(folder.path().join("etc/file")).unwrap();
        fs::create_dir_all(folder.path().join("etc/file/x")).unwrap();
        let recovered = recover(&root).unwrap().unwrap();
        assert_eq!(recovered.stuck.len(), 1, "{recovered:?}");
        assert!(recovered.stuck.iter().all(|stuck| stuck.starts_with("/etc/file: ")), "{recovered:?}");
        assert!(is_open(&root));
        fs::remove_dir_all(folder.path().join("etc/file")).unwrap();
        assert_eq!(recover(&root).unwrap().unwrap().stuck, Vec::<String>::new());
        assert_eq!(fs::read(folder.path().join("etc/file")).unwrap(), b"before \xff");
    }

    #[test]
    fn it_is_roots_alone_and_shows_nothing() {
        let (folder, root, paths) = host();
        let journal = Journal::of(&root, paths, 1, 1).unwrap();
        journal.write(&root).unwrap();
        let place = folder.path().join(PATH.trim_start_matches('/'));
        assert_eq!(fs::metadata(&place).unwrap().mode() & 0o777, 0o600);
        assert!(
            !format!("{journal:?}").contains("before \\xff") && !format!("{journal:?}").contains("98, 101")
        );
        assert!(matches!(
            journal.entries.first().map(|entry| &entry.before),
            Some(State::Folder { mode: 0o751, .. })
        ));
    }

    #[test]
    fn what_is_no_journal_is_refused_and_stays() {
        let (folder, root, _) = host();
        let place = folder.path().join(PATH.trim_start_matches('/'));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        for text in ["", "{}", "[]", r#"{"schema":"wharf.journal/9","began":1,"generation":1,"entries":[]}"#]
        {
            fs::write(&place, text).unwrap();
            assert!(recover(&root).is_err(), "{text}");
            assert!(place.exists());
        }
    }
}
