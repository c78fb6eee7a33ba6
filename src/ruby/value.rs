//! Values while a text is evaluated: texts, lists and hashes are shared, as in Ruby.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::budget::{Budget, Fail};
use super::pattern::Pattern;
use super::{Node, Origin, Span, Value};

/// Deeper values are no settings: a list that holds itself is one.
pub(super) const DEEPEST: usize = 100;

/// A value and where it came from.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) thing: Thing,
    pub(super) span: Span,
    pub(super) origin: Origin,
}

#[derive(Debug, Clone)]
pub(super) enum Thing {
    Nil,
    Boolean(bool),
    Integer(i128),
    Float(f64),
    Text(Rc<Shared<String>>),
    Symbol(Rc<str>),
    List(Rc<Shared<Vec<Item>>>),
    Hash(Rc<Shared<Hash>>),
    /// From, to, and whether the end is left out.
    Range(Option<i128>, Option<i128>, bool),
    Pattern(Rc<Pattern>),
    /// A class or module of Ruby that the evaluator knows.
    Class(&'static str),
    /// It could not be told; that was reported.
    Unknown,
}

/// What several names may stand for at once.
#[derive(Debug)]
pub(super) struct Shared<T: Holds> {
    value: RefCell<T>,
    pub(super) is_frozen: Cell<bool>,
}

/// What may hold other values.
pub(super) trait Holds {
    /// Gives away what it holds.
    fn release(&mut self) -> Vec<Item>;
}

impl Holds for String {
    fn release(&mut self) -> Vec<Item> {
        Vec::new()
    }
}

impl Holds for Vec<Item> {
    fn release(&mut self) -> Vec<Item> {
        std::mem::take(self)
    }
}

impl Holds for Hash {
    fn release(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.entries).into_values().map(|entry| entry.item).collect()
    }
}

impl<T: Holds> Shared<T> {
    pub(super) fn new(value: T) -> Rc<Self> {
        Rc::new(Self { value: RefCell::new(value), is_frozen: Cell::new(false) })
    }

    pub(super) fn get(&self) -> Ref<'_, T> {
        self.value.borrow()
    }

    /// Changes the value, unless it is frozen.
    pub(super) fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> Result<R, Fail> {
        if self.is_frozen.get() {
            return Err(Fail::Raised("can't modify a frozen value".to_owned()));
        }
        Ok(change(&mut self.value.borrow_mut()))
    }
}

/// Without recursion: a list may hold a list that holds a list, a million deep.
impl<T: Holds> Drop for Shared<T> {
    fn drop(&mut self) {
        let mut pending = self.value.get_mut().release();
        while let Some(item) = pending.pop() {
            match item.thing {
                Thing::List(mut list) => {
                    pending.extend(
                        Rc::get_mut(&mut list).map(|it| it.value.get_mut().release()).unwrap_or_default(),
                    );
                }
                Thing::Hash(mut hash) => {
                    pending.extend(
                        Rc::get_mut(&mut hash).map(|it| it.value.get_mut().release()).unwrap_or_default(),
                    );
                }
                _ => {}
            }
        }
    }
}

/// A hash. Among settings, symbols and texts are the same keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Hash {
    pub(super) entries: IndexMap<Key, Entry>,
    pub(super) is_settings: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Text(String),
    Symbol(String),
    Integer(i128),
    /// Any other, as Ruby shows it.
    Other(String),
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) item: Item,
    /// The key, where it is neither a text nor a symbol.
    pub(super) other: Option<Thing>,
    /// Where its key was written.
    pub(super) key: Span,
    /// The innermost condition it was set under.
    pub(super) condition: Option<Span>,
}

impl Item {
    /// A value that was computed at `span`.
    pub(super) fn computed(thing: Thing, span: &Span) -> Self {
        Self { thing, span: span.clone(), origin: Origin::Computed }
    }
}

impl Thing {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(Shared::new(text.into()))
    }

    pub(super) fn list(items: Vec<Item>) -> Self {
        Self::List(Shared::new(items))
    }

    pub(super) fn hash(hash: Hash) -> Self {
        Self::Hash(Shared::new(hash))
    }

    /// Only `nil` and `false` are false.
    pub(super) fn is_true(&self) -> bool {
        !matches!(self, Self::Nil | Self::Boolean(false))
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Its class, as Ruby calls it.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Nil | Self::Unknown => "NilClass",
            Self::Boolean(true) => "TrueClass",
            Self::Boolean(false) => "FalseClass",
            Self::Integer(_) => "Integer",
            Self::Float(_) => "Float",
            Self::Text(_) => "String",
            Self::Symbol(_) => "Symbol",
            Self::List(_) => "Array",
            Self::Hash(_) => "Hash",
            Self::Range(..) => "Range",
            Self::Pattern(_) => "Regexp",
            Self::Class(_) => "Class",
        }
    }

    /// The key that this is in a hash; `None` for what could not be told.
    pub(super) fn key(&self, budget: &mut Budget) -> Result<Option<Key>, Fail> {
        Ok(Some(match self {
            Self::Text(text) => Key::Text(text.get().clone()),
            Self::Symbol(name) => Key::Symbol(name.to_string()),
            Self::Integer(number) => Key::Integer(*number),
            Self::Unknown => return Ok(None),
            other => Key::Other(super::show::inspect(other, budget)?),
        }))
    }
}

impl Key {
    /// The key as a value; `other` is the one of its entry.
    pub(super) fn thing(&self, other: Option<&Thing>) -> Thing {
        match self {
            Self::Text(text) => Thing::text(text.as_str()),
            Self::Symbol(name) => Thing::Symbol(name.as_str().into()),
            Self::Integer(number) => Thing::Integer(*number),
            Self::Other(_) => other.cloned().unwrap_or(Thing::Unknown),
        }
    }
}

impl Hash {
    /// An empty hash of settings.
    pub(super) fn of_settings() -> Self {
        Self { is_settings: true, ..Self::default() }
    }

    /// How this hash has `key`.
    fn kept_key(&self, key: Key) -> Key {
        match key {
            Key::Symbol(name) if self.is_settings => Key::Text(name),
            key => key,
        }
    }

    pub(super) fn get(&self, key: Key) -> Option<&Entry> {
        self.entries.get(&self.kept_key(key))
    }

    pub(super) fn set(&mut self, key: Key, entry: Entry) {
        let key = self.kept_key(key);
        self.entries.insert(key, entry);
    }

    pub(super) fn remove(&mut self, key: Key) -> Option<Entry> {
        let key = self.kept_key(key);
        self.entries.shift_remove(&key)
    }
}

/// `item` as settings keep it: lists and hashes copied, every hash one of settings.
pub(super) fn kept(item: &Item, depth: usize, budget: &mut Budget) -> Result<Item, Fail> {
    if depth > DEEPEST {
        return Err(Fail::Raised("this value is nested too deeply".to_owned()));
    }
    let thing = match &item.thing {
        Thing::List(list) => {
            let list = list.get();
            budget.items(1 + list.len())?;
            let items: Result<_, Fail> = list.iter().map(|item| kept(item, depth + 1, budget)).collect();
            Thing::list(items?)
        }
        Thing::Hash(hash) => {
            let mut copy = Hash::of_settings();
            let hash = hash.get();
            // A hash takes more than its entries.
            budget.items(4 + 4 * hash.entries.len())?;
            for (key, entry) in &hash.entries {
                copy.set(key.clone(), Entry { item: kept(&entry.item, depth + 1, budget)?, ..entry.clone() });
            }
            Thing::hash(copy)
        }
        plain => plain.clone(),
    };
    Ok(Item { thing, ..item.clone() })
}

/// What `item`, set under `key`, came to.
fn node(
    item: &Item,
    key: &Span,
    condition: Option<&Span>,
    depth: usize,
    budget: &mut Budget,
) -> Result<Node, Fail> {
    if depth > DEEPEST {
        return Err(Fail::Raised("this value is nested too deeply".to_owned()));
    }
    let value = match &item.thing {
        Thing::Nil => Value::Nil,
        Thing::Boolean(truth) => Value::Boolean(*truth),
        Thing::Integer(number) => Value::Integer(*number),
        Thing::Float(number) => Value::Float(*number),
        Thing::Text(text) => {
            budget.bytes(text.get().len())?;
            Value::Text(text.get().clone())
        }
        Thing::Symbol(text) => Value::Text(text.to_string()),
        Thing::List(list) => {
            budget.items(list.get().len())?;
            let items = list.get();
            let items: Result<_, Fail> =
                items.iter().map(|item| node(item, &item.span, condition, depth + 1, budget)).collect();
            Value::List(items?)
        }
        Thing::Hash(hash) => Value::Table(table(&hash.get(), depth + 1, budget)?),
        range @ Thing::Range(..) => Value::Text(super::show::inspect(range, budget)?),
        Thing::Pattern(pattern) => Value::Text(pattern.shown()),
        Thing::Class(name) => Value::Text((*name).to_owned()),
        Thing::Unknown => Value::Unknown,
    };
    let (span, key) = (item.span.clone(), key.clone());
    Ok(Node { value, span, key, origin: item.origin.clone(), condition: condition.cloned() })
}

/// What the entries of `hash` came to.
pub(super) fn table(hash: &Hash, depth: usize, budget: &mut Budget) -> Result<Vec<(String, Node)>, Fail> {
    budget.items(hash.entries.len())?;
    let pairs = hash.entries.iter().map(|(key, entry)| {
        let name = match key {
            Key::Text(name) | Key::Symbol(name) | Key::Other(name) => name.clone(),
            Key::Integer(number) => number.to_string(),
        };
        // `nil` as a key is an empty one.
        let name = if matches!(entry.other, Some(Thing::Nil)) { String::new() } else { name };
        Ok((name, node(&entry.item, &entry.key, entry.condition.as_ref(), depth, budget)?))
    });
    pairs.collect()
}
