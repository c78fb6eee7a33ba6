//! Settings as the text of a settings file.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::settings::reference::toml_value;

pub(super) fn without_nulls(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Null => return None,
        Value::Array(items) => items.iter().filter_map(without_nulls).collect(),
        Value::Object(map) => {
            map.iter().filter_map(|(key, value)| Some((key.clone(), without_nulls(value)?))).collect()
        }
        other => other.clone(),
    })
}

/// Writes a section as TOML: its own values first, then the sections in it.
pub(super) fn section(text: &mut String, path: &str, map: &Map<String, Value>) {
    let is_section = |value: &Value| value.as_object().is_some_and(|map| !map.is_empty());
    let name = |key: &str| {
        let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        if is_bare { key.to_owned() } else { toml_value(&key.into()) }
    };
    let (sections, values): (Vec<_>, Vec<_>) = map.iter().partition(|(_, value)| is_section(value));
    if !values.is_empty() {
        let _ = if path.is_empty() { writeln!(text) } else { writeln!(text, "\n[{path}]") };
    }
    for (key, value) in values {
        let _ = writeln!(text, "{} = {}", name(key), toml_value(value));
    }
    for (key, value) in sections {
        let path = if path.is_empty() { name(key) } else { format!("{path}.{}", name(key)) };
        if let Some(map) = value.as_object() {
            section(text, &path, map);
        }
    }
}
