//! Values that never appear in a log, a plan, an error or an argument list.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value whose `Debug` and `Display` say `[secret]`.
///
/// Only code that writes it where it belongs calls [`Secret::expose`]; a search for that word finds all of it.
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
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = T::json_schema(generator);
        // In the words of JSON schema: it may be sent and is never shown.
        schema.insert("writeOnly".to_owned(), true.into());
        schema
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
}
