//! Where each key stands in the file, and which of its lines may be shown.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::spelled::{Around, in_ruby};
use super::{excerpt, fetch};
use crate::problem::{Problem, Problems};
use crate::secret::Secret;

/// How many problems are told at once; who has more reads no further.
pub(super) const MANY: usize = 100;

/// Kinds of mistakes that are told in the words of the file from the beginning.
const OF_RUBY: &[&str] = &["E002", "E004", "E014", "E015"];

/// A place: which text, line and column from 1, and how many characters of that line it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) text: usize,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) length: usize,
}

/// How a text says settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// `gitlab.toml`.
    #[default]
    Toml,
    /// `gitlab.rb`.
    Ruby,
    /// `gitlab-cluster.json`.
    Json,
}

/// A text that settings are read from. The bytes of all that one run reads are counted through, so that one number
/// tells text and place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// Its file, as people know it.
    pub(super) name: String,
    pub(super) language: Language,
    /// It holds secrets, and only [`excerpt`] looks into it.
    pub(super) text: Secret<Arc<str>>,
    /// The number of its first byte.
    pub(super) start: usize,
}

/// Where each key stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The settings file first.
    sources: Vec<Source>,
    of: BTreeMap<String, Place>,
    /// What was taken from elsewhere, and how that is written.
    elsewhere: BTreeMap<String, (fetch::Source, Language)>,
}

impl Places {
    /// No places yet, in `sources`.
    pub(super) fn new(sources: Vec<Source>) -> Self {
        Self { sources, ..Self::default() }
    }

    /// The language of the settings file.
    #[must_use]
    pub fn language(&self) -> Language {
        self.sources.first().map(|source| source.language).unwrap_or_default()
    }

    /// The text of the settings file, with whatever secrets stand in it.
    #[must_use]
    pub fn text(&self) -> Secret<Arc<str>> {
        self.sources.first().map(|source| source.text.clone()).unwrap_or_default()
    }

    /// File and line of `key` itself, where it was written; `None` for the file where it is the settings file.
    #[must_use]
    pub fn exactly(&self, key: &str) -> Option<(Option<&str>, usize)> {
        self.of.get(key).map(|place| (self.other_file(*place), place.line))
    }

    /// How the settings say that the value of `key` stands elsewhere: `{ file = "…" }`, `ENV['…']`.
    #[must_use]
    pub fn reference(&self, key: &str) -> Option<String> {
        let (source, language) = self.elsewhere.get(key)?;
        Some(match (source, language) {
            (fetch::Source::File(name), Language::Ruby) => format!("File.read('{name}')"),
            (fetch::Source::Variable(name), Language::Ruby) => format!("ENV['{name}']"),
            (fetch::Source::File(name), _) => format!("{{ file = \"{name}\" }}"),
            (fetch::Source::Variable(name), _) => format!("{{ env = \"{name}\" }}"),
        })
    }

    /// The file that Ruby has read the value of `key` from.
    pub(super) fn read_by_ruby(&self, key: &str) -> Option<&fetch::Source> {
        let (source, language) = self.elsewhere.get(key)?;
        (*language == Language::Ruby && matches!(source, fetch::Source::File(_))).then_some(source)
    }

    /// Notes that the value of `key` stands elsewhere.
    pub(super) fn refer(&mut self, key: &str, source: fetch::Source, language: Language) {
        self.elsewhere.insert(key.to_owned(), (source, language));
    }

    /// Forgets where `key` and what is below it was taken from: another text says it anew.
    pub(super) fn forget(&mut self, key: &str) {
        let is_below = |other: &str| {
            other.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.elsewhere.retain(|other, _| !is_below(other));
    }

    /// The name of the file of `place`, where it is not the settings file.
    fn other_file(&self, place: Place) -> Option<&str> {
        self.sources.get(place.text).filter(|_| place.text > 0).map(|source| source.name.as_str())
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
        let start = format!("{old}.");
        let moved: Vec<_> = self.elsewhere.iter().filter(|(key, _)| key.starts_with(&start)).collect();
        let moved: Vec<_> =
            moved.into_iter().map(|(key, at)| (key.replacen(old, new, 1), at.clone())).collect();
        for (key, at) in moved {
            self.elsewhere.entry(key).or_insert(at);
        }
    }

    /// Puts `problem` where `place` is.
    pub(super) fn put(&self, problem: &mut Problem, place: Place) {
        problem.file = self.other_file(place).map(ToOwned::to_owned);
        (problem.line, problem.column, problem.length) = (place.line, place.column, place.length);
    }

    /// Gives `problem` the place of its key, unless it has one: of the key itself, or of the nearest section around it
    /// that was written.
    pub fn find(&self, problem: &mut Problem) {
        self.put_at_its_key(problem);
        self.reword(problem);
    }

    fn put_at_its_key(&self, problem: &mut Problem) {
        if let (0, Some(place)) = (problem.line, self.nearest(&problem.key)) {
            self.put(problem, place);
        }
    }

    /// Puts what is to be written into the words of the file that the problem stands in.
    fn reword(&self, problem: &mut Problem) {
        if OF_RUBY.contains(&problem.code) {
            return;
        }
        let place = self.of.get(&problem.key);
        let source = self.sources.get(place.map_or(0, |place| place.text));
        if source.is_none_or(|source| source.language != Language::Ruby) {
            return;
        }
        let around = place.and_then(|place| self.written_at(*place)).map(around).unwrap_or_default();
        problem.message = in_ruby(&problem.message, &problem.key, around, false);
        if let Some(hint) = &mut problem.hint {
            *hint = in_ruby(hint, &problem.key, around, true);
        }
    }

    /// The text from `place` on.
    fn written_at(&self, place: Place) -> Option<&str> {
        let text = self.sources.get(place.text)?.text.expose();
        let line = Lines::new(text).range(place.line)?.start;
        let line = text.get(line..)?;
        let (column, _) = line.trim_start_matches('\u{feff}').char_indices().nth(place.column - 1)?;
        line.trim_start_matches('\u{feff}').get(column..)
    }

    /// Gives every problem without a place the one of its key, puts them in the order of the file, not more than a
    /// person reads, and adds the lines that are shown with them.
    #[must_use]
    pub fn locate(&self, problems: Problems) -> Problems {
        let mut problems = self.in_order(problems);
        for (number, source) in self.sources.iter().enumerate() {
            let file = (number > 0).then(|| source.name.clone());
            let here = problems.list.iter().filter(|problem| problem.line > 0 && problem.file == file);
            let wanted = here.map(|problem| problem.line).collect();
            let lines = excerpt::lines(source.text.expose(), source.language, &wanted);
            problems.lines.extend(lines.into_iter().map(|(line, text)| ((file.clone(), line), text)));
        }
        problems
    }

    /// As [`Places::locate`], without the lines: they take another reading of the file.
    pub(super) fn in_order(&self, mut problems: Problems) -> Problems {
        if let (true, Some(main)) = (problems.file.is_empty(), self.sources.first()) {
            problems.file.clone_from(&main.name);
        }
        for problem in &mut problems.list {
            self.put_at_its_key(problem);
        }
        problems.list.sort_by(|one, other| {
            let rank = |problem: &Problem| (problem.line == 0, problem.line, problem.column);
            one.file.cmp(&other.file).then_with(|| rank(one).cmp(&rank(other)))
        });
        let more = problems.list.len().saturating_sub(MANY);
        if more > 0 {
            problems.list.truncate(MANY);
            problems.about("", format!("and {more} more"), "");
        }
        for problem in &mut problems.list {
            self.reword(problem);
        }
        problems
    }
}

/// How the key is written that `text` begins with: `'bucket' => {`, `bucket: {`, `registry['storage'] = {`.
fn around(text: &str) -> Around {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let quoted = text.strip_prefix(['\'', '"', ':']);
    let word = quoted.unwrap_or(text);
    let rest = word.trim_start_matches(is_of_a_name);
    let is_label = quoted.is_none() && rest.starts_with(':') && !rest.starts_with("::");
    let key_in_hash = text.starts_with('{') || quoted.is_some() || is_label;
    let value = if key_in_hash {
        rest.trim_start_matches(['\'', '"', ':']).trim_start().trim_start_matches("=>")
    } else {
        rest.split_once('=').map_or("", |(_, value)| value)
    };
    Around { key_in_hash, below_in_hash: value.trim_start().starts_with('{') }
}

/// Bytes to texts, lines and columns.
pub(super) struct Texts<'t> {
    all: Vec<(usize, Lines<'t>)>,
    languages: Vec<Language>,
}

impl<'t> Texts<'t> {
    pub(super) fn new(sources: &'t [Source]) -> Self {
        Self {
            all: sources.iter().map(|source| (source.start, Lines::new(source.text.expose()))).collect(),
            languages: sources.iter().map(|source| source.language).collect(),
        }
    }

    /// The language of the text that the bytes `span` stand in.
    pub(super) fn language(&self, span: &Range<usize>) -> Language {
        self.languages.get(self.place(span).text).copied().unwrap_or_default()
    }

    /// Where the bytes `span` stand: what goes on in another line is left out.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let text = self.all.iter().rposition(|(start, _)| *start <= span.start).unwrap_or_default();
        let Some((start, lines)) = self.all.get(text) else {
            return Place { text, line: 1, column: 1, length: 1 };
        };
        Place { text, ..lines.place(&(span.start - start..span.end.max(span.start) - start)) }
    }

    /// The bytes of the line `number` of the settings file, without its end.
    pub(super) fn range(&self, number: usize) -> Option<Range<usize>> {
        self.all.first()?.1.range(number)
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
        let (column, length) = (count(range.start, span.start) + 1, count(span.start, span.end).max(1));
        Place { text: 0, line, column, length }
    }
}
