//! Where each key stands in the file, and which of its lines may be shown.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::excerpt;
use crate::problem::Problems;
use crate::secret::Secret;

/// How many problems are told at once; who has more reads no further.
pub(super) const MANY: usize = 100;

/// A place in the file: line and column from 1, and how many characters of that line it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) length: usize,
}

/// Where each key stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    file: String,
    /// The whole file: it holds secrets, and only [`excerpt`] looks into it.
    text: Secret<Arc<str>>,
    of: BTreeMap<String, Place>,
}

impl Places {
    /// No places yet, of the text of `file`.
    pub(super) fn new(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), text: Secret::new(text.into()), of: BTreeMap::new() }
    }

    /// Line and column of `key`, or of the nearest section around it that was written.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<(usize, usize)> {
        self.nearest(key).map(|place| (place.line, place.column))
    }

    /// Line and column of `key` itself, where it was written.
    #[must_use]
    pub fn exactly(&self, key: &str) -> Option<(usize, usize)> {
        self.of.get(key).map(|place| (place.line, place.column))
    }

    fn nearest(&self, key: &str) -> Option<Place> {
        let mut key = key;
        loop {
            if let Some(place) = self.of.get(key) {
                return Some(*place);
            }
            key = key.rsplit_once(['.', '['])?.0;
        }
    }

    /// Whether `key` itself, or something in it, was written.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.of.contains_key(key) || self.below(key).next().is_some()
    }

    /// Notes the place of `key`, unless it has one.
    pub(super) fn insert(&mut self, key: &str, place: Place) {
        if !self.of.contains_key(key) {
            self.of.insert(key.to_owned(), place);
        }
    }

    fn below(&self, key: &str) -> impl Iterator<Item = (&String, &Place)> {
        let start = format!("{key}.");
        self.of.range(start.clone()..).take_while(move |(key, _)| key.starts_with(&start))
    }

    /// Gives what was written below `old` the places below `new` too.
    pub(super) fn rename(&mut self, old: &str, new: &str) {
        let below: Vec<_> = self.below(old).map(|(key, place)| (key.replacen(old, new, 1), *place)).collect();
        for (key, place) in below {
            self.insert(&key, place);
        }
    }

    /// Gives every problem without a place the one of its key, puts them in the order of the file, not more than a
    /// person reads, and adds the lines that are shown with them.
    #[must_use]
    pub fn locate(&self, problems: Problems) -> Problems {
        let mut problems = self.in_order(problems);
        let wanted = problems.list.iter().map(|problem| problem.line).filter(|line| *line > 0).collect();
        problems.lines = excerpt::lines(self.text.expose(), &wanted);
        problems
    }

    /// As [`Places::locate`], without the lines: they take another reading of the file.
    pub(super) fn in_order(&self, mut problems: Problems) -> Problems {
        if problems.file.is_empty() {
            problems.file.clone_from(&self.file);
        }
        for problem in problems.list.iter_mut().filter(|problem| problem.line == 0) {
            if let Some(place) = self.nearest(&problem.key) {
                (problem.line, problem.column, problem.length) = (place.line, place.column, place.length);
            }
        }
        problems.list.sort_by_key(|problem| (problem.line == 0, problem.line, problem.column));
        let more = problems.list.len().saturating_sub(MANY);
        if more > 0 {
            problems.list.truncate(MANY);
            problems.about("", format!("and {more} more"), "");
        }
        problems
    }
}

/// Byte offsets to lines and columns.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The bytes of the line `number`, without its end.
    pub(super) fn range(&self, number: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        Some(start..end.max(start))
    }

    /// Where the bytes `span` stand: what goes on in another line is left out.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let line = self.starts.partition_point(|start| *start <= span.start).max(1);
        let range = self.range(line).unwrap_or_default();
        let count = |from: usize, to: usize| {
            let part = self.text.get(from..to.min(range.end)).unwrap_or_default();
            part.trim_start_matches('\u{feff}').chars().count()
        };
        Place { line, column: count(range.start, span.start) + 1, length: count(span.start, span.end).max(1) }
    }
}
