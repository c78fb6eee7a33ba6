//! Settings under the names of today.

use crate::ruby::{Node, Origin, Value};
use crate::settings;

/// `entries` with what stands under an old name moved to the new one, where the new one says nothing.
pub(super) fn renamed(entries: &[(String, Node)]) -> Vec<(String, Node)> {
    let mut tree = entries.to_vec();
    for (old, new) in settings::renamed() {
        let old: Vec<&str> = old.split('.').collect();
        let new: Vec<&str> = new.split('.').collect();
        if let Some((index, moved)) = take(&mut tree, &old) {
            put(&mut tree, &new, index, moved);
        }
    }
    tree
}

/// Takes what stands at `path`, and tells where at the top that was.
fn take(entries: &mut Vec<(String, Node)>, path: &[&str]) -> Option<(usize, Node)> {
    let (first, rest) = path.split_first()?;
    let index = entries.iter().position(|(key, _)| key == first)?;
    if rest.is_empty() {
        return Some((index, entries.remove(index).1));
    }
    match &mut entries.get_mut(index)?.1.value {
        Value::Table(below) => take(below, rest).map(|(_, node)| (index, node)),
        _ => None,
    }
}

/// Puts the table `moved` at `path`; keys that are there already win.
fn put(entries: &mut Vec<(String, Node)>, path: &[&str], index: usize, moved: Node) {
    let Some((first, rest)) = path.split_first() else { return };
    let here = entries.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
        let at = moved.key.clone();
        let origin = if rest.is_empty() { moved.origin.clone() } else { Origin::Literal };
        let span = if rest.is_empty() { moved.span.clone() } else { at.clone() };
        let condition = moved.condition.clone();
        let node = Node { value: Value::Table(Vec::new()), span, key: at, origin, condition };
        let index = index.min(entries.len());
        entries.insert(index, ((*first).to_owned(), node));
        index
    });
    let Some((_, node)) = entries.get_mut(here) else { return };
    match (&mut node.value, moved.value) {
        (Value::Table(below), value) if !rest.is_empty() => {
            let at = below.len();
            put(below, rest, at, Node { value, ..moved });
        }
        (Value::Table(below), Value::Table(moved)) => {
            for (key, node) in moved {
                if !below.iter().any(|(other, _)| *other == key) {
                    below.push((key, node));
                }
            }
        }
        // a word in place of a section: what stood there wins, as it does when it is read
        (value @ Value::Nil, moved) => *value = moved,
        _ => {}
    }
}
