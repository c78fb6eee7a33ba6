//! `wharf enable registry` and `wharf disable registry`: the setting changed and applied, site-wide, in one go.
//!
//! Invariant: images and keys stay as they are, and a change that cannot be applied leaves the settings as they were too.

use anyhow::Context as _;

use super::document::SettingsFile;
use super::{DONE, Global, MIXED, config, reconfigure, tell};
use crate::journal;
use crate::sys::fs;

/// What can be switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// The container registry, for the whole site; its images stay
    Registry,
}

/// Switches `what` on or off. Settings in Ruby are edited by people: then the line to write is printed.
pub(crate) fn run(global: &Global, what: What, is_on: bool) -> anyhow::Result<u8> {
    let What::Registry = what;
    let file = SettingsFile::find(global)?;
    let before = fs::read_optional_at_most(&file.path, fs::LARGEST_TEXT)
        .with_context(|| format!("could not read {}", file.path.display()))?;
    let value = if is_on { "true" } else { "false" };
    let code = config::set_to(global, "registry.enable", value)?;
    if code != DONE {
        return Ok(code);
    }
    let outcome = reconfigure::reconfigure(global, &reconfigure::Applying::default());
    // A run that is applied, and whose GitLab was not restarted, leaves no journal: the settings are in force.
    let is_applied = match outcome {
        Ok(MIXED) => !journal::is_open(&global.root()?),
        Ok(code) => code == DONE,
        Err(_) => false,
    };
    if !is_applied {
        put_back(&file, before)?;
        return outcome;
    }
    if !is_on && !global.quiet {
        tell(
            "the registry is off for the whole site; its images, its keys and its settings stay: `wharf enable registry`",
        );
    }
    outcome
}

/// Makes the settings say what they said.
fn put_back(file: &SettingsFile, before: Option<Vec<u8>>) -> anyhow::Result<()> {
    let Some(before) = before else { return Ok(()) };
    let now = fs::read_at_most(&file.path, fs::LARGEST_TEXT)
        .with_context(|| format!("could not read {}", file.path.display()))?;
    if now != before {
        file.replace(&now, &String::from_utf8_lossy(&before))?;
        tell(format_args!("{} is as it was", file.path.display()));
    }
    Ok(())
}
