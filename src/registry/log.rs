//! What the engine says: lines in `distribution`'s formats on standard error.
//!
//! Invariant: a line never carries a token, an `Authorization` header, a `_state` or a secret.

use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::sync::Arc;

use crate::sys::clock;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What an administrator must look at.
    Error,
    /// What may become that.
    Warn,
    /// What happened.
    Info,
    /// How it happened.
    Debug,
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            // logrus, which `distribution` logs by, spells it out.
            Self::Warn => "warning",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// How a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `time="…" level=info msg="…" key=value`.
    Text,
    /// One JSON object.
    Json,
}

/// A writer of log lines; clones write to the same place.
#[derive(Debug, Clone)]
pub(crate) struct Log(Arc<Settings>);

#[derive(Debug)]
struct Settings {
    level: Level,
    format: Format,
    fields: Vec<(String, String)>,
}

impl Log {
    /// A log that says what is at least as grave as `level`, each line with `fields`.
    #[must_use]
    pub(crate) fn new(level: Level, format: Format, fields: Vec<(String, String)>) -> Self {
        Self(Arc::new(Settings { level, format, fields }))
    }

    /// Says what an administrator must look at.
    pub(crate) fn error(&self, message: &str, fields: &[(&str, &dyn Display)]) {
        self.write(Level::Error, message, fields);
    }

    /// Says what may become an error.
    pub(crate) fn warn(&self, message: &str, fields: &[(&str, &dyn Display)]) {
        self.write(Level::Warn, message, fields);
    }

    /// Says what happened.
    pub(crate) fn info(&self, message: &str, fields: &[(&str, &dyn Display)]) {
        self.write(Level::Info, message, fields);
    }

    fn write(&self, level: Level, message: &str, fields: &[(&str, &dyn Display)]) {
        if level > self.0.level {
            return;
        }
        let mut line = self.line(level, &timestamp(), message, fields);
        line.push('\n');
        // One write a line, so that lines of two threads do not mix; a closed standard error is nobody's fault.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    }

    fn line(&self, level: Level, time: &str, message: &str, fields: &[(&str, &dyn Display)]) -> String {
        let always = self.0.fields.iter().map(|(key, value)| (key.as_str(), value.clone()));
        let own = fields.iter().map(|(key, value)| (*key, value.to_string()));
        match self.0.format {
            Format::Text => {
                let mut line = format!("time={} level={} msg={}", quote(time), level.name(), quote(message));
                for (key, value) in own.chain(always) {
                    let _ = write!(line, " {key}={}", quote(&value));
                }
                line
            }
            Format::Json => {
                let mut object = serde_json::Map::new();
                for (key, value) in always.chain(own) {
                    object.insert(key.to_owned(), value.into());
                }
                object.insert("level".to_owned(), level.name().into());
                object.insert("msg".to_owned(), message.into());
                object.insert("time".to_owned(), time.into());
                serde_json::Value::Object(object).to_string()
            }
        }
    }
}

/// As logrus quotes: only where a value has more than letters, digits and a few signs.
fn quote(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/@^+".contains(&byte);
    if !value.is_empty() && value.bytes().all(is_plain) { value.to_owned() } else { format!("{value:?}") }
}

fn timestamp() -> String {
    jiff::Timestamp::try_from(clock::now()).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_form_that_people_search_for() {
        let fields: &[(&str, &dyn Display)] = &[("http.request.method", &"GET"), ("vars.name", &"a b\n")];
        let text = Log::new(Level::Info, Format::Text, vec![("service".into(), "registry".into())]);
        assert_eq!(
            text.line(Level::Info, "T", "response completed", fields),
            r#"time=T level=info msg="response completed" http.request.method=GET vars.name="a b\n" service=registry"#
        );
        let json = Log::new(Level::Info, Format::Json, Vec::new());
        let line: serde_json::Value =
            serde_json::from_str(&json.line(Level::Warn, "T", "m", fields)).unwrap();
        assert_eq!(line["vars.name"], "a b\n");
        assert_eq!(line["level"], "warning");
    }
}
