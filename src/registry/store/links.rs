//! Links: small files that hold a digest.

use std::io;
use std::path::Path;

use super::Store;
use crate::registry::spec::Digest;
use crate::sys::{blob_file, fs};

impl Store {
    /// What a link points at; `None` when there is none. An empty or garbled link, as a power loss leaves it
    /// behind another engine, is logged and counts as none, so that the next push writes it anew.
    pub(super) fn read_link(&self, path: &Path) -> io::Result<Option<Digest>> {
        let bytes = match fs::read_stored(path, 1024) {
            Ok(bytes) => bytes,
            Err(error) if fs::is_absent(&error) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Vec::new(),
            Err(error) => return Err(error),
        };
        let digest = std::str::from_utf8(&bytes).ok().and_then(Digest::parse);
        if digest.is_none() {
            self.log.error(
                "a link is empty or garbled; it counts as absent until it is pushed again",
                &[("path", &path.display())],
            );
        }
        Ok(digest)
    }

    /// Points a link at `digest`: replaced whole and synced, so it is never seen empty.
    pub(super) fn write_link(path: &Path, digest: &Digest) -> io::Result<()> {
        blob_file::store(path, digest.to_string().as_bytes())
    }
}
