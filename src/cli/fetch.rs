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
    if path.exists() && !path.is_file() {
        return Err(unfetched(
            format!("is to come from {shown}, which is no file"),
            "name a file that holds the secret alone",
        ));
    }
    let bytes = sys::fs::read_at_most(&path, LARGEST).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => unfetched(
            format!("is to come from {shown}, which does not exist"),
            "write the secret there, for root alone: `install -m 600 /dev/stdin FILE`",
        ),
        ErrorKind::PermissionDenied => Unfetched {
            message: format!("is to come from {shown}, which this user may not read"),
            hint: "run it as root, or as the file's owner".to_owned(),
            is_forbidden: true,
        },
        _ => unfetched(
            format!("could not be read from {shown}: {error}"),
            "name a file that holds the secret alone",
        ),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        unfetched(
            format!("is to come from {shown}, which is not valid UTF-8"),
            "write the secret there as text",
        )
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
