//! What is printed from the schema: the example file.

use serde_json::Value;

use super::schema;

/// Every setting with its meaning, its default and an example, as a commented `gitlab.toml`.
#[must_use]
pub fn example_toml() -> String {
    let mut text = String::from(
        "# Every setting there is, with its default or an example. Printed from the schema of the settings;\n\
         # nothing here takes effect until its `#` is removed.\n",
    );
    section("", schema::schema(), &mut text);
    text
}

/// Whether `node` is a table of settings with names of their own.
fn is_section(node: &Value) -> bool {
    schema::properties(node).is_some()
}

fn section(prefix: &str, node: &Value, text: &mut String) {
    let (sections, leaves): (Vec<_>, Vec<_>) =
        schema::properties(node).into_iter().flatten().partition(|(_, child)| is_section(child));
    for (key, leaf) in leaves {
        text.push('\n');
        comment(leaf, text);
        let default = leaf.get("default").filter(|value| !value.is_null());
        let example = schema::example(leaf);
        let shown = default.filter(|value| {
            *value != &Value::Object(serde_json::Map::new()) && *value != &Value::Array(Vec::new())
        });
        match (shown, example) {
            (Some(value), _) => text.push_str(&format!("# {} = {}\n", toml_key(key), toml_value(value))),
            (None, Some(value)) => {
                text.push_str(&format!(
                    "# Not set by default. For example:\n# {} = {}\n",
                    toml_key(key),
                    toml_value(value)
                ));
            }
            (None, None) => text.push_str(&format!("# {} =\n", toml_key(key))),
        }
    }
    for (key, child) in sections {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        text.push('\n');
        comment(child, text);
        text.push_str(&format!("[{path}]\n"));
        section(&path, child, text);
    }
}

fn comment(node: &Value, text: &mut String) {
    let description = node.get("description").and_then(Value::as_str).unwrap_or_default();
    for line in description.lines() {
        text.push_str(&format!("# {line}\n"));
    }
    let choices = schema::choices(node);
    if !choices.is_empty() {
        let words: Vec<String> = choices.iter().map(|word| format!("\"{word}\"")).collect();
        text.push_str(&format!("# One of {}.\n", words.join(", ")));
    }
}

fn toml_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if is_bare { key.to_owned() } else { toml_text(key) }
}

fn toml_text(text: &str) -> String {
    toml_value(&Value::from(text))
}

/// `value` as TOML, on one line.
pub(super) fn toml_value(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(text) => {
            let escaped: String = text
                .chars()
                .flat_map(|c| match c {
                    '"' | '\\' => vec!['\\', c],
                    '\n' => vec!['\\', 'n'],
                    c => vec![c],
                })
                .collect();
            format!("\"{escaped}\"")
        }
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(toml_value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let pairs: Vec<String> =
                map.iter().map(|(key, value)| format!("{} = {}", toml_key(key), toml_value(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}
