//! Text to settings, with every problem in it and the place of every key.
//!
//! The text is walked against the schema first, which finds unknown keys and wrong types at any depth. What is
//! left is read into [`Settings`]; a value that its type refuses is reported, taken out, and the rest is read
//! again, so one wrong value does not hide another.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::fetch::Fetch;
use super::foreign::{Strangers, Taken};
use super::places::{Language, MANY, Places, Source, Texts};
use super::spelled::ruby_path;
use super::types::shown;
use super::values::like;
use super::wording::{reworded, suggestion, whole_path};
use super::{Parsed, Settings, mistaken, schema};
use crate::problem::{Problem, Problems};
use crate::secret::{Secret, has_a_pair, sounds_secret};

/// How many refused values are looked for: each takes another reading.
const REFUSED: usize = 20;

/// What a walk gathers.
pub(super) struct Walk<'w> {
    pub(super) texts: Texts<'w>,
    pub(super) places: Places,
    pub(super) problems: Problems,
    strangers: Strangers,
    pub(super) warnings: Vec<Problem>,
    pub(super) refusals: Vec<Problem>,
    pub(super) secrets: Vec<Secret<String>>,
    pub(super) fetch: &'w Fetch<'w>,
    /// Where texts start that do not stand in the file as they are: a file or a variable is not repeated.
    pub(super) from_elsewhere: BTreeSet<usize>,
    /// Settings whose value could not be told, which was reported: they are not missing.
    pub(super) unknown: BTreeSet<String>,
    /// Where each item of a list starts, and which one it was before any was taken out.
    items: BTreeMap<usize, usize>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(sources: &'w [Source], fetch: &'w Fetch<'w>) -> Self {
        let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
        Self {
            texts: Texts::new(sources),
            places: Places::new(sources.to_vec()),
            problems: Problems { file, ..Problems::default() },
            strangers: Strangers::default(),
            warnings: Vec::new(),
            refusals: Vec::new(),
            secrets: Vec::new(),
            fetch,
            from_elsewhere: BTreeSet::new(),
            unknown: BTreeSet::new(),
            items: BTreeMap::new(),
        }
    }

    /// The settings that `table` holds.
    pub(super) fn finish(mut self, mut table: Spanned<DeTable<'_>>) -> Result<Parsed, Problems> {
        self.table(&(0..0), "", table.get_mut(), schema::schema());
        self.rename(table.get_mut());
        let (strangers, ignored) = std::mem::take(&mut self.strangers).warnings();
        self.warnings.extend(strangers);
        match self.read(table) {
            Some(settings) if self.problems.is_empty() => {
                let locate = |list| self.places.in_order(Problems { list, ..Problems::default() }).list;
                Ok(Parsed {
                    file: self.problems.file,
                    settings,
                    warnings: locate(self.warnings),
                    refusals: locate(self.refusals),
                    secrets: self.secrets,
                    ignored,
                    places: self.places,
                })
            }
            _ => Err(self.places.locate(self.problems)),
        }
    }

    /// Notes every breach of TOML's syntax in `text`.
    pub(super) fn breaches(&mut self, text: &str, errors: &[toml::de::Error]) {
        for error in errors.iter().take(REFUSED) {
            let span = error.span().unwrap_or_default();
            let message = format!("could not read this as TOML: {}", error.message());
            let line = self.texts.range(self.texts.place(&span).line).and_then(|range| text.get(range));
            let hint = line.and_then(as_ruby).unwrap_or_else(|| syntax_hint(error.message()).to_owned());
            self.report("E004", &span, "", &message, &hint);
        }
    }
}

/// What to do about a breach of TOML's syntax.
fn syntax_hint(message: &str) -> &'static str {
    match message {
        _ if message.contains("must be quoted") || message.contains("invalid float") => {
            "put text in quotes, such as `log_level = \"info\"`"
        }
        _ if message.contains("duplicate key") => {
            "keep one of the two; a section is opened once, and its keys stand below it"
        }
        _ => "https://toml.io tells how it is written",
    }
}

/// How a line of a `gitlab.rb` is written here: `registry['enable'] = true`, `external_url 'https://…'`. Its value is
/// not repeated.
fn as_ruby(line: &str) -> Option<String> {
    let line = line.trim_start();
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let (first, mut rest) = line.split_at(end);
    if first.is_empty() {
        return None;
    }
    let mut path = first.to_owned();
    while let Some(inside) = rest.strip_prefix('[') {
        let (step, after) = inside.split_once(']')?;
        let step = step.trim().trim_matches(['\'', '"', ':']);
        if step.is_empty() || !step.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)) {
            return None;
        }
        path.extend([".", step]);
        rest = after;
    }
    let has_steps = path.len() > first.len();
    let is_call = !has_steps && rest.starts_with(' ') && rest.trim_start().starts_with(['\'', '"', '[', '{']);
    let is_ruby = is_call || has_steps && rest.trim_start().starts_with(['=', '|', '+', '<']);
    is_ruby.then(|| format!("this is how a gitlab.rb says it; in TOML it is `{path} = …`"))
}

impl Walk<'_> {
    /// Notes a problem with the bytes `span` of the file.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        span: &Range<usize>,
        key: &str,
        message: &str,
        hint: &str,
    ) {
        let mut problem = Problem::coded(code, key, message, hint);
        self.places.put(&mut problem, self.texts.place(span));
        self.problems.list.push(problem);
    }

    /// Walks a table; takes out what is unknown or of the wrong type. Gives whether nothing is missing.
    pub(super) fn table(
        &mut self,
        span: &Range<usize>,
        prefix: &str,
        table: &mut DeTable<'_>,
        node: &Value,
    ) -> bool {
        let mut wrong = Vec::new();
        for (key, value) in table.iter_mut() {
            let name = key.get_ref().to_string();
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let span = key.span();
            self.places.insert(&path, self.texts.place(&span));
            if !self.entry(&span, prefix, &name, value, node) {
                wrong.push(name);
            }
        }
        let mut is_whole = true;
        for field in schema::required(node) {
            if !table.contains_key(field) {
                if !self.unknown.contains(&format!("{prefix}.{field}")) {
                    let message = format!("`{}` has no `{field}`", shown(prefix));
                    self.report("E007", span, prefix, &message, &format!("add `{field} = …`"));
                }
                is_whole = false;
            }
        }
        for name in &wrong {
            table.remove(name.as_str());
        }
        is_whole && schema::required(node).iter().all(|field| table.contains_key(*field))
    }

    /// Whether a setting that the schema does not know is one of other components. It is taken out all the same.
    fn is_a_strangers(&mut self, span: &Range<usize>, path: &str, value: &DeValue<'_>) -> bool {
        let is_omnibus = self.texts.language(span) == Language::Ruby;
        match self.strangers.take(path, value, is_omnibus) {
            Taken::Unknown => return false,
            Taken::Ignored => {}
            Taken::Refused(message, hint) => self.report("E008", span, path, &message, &hint),
        }
        true
    }

    /// Walks what stands under the key `name` of a table; gives whether it can stay.
    fn entry(
        &mut self,
        span: &Range<usize>,
        prefix: &str,
        name: &str,
        value: &mut Spanned<DeValue<'_>>,
        node: &Value,
    ) -> bool {
        let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        let known = schema::properties(node).and_then(|all| all.get(name));
        if let (None, Some((message, hint))) = (known, mistaken::told(prefix, name)) {
            self.report("E003", span, &path, &message, &hint);
            return false;
        }
        let renamed = || schema::renamed_node(&path);
        if let Some(child) = known.or_else(renamed) {
            return self.value(span, &path, value, child);
        }
        if let Some(child) = schema::free_values(node) {
            if schema::takes_references(node) && value.get_ref().is_table() {
                return self.secret(span, &path, value);
            }
            return self.value(span, &path, value, child);
        }
        if self.is_a_strangers(span, &path, value.get_ref()) {
            return false;
        }
        let message = format!("there is no setting `{}`", shown(&path));
        if self.texts.language(span) == Language::Toml
            && let Some(hint) = whole_path(name, prefix, value.get_ref())
        {
            self.report("E001", span, &path, &message, &hint);
            return false;
        }
        let is_worth_it = self.problems.list.len() < 10 * MANY;
        let hint = if is_worth_it { suggestion(name, prefix, node) } else { String::new() };
        self.report("E001", span, &path, &message, &hint);
        false
    }

    /// Walks a list; takes out what is of the wrong type, and remembers which item each was.
    pub(super) fn items(&mut self, path: &str, array: &mut DeArray<'_>, node: &Value) {
        let mut wrong = BTreeSet::new();
        for (index, item) in array.iter_mut().enumerate() {
            let path = format!("{path}[{index}]");
            let span = item.span();
            self.items.insert(span.start, index);
            self.places.insert(&path, self.texts.place(&span));
            if !self.value(&span, &path, item, node) {
                wrong.insert(index);
            }
        }
        if !wrong.is_empty() {
            keep(array, |index| !wrong.contains(&index));
        }
    }

    /// Moves what stands under an old name to the new one, where the new one says nothing.
    fn rename(&mut self, root: &mut DeTable<'_>) {
        for (old, new) in schema::old_names() {
            let Some(moved) = remove(root, old) else { continue };
            let span = moved.span();
            // In Ruby it is the name that every guide uses, and Omnibus' own.
            if ruby_path(new) != *old || self.texts.language(&span) != Language::Ruby {
                self.warnings.push(Problem::coded(
                    "W001",
                    old,
                    format!("`{old}` is an old name of `{new}`"),
                    format!("write `{new}`; what stands there wins"),
                ));
            }
            merge(root, new, &span, moved);
            self.places.rename(old, new);
        }
    }

    /// `steps` as people write them. Items are counted as they stand in the file.
    fn dotted(&self, steps: &[Step]) -> String {
        let mut path = String::new();
        for step in steps {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.extend([".", key]),
                Step::Item { index, start } => {
                    let index = self.items.get(start).unwrap_or(index);
                    path.extend(["[", &index.to_string(), "]"]);
                }
            }
        }
        path
    }

    /// Reads what is left into settings, again and again without the value that was refused.
    fn read(&mut self, mut table: Spanned<DeTable<'_>>) -> Option<Settings> {
        for _ in 0..REFUSED {
            let error = match Settings::deserialize(toml::de::Deserializer::from(table.clone())) {
                Ok(settings) => return Some(settings),
                Err(error) => error,
            };
            let found = error.span().and_then(|span| narrowest(table.get_ref(), &span));
            let Some(steps) = found else {
                self.problems.coded("E006", "", "a value could not be read", "");
                return None;
            };
            let path = self.dotted(&steps);
            let node = schema_of(&steps);
            let (message, mut hint) = reworded(&path, error.message(), node);
            let mut message = message;
            if let Some((at, given)) = text_at(table.get_ref(), &steps)
                && (self.from_elsewhere.contains(&at) || may_not_be_told(&steps, given))
            {
                (message, hint) = untold(&path, &message, &hint, given);
            }
            if let (true, Some(node)) = (hint.is_empty(), node) {
                hint = like(&path, node);
            }
            let code = match node.and_then(schema::code) {
                _ if error.message().starts_with("missing field") => "E007",
                Some(code) => code,
                None => "E006",
            };
            let span = error.span().unwrap_or_default();
            self.report(code, &span, &path, &message, &hint);
            take_out(table.get_mut(), &steps);
        }
        None
    }
}

/// One step down into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    /// The place in what is left of a list, and in the text.
    Item {
        index: usize,
        start: usize,
    },
}

/// The schema's node of what `steps` lead to.
fn schema_of(steps: &[Step]) -> Option<&'static Value> {
    steps.iter().try_fold(schema::schema(), |node, step| match step {
        Step::Key(key) => {
            schema::properties(node).and_then(|all| all.get(key)).or_else(|| schema::free_values(node))
        }
        Step::Item { .. } => schema::items(node),
    })
}

/// The text that `steps` lead to, and where it starts.
fn text_at<'t>(table: &'t DeTable<'_>, steps: &[Step]) -> Option<(usize, &'t str)> {
    let (Step::Key(first), rest) = steps.split_first()? else { return None };
    let found =
        rest.iter().try_fold(table.get(first.as_str())?, |value, step| match (value.get_ref(), step) {
            (DeValue::Table(table), Step::Key(key)) => table.get(key.as_str()),
            (DeValue::Array(array), Step::Item { index, .. }) => array.get(*index),
            _ => None,
        });
    found.and_then(|value| Some((value.span().start, value.get_ref().as_str()?)))
}

/// Whether a value may be a secret that was put into the wrong place: a key, or what stands behind a key's name.
fn may_not_be_told(steps: &[Step], given: &str) -> bool {
    let name = steps.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Item { .. } => None,
    });
    let is_harmful = given.contains("-----BEGIN") || given.trim_end().contains('\n') || has_a_pair(given);
    is_harmful || name.is_some_and(sounds_secret)
}

/// Message and hint without the value.
fn untold(path: &str, message: &str, hint: &str, given: &str) -> (String, String) {
    let holds = |text: &str| {
        let mut lines = given.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.any(|line| text.contains(&shown(line)) || text.contains(line))
    };
    let message = message.split(", not `").next().unwrap_or_default();
    let is_told = holds(message.strip_prefix(&format!("`{}`", shown(path))).unwrap_or(message));
    let message =
        if is_told { format!("`{}` is not what it should be", shown(path)) } else { message.to_owned() };
    (message, if holds(hint) { String::new() } else { hint.to_owned() })
}

/// The steps to the innermost value or key that holds all of `span`.
fn narrowest(table: &DeTable<'_>, span: &Range<usize>) -> Option<Vec<Step>> {
    fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
        outer.start <= inner.start && inner.end <= outer.end
    }
    fn in_value(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<Vec<Step>> {
        let inside = match value.get_ref() {
            DeValue::Table(table) => narrowest(table, span),
            DeValue::Array(array) => array.iter().enumerate().find_map(|(index, item)| {
                let mut steps = in_value(item, span)?;
                steps.insert(0, Step::Item { index, start: item.span().start });
                Some(steps)
            }),
            _ => None,
        };
        inside.or_else(|| holds(&value.span(), span).then(Vec::new))
    }
    table.iter().find_map(|(key, value)| {
        let mut steps = in_value(value, span).or_else(|| holds(&key.span(), span).then(Vec::new))?;
        steps.insert(0, Step::Key(key.get_ref().to_string()));
        Some(steps)
    })
}

/// Removes what `steps` lead to.
fn take_out(table: &mut DeTable<'_>, steps: &[Step]) {
    let [Step::Key(key), rest @ ..] = steps else { return };
    match table.get_mut(key.as_str()) {
        Some(value) if !rest.is_empty() => take_out_of_value(value.get_mut(), rest),
        _ => drop(table.remove(key.as_str())),
    }
}

fn take_out_of_value(value: &mut DeValue<'_>, steps: &[Step]) {
    match (value, steps) {
        (DeValue::Table(table), steps) => take_out(table, steps),
        // a field of an item that must be there takes the item with it
        (DeValue::Array(array), [Step::Item { index, .. }] | [Step::Item { index, .. }, Step::Key(_)]) => {
            keep(array, |other| other != *index);
        }
        (DeValue::Array(array), [Step::Item { index, .. }, rest @ ..]) => {
            if let Some(item) = array.get_mut(*index) {
                take_out_of_value(item.get_mut(), rest);
            }
        }
        _ => {}
    }
}

/// Keeps the items of `array` that `stays` says.
fn keep(array: &mut DeArray<'_>, stays: impl Fn(usize) -> bool) {
    let items = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
    *array = items.filter(|(index, _)| stays(*index)).map(|(_, item)| item).collect();
}

/// Takes what stands at the dotted path `old`.
fn remove<'i>(root: &mut DeTable<'i>, old: &str) -> Option<Spanned<DeValue<'i>>> {
    match old.split_once('.') {
        None => root.remove(old),
        Some((first, rest)) => match root.get_mut(first)?.get_mut() {
            DeValue::Table(below) => remove(below, rest),
            _ => None,
        },
    }
}

/// Puts the table `moved` under the dotted path `new`; keys that are there already win.
fn merge<'i>(root: &mut DeTable<'i>, new: &str, span: &Range<usize>, moved: Spanned<DeValue<'i>>) {
    let mut here = root;
    for key in new.split('.') {
        let key = Spanned::new(span.clone(), key.to_owned().into());
        let empty = || Spanned::new(span.clone(), DeValue::Table(DeTable::new()));
        match here.entry(key).or_insert_with(empty).get_mut() {
            DeValue::Table(table) => here = table,
            _ => return,
        }
    }
    if let DeValue::Table(moved) = moved.into_inner() {
        for (key, value) in moved {
            here.entry(key).or_insert(value);
        }
    }
}
