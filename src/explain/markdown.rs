//! The reference of the settings as Markdown: `docs/settings.md`.

use std::fmt::Write as _;

use super::{example_line, gitlab_rb, section_of, shown, touched};
use crate::settings::{Setting, described};

/// The whole reference.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "# The settings\n\n\
         Every key of `gitlab.toml`, printed from the schema by `wharf docs settings`. Names and nesting are those of\n\
         `gitlab.rb`. What a setting touches was found by rendering with and without it. One of them alone, and the value\n\
         it has on this host: `wharf config explain KEY`.\n",
    );
    let all = described();
    let leaves_of = |section: &str| -> Vec<&Setting> {
        all.iter().filter(|one| !one.is_section && section_of(&one.path) == section).collect()
    };
    out.push_str("\n## At the top of the file\n");
    leaves(&leaves_of(""), &mut out);
    for section in all.iter().filter(|one| one.is_section) {
        let _ = write!(out, "\n## `[{}]`\n\n{}\n", section.path, section.doc);
        for old in &section.old_names {
            let _ = write!(out, "\nIts old name is `[{old}]`.\n");
        }
        leaves(&leaves_of(&section.path), &mut out);
    }
    let mut lists: Vec<&str> =
        all.iter().filter(|one| one.is_in_a_list()).map(|one| section_of(&one.path)).collect();
    lists.dedup();
    for list in lists {
        let _ = write!(out, "\n## `[[{}]]`\n", list.trim_end_matches("[]"));
        leaves(&leaves_of(list), &mut out);
    }
    out
}

fn leaves(settings: &[&Setting], out: &mut String) {
    for setting in settings {
        let name = setting.path.rsplit('.').next().unwrap_or(&setting.path);
        let _ = write!(out, "\n### `{name}`\n\n{}\n\n", setting.doc);
        for (title, text) in rows(setting) {
            let _ = writeln!(out, "- {title}: {text}");
        }
    }
}

fn rows(setting: &Setting) -> Vec<(&'static str, String)> {
    let secret = if setting.is_secret { "; a secret, never shown" } else { "" };
    let mut rows = vec![("Type", format!("{}{secret}", setting.kind))];
    if setting.default.is_some() {
        rows.push(("Default", format!("`{}`", shown(setting.default.as_ref()))));
    }
    rows.extend(example_line(setting).map(|line| ("Example", format!("`{line}`"))));
    rows.extend(gitlab_rb(setting).map(|line| ("In `gitlab.rb`", format!("`{line}`"))));
    if let Some(example) = setting.example.as_ref().filter(|_| !setting.is_in_a_list()) {
        rows.extend(effects(&touched(&setting.path, example), "`"));
    }
    rows
}

/// What is touched, a line each: its title, and its words with `mark` around each name.
pub(super) fn effects(touched: &super::Touched, mark: &str) -> Vec<(&'static str, String)> {
    /// More than this many files are told by their folders.
    const MANY: usize = 6;
    let listed = |names: &std::collections::BTreeSet<String>| {
        let more = names.len().saturating_sub(MANY);
        // What runs a service says less than what the service reads.
        let is_start = |name: &&String| name.starts_with("/opt/gitlab/sv/");
        let names = names.iter().filter(|name| !is_start(name)).chain(names.iter().filter(is_start));
        let names: Vec<String> = names.take(MANY).map(|name| format!("{mark}{name}{mark}")).collect();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", names.join(", "))
    };
    let services: Vec<String> =
        touched.services.iter().map(|(name, act)| format!("{mark}{name}{mark} {}", act.word())).collect();
    let mut rows = Vec::new();
    for (title, names) in
        [("Files", &touched.files), ("Folders", &touched.folders), ("Accounts", &touched.accounts)]
    {
        if !names.is_empty() {
            rows.push((title, listed(names)));
        }
    }
    if !services.is_empty() {
        rows.push(("Services", services.join(", ")));
    }
    rows
}
