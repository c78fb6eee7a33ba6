//! Users and groups of the host.

use std::io;

use nix::unistd::{Group, Uid, User};

/// A user as the host knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub uid: u32,
    /// Its primary group.
    pub gid: u32,
    /// Every group it is in, the primary one first.
    pub groups: Vec<u32>,
}

/// The user `name`, if there is one.
#[must_use]
pub fn user(name: &str) -> Option<Known> {
    let user = User::from_name(name).ok().flatten()?;
    let mut groups = vec![user.gid.as_raw()];
    if let Ok(c_name) = std::ffi::CString::new(name) {
        let all = nix::unistd::getgrouplist(&c_name, user.gid).unwrap_or_default();
        groups.extend(all.into_iter().map(nix::unistd::Gid::as_raw).filter(|gid| *gid != user.gid.as_raw()));
    }
    Some(Known { uid: user.uid.as_raw(), gid: user.gid.as_raw(), groups })
}

/// The id of the group `name`, if there is one.
#[must_use]
pub fn group(name: &str) -> Option<u32> {
    Group::from_name(name).ok().flatten().map(|group| group.gid.as_raw())
}

/// The name of the user `uid`, or the number.
#[must_use]
pub fn user_name(uid: u32) -> String {
    User::from_uid(Uid::from_raw(uid)).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name)
}

/// The name of the group `gid`, or the number.
#[must_use]
pub fn group_name(gid: u32) -> String {
    Group::from_gid(nix::unistd::Gid::from_raw(gid))
        .ok()
        .flatten()
        .map_or_else(|| gid.to_string(), |group| group.name)
}

/// The user this process acts as.
#[must_use]
pub fn effective_user() -> u32 {
    nix::unistd::geteuid().as_raw()
}

/// The groups this process is in.
#[must_use]
pub fn own_groups() -> Vec<u32> {
    let mut groups = vec![nix::unistd::getegid().as_raw()];
    groups.extend(nix::unistd::getgroups().unwrap_or_default().into_iter().map(nix::unistd::Gid::as_raw));
    groups
}

/// Makes a system account and its group, where they do not exist.
///
/// # Errors
/// When `groupadd` or `useradd` refuses, with what it says.
pub fn make(
    user_name: &str,
    group_name: &str,
    home: &str,
    shell: &str,
    uid: Option<u32>,
    gid: Option<u32>,
) -> io::Result<()> {
    let said = |answer: super::command::Answer| {
        if answer.is_success { Ok(()) } else { Err(io::Error::other(answer.error.trim().to_owned())) }
    };
    if group(group_name).is_none() {
        let gid = gid.map(|gid| gid.to_string());
        let mut arguments = vec!["--system"];
        if let Some(gid) = &gid {
            arguments.extend(["--gid", gid]);
        }
        arguments.push(group_name);
        said(super::command::run("groupadd", &arguments)?)?;
    }
    if user(user_name).is_none() {
        let uid = uid.map(|uid| uid.to_string());
        let mut arguments =
            vec!["--system", "--no-create-home", "--home-dir", home, "--shell", shell, "--gid", group_name];
        if let Some(uid) = &uid {
            arguments.extend(["--uid", uid]);
        }
        arguments.push(user_name);
        said(super::command::run("useradd", &arguments)?)?;
    }
    Ok(())
}
