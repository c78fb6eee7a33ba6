//! Derived values and templates make files in memory; nothing is written here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

mod files;
mod quote;
mod template;

pub use files::{LISTING, render, standalone};

/// Why a file could not be written. Each of these is a fault of this program, not of the settings.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template asks for what derivation does not give, or a value would leave its place.
    #[error("could not render `{template}`")]
    Template {
        /// The template.
        template: String,
        /// What it stumbled over.
        #[source]
        source: minijinja::Error,
    },
}

/// Who owns a file or runs a service: an account of the settings, by name. On a sandbox nothing is given away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// The user's name.
    pub user: String,
    /// The group's name.
    pub group: String,
    /// The permission bits.
    pub mode: u32,
}

/// One file that this program owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Owner, group, mode.
    pub ownership: Ownership,
    /// The text.
    pub content: String,
    /// The whole text is a secret (a private key): a plan shows `[secret]`, never a line of it.
    pub is_secret: bool,
}

/// A system account that services run as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The user's name.
    pub user: String,
    /// Its primary group.
    pub group: String,
    /// Its home, not created by the account.
    pub home: String,
    /// Its shell.
    pub shell: String,
    /// The id asked for, if any.
    pub uid: Option<u32>,
    /// The group id asked for, if any.
    pub gid: Option<u32>,
}

/// What a service reads: a change of `restart` files restarts it, a change of `reload` files alone reloads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Host paths, without the root.
    pub restart: Vec<String>,
    /// Host paths, without the root.
    pub reload: Vec<String>,
    /// Addresses that are its own, for the check that no stranger holds them: `(setting, host:port)`.
    pub listen: Vec<(String, String)>,
    /// Those of them where it answers once it is up.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// Everything a host should hold. All paths are host paths, without the root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// Folders that must exist, parents first in order of path.
    pub directories: BTreeMap<String, Ownership>,
    /// Files, whole.
    pub files: BTreeMap<String, File>,
    /// Symbolic links: path to target.
    pub links: BTreeMap<String, String>,
    /// Services that should run.
    pub services: BTreeMap<String, Service>,
    /// Accounts that must exist; empty where accounts are not managed.
    pub accounts: Vec<Account>,
    /// Folders in which every file is ours, such as that of the environment: another one must go.
    pub owned_folders: Vec<String>,
    /// Literal values to hide in whatever is shown.
    pub secrets: Vec<Secret<String>>,
}
