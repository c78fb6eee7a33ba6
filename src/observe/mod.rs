//! Reads the host: facts for derivation, what is there for the planner, what would stand in the way. Changes nothing.

mod obstacles;
mod remembered;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::derive::{ExistingFile, Facts, NginxProgram};
use crate::plan::{Actual, FileState, Running};
use crate::problem::Hint;
use crate::render::{LISTING, Ownership, Rendered};
use crate::secret::Secret;
use crate::sys::{self, Root};

pub use obstacles::{Blocked, Held, blocked_folders, held_ports};
pub use remembered::Remembered;

/// A part of the host that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read {path}")]
pub struct ObserveError {
    /// What was read.
    pub path: String,
    /// Why not.
    #[source]
    pub source: io::Error,
}

impl Hint for ObserveError {
    fn hint(&self) -> Option<String> {
        match self.source.kind() {
            io::ErrorKind::PermissionDenied => {
                Some("run it with `sudo`, or as the owner of that file".to_owned())
            }
            io::ErrorKind::IsADirectory => Some("it must be a file: move that folder away".to_owned()),
            _ => None,
        }
    }
}

/// What tells that an Omnibus package of GitLab is installed, if one is: its manifest, or dpkg.
#[must_use]
pub fn omnibus(root: &Root) -> Option<String> {
    let manifest = "/opt/gitlab/version-manifest.json";
    if root.join(manifest).exists() {
        return Some(manifest.to_owned());
    }
    // dpkg keeps this list of a package that was removed and left its settings, too: then its status tells.
    let is_listed =
        |name: &&str| sys::fs::access(&root.join(&format!("/var/lib/dpkg/info/{name}.list"))).is_some();
    let name = ["gitlab-ce", "gitlab-ee"].into_iter().find(is_listed)?;
    let status = sys::fs::read(&root.join("/var/lib/dpkg/status")).unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let about = format!("Package: {name}");
    let is_installed = status.split("\n\n").any(|entry| {
        let mut lines = entry.lines();
        lines.any(|line| line == about) && entry.lines().any(|line| line == "Status: install ok installed")
    });
    is_installed.then(|| format!("dpkg: {name}"))
}

/// What derivation needs to know of the host: which of the paths `asked` exist, and more. `nginx` is `nginx.binary`
/// where the settings name one, and its version is asked for only where it is not `remembered`.
#[must_use]
pub fn facts(
    root: &Root,
    asked: &[String],
    nginx: Option<&str>,
    program: &Path,
    remembered: &mut Remembered,
) -> Facts {
    let is_superuser = sys::accounts::effective_user() == 0;
    Facts {
        root: if root.is_machine() { String::new() } else { root.path().to_string_lossy().into_owned() },
        is_privileged: is_superuser && root.is_machine(),
        is_superuser,
        processors: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        nginx: find_nginx(nginx, remembered),
        program: program.to_string_lossy().into_owned(),
        existing: asked.iter().filter(|path| root.join(path).exists()).cloned().collect(),
        gitlab_yml: None,
    }
}

/// Of the paths `asked`, those of which this user may not even know whether they are there: [`facts`] takes them to be
/// missing, which another user may know better.
#[must_use]
pub fn out_of_sight(root: &Root, asked: &[String]) -> Vec<String> {
    let is_hidden =
        |path: &&String| root.join(path).try_exists().is_err_and(|error| !sys::fs::is_absent(&error));
    asked.iter().filter(is_hidden).cloned().collect()
}

/// A file of somebody else's, where there is one at the host path `path`. A link is followed: what it leads to is changed.
///
/// # Errors
/// When it is there and cannot be read, is not UTF-8, or lies outside of the root.
pub fn existing_file(root: &Root, path: &str) -> Result<Option<ExistingFile>, ObserveError> {
    let named = |source| ObserveError { path: path.to_owned(), source };
    let Some(text) = text(root, path)? else { return Ok(None) };
    let place = root.join(path).canonicalize().map_err(named)?;
    let top = root.path().canonicalize().map_err(named)?;
    let inside = place.strip_prefix(&top).ok().and_then(Path::to_str).ok_or_else(|| {
        named(io::Error::new(io::ErrorKind::InvalidInput, "it is a link to a file outside of the root"))
    })?;
    let access = sys::fs::access(&place);
    Ok(access.map(|access| {
        let owner = ownership(access, true);
        ExistingFile {
            path: format!("/{inside}"),
            text,
            user: owner.user,
            group: owner.group,
            mode: owner.mode,
        }
    }))
}

/// The NGINX of the settings, else of `PATH`, else of the usual folders.
fn find_nginx(named: Option<&str>, remembered: &mut Remembered) -> Option<NginxProgram> {
    let path = sys::environment::variable("PATH").unwrap_or_default();
    let folders = path.split(':').chain(["/usr/sbin", "/usr/local/sbin", "/opt/gitlab/embedded/sbin"]);
    let candidates: Vec<String> = match named {
        Some(program) => vec![program.to_owned()],
        None => {
            folders.filter(|folder| folder.starts_with('/')).map(|folder| format!("{folder}/nginx")).collect()
        }
    };
    candidates.into_iter().find_map(|program| {
        if !Path::new(&program).exists() {
            return None;
        }
        let ask = || nginx_version(&sys::command::run(&program, &["-v"]).ok()?.error);
        Some(NginxProgram { version: remembered.nginx_version(&program, ask)?, program })
    })
}

/// `nginx version: nginx/1.22.1` gives `(1, 22, 1)`.
fn nginx_version(said: &str) -> Option<(u32, u32, u32)> {
    let (_, version) = said.split_once("nginx/")?;
    let mut numbers =
        version.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse::<u32>().unwrap_or_default());
    Some((numbers.next()?, numbers.next()?, numbers.next()?))
}

/// The text of a host file; `None` when there is none.
///
/// # Errors
/// When it is there and cannot be read, or is not UTF-8.
pub fn text(root: &Root, path: &str) -> Result<Option<String>, ObserveError> {
    let named = |source| ObserveError { path: path.to_owned(), source };
    let bytes = sys::fs::read_optional_at_most(&root.join(path), sys::fs::LARGEST_TEXT).map_err(named)?;
    bytes
        .map(|bytes| {
            String::from_utf8(bytes)
                .map_err(|_| named(io::Error::new(io::ErrorKind::InvalidData, "it is not valid UTF-8")))
        })
        .transpose()
}

/// What the host holds of all that `want` speaks of, and the services as the supervisor reports them.
///
/// # Errors
/// When something that is there cannot be read.
pub fn actual(
    root: &Root,
    want: &Rendered,
    services: BTreeMap<String, Running>,
    gives_owners: bool,
) -> Result<Actual, ObserveError> {
    let mut have = Actual { services, gives_owners, ..Actual::default() };
    have.written = text(root, LISTING)?.unwrap_or_default().lines().map(str::to_owned).collect();
    let inside = inside_owned_folders(root, want)?;
    let written = have.written.clone();
    for path in want.files.keys().chain(want.links.keys()).chain(&written).chain(&inside) {
        if let Some(target) = sys::fs::link_target(&root.join(path)) {
            have.links.insert(path.clone(), target.to_string_lossy().into_owned());
        } else if !root.join(path).is_dir()
            && let Some(state) = file(root, path, gives_owners)?
        {
            have.files.insert(path.clone(), state);
        }
    }
    for path in want.directories.keys() {
        let place = root.join(path);
        if let Some(access) = sys::fs::access(&place)
            && place.is_dir()
        {
            have.directories.insert(path.clone(), ownership(access, gives_owners));
        }
    }
    let read = want.services.values().flat_map(|service| service.restart.iter().chain(&service.reload));
    for path in read.filter(|path| !want.files.contains_key(*path)) {
        let bytes = sys::fs::read_optional(&root.join(path))
            .map_err(|source| ObserveError { path: path.clone(), source })?;
        if let Some(bytes) = bytes {
            have.others.insert(path.clone(), bytes);
        }
    }
    let known = |user: &str| sys::accounts::user(user).is_some();
    have.accounts =
        want.accounts.iter().map(|account| account.user.clone()).filter(|user| known(user)).collect();
    Ok(have)
}

/// Every file in the folders that are ours as a whole.
fn inside_owned_folders(root: &Root, want: &Rendered) -> Result<Vec<String>, ObserveError> {
    let mut paths = Vec::new();
    for folder in &want.owned_folders {
        let names = sys::fs::list(&root.join(folder))
            .map_err(|source| ObserveError { path: folder.clone(), source })?;
        paths.extend(names.into_iter().map(|name| format!("{folder}/{name}")));
    }
    Ok(paths)
}

fn file(root: &Root, path: &str, gives_owners: bool) -> Result<Option<FileState>, ObserveError> {
    let place = root.join(path);
    let content =
        sys::fs::read_optional(&place).map_err(|source| ObserveError { path: path.to_owned(), source })?;
    Ok(content.and_then(|content| {
        let access = sys::fs::access(&place)?;
        Some(FileState { ownership: ownership(access, gives_owners), content: Secret::new(content) })
    }))
}

/// Names of owner and group; empty where they are not ours to give.
fn ownership(access: sys::fs::Access, gives_owners: bool) -> Ownership {
    let name =
        |id: Option<u32>, name: fn(u32) -> String| id.filter(|_| gives_owners).map(name).unwrap_or_default();
    Ownership {
        user: name(access.uid, sys::accounts::user_name),
        group: name(access.gid, sys::accounts::group_name),
        mode: access.mode,
    }
}

#[cfg(test)]
mod tests {
    use super::nginx_version;

    #[test]
    fn versions_are_read_from_what_nginx_says() {
        assert_eq!(nginx_version("nginx version: nginx/1.22.1\n"), Some((1, 22, 1)));
        assert_eq!(nginx_version("nginx version: nginx/1.25.1 (Ubuntu)"), Some((1, 25, 1)));
        assert_eq!(nginx_version("something else"), None);
    }
}
