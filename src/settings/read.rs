//! From texts to settings: the settings file, what is evaluated before it, and what overrides it.

use toml::Spanned;
use toml::de::DeTable;

use super::diagnose::Walk;
use super::fetch::{self, Fetch};
use super::places::{Language, Source};
use super::{Parsed, gitlab_rb};
use crate::problem::Problems;
use crate::ruby::{Evaluated, Outside, Unread};
use crate::secret::Secret;

/// What settings are read from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Input<'i> {
    /// The settings file, as people know it.
    pub file: &'i str,
    /// Its text.
    pub text: &'i str,
    /// How it says settings: TOML or Ruby.
    pub language: Language,
    /// What `GITLAB_OMNIBUS_CONFIG` holds: Ruby, evaluated first, so that the file wins.
    pub before: Option<&'i str>,
    /// What `gitlab-cluster.json` holds: it wins over the file.
    pub over: Option<&'i str>,
}

/// Reads settings from the TOML of `file`, or gives every problem in it, in the order of the file. Secrets that
/// stand elsewhere are not read: each is the name of where it stands, in brackets.
pub fn parse(text: &str, file: &str) -> Result<Parsed, Problems> {
    parse_with(text, file, &|source| Ok(fetch::named(source)))
}

/// As [`parse`]; `fetch` reads the secrets that stand elsewhere.
pub fn parse_with(text: &str, file: &str, fetch: &Fetch<'_>) -> Result<Parsed, Problems> {
    read(Input { file, text, ..Input::default() }, fetch, &Nowhere)
}

/// Reads settings from `input`. `fetch` reads the secrets that TOML names elsewhere, `outside` is what Ruby may ask.
pub fn read(input: Input<'_>, fetch: &Fetch<'_>, outside: &dyn Outside) -> Result<Parsed, Problems> {
    let source = |name: &str, language, text: &str, start| Source {
        name: name.to_owned(),
        language,
        text: Secret::new(text.into()),
        start,
    };
    let mut sources = vec![source(input.file, input.language, input.text, 0)];
    if input.language == Language::Toml {
        let (table, errors) = DeTable::parse_recoverable(input.text);
        let mut walk = Walk::new(&sources, fetch);
        if !errors.is_empty() {
            walk.breaches(input.text, &errors);
            return Err(walk.places.locate(walk.problems));
        }
        return walk.finish(table);
    }
    let evaluated = gitlab_rb::evaluate(input.file, input.text, outside);
    for text in evaluated.texts.iter().skip(1) {
        sources.push(source(&text.name, Language::Ruby, &text.text, text.start));
    }
    let mut walk = Walk::new(&sources, fetch);
    gitlab_rb::note(&mut walk, &evaluated);
    let numbers = gitlab_rb::numbers(&evaluated);
    let table = gitlab_rb::table(&evaluated, &numbers);
    walk.finish(Spanned::new(0..input.text.len(), table))
}

/// What the Ruby of `input` comes to, before it is judged.
#[must_use]
pub fn evaluated(input: Input<'_>, outside: &dyn Outside) -> Evaluated {
    gitlab_rb::evaluate(input.file, input.text, outside)
}

/// Where nothing can be read: every variable is unset and every file is missing.
struct Nowhere;

impl Outside for Nowhere {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn read(&self, _: &str) -> Result<String, Unread> {
        let (message, hint) = ("is not read here".to_owned(), String::new());
        Err(Unread { message, hint, is_forbidden: false })
    }
    fn exists(&self, _: &str) -> bool {
        false
    }
}
