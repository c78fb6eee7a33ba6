//! The lines of a `gitlab.rb` that may be shown beside a problem: the same rule as for TOML.
//!
//! Where the text is Ruby, its syntax tree tells which setting each value is given to. Where it is not, a line is shown
//! only if it looks like one plain value of one harmless setting, or like nothing but keys and brackets.

use std::ops::Range;

use serde_json::Value;

use super::super::gitlab_rb::is_setting;
use super::super::{foreign, schema};
use super::{LEFT_OUT, is_harmful, is_one_value, stand_in};
use crate::ruby::{self, ITEM, Piece, Role};
use crate::secret::SECRET;

/// Up to here the brackets of a line are looked at: no line that people write has more.
const LONGEST: usize = 400;

pub(super) fn lines(text: &str, wanted: &[(usize, Range<usize>)]) -> Vec<(usize, String)> {
    let pieces = ruby::outline(text);
    let shown = |line: &Range<usize>| match &pieces {
        Some(pieces) => whole(text, pieces, line),
        None => broken(text.get(line.clone())?),
    };
    wanted.iter().filter_map(|(number, line)| Some((*number, shown(line)?))).collect()
}

/// The line of these bytes up to the first piece in it that may not be shown.
fn whole(text: &str, pieces: &[Piece], line: &Range<usize>) -> Option<String> {
    let on_it = |piece: &&Piece| piece.span.start < line.end && piece.span.end > line.start;
    let hidden =
        pieces.iter().filter(on_it).filter_map(|piece| Some((&piece.span, stands_for(text, piece)?)));
    match hidden.min_by_key(|(span, stand_in)| (span.start, *stand_in != SECRET)) {
        Some((span, _)) if span.start < line.start => None,
        Some((span, stand_in)) => {
            let before = text.get(line.start..span.start)?;
            Some(format!("{before}{stand_in}").trim_end().to_owned())
        }
        None => Some(text.get(line.clone())?.trim_end().to_owned()),
    }
}

/// What stands for `piece`, `None` where it may be shown.
fn stands_for(text: &str, piece: &Piece) -> Option<&'static str> {
    let raw = text.get(piece.span.clone()).unwrap_or_default();
    match &piece.role {
        Role::Given(keys) => hidden(keys).or_else(|| is_harmful(raw).then_some(SECRET)),
        Role::Name => is_harmful(raw).then_some(LEFT_OUT),
        Role::Other if raw.starts_with('#') => Some(""),
        Role::Other => Some(LEFT_OUT),
    }
}

/// What stands for the value of the setting of these keys, `None` where it may be shown.
fn hidden(keys: &[String]) -> Option<&'static str> {
    let mut node: Option<&Value> = Some(schema::schema());
    let mut path = String::new();
    let (mut name, mut hidden) = ("", Some(LEFT_OUT));
    for key in keys {
        if key == ITEM {
            node = node.and_then(|node| schema::items(node).or(Some(node)));
        } else {
            path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let known = node.and_then(schema::properties).and_then(|all| all.get(key));
            node = known.or_else(|| schema::renamed_node(&path));
            name = key;
        }
        hidden = stand_in(name, node);
        // In a secret nothing is harmless.
        if hidden == Some(SECRET) {
            break;
        }
    }
    hidden
}

/// A line of a text that is no Ruby.
fn broken(line: &str) -> Option<String> {
    let line = line.trim_end();
    if line.len() > LONGEST {
        return None;
    }
    let trimmed = line.trim_start();
    let indent = line.get(..line.len() - trimmed.len())?;
    let is_bare = trimmed.chars().all(|c| "{}[](), ".contains(c));
    if is_bare || matches!(trimmed, "end" | "else") {
        return Some(line.to_owned());
    }
    match keys(trimmed) {
        Some((keys, rest)) => {
            let given = trimmed.get(..trimmed.len() - rest.len())?;
            let value = ["||=", "="].iter().find_map(|sign| rest.trim_start().strip_prefix(sign));
            let has_sign = value.is_some();
            let value = value.unwrap_or(rest).trim();
            match hidden(&keys) {
                None if is_one_value(value) && !is_harmful(value) && !value.contains('#') => {
                    Some(line.to_owned())
                }
                hidden => {
                    let sign = if has_sign { " = " } else { " " };
                    Some(format!("{indent}{given}{sign}{}", hidden.unwrap_or(SECRET)))
                }
            }
        }
        None => key(trimmed).map(|key| format!("{indent}{key} {LEFT_OUT}")),
    }
}

/// The keys of the setting that a line begins with, and what stands behind it.
fn keys(line: &str) -> Option<(Vec<String>, &str)> {
    let end = line.find(|c: char| !is_of_a_name(c)).unwrap_or(line.len());
    let (first, mut rest) = line.split_at_checked(end)?;
    let is_known = schema::properties(schema::schema()).is_some_and(|all| all.contains_key(first))
        || schema::renamed_node(first).is_some()
        || foreign::is_at_the_top(first);
    if !is_known {
        return None;
    }
    let mut keys = vec![first.to_owned()];
    while let Some(inside) = rest.strip_prefix('[') {
        let Some((key, after)) = inside.split_once(']') else { break };
        let name = key.trim_matches(['\'', '"', ':']);
        if name.is_empty() || !name.chars().all(is_of_a_name) || sounds_odd(&keys, name) {
            break;
        }
        keys.push(name.to_owned());
        rest = after;
    }
    Some((keys, rest))
}

/// Whether nobody knows the key `name` below `keys`: in a text that is no Ruby it may be anything.
fn sounds_odd(keys: &[String], name: &str) -> bool {
    let path = format!("{}.{name}", keys.join("."));
    let is_ours = schema::find(schema::schema(), &path).is_some();
    let (old, rest) = path.split_once('.').unwrap_or((&path, ""));
    let renamed = || schema::renamed_node(old).and_then(|node| schema::find(node, rest)).is_some();
    !is_ours && !renamed()
}

/// The key of a hash that a line begins with, if settings have such a one: `'bucket' =>`, `bucket:`.
fn key(line: &str) -> Option<&str> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inside = quote.map_or(line, |quote| line.strip_prefix(quote).unwrap_or(line));
    let end = inside.find(|c: char| !is_of_a_name(c))?;
    let name = inside.get(..end)?;
    let rest = inside.get(end..)?;
    let is_closed = quote.map_or(rest.starts_with(':'), |quote| rest.starts_with(quote));
    let is_known = || {
        let all = schema::every(schema::schema());
        all.iter().any(|(path, _)| path.rsplit('.').next() == Some(name))
    };
    if !is_closed || !is_known() {
        return None;
    }
    line.get(..line.len() - rest.len() + 1)
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What of texts may be told and what may not, to look up the words of a message in.
pub(in crate::settings) struct Seen {
    visible: String,
    hidden: String,
}

/// Words of messages that stand in every file.
const PLAIN: &str = "undefined method for instance of String Integer Float Array Hash nil true false value constant \
                     uninitialized key not found the and with without into from invalid argument arguments number \
                     given expected unexpected conversion implicit comparison failed stops here Ruby file read data \
                     nothing run evaluated write literal text list hash setting settings this that registry name path \
                     ENV fetch File strip chomp json yaml http https url exist exists does line column character token end start empty string";

impl Seen {
    /// `elsewhere` is what files and variables gave.
    pub(in crate::settings) fn new<'t>(texts: impl Iterator<Item = &'t str>, elsewhere: String) -> Self {
        let mut seen = Self { visible: PLAIN.to_owned(), hidden: elsewhere };
        for text in texts {
            let Some(mut pieces) = ruby::outline(text) else {
                seen.hidden.extend(["\n", text]);
                continue;
            };
            // The name of a file or a variable is told, though it stands in a value that is not.
            let is_name = |piece: &&Piece| piece.role == Role::Name && stands_for(text, piece).is_none();
            for piece in pieces.iter().filter(is_name) {
                seen.visible.extend(["\n", text.get(piece.span.clone()).unwrap_or_default()]);
            }
            pieces.retain(|piece| stands_for(text, piece).is_some());
            pieces.sort_by_key(|piece| piece.span.start);
            let mut at = 0;
            for piece in pieces {
                seen.visible.extend(["\n", text.get(at..piece.span.start).unwrap_or_default()]);
                seen.hidden.extend(["\n", text.get(piece.span.clone()).unwrap_or_default()]);
                at = at.max(piece.span.end);
            }
            seen.visible.extend(["\n", text.get(at..).unwrap_or_default()]);
        }
        seen
    }

    /// As [`Self::without_hidden`], for words of this program: all that can be from a file stands between backquotes.
    pub(in crate::settings) fn quoted_without_hidden(&self, told: &str) -> String {
        let (Some(first), Some(last)) = (told.find('`'), told.rfind('`')) else { return told.to_owned() };
        let (before, rest) = told.split_at(first);
        let (quoted, after) = rest.split_at(last - first);
        [before, &self.without_hidden(quoted), after].concat()
    }

    /// `told` with `…` in place of each word that only stands where nobody may look.
    pub(in crate::settings) fn without_hidden(&self, told: &str) -> String {
        let is_hidden = |word: &str| self.hidden.contains(word) && !self.visible.contains(word);
        let words = |part: &str| -> bool {
            // A name from the schema is no secret.
            if is_setting(&part.trim_matches(|c: char| !is_of_a_name(c)).to_lowercase()) {
                return false;
            }
            let mut words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
            words.any(is_hidden)
        };
        let mut masked = String::new();
        for part in told.split_inclusive(|c: char| c.is_whitespace() || "\"'`()".contains(c)) {
            let end = part.chars().next_back().filter(|c| c.is_whitespace() || "\"'`()".contains(*c));
            if words(part) {
                masked.push('…');
                masked.extend(end);
            } else {
                masked.push_str(part);
            }
        }
        masked
    }
}
