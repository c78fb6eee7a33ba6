//! A file that only grows, by whole pieces.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// A file that is appended to.
#[derive(Debug)]
pub struct Appender {
    file: File,
    size: u64,
}

impl Appender {
    /// Opens `path` for appending, made if it is not there; its mode becomes `mode` where this process may set it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path, mode: u32) -> io::Result<Self> {
        // A service owns the folder of its log, and could lead the supervisor elsewhere.
        let file = open_plain(path, OpenOptions::new().read(true).append(true).create(true).mode(mode))?;
        let _ = file.set_permissions(std::fs::Permissions::from_mode(mode));
        let size = file.metadata()?.len();
        Ok(Self { file, size })
    }

    /// Appends all of `bytes`, or nothing.
    ///
    /// # Errors
    /// When the disk is full or the file cannot be written; what had been written of `bytes` is cut off again.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.file.write_all(bytes) {
            Ok(()) => {
                self.size += bytes.len() as u64;
                Ok(())
            }
            Err(error) => {
                let _ = self.file.set_len(self.size);
                Err(error)
            }
        }
    }

    /// How long the file is.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The first bytes of the file, `count` at most; fewer when it cannot be read.
    #[must_use]
    pub fn start(&self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        let read = self.file.read_at(&mut bytes, 0).unwrap_or_default();
        bytes.truncate(read);
        bytes
    }

    /// The file, to be read from its start. Nothing in its folder can put another one in its place.
    ///
    /// # Errors
    /// When it cannot be wound back.
    pub fn into_reader(mut self) -> io::Result<File> {
        self.file.rewind()?;
        Ok(self.file)
    }

    /// The file, as the output of a child.
    #[must_use]
    pub fn into_descriptor(self) -> std::os::fd::OwnedFd {
        self.file.into()
    }
}

/// Opens a file of a service's folder for reading, as [`Appender::open`] does for appending.
///
/// # Errors
/// When it cannot be opened.
pub fn open_to_read(path: &Path) -> io::Result<File> {
    open_plain(path, OpenOptions::new().read(true))
}

/// Opens a file of a folder that belongs to another user, who could have put a pipe there: whoever opens one, or fills
/// it, waits for its other end.
fn open_plain(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let file = super::fs::open_trusted(path, options)?;
    let kind = file.metadata()?.file_type();
    if kind.is_fifo() || kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe or a folder"));
    }
    Ok(file)
}

/// The last `limit` bytes of the file at most; empty when it cannot be read.
#[must_use]
pub fn tail(path: &Path, limit: u64) -> Vec<u8> {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = open_to_read(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(limit)))?;
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_in_the_place_of_a_log_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("current");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        let (said, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let refused = Appender::open(&pipe, 0o640).and_then(|mut log| log.append(&vec![b'x'; 1 << 20]));
            said.send((refused.is_err(), open_to_read(&pipe).is_err(), tail(&pipe, 9)))
        });
        let (appended, read, end) = heard.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
        assert!(appended && read && end.is_empty());
    }
}
