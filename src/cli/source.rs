//! Which settings count on this host: the settings file, what `GITLAB_OMNIBUS_CONFIG` says before it, and what
//! `gitlab-cluster.json` says over it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::fetch::fetch;
use super::outside::OfHost;
use super::{Global, advise};
use crate::problem::{Problem, Problems};
use crate::ruby;
use crate::settings::{self, Input, Language, Parsed, VARIABLE};
use crate::sys::{self, Root};

/// The settings file.
pub(crate) const TOML: &str = "/etc/gitlab/gitlab.toml";
/// The settings file of Omnibus.
pub(crate) const RUBY: &str = "/etc/gitlab/gitlab.rb";
/// What a cluster overrides.
const CLUSTER: &str = "/etc/gitlab/gitlab-cluster.json";

/// Where the settings stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In this file.
    File(PathBuf),
    /// In `GITLAB_OMNIBUS_CONFIG` alone.
    Variable,
}

impl Place {
    /// As people know it.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Variable => PathBuf::from(VARIABLE),
        }
    }
}

/// Where the settings stand: in the file of `--config`, else in `gitlab.toml` under the root, else in `gitlab.rb`
/// there, else in the variable. It is `gitlab.toml` where there are none.
pub(crate) fn place(global: &Global, root: &Root) -> anyhow::Result<Place> {
    if let Some(file) = &global.config {
        return Ok(Place::File(file.clone()));
    }
    // A link that leads nowhere is there: who made it wants to be told. So is what cannot be looked at.
    let is_there = |path: &Path| !matches!(path.symlink_metadata(), Err(error) if sys::fs::is_absent(&error));
    let (toml, ruby) = (root.join(TOML), root.join(RUBY));
    let is_dark =
        matches!(toml.symlink_metadata(), Err(error) if error.kind() == ErrorKind::PermissionDenied);
    match (is_there(&toml), is_there(&ruby)) {
        (true, _) if is_dark => Ok(Place::File(toml)),
        (true, true) => {
            let problem = Problem::coded(
                "E013",
                "",
                format!("there are both {} and {}", toml.display(), ruby.display()),
                "name the one that counts with `--config`, or move the other away; `wharf convert --check` tells \
                 whether the gitlab.rb says the same in TOML",
            );
            let file = toml.parent().unwrap_or(&toml).display().to_string();
            Err(Problems { file, list: vec![problem], ..Problems::default() }.into())
        }
        (false, true) => Ok(Place::File(ruby)),
        (false, false) if variable()?.is_some() => Ok(Place::Variable),
        _ => Ok(Place::File(toml)),
    }
}

/// What the variable says; empty is nothing.
pub(crate) fn variable() -> anyhow::Result<Option<String>> {
    let value = sys::environment::variable(VARIABLE);
    if value.is_none() && sys::environment::is_set(VARIABLE) {
        return Err(advise(
            format!("the variable `{VARIABLE}` is not valid UTF-8"),
            "write it as UTF-8, or unset it",
        ));
    }
    Ok(value.filter(|text| !text.trim().is_empty()))
}

/// How a file says settings: by its ending, else by what is in it. A text that is TOML as well as Ruby is TOML.
pub(crate) fn language(file: &Path, text: &str) -> Language {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => Language::Toml,
        Some("rb") => Language::Ruby,
        _ if toml::from_str::<toml::Table>(text).is_err() && ruby::is_ruby(text) => Language::Ruby,
        _ => Language::Toml,
    }
}

/// The settings, with every problem that can be seen without the host.
pub(crate) fn settings(root: &Root, place: &Place) -> anyhow::Result<Parsed> {
    match place {
        Place::File(file) => {
            let (name, text) = read_text(file)?;
            settings_in(root, file, &name, &text)
        }
        Place::Variable => {
            let text = variable()?.unwrap_or_default();
            read(root, Input { file: VARIABLE, text: &text, language: Language::Ruby, ..Input::default() })
        }
    }
}

fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let shown = file.display();
    sys::fs::read_at_most(file, sys::fs::LARGEST_TEXT).map_err(|error| {
        if sys::fs::is_absent(&error) {
            if let Some(target) = sys::fs::link_target(file) {
                return advise(
                    format!(
                        "the settings file {shown} is a link to {}, which is not there",
                        target.display()
                    ),
                    "mend the link, or remove it",
                );
            }
            return advise(
                format!("there is no settings file {shown}"),
                "`wharf init` writes one, and the gitlab.rb of an Omnibus is read where it lies, beside it; \
                 `wharf docs example` shows every setting",
            );
        }
        let hint = match error.kind() {
            ErrorKind::PermissionDenied => "run it as the file's owner or as root",
            _ => "the settings are one file, a gitlab.toml or a gitlab.rb; name another with `--config`",
        };
        advise(format!("could not read the settings file {shown}: {error}"), hint)
    })
}

/// The name of a settings file, as people know it, and its text.
pub(crate) fn read_text(file: &Path) -> anyhow::Result<(String, String)> {
    let name = name(file);
    let text = utf8(bytes(file)?, &name)?;
    Ok((name, text))
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The settings that stand in `bytes`, which the content of `file` may become.
pub(crate) fn settings_of(root: &Root, bytes: Vec<u8>, file: &Path) -> anyhow::Result<Parsed> {
    let name = name(file);
    let text = utf8(bytes, &name)?;
    settings_in(root, file, &name, &text)
}

fn settings_in(root: &Root, file: &Path, name: &str, text: &str) -> anyhow::Result<Parsed> {
    let before = variable()?;
    let language = language(file, text);
    read(root, Input { file: name, text, language, before: before.as_deref(), ..Input::default() })
}

/// The text of the file `name`, or where it is none.
fn utf8(bytes: Vec<u8>, name: &str) -> anyhow::Result<String> {
    Ok(String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let problem = Problem::coded("E004", "", "the file is not valid UTF-8", "save it as UTF-8");
        let problem = Problem { line, column, ..problem };
        Problems { file: name.to_owned(), list: vec![problem], ..Problems::default() }
    })?)
}

/// Reads `input`, and the cluster's file over it.
fn read(root: &Root, input: Input<'_>) -> anyhow::Result<Parsed> {
    let file = root.join(CLUSTER);
    let (over, hidden) = match sys::fs::read_optional_at_most(&file, sys::fs::LARGEST_TEXT) {
        Ok(bytes) => (bytes.map(|bytes| utf8(bytes, settings::CLUSTER)).transpose()?, None),
        Err(error) if error.kind() == ErrorKind::PermissionDenied && is_seen(&file) => {
            let message = format!("{} is there, and this user may not read it", file.display());
            let hint = "run it as root: what that file says wins over the settings";
            (None, Some(Problem::coded("E032", "", message, hint)))
        }
        // A folder that this user may not enter: `observe` says what it could not look at.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => (None, None),
        Err(error) => {
            return Err(advise(
                format!("could not read {}: {error}", file.display()),
                "mend that file, or move it away",
            ));
        }
    };
    let input = Input { over: over.as_deref(), ..input };
    let mut parsed = settings::read(input, &|source| fetch(root, source), &OfHost { root })?;
    parsed.refusals.extend(hidden);
    Ok(parsed)
}

fn is_seen(file: &Path) -> bool {
    file.symlink_metadata().is_ok()
}
