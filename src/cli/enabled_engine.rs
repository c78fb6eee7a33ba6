//! The enabled engine of a host, as its service says.

use std::path::PathBuf;

use crate::registry::Config;
use crate::supervise::Definition;
use crate::sys::{Root, fs};

/// Where the enabled engine reads and keeps what.
pub(crate) struct EnabledEngine {
    /// Its `config.yml`.
    pub(crate) config: PathBuf,
    /// What it must remember itself.
    pub(crate) state: PathBuf,
}

impl EnabledEngine {
    /// The enabled engine of `root`, if there is one.
    pub(crate) fn of(root: &Root) -> Option<Self> {
        let definition = Definition::read(&root.join("/opt/gitlab/service/registry/service.toml")).ok()?;
        let mut after_serve = definition.argv.into_iter().skip_while(|word| word != "serve").skip(1);
        let config = PathBuf::from(after_serve.next()?);
        let state = after_serve.skip_while(|word| word != "--state").nth(1)?;
        Some(Self { config, state: PathBuf::from(state) })
    }

    /// The configuration that it reads at its next start; `None` where nobody can tell.
    pub(crate) fn configuration(&self) -> Option<Config> {
        let text = fs::read_optional_at_most(&self.config, fs::LARGEST_TEXT).ok().flatten()?;
        Config::parse(&String::from_utf8_lossy(&text)).ok()
    }
}
