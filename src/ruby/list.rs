//! Methods of lists that take no block; `walk.rs` has those that walk.

use std::rc::Rc;

use super::block::Block;
use super::budget::{Budget, Fail};
use super::compare::equal;
use super::evaluate::Evaluator;
use super::value::{DEEPEST, Item, Shared, Thing};
use super::{number, show, walk};

type List = Rc<Shared<Vec<Item>>>;

/// A method of a list.
pub(super) fn call(
    evaluator: &mut Evaluator<'_>,
    list: &List,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    if let Some(plain) = name.strip_suffix('!')
        && IN_PLACE.contains(&plain)
    {
        let before = list.get().len();
        let made = call(evaluator, list, plain, arguments, block)?;
        let Thing::List(made) = made else { return Err(Fail::Missing) };
        let made = made.get().clone();
        let is_same = made.len() == before
            && !matches!(plain, "map" | "collect" | "sort" | "sort_by" | "reverse" | "shuffle");
        list.change(|items| *items = made)?;
        return Ok(if is_same { Thing::Nil } else { Thing::List(Rc::clone(list)) });
    }
    if block.is_none()
        && let Some(changed) = changed(&mut evaluator.budget, list, name, arguments)?
    {
        return Ok(changed);
    }
    if matches!(name, "each" | "each_with_index" | "each_index") && block.is_some() {
        // Ruby sees what the block adds.
        let mut index = 0;
        loop {
            let Some(item) = list.get().get(index).cloned() else { break };
            let number = evaluator.item(Thing::Integer(i128::try_from(index).unwrap_or(0)));
            let given = match name {
                "each" => vec![item],
                "each_index" => vec![number],
                _ => vec![item, number],
            };
            evaluator.give(block, given)?;
            index += 1;
        }
        return Ok(Thing::List(Rc::clone(list)));
    }
    if matches!(name, "delete_if" | "keep_if") && block.is_some() {
        let items = list.get().clone();
        let made = walk::call(
            evaluator,
            items,
            if name == "keep_if" { "select" } else { "reject" },
            arguments,
            block,
        )?;
        let Thing::List(made) = made else { return Err(Fail::Missing) };
        let made = made.get().clone();
        list.change(|items| *items = made)?;
        return Ok(Thing::List(Rc::clone(list)));
    }
    if block.is_none()
        && let Some(answer) = asked(&mut evaluator.budget, list, name, arguments)?
    {
        return Ok(answer);
    }
    let items = list.get().clone();
    evaluator.budget.items(items.len() / 4 + 1)?;
    walk::call(evaluator, items, name, arguments, block)
}

/// Methods that change the list itself where they end in `!`.
const IN_PLACE: &[&str] = &[
    "map", "collect", "select", "filter", "reject", "compact", "flatten", "uniq", "sort", "sort_by",
    "reverse",
];

/// What of a list of `length` the arguments of `[]` mean: from where, how many.
pub(super) fn window(arguments: &[&Thing], length: usize) -> Result<Option<(usize, usize)>, Fail> {
    let length = i128::try_from(length).unwrap_or(i128::MAX);
    let from_end = |index: i128| if index < 0 { length.saturating_add(index) } else { index };
    let (from, count) = match arguments {
        [Thing::Integer(index)] => (from_end(*index), 1),
        [Thing::Integer(from), Thing::Integer(count)] => (from_end(*from), *count),
        [Thing::Range(from, to, is_open)] => {
            let from = from_end(from.unwrap_or(0));
            let to = match to {
                None => length,
                Some(to) => from_end(*to).saturating_add(i128::from(!*is_open)),
            };
            (from, to.saturating_sub(from).max(0))
        }
        [Thing::Unknown, ..] | [_, Thing::Unknown] => return Err(Fail::Unknown),
        [other, ..] => {
            return Err(Fail::Raised(format!(
                "no implicit conversion of {} into Integer",
                number::kind(other)
            )));
        }
        [] => return Err(Fail::Missing),
    };
    if from < 0 || from > length || count < 0 {
        return Ok(None);
    }
    let size = |number: i128| usize::try_from(number).unwrap_or(0);
    Ok(Some((size(from), size(count.min(length - from)))))
}

/// The methods that change a list.
fn changed(budget: &mut Budget, list: &List, name: &str, arguments: &[Item]) -> Result<Option<Thing>, Fail> {
    budget.items(arguments.len())?;
    let itself = Thing::List(Rc::clone(list));
    let first = arguments.first().map(|item| &item.thing);
    Ok(Some(match name {
        "<<" if arguments.len() != 1 => return Err(Fail::Missing),
        "<<" | "push" | "append" => {
            list.change(|items| items.extend_from_slice(arguments))?;
            itself
        }
        "unshift" | "prepend" => {
            budget.items(list.get().len() / 8)?;
            list.change(|items| items.splice(0..0, arguments.iter().cloned()).for_each(drop))?;
            itself
        }
        "concat" | "replace" => {
            let mut added = Vec::new();
            for argument in arguments {
                added.extend(other(&argument.thing)?);
            }
            budget.items(added.len())?;
            list.change(|items| {
                if name == "replace" {
                    items.clear();
                }
                items.extend(added);
            })?;
            itself
        }
        "pop" | "shift" if first.is_none() => {
            let taken = list.change(|items| match name {
                "pop" => items.pop(),
                _ if items.is_empty() => None,
                _ => Some(items.remove(0)),
            })?;
            budget.items(list.get().len() / 64)?;
            taken.map_or(Thing::Nil, |item| item.thing)
        }
        "clear" => {
            let old = list.change(std::mem::take)?;
            drop(old);
            itself
        }
        "insert" => {
            let Some(Thing::Integer(at)) = first else { return Err(Fail::Missing) };
            let length = i128::try_from(list.get().len()).unwrap_or(0);
            let at = if *at < 0 { length + at + 1 } else { *at };
            let at = usize::try_from(at).ok().filter(|_| at <= length);
            let at = at.ok_or_else(|| Fail::Refused("`insert` beyond the end".to_owned()))?;
            let added: Vec<Item> = arguments.iter().skip(1).cloned().collect();
            list.change(|items| items.splice(at..at, added).for_each(drop))?;
            itself
        }
        "delete_at" => {
            let Some(first) = first else { return Err(Fail::Missing) };
            match window(&[first], list.get().len())? {
                Some((at, 1)) => list.change(|items| items.remove(at))?.thing,
                _ => Thing::Nil,
            }
        }
        "delete" => {
            let Some(first) = first else { return Err(Fail::Missing) };
            let mut left = Vec::new();
            let mut found = Thing::Nil;
            for item in list.get().iter() {
                if equal(&item.thing, first, 0, budget)? {
                    found = item.thing.clone();
                } else {
                    left.push(item.clone());
                }
            }
            list.change(|items| *items = left)?;
            found
        }
        "freeze" => {
            list.is_frozen.set(true);
            itself
        }
        _ => return Ok(None),
    }))
}

/// The items of another list.
pub(super) fn other(thing: &Thing) -> Result<Vec<Item>, Fail> {
    match thing {
        Thing::List(list) => Ok(list.get().clone()),
        Thing::Unknown => Err(Fail::Unknown),
        other => Err(Fail::Raised(format!("no implicit conversion of {} into Array", number::kind(other)))),
    }
}

/// The methods that are told by the list as it is.
fn asked(budget: &mut Budget, list: &List, name: &str, arguments: &[Item]) -> Result<Option<Thing>, Fail> {
    let items = list.get();
    let first = arguments.first().map(|item| &item.thing);
    let count = |count: usize| Thing::Integer(i128::try_from(count).unwrap_or(i128::MAX));
    let needed = || first.ok_or(Fail::Missing);
    Ok(Some(match name {
        "[]" | "slice" => {
            let things: Vec<&Thing> = arguments.iter().map(|item| &item.thing).collect();
            match window(&things, items.len())? {
                None => Thing::Nil,
                Some((at, _)) if matches!(things.as_slice(), [Thing::Integer(_)]) => {
                    return Ok(Some(items.get(at).map_or(Thing::Nil, |item| item.thing.clone())));
                }
                Some((from, count)) => {
                    budget.items(count)?;
                    Thing::list(items.iter().skip(from).take(count).cloned().collect())
                }
            }
        }
        "at" => match window(&[needed()?], items.len())? {
            Some((at, _)) => items.get(at).map_or(Thing::Nil, |item| item.thing.clone()),
            None => Thing::Nil,
        },
        "fetch" => {
            let found = window(&[needed()?], items.len())?.and_then(|(at, _)| items.get(at));
            match (found, arguments.get(1)) {
                (Some(item), _) => item.thing.clone(),
                (None, Some(default)) => default.thing.clone(),
                (None, None) => return Err(Fail::Raised("index outside of array bounds".to_owned())),
            }
        }
        "values_at" => {
            let mut found = Vec::new();
            for argument in arguments {
                let item = window(&[&argument.thing], items.len())?.and_then(|(at, _)| items.get(at));
                found.push(item.cloned().unwrap_or_else(|| Item::computed(Thing::Nil, &argument.span)));
            }
            Thing::list(found)
        }
        "last" => match first {
            None => items.last().map_or(Thing::Nil, |item| item.thing.clone()),
            Some(Thing::Integer(many)) if *many >= 0 => {
                let many = usize::try_from(*many).unwrap_or(usize::MAX).min(items.len());
                budget.items(many)?;
                Thing::list(items.iter().skip(items.len() - many).cloned().collect())
            }
            Some(_) => return Err(Fail::Raised("negative array size".to_owned())),
        },
        "size" | "length" => count(items.len()),
        "empty?" => Thing::Boolean(items.is_empty()),
        "join" => {
            let between = match first {
                None | Some(Thing::Nil) => String::new(),
                Some(Thing::Text(text)) => text.get().clone(),
                Some(other) => return Err(super::text::no_conversion(other)),
            };
            let mut made = String::new();
            join(&items, &between, 0, &mut made, budget)?;
            Thing::text(made)
        }
        "reverse" => {
            budget.items(items.len())?;
            Thing::list(items.iter().rev().cloned().collect())
        }
        "compact" => {
            budget.items(items.len())?;
            Thing::list(items.iter().filter(|item| !matches!(item.thing, Thing::Nil)).cloned().collect())
        }
        "flatten" => {
            let depth = match first {
                None | Some(Thing::Nil) => DEEPEST,
                Some(Thing::Integer(depth)) => usize::try_from(*depth).unwrap_or(DEEPEST).min(DEEPEST),
                Some(_) => return Err(Fail::Missing),
            };
            let mut flat = Vec::new();
            flatten(&items, depth, depth == DEEPEST, &mut flat, budget)?;
            Thing::list(flat)
        }
        "+" => {
            let added = other(needed()?)?;
            budget.items(items.len() + added.len())?;
            Thing::list(items.iter().cloned().chain(added).collect())
        }
        "*" => match number::truncated(needed()?) {
            Thing::Integer(times) if times >= 0 => {
                let times = usize::try_from(times).unwrap_or(usize::MAX);
                budget.items(items.len().saturating_mul(times))?;
                if items.is_empty() {
                    return Ok(Some(Thing::list(Vec::new())));
                }
                Thing::list(std::iter::repeat_n(items.iter().cloned(), times).flatten().collect())
            }
            Thing::Integer(_) => return Err(Fail::Raised("argument must be non-negative".to_owned())),
            _ => return asked(budget, list, "join", arguments),
        },
        "-" | "&" | "|" | "union" | "difference" | "intersection" => {
            let right = other(needed()?)?;
            combined(&items, &right, name, budget)?
        }
        "<=>" => match needed()? {
            Thing::List(_) => {
                let itself = Thing::List(Rc::clone(list));
                let order = super::compare::order(&itself, needed()?, 0, budget)?;
                number::ordered("<=>", Some(order))
            }
            _ => Thing::Nil,
        },
        "dig" => match call_index(&items, needed()?)? {
            Thing::List(inner) if arguments.len() > 1 => {
                return asked(budget, &inner, "dig", arguments.get(1..).unwrap_or_default());
            }
            Thing::Hash(inner) if arguments.len() > 1 => {
                super::hash::dig(&inner, arguments.get(1..).unwrap_or_default(), budget)?
            }
            found if arguments.len() == 1 || matches!(found, Thing::Nil) => found,
            _ => return Err(Fail::Raised("this value does not have #dig method".to_owned())),
        },
        "to_a" | "to_ary" | "entries" => Thing::List(Rc::clone(list)),
        "inspect" | "to_s" => Thing::text(show::inspect(&Thing::List(Rc::clone(list)), budget)?),
        "rotate" if first.is_none() => {
            budget.items(items.len())?;
            Thing::list(items.iter().skip(1).chain(items.first()).cloned().collect())
        }
        _ => return Ok(None),
    }))
}

fn call_index(items: &[Item], index: &Thing) -> Result<Thing, Fail> {
    let found = window(&[index], items.len())?.and_then(|(at, _)| items.get(at));
    Ok(found.map_or(Thing::Nil, |item| item.thing.clone()))
}

/// `dig` into a list.
pub(super) fn dig(list: &List, path: &[Item], budget: &mut Budget) -> Result<Thing, Fail> {
    Ok(asked(budget, list, "dig", path)?.unwrap_or(Thing::Nil))
}

fn join(
    items: &[Item],
    between: &str,
    depth: usize,
    into: &mut String,
    budget: &mut Budget,
) -> Result<(), Fail> {
    if depth > DEEPEST {
        return Err(Fail::Raised("recursive array join".to_owned()));
    }
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            budget.bytes(between.len())?;
            into.push_str(between);
        }
        match &item.thing {
            Thing::List(inner) => join(&inner.get(), between, depth + 1, into, budget)?,
            other => into.push_str(&show::text(other, budget)?),
        }
    }
    Ok(())
}

fn flatten(
    items: &[Item],
    depth: usize,
    is_whole: bool,
    into: &mut Vec<Item>,
    budget: &mut Budget,
) -> Result<(), Fail> {
    for item in items {
        budget.items(1)?;
        match &item.thing {
            Thing::List(_) if depth == 0 && is_whole => {
                return Err(Fail::Raised("tried to flatten recursive array".to_owned()));
            }
            Thing::List(inner) if depth > 0 => flatten(&inner.get(), depth - 1, is_whole, into, budget)?,
            _ => into.push(item.clone()),
        }
    }
    Ok(())
}

/// `-`, `&` and `|`: by the keys that the items would be in a hash.
fn combined(left: &[Item], right: &[Item], name: &str, budget: &mut Budget) -> Result<Thing, Fail> {
    budget.items(left.len() + right.len())?;
    let mut others = std::collections::HashSet::new();
    for item in right {
        others.insert(item.thing.key(budget)?);
    }
    let mut seen = std::collections::HashSet::new();
    let mut made = Vec::new();
    for item in left {
        let key = item.thing.key(budget)?;
        let is_taken = match name {
            "-" | "difference" => !others.contains(&key),
            "&" | "intersection" => others.contains(&key) && seen.insert(key),
            _ => seen.insert(key),
        };
        if is_taken {
            made.push(item.clone());
        }
    }
    if matches!(name, "|" | "union") {
        for item in right {
            if seen.insert(item.thing.key(budget)?) {
                made.push(item.clone());
            }
        }
    }
    Ok(Thing::list(made))
}
