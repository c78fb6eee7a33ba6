//! Files in a folder of another user: no link that was planted there leads a read or a write elsewhere.
#![expect(clippy::disallowed_methods, reason = "opens folders and files without following links")]

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::fs::{self, Access};

/// A folder that was opened once and is worked in through that: what happens to its path meanwhile changes nothing.
#[derive(Debug)]
pub struct Folder {
    file: File,
    uid: u32,
    gid: u32,
}

impl Folder {
    /// Opens a folder; `None` when there is none.
    ///
    /// # Errors
    /// When it is a link or no folder, or may not be opened.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let flags = nix::libc::O_DIRECTORY | nix::libc::O_NOFOLLOW;
        let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                let message = "it is a symbolic link or no folder, and is not followed";
                return Err(io::Error::new(ErrorKind::NotADirectory, message));
            }
            outcome => outcome?,
        };
        let data = file.metadata()?;
        Ok(Some(Self { uid: data.uid(), gid: data.gid(), file }))
    }

    /// Replaces a file whole; it belongs to who owns the folder.
    ///
    /// # Errors
    /// When any step is refused; the file is then as it was.
    pub fn replace(&self, name: &str, bytes: &[u8], mode: u32) -> io::Result<()> {
        let is_ours = self.uid == super::accounts::effective_user();
        let owner = |id: u32| Some(id).filter(|_| !is_ours);
        fs::replace(&self.at(name), bytes, Access { uid: owner(self.uid), gid: owner(self.gid), mode })
    }

    /// The whole file, as [`read_plain`].
    ///
    /// # Errors
    /// As [`read_plain`].
    pub fn read(&self, name: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        read_plain(&self.at(name), limit)
    }

    /// Removes a file or link; one that is not there is no error.
    ///
    /// # Errors
    /// When it is there and cannot be removed.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove(&self.at(name))
    }

    fn at(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", self.file.as_raw_fd())).join(name)
    }
}

/// The whole file, of at most `limit` bytes; `None` when there is none.
///
/// # Errors
/// When it cannot be read, is a link or no plain file, or is larger.
pub fn read_plain(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let flags = nix::libc::O_NOFOLLOW | nix::libc::O_NONBLOCK;
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.raw_os_error() == Some(nix::libc::ELOOP) => {
            return Err(io::Error::new(
                ErrorKind::InvalidInput,
                "it is a symbolic link, which is not followed",
            ));
        }
        outcome => outcome?,
    };
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is no plain file"));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("it is larger than {limit} bytes")));
    }
    Ok(Some(bytes))
}

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

/// The stamp of a file, or of a link as such; `None` when there is none.
///
/// # Errors
/// When it cannot be told whether there is one.
pub fn stamp(path: &Path) -> io::Result<Option<Stamp>> {
    match std::fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(Stamp {
            device: data.dev(),
            inode: data.ino(),
            size: data.size(),
            written: (data.mtime(), data.mtime_nsec()),
            changed: (data.ctime(), data.ctime_nsec()),
        })),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_leads_a_write_or_a_read_elsewhere() {
        let place = tempfile::tempdir().unwrap();
        let (inside, other) = (place.path().join("inside"), place.path().join("other"));
        fs::make_directory(&inside, Access::mode(0o700)).unwrap();
        fs::replace(&other, b"mine", Access::mode(0o600)).unwrap();
        std::os::unix::fs::symlink(&other, inside.join("x")).unwrap();
        let folder = Folder::open(&inside).unwrap().unwrap();
        assert!(folder.read("x", 99).unwrap_err().to_string().contains("symbolic link"));
        folder.replace("x", b"new", 0o600).unwrap();
        assert_eq!(folder.read("x", 99).unwrap().unwrap(), b"new");
        assert_eq!(fs::read(&other).unwrap(), b"mine");
        assert!(folder.read("x", 2).unwrap_err().to_string().contains("larger"));
        folder.remove("x").unwrap();
        assert_eq!(folder.read("x", 99).unwrap(), None);
        nix::unistd::mkfifo(&inside.join("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert!(folder.read("pipe", 99).unwrap_err().to_string().contains("no plain file"));
    }

    #[test]
    fn a_link_in_the_place_of_the_folder_is_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let link = place.path().join("link");
        std::os::unix::fs::symlink("/tmp", &link).unwrap();
        assert!(Folder::open(&link).unwrap_err().to_string().contains("symbolic link"));
        assert!(Folder::open(&place.path().join("none")).unwrap().is_none());
    }

    #[test]
    fn a_replaced_file_has_another_stamp() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("x");
        assert_eq!(stamp(&path).unwrap(), None);
        fs::replace(&path, b"one", Access::mode(0o600)).unwrap();
        let first = stamp(&path).unwrap();
        assert_eq!(stamp(&path).unwrap(), first);
        fs::replace(&path, b"two", Access::mode(0o600)).unwrap();
        assert_ne!(stamp(&path).unwrap(), first);
    }
}
