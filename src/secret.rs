//! Values that never appear in a log, a plan, an error or an argument list.

mod hiding;
mod keys;
mod places;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use hiding::{MARK, hide, marked};
pub use keys::{is_path, is_secret_key, may_be_path};
pub use places::{has_a_pair, is_a_value, mask, names_a_secret, parts, sounds_secret, within, without};

/// Stands for a secret wherever one would be shown.
pub const SECRET: &str = "[secret]";

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
