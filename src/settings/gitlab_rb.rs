//! Settings from a `gitlab.rb`: what [`ruby`](crate::ruby) came to, as the tree that is walked for TOML too.

use std::fmt::Write as _;
use std::sync::Mutex;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::diagnose::Walk;
use super::excerpt::Seen;
use super::fetch::Source;
use super::places::{Language, Places};
use super::types::shown;
use super::values::truth_of;
use super::wording::suggestion;
use super::{foreign, schema, wording};
use crate::problem::Problem;
use crate::ruby::{self, Evaluated, Fault, Names, Node, Origin, Outside, Span, Text, Unread, Value};

/// Whether `name` may stand at the top of a `gitlab.rb`.
pub(super) fn is_setting(name: &str) -> bool {
    let ours = schema::properties(schema::schema()).is_some_and(|all| all.contains_key(name));
    ours || schema::renamed_node(name).is_some() || foreign::is_at_the_top(name)
}

/// The setting at the top that `name` was probably meant to be.
fn nearest(name: &str) -> Option<String> {
    let ours =
        schema::properties(schema::schema()).into_iter().flat_map(|all| all.keys().map(String::as_str));
    wording::nearest(name, ours).map(ToOwned::to_owned)
}

/// The names at the top.
const NAMES: Names = Names { is_setting, nearest: Some(nearest) };

/// What `texts` come to, one after another.
pub(super) fn evaluate(texts: &[Text], outside: &dyn Outside) -> Evaluated {
    if texts.is_empty() {
        return Evaluated::default();
    }
    let outside = Remembered { outside, given: Mutex::default() };
    let mut evaluated = ruby::evaluate(texts, NAMES, &outside);
    let ends: Vec<Fault> = evaluated.texts.iter().filter_map(early_end).collect();
    evaluated.faults.extend(ends);
    let is_empty = evaluated.faults.is_empty() && evaluated.unread.is_empty();
    if !is_empty {
        let given = outside.given.into_inner().unwrap_or_default();
        hide(&mut evaluated, given);
    }
    evaluated
}

/// Where Ruby stops reading `text`, though more follows: what stands behind would be left out without a word.
fn early_end(text: &Text) -> Option<Fault> {
    let at = text.text.find(['\0', '\u{4}', '\u{1a}'])?;
    let message = "could not read this as Ruby: a control character ends the file here";
    let problem = Problem::coded("E004", "", message, "remove it: Ruby reads nothing behind it");
    Some(Fault { span: text.start + at..text.start + at + 1, problem })
}

/// The outside, and what it gave.
struct Remembered<'o> {
    outside: &'o dyn Outside,
    given: Mutex<String>,
}

impl Remembered<'_> {
    fn remember(&self, text: &str) {
        if let Ok(mut given) = self.given.lock() {
            given.extend(["\n", text]);
        }
    }
}

impl Outside for Remembered<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.outside.variable(name).inspect(|value| self.remember(value))
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        self.outside.read(path).inspect(|text| self.remember(text))
    }

    fn exists(&self, path: &str) -> bool {
        self.outside.exists(path)
    }
}

/// Takes out of the words of faults what stands only where nobody may look: Ruby's own words repeat values.
fn hide(evaluated: &mut Evaluated, given: String) {
    let seen = Seen::new(evaluated.texts.iter().map(|text| text.text.as_str()), given);
    for fault in evaluated.faults.iter_mut().chain(&mut evaluated.unread) {
        // The name of a file that could not be read is what one has to know.
        if !["E004", "E032"].contains(&fault.problem.code) {
            let problem = &mut fault.problem;
            // Only Ruby's own words repeat a value outside of a quotation.
            problem.message = if problem.code == "E015" {
                seen.without_hidden(&problem.message)
            } else {
                seen.quoted_without_hidden(&problem.message)
            };
            problem.hint = problem.hint.as_deref().map(|hint| seen.quoted_without_hidden(hint));
        }
    }
}

/// Notes what the evaluator found wrong, and what of its values the walk must know.
pub(super) fn note(walk: &mut Walk<'_>, evaluated: &Evaluated) {
    let (breaches, faults): (Vec<_>, Vec<_>) =
        evaluated.faults.iter().partition(|fault| fault.problem.code == "E004");
    note_breaches(walk, evaluated, &breaches);
    for fault in faults {
        let mut problem = fault.problem.clone();
        if problem.code == "E001" {
            name_unknown(&mut problem, evaluated, &fault.span);
        }
        put(walk, problem, &fault.span);
    }
    for fault in &evaluated.unread {
        let mut problem: Problem = fault.problem.clone();
        walk.places.put(&mut problem, walk.texts.place(&fault.span));
        walk.refusals.push(problem);
    }
    for (name, node) in &evaluated.settings {
        look_at(walk, name, node);
        refer(&mut walk.places, &mut name.clone(), node);
    }
}

/// Notes what of `node`, the value of the setting `key`, was taken from elsewhere. `key` is given back as it was.
fn refer(places: &mut Places, key: &mut String, node: &Node) {
    let length = key.len();
    match (&node.value, &node.origin) {
        (Value::List(items), _) => {
            for (index, item) in items.iter().enumerate() {
                let _ = write!(key, "[{index}]");
                refer(places, key, item);
                key.truncate(length);
            }
        }
        (Value::Table(entries), _) => {
            for (name, node) in entries {
                key.extend([".", name]);
                refer(places, key, node);
                key.truncate(length);
            }
        }
        (_, Origin::File(name)) => places.refer(key, Source::File(name.clone()), Language::Ruby),
        (_, Origin::Variable(name)) => places.refer(key, Source::Variable(name.clone()), Language::Ruby),
        (_, Origin::Literal | Origin::Computed) => {}
    }
}

fn put(walk: &mut Walk<'_>, mut problem: Problem, span: &Span) {
    walk.places.put(&mut problem, walk.texts.place(span));
    walk.problems.list.push(problem);
}

/// The text that holds `span`, split at both ends of it.
fn cut<'t>(evaluated: &'t Evaluated, span: &Span) -> Option<(&'t str, &'t str, &'t str)> {
    let text = evaluated.texts.iter().rfind(|text| text.start <= span.start)?;
    let (before, rest) = text.text.split_at_checked(span.start - text.start)?;
    let (inside, after) = rest.split_at_checked(span.len())?;
    Some((before, inside, after))
}

/// Notes the breaches of the syntax: one of each line, since the parser goes on with a guess, and tells what follows
/// from it too. Where a quote is closed in a later line only, everything between was taken for text.
fn note_breaches(walk: &mut Walk<'_>, evaluated: &Evaluated, breaches: &[&Fault]) {
    let line = |walk: &Walk<'_>, fault: &Fault| {
        let place = walk.texts.place(&fault.span);
        (place.text, place.line)
    };
    let (mut told, mut of_quotes) = (Vec::new(), Vec::new());
    for fault in breaches {
        let here = line(walk, fault);
        if told.contains(&here) || of_quotes.contains(&here.0) {
            continue;
        }
        told.push(here);
        let of_this_line = || breaches.iter().filter(|other| line(walk, other) == here);
        let clearest = of_this_line().find(|other| other.problem.message.contains("expected a `=>`"));
        let fault = clearest.unwrap_or(fault);
        let text = evaluated.texts.iter().rfind(|text| text.start <= fault.span.start);
        let is_first = !told.iter().rev().skip(1).any(|(text, _)| *text == here.0);
        let opened = text.filter(|_| is_first).and_then(|text| {
            let quote = ruby::quote_open_at(&text.text, fault.span.start - text.start)?;
            Some(text.start + quote..text.start + quote + 1)
        });
        if let Some(quote) = opened {
            let message = "could not read this as Ruby: the quote that opens here is not closed in its line";
            put(walk, Problem::coded("E004", "", message, "close it where the text ends"), &quote);
            of_quotes.push(here.0);
            continue;
        }
        let mut problem = fault.problem.clone();
        problem.hint.get_or_insert_with(|| syntax_hint(&problem.message).to_owned());
        put(walk, problem, &fault.span);
    }
}

/// What to do about a breach of Ruby's syntax.
fn syntax_hint(message: &str) -> &'static str {
    match message {
        _ if message.contains("expected a `=>`") => "write `'key' => value` or `key: value`",
        _ if message.contains("to close") => {
            "close the bracket that opens here, or write the comma that is missing behind it"
        }
        _ if message.contains("unexpected 'end'") => "remove it, or write the `if` that it closes",
        _ if message.contains("expected an `end`") => "close it with `end`",
        _ => "check the quotes, commas and brackets here and in the line before",
    }
}

/// A name that stands where a statement begins is meant for a setting; one that stands for a value may be a secret whose
/// quotes were forgotten, and is not repeated.
fn name_unknown(problem: &mut Problem, evaluated: &Evaluated, span: &Span) {
    let Some((before, name, after)) = cut(evaluated, span) else { return };
    let after = after.trim_start_matches([' ', '\t']);
    let stands_alone = after.is_empty() || after.starts_with(['\n', '\r', '#', ';']);
    if begins_a_statement(before) && !stands_alone {
        let hint = suggestion(name, "", schema::schema());
        problem.hint = problem.hint.take().or((!hint.is_empty()).then_some(hint));
    } else if !after.starts_with(['(', '\'', '"']) {
        "this is neither a setting nor a variable".clone_into(&mut problem.message);
        problem.hint = Some(match truth_of(name) {
            Some(truth) => format!("write `{truth}`, or put text in quotes"),
            None => "put text in quotes".to_owned(),
        });
    }
}

/// Whether a statement begins behind `before`: at the start of a line that does not go on with the one above.
fn begins_a_statement(before: &str) -> bool {
    let start = before.rfind(['\n', ';']).map_or(0, |at| at + 1);
    let (above, line) = before.split_at(start);
    let above = above.trim_end_matches(|c: char| c.is_whitespace() || c == ';');
    let goes_on = |c: char| "=,([{\\+-*/%|&.?:<>!".contains(c);
    line.trim_start_matches('\u{feff}').trim().is_empty() && !above.ends_with(goes_on)
}

/// Notes which texts came from elsewhere and which values could not be told, and reports every `nil` in a list of ours.
fn look_at(walk: &mut Walk<'_>, path: &str, node: &Node) {
    match &node.value {
        Value::Unknown => drop(walk.unknown.insert(path.to_owned())),
        Value::Text(_) if node.origin != Origin::Literal => {
            walk.from_elsewhere.insert(node.span.start);
        }
        Value::Table(entries) => {
            for (key, node) in entries {
                look_at(walk, &format!("{path}.{key}"), node);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{index}]");
                if item.value == Value::Nil && is_ours(&path) {
                    let message = format!("`{}` is `nil`", shown(&path));
                    walk.report("E005", &item.span, &path, &message, "remove it from the list");
                }
                look_at(walk, &path, item);
            }
        }
        _ => {}
    }
}

/// Whether what `path` leads through is known to the schema.
fn is_ours(path: &str) -> bool {
    let top = path.split(['.', '[']).next().unwrap_or_default();
    let below = |node: &'static serde_json::Value| {
        let mut steps =
            path.get(top.len()..).unwrap_or_default().split(['.', '[']).filter(|step| !step.is_empty());
        steps.try_fold(node, |node, step| {
            if step.ends_with(']') {
                return schema::items(node);
            }
            schema::properties(node).and_then(|all| all.get(step)).or_else(|| schema::free_values(node))
        })
    };
    let ours = schema::properties(schema::schema()).and_then(|all| all.get(top));
    ours.or_else(|| schema::renamed_node(top)).and_then(below).is_some()
}

/// Every number among the settings, as a list in TOML: the tree has numbers only as they are written there.
pub(super) fn numbers(evaluated: &Evaluated) -> String {
    fn collect(value: &Value, into: &mut String) {
        match value {
            Value::Integer(number) => drop(write!(into, "{number},")),
            Value::Float(number) => drop(write!(into, "{number:?},")),
            Value::List(items) => items.iter().for_each(|item| collect(&item.value, into)),
            Value::Table(entries) => entries.iter().for_each(|(_, node)| collect(&node.value, into)),
            _ => {}
        }
    }
    let mut all = String::from("[");
    for (_, node) in &evaluated.settings {
        collect(&node.value, &mut all);
    }
    all + "]"
}

/// The settings as a table, with the place of every key and value; `numbers` are those of [`numbers`].
pub(super) fn table<'n>(evaluated: &Evaluated, numbers: &'n str) -> DeTable<'n> {
    let mut numbers = match DeValue::parse(numbers).map(Spanned::into_inner) {
        Ok(DeValue::Array(numbers)) => numbers.into_iter(),
        _ => DeArray::new().into_iter(),
    };
    let mut next = || numbers.next().map_or(DeValue::Boolean(false), Spanned::into_inner);
    table_of("", &evaluated.settings, &mut next)
}

/// Tables in which `nil` takes a default out, as `false` does in TOML.
const WITH_DEFAULTS: &[&str] = &["env", "proxy_set_headers"];

/// What stands below the key `name`.
fn table_of<'n>(
    name: &str,
    entries: &[(String, Node)],
    next: &mut dyn FnMut() -> DeValue<'n>,
) -> DeTable<'n> {
    let mut table = DeTable::new();
    for (key, node) in entries {
        let value = match node.value {
            Value::Nil if WITH_DEFAULTS.contains(&name) => {
                Some(Spanned::new(node.span.clone(), DeValue::Boolean(false)))
            }
            _ => value_of(key, node, next),
        };
        if let Some(value) = value {
            table.insert(Spanned::new(node.key.clone(), key.clone().into()), value);
        }
    }
    table
}

/// What stands under the key `name`; `None` for what is not set, or could not be told.
fn value_of<'n>(
    name: &str,
    node: &Node,
    next: &mut dyn FnMut() -> DeValue<'n>,
) -> Option<Spanned<DeValue<'n>>> {
    let value = match &node.value {
        Value::Nil | Value::Unknown => return None,
        Value::Boolean(truth) => DeValue::Boolean(*truth),
        Value::Integer(_) | Value::Float(_) => next(),
        Value::Text(text) => DeValue::String(text.clone().into()),
        Value::List(items) => {
            DeValue::Array(items.iter().filter_map(|item| value_of(name, item, next)).collect())
        }
        Value::Table(entries) => DeValue::Table(table_of(name, entries, next)),
    };
    Some(Spanned::new(node.span.clone(), value))
}
