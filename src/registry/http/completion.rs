//! The line about an answer, said when its body has gone: `response completed`, as `distribution` says it.

use std::fmt::Display;
use std::time::Instant;

use crate::registry::log::Log;

/// What is known of a request when its answer begins.
#[derive(Debug)]
pub(crate) struct Completion {
    log: Log,
    fields: Vec<(&'static str, String)>,
    began: Instant,
    written: u64,
    expected: u64,
}

impl Completion {
    /// Begins to watch an answer of `expected` bytes to a request that came at `began`.
    pub(super) fn new(log: Log, fields: Vec<(&'static str, String)>, began: Instant, expected: u64) -> Self {
        Self { log, fields, began, written: 0, expected }
    }

    /// Counts what was handed to the connection.
    pub(super) fn add(&mut self, bytes: u64) {
        self.written += bytes;
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        let duration = format!("{:?}", self.began.elapsed());
        let mut fields: Vec<(&str, &dyn Display)> =
            self.fields.iter().map(|(key, value)| (*key, value as &dyn Display)).collect();
        fields.push(("http.response.duration", &duration));
        fields.push(("http.response.written", &self.written));
        if self.written < self.expected {
            self.log.warn("the client left before its answer was complete", &fields);
        } else {
            self.log.info("response completed", &fields);
        }
    }
}
