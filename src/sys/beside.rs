//! Names beside a file: temporaries of what is being written, second names of what is being replaced.
#![expect(clippy::disallowed_methods, reason = "the one place that gives second names")]

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::fs::{list, remove, sync_folder_of};

/// A name beside `path` that no other call gives.
#[must_use]
pub fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", uuid::Uuid::new_v4().simple()))
}

/// Removes what writers that were killed left beside `path`, as [`temporaries_of`] finds it.
///
/// # Errors
/// When the folder cannot be read.
pub fn remove_temporaries_of(path: &Path) -> io::Result<()> {
    temporaries_of(path)?.iter().try_for_each(|temporary| remove(temporary))
}

/// What lies beside `path` under the names that [`temporary_name`] gives.
///
/// # Errors
/// When the folder cannot be read.
pub fn temporaries_of(path: &Path) -> io::Result<Vec<PathBuf>> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(Vec::new()) };
    let begin = format!(".{}.", name.to_string_lossy());
    let is_temporary = |other: &String| {
        let middle = other.strip_prefix(&begin).and_then(|rest| rest.strip_suffix(".tmp"));
        middle.is_some_and(|middle| middle.len() == 32 && middle.chars().all(|c| c.is_ascii_hexdigit()))
    };
    Ok(list(folder)?.into_iter().filter(is_temporary).map(|other| folder.join(other)).collect())
}

/// Gives what is at `path`, a file or a link, a second name beside it, which [`put_back`] makes its only one again
/// without any room on the disk. `None`: nothing is there, or this file system knows no second names.
///
/// # Errors
/// When the disk has no room for a name.
pub fn keep_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    let aside = temporary_name(path);
    match std::fs::hard_link(path, &aside) {
        Ok(()) => Ok(Some(aside)),
        Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Puts back what [`keep_aside`] has kept.
pub fn put_back(aside: &Path, path: &Path) -> io::Result<()> {
    std::fs::rename(aside, path)?;
    // Two names of one file stay two: nothing had been replaced yet.
    remove(aside)?;
    sync_folder_of(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::fs::{Access, access, replace};

    #[test]
    fn only_temporaries_of_the_file_itself_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let others = [".x.tmp", ".x.hand-made.tmp", "x"];
        for name in others {
            replace(&folder.path().join(name), b"", Access::mode(0o600)).unwrap();
        }
        let left = temporary_name(&path);
        replace(&left, b"secret", Access::mode(0o600)).unwrap();
        let foreign = temporary_name(&folder.path().join("y"));
        replace(&foreign, b"", Access::mode(0o600)).unwrap();
        remove_temporaries_of(&path).unwrap();
        assert!(access(&left).is_none() && access(&foreign).is_some());
        assert_eq!(list(folder.path()).unwrap().len(), others.len() + 1);
    }
}
