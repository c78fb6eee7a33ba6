//! Uploads: bytes that arrive in pieces, have one writer at a time, and become a blob only when their digest is right.
//!
//! The hash runs along while bytes arrive and is kept in memory between requests; after a restart, or when another
//! engine wrote the bytes before these, it is made again from the file.
//!
//! Invariant: nothing moves into `blobs/` before its bytes are synced and their digest was compared.
//! Why not `hashstates` as `distribution` keeps them: they save reading the file once after a restart, and cost three
//! synced writes for every piece.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::Context;

use super::Store;
use crate::registry::spec::{Algorithm, Digest, RepositoryName, UploadId};
use crate::sys::blob_file::{self, Asked, Growing};
use crate::sys::{clock, fs};

/// How many running hashes are kept between requests; a forgotten one is only made again.
const HASHES: usize = 1024;

/// The running hashes of open uploads, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Hashes(Mutex<VecDeque<(UploadId, u64, RunningHash)>>);

/// A hash on its way. `Debug` says nothing: the state of a hash is nobody's business.
#[derive(Clone)]
struct RunningHash(Context);

impl std::fmt::Debug for RunningHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RunningHash")
    }
}

impl RunningHash {
    fn start(algorithm: Algorithm) -> Self {
        Self(Context::new(algorithm.function()))
    }
}

impl Hashes {
    fn take(&self, id: &UploadId, size: u64) -> Option<RunningHash> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(kept_id, _, _)| kept_id == id)?;
        kept.remove(place).filter(|(_, at, _)| *at == size).map(|(_, _, hash)| hash)
    }

    fn keep(&self, id: &UploadId, size: u64, hash: RunningHash) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(kept_id, _, _)| kept_id != id);
        if kept.len() >= HASHES {
            kept.pop_front();
        }
        kept.push_back((id.clone(), size, hash));
    }
}

/// What is known of an open upload without writing to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UploadStatus {
    /// How many bytes it has.
    pub(crate) size: u64,
    /// When it began, RFC 3339.
    pub(crate) started: String,
}

/// What came of opening an upload for writing.
#[derive(Debug)]
pub(crate) enum Opened {
    /// It is ours until it is dropped.
    Open(Box<Upload>),
    /// Another request is writing to it.
    Busy,
    /// There is no such upload.
    Absent,
}

/// An upload that this request alone may write to.
#[derive(Debug)]
pub(crate) struct Upload {
    name: RepositoryName,
    id: UploadId,
    file: Growing,
    hash: Option<RunningHash>,
}

/// What came of finishing an upload.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finished {
    /// It is a blob now, under this canonical digest.
    Blob(Digest),
    /// The bytes have this digest, not the one asked for; the upload stays.
    Differs(Digest),
}

impl Upload {
    /// How many bytes it has.
    pub(crate) fn size(&self) -> u64 {
        self.file.size()
    }

    /// Appends bytes, and takes them into the running hash.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.append(bytes)?;
        if let Some(hash) = &mut self.hash {
            hash.0.update(bytes);
        }
        Ok(())
    }

    /// Takes the upload back to its first `size` bytes.
    pub(crate) fn cut(&mut self, size: u64) -> io::Result<()> {
        self.hash = None;
        self.file.cut(size)
    }

    /// The digest of all bytes: from the running hash where it has seen them all, else from the file.
    fn digest(&mut self, algorithm: Algorithm) -> io::Result<Digest> {
        let running = self.hash.clone().filter(|_| algorithm == Algorithm::Sha256);
        let hash = if let Some(running) = running {
            running
        } else {
            let mut fresh = RunningHash::start(algorithm);
            self.file.read_through(|piece| fresh.0.update(piece))?;
            if algorithm == Algorithm::Sha256 {
                self.hash = Some(fresh.clone());
            }
            fresh
        };
        Ok(Digest::from_hash(algorithm, hash.0.finish().as_ref()))
    }
}

impl Store {
    /// Begins an upload.
    pub(crate) fn start_upload(&self, name: &RepositoryName) -> io::Result<(UploadId, UploadStatus)> {
        let id = UploadId::make();
        let started = now();
        blob_file::store(&self.layout.upload_started(name, &id), started.as_bytes())?;
        blob_file::create_empty(&self.layout.upload_data(name, &id))?;
        Ok((id, UploadStatus { size: 0, started }))
    }

    /// What is known of an upload; `None` when there is none.
    pub(crate) fn upload_status(
        &self,
        name: &RepositoryName,
        id: &UploadId,
    ) -> io::Result<Option<UploadStatus>> {
        let Some(size) = blob_file::size(&self.layout.upload_data(name, id))? else { return Ok(None) };
        let started = match fs::read_stored(&self.layout.upload_started(name, id), 64) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).trim().to_owned(),
            Err(error) if fs::is_absent(&error) || error.kind() == io::ErrorKind::FileTooLarge => {
                String::new()
            }
            Err(error) => return Err(error),
        };
        let is_time = started.parse::<jiff::Timestamp>().is_ok();
        Ok(Some(UploadStatus { size, started: if is_time { started } else { now() } }))
    }

    /// Opens an upload for writing. Its running hash goes on where the last request left it, or is made again from
    /// the file when it is asked for.
    pub(crate) fn open_upload(&self, name: &RepositoryName, id: &UploadId) -> io::Result<Opened> {
        let file = match Growing::ask(&self.layout.upload_data(name, id))? {
            Asked::Granted(file) => file,
            Asked::Busy => return Ok(Opened::Busy),
            Asked::Absent => return Ok(Opened::Absent),
        };
        let hash = if file.size() == 0 {
            Some(RunningHash::start(Algorithm::Sha256))
        } else {
            self.hashes.take(id, file.size())
        };
        Ok(Opened::Open(Box::new(Upload { name: name.clone(), id: id.clone(), file, hash })))
    }

    /// Lets go of an upload that is to be continued. Its bytes are not synced: nobody was promised more than that
    /// they can be asked for, and the digest is compared before they become a blob.
    pub(crate) fn pause_upload(&self, upload: Upload) {
        if let Some(hash) = upload.hash {
            self.hashes.keep(&upload.id, upload.file.size(), hash);
        }
    }

    /// Makes an upload a blob of its repository if its bytes have the digest asked for: sync, compare, move, link,
    /// remove the upload. Content that is there already is replaced by these proven bytes, which heals a damaged blob.
    pub(crate) fn finish_upload(&self, mut upload: Upload, pushed: &Digest) -> io::Result<Finished> {
        let canonical = upload.digest(Algorithm::Sha256)?;
        let found = if pushed.algorithm() == Algorithm::Sha256 {
            canonical.clone()
        } else {
            upload.digest(pushed.algorithm())?
        };
        if found != *pushed {
            self.pause_upload(upload);
            return Ok(Finished::Differs(found));
        }
        if let Err(error) = upload.file.sync() {
            // The kernel calls pages clean that it failed to write: the next sync of this file would succeed, over
            // bytes that are lost. They have to come again, into another file.
            let _ = self.forget_upload(&upload.name, &upload.id);
            return Err(error);
        }
        let data = self.layout.upload_data(&upload.name, &upload.id);
        blob_file::adopt(&data, &self.layout.blob(&canonical))?;
        self.link_blob(&upload.name, pushed, &canonical)?;
        self.forget_upload(&upload.name, &upload.id)?;
        Ok(Finished::Blob(canonical))
    }

    /// Cancels an upload. `false`: there was none.
    pub(crate) fn cancel_upload(&self, name: &RepositoryName, id: &UploadId) -> io::Result<bool> {
        if blob_file::size(&self.layout.upload_data(name, id))?.is_none() {
            return Ok(false);
        }
        self.forget_upload(name, id)?;
        Ok(true)
    }

    fn forget_upload(&self, name: &RepositoryName, id: &UploadId) -> io::Result<()> {
        drop(self.hashes.take(id, u64::MAX));
        fs::remove_tree(&self.layout.upload(name, id))
    }
}

/// The present moment as `distribution` writes it into `startedat`: UTC, whole seconds.
fn now() -> String {
    let second = i64::try_from(clock::unix_seconds()).unwrap_or_default();
    jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
