//! The engine's files: content that is appended under a lock, small files replaced whole, bytes sent by the kernel.
//!
//! Modes are those of `distribution`: 0666 and 0777 less the umask, so that either engine reads what the other wrote.
#![expect(clippy::disallowed_methods, reason = "one of the two places that open files")]

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use nix::fcntl::{Flock, FlockArg};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

use super::fs::{is_absent, make_directories, sync_folder_of, temporary_name};

/// Writes a small file whole, its folders made: temporary, fsync, rename, fsync of the folder. A reader sees the
/// old text or the new one, never an empty file.
///
/// # Errors
/// When any step is refused; the file is then as it was.
pub fn store(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        make_directories(folder)?;
    }
    let temporary = temporary_name(path);
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    })();
    if let Err(error) = written {
        let _ = std::fs::remove_file(&temporary);
        return Err(error);
    }
    sync_folder_of(path)
}

/// Makes an empty file whose folder exists.
///
/// # Errors
/// When it is there already or cannot be made.
pub fn create_empty(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path).map(drop)
}

/// A file for reading with its size; `None` when there is none.
///
/// # Errors
/// When it is there and cannot be opened.
pub fn open_sized(path: &Path) -> io::Result<Option<(File, u64)>> {
    match File::open(path) {
        Ok(file) => {
            let size = file.metadata()?.len();
            Ok(Some((file, size)))
        }
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The size of a file; `None` when there is none.
///
/// # Errors
/// When a folder on the way cannot be searched.
pub fn size(path: &Path) -> io::Result<Option<u64>> {
    match std::fs::metadata(path) {
        Ok(data) => Ok(Some(data.len())),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether there is a folder at `path`.
#[must_use]
pub fn is_directory(path: &Path) -> bool {
    path.is_dir()
}

/// Moves a file into a folder that is made if need be, and syncs both folders.
///
/// # Errors
/// When any step is refused.
pub fn adopt(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        make_directories(folder)?;
    }
    std::fs::rename(from, to)?;
    sync_folder_of(to)?;
    sync_folder_of(from)
}

/// A file that grows, held by one writer: the lock is the file's own and ends with its holder.
#[derive(Debug)]
pub struct Growing {
    file: Flock<File>,
    size: u64,
}

/// What came of asking for the one writer's place.
#[derive(Debug)]
pub enum Asked {
    /// It is ours.
    Granted(Growing),
    /// Another request, or another engine, is writing.
    Busy,
    /// There is no such file, or it was moved away while we asked.
    Absent,
}

impl Growing {
    /// Asks to be the one writer of the file `path`, without waiting.
    ///
    /// # Errors
    /// When the file is there and cannot be opened.
    pub fn ask(path: &Path) -> io::Result<Asked> {
        let file = match OpenOptions::new().read(true).append(true).open(path) {
            Ok(file) => file,
            Err(error) if is_absent(&error) => return Ok(Asked::Absent),
            Err(error) => return Err(error),
        };
        match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
            Ok(file) => {
                let ours = file.metadata()?;
                // The holder before us may have moved the file to where it must never grow again.
                let is_still_there = std::fs::metadata(path)
                    .is_ok_and(|there| there.ino() == ours.ino() && there.dev() == ours.dev());
                if !is_still_there {
                    return Ok(Asked::Absent);
                }
                Ok(Asked::Granted(Self { file, size: ours.len() }))
            }
            Err((_, nix::errno::Errno::EWOULDBLOCK)) => Ok(Asked::Busy),
            Err((_, errno)) => Err(errno.into()),
        }
    }

    /// How much is in the file.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends. After an error the file is cut back to what was there before.
    ///
    /// # Errors
    /// When the disk is full or broken.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(bytes) {
            let _ = self.file.set_len(self.size);
            return Err(error);
        }
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Keeps the first `size` bytes only.
    ///
    /// # Errors
    /// When the disk is broken.
    pub fn cut(&mut self, size: u64) -> io::Result<()> {
        self.file.set_len(size)?;
        self.size = size;
        Ok(())
    }

    /// Makes what was appended last through a power loss.
    ///
    /// # Errors
    /// When the disk cannot take it.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Reads the whole file from its start, in pieces.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_through(&mut self, mut piece: impl FnMut(&[u8])) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut buffer = vec![0; 256 * 1024];
        loop {
            let many = self.file.read(&mut buffer)?;
            let Some(read) = buffer.get(..many).filter(|read| !read.is_empty()) else { return Ok(()) };
            piece(read);
        }
    }
}

/// Lets the kernel copy up to `count` bytes of `file` at `offset` into `socket`; says how many it took.
///
/// # Errors
/// `WouldBlock` when the socket is full, or what the kernel says.
pub fn send(socket: impl AsFd, file: &File, offset: u64, count: usize) -> io::Result<usize> {
    let mut at = i64::try_from(offset).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok(nix::sys::sendfile::sendfile64(socket, file, Some(&mut at), count)?)
}

/// Reads up to `count` bytes of `file` at `offset` that are in memory already. `None`: the disk would have to be waited
/// for, or the file system cannot say. Nothing at its end.
///
/// # Errors
/// When the file cannot be read.
pub fn read_cached(file: &File, offset: u64, count: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = vec![0; count];
    let flags = rustix::io::ReadWriteFlags::NOWAIT;
    match rustix::io::preadv2(file, &mut [io::IoSliceMut::new(&mut bytes)], offset, flags) {
        Ok(many) => {
            bytes.truncate(many);
            Ok(Some(bytes))
        }
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => Ok(None),
        Err(errno) => Err(errno.into()),
    }
}

/// Reads up to `count` bytes of `file` at `offset`. Nothing at its end.
///
/// # Errors
/// When the file cannot be read.
pub fn read_piece(file: &File, offset: u64, count: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; count];
    let many = file.read_at(&mut bytes, offset)?;
    bytes.truncate(many);
    Ok(bytes)
}

/// Lets this process open as many files as the system allows it to, and says how many that are.
#[must_use]
pub fn raise_open_files() -> u64 {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return 0 };
    if soft < hard && setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok() { hard } else { soft }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_file_has_one_writer_and_none_after_it_was_moved() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("data"), folder.path().join("blobs/data"));
        assert!(matches!(Growing::ask(&from).unwrap(), Asked::Absent));
        create_empty(&from).unwrap();
        let Asked::Granted(mut first) = Growing::ask(&from).unwrap() else { panic!("nobody holds it") };
        assert!(matches!(Growing::ask(&from).unwrap(), Asked::Busy));
        first.append(b"abc").unwrap();
        let mut seen = Vec::new();
        first.read_through(|piece| seen.extend_from_slice(piece)).unwrap();
        assert_eq!(seen, b"abc");
        adopt(&from, &to).unwrap();
        drop(first);
        assert!(matches!(Growing::ask(&from).unwrap(), Asked::Absent));
        assert_eq!(size(&to).unwrap(), Some(3));
    }

    #[test]
    fn a_piece_is_the_same_from_memory_and_from_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        std::fs::write(&path, b"0123456789").unwrap();
        let file = File::open(&path).unwrap();
        for (offset, count, should) in [(0, 4, "0123"), (4, 100, "456789"), (10, 4, "")] {
            assert_eq!(read_piece(&file, offset, count).unwrap(), should.as_bytes());
            if let Some(cached) = read_cached(&file, offset, count).unwrap() {
                assert_eq!(cached, should.as_bytes());
            }
        }
    }

    #[test]
    fn a_stored_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/link");
        store(&path, b"one").unwrap();
        store(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(super::super::fs::list(path.parent().unwrap()).unwrap(), ["link"]);
    }
}
