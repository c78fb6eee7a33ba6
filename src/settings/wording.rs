//! The words of problems: what was expected, what was found, what was probably meant.

use serde_json::Value;
use toml::de::DeValue;

use super::known::is_known;
use super::types::shown;
use super::{foreign, mistaken, schema};

/// The type of a value, in the words of JSON schema.
pub(super) fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

/// The type `word` in plain words.
pub(super) fn name_of(word: &str) -> &'static str {
    match word {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "date" => "a date",
        "array" => "a list",
        _ => "a table",
    }
}

/// What a value should be, in words.
pub(super) fn wanted(node: &Value, types: &[&str]) -> String {
    let choices = schema::choices(node);
    if !choices.is_empty() {
        return any_of(choices.iter().map(|word| format!("`{word}`")));
    }
    let mut words = Vec::new();
    for word in types.iter().filter(|word| **word != "integer" || !types.contains(&"number")) {
        match *word {
            "boolean" => words.extend(["`true`", "`false`"]),
            word => words.push(name_of(word)),
        }
    }
    any_of(words.into_iter().map(ToOwned::to_owned))
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn any_of(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// Serde's message in the words of this house. A refusal of our own types carries its hint on a second line.
pub(super) fn reworded(path: &str, message: &str, node: Option<&Value>) -> (String, String) {
    let path = shown(path);
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return (format!("`{path}` has no `{field}`"), format!("add `{field} = …`"));
    }
    let choices = node.map(schema::choices).unwrap_or_default();
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        let given = rest.split("`, expected").next().unwrap_or_default();
        let near = choice(given, &choices);
        let hint = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        let wanted = any_of(choices.iter().map(|word| format!("`{word}`")));
        return (format!("`{path}` must be {wanted}, not `{}`", shown(given)), hint);
    }
    if let Some((reason, hint)) = message.split_once('\n') {
        return (format!("`{path}` {reason}"), hint.to_owned());
    }
    if message.starts_with("invalid value: integer") {
        return (format!("`{path}` must be a smaller whole number"), String::new());
    }
    (format!("`{path}` could not be read"), String::new())
}

/// The word among `choices` that `given` was probably meant to be: `INFO` is `info`, `warning` is `warn`.
fn choice<'k>(given: &str, choices: &[&'k str]) -> Option<&'k str> {
    let given = given.to_lowercase();
    let alike =
        |word: &&str| given.len() >= 3 && (given.starts_with(*word) || word.starts_with(given.as_str()));
    let alike = choices.iter().copied().filter(|word| !word.is_empty()).find(alike);
    alike.or_else(|| nearest(&given, choices.iter().copied().filter(|word| !word.is_empty())))
}

/// The name among `known` that `given` was probably meant to be.
pub(super) fn nearest<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    if given.len() > 64 {
        return None;
    }
    let far = (given.chars().count() / 3).max(1);
    let distances = known.map(|name| (strsim::damerau_levenshtein(given, name), name));
    distances.filter(|(distance, _)| *distance <= far).min().map(|(_, name)| name)
}

/// What to write instead of the unknown key `name` below `prefix`.
pub(super) fn suggestion(name: &str, prefix: &str, node: &Value) -> String {
    nearby(name, prefix, node).map_or_else(String::new, |path| format!("did you mean `{path}`?"))
}

/// What to write instead of the key `name` with `value` where they are the whole path of a setting, though they stand in
/// the section `prefix`: a `#` was taken away, or a line of a guide put in.
pub(super) fn whole_path(name: &str, prefix: &str, value: &DeValue<'_>) -> Option<String> {
    let mut path = name.to_owned();
    let mut value = value;
    // The first that was written is where the problem is shown.
    while let Some((key, below)) = value.as_table()?.iter().min_by_key(|(key, _)| key.span().start) {
        path = format!("{path}.{}", key.get_ref());
        if is_known(&path) && !below.get_ref().is_table() {
            break;
        }
        value = below.get_ref();
    }
    let alone = path.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.'));
    Some(match alone {
        Some(key) => format!("below `[{prefix}]` write `{key}` alone"),
        None => {
            format!("below `[{prefix}]` it belongs to that section: write `{path}` above the first header")
        }
    })
}

/// The setting that the unknown key `name` below `prefix`, the section `node`, was probably meant to be: one of this
/// section, else one of this very name in it, in the section around it or, where the name tells enough, anywhere.
pub(super) fn nearby(name: &str, prefix: &str, node: &Value) -> Option<String> {
    let ours = schema::properties(node).into_iter().flatten().map(|(key, _)| key.as_str());
    let full = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
    if let Some(meant) = mistaken::meant(&full) {
        return Some(meant.to_owned());
    }
    let near = nearest(name, ours.chain(foreign::names_below(prefix)));
    if let Some(near) = near {
        return Some(if prefix.is_empty() { near.to_owned() } else { format!("{prefix}.{near}") });
    }
    let all = schema::every(schema::schema());
    let below = |section: &str| {
        let start = if section.is_empty() { String::new() } else { format!("{section}.") };
        let is_meant = |path: &str| path.rsplit('.').next() == Some(name) && path.starts_with(&start);
        all.iter().find(|(path, _)| is_meant(path)).map(|(path, _)| path.clone())
    };
    let around = prefix.rsplit_once('.').map_or("", |(section, _)| section);
    // A name of several words tells by itself; one like `host` means another thing in every section.
    let elsewhere = || name.contains('_').then(|| below("")).flatten();
    below(prefix).or_else(|| below(around)).or_else(elsewhere)
}
