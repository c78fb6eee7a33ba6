//! Methods of hashes, and of `nil` where a hash of settings is not there yet.

use std::rc::Rc;

use super::block::Block;
use super::budget::{Budget, Fail};
use super::compare::equal;
use super::evaluate::Evaluator;
use super::value::{Entry, Hash, Item, Key, Shared, Thing, kept};
use super::{Span, list, show, walk};

type Table = Rc<Shared<Hash>>;

/// The methods that make a hash of settings where there is none yet.
pub(super) const MAKING: &[&str] = &["merge!", "update", "store"];

/// Puts `item` under `key`.
pub(super) fn put(
    hash: &mut Hash,
    key: &Item,
    item: Item,
    condition: Option<Span>,
    budget: &mut Budget,
) -> Result<(), Fail> {
    let (name, entry) = prepared(hash.is_settings, key, item, condition, budget)?;
    hash.set(name, entry);
    Ok(())
}

/// Puts `item` under `key` into a hash that others may hold too, itself or what is put included.
pub(super) fn place(
    table: &Table,
    key: &Item,
    item: Item,
    condition: Option<Span>,
    budget: &mut Budget,
) -> Result<(), Fail> {
    let is_settings = table.get().is_settings;
    let (name, entry) = prepared(is_settings, key, item, condition, budget)?;
    table.change(|hash| hash.set(name, entry))
}

fn prepared(
    is_settings: bool,
    key: &Item,
    item: Item,
    condition: Option<Span>,
    budget: &mut Budget,
) -> Result<(Key, Entry), Fail> {
    let Some(name) = key.thing.key(budget)? else { return Err(Fail::Unknown) };
    budget.items(1)?;
    let item = if is_settings { kept(&item, 0, budget)? } else { item };
    let other = matches!(name, Key::Other(_)).then(|| key.thing.clone());
    Ok((name, Entry { item, other, key: key.span.clone(), condition }))
}

/// What is under `key`.
pub(super) fn get(hash: &Hash, key: &Thing, budget: &mut Budget) -> Result<Option<Item>, Fail> {
    let Some(key) = key.key(budget)? else { return Err(Fail::Unknown) };
    Ok(hash.get(key).map(|entry| entry.item.clone()))
}

/// `dig` into a hash.
pub(super) fn dig(hash: &Table, path: &[Item], budget: &mut Budget) -> Result<Thing, Fail> {
    let Some((first, rest)) = path.split_first() else { return Err(Fail::Missing) };
    let found = get(&hash.get(), &first.thing, budget)?.map_or(Thing::Nil, |item| item.thing);
    match found {
        found if rest.is_empty() => Ok(found),
        Thing::Nil => Ok(Thing::Nil),
        Thing::Hash(inner) => dig(&inner, rest, budget),
        Thing::List(inner) => list::dig(&inner, rest, budget),
        Thing::Unknown => Err(Fail::Unknown),
        other => Err(Fail::Raised(format!("{} does not have #dig method", other.class()))),
    }
}

/// The pairs of a hash, each as a list.
pub(super) fn pairs(hash: &Hash) -> Vec<Item> {
    let pair = |(key, entry): (&Key, &Entry)| {
        let key = Item::computed(key.thing(entry.other.as_ref()), &entry.key);
        Item::computed(Thing::list(vec![key, entry.item.clone()]), &entry.key)
    };
    hash.entries.iter().map(pair).collect()
}

/// A method of a hash.
pub(super) fn call(
    evaluator: &mut Evaluator<'_>,
    table: &Table,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    let itself = || Thing::Hash(Rc::clone(table));
    let length = table.get().entries.len();
    let first = arguments.first();
    let budget = &mut evaluator.budget;
    Ok(match (name, first) {
        ("[]", Some(key)) => get(&table.get(), &key.thing, budget)?.map_or(Thing::Nil, |item| item.thing),
        ("store", Some(key)) => {
            let value = arguments.get(1).ok_or(Fail::Missing)?;
            let condition = evaluator.condition();
            let budget = &mut evaluator.budget;
            place(table, key, value.clone(), condition, budget)?;
            value.thing.clone()
        }
        ("fetch", Some(key)) => {
            let found = get(&table.get(), &key.thing, budget)?;
            match (found, arguments.get(1), block) {
                (Some(item), _, _) => item.thing,
                (None, _, Some(_)) => evaluator.give(block, vec![key.clone()])?.thing,
                (None, Some(default), None) => default.thing.clone(),
                (None, None, None) => return Err(Fail::Raised("key not found".to_owned())),
            }
        }
        ("dig", Some(_)) => dig(table, arguments, budget)?,
        ("key?" | "has_key?" | "include?" | "member?", Some(key)) => {
            Thing::Boolean(get(&table.get(), &key.thing, budget)?.is_some())
        }
        ("value?" | "has_value?", Some(value)) => {
            for entry in table.get().entries.values() {
                if equal(&entry.item.thing, &value.thing, 0, budget)? {
                    return Ok(Thing::Boolean(true));
                }
            }
            Thing::Boolean(false)
        }
        ("key", Some(value)) => {
            for (key, entry) in &table.get().entries {
                if equal(&entry.item.thing, &value.thing, 0, budget)? {
                    return Ok(key.thing(entry.other.as_ref()));
                }
            }
            Thing::Nil
        }
        ("values_at" | "fetch_values", Some(_)) => {
            let mut found = Vec::new();
            for key in arguments {
                match get(&table.get(), &key.thing, budget)? {
                    Some(item) => found.push(item),
                    None if name == "fetch_values" => return Err(Fail::Raised("key not found".to_owned())),
                    None => found.push(Item::computed(Thing::Nil, &key.span)),
                }
            }
            Thing::list(found)
        }
        ("delete", Some(name)) => {
            let Some(key) = name.thing.key(budget)? else { return Err(Fail::Unknown) };
            match (table.change(|hash| hash.remove(key))?, block) {
                (Some(entry), _) => entry.item.thing,
                (None, Some(_)) => evaluator.give(block, vec![name.clone()])?.thing,
                (None, None) => Thing::Nil,
            }
        }
        ("keys", None) => {
            budget.items(length)?;
            let hash = table.get();
            let keys = hash
                .entries
                .iter()
                .map(|(key, entry)| Item::computed(key.thing(entry.other.as_ref()), &entry.key));
            Thing::list(keys.collect())
        }
        ("values", None) => {
            budget.items(length)?;
            Thing::list(table.get().entries.values().map(|entry| entry.item.clone()).collect())
        }
        ("size" | "length", None) => Thing::Integer(i128::try_from(length).unwrap_or(0)),
        ("count", None) if block.is_none() => Thing::Integer(i128::try_from(length).unwrap_or(0)),
        ("empty?", None) => Thing::Boolean(length == 0),
        ("any?", None) if block.is_none() => Thing::Boolean(length > 0),
        ("to_h" | "to_hash", None) if block.is_none() => {
            budget.items(length)?;
            let entries = table.get().entries.clone();
            Thing::hash(Hash { entries, is_settings: false })
        }
        ("inspect" | "to_s", None) => Thing::text(show::inspect(&itself(), budget)?),
        ("freeze", None) => {
            table.is_frozen.set(true);
            itself()
        }
        ("clear", None) => {
            let old = table.change(|hash| std::mem::take(&mut hash.entries))?;
            drop(old);
            itself()
        }
        ("compact", None) => chosen(evaluator, table, &|item| !matches!(item.thing, Thing::Nil))?,
        ("invert", None) => {
            let mut made = Hash::default();
            for pair in pairs(&table.get()) {
                let Thing::List(pair) = &pair.thing else { continue };
                let pair = pair.get();
                let (Some(key), Some(value)) = (pair.first(), pair.get(1)) else { continue };
                put(&mut made, value, key.clone(), None, budget)?;
            }
            Thing::hash(made)
        }
        ("merge" | "merge!" | "update" | "replace", _) => merged(evaluator, table, name, arguments, block)?,
        ("slice" | "except", _) => {
            let mut named = Vec::new();
            for key in arguments {
                named.push(key.thing.key(budget)?.ok_or(Fail::Unknown)?);
            }
            let hash = table.get();
            let mut made = Hash { is_settings: hash.is_settings, ..Hash::default() };
            budget.items(length)?;
            if name == "slice" {
                for key in named {
                    if let Some(entry) = hash.get(key.clone()) {
                        made.set(key, entry.clone());
                    }
                }
            } else {
                made.entries.clone_from(&hash.entries);
                for key in named {
                    made.remove(key);
                }
            }
            Thing::hash(made)
        }
        _ if block.is_some() => return walked(evaluator, table, name, arguments, block),
        _ => {
            budget.items(length)?;
            let pairs = pairs(&table.get());
            walk::call(evaluator, pairs, name, arguments, None)?
        }
    })
}

fn chosen(
    evaluator: &mut Evaluator<'_>,
    table: &Table,
    choose: &dyn Fn(&Item) -> bool,
) -> Result<Thing, Fail> {
    let hash = table.get();
    evaluator.budget.items(hash.entries.len())?;
    let entries = hash.entries.iter().filter(|(_, entry)| choose(&entry.item));
    let entries = entries.map(|(key, entry)| (key.clone(), entry.clone())).collect();
    Ok(Thing::hash(Hash { entries, is_settings: hash.is_settings }))
}

fn merged(
    evaluator: &mut Evaluator<'_>,
    table: &Table,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    let is_copy = name == "merge";
    let target = if is_copy {
        let hash = table.get();
        evaluator.budget.items(hash.entries.len())?;
        Shared::new(Hash { entries: hash.entries.clone(), is_settings: hash.is_settings })
    } else {
        Rc::clone(table)
    };
    if name == "replace" {
        drop(target.change(|hash| std::mem::take(&mut hash.entries))?);
    }
    let condition = evaluator.condition();
    for argument in arguments {
        let Thing::Hash(other) = &argument.thing else {
            if argument.thing.is_unknown() {
                return Err(Fail::Unknown);
            }
            let kind = super::number::kind(&argument.thing);
            return Err(Fail::Raised(format!("no implicit conversion of {kind} into Hash")));
        };
        let entries: Vec<(Key, Entry)> =
            other.get().entries.iter().map(|(key, entry)| (key.clone(), entry.clone())).collect();
        for (key, entry) in entries {
            let key =
                Item { thing: key.thing(entry.other.as_ref()), ..Item::computed(Thing::Nil, &entry.key) };
            let before = get(&target.get(), &key.thing, &mut evaluator.budget)?;
            let item = match (block, before) {
                (Some(_), Some(before)) => evaluator.give(block, vec![key.clone(), before, entry.item])?,
                _ => entry.item,
            };
            let (condition, budget) = (entry.condition.or_else(|| condition.clone()), &mut evaluator.budget);
            place(&target, &key, item, condition, budget)?;
        }
    }
    Ok(Thing::Hash(target))
}

/// The methods with a block.
fn walked(
    evaluator: &mut Evaluator<'_>,
    table: &Table,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    let entries: Vec<(Key, Entry)> =
        table.get().entries.iter().map(|(key, entry)| (key.clone(), entry.clone())).collect();
    evaluator.budget.items(entries.len())?;
    let is_settings = table.get().is_settings;
    if let Some(plain) = name.strip_suffix('!') {
        let made = walked(evaluator, table, plain, arguments, block)?;
        let Thing::Hash(made) = &made else { return Err(Fail::Missing) };
        let made = made.get().entries.clone();
        let is_same = made.len() == entries.len() && !plain.starts_with("transform");
        table.change(|hash| hash.entries = made)?;
        return Ok(if is_same { Thing::Nil } else { Thing::Hash(Rc::clone(table)) });
    }
    if matches!(name, "delete_if" | "keep_if") {
        let plain = if name == "keep_if" { "select!" } else { "reject!" };
        walked(evaluator, table, plain, arguments, block)?;
        return Ok(Thing::Hash(Rc::clone(table)));
    }
    let known = matches!(
        name,
        "each"
            | "each_pair"
            | "each_key"
            | "each_value"
            | "select"
            | "filter"
            | "reject"
            | "transform_values"
            | "transform_keys"
    );
    if !known {
        let pairs = pairs(&table.get());
        return walk::call(evaluator, pairs, name, arguments, block);
    }
    let mut made = Hash { is_settings, ..Hash::default() };
    for (key, entry) in entries {
        let name_of = Item::computed(key.thing(entry.other.as_ref()), &entry.key);
        let given = match name {
            "each_key" | "transform_keys" => vec![name_of],
            "each_value" | "transform_values" => vec![entry.item.clone()],
            "each" | "each_pair" => {
                let pair = Thing::list(vec![name_of, entry.item.clone()]);
                vec![Item::computed(pair, &entry.key)]
            }
            _ => vec![name_of, entry.item.clone()],
        };
        let answer = evaluator.give(block, given)?;
        match name {
            "select" | "filter" | "reject" => {
                if answer.thing.is_unknown() {
                    return Err(Fail::Unknown);
                }
                if answer.thing.is_true() != (name == "reject") {
                    made.set(key, entry);
                }
            }
            "transform_values" => made.set(key, Entry { item: answer, ..entry }),
            "transform_keys" => put(&mut made, &answer, entry.item, entry.condition, &mut evaluator.budget)?,
            _ => {}
        }
    }
    if name.starts_with("each") {
        return Ok(Thing::Hash(Rc::clone(table)));
    }
    Ok(Thing::hash(made))
}
