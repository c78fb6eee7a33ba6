//! The tree of settings as lines of TOML: sections, keys and values, each with the place in Ruby that it came from.

use serde_json::Value as Json;

use super::remarks::{Region, Remarks};
use super::source::Source;
use super::write;
use crate::ruby::{Node, Origin, Span, Value};
use crate::secret::SECRET;
use crate::settings::{self, Fetch, Known, mask};

/// What a line of the result is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// `[a.b]`.
    Section(String),
    /// `[[a.b]]`.
    Item(String),
    /// `key = value`.
    Setting { key: String, value: String },
    /// What cannot be said in TOML, as a comment.
    LeftOut(String),
}

/// A line of the result, which a value may make several.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) line: Line,
    /// Where it was written.
    pub(super) start: usize,
    /// Where its value ends.
    pub(super) end: usize,
    /// Whether it was written by itself: a section may also follow from the keys in it.
    pub(super) is_written: bool,
    /// What is said of it by itself.
    pub(super) notes: Vec<String>,
    pub(super) remarks: Remarks,
}

/// What a tree came to.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) entries: Vec<Entry>,
    /// The hashes and lists that were written.
    pub(super) regions: Vec<Region>,
    pub(super) settings: usize,
    pub(super) others: usize,
    pub(super) left_out: Vec<String>,
    pub(super) holds_secrets: bool,
}

/// What holds of everything in a section, and was said there.
#[derive(Clone, Default)]
struct Around {
    expression: Option<Span>,
    condition: Option<Span>,
}

/// The lines of `settings`.
pub(super) fn gather(settings: &[(String, Node)], source: &Source<'_>, fetch: &Fetch<'_>) -> Gathered {
    let mut gather = Gather { source, fetch, is_in_a_list: false, gathered: Gathered::default() };
    let entries = gather.table(&[], settings, Known::root(), &Around::default());
    Gathered { entries, ..gather.gathered }
}

struct Gather<'g> {
    source: &'g Source<'g>,
    fetch: &'g Fetch<'g>,
    is_in_a_list: bool,
    gathered: Gathered,
}

/// Why a value is not written.
enum Unsaid {
    /// It is not set.
    Nothing,
    /// TOML has no word for it, or it is not ours to repeat.
    Unsayable,
}

/// A value as TOML, and whether it is other than what stands in the text.
struct Said {
    value: String,
    is_computed: bool,
}

impl Gather<'_> {
    /// What stands in a section, its subsections last: TOML takes them in no other order.
    fn table(
        &mut self,
        path: &[&str],
        table: &[(String, Node)],
        known: Known,
        around: &Around,
    ) -> Vec<Entry> {
        let mut lines = Vec::new();
        for (key, node) in table {
            let known = known.below(key);
            if !is_section(&node.value) {
                lines.extend(self.setting(&[path, &[key.as_str()]].concat(), node, known, around));
            }
        }
        for (key, node) in table {
            let known = known.below(key);
            let path = [path, &[key.as_str()]].concat();
            match &node.value {
                Value::Table(below) => lines.extend(self.section(&path, node, below, known, around)),
                Value::List(items) if is_section(&node.value) => {
                    lines.extend(self.list_of_tables(&path, node, items, known, around));
                }
                _ => {}
            }
        }
        lines
    }

    fn section(
        &mut self,
        path: &[&str],
        node: &Node,
        below: &[(String, Node)],
        known: Known,
        around: &Around,
    ) -> Vec<Entry> {
        let is_written = !follows_from_keys(node);
        if is_written {
            let path = (!self.is_in_a_list).then(|| write::path(path));
            self.gathered.regions.push(Region { span: node.span.clone(), path });
        }
        let (notes, around) =
            if is_written { self.notes_of(path, node, around) } else { (Vec::new(), around.clone()) };
        let lines = self.table(path, below, known, &around);
        let holds_settings = lines.iter().take_while(|entry| !is_header(entry)).any(is_setting);
        let holds_nothing = !lines.iter().any(|entry| is_header(entry) || is_setting(entry));
        // An empty section of ours may say something; one at the top does not, and one of others only where it was empty.
        let is_empty = holds_nothing && (lines.is_empty() || known.is_ours() && path.len() > 1);
        let header = (holds_settings || is_empty || !notes.is_empty())
            .then(|| entry(Line::Section(write::path(path)), node, is_written, notes));
        header.into_iter().chain(lines).collect()
    }

    fn list_of_tables(
        &mut self,
        path: &[&str],
        node: &Node,
        items: &[Node],
        known: Known,
        around: &Around,
    ) -> Vec<Entry> {
        let (mut notes, around) = self.notes_of(path, node, around);
        self.gathered.regions.push(Region { span: node.span.clone(), path: None });
        let was_in_a_list = std::mem::replace(&mut self.is_in_a_list, true);
        let mut lines = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let Value::Table(below) = &item.value else { continue };
            self.gathered.regions.push(Region { span: item.span.clone(), path: None });
            let (own, around) = self.notes_of(path, item, &around);
            notes.extend(own);
            let mut header = entry(Line::Item(write::path(path)), item, true, std::mem::take(&mut notes));
            if index == 0 {
                header.start = node.key.start;
            }
            lines.push(header);
            lines.extend(self.table(path, below, known.item(), &around));
        }
        self.is_in_a_list = was_in_a_list;
        lines
    }

    fn setting(&mut self, path: &[&str], node: &Node, known: Known, around: &Around) -> Option<Entry> {
        let json = json(node);
        let is_secret = mask(&path.join("."), &json, &|_| SECRET.to_owned()) != json;
        // What is read for other components is theirs: it is not written down here.
        let is_theirs = !known.is_ours() && node.value != Value::Nil && self.source.reads(node);
        let said = if is_theirs { Err(Unsaid::Unsayable) } else { self.value(node, known) };
        match said {
            Ok(said) => {
                let (mut notes, _) = self.notes_of(path, &literal(node), around);
                if said.is_computed && !around.covers(&node.span) {
                    let expression = self.source.given(node, is_secret || known.takes_reference());
                    notes.push(expression.map_or("computed".to_owned(), |text| format!("was: {text}")));
                }
                if known.is_ours() {
                    self.gathered.settings += 1;
                } else {
                    self.gathered.others += 1;
                }
                self.gathered.holds_secrets |= is_secret && !is_reference(&said.value);
                let key = path.last().map(|key| write::key(key)).unwrap_or_default();
                Some(entry(Line::Setting { key, value: said.value }, node, true, notes))
            }
            Err(Unsaid::Nothing) => None,
            Err(Unsaid::Unsayable) => {
                let dotted = write::path(path);
                let expression = self.source.given(node, is_secret || known.takes_reference());
                let expression = expression.unwrap_or_else(|| "a computed value".to_owned());
                let line = Line::LeftOut(format!("left out: {dotted} was {expression}"));
                self.gathered.left_out.push(dotted);
                Some(entry(line, node, true, Vec::new()))
            }
        }
    }

    /// What is to be said of `node`, but for what was said of all that is around it; and what is said now.
    fn notes_of(&self, path: &[&str], node: &Node, around: &Around) -> (Vec<String>, Around) {
        let mut notes = Vec::new();
        let mut now = around.clone();
        if !matches!(node.value, Value::Table(_))
            && let Some(name) = self.source.other_text(node.key.start)
        {
            notes.push(format!("from {}", one_line(name)));
        }
        if node.condition != around.condition {
            now.condition.clone_from(&node.condition);
            notes.extend(self.source.condition(node));
        }
        if node.origin != Origin::Literal && !around.covers(&node.span) {
            let json = json(node);
            let is_secret = mask(&path.join("."), &json, &|_| SECRET.to_owned()) != json;
            notes.extend(self.source.given(node, is_secret).map(|text| format!("was: {text}")));
            now.expression = Some(node.span.clone());
        }
        (notes, now)
    }

    /// `node` as a value of TOML.
    fn value(&mut self, node: &Node, known: Known) -> Result<Said, Unsaid> {
        if let (Value::Text(text), true) = (&node.value, known.takes_reference())
            && let Some(value) = self.reference(&node.origin, text)
        {
            return Ok(Said { value, is_computed: false });
        }
        let is_computed = node.origin != Origin::Literal;
        let plain = |value| Ok(Said { value, is_computed });
        match &node.value {
            Value::Nil if known.takes_false() => plain("false".to_owned()),
            Value::Nil if is_computed => Err(Unsaid::Unsayable),
            Value::Nil => Err(Unsaid::Nothing),
            Value::Unknown => Err(Unsaid::Unsayable),
            Value::Boolean(truth) => plain(truth.to_string()),
            Value::Integer(number) => match i64::try_from(*number) {
                Ok(number) => plain(number.to_string()),
                Err(_) => Err(Unsaid::Unsayable),
            },
            Value::Float(number) => plain(write::float(*number)),
            Value::Text(text) => plain(write::text(text)),
            Value::List(items) => {
                let mut values = Vec::new();
                let mut is_computed = is_computed;
                for item in items {
                    match self.value(item, known.item()) {
                        Ok(said) => {
                            is_computed |= said.is_computed;
                            values.push(said.value);
                        }
                        Err(Unsaid::Nothing) if known.is_ours() => is_computed = true,
                        Err(_) => return Err(Unsaid::Unsayable),
                    }
                }
                Ok(Said { value: write::list(&values), is_computed })
            }
            Value::Table(entries) => {
                let mut pairs = Vec::new();
                let mut is_computed = is_computed;
                for (key, node) in entries {
                    match self.value(node, known.below(key)) {
                        Ok(said) => {
                            is_computed |= said.is_computed;
                            pairs.push((write::key(key), said.value));
                        }
                        Err(Unsaid::Nothing) => {}
                        Err(Unsaid::Unsayable) => return Err(Unsaid::Unsayable),
                    }
                }
                Ok(Said { value: write::inline_table(&pairs), is_computed })
            }
        }
    }

    /// The reference that gives the same as `origin` gave.
    fn reference(&self, origin: &Origin, text: &str) -> Option<String> {
        let (word, source) = match origin {
            Origin::File(path) => ("file", settings::Source::File(path.clone())),
            Origin::Variable(name) => ("env", settings::Source::Variable(name.clone())),
            Origin::Literal | Origin::Computed => return None,
        };
        let is_same = match (self.fetch)(&source) {
            Ok(fetched) => fetched.value.expose() == text,
            Err(unfetched) => unfetched.is_forbidden && text == source.placeholder(),
        };
        is_same.then(|| write::inline_table(&[(word.to_owned(), write::text(source.name()))]))
    }
}

impl Around {
    /// Whether the expression `span` is part of one that was told.
    fn covers(&self, span: &Span) -> bool {
        self.expression.as_ref().is_some_and(|told| told.start <= span.start && span.end <= told.end)
    }
}

fn entry(line: Line, node: &Node, is_written: bool, notes: Vec<String>) -> Entry {
    let start = node.key.start;
    let end = if node.span.start >= start { node.span.end } else { node.key.end };
    Entry { line, start, end: end.max(start), is_written, notes, remarks: Remarks::default() }
}

/// Whether the hash `node` was not written by itself: it was made for the keys in it, or stands in a text that was read.
pub(super) fn follows_from_keys(node: &Node) -> bool {
    node.span.start <= node.key.start && node.key.end <= node.span.end
}

/// `node` without word of where its value came from.
fn literal(node: &Node) -> Node {
    Node { value: Value::Nil, origin: Origin::Literal, ..node.clone() }
}

/// Whether `value` gets a header of its own.
fn is_section(value: &Value) -> bool {
    match value {
        Value::Table(_) => true,
        Value::List(items) => {
            !items.is_empty() && items.iter().all(|item| matches!(item.value, Value::Table(_)))
        }
        _ => false,
    }
}

fn is_header(entry: &Entry) -> bool {
    matches!(entry.line, Line::Section(_) | Line::Item(_))
}

fn is_setting(entry: &Entry) -> bool {
    matches!(entry.line, Line::Setting { .. })
}

fn is_reference(value: &str) -> bool {
    value.starts_with("{ env = ") || value.starts_with("{ file = ")
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// `node` as JSON, to be judged by what may be shown of it.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Nil | Value::Unknown => Json::Null,
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Integer(number) => {
            i64::try_from(*number).map_or_else(|_| Json::from(number.to_string()), Json::from)
        }
        Value::Float(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Table(entries) => {
            Json::Object(entries.iter().map(|(key, node)| (key.clone(), json(node))).collect())
        }
    }
}
