//! Named pipes for logs, a pipe for one message, and a bell that wakes a loop.
#![expect(clippy::disallowed_methods, reason = "the one place that opens files")]

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use nix::fcntl::{FcntlArg, OFlag};
use nix::sys::eventfd::{EfdFlags, EventFd};
use nix::sys::stat::Mode;
use nix::unistd::{Gid, Uid};

/// A named pipe that this process holds open at both ends: it never ends, and no writer is ever alone with it.
#[derive(Debug)]
pub struct NamedPipe {
    reader: File,
    writer: File,
}

impl NamedPipe {
    /// Opens the named pipe `path`, made with mode 0600 when it is not there, and asks for `capacity` bytes
    /// of room; a kernel that grants less is no error.
    ///
    /// # Errors
    /// When it cannot be made or opened.
    pub fn open(path: &Path, capacity: i32) -> io::Result<Self> {
        let is_pipe = match std::fs::symlink_metadata(path) {
            Ok(data) if data.file_type().is_fifo() => true,
            Ok(_) => {
                std::fs::remove_file(path)?;
                false
            }
            Err(_) => false,
        };
        if !is_pipe {
            nix::unistd::mkfifo(path, Mode::S_IRUSR | Mode::S_IWUSR)?;
        }
        let no_follow = OFlag::O_NOFOLLOW.bits();
        let reader = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(no_follow | OFlag::O_NONBLOCK.bits())
            .open(path)?;
        let writer = OpenOptions::new().read(true).write(true).custom_flags(no_follow).open(path)?;
        reader.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        let _ = nix::fcntl::fcntl(&reader, FcntlArg::F_SETPIPE_SZ(capacity));
        Ok(Self { reader, writer })
    }

    /// Gives the pipe to a user and group, or keeps it for this process' own.
    ///
    /// # Errors
    /// When this process may not.
    pub fn give_to(&self, owner: Option<(u32, u32)>) -> io::Result<()> {
        let (uid, gid) = owner.map_or_else(
            || (nix::unistd::geteuid(), nix::unistd::getegid()),
            |(uid, gid)| (Uid::from_raw(uid), Gid::from_raw(gid)),
        );
        Ok(nix::unistd::fchown(&self.reader, Some(uid), Some(gid))?)
    }

    /// Reads what is there, without waiting. `None`: nothing is there now.
    ///
    /// # Errors
    /// When the pipe cannot be read.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        match self.reader.read(buffer) {
            Ok(count) => Ok(Some(count)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Some(0)),
            Err(error) => Err(error),
        }
    }

    /// A descriptor for a child to write to.
    ///
    /// # Errors
    /// When this process has no descriptor left.
    pub fn writer(&self) -> io::Result<OwnedFd> {
        self.writer.as_fd().try_clone_to_owned()
    }
}

impl AsFd for NamedPipe {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.reader.as_fd()
    }
}

/// The end of a pipe from which one short message is read.
#[derive(Debug)]
pub struct Message {
    reader: File,
    text: Vec<u8>,
}

impl Message {
    /// A pipe: the end for reading, and the end for the writer.
    ///
    /// # Errors
    /// When this process has no descriptor left.
    pub fn pipe() -> io::Result<(Self, OwnedFd)> {
        let (reader, writer) = nix::unistd::pipe2(OFlag::O_CLOEXEC | OFlag::O_NONBLOCK)?;
        Ok((Self { reader: File::from(reader), text: Vec::new() }, writer))
    }

    /// Reads what has been written, without waiting. `true`: the writer has closed its end.
    pub fn read(&mut self) -> bool {
        let mut buffer = [0; 4096];
        loop {
            match self.reader.read(&mut buffer) {
                Ok(0) => return true,
                Ok(count) => self.text.extend_from_slice(buffer.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
    }

    /// Whether nothing has been written so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What has been written, without waiting; empty when nothing was.
    #[must_use]
    pub fn take(mut self) -> String {
        self.read();
        String::from_utf8_lossy(&self.text).into_owned()
    }
}

impl AsFd for Message {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.reader.as_fd()
    }
}

/// Wakes a loop from another thread.
#[derive(Debug, Clone)]
pub struct Bell(Arc<EventFd>);

impl Bell {
    /// A silent bell.
    ///
    /// # Errors
    /// When this process has no descriptor left.
    pub fn new() -> io::Result<Self> {
        Ok(Self(Arc::new(EventFd::from_flags(EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK)?)))
    }

    /// Wakes whoever waits on it.
    pub fn ring(&self) {
        let _ = self.0.write(1);
    }

    /// Makes it silent again.
    pub fn silence(&self) {
        let _ = self.0.read();
    }
}

impl AsFd for Bell {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Takes this process' standard input away as a descriptor that the next program does not inherit, and puts
/// `/dev/null` in its place.
///
/// # Errors
/// When a descriptor cannot be copied or `/dev/null` cannot be opened.
pub fn take_standard_input() -> io::Result<impl Write> {
    let taken = io::stdin().as_fd().try_clone_to_owned()?;
    nix::unistd::dup2_stdin(File::open("/dev/null")?)?;
    Ok(File::from(taken))
}
