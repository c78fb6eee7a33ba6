//! What is in force on this host: the generation that was applied last, what it came to, and whether the settings
//! still say the same. It changes nothing, and goes on where something cannot be read.

use std::io::ErrorKind;

use super::Global;
use super::prepare::{Prepared, prepare};
use super::source::{self, Place};
use super::understand::{Understood, View, come_to, understand};
use crate::derive::secrets::Made;
use crate::generation::{self, Generation, GenerationError};
use crate::journal::{self, JournalError};
use crate::plan;
use crate::problem::{Hint as _, Problem, Problems};
use crate::sys::{self, Root};

/// What is in force.
pub(crate) struct InForce {
    /// The generation that was applied last, if one was.
    pub(crate) generation: Result<Option<Generation>, GenerationError>,
    /// What counts on the host; `None` where nobody can tell.
    pub(crate) walk: Option<Understood>,
    /// The settings, against that.
    pub(crate) settings: Settings,
    /// Files that are not as the last run wrote them.
    pub(crate) edited: Vec<String>,
    /// What is accepted of the settings and should yet be known.
    pub(crate) warnings: Vec<Problem>,
    /// A run that is not over.
    pub(crate) run: OpenRun,
}

/// The settings against what is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Settings {
    /// They are applied.
    Applied,
    /// They say something else; what would change, in a few words.
    Waiting(String),
    /// They could not be applied as they are.
    Refused(Problems),
    /// Nobody can tell: why, and what to do.
    Unknown(String, Option<String>),
}

/// A run that is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OpenRun {
    /// There is none.
    None,
    /// One is at work.
    AtWork,
    /// One was cut short.
    CutShort,
    /// One was cut short, and what it had changed cannot be put back: why, and what to do.
    Stuck(String, Option<String>),
}

/// Looks.
pub(crate) fn look(global: &Global, root: &Root) -> InForce {
    let generation = generation::current(root);
    let mut found = InForce {
        generation,
        walk: None,
        settings: Settings::Applied,
        edited: Vec::new(),
        warnings: Vec::new(),
        run: open_run(root),
    };
    match prepare(global, &Made::default()) {
        Ok(Prepared { walk, plan, warnings, .. }) => {
            found.edited = plan.edited.iter().cloned().collect();
            found.warnings = warnings.into_iter().filter(|one| !one.code.starts_with('N')).collect();
            if plan.is_empty() {
                found.walk = Some(walk);
                return found;
            }
            found.settings = Settings::Waiting(plan::counts(&plan));
        }
        Err(error) => found.settings = unknown(&error),
    }
    found.walk =
        applied(global, root, &found).or_else(|| understand(global, &Made::default(), View::OnDisk).ok());
    found
}

fn unknown(error: &anyhow::Error) -> Settings {
    if let Some(problems) = error.chain().find_map(|cause| cause.downcast_ref::<Problems>()) {
        return Settings::Refused(problems.clone());
    }
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    Settings::Unknown(causes.join(": "), error.chain().find_map(super::hint_of))
}

/// What the last run came to, from the settings that it kept.
fn applied(global: &Global, root: &Root, found: &InForce) -> Option<Understood> {
    let generation = found.generation.as_ref().ok()?.as_ref()?;
    let file = generation::settings_of(root, generation);
    let parsed = source::settings(root, &Place::File(file.clone())).ok()?;
    come_to(global, file, parsed, &Made::default(), View::OnDisk).ok()
}

fn open_run(root: &Root) -> OpenRun {
    if !journal::is_open(root) {
        return OpenRun::None;
    }
    match journal::Journal::read(root) {
        _ if sys::lock::is_held(&root.join(journal::LOCK)) => OpenRun::AtWork,
        // What this user may not read may yet be read by who puts it back.
        Err(JournalError::Refused { source, .. }) if source.kind() == ErrorKind::PermissionDenied => {
            OpenRun::CutShort
        }
        Err(error) => OpenRun::Stuck(error.to_string(), error.hint()),
        // It has ended since.
        Ok(None) if !journal::is_open(root) => OpenRun::None,
        Ok(_) => OpenRun::CutShort,
    }
}
