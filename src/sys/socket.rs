//! Unix sockets in a folder, however long its path.
#![expect(clippy::disallowed_methods, reason = "the one place that opens folders")]

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::sys::socket::{AddressFamily, SockFlag, SockType, UnixAddr, setsockopt, socket, sockopt};
use nix::sys::time::TimeVal;

/// The kernel takes no longer path for a socket; a longer one goes through the opened folder.
const LONGEST: usize = 107;
/// How long who listens may take to have room for one more.
const PATIENCE: Duration = Duration::from_secs(5);

/// Calls `use_path` with a path to the socket that is short enough.
fn with_short_path<T>(path: &Path, use_path: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    if path.as_os_str().len() <= LONGEST {
        return use_path(path);
    }
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no path of a socket"));
    };
    let folder = File::open(folder)?;
    let short: PathBuf = PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd())).join(name);
    use_path(&short)
}

/// Listens on the socket `path` with mode 0600, in place of one that was left there. Does not wait in `accept`.
///
/// # Errors
/// When the folder is missing or may not be written.
pub fn listen(path: &Path) -> io::Result<UnixListener> {
    bind(path, Some(0o600))
}

/// Binds under another name: nobody meets the socket before it has its mode, and one that was left there is replaced.
fn bind(path: &Path, mode: Option<u32>) -> io::Result<UnixListener> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let unready = path.with_file_name(format!(".{name}.new"));
    match std::fs::remove_file(&unready) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = with_short_path(&unready, |path| UnixListener::bind(path))?;
    if let Some(mode) = mode {
        std::fs::set_permissions(&unready, std::fs::Permissions::from_mode(mode))?;
    }
    listener.set_nonblocking(true)?;
    std::fs::rename(&unready, path)?;
    Ok(listener)
}

/// The file of a socket, which is taken away when this is dropped, unless it is another's by then.
#[derive(Debug)]
pub struct SocketFile {
    path: PathBuf,
    number: u64,
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if std::fs::symlink_metadata(&self.path).is_ok_and(|file| file.ino() == self.number) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Listens on the socket `path` with `mode`, or with the one that the umask leaves. What a process that has ended left
/// there is replaced. Does not wait in `accept`.
///
/// # Errors
/// `AddrInUse` when somebody listens there, `AlreadyExists` when something lies there that is no socket, or what the
/// kernel says.
pub fn listen_alone(path: &Path, mode: Option<u32>) -> io::Result<(UnixListener, SocketFile)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Two that begin at once would each find nobody.
    let _turn = super::lock::take_folder(folder, PATIENCE)?;
    if std::fs::symlink_metadata(path).is_ok_and(|file| !file.file_type().is_socket()) {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "what lies there is no socket"));
    }
    // Who may not connect, or is not taken in time, has met somebody too.
    if !matches!(connect_within(path, Duration::from_secs(1)), Ok(None)) {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    let listener = bind(path, mode)?;
    let number = std::fs::symlink_metadata(path)?.ino();
    Ok((listener, SocketFile { path: path.to_owned(), number }))
}

/// Connects to the socket `path`. `None`: nobody listens there.
///
/// # Errors
/// When it is there and this process may not use it, or who listens there does not take the connection in time.
pub fn connect(path: &Path) -> io::Result<Option<UnixStream>> {
    connect_within(path, PATIENCE)
}

/// As [`connect`], within `patience`: behind a process that is stopped, connections line up until there is no room.
fn connect_within(path: &Path, patience: Duration) -> io::Result<Option<UnixStream>> {
    let connected = with_short_path(path, |path| {
        let stream = socket(AddressFamily::Unix, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)?;
        setsockopt(&stream, sockopt::SendTimeout, &time_value(patience))?;
        nix::sys::socket::connect(stream.as_raw_fd(), &UnixAddr::new(path)?)?;
        setsockopt(&stream, sockopt::SendTimeout, &time_value(Duration::ZERO))?;
        Ok(UnixStream::from(stream))
    });
    match connected {
        Ok(stream) => Ok(Some(stream)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            Err(io::Error::new(io::ErrorKind::TimedOut, "the process that listens there takes no connection"))
        }
        Err(error) => Err(error),
    }
}

fn time_value(duration: Duration) -> TimeVal {
    let micros = i64::from(duration.subsec_micros());
    TimeVal::new(i64::try_from(duration.as_secs()).unwrap_or(i64::MAX), micros)
}

/// The user at the other end.
///
/// # Errors
/// When the kernel does not tell.
pub fn peer_user(stream: &UnixStream) -> io::Result<u32> {
    Ok(nix::sys::socket::getsockopt(stream, nix::sys::socket::sockopt::PeerCredentials)?.uid())
}

/// A descriptor that is always at its end.
///
/// # Errors
/// When `/dev/null` cannot be opened.
pub fn nothing() -> io::Result<OwnedFd> {
    Ok(File::open("/dev/null")?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_and_takes_nobody_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.sock");
        let _listener = listen(&path).unwrap();
        let (said, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut line = Vec::new();
            // No system lets so many wait.
            for _ in 0..100_000 {
                match connect_within(&path, Duration::from_millis(20)) {
                    Ok(stream) => line.push(stream),
                    Err(error) => return said.send(error.kind()),
                }
            }
            said.send(io::ErrorKind::Other)
        });
        let kind = heard.recv_timeout(Duration::from_secs(30)).unwrap();
        // Where there is much room, descriptors end first.
        assert!(kind == io::ErrorKind::TimedOut || kind == io::Error::from_raw_os_error(24).kind(), "{kind}");
    }

    #[test]
    fn one_listens_alone_and_takes_its_socket_along() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.sock");
        std::fs::write(&path, "text").unwrap();
        assert_eq!(listen_alone(&path, None).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        std::fs::remove_file(&path).unwrap();
        let (listener, file) = listen_alone(&path, Some(0o640)).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(listen_alone(&path, None).unwrap_err().kind(), io::ErrorKind::AddrInUse);
        drop(listener);
        let (_listener, ours) = listen_alone(&path, None).unwrap();
        drop(file);
        assert!(path.exists(), "what has been replaced takes nothing away");
        drop(ours);
        assert!(!path.exists());
    }

    #[test]
    fn where_nobody_listens_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.sock");
        assert!(connect(&path).unwrap().is_none());
        drop(listen(&path).unwrap());
        assert!(connect(&path).unwrap().is_none());
        let _listener = listen(&path).unwrap();
        assert!(connect(&path).unwrap().is_some());
    }
}
