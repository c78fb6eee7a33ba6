//! Unix sockets in a folder, however long its path.
#![expect(clippy::disallowed_methods, reason = "the one place that opens folders")]

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// The kernel takes no longer path for a socket; a longer one goes through the opened folder.
const LONGEST: usize = 107;

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
    // Bound under another name: nobody meets it before it has its mode.
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let unready = path.with_file_name(format!(".{name}.new"));
    match std::fs::remove_file(&unready) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = with_short_path(&unready, |path| UnixListener::bind(path))?;
    std::fs::set_permissions(&unready, std::fs::Permissions::from_mode(0o600))?;
    listener.set_nonblocking(true)?;
    std::fs::rename(&unready, path)?;
    Ok(listener)
}

/// Connects to the socket `path`. `None`: nobody listens there.
///
/// # Errors
/// When it is there and this process may not use it.
pub fn connect(path: &Path) -> io::Result<Option<UnixStream>> {
    match with_short_path(path, |path| UnixStream::connect(path)) {
        Ok(stream) => Ok(Some(stream)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
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
