//! `log`: what is said, and how.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::read::{Reader, scalar};
use crate::registry::log::{Format, Level};

/// `log`.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// How much is logged.
    pub level: Level,
    /// How a line is written.
    pub format: Format,
    /// What every line carries.
    pub fields: Vec<(String, String)>,
}

/// Reads the section.
pub(super) fn read(reader: &mut Reader<'_>) -> LogConfig {
    LogConfig { level: level(reader), format: format(reader), fields: fields(reader) }
}

fn level(reader: &mut Reader<'_>) -> Level {
    let key = if reader.get("log.level").is_some() { "log.level" } else { "loglevel" };
    match reader.text(key).unwrap_or_default().to_ascii_lowercase().as_str() {
        "error" => Level::Error,
        "warn" | "warning" => Level::Warn,
        "info" | "" => Level::Info,
        "debug" => Level::Debug,
        other => {
            reader.fault(key, format!("is {other:?}"), "write `error`, `warn`, `info` or `debug`");
            Level::Info
        }
    }
}

fn format(reader: &mut Reader<'_>) -> Format {
    match reader.text("log.formatter").unwrap_or_default().as_str() {
        "text" | "" => Format::Text,
        "json" | "logstash" => Format::Json,
        other => {
            reader.fault("log.formatter", format!("is {other:?}"), "write `text` or `json`");
            Format::Text
        }
    }
}

fn fields(reader: &Reader<'_>) -> Vec<(String, String)> {
    let Some(Value::Mapping(fields)) = reader.get("log.fields") else { return Vec::new() };
    // Sorted, as logrus writes them.
    let sorted: BTreeMap<String, String> =
        fields.iter().filter_map(|(key, value)| Some((scalar(key)?, scalar(value)?))).collect();
    sorted.into_iter().collect()
}
