//! The storage: blobs, links, manifests, tags and uploads in `distribution`'s layout on a file system.
//!
//! Invariant: what a file refers to is on disk, synced, before the file is: blob before link, link before manifest,
//! manifest before revision link, revision link before the tag's index, index before the tag. So a reader never
//! follows a link to nothing, whichever write was the last one before a power loss.
//!
//! Invariant: every call here blocks; the HTTP side decides where.

mod catalog;
pub(crate) mod layout;
mod links;
mod manifests;
mod uploads;

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::log::Log;
use super::spec::{Algorithm, Digest, RepositoryName};
use crate::sys::{blob_file, fs};
use layout::Layout;

pub(crate) use manifests::{Referrer, StoredManifest};
pub(crate) use uploads::{Finished, Opened, Upload, UploadStatus};

/// How many repositories may change their manifests at the same time without meeting.
const STRIPES: usize = 64;

/// A storage on a file system.
#[derive(Debug)]
pub(crate) struct Store {
    layout: Layout,
    log: Log,
    hashes: uploads::Hashes,
    stripes: Vec<Mutex<()>>,
}

/// A blob that may be read.
#[derive(Debug)]
pub(crate) struct Blob {
    /// Its canonical digest.
    pub(crate) digest: Digest,
    /// Its bytes.
    pub(crate) file: File,
    /// How many they are.
    pub(crate) size: u64,
}

impl Store {
    /// The storage at `root`, whose folder is made if need be.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(crate) fn open(root: &Path, log: Log) -> io::Result<Self> {
        fs::make_directories(root)?;
        let stripes = (0..STRIPES).map(|_| Mutex::new(())).collect();
        Ok(Self { layout: Layout::new(root), log, hashes: uploads::Hashes::default(), stripes })
    }

    /// One writer of manifests and tags per repository, so that removing a tag's folder and writing into it do
    /// not meet.
    fn hold(&self, name: &RepositoryName) -> Option<MutexGuard<'_, ()>> {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let stripe = usize::try_from(hasher.finish() % STRIPES as u64).unwrap_or_default();
        self.stripes.get(stripe).map(|stripe| stripe.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The blob `digest` if this repository may read it and it is there.
    pub(crate) fn blob(&self, name: &RepositoryName, digest: &Digest) -> io::Result<Option<Blob>> {
        let Some(target) = self.layer(name, digest)? else { return Ok(None) };
        let Some((file, size)) = blob_file::open_sized(&self.layout.blob(&target))? else { return Ok(None) };
        Ok((!self.is_emptied(&target, size)).then_some(Blob { digest: target, file, size }))
    }

    /// The canonical digest of the blob that this repository knows as `digest`. A name by another hash function is a
    /// second link to the first one, and counts for nothing once that is gone.
    fn layer(&self, name: &RepositoryName, digest: &Digest) -> io::Result<Option<Digest>> {
        let target = self.read_link(&self.layout.layer_link(name, digest))?;
        match target {
            Some(target) if target != *digest => self.read_link(&self.layout.layer_link(name, &target)),
            target => Ok(target),
        }
    }

    /// Whether a blob of `size` bytes lost them all, as a power loss leaves it behind another engine. It is logged
    /// and counts as absent, so that clients push it again.
    fn is_emptied(&self, target: &Digest, size: u64) -> bool {
        let is_emptied = size == 0 && target.algorithm() == Algorithm::Sha256 && *target != Digest::of(b"");
        if is_emptied {
            self.log.error(
                "a blob is empty; it counts as absent until it is pushed again",
                &[("path", &self.layout.blob(target).display())],
            );
        }
        is_emptied
    }

    /// The canonical digest and size of a blob of this repository.
    pub(crate) fn blob_size(
        &self,
        name: &RepositoryName,
        digest: &Digest,
    ) -> io::Result<Option<(Digest, u64)>> {
        let Some(target) = self.layer(name, digest)? else { return Ok(None) };
        let size = blob_file::size(&self.layout.blob(&target))?;
        Ok(size.filter(|size| !self.is_emptied(&target, *size)).map(|size| (target, size)))
    }

    /// Lets `name` read a blob that `from` may read; `None` when `from` may not.
    pub(crate) fn mount(
        &self,
        name: &RepositoryName,
        from: &RepositoryName,
        digest: &Digest,
    ) -> io::Result<Option<Digest>> {
        let Some((canonical, _)) = self.blob_size(from, digest)? else { return Ok(None) };
        self.link_blob(name, digest, &canonical)?;
        Ok(Some(canonical))
    }

    /// Links a blob under its canonical digest, and under the one it was pushed by where that is another.
    fn link_blob(&self, name: &RepositoryName, pushed: &Digest, canonical: &Digest) -> io::Result<()> {
        Self::write_link(&self.layout.layer_link(name, canonical), canonical)?;
        if pushed != canonical {
            Self::write_link(&self.layout.layer_link(name, pushed), canonical)?;
        }
        Ok(())
    }

    /// Takes a blob out of a repository: only its link goes. `false`: there was none.
    pub(crate) fn unlink_blob(&self, name: &RepositoryName, digest: &Digest) -> io::Result<bool> {
        let Some((canonical, _)) = self.blob_size(name, digest)? else { return Ok(false) };
        fs::remove(&self.layout.layer_link(name, digest))?;
        if canonical != *digest {
            fs::remove(&self.layout.layer_link(name, &canonical))?;
        }
        Ok(true)
    }

    /// Whether a repository has, or had, manifests.
    pub(crate) fn knows(&self, name: &RepositoryName) -> bool {
        blob_file::is_directory(&self.layout.manifests(name))
    }
}
