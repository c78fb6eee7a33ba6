//! The schema of the settings, as a tree that messages and the example file are printed from.

use std::sync::OnceLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::Settings;

/// The schema of [`Settings`], without references.
pub(super) fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        settings.into_generator().into_root_schema_for::<Settings>().to_value()
    })
}

/// The node itself, or what it may be besides null.
pub(super) fn essence(node: &Value) -> &Value {
    let choices = node.get("anyOf").and_then(Value::as_array);
    choices
        .and_then(|list| list.iter().find(|choice| choice.get("type") != Some(&Value::from("null"))))
        .unwrap_or(node)
}

/// The settings that may stand in the table `node`.
pub(super) fn properties(node: &Value) -> Option<&Map<String, Value>> {
    essence(node).get("properties").and_then(Value::as_object)
}

/// The kind of mistake that a refused value of `node` is, where it has a name of its own.
pub(super) fn code(node: &'static Value) -> Option<&'static str> {
    essence(node).get("x-code")?.as_str()
}

/// Whether `false` may stand in place of the table `node`, and says that there is none.
pub(super) fn may_be_false(node: &Value) -> bool {
    node.get("x-false-is-unset") == Some(&Value::Bool(true))
}

/// Whether the table `node` says something by being there, even with nothing in it.
pub(super) fn says_something_by_itself(node: &Value) -> bool {
    node.get("anyOf").is_some() || node.get("type").and_then(Value::as_array).is_some()
}

/// What every value of the table `node` must be, where its keys are free.
pub(super) fn free_values(node: &Value) -> Option<&Value> {
    essence(node)
        .get("additionalProperties")
        .filter(|values| values.is_object() || *values == &Value::Bool(true))
}

/// The settings that must stand in the table `node`.
pub(super) fn required(node: &Value) -> Vec<&str> {
    let list = essence(node).get("required").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether the keys of the table `node` are looked at, one by one.
pub(super) fn is_walked(node: &Value) -> bool {
    properties(node).is_some() || free_values(node).is_some()
}

/// Whether `node` is a secret: never shown, and a reference may stand for it.
pub(super) fn is_secret(node: &Value) -> bool {
    [node, essence(node)].iter().any(|node| node.get("x-secret") == Some(&Value::Bool(true)))
}

/// Whether references may stand for the free values of the table `node`.
pub(super) fn takes_references(node: &Value) -> bool {
    [node, essence(node)].iter().any(|node| node.get("x-reference") == Some(&Value::Bool(true)))
}

/// What every item of the list `node` must be.
pub(super) fn items(node: &Value) -> Option<&Value> {
    essence(node).get("items")
}

/// The types that `node` may have, in the words of JSON schema; empty for any.
pub(super) fn types(node: &Value) -> Vec<&str> {
    let node = essence(node);
    let words = match node.get("type") {
        Some(Value::String(word)) => vec![word.as_str()],
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        _ if !choices(node).is_empty() || is_secret(node) => vec!["string"],
        _ => Vec::new(),
    };
    words.into_iter().filter(|word| *word != "null").collect()
}

/// The words that `node` is one of; empty where it is free.
pub(super) fn choices(node: &Value) -> Vec<&str> {
    let node = essence(node);
    if let Some(list) = node.get("enum").and_then(Value::as_array) {
        return list.iter().filter_map(Value::as_str).collect();
    }
    let list = node.get("oneOf").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|choice| choice.get("const")?.as_str()).collect()
}

/// The example of `node`.
pub(super) fn example(node: &Value) -> Option<&Value> {
    node.get("examples")?.as_array()?.first()
}

/// The node of the dotted `path`.
pub(super) fn find<'a>(root: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(root, |node, key| properties(node)?.get(key))
}

/// Every setting and section: its dotted path and its node, in the order of the fields.
pub(super) fn every(root: &Value) -> Vec<(String, &Value)> {
    fn collect<'a>(prefix: &str, node: &'a Value, into: &mut Vec<(String, &'a Value)>) {
        for (key, child) in properties(node).into_iter().flatten() {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            into.push((path.clone(), child));
            collect(&path, child, into);
        }
    }
    let mut all = Vec::new();
    collect("", root, &mut all);
    all
}

/// Old names: `(old path, new path)`.
fn renamed(root: &Value) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (path, node) in every(root) {
        for old in node.get("x-renamed-from").and_then(Value::as_array).into_iter().flatten() {
            all.extend(old.as_str().map(|old| (old.to_owned(), path.clone())));
        }
    }
    all
}

/// The node of the setting whose old name is the dotted path `old`.
pub(super) fn renamed_node(old: &str) -> Option<&'static Value> {
    let (_, new) = old_names().iter().find(|(name, _)| name == old)?;
    find(schema(), new)
}

/// The old names of [`schema`].
pub(super) fn old_names() -> &'static [(String, String)] {
    static OLD: OnceLock<Vec<(String, String)>> = OnceLock::new();
    OLD.get_or_init(|| renamed(schema()))
}
