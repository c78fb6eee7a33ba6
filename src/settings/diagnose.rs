//! Text to settings, with every problem in it and the place of every key.
//!
//! The text is walked against the schema first, which finds unknown keys and wrong types at any depth. What is
//! left is read into [`Settings`]; a value that its type refuses is reported, taken out, and the rest is read
//! again, so one wrong value does not hide another.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::types::shown;
use super::wording::{name_of, reworded, suggestion, type_of, wanted};
use super::{Parsed, Settings, schema};
use crate::problem::{Problem, Problems};

/// How many problems are told at once; who has more reads no further.
const MANY: usize = 100;
/// How many refused values are looked for: each takes another reading.
const REFUSED: usize = 20;

/// Where each key stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    file: String,
    of: BTreeMap<String, (usize, usize)>,
}

impl Places {
    /// Line and column of `key`, or of the nearest section around it that was written.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<(usize, usize)> {
        let mut key = key;
        loop {
            if let Some(place) = self.of.get(key) {
                return Some(*place);
            }
            key = key.rsplit_once(['.', '['])?.0;
        }
    }

    /// Line and column of `key` itself, where it was written.
    #[must_use]
    pub fn exactly(&self, key: &str) -> Option<(usize, usize)> {
        self.of.get(key).copied()
    }

    /// Gives every problem without a place the one of its key, and puts them in the order of the file.
    #[must_use]
    pub fn locate(&self, mut problems: Problems) -> Problems {
        if problems.file.is_empty() {
            problems.file.clone_from(&self.file);
        }
        for problem in problems.list.iter_mut().filter(|problem| problem.line == 0) {
            if let Some((line, column)) = self.of(&problem.key) {
                (problem.line, problem.column) = (line, column);
            }
        }
        problems.list.sort_by_key(|problem| (problem.line == 0, problem.line, problem.column));
        problems
    }
}

/// Byte offsets to lines and columns.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.trim_start_matches('\u{feff}').chars().count() + 1)
    }
}

/// What a walk gathers.
struct Walk<'t> {
    lines: Lines<'t>,
    places: Places,
    problems: Problems,
    renamed: Vec<(String, String)>,
    /// Where each item of a list starts, and which one it was before any was taken out.
    items: BTreeMap<usize, usize>,
}

pub(super) fn parse(text: &str, file: &str) -> Result<Parsed, Problems> {
    let lines = Lines::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut walk = Walk {
        lines,
        places: Places { file: file.to_owned(), of: BTreeMap::new() },
        problems: Problems { file: file.to_owned(), list: Vec::new() },
        renamed: schema::renamed(schema::schema()),
        items: BTreeMap::new(),
    };
    if !errors.is_empty() {
        for error in errors.iter().take(REFUSED) {
            let span = error.span().unwrap_or_default();
            walk.report(&span, "", &format!("could not read this as TOML: {}", error.message()), "");
        }
        return Err(walk.places.locate(walk.problems));
    }
    let mut table = table;
    walk.table(&(0..0), "", table.get_mut(), schema::schema());
    let warnings = walk.rename(table.get_mut());
    match walk.read(table) {
        Some(settings) if walk.problems.is_empty() => {
            let warnings = Problems { file: file.to_owned(), list: warnings };
            let warnings = walk.places.locate(warnings).list;
            Ok(Parsed { file: file.to_owned(), settings, places: walk.places, warnings })
        }
        _ => Err(walk.finish()),
    }
}

impl Walk<'_> {
    fn report(&mut self, span: &Range<usize>, key: &str, message: &str, hint: &str) {
        let mut problem = Problem::about(key, message, hint);
        (problem.line, problem.column) = self.lines.place(span.start);
        self.problems.list.push(problem);
    }

    /// The problems in the order of the file, not more than a person reads.
    fn finish(self) -> Problems {
        let mut problems = self.places.locate(self.problems);
        let more = problems.list.len().saturating_sub(MANY);
        if more > 0 {
            problems.list.truncate(MANY);
            problems.about("", format!("and {more} more"), "");
        }
        problems
    }

    /// Walks a table; takes out what is unknown or of the wrong type. Gives whether nothing is missing.
    fn table(&mut self, span: &Range<usize>, prefix: &str, table: &mut DeTable<'_>, node: &Value) -> bool {
        let mut wrong = Vec::new();
        for (key, value) in table.iter_mut() {
            let name = key.get_ref().to_string();
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let known = schema::properties(node).and_then(|all| all.get(&name));
            let renamed = || {
                let (_, new) = self.renamed.iter().find(|(old, _)| *old == path)?;
                schema::find(schema::schema(), new)
            };
            let span = key.span();
            self.places.of.entry(path.clone()).or_insert_with(|| self.lines.place(span.start));
            let is_right = if let Some(child) = known.or_else(renamed).or_else(|| schema::free_values(node)) {
                self.value(&span, &path, value, child)
            } else {
                let message = format!("there is no setting `{}`", shown(&path));
                let is_worth_it = self.problems.list.len() < 10 * MANY;
                let hint = if is_worth_it { suggestion(&name, prefix, node) } else { String::new() };
                self.report(&span, &path, &message, &hint);
                false
            };
            if !is_right {
                wrong.push(name);
            }
        }
        let mut is_whole = true;
        for field in schema::required(node) {
            if !table.contains_key(field) {
                let message = format!("`{}` has no `{field}`", shown(prefix));
                self.report(span, prefix, &message, &format!("add `{field} = …`"));
                is_whole = false;
            }
        }
        for name in &wrong {
            table.remove(name.as_str());
        }
        is_whole && schema::required(node).iter().all(|field| table.contains_key(*field))
    }

    /// Walks a value; gives whether its type is right.
    fn value(
        &mut self,
        span: &Range<usize>,
        path: &str,
        value: &mut Spanned<DeValue<'_>>,
        node: &Value,
    ) -> bool {
        let types = schema::types(node);
        let type_of_value = type_of(value.get_ref());
        let fits = types.is_empty()
            || types
                .iter()
                .any(|word| *word == type_of_value || (*word == "number" && type_of_value == "integer"));
        if !fits {
            let wanted = wanted(node, &types);
            let message = format!("`{}` must be {wanted}, not {}", shown(path), name_of(type_of_value));
            let example = schema::example(node).map(super::reference::toml_value);
            let hint = example.map_or_else(String::new, |text| {
                let name = path.rsplit('.').next().unwrap_or(path);
                format!("write it like `{name} = {text}`")
            });
            self.report(span, path, &message, &hint);
            return false;
        }
        match value.get_mut() {
            DeValue::Table(table) if schema::is_walked(node) => return self.table(span, path, table, node),
            DeValue::Array(array) => {
                if let Some(node) = schema::items(node) {
                    self.items(path, array, node);
                }
            }
            DeValue::Integer(number) => {
                let bound = |name| schema::essence(node).get(name).and_then(Value::as_i64);
                let given = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix());
                let (least, most) =
                    (bound("minimum").unwrap_or(i64::MIN), bound("maximum").unwrap_or(i64::MAX));
                if !given.is_ok_and(|given| (least..=most).contains(&given)) {
                    let range = match (bound("minimum"), bound("maximum")) {
                        (Some(least), Some(most)) => format!("from {least} to {most}"),
                        (Some(least), None) => format!("from {least}"),
                        _ => "of 64 bits".to_owned(),
                    };
                    let message = format!("`{}` must be a whole number {range}", shown(path));
                    self.report(span, path, &message, "");
                    return false;
                }
            }
            _ => {}
        }
        true
    }

    /// Walks a list; takes out what is of the wrong type, and remembers which item each was.
    fn items(&mut self, path: &str, array: &mut DeArray<'_>, node: &Value) {
        let mut wrong = std::collections::BTreeSet::new();
        for (index, item) in array.iter_mut().enumerate() {
            let path = format!("{path}[{index}]");
            let span = item.span();
            self.items.insert(span.start, index);
            self.places.of.insert(path.clone(), self.lines.place(span.start));
            if !self.value(&span, &path, item, node) {
                wrong.insert(index);
            }
        }
        if !wrong.is_empty() {
            keep(array, |index| !wrong.contains(&index));
        }
    }

    /// Moves what stands under an old name to the new one, where the new one says nothing.
    fn rename(&mut self, root: &mut DeTable<'_>) -> Vec<Problem> {
        let mut warnings = Vec::new();
        for (old, new) in self.renamed.clone() {
            let Some(moved) = root.remove(old.as_str()) else { continue };
            let span = moved.span();
            warnings.push(Problem::about(
                &old,
                format!("`{old}` is an old name of `{new}`"),
                format!("write `{new}`; what stands there wins"),
            ));
            merge(root, &new, &span, moved);
            let start = format!("{old}.");
            let below: Vec<_> = self
                .places
                .of
                .range(start.clone()..)
                .take_while(|(key, _)| key.starts_with(&start))
                .map(|(key, place)| (key.replacen(&old, &new, 1), *place))
                .collect();
            for (key, place) in below {
                self.places.of.entry(key).or_insert(place);
            }
        }
        warnings
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
                self.problems.about("", error.message().to_owned(), "");
                return None;
            };
            let path = self.dotted(&steps);
            let node = schema_of(&steps);
            let (message, hint) = reworded(&path, error.message(), node);
            self.problems.about(&path, message, hint);
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
