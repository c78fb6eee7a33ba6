//! `wharf history` and `wharf rollback`: the generations that were applied, and the way back to one.

use std::io::IsTerminal as _;
use std::time::Instant;

use anyhow::Context as _;
use serde_json::json;

use super::gitlab;
use super::host::Keeping;
use super::prepare::{applied, supervisor};
use super::run::{self, Run};
use super::source;
use super::{DONE, Global, advise, paints, print, print_line, tell};
use crate::derive::secrets;
use crate::generation::{self, Generation};
use crate::plan::{self, Shown};
use crate::render::{File, Rendered};
use crate::sys::{self, Root};
use crate::{journal, observe};

#[derive(Debug, clap::Args)]
pub(crate) struct Rollback {
    /// The generation to go back to (default: the one before the last)
    #[arg(value_parser = number)]
    generation: Option<u64>,
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "write a number of those that `wharf history` lists".to_owned())
}

/// Lists the generations, the newest last.
pub(crate) fn history(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    let (all, unreadable) = generation::list(&root)?;
    if global.json {
        let generations: Vec<_> = all.iter().map(object).collect();
        print_line(json!({ "schema": "wharf.history/1", "generations": generations }));
        return Ok(DONE);
    }
    if all.is_empty() && unreadable.is_empty() {
        tell("nothing was applied yet: `wharf reconfigure` makes the first generation");
    }
    for one in &all {
        print_line(line(one, all.last() == Some(one)));
    }
    for error in unreadable {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        tell(format_args!("warning: {error}{cause}; this generation cannot be gone back to"));
    }
    if journal::is_open(&root) {
        tell("note: a run was cut short, or is at work; the next `wharf reconfigure` puts it back first");
    }
    Ok(DONE)
}

/// A generation for a program, with its moment as every other command writes one.
fn object(one: &Generation) -> serde_json::Value {
    json!({
        "number": one.number,
        "at": sys::clock::iso(one.at),
        "settings_file": one.settings_file,
        "version": one.version,
        "changes": one.changes,
        "rolled_back_to": one.rolled_back_to,
    })
}

fn line(one: &Generation, is_current: bool) -> String {
    let mark = if is_current { "*" } else { " " };
    let from = match one.rolled_back_to {
        Some(number) => format!("rolled back to {number}"),
        None => one.settings_file.clone(),
    };
    format!("{mark} {:>4}  {}  {}  ({})", one.number, sys::clock::date_and_time(one.at), from, one.changes)
}

/// Makes the host what an earlier generation was, as far as files and services go: settings and secrets stay.
pub(crate) fn rollback(global: &Global, arguments: &Rollback) -> anyhow::Result<u8> {
    let began = Instant::now();
    let root = global.root()?;
    run::needs_root(&root)?;
    let _lock = run::lock(&root)?;
    run::recover(global, &root)?;
    let number = match arguments.generation {
        Some(number) => number,
        None => before_the_last(&root)?,
    };
    let mut want = generation::rendered(&root, number)?;
    keep_secrets(&root, &mut want)?;
    let is_privileged = root.is_machine() && sys::accounts::effective_user() == 0;
    let (client, statuses) = supervisor(&root)?;
    let actual = observe::actual(&root, &want, super::prepare::running(&statuses), is_privileged)?;
    let plan = plan::plan(&want, &actual).against(&applied(&root));
    if plan.is_empty() {
        print_line(format_args!("the host is as generation {number} left it: nothing to do"));
        return Ok(DONE);
    }
    if !global.json && !global.quiet {
        let shown = Shown {
            secrets: &want.secrets,
            verbose: global.verbose,
            owners_are_yours: !is_privileged,
            color: paints(global, std::io::stdout().is_terminal()),
        };
        print(&plan::text(&plan, &shown));
    }
    let layout = generation::find(&root, number)?.layout;
    let rails = layout.rails.clone();
    run::check(&root, &want, &layout)?;
    let (settings_file, settings) = settings(global, &root);
    let keeping = Keeping {
        settings,
        settings_file,
        changes: plan::counts(&plan),
        edited: run::edited(&plan),
        rolled_back_to: Some(number),
        layout,
    };
    let program = std::env::current_exe().context("could not find this program's own path")?;
    let run =
        Run { root: &root, program: &program, plan: &plan, want: &want, is_privileged, client, keeping };
    if let Err(code) = run.apply(global) {
        return Ok(code);
    }
    if global.json {
        print_line(plan::json(&plan, &want.secrets, None, &json!([])));
    } else if !global.quiet {
        print_line(format_args!(
            "Rolled back to generation {number} in {:.2} s: {}",
            began.elapsed().as_secs_f64(),
            plan::counts(&plan)
        ));
    }
    let is_changed = rails.as_ref().is_some_and(|rails| run::changes_text(&plan, |path| path == rails.path));
    let code = gitlab::follow(global, &root, rails.as_ref(), is_changed)?;
    if !global.quiet {
        tell(format_args!(
            "note: the settings stay as they are: `wharf plan` shows where they say otherwise, and `wharf reconfigure` \
             would apply them again"
        ));
    }
    Ok(code)
}

/// The settings file and what is in it, for the record alone: who goes back may do so because of what is wrong there.
fn settings(global: &Global, root: &Root) -> (String, Vec<u8>) {
    let Ok(place) = source::place(global, root) else { return Default::default() };
    let file = place.path();
    let settings = sys::fs::read_optional(&file).ok().flatten().unwrap_or_default();
    (file.display().to_string(), settings)
}

fn before_the_last(root: &Root) -> anyhow::Result<u64> {
    let all = generation::numbers(root)?;
    all.iter().rev().nth(1).copied().ok_or_else(|| {
        let applied = if all.is_empty() { "nothing was applied yet" } else { "only one was applied" };
        advise(
            format!("there is no generation to go back to: {applied}"),
            "`wharf reconfigure` makes one, `wharf history` lists them",
        )
    })
}

/// The secrets stay as they are: who rolls back wants the configuration of before, and no key that was replaced.
fn keep_secrets(root: &Root, want: &mut Rendered) -> anyhow::Result<()> {
    if let (Some(file), Some(now)) = (want.files.get_mut(secrets::PATH), observe::text(root, secrets::PATH)?)
    {
        *file = File { content: now, ..file.clone() };
    }
    Ok(())
}
