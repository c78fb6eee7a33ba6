//! Sections that are passed on as the administrator wrote them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::Facts;

/// What was written in `section`: settings that were left out and sections in which nothing stands are not there.
pub(super) fn written(section: &impl Serialize) -> Map<String, Value> {
    let value = serde_json::to_value(section).expect("settings are made of tables, lists, texts and numbers");
    match said(value) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// `value` without what says nothing.
fn said(value: Value) -> Value {
    let says_something = |value: &Value| match value {
        Value::Null => false,
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(map) => {
            let pairs = map.into_iter().map(|(key, value)| (key, said(value)));
            Value::Object(pairs.filter(|(_, value)| says_something(value)).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(said).collect()),
        other => other,
    }
}

/// Puts the real path in the place of the host path at each of `places`, a dotted path down from `section`.
pub(super) fn with_real_paths(section: &mut Map<String, Value>, places: &[&str], facts: &Facts) {
    for place in places {
        let (first, rest) = place.split_once('.').unwrap_or((place, ""));
        match section.get_mut(first) {
            Some(Value::Object(below)) => with_real_paths(below, &[rest], facts),
            Some(value) => real_path(value, facts),
            None => {}
        }
    }
}

fn real_path(value: &mut Value, facts: &Facts) {
    match value {
        Value::String(path) => *path = facts.real(path),
        Value::Array(list) => list.iter_mut().for_each(|path| real_path(path, facts)),
        _ => {}
    }
}

/// The section, where anything stands in it.
pub(super) fn some(section: Map<String, Value>) -> Option<Value> {
    (!section.is_empty()).then(|| section.into())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::written;

    #[test]
    fn what_says_nothing_is_left_out_at_any_depth() {
        let section = json!({ "a": null, "b": { "c": null, "d": {} }, "e": [{ "f": null, "g": 1 }], "h": [], "i": false });
        assert_eq!(Value::from(written(&section)), json!({ "e": [{ "g": 1 }], "i": false }));
    }
}
