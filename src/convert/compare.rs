//! Whether two readings say the same.

use serde_json::Value;

use crate::secret::SECRET;
use crate::settings::{Parsed, mask, renamed};

/// A setting that two readings say differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its dotted path.
    pub key: String,
    /// What the one says, with secrets hidden; nothing where it does not say it.
    pub one: Option<String>,
    /// What the other says.
    pub other: Option<String>,
}

/// Every setting that `one` and `other` say differently, and every setting that only one of them warns of.
#[must_use]
pub fn differences(one: &Parsed, other: &Parsed) -> Vec<Difference> {
    let tree = |parsed: &Parsed| serde_json::to_value(&parsed.settings).unwrap_or_default();
    let (left, right) = (tree(one), tree(other));
    let hidden = |tree: &Value| mask("", tree, &|_| SECRET.to_owned());
    let mut found = Vec::new();
    compare("", [&left, &right], [&hidden(&left), &hidden(&right)], &mut found);
    let (left, right) = (warned(one), warned(other));
    let said = |keys: &[String], key: &String| keys.contains(key).then(|| "with a warning".to_owned());
    for key in left.iter().chain(&right) {
        if left.contains(key) != right.contains(key) {
            found.push(Difference { key: key.clone(), one: said(&left, key), other: said(&right, key) });
        }
    }
    found
}

/// The settings that are warned of, under their new names. What is said of the names themselves, of other components and
/// of who may read a file that one language names and the other reads says nothing of what the settings are.
fn warned(parsed: &Parsed) -> Vec<String> {
    let about = parsed.warnings.iter().filter(|warning| !["W001", "W033"].contains(&warning.code));
    let mut keys: Vec<String> = about.map(|warning| new_name(&warning.key)).collect();
    keys.retain(|key| crate::settings::find_described(key).is_some());
    keys.sort();
    keys.dedup();
    keys
}

fn new_name(key: &str) -> String {
    let moved = renamed().iter().find_map(|(old, new)| {
        let rest = key.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{new}{rest}"))
    });
    moved.unwrap_or_else(|| key.to_owned())
}

fn compare(path: &str, real: [&Value; 2], hidden: [&Value; 2], found: &mut Vec<Difference>) {
    let [left, right] = real;
    if left == right {
        return;
    }
    if let (Value::Object(one), Value::Object(other)) = (left, right) {
        let mut keys: Vec<&String> = one.keys().chain(other.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let below = |tree: &Value| tree.get(key).cloned().unwrap_or_default();
            let [shown_left, shown_right] = hidden.map(below);
            compare(&path, [&below(left), &below(right)], [&shown_left, &shown_right], found);
        }
        return;
    }
    let [one, other] = hidden.map(|value| (!value.is_null()).then(|| value.to_string()));
    found.push(Difference { key: path.to_owned(), one, other });
}
