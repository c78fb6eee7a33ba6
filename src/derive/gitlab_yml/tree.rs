//! YAML as a tree that forgets nothing: keys may come twice, as they do in GitLab's own example file.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess as _};
use serde_json::Value;

use super::Fault;
use crate::secret;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Null,
    Bool(bool),
    /// Numbers and texts alike: a port in quotes is that port.
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    Tagged(String, Box<Node>),
}

impl Node {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(*value),
            Value::String(text) => Self::Text(text.clone()),
            Value::Number(number) => Self::Text(number.to_string()),
            _ => Self::Null,
        }
    }

    /// What stands under `key` of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(own, _)| own.is_key(key)).map(|(_, node)| node)
    }

    /// How often `key` stands in a map.
    pub(super) fn count(&self, key: &str) -> usize {
        let Self::Map(pairs) = self else { return 0 };
        pairs.iter().filter(|(own, _)| own.is_key(key)).count()
    }

    /// Whether this is the key `key`; a tag makes no other of it.
    fn is_key(&self, key: &str) -> bool {
        match self {
            Self::Text(text) => text == key,
            Self::Tagged(_, node) => node.is_key(key),
            _ => false,
        }
    }

    /// Puts `value` at `path`, making maps on the way. Null takes away what is there and adds nothing.
    pub(super) fn set(&mut self, path: &[&str], value: &Value) {
        let Some((key, rest)) = path.split_first() else {
            *self = Self::of(value);
            return;
        };
        if *self == Self::Null {
            *self = Self::Map(Vec::new());
        }
        let Self::Map(pairs) = self else { return };
        let place = pairs.iter().position(|(own, _)| own.is_key(key));
        if value.is_null() && place.is_none() {
            return;
        }
        if place.is_none() {
            pairs.push((Self::text(key), Self::Null));
        }
        if let Some((_, node)) = pairs.iter_mut().find(|(own, _)| own.is_key(key)) {
            node.set(rest, value);
        }
    }

    /// The same with the pairs of every map in one order.
    fn sorted(&self) -> Self {
        match self {
            Self::Map(pairs) => {
                let mut pairs: Vec<(Self, Self)> =
                    pairs.iter().map(|(key, node)| (key.sorted(), node.sorted())).collect();
                pairs.sort();
                Self::Map(pairs)
            }
            Self::List(items) => Self::List(items.iter().map(Self::sorted).collect()),
            Self::Tagged(tag, node) => Self::Tagged(tag.clone(), Box::new(node.sorted())),
            other => other.clone(),
        }
    }
}

/// Shorter ones would hide parts of other words; the plan hides them where they stand.
const SHORTEST: usize = 4;

/// What stands in the tree and may not be shown: what stands behind the key of a secret, however deep, and what URLs
/// and private keys are.
pub(super) fn secrets(node: &Node) -> Vec<String> {
    match node {
        Node::Text(text) => {
            let parts = secret::within(text).into_iter();
            parts.filter_map(|part| text.get(part)).flat_map(lines).collect()
        }
        Node::List(items) => items.iter().flat_map(secrets).collect(),
        Node::Map(pairs) => pairs.iter().flat_map(|(key, node)| behind(key, node)).collect(),
        Node::Tagged(_, node) => secrets(node),
        Node::Null | Node::Bool(_) => Vec::new(),
    }
}

fn behind(key: &Node, node: &Node) -> Vec<String> {
    match key {
        Node::Text(key) if secret::is_secret_key(key) => {
            let may_be_path = secret::may_be_path(key);
            texts(node)
                .into_iter()
                .filter(|text| !may_be_path || !secret::is_path(text))
                .flat_map(lines)
                .collect()
        }
        _ => secrets(node),
    }
}

/// Every text at and below `node`.
fn texts(node: &Node) -> Vec<&str> {
    match node {
        Node::Text(text) => vec![text],
        Node::List(items) => items.iter().flat_map(texts).collect(),
        Node::Map(pairs) => pairs.iter().flat_map(|(_, node)| texts(node)).collect(),
        Node::Tagged(_, node) => texts(node),
        Node::Null | Node::Bool(_) => Vec::new(),
    }
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| line.chars().count() >= SHORTEST).map(str::to_owned).collect()
}

/// Whether two trees say the same, in whatever order.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    one.sorted() == other.sorted()
}

/// The whole file as a tree.
pub(super) fn read(text: &str) -> Result<Node, Fault> {
    serde_yaml::from_str(text).map_err(|error| {
        if let Some(line) = second_document(text) {
            let hint = "keep the first: GitLab reads no other";
            return Fault::new(line, "a second document begins there", hint);
        }
        let line = error.location().map_or(0, |place| place.line());
        let hint = if text.contains("<%") {
            "it has ERB in it, which is read as it stands: make the change by hand and remove `gitlab_rails.config_path`"
        } else {
            "mend it first; GitLab itself cannot read it either"
        };
        // The reader's own words may quote the file, and it holds passwords.
        Fault::new(line, "this is not valid YAML", hint)
    })
}

/// The line on which a second document begins, where the first can be read.
fn second_document(text: &str) -> Option<usize> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let is_first_good = documents.next().is_some_and(|first| Node::deserialize(first).is_ok());
    if !is_first_good || documents.next().is_none() {
        return None;
    }
    let is_marker = |line: &str| {
        line.strip_prefix("---").is_some_and(|rest| rest.trim_start().len() < rest.len() || rest.is_empty())
    };
    let says = |line: &str| !line.trim().is_empty() && !line.starts_with(['#', '%']);
    let mut lines =
        text.trim_start_matches('\u{feff}').lines().enumerate().skip_while(|(_, line)| !says(line));
    lines.next()?;
    lines.find(|(_, line)| is_marker(line)).map(|(at, _)| at + 1)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_none<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
                Node::deserialize(deserializer)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
                Ok(Node::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
                Ok(Node::Text(value.to_string()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
                Ok(Node::Text(value.to_string()))
            }
            fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
                Ok(Node::Text(value.to_string()))
            }
            fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
                Ok(Node::Text(value.to_string()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
                Ok(Node::Text(format!("{value:?}")))
            }
            fn visit_str<E>(self, value: &str) -> Result<Node, E> {
                Ok(Node::text(value))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = items.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Node::Map(pairs))
            }
            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
                let (tag, content) = data.variant::<String>()?;
                Ok(Node::Tagged(tag, Box::new(content.newtype_variant()?)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
