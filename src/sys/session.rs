//! What a process changes about itself before it becomes a service: session, user, limits.

use std::ffi::CString;
use std::io;
use std::path::{Path, PathBuf};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::stat::Mode;
use nix::unistd::{Gid, Group, Uid, User};

/// A user and group to run as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    name: CString,
    /// The user's id.
    pub uid: u32,
    /// The group's id.
    pub gid: u32,
    /// The user's home folder.
    pub home: PathBuf,
}

impl Account {
    /// Looks up `user` and `group` (without one: the user's own).
    ///
    /// # Errors
    /// When the host does not know one of them.
    pub fn look_up(user: &str, group: Option<&str>) -> io::Result<Self> {
        let unknown = |kind: &str, name: &str| {
            io::Error::new(io::ErrorKind::NotFound, format!("there is no {kind} `{name}` on this host"))
        };
        let found = User::from_name(user)?.ok_or_else(|| unknown("user", user))?;
        let gid = match group {
            None => found.gid,
            Some(group) => Group::from_name(group)?.ok_or_else(|| unknown("group", group))?.gid,
        };
        let name = CString::new(found.name).map_err(io::Error::other)?;
        Ok(Self { name, uid: found.uid.as_raw(), gid: gid.as_raw(), home: found.dir })
    }

    /// Becomes this account for good, with its supplementary groups and no others.
    ///
    /// # Errors
    /// When this process may not; it must end then.
    pub fn assume(&self) -> io::Result<()> {
        let (uid, gid) = (Uid::from_raw(self.uid), Gid::from_raw(self.gid));
        nix::unistd::initgroups(&self.name, gid)?;
        nix::unistd::setresgid(gid, gid, gid)?;
        nix::unistd::setresuid(uid, uid, uid)?;
        Ok(())
    }
}

/// The home folder of the user this process runs as; `/` when the host does not know the user.
#[must_use]
pub fn own_home() -> PathBuf {
    User::from_uid(nix::unistd::geteuid()).ok().flatten().map_or_else(|| PathBuf::from("/"), |user| user.dir)
}

/// Leaves the session and the terminal of whoever started this process; it leads its own group from here on.
///
/// # Errors
/// When it leads a group already.
pub fn start_own() -> io::Result<()> {
    nix::unistd::setsid()?;
    Ok(())
}

/// New files are readable by all and writable by their owner unless made otherwise.
pub fn set_usual_mask() {
    nix::sys::stat::umask(Mode::S_IWGRP | Mode::S_IWOTH);
}

/// As many open files as the host allows.
///
/// # Errors
/// When the limit cannot be read or set.
pub fn raise_file_limit() -> io::Result<()> {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    Ok(setrlimit(Resource::RLIMIT_NOFILE, hard, hard)?)
}

/// Closes every descriptor but the three standard ones: locks and pipes of whoever started this process among them.
/// Only for a process that has opened nothing itself.
///
/// # Errors
/// When the open descriptors cannot be listed.
pub fn close_inherited() -> io::Result<()> {
    for name in super::fs::list(Path::new("/proc/self/fd"))? {
        // The one that listed them is closed by now, which is all that can go wrong.
        if let Some(descriptor) = name.parse::<i32>().ok().filter(|number| *number > 2) {
            let _ = nix::unistd::close(descriptor);
        }
    }
    Ok(())
}

/// Makes `folder` the working folder.
///
/// # Errors
/// When it does not exist or may not be entered.
pub fn enter(folder: &Path) -> io::Result<()> {
    Ok(nix::unistd::chdir(folder)?)
}
