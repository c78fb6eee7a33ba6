//! Where the hold lies: `read-only.json` in the engine's state folder.

use std::io;
use std::path::{Path, PathBuf};

use super::hold::{Found, Hold};
use crate::sys::folder::{Folder, Stamp, read_plain, stamp};

const NAME: &str = "read-only.json";
/// No hold is longer.
const LIMIT: u64 = 16 << 10;

/// The place of the hold of one engine.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
    file: PathBuf,
}

impl Place {
    /// The place in the state folder `folder`.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), file: folder.join(NAME) }
    }

    /// The file itself.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Keeps `hold` in the place of one that was there. The file belongs to who owns the folder, so that the engine can
    /// read it.
    ///
    /// # Errors
    /// When the folder is missing or a link, or the file cannot be written; what was there is there still.
    pub fn keep(&self, hold: &Hold) -> io::Result<()> {
        self.open()?.replace(NAME, hold.text().as_bytes(), 0o600)
    }

    /// Removes the hold, damaged or not; that there is none is no error.
    ///
    /// # Errors
    /// When the folder is a link, or the file cannot be removed.
    pub fn clear(&self) -> io::Result<()> {
        match Folder::open(&self.folder)? {
            Some(folder) => folder.remove(NAME),
            None => Ok(()),
        }
    }

    /// What lies there.
    ///
    /// # Errors
    /// When this user may not look.
    pub fn found(&self) -> io::Result<Found> {
        match read_plain(&self.file, LIMIT) {
            Ok(None) => Ok(Found::Nothing),
            Ok(Some(bytes)) => Ok(Hold::parse(&bytes).map_or_else(Found::Damaged, Found::Hold)),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(error),
            Err(error) => Ok(Found::Damaged(error.to_string())),
        }
    }

    /// Tells one state of the place from another without reading it.
    ///
    /// # Errors
    /// When it cannot be told whether anything is there.
    pub(crate) fn stamp(&self) -> io::Result<Option<Stamp>> {
        stamp(&self.file)
    }

    fn open(&self) -> io::Result<Folder> {
        Folder::open(&self.folder)?.ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, format!("there is no folder {}", self.folder.display()))
        })
    }
}
