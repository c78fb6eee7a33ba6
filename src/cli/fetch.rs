//! Secrets that stand elsewhere than in the settings: files of the host, systemd's credentials, the environment.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::secret::Secret;
use crate::settings::{Fetched, Source, Unfetched};
use crate::sys::{self, Root};

/// A larger file is a mistaken one: the longest secrets are keys.
const LARGEST: u64 = 1 << 20;

/// Reads what `source` names; files of the host lie inside `root`.
pub(crate) fn fetch(root: &Root, source: &Source) -> Result<Fetched, Unfetched> {
    let (text, warning) = match source {
        Source::Variable(name) => (variable(name)?, None),
        Source::File(name) => file(root, name)?,
    };
    let value = text.strip_suffix('\n').map_or(text.as_str(), |text| text.strip_suffix('\r').unwrap_or(text));
    if value.trim().is_empty() {
        let message = match source {
            Source::File(name) => format!("is to come from {name}, which is empty"),
            Source::Variable(name) => format!("is to come from the variable `{name}`, which is empty"),
        };
        return Err(unfetched(message, "write the secret there"));
    }
    Ok(Fetched { value: Secret::new(value.to_owned()), warning })
}

fn unfetched(message: String, hint: impl Into<String>) -> Unfetched {
    Unfetched { message, hint: hint.into(), is_forbidden: false }
}

fn variable(name: &str) -> Result<String, Unfetched> {
    let is_name = !name.contains(['=', '\0']);
    is_name.then(|| sys::environment::variable(name)).flatten().ok_or_else(|| {
        unfetched(
            format!("is to come from the variable `{name}`, which is not set"),
            format!("set it where `wharf` is run (`sudo` passes none on unless asked: `sudo --preserve-env={name}`)"),
        )
    })
}

/// The text of a file, and what is to be said of who may read it.
fn file(root: &Root, name: &str) -> Result<(String, Option<(String, String)>), Unfetched> {
    let path = place(root, name)?;
    let shown = path.display();
    let text = text(&path, LARGEST).map_err(|unread| {
        let hint = match unread.is_missing {
            true => "write the secret there, for root alone: `install -m 600 /dev/stdin FILE`",
            false if unread.is_forbidden => "run it as root, or as the file's owner",
            false => "name a file that holds the secret alone, as text",
        };
        Unfetched {
            message: format!("is to come from {shown}, which {}", unread.message),
            hint: hint.to_owned(),
            is_forbidden: unread.is_forbidden,
        }
    })?;
    let access = sys::fs::access(&path).map(|access| access.mode & 0o777);
    let warning = access.filter(|mode| mode & 0o007 != 0).map(|mode| {
        (
            format!("{shown} holds a secret and may be read by every user ({mode:04o})"),
            format!("run `chmod 0600 {shown}`"),
        )
    });
    Ok((text, warning))
}

/// Why a file gave no text.
pub(super) struct NoText {
    /// Reads on after the name of the file.
    pub(super) message: String,
    /// It is not there.
    pub(super) is_missing: bool,
    /// It is there, yet this user may not read it.
    pub(super) is_forbidden: bool,
}

/// The text of the file at `path`, of at most `limit` bytes.
pub(super) fn text(path: &Path, limit: u64) -> Result<String, NoText> {
    let no = |message: String| NoText { message, is_missing: false, is_forbidden: false };
    if path.exists() && !path.is_file() {
        return Err(no("is no file".to_owned()));
    }
    let bytes = sys::fs::read_at_most(path, limit).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            NoText { is_missing: true, ..no("does not exist".to_owned()) }
        }
        ErrorKind::PermissionDenied => {
            NoText { is_forbidden: true, ..no("may not be read by this user".to_owned()) }
        }
        _ => no(format!("could not be read: {error}")),
    })?;
    String::from_utf8(bytes).map_err(|_| no("is not valid UTF-8".to_owned()))
}

/// Where a file lies: below the root from a slash on; a bare name is one of systemd's credentials.
fn place(root: &Root, name: &str) -> Result<PathBuf, Unfetched> {
    if name.starts_with('/') {
        return Ok(root.join(name));
    }
    if name.contains('/') || name == ".." || name.contains('\0') {
        return Err(unfetched(
            format!("is to come from `{name}`, which is no path from the root"),
            "write the whole path, or the bare name of a credential of systemd",
        ));
    }
    let folder = sys::environment::variable("CREDENTIALS_DIRECTORY").filter(|folder| !folder.is_empty());
    folder.map(|folder| Path::new(&folder).join(name)).ok_or_else(|| {
        unfetched(
            format!("is to come from the credential `{name}`, and `CREDENTIALS_DIRECTORY` is not set"),
            "run it where systemd hands it over (`LoadCredential=`), or write the whole path of a file",
        )
    })
}
