//! GitLab reads its gitlab.yml when it starts, and only then: it is restarted, or the administrator is told to.
//!
//! Invariant: a restart is a comparison. Before a run changes the file it is written down what GitLab runs with, and
//! that is forgotten when GitLab was restarted: one that failed, or that a killed run never came to, is made good by the
//! next run.

use anyhow::Context as _;

use super::{DONE, Global, MIXED, advise, explain, tell};
use crate::generation::RailsReader;
use crate::sys::{self, Root, fs};

/// The digest of the gitlab.yml that GitLab runs with, while a restart is due.
const RECORD: &str = "/var/opt/gitlab/wharf/gitlab-runs-with";

/// What to do after a change of gitlab.yml.
const BY_HAND: &str = "note: gitlab.yml changed; restart GitLab for it: `systemctl restart gitlab.target`";

/// The digest of a gitlab.yml as it is now.
fn digest(root: &Root, reader: &RailsReader) -> anyhow::Result<String> {
    let file = root.join(&reader.path);
    let text = fs::read_optional(&file).with_context(|| format!("could not read {}", file.display()))?;
    Ok(crate::inputs::digest([text.as_deref()]))
}

fn record(root: &Root) -> Option<String> {
    let bytes = fs::read_optional_at_most(&root.join(RECORD), 1024).ok()??;
    String::from_utf8(bytes).ok()
}

/// Writes down what GitLab runs with before a run that changes its file; an earlier change may still wait.
pub(crate) fn begin(root: &Root, reader: &RailsReader) -> anyhow::Result<()> {
    let now = digest(root, reader)?;
    if reader.restart_command.is_none() || due(root, Some(reader))?.is_some() {
        return Ok(());
    }
    let place = root.join(RECORD);
    fs::replace(&place, now.as_bytes(), fs::Access::mode(0o600))
        .with_context(|| format!("could not write {}", place.display()))
}

/// The command of a restart that is due although nothing changes now, if one is.
pub(crate) fn due<'r>(root: &Root, reader: Option<&'r RailsReader>) -> anyhow::Result<Option<&'r str>> {
    let Some((reader, command)) =
        reader.and_then(|reader| Some((reader, reader.restart_command.as_deref()?)))
    else {
        return Ok(None);
    };
    let Some(last) = record(root) else { return Ok(None) };
    Ok((last != digest(root, reader)?).then_some(command))
}

/// Restarts GitLab where gitlab.yml changed, or says that it has to be; the exit code.
pub(crate) fn follow(
    global: &Global,
    root: &Root,
    reader: Option<&RailsReader>,
    is_changed: bool,
) -> anyhow::Result<u8> {
    let Some(reader) = reader else { return Ok(DONE) };
    let is_due = due(root, Some(reader))?.is_some();
    match &reader.restart_command {
        None if is_changed => tell(BY_HAND),
        Some(command) if is_changed || is_due => {
            if let Err(error) = restart(command) {
                explain(global, &error);
                return Ok(MIXED);
            }
            let place = root.join(RECORD);
            fs::remove(&place).with_context(|| format!("could not remove {}", place.display()))?;
            if !global.quiet {
                tell(format_args!("restarted GitLab for its gitlab.yml: `{command}`"));
            }
        }
        None | Some(_) => {}
    }
    Ok(DONE)
}

fn restart(command: &str) -> anyhow::Result<()> {
    let again = "mend what it says, then run `wharf reconfigure` again: it restarts GitLab until that works";
    let answer = sys::command::run("/bin/sh", &["-c", command])
        .with_context(|| format!("could not run `{command}`; everything else is applied"))?;
    if answer.is_success {
        return Ok(());
    }
    let said = answer.error.trim();
    let said = if said.is_empty() { "it said nothing" } else { said };
    let message = format!(
        "everything is applied, but GitLab still runs with its old gitlab.yml: gitlab_rails.restart_command failed: {said}"
    );
    Err(advise(message, again))
}
