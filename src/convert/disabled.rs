//! Settings that are switched off by a `#`, as TOML has them.
//!
//! Invariant: only a single literal for a setting that is known is put into TOML, and only where it would be that setting
//! without the `#`; all else stays word for word.

use super::entries::follows_from_keys;
use super::remarks::Remark;
use super::{tree, write};
use crate::ruby::{Evaluated, Node, Origin, Outside, Unread, Value};
use crate::settings::{self, Input, Language};

/// Longer lines are no such setting.
const LONG: usize = 2_000;

/// How many expressions are looked at: a file has some hundred, and each takes its time.
pub(super) const MANY: usize = 20_000;

/// Such settings of several lines have no more.
const LINES: usize = 60;

/// Settings that are switched off together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Off {
    /// As they stand in the file.
    ruby: Vec<String>,
    /// The dotted path of each, and its value: lines of TOML.
    settings: Vec<(String, Vec<String>)>,
}

impl Off {
    /// Whether the settings stand below `section`.
    pub(super) fn is_below(&self, section: &str) -> bool {
        self.settings.iter().all(|(path, _)| is_below(path, section))
    }

    /// The lines below the header `[section]`, which is empty before the first. TOML where each setting would be that one
    /// there, Ruby elsewhere; `headers` are all of the file.
    pub(super) fn lines(&self, section: &str, headers: &[&str]) -> Vec<String> {
        let in_toml: Option<Vec<String>> =
            self.settings.iter().map(|(path, value)| below(path, value, section, headers)).collect();
        in_toml.map_or_else(
            || self.ruby.clone(),
            |said| said.iter().flat_map(|lines| lines.lines()).map(|line| format!("# {line}")).collect(),
        )
    }
}

/// The setting `path` below the header `[section]`, where it can be said there: not below another section, nor where a
/// header opens what the key would open.
fn below(path: &str, value: &[String], section: &str, headers: &[&str]) -> Option<String> {
    let opens = |header: &&&str| header.len() > section.len() && (path == **header || is_below(path, header));
    if !is_below(path, section) || headers.iter().any(|header| opens(&header)) {
        return None;
    }
    let key = path.get(section.len()..)?.trim_start_matches('.');
    Some(format!("{key} = {}", value.join("\n")))
}

/// Whether `path` stands below the section `above`, which is empty for the top.
fn is_below(path: &str, above: &str) -> bool {
    above.is_empty() || path.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}

/// `lines` of comments, with the settings among them that are switched off.
pub(super) fn found(lines: Vec<Remark>, left: &mut usize) -> Vec<Remark> {
    let words: Vec<String> = lines
        .iter()
        .map(|line| match line {
            Remark::Words(words) => words.clone(),
            // one that was found already begins and continues none
            Remark::Off(_) => String::new(),
        })
        .collect();
    let mut result = Vec::new();
    let mut lines = lines.into_iter();
    let mut from = 0;
    while let Some(line) = lines.next() {
        let rest = words.get(from..).unwrap_or_default();
        let is_one = rest.first().is_some_and(|line| begins_setting(line));
        if let Some((count, off)) = is_one.then(|| setting(rest, left)).flatten() {
            result.push(Remark::Off(off));
            from += count;
            (1..count).for_each(|_| drop(lines.next()));
        } else {
            result.push(line);
            from += 1;
        }
    }
    result
}

/// The comment `line` where it is one pair of the hash `path`, as such hashes have them behind a `#`.
pub(super) fn pair(line: &str, path: &str, left: &mut usize) -> Option<Off> {
    let ruby = line.strip_prefix('#')?.trim_start();
    if ruby.len() > LONG || !ruby.starts_with(['\'', '"', ':']) && !ruby.contains(": ") {
        return None;
    }
    *left = left.checked_sub(1)?;
    let evaluated = evaluate(&format!("registry({{{ruby}\n}})"))?;
    let [(_, Node { value: Value::Table(pairs), .. })] = evaluated.settings.as_slice() else { return None };
    let [(key, node)] = pairs.as_slice() else { return None };
    let path = format!("{path}.{}", write::key(key));
    let value = value(node)? + &remark(&evaluated);
    let off = || Off { ruby: vec![line.to_owned()], settings: vec![(path.clone(), vec![value])] };
    settings::is_known(&path).then(off)
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

/// The setting at the top of `lines`, and of how many it is made.
fn setting(lines: &[String], left: &mut usize) -> Option<(usize, Off)> {
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
        let mut settings =
            only(&tree).filter(|_| is_whole).and_then(|(path, node)| said(&path, node, index > 0))?;
        if let Some(last) = settings.last_mut().and_then(|(_, value)| value.last_mut()) {
            last.push_str(&remark(&evaluated));
        }
        let ruby = lines.get(..=index).unwrap_or_default().to_vec();
        return Some((index + 1, Off { ruby, settings }));
    }
    None
}

/// The setting `path`, or where it `takes_several` lines each of the settings in it: dotted paths and values.
fn said(path: &[&str], node: &Node, takes_several: bool) -> Option<Vec<(String, Vec<String>)>> {
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
            Some(vec![(dotted, [vec!["[".to_owned()], items?, vec!["]".to_owned()]].concat())])
        }
        _ => Some(vec![(dotted, value(node)?.lines().map(ToOwned::to_owned).collect())]),
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
