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
use toml::de::{DeTable, DeValue};

use super::types::shown;
use super::{Parsed, Settings, schema};
use crate::problem::{Problem, Problems};

/// How many problems are told at once; who has more reads no further.
const MANY: usize = 100;
/// How many refused values are looked for: each takes another reading.
const REFUSED: usize = 20;

/// Where each key stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, (usize, usize)>);

impl Places {
    /// Line and column of `key`, or of the nearest section around it that was written.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<(usize, usize)> {
        let mut key = key;
        loop {
            if let Some(place) = self.0.get(key) {
                return Some(*place);
            }
            key = key.rsplit_once(['.', '['])?.0;
        }
    }

    /// Gives every problem without a place the one of its key, and puts them in the order of the file.
    #[must_use]
    pub fn locate(&self, mut problems: Problems) -> Problems {
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
}

pub(super) fn parse(text: &str, file: &str) -> Result<Parsed, Problems> {
    let lines = Lines::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut walk = Walk {
        lines,
        places: Places::default(),
        problems: Problems { file: file.to_owned(), list: Vec::new() },
        renamed: schema::renamed(schema::schema()),
    };
    if !errors.is_empty() {
        for error in errors.iter().take(REFUSED) {
            let span = error.span().unwrap_or_default();
            walk.report(&span, "", &format!("could not read this as TOML: {}", error.message()), "");
        }
        return Err(walk.places.locate(walk.problems));
    }
    let mut table = table;
    walk.table("", table.get_mut(), schema::schema());
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

    /// Walks a table; takes out what is unknown or of the wrong type.
    fn table(&mut self, prefix: &str, table: &mut DeTable<'_>, node: &Value) {
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
            self.places.0.entry(path.clone()).or_insert_with(|| self.lines.place(span.start));
            match known.or_else(renamed).or_else(|| schema::free_values(node)) {
                Some(child) => {
                    if !self.value(&span, &path, value, child) {
                        wrong.push(name);
                    }
                }
                None => {
                    let message = format!("there is no setting `{}`", shown(&path));
                    let hint = suggestion(&name, prefix, node);
                    self.report(&span, &path, &message, &hint);
                    wrong.push(name);
                }
            }
        }
        for name in wrong {
            table.remove(name.as_str());
        }
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
            DeValue::Table(table) => {
                if schema::properties(node).is_some() || schema::free_values(node).is_some() {
                    self.table(path, table, node);
                }
            }
            DeValue::Array(array) => {
                if let Some(node) = schema::items(node) {
                    return self.items(path, array, node);
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

    fn items(&mut self, path: &str, array: &mut toml::de::DeArray<'_>, node: &Value) -> bool {
        let mut all_fit = true;
        for (index, item) in array.iter_mut().enumerate() {
            let path = format!("{path}[{index}]");
            let span = item.span();
            self.places.0.insert(path.clone(), self.lines.place(span.start));
            all_fit &= self.value(&span, &path, item, node);
        }
        all_fit
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
                .0
                .range(start.clone()..)
                .take_while(|(key, _)| key.starts_with(&start))
                .map(|(key, place)| (key.replacen(&old, &new, 1), *place))
                .collect();
            for (key, place) in below {
                self.places.0.entry(key).or_insert(place);
            }
        }
        warnings
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
            let path = dotted(&steps);
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
    Item(usize),
}

fn dotted(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path.push_str(&format!(".{key}")),
            Step::Item(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// The schema's node of what `steps` lead to.
fn schema_of(steps: &[Step]) -> Option<&'static Value> {
    steps.iter().try_fold(schema::schema(), |node, step| match step {
        Step::Key(key) => {
            schema::properties(node).and_then(|all| all.get(key)).or_else(|| schema::free_values(node))
        }
        Step::Item(_) => schema::items(node),
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
                steps.insert(0, Step::Item(index));
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

/// Removes what `steps` lead to. An item of a list takes the whole list with it, as the others would change places.
fn take_out(table: &mut DeTable<'_>, steps: &[Step]) {
    match steps {
        [Step::Key(key), Step::Key(next), rest @ ..] => {
            let inner = table.get_mut(key.as_str()).map(Spanned::get_mut);
            if let Some(DeValue::Table(inner)) = inner {
                let mut below = vec![Step::Key(next.clone())];
                below.extend_from_slice(rest);
                take_out(inner, &below);
            }
        }
        [Step::Key(key), ..] => {
            table.remove(key.as_str());
        }
        _ => {}
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

fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn name_of(word: &str) -> &'static str {
    match word {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "date" => "a date",
        "array" => "a list",
        _ => "a table",
    }
}

/// What a value should be, in words.
fn wanted(node: &Value, types: &[&str]) -> String {
    let choices = schema::choices(node);
    if !choices.is_empty() {
        return any_of(choices.iter().map(|word| format!("`{word}`")));
    }
    any_of(types.iter().map(|word| name_of(word).to_owned()))
}

/// `a`, `a or b`, `a, b or c`.
fn any_of(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// Serde's message in the words of this house. A refusal of our own types carries its hint on a second line.
fn reworded(path: &str, message: &str, node: Option<&Value>) -> (String, String) {
    let path = shown(path);
    if let Some((reason, hint)) = message.split_once('\n') {
        return (format!("`{path}` {reason}"), hint.to_owned());
    }
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return (format!("`{path}` has no `{field}`"), format!("add `{field} = …`"));
    }
    let choices = node.map(schema::choices).unwrap_or_default();
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        let given = rest.split("`, expected").next().unwrap_or_default();
        let near = nearest(given, choices.iter().copied());
        let hint = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        let wanted = any_of(choices.iter().map(|word| format!("`{word}`")));
        return (format!("`{path}` must be {wanted}, not `{}`", shown(given)), hint);
    }
    if message.starts_with("invalid value: integer") {
        return (format!("`{path}` must be a smaller whole number"), String::new());
    }
    (format!("`{path}` could not be read"), String::new())
}

/// The name among `known` that `given` was probably meant to be.
fn nearest<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    if given.len() > 64 {
        return None;
    }
    let far = (given.chars().count() / 3).max(1);
    let distances = known.map(|name| (strsim::damerau_levenshtein(given, name), name));
    distances.filter(|(distance, _)| *distance <= far).min().map(|(_, name)| name)
}

/// What to write instead of the unknown key `name` below `prefix`.
fn suggestion(name: &str, prefix: &str, node: &Value) -> String {
    let near = nearest(name, schema::properties(node).into_iter().flatten().map(|(key, _)| key.as_str()));
    if let Some(near) = near {
        let path = if prefix.is_empty() { near.to_owned() } else { format!("{prefix}.{near}") };
        return format!("did you mean `{path}`?");
    }
    let all = schema::every(schema::schema());
    let elsewhere = all.iter().find(|(path, _)| path.rsplit('.').next() == Some(name));
    elsewhere.map_or_else(String::new, |(path, _)| format!("did you mean `{path}`?"))
}
