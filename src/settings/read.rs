//! From texts to settings: the settings file, what is evaluated before it, and what overrides it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnose::Walk;
use super::fetch::{self, Fetch};
use super::layers::lay_over;
use super::places::{Language, Source};
use super::types::shown;
use super::{Parsed, gitlab_rb, json};
use crate::problem::{Problem, Problems};
use crate::ruby::{Evaluated, Outside, Text, Unread};
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

/// The name of the variable that holds settings.
pub const VARIABLE: &str = "GITLAB_OMNIBUS_CONFIG";
/// The name of the file that overrides settings.
pub const CLUSTER: &str = "gitlab-cluster.json";

/// Reads settings from `input`. `fetch` reads the secrets that TOML names elsewhere, `outside` is what Ruby may ask.
pub fn read(input: Input<'_>, fetch: &Fetch<'_>, outside: &dyn Outside) -> Result<Parsed, Problems> {
    let evaluated = evaluate(input, outside);
    let mut sources = vec![source(input.file, input.language, input.text, 0)];
    let others = evaluated.texts.iter().filter(|text| text.start > 0);
    sources.extend(others.map(|text| source(&text.name, Language::Ruby, &text.text, text.start)));
    sources.sort_by_key(|source| source.start);
    let end =
        sources.iter().map(|source| source.start + source.text.expose().len()).max().unwrap_or_default();
    sources.extend(input.over.map(|over| source(CLUSTER, Language::Json, over, end + 1)));
    let mut walk = Walk::new(&sources, fetch);
    gitlab_rb::note(&mut walk, &evaluated);
    let numbers = gitlab_rb::numbers(&evaluated);
    let mut table = gitlab_rb::table(&evaluated, &numbers);
    if input.language == Language::Toml {
        let (main, errors) = DeTable::parse_recoverable(input.text);
        if !errors.is_empty() {
            walk.breaches(input.text, &errors);
            return Err(walk.places.locate(walk.problems));
        }
        if input.before.is_none() {
            // The tree as it is: its keys stand in the order of the file.
            table = main.into_inner();
        } else {
            for covered in lay_over(&mut table, main.into_inner()) {
                walk.places.forget(&covered);
            }
        }
    }
    if input.before.is_some() {
        said_before(&mut walk, input.file, end_of_main(input) + 1);
    }
    if let Some(over) = input.over {
        said_over(&mut walk, &mut table, over, end + 1);
    }
    walk.finish(Spanned::new(0..input.text.len(), table))
}

fn source(name: &str, language: Language, text: &str, start: usize) -> Source {
    Source { name: name.to_owned(), language, text: Secret::new(text.into()), start }
}

/// What Ruby says: that of the variable, and after it the settings file where it is Ruby.
fn evaluate(input: Input<'_>, outside: &dyn Outside) -> Evaluated {
    let text = |name: &str, text: &str, start| Text { name: name.to_owned(), text: text.to_owned(), start };
    let before = input.before.map(|before| text(VARIABLE, before, end_of_main(input) + 1));
    let main = (input.language == Language::Ruby).then(|| text(input.file, input.text, 0));
    let texts: Vec<Text> = before.into_iter().chain(main).collect();
    gitlab_rb::evaluate(&texts, outside)
}

fn end_of_main(input: Input<'_>) -> usize {
    input.text.len()
}

/// Says that the variable, whose text starts at `start`, counts.
fn said_before(walk: &mut Walk<'_>, file: &str, start: usize) {
    let message =
        format!("the variable `{VARIABLE}` is set: what it says counts too, and {file} wins over it");
    let mut note = Problem::coded("N016", "", message, "");
    walk.places.put(&mut note, walk.texts.place(&(start..start)));
    walk.warnings.push(note);
}

/// Lays what the JSON `over` says over `table`, and says so. Its first byte is number `start`.
fn said_over<'t>(walk: &mut Walk<'_>, table: &mut DeTable<'t>, over: &'t str, start: usize) {
    let mut above = match json::table(over, start) {
        Ok(above) => above,
        Err(breach) => {
            let message = format!("could not read this as JSON: {}", breach.message);
            let hint = "mend the file, or move it away";
            walk.report("E004", &breach.span, "", &message, hint);
            return;
        }
    };
    // Which site of Geo this is: it decides what replicates, and nothing of the registry.
    for role in ["primary", "secondary"] {
        above.remove(role);
    }
    let all = named(&above);
    let covered = lay_over(table, above);
    for path in &covered {
        walk.places.forget(path);
    }
    let new: Vec<String> = all.iter().filter(|path| !covered.contains(path)).cloned().collect();
    let message = match (covered.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => format!("{CLUSTER} sets {}", listed(&new)),
        (false, true) => format!("{CLUSTER} overrides {}", listed(&covered)),
        (false, false) => format!("{CLUSTER} overrides {}, and sets {}", listed(&covered), listed(&new)),
    };
    let mut warning =
        Problem::coded("W017", "", message, "to go by the settings file alone, move that file away");
    walk.places.put(&mut warning, walk.texts.place(&(start..start)));
    walk.warnings.push(warning);
}

/// The dotted paths of what `table` says.
fn named(table: &DeTable<'_>) -> Vec<String> {
    fn collect(table: &DeTable<'_>, prefix: &str, into: &mut Vec<String>) {
        for (key, value) in table {
            let path = format!("{prefix}{}", key.get_ref());
            match value.get_ref() {
                DeValue::Table(below) => collect(below, &format!("{path}."), into),
                _ => into.push(path),
            }
        }
    }
    let mut all = Vec::new();
    collect(table, "", &mut all);
    all
}

/// The first of them, and how many more there are.
fn listed(paths: &[String]) -> String {
    const SHOWN: usize = 10;
    let first: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{}`", shown(path))).collect();
    match paths.len().saturating_sub(SHOWN) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// What the Ruby of `input` comes to, before it is judged.
#[must_use]
pub fn evaluated(input: Input<'_>, outside: &dyn Outside) -> Evaluated {
    evaluate(input, outside)
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
