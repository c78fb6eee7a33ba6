//! Values while a text is evaluated: lists and hashes are shared, as in Ruby.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

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
    Text(Rc<str>),
    Symbol(Rc<str>),
    List(Rc<RefCell<Vec<Item>>>),
    Hash(Rc<RefCell<Hash>>),
    /// It could not be told; that was reported.
    Unknown,
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
    /// Any other, as Ruby shows it.
    Other(String),
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) item: Item,
    /// Where its key was written.
    pub(super) key: Span,
    /// The innermost condition it was set under.
    pub(super) condition: Option<Span>,
}

impl Thing {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn list(items: Vec<Item>) -> Self {
        Self::List(Rc::new(RefCell::new(items)))
    }

    pub(super) fn hash(hash: Hash) -> Self {
        Self::Hash(Rc::new(RefCell::new(hash)))
    }

    /// Only `nil` and `false` are false.
    pub(super) fn is_true(&self) -> bool {
        !matches!(self, Self::Nil | Self::Boolean(false))
    }
}

impl Hash {
    /// An empty hash of settings.
    pub(super) fn of_settings() -> Self {
        Self { is_settings: true, ..Self::default() }
    }

    /// How this hash has `key`.
    pub(super) fn key(&self, key: Key) -> Key {
        match key {
            Key::Symbol(name) if self.is_settings => Key::Text(name),
            key => key,
        }
    }

    pub(super) fn get(&self, key: Key) -> Option<&Entry> {
        self.entries.get(&self.key(key))
    }

    pub(super) fn set(&mut self, key: Key, entry: Entry) {
        let key = self.key(key);
        self.entries.insert(key, entry);
    }
}

/// `item` as settings keep it: copied, every hash in it one of settings. `None` where it is too deep.
pub(super) fn kept(item: &Item, depth: usize) -> Option<Item> {
    if depth > DEEPEST {
        return None;
    }
    let thing = match &item.thing {
        Thing::List(list) => {
            let items: Option<Vec<Item>> = list.borrow().iter().map(|item| kept(item, depth + 1)).collect();
            Thing::list(items?)
        }
        Thing::Hash(hash) => {
            let mut copy = Hash::of_settings();
            for (key, entry) in &hash.borrow().entries {
                copy.set(key.clone(), Entry { item: kept(&entry.item, depth + 1)?, ..entry.clone() });
            }
            Thing::hash(copy)
        }
        plain => plain.clone(),
    };
    Some(Item { thing, ..item.clone() })
}

/// What `entry` came to.
pub(super) fn node(item: &Item, key: &Span, condition: Option<&Span>) -> Node {
    let value = match &item.thing {
        Thing::Nil => Value::Nil,
        Thing::Boolean(truth) => Value::Boolean(*truth),
        Thing::Integer(number) => Value::Integer(*number),
        Thing::Float(number) => Value::Float(*number),
        Thing::Text(text) | Thing::Symbol(text) => Value::Text(text.to_string()),
        Thing::List(list) => {
            Value::List(list.borrow().iter().map(|item| node(item, &item.span, condition)).collect())
        }
        Thing::Hash(hash) => Value::Table(table(&hash.borrow())),
        Thing::Unknown => Value::Unknown,
    };
    Node {
        value,
        span: item.span.clone(),
        key: key.clone(),
        origin: item.origin.clone(),
        condition: condition.cloned(),
    }
}

/// What the entries of `hash` came to.
pub(super) fn table(hash: &Hash) -> Vec<(String, Node)> {
    let pairs = hash.entries.iter().map(|(key, entry)| {
        let (Key::Text(name) | Key::Symbol(name) | Key::Other(name)) = key;
        (name.clone(), node(&entry.item, &entry.key, entry.condition.as_ref()))
    });
    pairs.collect()
}
