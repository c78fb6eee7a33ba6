//! What the engine says: lines in `distribution`'s formats on standard error.
//!
//! Invariant: a line never carries a token, an `Authorization` header, a `_state` or a secret.
//!
//! Invariant: nobody who answers requests waits for the log. A thread of its own writes; lines that find its queue
//! full, because whoever reads stands still, are dropped and counted.

use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crate::sys::clock;

/// How many lines wait to be written.
const WAITING: usize = 1024;
/// How much of one value is written: what a client says of itself may be long.
const LONGEST: usize = 2048;
/// How long the last lines may take.
const FLUSH_TIME: Duration = Duration::from_secs(1);

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
pub(crate) struct Log {
    style: Arc<Style>,
    lines: SyncSender<Line>,
    dropped: Arc<AtomicU64>,
}

/// What lines look like.
#[derive(Debug)]
struct Style {
    level: Level,
    format: Format,
    fields: Vec<(String, String)>,
}

#[derive(Debug)]
enum Line {
    Text(String),
    /// All before it is written when this one is answered.
    Flush(SyncSender<()>),
}

impl Log {
    /// A log that says what is at least as grave as `level`, each line with `fields`.
    #[must_use]
    pub(crate) fn new(level: Level, format: Format, fields: Vec<(String, String)>) -> Self {
        let (lines, waiting) = sync_channel(WAITING);
        let log = Self {
            style: Arc::new(Style { level, format, fields }),
            lines,
            dropped: Arc::new(AtomicU64::new(0)),
        };
        let (style, dropped) = (Arc::clone(&log.style), Arc::clone(&log.dropped));
        // Without the thread every line counts as dropped; a system that has none left does not serve anyway.
        let _ = std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write(&waiting, &style, &dropped));
        log
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
        if level > self.style.level {
            return;
        }
        let line = self.style.line(level, &timestamp(), message, fields);
        if self.lines.try_send(Line::Text(line)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all is written, but not for ever.
    pub(crate) fn flush(&self) {
        let (done, written) = sync_channel(1);
        let deadline = Instant::now() + FLUSH_TIME;
        while self.lines.try_send(Line::Flush(done.clone())).is_err() {
            if Instant::now() > deadline {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = written.recv_timeout(FLUSH_TIME);
    }
}

/// Writes what comes until nobody is left who says anything. A closed standard error is nobody's fault.
fn write(lines: &Receiver<Line>, style: &Style, dropped: &AtomicU64) {
    let say = |mut line: String| {
        line.push('\n');
        // One write a line, so that lines of two processes do not mix.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    };
    for line in lines {
        let count = dropped.swap(0, Ordering::Relaxed);
        if count > 0 {
            let message = "lines of this log were dropped: whoever reads it does not keep up";
            say(style.line(Level::Warn, &timestamp(), message, &[("count", &count)]));
        }
        match line {
            Line::Text(line) => say(line),
            Line::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
}

impl Style {
    fn line(&self, level: Level, time: &str, message: &str, fields: &[(&str, &dyn Display)]) -> String {
        let always = self.fields.iter().map(|(key, value)| (key.as_str(), value.clone()));
        let own = fields.iter().map(|(key, value)| (*key, shortened(value.to_string())));
        match self.format {
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

/// The beginning of a value that is too long, at a character's end.
fn shortened(mut value: String) -> String {
    if value.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| value.is_char_boundary(*end)).unwrap_or_default();
        value.truncate(end);
        value.push('…');
    }
    value
}

/// As logrus quotes: only where a value has more than letters, digits and a few signs.
fn quote(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/@^+".contains(&byte);
    if !value.is_empty() && value.bytes().all(is_plain) { value.to_owned() } else { format!("{value:?}") }
}

pub(crate) fn timestamp() -> String {
    jiff::Timestamp::try_from(clock::now()).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_form_that_people_search_for() {
        let fields: &[(&str, &dyn Display)] = &[("http.request.method", &"GET"), ("vars.name", &"a b\n")];
        let style = |format, fields: Vec<(String, String)>| Style { level: Level::Info, format, fields };
        let text = style(Format::Text, vec![("service".into(), "registry".into())]);
        assert_eq!(
            text.line(Level::Info, "T", "response completed", fields),
            r#"time=T level=info msg="response completed" http.request.method=GET vars.name="a b\n" service=registry"#
        );
        let json = style(Format::Json, Vec::new());
        let line: serde_json::Value =
            serde_json::from_str(&json.line(Level::Warn, "T", "m", fields)).unwrap();
        assert_eq!(line["vars.name"], "a b\n");
        assert_eq!(line["level"], "warning");
        let long = "ä".repeat(100_000);
        let line = text.line(Level::Info, "T", "m", &[("http.request.useragent", &long)]);
        assert!(line.len() < 2 * LONGEST && line.contains("ä…"), "a client fills no log at one stroke");
    }
}
