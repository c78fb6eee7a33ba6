//! Files that were put aside are compressed, one after the other, by a thread of its own: the supervisor's loop waits
//! for none of them.
//!
//! Invariant: what is compressed is the very file that was written, not what a service put in its place; and the
//! file goes only when its compressed form is whole. Killed in between, both a file and a piece of the other are left.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::aside::PIECE;
use crate::sys::fs;

/// A file that was put aside.
pub(super) struct Job {
    /// The file, at its start.
    pub(super) file: File,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// How hard it is compressed.
    pub(super) level: u32,
}

/// Hands `job` to the thread. Without a thread the file stays as it is.
pub(super) fn later(job: Job) {
    static QUEUE: OnceLock<Option<Sender<Job>>> = OnceLock::new();
    let queue = QUEUE.get_or_init(|| {
        let (queue, jobs) = channel::<Job>();
        let work = move || jobs.into_iter().for_each(Job::run);
        let thread = std::thread::Builder::new().name("compress".to_owned()).spawn(work);
        thread.ok().map(|_| queue)
    });
    if let Some(queue) = queue {
        // The thread ends with the process alone, and with it the need to compress.
        let _ = queue.send(job);
    }
}

/// Removes the pieces that an earlier supervisor left in `folder`.
pub(super) fn clean(folder: &Path) {
    for name in fs::list(folder).unwrap_or_default() {
        if name.contains('@') && name.ends_with(PIECE) {
            // One that cannot be removed only takes room.
            let _ = fs::remove(&folder.join(name));
        }
    }
}

/// Removes the file that was put aside at `path`, in whatever form it is by now.
///
/// The plain one goes first: who compresses it meanwhile finds it gone, and takes its own form away.
///
/// # Errors
/// When one of them cannot be removed.
pub(super) fn forget(path: &Path) -> io::Result<()> {
    fs::remove(path)?;
    fs::remove(&with_ending(path, ".gz"))?;
    fs::remove(&with_ending(path, PIECE))
}

/// `path` with `ending` behind it.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

impl Job {
    /// Compresses the file. What fails, such as on a full disk, leaves it as it was.
    fn run(self) {
        let piece = with_ending(&self.path, PIECE);
        if self.compress(&piece).is_err() {
            let _ = fs::remove(&piece);
        }
    }

    fn compress(&self, piece: &Path) -> io::Result<()> {
        let target = fs::create_new(piece, 0o640)?;
        let mut encoder = GzEncoder::new(io::BufWriter::new(target), Compression::new(self.level));
        io::copy(&mut io::BufReader::with_capacity(64 * 1024, &self.file), &mut encoder)?;
        let target = encoder.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        target.sync_all()?;
        if !self.path.exists() {
            // Too many others came after it meanwhile: nobody wants it any more.
            return fs::remove(piece);
        }
        let whole = with_ending(&self.path, ".gz");
        fs::rename(piece, &whole)?;
        if fs::take_away(&self.path)? {
            return Ok(());
        }
        // It was forgotten in the last moment.
        fs::remove(&whole)
    }
}
