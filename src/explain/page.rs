//! One setting, for people.

use std::fmt::Write as _;

use super::markdown::effects;
use super::{example_line, gitlab_rb, shown, touched};
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
