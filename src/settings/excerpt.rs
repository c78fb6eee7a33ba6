//! The lines of the settings file that may be shown beside a problem.
//!
//! Invariant: a value is shown only where it is known to be harmless, never because nothing is known against it. So
//! a value behind an unknown key, in a table of free keys, over several lines or in a file that breaks its syntax is left
//! out as well as one of a secret, and so is what stands behind it on its line.

mod ruby;

pub(super) use ruby::Seen;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::places::{Language, Lines};
use super::schema;
use crate::secret::{self, SECRET, sounds_secret};

/// Stands for what is not shown, yet known to be no secret's setting.
const LEFT_OUT: &str = "…";

/// The `wanted` lines of `text`, as far as they may be shown.
pub(super) fn lines(text: &str, language: Language, wanted: &BTreeSet<usize>) -> BTreeMap<usize, String> {
    if wanted.is_empty() {
        return BTreeMap::new();
    }
    let lines = Lines::new(text);
    let of = |number: &usize| Some((*number, lines.range(*number)?));
    let wanted: Vec<(usize, Range<usize>)> = wanted.iter().filter_map(of).collect();
    if language != Language::Toml {
        // A program wrote the JSON, and nobody looks into it for a caret.
        let shown = if language == Language::Ruby { ruby::lines(text, &wanted) } else { Vec::new() };
        return shown.into_iter().map(|(number, line)| (number, plain(&line))).collect();
    }
    let shown: Vec<(usize, String)> = match DeTable::parse(text) {
        Ok(table) => {
            let mut values = Values { text, all: Vec::new() };
            values.table("", table.get_ref(), Some(schema::schema()), false);
            let shown = |(number, range)| Some((number, values.line(&range)?));
            wanted.into_iter().filter_map(shown).collect()
        }
        Err(_) => broken(text, &lines, &wanted),
    };
    shown.into_iter().map(|(number, line)| (number, plain(&line))).collect()
}

/// A line as a terminal may have it.
fn plain(line: &str) -> String {
    crate::problem::plain(line.trim_start_matches('\u{feff}').trim_end_matches('\r'))
}

fn is_root(node: &Value) -> bool {
    std::ptr::eq(node, schema::schema())
}

/// What stands for the value of the setting `node`, `None` where the value itself may be shown.
fn stand_in(name: &str, node: Option<&Value>) -> Option<&'static str> {
    let Some(node) = node else { return Some(if sounds_secret(name) { SECRET } else { LEFT_OUT }) };
    let types = schema::types(node);
    let is_section = schema::is_walked(node) || types.is_empty() || types.contains(&"object");
    match () {
        () if schema::is_secret(node) => Some(SECRET),
        // A text of such a name is one by mistake of the schema; numbers and switches, such as a token's lifetime, are not.
        () if types == ["string"] && sounds_secret(name) && !name.starts_with("token_") => Some(SECRET),
        () if is_section => Some(LEFT_OUT),
        () => None,
    }
}

/// Whether the text of a harmless setting's value holds something that is not: a password in a URL, a PEM block.
fn is_harmful(value: &str) -> bool {
    let has_user = value.split("://").skip(1).any(|rest| {
        rest.split(['/', '"', '\'', ' ']).next().is_some_and(|authority| authority.contains('@'))
    });
    has_user
        || secret::has_a_pair(value)
        || !secret::parts(value).is_empty()
        || value.contains("-----BEGIN")
        || value.contains('\n')
}

/// Whether the text of a table or list is a header or a dotted key, whose values stand elsewhere. A list of bare words
/// looks like one too, which does no harm.
fn is_header(raw: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "._- []".contains(c);
    let is_value = raw.starts_with('{') || raw.starts_with('[') && !raw.chars().all(is_word);
    !is_value
}

/// Where each value stands, and what stands for it where it may not be shown.
struct Values<'t> {
    text: &'t str,
    all: Vec<(Range<usize>, Option<&'static str>)>,
}

impl Values<'_> {
    /// Walks the table at the dotted `path`; in a secret one nothing is harmless.
    fn table(&mut self, path: &str, table: &DeTable<'_>, node: Option<&Value>, is_secret: bool) {
        for (key, value) in table {
            let name = key.get_ref();
            let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
            let known = node.and_then(schema::properties).and_then(|all| all.get(name.as_ref()));
            let node = known.or_else(|| schema::renamed_node(&path));
            self.value(&path, &value.span(), value.get_ref(), node, is_secret);
        }
    }

    fn value(
        &mut self,
        path: &str,
        span: &Range<usize>,
        value: &DeValue<'_>,
        node: Option<&Value>,
        is_secret: bool,
    ) {
        let name = path.rsplit('.').next().unwrap_or(path);
        let hidden = if is_secret { Some(SECRET) } else { stand_in(name, node) };
        let raw = self.text.get(span.clone()).unwrap_or_default();
        match value {
            // What begins with a header has its values elsewhere: each of them is hidden by itself.
            DeValue::Table(_) | DeValue::Array(_) if hidden == Some(SECRET) && !is_header(raw) => {
                self.all.push((span.clone(), hidden));
            }
            DeValue::Table(table) => {
                self.table(path, table, node.filter(|_| hidden.is_some()), hidden == Some(SECRET));
            }
            DeValue::Array(array) => {
                for item in array {
                    let node = node.and_then(schema::items).or(node);
                    self.value(path, &item.span(), item.get_ref(), node, hidden == Some(SECRET));
                }
            }
            _ => {
                let hidden = hidden.or_else(|| is_harmful(raw).then_some(SECRET));
                self.all.push((span.clone(), hidden));
            }
        }
    }

    /// The line of these bytes: up to the first value in it that may not be shown, and without a comment.
    fn line(&self, line: &Range<usize>) -> Option<String> {
        let on_it = |span: &Range<usize>| span.start < line.end && span.end > line.start;
        let values: Vec<_> = self.all.iter().filter(|(span, _)| on_it(span)).collect();
        if values.iter().any(|(span, hidden)| span.start < line.start && hidden.is_some()) {
            return None;
        }
        let first = values.iter().filter(|(_, hidden)| hidden.is_some()).min_by_key(|(span, _)| span.start);
        if let Some((span, Some(stand_in))) = first {
            return Some(format!("{}{stand_in}", self.text.get(line.start..span.start)?));
        }
        let end = values.iter().map(|(span, _)| span.end).max().unwrap_or(line.start).min(line.end);
        let rest = self.text.get(end..line.end)?;
        let comment = rest.find('#').map_or(line.end, |at| end + at);
        Some(self.text.get(line.start..comment)?.trim_end().to_owned())
    }
}

/// The lines of a file that is no TOML: headers and plain `key = value` of settings that are known and no secrets.
fn broken(text: &str, lines: &Lines<'_>, wanted: &[(usize, Range<usize>)]) -> Vec<(usize, String)> {
    let Some(last) = wanted.last().map(|(number, _)| *number) else { return Vec::new() };
    let mut section: Option<&Value> = Some(schema::schema());
    let mut is_inside = Inside::Nothing;
    let mut shown = Vec::new();
    for number in 1..=last {
        let Some(line) = lines.range(number).and_then(|range| text.get(range)) else { break };
        let line = line.trim_start_matches('\u{feff}');
        let outside = is_inside == Inside::Nothing;
        is_inside = is_inside.after(line);
        if outside && line.trim_start().starts_with('[') {
            section = header(line);
        }
        if outside && wanted.iter().any(|(wanted, _)| *wanted == number) {
            shown.extend(broken_line(line, section).map(|line| (number, line)));
        }
    }
    shown
}

/// The section that `[a.b]` or `[[a.b]]` begins, if there is such a one.
fn header(line: &str) -> Option<&'static Value> {
    let names = line.trim().trim_start_matches('[').split(']').next().unwrap_or_default();
    step_down(schema::schema(), names).filter(|node| schema::properties(node).is_some())
}

fn step_down<'s>(node: &'s Value, names: &str) -> Option<&'s Value> {
    names.split('.').try_fold(node, |node, name| {
        let name = name.trim().trim_matches(['"', '\'']);
        let renamed = || schema::renamed_node(name).filter(|_| is_root(node));
        let found = schema::properties(node).and_then(|all| all.get(name)).or_else(renamed)?;
        Some(schema::items(found).filter(|items| schema::properties(items).is_some()).unwrap_or(found))
    })
}

fn broken_line(line: &str, section: Option<&Value>) -> Option<String> {
    let trimmed = line.trim_start();
    if trimmed.starts_with('[') {
        let is_plain = trimmed.chars().all(|c| c.is_ascii_alphanumeric() || "[]._- ".contains(c));
        return (section.is_some() && is_plain).then(|| line.to_owned());
    }
    let is_key = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let key = trimmed.split(|c| !is_key(c)).next().filter(|key| !key.is_empty())?;
    let node = step_down(section?, key)?;
    let name = key.rsplit('.').next().unwrap_or(key);
    let start = line.len() - trimmed.len();
    let rest = trimmed.get(key.len()..).unwrap_or_default();
    let rest = rest.split('#').next().unwrap_or_default();
    let value = rest.trim_start().strip_prefix('=').unwrap_or(rest);
    match stand_in(name, Some(node)) {
        None if is_one_value(value.trim()) && !is_harmful(rest) => {
            Some(format!("{}{}{}", line.get(..start)?, key, rest.trim_end()))
        }
        hidden => Some(format!("{}{key} = {}", line.get(..start)?, hidden.unwrap_or(SECRET))),
    }
}

/// Whether this is a single value, closed or not: what stands behind it may have been a line of its own.
fn is_one_value(value: &str) -> bool {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inside = quote.map_or(value, |quote| {
        let value = value.strip_prefix(quote).unwrap_or(value);
        value.strip_suffix(quote).unwrap_or(value)
    });
    let is_odd = |c: char| c.is_control() || matches!(c, '=' | '{' | '[' | '"' | '\'' | '`');
    let ends = |c: char| quote.is_none() && c.is_whitespace();
    !inside.contains(is_odd) && !inside.contains(ends) && !sounds_secret(inside)
}

/// What goes on from one line to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// A text of several lines, up to this.
    Text(&'static str),
    /// A PEM block.
    Pem,
}

impl Inside {
    /// What the line after `line` stands in.
    fn after(self, line: &str) -> Self {
        let mut inside = if self == Self::Nothing && line.contains("-----BEGIN") { Self::Pem } else { self };
        if inside == Self::Pem {
            return if line.contains("-----END") { Self::Nothing } else { Self::Pem };
        }
        let mut rest = line;
        loop {
            rest = match inside {
                Self::Text(end) => match rest.split_once(end) {
                    Some((_, rest)) => {
                        inside = Self::Nothing;
                        rest
                    }
                    None => return inside,
                },
                _ => match rest.find(['"', '\'', '#']) {
                    None => return inside,
                    Some(at) => {
                        let quoted = rest.get(at..).unwrap_or_default();
                        if let Some(end) = ["\"\"\"", "'''"].into_iter().find(|end| quoted.starts_with(end)) {
                            inside = Self::Text(end);
                            quoted.get(3..).unwrap_or_default()
                        } else if quoted.starts_with('#') {
                            return inside;
                        } else {
                            let end = if quoted.starts_with('"') { '"' } else { '\'' };
                            let text = quoted.get(1..).unwrap_or_default();
                            text.split_once(end).map_or("", |(_, rest)| rest)
                        }
                    }
                },
            };
        }
    }
}
