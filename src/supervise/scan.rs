//! Service links → what should run.

use std::path::PathBuf;

use super::definition::{Definition, DefinitionError};
use crate::sys::{Root, fs};

/// One enabled service.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its name: the link's.
    pub(crate) name: String,
    /// What it says of itself.
    pub(crate) definition: Result<Definition, DefinitionError>,
    /// Whether it is started by itself: there is no file `down`.
    pub(crate) is_normally_up: bool,
}

/// Every enabled service, in the order of their names.
///
/// # Errors
/// When the folder of links is there and cannot be read.
pub(crate) fn services(root: &Root) -> std::io::Result<Vec<Found>> {
    let names = names(root)?;
    Ok(names.into_iter().map(|name| service(root, name)).collect())
}

/// The names of the enabled services.
///
/// # Errors
/// When the folder of links is there and cannot be read.
pub(crate) fn names(root: &Root) -> std::io::Result<Vec<String>> {
    let mut names = fs::list(&root.join("/opt/gitlab/service"))?;
    names.retain(|name| is_name(name));
    Ok(names)
}

/// The names of the services that have a definition.
///
/// # Errors
/// When the folder of definitions is there and cannot be read.
pub(crate) fn defined(root: &Root) -> std::io::Result<Vec<String>> {
    let folder = root.join("/opt/gitlab/sv");
    let mut names = fs::list(&folder)?;
    names.retain(|name| is_name(name) && folder.join(name).join("service.toml").exists());
    Ok(names)
}

/// One service as its folder is now.
pub(crate) fn service(root: &Root, name: String) -> Found {
    let folder = folder(root, &name);
    let definition = Definition::read(&folder.join("service.toml"));
    let is_normally_up = is_normally_up(root, &name);
    Found { name, definition, is_normally_up }
}

/// Whether there is no file `down`.
pub(crate) fn is_normally_up(root: &Root, name: &str) -> bool {
    fs::access(&folder(root, name).join("down")).is_none()
}

/// Where an enabled service lies.
pub(crate) fn folder(root: &Root, name: &str) -> PathBuf {
    root.join("/opt/gitlab/service").join(name)
}

/// Names that are one plain word of a path; temporaries begin with a dot.
fn is_name(name: &str) -> bool {
    !name.starts_with(['.', '-'])
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
