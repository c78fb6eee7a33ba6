//! One setting, for people.

use std::fmt::Write as _;

use super::markdown::effects;
use super::{example_line, gitlab_rb, shown, touched};
use crate::problem::{KINDS, Kind};
use crate::settings::Setting;

/// What a setting means, may be and touches; `now` is its value here and where that came from.
#[must_use]
pub fn page(setting: &Setting, now: Option<(String, String)>) -> String {
    let mut rows = vec![("Type", setting.kind.clone())];
    if setting.is_secret {
        rows.push(("Shown", "never: it is a secret".to_owned()));
    }
    if !setting.is_section {
        rows.push(("Default", shown(setting.default.as_ref())));
    }
    rows.extend(now.map(|(value, origin)| ("Here", format!("{value}  ({origin})"))));
    rows.extend(example_line(setting).map(|line| ("Example", line)));
    rows.extend(gitlab_rb(setting).map(|line| ("gitlab.rb", line)));
    if !setting.old_names.is_empty() {
        rows.push(("Old name", setting.old_names.join(", ")));
    }
    let example = setting.example.as_ref().filter(|_| !setting.is_section && !setting.is_in_a_list());
    if let Some(example) = example {
        rows.extend(effects(&touched(&setting.path, example), ""));
    }
    let mut out = format!("{}\n\n", setting.path);
    for line in setting.doc.lines() {
        let _ = writeln!(out, "  {line}");
    }
    out.push('\n');
    for (title, text) in rows {
        let _ = writeln!(out, "  {title:<9}  {text}");
    }
    out.push('\n');
    out
}

/// Text in lines of at most 100 characters, two blanks in front of each.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count() + 1;
        if length == 0 || length + width > 100 {
            out.push_str(if length == 0 { "  " } else { "\n  " });
            length = 2;
        } else {
            out.push(' ');
        }
        out.push_str(word);
        length += width;
    }
    out
}

/// A kind of problem, for people.
#[must_use]
pub fn kind(kind: &Kind) -> String {
    format!("{}: {}\n\n{}\n", kind.code, kind.title, wrapped(kind.explanation))
}

/// Every kind of problem, as Markdown: `docs/problems.md`.
#[must_use]
pub fn kinds() -> String {
    let mut out = String::from(
        "# Problems by their codes\n\nPrinted by `wharf docs problems`; one of them alone: `wharf config explain E001`. \
         `E` is refused, `W` a warning, `N` a note.\n",
    );
    for kind in KINDS {
        let _ = write!(out, "\n## {}: {}\n\n{}\n", kind.code, kind.title, kind.explanation);
    }
    out
}
