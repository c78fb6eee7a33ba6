//! Secrets that stand elsewhere: `{ file = "…" }` and `{ env = "…" }`.
//!
//! Invariant: nothing here reads a file or a variable; who parses gives a function that does.

use toml::de::{DeTable, DeValue};

use crate::secret::{Secret, placeholder};

/// Where a secret stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file of the host; a name without a slash is one of the credentials that systemd hands over.
    File(String),
    /// A variable of the environment of `wharf`.
    Variable(String),
}

impl Source {
    /// Its name, as the administrator wrote it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::File(name) | Self::Variable(name) => name,
        }
    }

    /// What stands for its value where that could not be read.
    #[must_use]
    pub fn placeholder(&self) -> String {
        placeholder(self.name())
    }

    /// The source that `{ file = … }` or `{ env = … }` names.
    pub(super) fn of(table: &DeTable<'_>) -> Option<Self> {
        let mut pairs = table.iter();
        let (key, value) = pairs.next()?;
        let DeValue::String(name) = value.get_ref() else { return None };
        let name = name.trim();
        match key.get_ref().as_ref() {
            _ if name.is_empty() || pairs.next().is_some() => None,
            "file" => Some(Self::File(name.to_owned())),
            "env" => Some(Self::Variable(name.to_owned())),
            _ => None,
        }
    }
}

/// What a source gave.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The secret.
    pub value: Secret<String>,
    /// What should yet be known of where it stands: message and hint.
    pub warning: Option<(String, String)>,
}

/// Why a source gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfetched {
    /// Reads on after the setting's name.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// It is there, yet this user may not read it: who only looks goes on without it.
    pub is_forbidden: bool,
}

/// Reads what a source names.
pub type Fetch<'f> = dyn Fn(&Source) -> Result<Fetched, Unfetched> + 'f;

/// The name of where a secret stands, in its place.
pub(super) fn named(source: &Source) -> Fetched {
    Fetched { value: Secret::new(source.placeholder()), warning: None }
}
