//! Files, replaced whole and synced.
#![expect(clippy::disallowed_methods, reason = "the one place that opens files")]

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use nix::unistd::{Gid, Uid};

pub use super::beside::{keep_aside, put_back, remove_temporaries_of, temporaries_of, temporary_name};

/// Who a file belongs to and who may read it. `None` leaves the owner as the process makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// The owner.
    pub uid: Option<u32>,
    /// The group.
    pub gid: Option<u32>,
    /// The mode, such as `0o640`.
    pub mode: u32,
}

impl Access {
    /// The process' own file with this mode.
    #[must_use]
    pub fn mode(mode: u32) -> Self {
        Self { uid: None, gid: None, mode }
    }
}

/// Replaces `path` whole: temporary in the same folder with owner and mode, write, fsync, rename, fsync of the folder.
///
/// # Errors
/// When any step is refused; `path` is then as it was and the temporary is gone.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let temporary = write_beside(path, bytes, access)?;
    std::fs::rename(&temporary, path).inspect_err(|_| {
        let _ = std::fs::remove_file(&temporary);
    })?;
    sync_folder_of(path)
}

/// Writes and syncs a temporary beside `path`, for a later [`rename`] onto it.
///
/// # Errors
/// When any step is refused; nothing is left behind.
pub fn write_beside(path: &Path, bytes: &[u8], access: Access) -> io::Result<PathBuf> {
    let temporary = temporary_name(path);
    let written = (|| {
        // 0600 until the owner is set: the file never has a wider reader than it will have.
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
        own(&file, access)?;
        file.write_all(bytes)?;
        file.sync_all()
    })();
    match written {
        Ok(()) => Ok(temporary),
        Err(error) => {
            let _ = std::fs::remove_file(&temporary);
            Err(error)
        }
    }
}

fn own(file: &File, access: Access) -> io::Result<()> {
    if access.uid.is_some() || access.gid.is_some() {
        nix::unistd::fchown(file, access.uid.map(Uid::from_raw), access.gid.map(Gid::from_raw))?;
    }
    file.set_permissions(std::fs::Permissions::from_mode(access.mode))
}

/// Gives a file or folder its owner and mode. A link is followed only where it can be trusted.
///
/// # Errors
/// When it does not exist, the process may not, or it is a link of another user.
pub fn set_access(path: &Path, access: Access) -> io::Result<()> {
    own(&open_trusted(path, OpenOptions::new().read(true))?, access)
}

/// Opens `path`, through a link only if the link belongs to the superuser or to this process' user: in a folder of
/// another user, that user's link would lead to a file of this one.
///
/// # Errors
/// When it cannot be opened, or is a link of another user.
pub(super) fn open_trusted(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    // Whoever opens a pipe would wait for its other end; what is written to a file waits all the same.
    match options.clone().custom_flags(nix::libc::O_NOFOLLOW | nix::libc::O_NONBLOCK).open(path) {
        Err(error) if error.raw_os_error() == Some(nix::libc::ELOOP) => {
            let owner = std::fs::symlink_metadata(path)?.uid();
            if owner != 0 && owner != nix::unistd::geteuid().as_raw() {
                let message = "it is a symbolic link of another user, which is not followed";
                return Err(io::Error::new(ErrorKind::PermissionDenied, message));
            }
            options.open(path)
        }
        outcome => outcome,
    }
}

/// How long a file is and when it was made, where the file system tells; `None`: there is no such file.
#[must_use]
pub fn size_and_birth(path: &Path) -> Option<(u64, Option<std::time::SystemTime>)> {
    let data = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some((data.len(), data.created().ok()))
}

/// Renames and syncs the folder of `to`.
///
/// # Errors
/// When the rename or the sync is refused.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)?;
    sync_folder_of(to)
}

/// Makes what was renamed or removed in the folder of `path` last through a power loss.
///
/// # Errors
/// When the folder cannot be opened or synced.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(path.parent().unwrap_or(Path::new("/")))?.sync_all()
}

/// Larger than any settings file, secret or certificate.
pub const LARGEST_TEXT: u64 = 10 << 20;
/// Larger than any file that is read whole.
const LARGEST: u64 = 64 << 20;

/// The whole file, of at most 64 MiB.
///
/// # Errors
/// As [`read_at_most`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_at_most(path, LARGEST)
}

/// The whole file, of at most 64 MiB, or `None` when there is none.
///
/// # Errors
/// When it is there and cannot be read, as [`read_at_most`].
pub fn read_optional(path: &Path) -> io::Result<Option<Vec<u8>>> {
    read_optional_at_most(path, LARGEST)
}

/// At most `limit` bytes of the file, or `None` when there is none.
///
/// # Errors
/// When it is there and cannot be read, as [`read_at_most`].
pub fn read_optional_at_most(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    match read_at_most(path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// At most `limit` bytes of the file; a larger file is an error, and so is what has no end or waits for a writer.
///
/// # Errors
/// When it cannot be read, is a pipe, device or folder, or is larger than `limit`.
pub fn read_at_most(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // A named pipe without a writer would wait for one, and some devices for their line.
    let file = OpenOptions::new().read(true).custom_flags(nix::libc::O_NONBLOCK).open(path)?;
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(nix::errno::Errno::EISDIR.into());
    }
    if !data.is_file() {
        return Err(io::Error::new(
            ErrorKind::InvalidInput,
            "it is not a file: a pipe, a socket or a device",
        ));
    }
    take(&file, limit)
}

/// At most `limit` bytes of what the engine keeps, whose folder holds files of its own only.
///
/// # Errors
/// When it cannot be read or is larger than `limit`.
pub fn read_stored(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    take(&File::open(path)?, limit)
}

fn take(file: &File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let message = match limit >> 20 {
            0 => format!("it is larger than {limit} bytes"),
            mebibytes => format!("it is larger than {mebibytes} MiB"),
        };
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Whether an error says that the file, or a folder on the way to it, does not exist.
#[must_use]
pub fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Opens a file for reading.
///
/// # Errors
/// When it cannot be opened.
pub fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Opens a file for reading and writing, made with `mode` if it is not there.
///
/// # Errors
/// When it cannot be opened.
pub fn open_writable(path: &Path, mode: u32) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(mode).open(path)
}

/// Makes a new file for writing. What is there already, a link too, is an error.
///
/// # Errors
/// When it is there, or cannot be made.
pub fn create_new(path: &Path, mode: u32) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

/// Removes a file or link and syncs its folder; one that is not there is no error.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Ok(()) => sync_folder_of(path),
        Err(error) if is_absent(&error) => Ok(()),
        Err(error) => Err(error),
    }
}

/// As [`remove`]; whether it was there.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn take_away(path: &Path) -> io::Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => sync_folder_of(path).map(|()| true),
        Err(error) if is_absent(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes a folder and all below it; one that is not there is no error.
///
/// # Errors
/// When something in it cannot be removed.
pub fn remove_tree(path: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if !is_absent(&error) => Err(error),
        _ => Ok(()),
    }
}

/// Removes an empty folder; one that is not there or not empty is left.
pub fn remove_empty_directory(path: &Path) {
    let _ = std::fs::remove_dir(path);
}

/// Makes one folder with its owner and mode from the start. `false`: it was there, untouched.
///
/// # Errors
/// When its parent is missing or the process may not.
pub fn make_directory(path: &Path, access: Access) -> io::Result<bool> {
    match std::fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {
            set_access(path, access)?;
            sync_folder_of(path)?;
            Ok(true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Folders that [`make_directories`] is making: they may be seen already and be gone after a power loss.
#[derive(Debug)]
struct Making {
    folders: Mutex<BTreeSet<PathBuf>>,
    done: Condvar,
}

static MAKING: Making = Making { folders: Mutex::new(BTreeSet::new()), done: Condvar::new() };

impl Making {
    /// Waits until nobody is making `path`.
    fn wait(&self, path: &Path) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        self.done
            .wait_while(folders, |folders| folders.contains(path))
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that `path` is made, or was given up.
    fn end(&self, path: &Path) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        self.done.notify_all();
    }
}

/// Makes a folder and those above it (mode `0755` less the umask) and syncs each parent. One that another thread has
/// made and not yet synced is waited for: what is written into it must not be lost with it.
///
/// # Errors
/// When one of them cannot be made.
pub fn make_directories(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        drop(MAKING.wait(path));
        if path.is_dir() {
            return Ok(());
        }
    }
    if let Some(parent) = path.parent() {
        make_directories(parent)?;
    }
    MAKING.wait(path).insert(path.to_owned());
    let made = match std::fs::create_dir(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists || !path.is_dir() => Err(error),
        outcome => sync_folder_of(path).inspect_err(|_| {
            if outcome.is_ok() {
                let _ = std::fs::remove_dir(path);
            }
        }),
    };
    MAKING.end(path);
    made
}

/// The names in a folder, sorted; empty when there is no such folder.
///
/// # Errors
/// When it is there and cannot be read.
pub fn list(path: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// What a symbolic link points at; `None` when there is no link.
#[must_use]
pub fn link_target(path: &Path) -> Option<PathBuf> {
    std::fs::read_link(path).ok()
}

/// Makes the symbolic link `path` point at `target`, replacing another link at once.
///
/// # Errors
/// When something that is no link is in the way.
pub fn replace_link(path: &Path, target: &Path) -> io::Result<()> {
    let temporary = temporary_name(path);
    std::os::unix::fs::symlink(target, &temporary)?;
    std::fs::rename(&temporary, path).inspect_err(|_| {
        let _ = std::fs::remove_file(&temporary);
    })?;
    sync_folder_of(path)
}

/// How many bytes a file has.
///
/// # Errors
/// When it is not there, or cannot be seen.
pub fn size(path: &Path) -> io::Result<u64> {
    Ok(std::fs::metadata(path)?.len())
}

/// Owner, group and permission bits, following links; `None` when there is no such file.
#[must_use]
pub fn access(path: &Path) -> Option<Access> {
    let data = std::fs::metadata(path).ok()?;
    Some(Access { uid: Some(data.uid()), gid: Some(data.gid()), mode: data.permissions().mode() & 0o7777 })
}

/// Whether an open descriptor is one of a file, and of no terminal, pipe or socket.
#[must_use]
pub fn is_file(open: &impl std::os::fd::AsFd) -> bool {
    let file = open.as_fd().try_clone_to_owned().map(File::from);
    file.and_then(|file| file.metadata()).is_ok_and(|data| data.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_has_its_mode_and_leaves_no_temporary() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        replace(&path, b"one", Access::mode(0o640)).unwrap();
        replace(&path, b"two", Access::mode(0o600)).unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(access(&path).unwrap().mode, 0o600);
        assert_eq!(list(folder.path()).unwrap(), ["x"]);
    }

    #[test]
    fn a_folder_that_another_thread_is_making_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        MAKING.wait(&path).insert(path.clone());
        std::fs::create_dir(&path).unwrap();
        let (said, heard) = std::sync::mpsc::channel();
        let deep = path.join("b/c");
        std::thread::spawn(move || said.send(make_directories(&deep)));
        let early = heard.recv_timeout(std::time::Duration::from_millis(200));
        assert!(early.is_err(), "`a` is not safe yet");
        MAKING.end(&path);
        heard.recv_timeout(std::time::Duration::from_secs(30)).unwrap().unwrap();
        assert!(path.join("b/c").is_dir());
    }

    #[test]
    fn a_link_of_another_user_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        assert!(make_directory(&target, Access::mode(0o755)).unwrap());
        std::os::unix::fs::symlink(&target, &link).unwrap();
        set_access(&link, Access::mode(0o750)).unwrap();
        assert_eq!(access(&target).unwrap().mode, 0o750, "our own link is followed");
        // Only the superuser can make a link of another user.
        if std::os::unix::fs::lchown(&link, Some(65534), Some(65534)).is_ok() {
            let refused = set_access(&link, Access::mode(0o700)).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
            assert_eq!(access(&target).unwrap().mode, 0o750);
        }
    }

    #[test]
    fn what_is_no_file_or_has_no_end_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("zero"));
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [&pipe, &link] {
            for said in [read(path).map(drop), read_optional(path).map(drop), read_at_most(path, 9).map(drop)]
            {
                assert!(said.unwrap_err().to_string().starts_with("it is not a file"));
            }
        }
        assert_eq!(read_optional(folder.path()).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert!(read_optional(&folder.path().join("none/x")).unwrap().is_none());
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(read(&large).unwrap_err().to_string(), "it is larger than 64 MiB");
        let refused = read_optional_at_most(&large, LARGEST_TEXT).unwrap_err();
        assert_eq!(refused.to_string(), "it is larger than 10 MiB");
        assert_eq!(read_at_most(&large, 64).unwrap_err().to_string(), "it is larger than 64 bytes");
    }
}
