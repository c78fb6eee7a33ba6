//! Values that never appear in a log, a plan, an error or an argument list.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value whose `Debug` and `Display` say `[secret]`.
///
/// Only code that writes it where it belongs calls [`Secret::expose`]; a search for that word finds all of it.
///
/// In the settings it is text, `{ file = "…" }` or `{ env = "…" }`. A reference is replaced by what it names before
/// the settings are read into their types, so no type needs to know of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for Secret<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Secret_{}", T::schema_name()).into()
    }
    /// Marked with `x-secret`, by which the settings find what they must hide and may take from elsewhere.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<T>();
        let reference = |key: &str, description: &str| {
            serde_json::json!({
                "type": "object",
                "properties": { key: { "type": "string", "description": description } },
                "required": [key],
                "additionalProperties": false,
            })
        };
        schemars::json_schema!({
            "x-secret": true,
            "oneOf": [
                value,
                reference("file", "The file that holds it; a name without a slash is one of systemd's credentials."),
                reference("env", "The variable of the environment that holds it."),
            ],
        })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// What stands for a secret that could not be read, where it is enough to know where it would come from.
#[must_use]
pub fn placeholder(source: &str) -> String {
    format!("[from {source}]")
}

/// Whether `text` is a [`placeholder`].
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    text.starts_with("[from ") && text.ends_with(']')
}

/// Shorter values are hidden where they are the whole of a value: in a longer text they stand for something else too.
const SHORT: usize = 4;

/// `text` with every one of `secrets` in it replaced by `[secret]`, as it is or as YAML, JSON and TOML quote it.
///
/// A very short one is replaced only where it is a whole line or the whole value behind a `key:`, so a secret `1`
/// is not shown and yet leaves every other 1 alone.
#[must_use]
pub fn hide(text: &str, secrets: &[Secret<String>]) -> String {
    let mut forms: Vec<String> = Vec::new();
    for secret in secrets.iter().map(Secret::expose).filter(|secret| !secret.trim().is_empty()) {
        let quoted = serde_json::Value::from(secret.as_str()).to_string();
        let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        forms.extend([secret.clone(), secret.trim().to_owned(), inside.to_owned()]);
        // where it is written line by line
        forms.extend(secret.lines().map(|line| line.trim().to_owned()));
    }
    forms.retain(|form| !form.is_empty());
    // The longest first: one may be part of another.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    let (long, short): (Vec<_>, Vec<_>) = forms.into_iter().partition(|form| form.chars().count() >= SHORT);
    let mut hidden = text.to_owned();
    for form in &long {
        hidden = hidden.replace(form.as_str(), "[secret]");
    }
    if short.is_empty() {
        return hidden;
    }
    hidden.split_inclusive('\n').map(|line| hide_whole(line, &short)).collect()
}

/// The line, with `[secret]` where the whole of it or the whole value in it is one of `short`.
fn hide_whole(line: &str, short: &[String]) -> String {
    let is_short = |value: &str| {
        let value = value.trim().trim_matches(['[', ']']).trim().trim_matches(['"', '\'']);
        short.iter().any(|secret| secret == value)
    };
    let ending = if line.ends_with('\n') { "\n" } else { "" };
    if is_short(line) {
        return format!("[secret]{ending}");
    }
    for separator in [": ", "= ", "- "] {
        if let Some((before, value)) = line.split_once(separator)
            && is_short(value)
        {
            return format!("{before}{separator}[secret]{ending}");
        }
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str, secrets: &[&str]) -> String {
        let secrets: Vec<_> = secrets.iter().map(|secret| Secret::new((*secret).to_owned())).collect();
        hide(text, &secrets)
    }

    #[test]
    fn a_secret_is_hidden_however_it_is_quoted() {
        assert_eq!(hidden("password: hunter2\n", &["hunter2"]), "password: [secret]\n");
        assert_eq!(hidden(r#"url: "redis://:pa\"ss\\@h""#, &["pa\"ss\\"]), "url: \"redis://:[secret]@h\"");
        assert_eq!(hidden("key: |\n  abcd\n  efgh\n", &["abcd\nefgh\n"]), "key: |\n  [secret]\n  [secret]\n");
        assert_eq!(hidden("hunter22 hunter2", &["hunter2", "hunter22"]), "[secret] [secret]");
    }

    #[test]
    fn a_short_secret_leaves_other_text_alone() {
        let text = "version: 0.1\npassword: 1\nother: \"1\"\nport: 5001\n- 1\ntokens: [1]\n1\n";
        assert_eq!(
            hidden(text, &["1"]),
            "version: 0.1\npassword: [secret]\nother: [secret]\nport: 5001\n- [secret]\ntokens: [secret]\n[secret]\n"
        );
        assert_eq!(hidden("a: 1\n", &["", " "]), "a: 1\n");
    }
}
