//! Settings that are switched off by a `#`, as TOML has them.
//!
//! Invariant: only a single literal for a setting that is known is put into TOML; all else stays word for word.

use super::entries::follows_from_keys;
use super::{tree, write};
use crate::ruby::{Evaluated, Node, Origin, Outside, Unread, Value};
use crate::settings::{self, Input, Language};

/// Longer lines are no such setting.
const LONG: usize = 2_000;

/// How many expressions are looked at: a file has some hundred, and each takes its time.
pub(super) const MANY: usize = 20_000;

/// Such settings of several lines have no more.
const LINES: usize = 60;

/// `lines` of comments, with TOML for the Ruby in them that is a setting behind a `#`. Its key is the whole path, so that
/// it tells what it is wherever it stands.
pub(super) fn as_toml(lines: &[String], left: &mut usize) -> Vec<String> {
    let mut result = Vec::new();
    let mut from = 0;
    while let Some(line) = lines.get(from) {
        let found =
            if begins_setting(line) { setting(lines.get(from..).unwrap_or_default(), left) } else { None };
        if let Some((count, said)) = found {
            result.extend(said);
            from += count;
        } else {
            result.push(line.clone());
            from += 1;
        }
    }
    result
}

/// The comment `line` in TOML where it is one pair of the hash `path`, as such hashes have them behind a `#`.
pub(super) fn pair_as_toml(line: &str, path: &str, left: &mut usize) -> Option<String> {
    let ruby = line.strip_prefix('#')?.trim_start();
    if ruby.len() > LONG || !ruby.starts_with(['\'', '"', ':']) && !ruby.contains(": ") {
        return None;
    }
    *left = left.checked_sub(1)?;
    let evaluated = evaluate(&format!("registry({{{ruby}\n}})"))?;
    let [(_, Node { value: Value::Table(pairs), .. })] = evaluated.settings.as_slice() else { return None };
    let [(key, node)] = pairs.as_slice() else { return None };
    let path = format!("{path}.{}", write::key(key));
    let value = value(node)?;
    settings::is_known(&path).then(|| format!("# {path} = {value}{}", remark(&evaluated)))
}

/// Whether a setting may begin in the comment `line`.
fn begins_setting(line: &str) -> bool {
    let begins = || {
        let ruby = line.strip_prefix('#')?.trim_start();
        let end = ruby.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
        let (name, rest) = ruby.split_at(end);
        Some(ruby.len() <= LONG && rest.starts_with(['[', ' ', '(']) && settings::is_at_the_top(name))
    };
    begins().unwrap_or(false)
}

/// The setting at the top of `lines`: of how many it is made, and TOML for it.
fn setting(lines: &[String], left: &mut usize) -> Option<(usize, Vec<String>)> {
    let mut ruby = String::new();
    for (index, line) in lines.iter().take(LINES).enumerate() {
        ruby.push_str(line.strip_prefix('#')?);
        ruby.push('\n');
        if index > 0 && !line.trim_end().ends_with(['}', ']', ')']) {
            continue;
        }
        *left = left.checked_sub(1)?;
        let Some(evaluated) = evaluate(&ruby) else { continue };
        let is_whole = index == 0 || evaluated.comments.is_empty();
        let tree = tree::renamed(&evaluated.settings);
        let said = only(&tree).filter(|_| is_whole).and_then(|(path, node)| said(&path, node, index > 0))?;
        let remark = remark(&evaluated);
        return Some((index + 1, said.into_iter().map(|line| format!("# {line}{remark}")).collect()));
    }
    None
}

/// TOML for the setting `path`: a line for each value in it where it takes several.
fn said(path: &[&str], node: &Node, takes_several: bool) -> Option<Vec<String>> {
    if !settings::is_known(&path.join(".")) || node.origin != Origin::Literal {
        return None;
    }
    let dotted = write::path(path);
    match &node.value {
        Value::Table(entries) if takes_several && !entries.is_empty() => {
            let each = entries.iter().map(|(key, node)| said(&[path, &[key.as_str()]].concat(), node, true));
            Some(each.collect::<Option<Vec<_>>>()?.concat())
        }
        Value::List(items) if takes_several && !items.is_empty() => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| Some(format!("  {},", value(item)?))).collect();
            Some([vec![format!("{dotted} = [")], items?, vec!["]".to_owned()]].concat())
        }
        _ => Some(vec![format!("{dotted} = {}", value(node)?)]),
    }
}

/// What `ruby` comes to, where nothing is wrong with it.
fn evaluate(ruby: &str) -> Option<Evaluated> {
    let input = Input { text: ruby, language: Language::Ruby, ..Input::default() };
    let evaluated = settings::evaluated(input, &Nothing);
    (evaluated.faults.is_empty() && evaluated.unread.is_empty()).then_some(evaluated)
}

/// The comment behind a setting that is switched off.
fn remark(evaluated: &Evaluated) -> String {
    let first = evaluated.comments.first();
    first.map(|comment| format!(" {}", comment.text.trim_end())).unwrap_or_default()
}

/// The one setting in `entries`, below the tables that only lead to it.
fn only(entries: &[(String, Node)]) -> Option<(Vec<&str>, &Node)> {
    let mut path = Vec::new();
    let mut entries = entries;
    loop {
        let [(key, node)] = entries else { return None };
        path.push(key.as_str());
        match &node.value {
            Value::Table(below) if follows_from_keys(node) => entries = below,
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
