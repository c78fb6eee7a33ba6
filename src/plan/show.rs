//! The plan for people and for programs: unified differences, secrets hidden.

use std::fmt::Write as _;

use serde_json::{Value, json as object};
use similar::TextDiff;

use super::{Act, FileState, Plan, Step, hide};
use crate::problem::plain;
use crate::render::{LISTING, Ownership};
use crate::secret::Secret;

/// How a plan is shown.
#[derive(Debug, Default)]
pub struct Shown<'a> {
    /// Literal values to hide.
    pub secrets: &'a [Secret<String>],
    /// Show the text of new files too.
    pub verbose: bool,
    /// Owners are not given here: `owner registry (here: you)`.
    pub owners_are_yours: bool,
    /// Paint with terminal colours.
    pub color: bool,
}

/// Said instead of the lines of a file in which secrets cannot be told from the rest.
const OLD_NOT_READ: &str = "(its lines are not shown: the old file could not be read as YAML)\n";

/// A name or path, which is part of one line.
fn word(text: &str) -> String {
    plain(text).replace(['\n', '\t'], "\u{fffd}")
}

fn content(state: Option<&FileState>) -> String {
    state.map(|state| String::from_utf8_lossy(state.content.expose()).into_owned()).unwrap_or_default()
}

/// The differing lines of a file, with three lines around them; empty when only its owner or mode differs.
fn difference(step: &Step, secrets: &[Secret<String>]) -> String {
    let Step::File { path, from, to, is_secret } = step else { return String::new() };
    // Wharf's own list of what it wrote says to people nothing that the plan does not say.
    if content(from.as_ref()) == content(to.as_ref()) || path == LISTING {
        return String::new();
    }
    if *is_secret {
        return " [secret]\n".to_owned();
    }
    let Some((old, from_old)) = hide::in_place(path, &content(from.as_ref())) else {
        return OLD_NOT_READ.to_owned();
    };
    let Some((new, from_new)) = hide::in_place(path, &content(to.as_ref())) else {
        return hide::NOT_READ.to_owned();
    };
    let secrets = [secrets, &from_old, &from_new].concat();
    let shown = |text: &str| plain(&hide::repeated(path, text, &secrets));
    let (old, new) = (shown(&old), shown(&new));
    let difference = TextDiff::from_lines(&old, &new);
    let text = difference.unified_diff().context_radius(3).to_string();
    if text.is_empty() { " [secret]\n".to_owned() } else { text }
}

fn owner(ownership: &Ownership, shown: &Shown<'_>) -> String {
    let here = if shown.owners_are_yours { " (here: you)" } else { "" };
    format!("{:04o} {}:{}{here}", ownership.mode, word(&ownership.user), word(&ownership.group))
}

/// How many steps of each kind there are, as a sentence without a full stop: `3 files, 1 restart`.
#[must_use]
pub fn counts(plan: &Plan) -> String {
    let mut parts = Vec::new();
    let mut count = |word: &str, many: usize| {
        if many > 0 {
            parts.push(format!("{many} {word}{}", if many == 1 { "" } else { "s" }));
        }
    };
    let number = |test: fn(&Step) -> bool| plan.steps.iter().filter(|step| test(step)).count();
    let files = files(plan).len();
    count("account", number(|step| matches!(step, Step::Account(_))));
    count("folder", number(|step| matches!(step, Step::Directory { .. })));
    count("file", files);
    count("link", number(|step| matches!(step, Step::Link { .. })));
    for act in [Act::Start, Act::Restart, Act::Reload, Act::Stop] {
        let many = plan
            .steps
            .iter()
            .filter(|step| matches!(step, Step::Service { act: own, .. } if *own == act))
            .count();
        count(act.word(), many);
    }
    if parts.is_empty() { "nothing to do".to_owned() } else { parts.join(", ") }
}

fn sign(from: bool, to: bool) -> char {
    match (from, to) {
        (false, _) => '+',
        (_, false) => '-',
        _ => '~',
    }
}

/// What becomes of each file: one that is written in two steps is one change.
fn files(plan: &Plan) -> Vec<Step> {
    let mut files: Vec<Step> = Vec::new();
    for step in &plan.steps {
        let Step::File { path, to, .. } = step else { continue };
        let earlier = files.iter_mut().find_map(|file| match file {
            Step::File { path: own, to, .. } if own == path => Some(to),
            _ => None,
        });
        match earlier {
            Some(earlier) => earlier.clone_from(to),
            None => files.push(step.clone()),
        }
    }
    files
}

/// The plan for people.
#[must_use]
pub fn text(plan: &Plan, shown: &Shown<'_>) -> String {
    let mut out = String::new();
    section(&mut out, "Accounts", plan, |step| match step {
        Step::Account(account) => Some(format!("  + {} ({})\n", word(&account.user), word(&account.home))),
        _ => None,
    });
    section(&mut out, "Folders", plan, |step| match step {
        // A first run makes twenty; they are counted below, and listed on request.
        Step::Directory { from: None, .. } if !shown.verbose => None,
        Step::Directory { path, from, to } => {
            let ownership = to.as_ref().or(from.as_ref()).map(|own| owner(own, shown)).unwrap_or_default();
            Some(format!("  {} {}  {ownership}\n", sign(from.is_some(), to.is_some()), word(path)))
        }
        _ => None,
    });
    let changes = Plan { steps: files(plan), ..Plan::default() };
    section(&mut out, "Files", &changes, |step| match step {
        Step::File { path, from, to, .. } => {
            let mut text = format!("  {} {}", sign(from.is_some(), to.is_some()), word(path));
            if let Some(to) = to {
                let _ = write!(text, "  {}", owner(&to.ownership, shown));
                if let Some(from) = from.as_ref().filter(|from| from.ownership.mode != to.ownership.mode) {
                    let _ = write!(text, "  (was {:04o})", from.ownership.mode);
                }
            }
            if plan.edited.contains(path) {
                text.push_str("  (edited by hand)");
            }
            text.push('\n');
            if to.is_some() && (from.is_some() || shown.verbose) {
                for line in difference(step, shown.secrets).lines() {
                    text.push_str(&paint(line, shown.color));
                }
            }
            Some(text)
        }
        _ => None,
    });
    section(&mut out, "Links", plan, |step| match step {
        Step::Link { path, from, to } => {
            let target = to.as_ref().map(|target| format!(" -> {}", word(target))).unwrap_or_default();
            Some(format!("  {} {}{target}\n", sign(from.is_some(), to.is_some()), word(path)))
        }
        _ => None,
    });
    section(&mut out, "Services", plan, |step| match step {
        Step::Service { name, act, why } => {
            Some(format!("  {:<12} {:<8} {}\n", word(name), act.word(), word(why)))
        }
        _ => None,
    });
    out
}

fn section(out: &mut String, title: &str, plan: &Plan, lines: impl Fn(&Step) -> Option<String>) {
    let body: String = plan.steps.iter().filter_map(lines).collect();
    if !body.is_empty() {
        let _ = write!(out, "{title}\n{body}");
    }
}

/// One line of a difference, indented; colour only repeats what its first character says.
fn paint(line: &str, color: bool) -> String {
    let code = match line.chars().next() {
        Some('+') => "32",
        Some('-') => "31",
        Some('@') => "36",
        _ => "",
    };
    if color && !code.is_empty() {
        format!("      \x1b[{code}m{line}\x1b[0m\n")
    } else {
        format!("      {line}\n")
    }
}

/// The name and version of what [`json`] gives.
pub const SCHEMA: &str = "wharf.plan/1";

/// A digest of a file for [`json`], by which a reviewed plan is known again. It is keyed with `key`, the install's own,
/// so that it tells nobody whether a guessed secret is the right one; before there is a key, secrets are left out of it.
#[must_use]
pub fn digest(path: &str, content: &[u8], secrets: &[Secret<String>], key: Option<&str>) -> String {
    use aws_lc_rs::hmac;
    let text = String::from_utf8_lossy(content);
    let (key, text) = match key {
        Some(key) => (key, text),
        None => ("", hide(path, &text, secrets).into()),
    };
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), text.as_bytes());
    format!("hmac-sha256:{}", crate::inputs::hexadecimal(tag.as_ref()))
}

/// The plan for programs: `{"schema": "wharf.plan/1", "steps": […], "reads": […], "warnings": […]}`. `key` is that of [`digest`].
#[must_use]
pub fn json(plan: &Plan, secrets: &[Secret<String>], key: Option<&str>, warnings: &Value) -> Value {
    let digest_of = |path: &str, state: &Option<FileState>| {
        state.as_ref().map(|state| digest(path, state.content.expose(), secrets, key))
    };
    let ownership = |own: &Ownership| object!({"user": own.user, "group": own.group, "mode": format!("{:04o}", own.mode)});
    let steps: Vec<Value> = plan
        .steps
        .iter()
        .map(|step| match step {
            Step::Account(account) => {
                object!({"kind": "account", "user": account.user, "group": account.group, "home": account.home})
            }
            Step::Directory { path, from, to } => object!({
                "kind": "directory", "path": path,
                "from": from.as_ref().map(&ownership), "to": to.as_ref().map(&ownership),
            }),
            Step::File { path, from, to, .. } => object!({
                "kind": "file", "path": path,
                "from": from.as_ref().map(|state| ownership(&state.ownership)),
                "to": to.as_ref().map(|state| ownership(&state.ownership)),
                "digest_from": digest_of(path, from), "digest_to": digest_of(path, to),
                "edited_by_hand": plan.edited.contains(path),
                "difference": difference(step, secrets),
            }),
            Step::Link { path, from, to } => object!({"kind": "link", "path": path, "from": from, "to": to}),
            Step::Service { name, act, why } => {
                object!({"kind": "service", "service": name, "action": act.word(), "why": why})
            }
        })
        .collect();
    let reads: Vec<Value> = plan
        .reads
        .iter()
        .map(|(path, content)| {
            let content = content.expose();
            // Without a key of ours, a digest of something short would tell who guesses that he is right.
            let may_be_told = key.is_some() || content.starts_with(b"-----BEGIN ");
            object!({"path": path, "digest": may_be_told.then(|| digest(path, content, &[], key))})
        })
        .collect();
    object!({"schema": SCHEMA, "steps": steps, "reads": reads, "warnings": warnings})
}

#[cfg(test)]
#[path = "show_tests.rs"]
mod tests;
