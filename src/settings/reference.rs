//! What is printed from the schema: the example file.

use serde_json::Value;

use super::{foreign, schema};

/// Every setting with its meaning, its default and an example, as a commented `gitlab.toml`.
#[must_use]
pub fn example_toml() -> String {
    let mut lines = vec![
        "#:schema ../docs/gitlab.schema.json".to_owned(),
        "# Every setting there is, with its default or an example, printed from the schema of the settings."
            .to_owned(),
        "# Nothing here takes effect until the `#` in front of it is removed.".to_owned(),
    ];
    section("", schema::schema(), "", &mut lines);
    lines.push(String::new());
    lines.join("\n")
}

/// Writes what stands in `node`. Its headers are comments too where it, or what it stands in, says something by being
/// there: `mark` is then what makes them so.
fn section(prefix: &str, node: &Value, mark: &str, lines: &mut Vec<String>) {
    let all: Vec<_> = schema::properties(node).into_iter().flatten().collect();
    let is_section = |child: &Value| schema::properties(child).is_some();
    let is_leaf = |child: &Value| !is_section(child) || schema::types(child).contains(&"string");
    for (key, leaf) in all.iter().filter(|(_, child)| is_leaf(child)) {
        lines.push(String::new());
        comment(leaf, lines);
        let default = leaf.get("default").filter(|value| says_something(value));
        if default.is_none() {
            lines.push("# For example:".to_owned());
        }
        if let Some(value) = default.or_else(|| schema::example(leaf)) {
            lines.push(format!("# {} = {}", toml_key(key), toml_value(value)));
        }
    }
    for (key, child) in all.into_iter().filter(|(_, child)| is_section(child)) {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        let mark = if schema::says_something_by_itself(child) { "# " } else { mark };
        // what may also be a word stands among the leaves already
        if !is_leaf(child) {
            lines.push(String::new());
            comment(child, lines);
            lines.push(format!("{mark}[{path}]"));
        }
        section(&path, child, mark, lines);
    }
}

/// Whether a default is worth a line: what is null or empty is shown by its example.
fn says_something(default: &Value) -> bool {
    match default {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    }
}

fn comment(node: &Value, lines: &mut Vec<String>) {
    let description = node.get("description").and_then(Value::as_str).unwrap_or_default();
    lines.extend(description.lines().map(|line| format!("# {line}")));
    let choices = schema::choices(node);
    if !choices.is_empty() {
        let words: Vec<String> = choices.iter().map(|word| format!("\"{word}\"")).collect();
        lines.push(format!("# One of {}.", words.join(", ")));
    }
}

fn toml_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if is_bare { key.to_owned() } else { toml_value(&Value::from(key)) }
}

/// The schema of the settings, for editors: JSON Schema of 2020-12. Old names are deprecated properties of it.
#[must_use]
pub fn json_schema() -> Value {
    let mut printed = serde_json::Map::new();
    let root = schema::schema().as_object().into_iter().flatten();
    printed.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    printed.insert("$id".to_owned(), "urn:wharf:gitlab.toml".into());
    printed.insert("title".to_owned(), "gitlab.toml, the settings of Wharf".into());
    for (key, value) in root.filter(|(key, _)| !["$schema", "$id", "title"].contains(&key.as_str())) {
        printed.insert(key.clone(), value.clone());
    }
    let mut schema = Value::Object(printed);
    for (old, new) in schema::old_names() {
        let Some(node) = schema::find(schema::schema(), new) else { continue };
        let mut node = node.clone();
        if let Some(node) = node.as_object_mut() {
            node.insert("description".to_owned(), format!("An old name of `{new}`.").into());
            node.insert("deprecated".to_owned(), true.into());
        }
        let (section, name) = old.rsplit_once('.').unwrap_or(("", old));
        let mut steps = section.split('.').filter(|step| !step.is_empty());
        let section = steps.try_fold(&mut schema, |here, step| here.get_mut("properties")?.get_mut(step));
        let properties = section.and_then(|section| section.get_mut("properties")?.as_object_mut());
        if let Some(properties) = properties {
            properties.insert(name.to_owned(), node);
        }
    }
    foreign::accept(&mut schema);
    schema
}

/// `value` as TOML, on one line.
#[must_use]
pub fn toml_value(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(text) => {
            let mut quoted = String::from("\"");
            for c in text.chars() {
                match c {
                    '"' | '\\' => quoted.extend(['\\', c]),
                    '\n' => quoted.push_str("\\n"),
                    c if c.is_control() => quoted.extend(["\\u", &format!("{:04X}", u32::from(c))]),
                    c => quoted.push(c),
                }
            }
            quoted.push('"');
            quoted
        }
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(toml_value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let pair = |(key, value): (&String, &Value)| format!("{} = {}", toml_key(key), toml_value(value));
            let pairs: Vec<String> = map.iter().map(pair).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}
