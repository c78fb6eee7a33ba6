//! Methods that walk over the items of a list, the pairs of a hash or the numbers of a range.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::block::Block;
use super::budget::{Budget, Fail};
use super::compare::{equal, is_case, order};
use super::evaluate::Evaluator;
use super::hash;
use super::value::{Entry, Hash, Item, Thing};

fn count(count: usize) -> Thing {
    Thing::Integer(i128::try_from(count).unwrap_or(i128::MAX))
}

/// A method of what has `items`.
pub(super) fn call(
    evaluator: &mut Evaluator<'_>,
    items: Vec<Item>,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    if block.is_some() {
        walked(evaluator, items, name, arguments, block)
    } else {
        plain(evaluator, items, name, arguments)
    }
}

fn many(arguments: &[Item]) -> Result<Option<usize>, Fail> {
    match arguments.first().map(|item| &item.thing) {
        None => Ok(None),
        Some(Thing::Integer(many)) => usize::try_from(*many)
            .map(Some)
            .map_err(|_| Fail::Raised("attempt to take negative size".to_owned())),
        Some(Thing::Unknown) => Err(Fail::Unknown),
        Some(_) => Err(Fail::Raised("no implicit conversion into Integer".to_owned())),
    }
}

/// The methods without a block.
fn plain(
    evaluator: &mut Evaluator<'_>,
    items: Vec<Item>,
    name: &str,
    arguments: &[Item],
) -> Result<Thing, Fail> {
    let first = arguments.first().map(|item| &item.thing);
    let budget = &mut evaluator.budget;
    budget.items(items.len() / 4)?;
    Ok(match name {
        "first" => match many(arguments)? {
            None => items.into_iter().next().map_or(Thing::Nil, |item| item.thing),
            Some(many) => Thing::list(items.into_iter().take(many).collect()),
        },
        "take" => Thing::list(items.into_iter().take(many(arguments)?.ok_or(Fail::Missing)?).collect()),
        "drop" => Thing::list(items.into_iter().skip(many(arguments)?.ok_or(Fail::Missing)?).collect()),
        "to_a" | "entries" => Thing::list(items),
        "count" => match first {
            None => count(items.len()),
            Some(first) => {
                let mut found = 0;
                for item in &items {
                    found += usize::from(equal(&item.thing, first, 0, budget)?);
                }
                count(found)
            }
        },
        "include?" | "member?" => {
            let first = first.ok_or(Fail::Missing)?;
            for item in &items {
                if equal(&item.thing, first, 0, budget)? {
                    return Ok(Thing::Boolean(true));
                }
            }
            Thing::Boolean(false)
        }
        "index" | "find_index" => {
            let first = first.ok_or(Fail::Missing)?;
            for (index, item) in items.iter().enumerate() {
                if equal(&item.thing, first, 0, budget)? {
                    return Ok(count(index));
                }
            }
            Thing::Nil
        }
        "any?" | "all?" | "none?" | "one?" => {
            let mut found = 0;
            for item in &items {
                found += usize::from(match first {
                    Some(pattern) => is_case(pattern, &item.thing, budget)?,
                    None if item.thing.is_unknown() => return Err(Fail::Unknown),
                    None => item.thing.is_true(),
                });
            }
            quantified(name, found, items.len())
        }
        "sort" => Thing::list(sorted(evaluator, items, None)?),
        "min" | "max" if arguments.is_empty() => {
            let sorted = sorted(evaluator, items, None)?;
            let found =
                if name == "min" { sorted.into_iter().next() } else { sorted.into_iter().next_back() };
            found.map_or(Thing::Nil, |item| item.thing)
        }
        "sum" => {
            let mut sum = evaluator.item(first.cloned().unwrap_or(Thing::Integer(0)));
            if items.iter().any(|item| matches!(item.thing, Thing::Float(_))) {
                return Err(Fail::Refused("`sum` of numbers with fractions".to_owned()));
            }
            for item in items {
                let thing = evaluator.method(&sum, "+", &[item], None)?;
                sum = evaluator.item(thing);
            }
            sum.thing
        }
        "inject" | "reduce" => {
            let name = match arguments.last().map(|item| &item.thing) {
                Some(Thing::Symbol(name)) => name.to_string(),
                _ => return Err(Fail::Missing),
            };
            let mut items = items.into_iter();
            let start = if arguments.len() > 1 { arguments.first().cloned() } else { items.next() };
            let Some(mut sum) = start else { return Ok(Thing::Nil) };
            for item in items {
                evaluator.budget.step()?;
                let thing = evaluator.method(&sum, &name, &[item], None)?;
                sum = evaluator.item(thing);
            }
            sum.thing
        }
        "uniq" => {
            let mut seen = HashSet::new();
            let mut made = Vec::new();
            for item in items {
                if seen.insert(item.thing.key(budget)?) {
                    made.push(item);
                }
            }
            Thing::list(made)
        }
        "tally" => {
            let mut made = Hash::default();
            for item in items {
                let key = item.thing.key(budget)?.ok_or(Fail::Unknown)?;
                let before = match made.get(key.clone()).map(|entry| &entry.item.thing) {
                    Some(Thing::Integer(before)) => *before,
                    _ => 0,
                };
                made.set(key, entry(Item { thing: Thing::Integer(before + 1), ..item.clone() }, &item));
            }
            Thing::hash(made)
        }
        "to_h" => Thing::hash(paired(evaluator, items)?),
        "zip" => {
            let mut others = Vec::new();
            for argument in arguments {
                others.push(super::list::other(&argument.thing)?);
            }
            budget.items(items.len() * (others.len() + 1))?;
            let mut made = Vec::new();
            for (index, item) in items.into_iter().enumerate() {
                let span = item.span.clone();
                let mut row = vec![item];
                for other in &others {
                    row.push(other.get(index).cloned().unwrap_or_else(|| Item::computed(Thing::Nil, &span)));
                }
                made.push(Item::computed(Thing::list(row), &span));
            }
            Thing::list(made)
        }
        // What Ruby's enumerators would give.
        "each_with_index" => {
            let pairs = items.into_iter().enumerate().map(|(index, item)| {
                let span = item.span.clone();
                Item::computed(Thing::list(vec![item, Item::computed(count(index), &span)]), &span)
            });
            budget.items(pairs.len())?;
            Thing::list(pairs.collect())
        }
        "each_slice" | "each_cons" => {
            let parts = parts(&items, name, arguments, budget)?;
            Thing::list(parts.into_iter().map(|part| evaluator.item(Thing::list(part))).collect())
        }
        "each" | "map" | "select" | "each_with_object" | "reject" | "collect" | "filter" | "group_by"
        | "sort_by" | "flat_map" | "each_entry" | "times" => {
            return Err(Fail::Refused(format!("`{name}` without a block")));
        }
        _ => return Err(Fail::Missing),
    })
}

/// The parts that `each_slice` and `each_cons` walk over.
fn parts(
    items: &[Item],
    name: &str,
    arguments: &[Item],
    budget: &mut Budget,
) -> Result<Vec<Vec<Item>>, Fail> {
    let size = many(arguments)?.filter(|size| *size > 0);
    let size = size.ok_or_else(|| Fail::Raised("invalid slice size".to_owned()))?;
    if name == "each_slice" {
        budget.items(items.len())?;
        return Ok(items.chunks(size).map(<[Item]>::to_vec).collect());
    }
    budget.items(items.len().saturating_mul(size.min(items.len())))?;
    Ok(items.windows(size).map(<[Item]>::to_vec).collect())
}

fn quantified(name: &str, found: usize, of: usize) -> Thing {
    Thing::Boolean(match name {
        "any?" => found > 0,
        "all?" => found == of,
        "none?" => found == 0,
        _ => found == 1,
    })
}

fn entry(item: Item, key: &Item) -> Entry {
    let other = match key.thing {
        Thing::Text(_) | Thing::Symbol(_) | Thing::Integer(_) => None,
        ref other => Some(other.clone()),
    };
    Entry { item, other, key: key.span.clone(), condition: None }
}

/// A hash of pairs.
fn paired(evaluator: &mut Evaluator<'_>, pairs: Vec<Item>) -> Result<Hash, Fail> {
    let mut made = Hash::default();
    for pair in pairs {
        let items = match &pair.thing {
            Thing::List(items) if items.get().len() == 2 => items.get().clone(),
            Thing::Unknown => return Err(Fail::Unknown),
            _ => return Err(Fail::Raised("wrong element type (expected a pair)".to_owned())),
        };
        let mut items = items.into_iter();
        let (Some(key), Some(item)) = (items.next(), items.next()) else { continue };
        hash::put(&mut made, &key, item, None, &mut evaluator.budget)?;
    }
    Ok(made)
}

/// Sorts by `<=>`, or by what the block says of two.
pub(super) fn sorted(
    evaluator: &mut Evaluator<'_>,
    mut items: Vec<Item>,
    block: Option<&Block<'_, '_>>,
) -> Result<Vec<Item>, Fail> {
    let mut fail = None;
    // A sort that may be told nonsense: the ready-made ones panic over an order that is none.
    let mut compare = |left: &Item, right: &Item| -> Ordering {
        if fail.is_some() {
            return Ordering::Equal;
        }
        let found =
            match block {
                None => order(&left.thing, &right.thing, 0, &mut evaluator.budget),
                Some(_) => evaluator.give(block, vec![left.clone(), right.clone()]).and_then(|answer| {
                    match answer.thing {
                        Thing::Integer(number) => Ok(number.cmp(&0)),
                        Thing::Unknown => Err(Fail::Unknown),
                        _ => Err(Fail::Raised("comparison of values failed".to_owned())),
                    }
                }),
            };
        found.unwrap_or_else(|found| {
            fail = Some(found);
            Ordering::Equal
        })
    };
    let mut width = 1;
    while width < items.len() {
        let mut merged: Vec<Item> = Vec::with_capacity(items.len());
        let mut rest = items.into_iter().peekable();
        while rest.peek().is_some() {
            let mut left = rest.by_ref().take(width).collect::<Vec<_>>().into_iter().peekable();
            let mut right = rest.by_ref().take(width).collect::<Vec<_>>().into_iter().peekable();
            loop {
                let next = match (left.peek(), right.peek()) {
                    (Some(one), Some(other)) if compare(one, other) == Ordering::Greater => right.next(),
                    (Some(_), _) => left.next(),
                    (None, _) => right.next(),
                };
                match next {
                    Some(item) => merged.push(item),
                    None => break,
                }
            }
        }
        items = merged;
        width *= 2;
    }
    match fail {
        Some(fail) => Err(fail),
        None => Ok(items),
    }
}

/// The methods with a block.
fn walked(
    evaluator: &mut Evaluator<'_>,
    items: Vec<Item>,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    let length = items.len();
    evaluator.budget.items(length / 4)?;
    let takes_any = matches!(name, "each_with_object" | "inject" | "reduce" | "each_slice" | "each_cons");
    if !takes_any && !arguments.is_empty() {
        return Err(Fail::Refused(format!("`{name}` with a block and these arguments")));
    }
    match name {
        "each_with_object" => {
            let into = arguments.first().cloned().ok_or(Fail::Missing)?;
            for item in items {
                evaluator.give(block, vec![item, into.clone()])?;
            }
            return Ok(into.thing);
        }
        "inject" | "reduce" => {
            let mut items = items.into_iter();
            let start = arguments.first().cloned().or_else(|| items.next());
            let Some(mut sum) = start else { return Ok(Thing::Nil) };
            for item in items {
                sum = evaluator.give(block, vec![sum, item])?;
            }
            return Ok(sum.thing);
        }
        "sort" => return Ok(Thing::list(sorted(evaluator, items, block)?)),
        "each_slice" | "each_cons" => {
            for part in parts(&items, name, arguments, &mut evaluator.budget)? {
                let part = evaluator.item(Thing::list(part));
                evaluator.give(block, vec![part])?;
            }
            return Ok(Thing::list(items));
        }
        "reverse_each" => {
            for item in items.iter().rev() {
                evaluator.give(block, vec![item.clone()])?;
            }
            return Ok(Thing::list(items));
        }
        _ => {}
    }
    let mut answers = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut given = vec![item.clone()];
        if name == "each_with_index" {
            given.push(evaluator.item(count(index)));
        }
        let answer = evaluator.give(block, given)?;
        let is_question = matches!(
            name,
            "select"
                | "filter"
                | "reject"
                | "partition"
                | "find"
                | "detect"
                | "any?"
                | "all?"
                | "none?"
                | "one?"
                | "count"
                | "take_while"
                | "drop_while"
                | "find_index"
                | "index"
        );
        if is_question && answer.thing.is_unknown() {
            return Err(Fail::Unknown);
        }
        match (name, answer.thing.is_true()) {
            ("find" | "detect", true) => return Ok(item.thing.clone()),
            ("find_index" | "index", true) => return Ok(count(index)),
            ("any?", true) | ("all?", false) => return Ok(Thing::Boolean(name == "any?")),
            ("none?", true) => return Ok(Thing::Boolean(false)),
            ("take_while", false) => return Ok(Thing::list(items.into_iter().take(index).collect())),
            ("drop_while", false) => return Ok(Thing::list(items.into_iter().skip(index).collect())),
            _ => {}
        }
        evaluator.budget.items(1)?;
        answers.push(answer);
    }
    answered(evaluator, items, name, answers)
}

/// What a method makes of the answers that its block gave.
fn answered(
    evaluator: &mut Evaluator<'_>,
    items: Vec<Item>,
    name: &str,
    answers: Vec<Item>,
) -> Result<Thing, Fail> {
    let length = items.len();
    let both = || items.iter().cloned().zip(answers.iter());
    let chosen = |want: bool| {
        both().filter(|(_, answer)| answer.thing.is_true() == want).map(|(item, _)| item).collect::<Vec<_>>()
    };
    Ok(match name {
        "each" | "each_with_index" | "each_entry" | "take_while" => Thing::list(items),
        "map" | "collect" => Thing::list(answers),
        "flat_map" | "collect_concat" => {
            let mut made = Vec::new();
            for answer in answers {
                match &answer.thing {
                    Thing::List(inner) => made.extend(inner.get().iter().cloned()),
                    _ => made.push(answer),
                }
            }
            evaluator.budget.items(made.len())?;
            Thing::list(made)
        }
        "filter_map" => Thing::list(answers.into_iter().filter(|answer| answer.thing.is_true()).collect()),
        "select" | "filter" => Thing::list(chosen(true)),
        "reject" => Thing::list(chosen(false)),
        "partition" => {
            let (yes, no) =
                (evaluator.item(Thing::list(chosen(true))), evaluator.item(Thing::list(chosen(false))));
            Thing::list(vec![yes, no])
        }
        "find" | "detect" | "find_index" | "index" => Thing::Nil,
        "any?" | "all?" | "none?" | "one?" | "count" => {
            let found = chosen(true).len();
            if name == "count" { count(found) } else { quantified(name, found, length) }
        }
        "drop_while" => Thing::list(Vec::new()),
        "sum" => return plain(evaluator, answers, "sum", &[]),
        "to_h" => Thing::hash(paired(evaluator, answers)?),
        "uniq" => {
            let mut seen = HashSet::new();
            let mut made = Vec::new();
            for (item, answer) in both() {
                if seen.insert(answer.thing.key(&mut evaluator.budget)?) {
                    made.push(item);
                }
            }
            Thing::list(made)
        }
        "group_by" => {
            let mut made = Hash::default();
            for (item, answer) in both() {
                let key = answer.thing.key(&mut evaluator.budget)?.ok_or(Fail::Unknown)?;
                if let Some(Thing::List(list)) = made.get(key.clone()).map(|entry| &entry.item.thing) {
                    list.change(|items| items.push(item))?;
                } else {
                    let list = evaluator.item(Thing::list(vec![item]));
                    made.set(key, entry(list, answer));
                }
            }
            Thing::hash(made)
        }
        "sort_by" | "min_by" | "max_by" => {
            let mut pairs = Vec::new();
            for (item, answer) in items.iter().cloned().zip(answers) {
                let pair = Thing::list(vec![answer, item]);
                pairs.push(evaluator.item(pair));
            }
            let sorted = sorted_by_first(evaluator, &pairs)?;
            match name {
                "sort_by" => Thing::list(sorted),
                "min_by" => sorted.into_iter().next().map_or(Thing::Nil, |item| item.thing),
                _ => sorted.into_iter().next_back().map_or(Thing::Nil, |item| item.thing),
            }
        }
        _ => return Err(Fail::Missing),
    })
}

/// The second of each pair, in the order of the first.
fn sorted_by_first(evaluator: &mut Evaluator<'_>, pairs: &[Item]) -> Result<Vec<Item>, Fail> {
    let mut keys = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let Thing::List(pair) = &pair.thing else { continue };
        let Some(key) = pair.get().first().cloned() else { continue };
        // The place keeps equal ones in their order.
        let row = vec![key, evaluator.item(count(index))];
        keys.push(evaluator.item(Thing::list(row)));
    }
    let mut made = Vec::new();
    for row in sorted(evaluator, keys, None)? {
        let Thing::List(row) = &row.thing else { continue };
        let Some(Thing::Integer(index)) = row.get().last().map(|item| item.thing.clone()) else { continue };
        let Some(Thing::List(pair)) =
            usize::try_from(index).ok().and_then(|at| pairs.get(at)).map(|pair| pair.thing.clone())
        else {
            continue;
        };
        made.extend(pair.get().last().cloned());
    }
    Ok(made)
}
