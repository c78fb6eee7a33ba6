//! Settings from a `gitlab.rb`: what [`ruby`](crate::ruby) came to, as the tree that is walked for TOML too.

use std::fmt::Write as _;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::diagnose::Walk;
use super::fetch::Source;
use super::places::{Language, Places};
use super::{foreign, schema, wording};
use crate::problem::Problem;
use crate::ruby::{self, Evaluated, Names, Node, Origin, Outside, Text, Value};

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
    if texts.is_empty() { Evaluated::default() } else { ruby::evaluate(texts, NAMES, outside) }
}

/// Notes what the evaluator found wrong.
pub(super) fn note(walk: &mut Walk<'_>, evaluated: &Evaluated) {
    for fault in &evaluated.faults {
        let mut problem = fault.problem.clone();
        walk.places.put(&mut problem, walk.texts.place(&fault.span));
        walk.problems.list.push(problem);
    }
    for fault in &evaluated.unread {
        let mut problem: Problem = fault.problem.clone();
        walk.places.put(&mut problem, walk.texts.place(&fault.span));
        walk.refusals.push(problem);
    }
    for (key, node) in &evaluated.settings {
        refer(&mut walk.places, key, node);
    }
}

/// Notes what of `node`, the value of the setting `key`, was taken from elsewhere.
fn refer(places: &mut Places, key: &str, node: &Node) {
    match (&node.value, &node.origin) {
        (Value::List(items), _) => {
            for (index, item) in items.iter().enumerate() {
                refer(places, &format!("{key}[{index}]"), item);
            }
        }
        (Value::Table(entries), _) => {
            for (name, node) in entries {
                refer(places, &format!("{key}.{name}"), node);
            }
        }
        (_, Origin::File(name)) => places.refer(key, Source::File(name.clone()), Language::Ruby),
        (_, Origin::Variable(name)) => places.refer(key, Source::Variable(name.clone()), Language::Ruby),
        (_, Origin::Literal | Origin::Computed) => {}
    }
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
    table_of(&evaluated.settings, &mut next)
}

fn table_of<'n>(entries: &[(String, Node)], next: &mut dyn FnMut() -> DeValue<'n>) -> DeTable<'n> {
    let mut table = DeTable::new();
    for (key, node) in entries {
        if let Some(value) = value_of(node, next) {
            table.insert(Spanned::new(node.key.clone(), key.clone().into()), value);
        }
    }
    table
}

/// `None` for what is not set, or could not be told.
fn value_of<'n>(node: &Node, next: &mut dyn FnMut() -> DeValue<'n>) -> Option<Spanned<DeValue<'n>>> {
    let value = match &node.value {
        Value::Nil | Value::Unknown => return None,
        Value::Boolean(truth) => DeValue::Boolean(*truth),
        Value::Integer(_) | Value::Float(_) => next(),
        Value::Text(text) => DeValue::String(text.clone().into()),
        Value::List(items) => DeValue::Array(items.iter().filter_map(|item| value_of(item, next)).collect()),
        Value::Table(entries) => DeValue::Table(table_of(entries, next)),
    };
    Some(Spanned::new(node.span.clone(), value))
}
