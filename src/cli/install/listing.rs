//! What was installed, written down so that exactly that is removed again.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::cli::advise;
use crate::inputs::hexadecimal;
use crate::sys::Root;
use crate::sys::fs::{self, Access};

/// Where it is written down.
const PLACE: &str = "/var/opt/gitlab/wharf/installed.json";

/// One thing at a host path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Thing {
    /// A file, by the digest of what is in it.
    File(String),
    /// A link, by where it leads.
    Link(String),
}

impl Thing {
    /// What a file with this text is.
    pub(super) fn file(text: &[u8]) -> Self {
        Self::File(hexadecimal(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text).as_ref()))
    }

    /// What is at `place` now. `None`: nothing; a folder or the like is a file that equals no other.
    pub(super) fn at(place: &Path) -> Option<Self> {
        if let Some(target) = fs::link_target(place) {
            return Some(Self::Link(target.to_string_lossy().into_owned()));
        }
        fs::access(place)?;
        Some(fs::read(place).map_or(Self::File(String::new()), |text| Self::file(&text)))
    }
}

/// What was installed, by host paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listing {
    /// Files and links.
    pub(super) things: BTreeMap<String, Thing>,
    /// Folders that were made for them.
    pub(super) folders: Vec<String>,
}

impl Listing {
    /// What is written down, if something is.
    pub(super) fn read(root: &Root) -> anyhow::Result<Option<Self>> {
        let place = root.join(PLACE);
        let text =
            fs::read_optional(&place).with_context(|| format!("could not read {}", place.display()))?;
        let Some(text) = text else { return Ok(None) };
        serde_json::from_slice(&text).map(Some).map_err(|error| {
            advise(
                format!("could not make sense of {}: {error}", place.display()),
                "move it away; `wharf install` then writes it anew, and says what is in its way",
            )
        })
    }

    pub(super) fn write(&self, root: &Root) -> anyhow::Result<()> {
        let place = root.join(PLACE);
        let write = || -> std::io::Result<()> {
            if let Some(folder) = place.parent() {
                fs::make_directories(folder)?;
            }
            let mut text = serde_json::to_vec_pretty(self)?;
            text.push(b'\n');
            fs::replace(&place, &text, Access::mode(0o600))
        };
        write().with_context(|| format!("could not write {}", place.display()))
    }

    pub(super) fn forget(root: &Root) -> anyhow::Result<()> {
        let place = root.join(PLACE);
        fs::remove(&place).with_context(|| format!("could not remove {}", place.display()))
    }
}
