//! Locks between processes. The kernel lets go of one when its holder ends, however that came about.
#![expect(clippy::disallowed_methods, reason = "the one place that opens files")]

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};

use super::fs::open_writable;

/// A lock that is held until it is dropped, or its process dies.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, not read")] Flock<File>);

/// Takes the lock file `path` without waiting, and leaves this process' id in it. `Ok(None)`: another process holds it.
///
/// # Errors
/// When the file cannot be opened.
pub fn take(path: &Path) -> io::Result<Option<Lock>> {
    let Some(mut held) = attempt(open_writable(path, 0o600)?)? else { return Ok(None) };
    held.set_len(0)?;
    writeln!(held, "{}", std::process::id())?;
    Ok(Some(Lock(held)))
}

/// Takes the lock of the file `path` itself, which is there, and leaves its text alone. `Ok(None)`: another process, or
/// another opening of it here, holds it.
///
/// # Errors
/// When the file cannot be opened.
pub fn take_file(path: &Path) -> io::Result<Option<Lock>> {
    Ok(attempt(File::open(path)?)?.map(Lock))
}

/// As [`take`], and waits for it up to `patience`.
///
/// # Errors
/// When the file cannot be opened.
pub fn take_within(path: &Path, patience: Duration) -> io::Result<Option<Lock>> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(held) = take(path)? {
            return Ok(Some(held));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Takes the lock of the folder `path` itself, so that no file is left of it, and waits for it up to `patience`.
/// `Ok(None)`: another process held it all the while.
///
/// # Errors
/// When the folder cannot be opened.
pub fn take_folder(path: &Path, patience: Duration) -> io::Result<Option<Lock>> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(held) = attempt(File::open(path)?)? {
            return Ok(Some(Lock(held)));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether some process holds the lock file `path`, without touching it.
#[must_use]
pub fn is_held(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(data) = std::fs::metadata(path) else { return false };
    let locks = super::fs::read(Path::new("/proc/locks")).unwrap_or_default();
    let ending = format!(":{}", data.ino());
    // 1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF; see `proc_locks(5)`. One that waits has `->` behind its number.
    String::from_utf8_lossy(&locks).lines().any(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        columns.get(1) == Some(&"FLOCK") && columns.get(5).is_some_and(|place| place.ends_with(&ending))
    })
}

fn attempt(file: File) -> io::Result<Option<Flock<File>>> {
    match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
        Ok(held) => Ok(Some(held)),
        Err((_, Errno::EWOULDBLOCK)) => Ok(None),
        Err((_, errno)) => Err(errno.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{is_held, take, take_folder};

    #[test]
    fn a_held_lock_is_refused_and_a_dropped_one_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        assert!(!is_held(&path));
        let held = take(&path).unwrap();
        assert!(held.is_some() && is_held(&path));
        assert!(take(&path).unwrap().is_none());
        drop(held);
        assert!(!is_held(&path));
        assert!(take(&path).unwrap().is_some());
    }

    #[test]
    fn a_folder_that_is_locked_is_waited_for_and_not_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let held = take_folder(folder.path(), Duration::ZERO).unwrap();
        assert!(held.is_some());
        assert!(take_folder(folder.path(), Duration::from_millis(30)).unwrap().is_none());
        let path = folder.path().to_owned();
        let waiting =
            std::thread::spawn(move || take_folder(&path, Duration::from_secs(30)).unwrap().is_some());
        drop(held);
        assert!(waiting.join().unwrap());
    }
}
