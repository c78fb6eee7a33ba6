//! How much room a file system has.

use std::io;
use std::path::Path;

use nix::fcntl::{AT_FDCWD, AtFlags};
use nix::sys::statvfs::{FsFlags, statvfs};
use nix::unistd::AccessFlags;

/// The room of one file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes that anybody may still write.
    pub free: u64,
    /// Bytes in all.
    pub total: u64,
    /// Files that may still be made; `None` where the file system keeps no such number.
    pub files: Option<u64>,
    /// Whether it is mounted without the right to write.
    pub is_read_only: bool,
}

/// The room of the file system that `path` lies on, or would lie on once it is made.
///
/// # Errors
/// When the nearest folder that is there cannot be asked.
pub fn room(path: &Path) -> io::Result<Room> {
    let there = path.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("/"));
    let told = statvfs(there)?;
    let unit = told.fragment_size();
    Ok(Room {
        free: told.blocks_available().saturating_mul(unit),
        total: told.blocks().saturating_mul(unit),
        files: (told.files() > 0).then(|| told.files_available()),
        is_read_only: told.flags().contains(FsFlags::ST_RDONLY),
    })
}

/// Whether this user may make files in the folder `path`.
#[must_use]
pub fn may_write_in(path: &Path) -> bool {
    let wanted = AccessFlags::W_OK | AccessFlags::X_OK;
    nix::unistd::faccessat(AT_FDCWD, path, wanted, AtFlags::AT_EACCESS).is_ok()
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn a_folder_that_is_not_there_yet_has_the_room_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        let here = room(folder.path()).unwrap();
        assert!(here.total > 0 && here.free <= here.total);
        assert_eq!(room(&folder.path().join("a/b")).unwrap().total, here.total);
    }
}
