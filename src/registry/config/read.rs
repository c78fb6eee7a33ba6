//! Reads typed values out of a configuration's tree, and notes every fault instead of stopping at the first.

use std::fmt;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_yaml::Value;

/// A shorter duration is a number whose unit was forgotten, as in GitLab's own guide.
const SHORTEST: Duration = Duration::from_millis(1);

/// One thing that is wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The dotted path of the key; empty for the file as a whole.
    pub key: String,
    /// What is wrong with it.
    pub message: String,
    /// What to do.
    pub fix: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.key.is_empty() {
            write!(f, "`{}` ", self.key)?;
        }
        write!(f, "{}; {}", self.message, self.fix)
    }
}

/// A tree that is being read.
#[derive(Debug)]
pub(super) struct Reader<'v> {
    tree: &'v Value,
    pub(super) faults: Vec<Fault>,
    /// What is served by and probably not meant.
    pub(super) warnings: Vec<String>,
}

impl<'v> Reader<'v> {
    pub(super) fn new(tree: &'v Value) -> Self {
        Self { tree, faults: Vec::new(), warnings: Vec::new() }
    }

    /// Notes that something is wrong.
    pub(super) fn fault(&mut self, key: &str, message: impl Into<String>, fix: impl Into<String>) {
        self.faults.push(Fault { key: key.to_owned(), message: message.into(), fix: fix.into() });
    }

    /// The value at a dotted path; null is none.
    pub(super) fn get(&self, path: &str) -> Option<&'v Value> {
        path.split('.').try_fold(self.tree, |here, key| here.get(key)).filter(|value| !value.is_null())
    }

    /// A scalar as text.
    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let value = self.get(path)?;
        let text = scalar(value);
        if text.is_none() {
            self.fault(path, "is not text", "write one value, in quotes if it has a colon");
        }
        text
    }

    /// A text that has to be there.
    pub(super) fn needed(&mut self, path: &str, example: &str) -> String {
        let is_there = self.get(path).is_some();
        let text = self.text(path).unwrap_or_default();
        if text.is_empty() && (!is_there || self.faults.last().is_none_or(|fault| fault.key != path)) {
            self.fault(path, "is missing", format!("write, for example, `{example}`"));
        }
        text
    }

    /// A boolean: `true`, `yes`, `on`, `1` and their opposites, quoted or not.
    pub(super) fn boolean(&mut self, path: &str) -> bool {
        let Some(value) = self.get(path) else { return false };
        match scalar(value).unwrap_or_default().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => true,
            "false" | "no" | "off" | "n" | "0" | "" => false,
            other => {
                let message = format!("is neither true nor false: {other:?}");
                self.fault(path, message, "write `true` or `false`");
                false
            }
        }
    }

    /// A count; zero and less are none, as in `distribution`.
    pub(super) fn count(&mut self, path: &str) -> Option<usize> {
        let text = self.text(path)?;
        let Ok(number) = text.parse::<i64>() else {
            self.fault(path, format!("is no number: {text:?}"), "write a whole number");
            return None;
        };
        usize::try_from(number).ok().filter(|number| *number > 0)
    }

    /// A list of texts, or one.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        match self.get(path) {
            None => Vec::new(),
            Some(Value::Sequence(list)) => list.iter().filter_map(scalar).collect(),
            Some(one) => scalar(one).into_iter().collect(),
        }
    }

    /// A map of HTTP headers, each with one value or several. What is none is a fault; its value may be a secret, and
    /// is not said.
    pub(super) fn headers(&mut self, path: &str) -> Vec<(HeaderName, HeaderValue)> {
        let mut headers = Vec::new();
        let Some(Value::Mapping(map)) = self.get(path) else { return headers };
        for (name, values) in map {
            let name = scalar(name).unwrap_or_default();
            let values: Vec<Option<String>> = match values {
                Value::Sequence(list) => list.iter().map(scalar).collect(),
                other => vec![scalar(other)],
            };
            for value in values {
                let value = value.and_then(|value| HeaderValue::from_str(&value).ok());
                match HeaderName::from_bytes(name.as_bytes()).ok().zip(value) {
                    Some(header) => headers.push(header),
                    None => self.fault(
                        &format!("{path}.{name}"),
                        "is no header",
                        "write a name and a list of texts: `X-Content-Type-Options: [nosniff]`",
                    ),
                }
            }
        }
        headers
    }

    /// A duration as Go writes it, `1m30s` or `500ms`; a bare number is nanoseconds.
    pub(super) fn duration(&mut self, path: &str) -> Duration {
        let Some(text) = self.text(path) else { return Duration::ZERO };
        let Some(read) = duration(&text) else {
            self.fault(path, format!("is no duration: {text:?}"), "write, for example, `30s` or `5m`");
            return Duration::ZERO;
        };
        if !read.is_zero() && read < SHORTEST {
            self.warnings.push(format!(
                "`{path}` is {text}, which is {read:?}: a bare number counts nanoseconds; write `{text}ms` or `{text}s`"
            ));
        }
        read
    }
}

/// A scalar as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn duration(text: &str) -> Option<Duration> {
    if let Ok(nanoseconds) = text.parse::<u64>() {
        return Some(Duration::from_nanos(nanoseconds));
    }
    let mut seconds = 0.0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end);
        let end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let unit = match unit {
            "ns" => 1e-9,
            "us" | "µs" => 1e-6,
            "ms" => 1e-3,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * unit;
        rest = after;
    }
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_as_go_reads_it() {
        for (text, milliseconds) in [
            ("5s", Some(5_000)),
            ("1m30s", Some(90_000)),
            ("500ms", Some(500)),
            ("1.5h", Some(5_400_000)),
            ("0", Some(0)),
            ("5000000", Some(5)),
            ("5", Some(0)),
            ("", None),
            ("s", None),
            ("5x", None),
            ("-1s", None),
        ] {
            assert_eq!(duration(text).map(|read| read.as_millis()), milliseconds, "{text:?}");
        }
    }
}
