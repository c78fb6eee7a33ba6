//! A file that only grows, by whole pieces.
#![expect(clippy::disallowed_methods, reason = "the one place that opens files")]

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt, PermissionsExt};
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
        let file = super::fs::open_trusted(
            path,
            OpenOptions::new().read(true).append(true).create(true).mode(mode),
        )?;
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
    super::fs::open_trusted(path, OpenOptions::new().read(true))
}

/// The last `limit` bytes of the file at most; empty when it cannot be read.
#[must_use]
pub fn tail(path: &Path, limit: u64) -> Vec<u8> {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(limit)))?;
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().unwrap_or_default()
}
