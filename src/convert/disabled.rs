//! Settings that are switched off by a `#`, as TOML has them.
//!
//! Invariant: only a single literal for a setting that is known is put into TOML; all else stays word for word.

use super::{tree, write};
use crate::ruby::{self, Node, Origin, Outside, Text, Unread, Value};
use crate::settings;

/// Longer lines are no such setting.
const LONG: usize = 2_000;

/// The comment `line` in TOML, where it is a setting of Ruby behind a `#`. The whole path is its key, so that it tells
/// what it is wherever it stands.
pub(super) fn as_toml(line: &str) -> Option<String> {
    let ruby = line.strip_prefix('#')?.trim_start();
    let end = ruby.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let (name, rest) = ruby.split_at(end);
    if ruby.len() > LONG || !rest.starts_with(['[', ' ', '(']) || !settings::is_at_the_top(name) {
        return None;
    }
    let text = Text { name: String::new(), text: ruby.to_owned(), start: 0 };
    let evaluated = ruby::evaluate(&[text], settings::is_at_the_top, &Nothing);
    if !(evaluated.faults.is_empty() && evaluated.unread.is_empty()) {
        return None;
    }
    let tree = tree::renamed(&evaluated.settings);
    let (path, node) = only(&tree)?;
    let value = value(node)?;
    if !settings::is_known(&path.join(".")) {
        return None;
    }
    let comments: Vec<&str> = evaluated.comments.iter().map(|comment| comment.text.trim_end()).collect();
    let comment = comments.first().map(|text| format!(" {text}")).unwrap_or_default();
    Some(format!("# {} = {value}{comment}", write::path(&path)))
}

/// The one setting in `entries`, below the tables that only lead to it.
fn only(entries: &[(String, Node)]) -> Option<(Vec<&str>, &Node)> {
    let mut path = Vec::new();
    let mut entries = entries;
    loop {
        let [(key, node)] = entries else { return None };
        path.push(key.as_str());
        match &node.value {
            Value::Table(below) if node.key == node.span => entries = below,
            _ => return Some((path, node)),
        }
    }
}

/// A literal on one line.
fn value(node: &Node) -> Option<String> {
    if node.origin != Origin::Literal {
        return None;
    }
    Some(match &node.value {
        Value::Nil | Value::Unknown => return None,
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => i64::try_from(*number).ok()?.to_string(),
        Value::Float(number) => write::float(*number),
        Value::Text(text) if text.contains('\n') => settings::reference::toml_value(&text.as_str().into()),
        Value::Text(text) => write::text(text),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(value).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Table(entries) => {
            let pairs = entries.iter().map(|(key, node)| Some((write::key(key), value(node)?)));
            write::inline_table(&pairs.collect::<Option<Vec<_>>>()?)
        }
    })
}

/// Where nothing is: what is switched off asks for nothing.
struct Nothing;

impl Outside for Nothing {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn read(&self, _: &str) -> Result<String, Unread> {
        Err(Unread { message: String::new(), hint: String::new(), is_forbidden: false })
    }
    fn exists(&self, _: &str) -> bool {
        false
    }
}
