//! When values are the same, and which comes first.

use std::cmp::Ordering;

use super::budget::{Budget, Fail};
use super::number::cannot_compare;
use super::value::{DEEPEST, Thing};

/// `==`.
pub(super) fn equal(left: &Thing, right: &Thing, depth: usize, budget: &mut Budget) -> Result<bool, Fail> {
    if depth > DEEPEST {
        return Err(Fail::Raised("this value is nested too deeply".to_owned()));
    }
    budget.bytes(20)?;
    Ok(match (left, right) {
        (Thing::Unknown, _) | (_, Thing::Unknown) => return Err(Fail::Unknown),
        (Thing::Nil, Thing::Nil) => true,
        (Thing::Boolean(left), Thing::Boolean(right)) => left == right,
        (Thing::Integer(left), Thing::Integer(right)) => left == right,
        #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "as Ruby's")]
        (Thing::Integer(whole), Thing::Float(number)) | (Thing::Float(number), Thing::Integer(whole)) => {
            *whole as f64 == *number
        }
        #[expect(clippy::float_cmp, reason = "as Ruby's")]
        (Thing::Float(left), Thing::Float(right)) => left == right,
        (Thing::Text(left), Thing::Text(right)) => {
            budget.bytes(left.get().len() / 16)?;
            *left.get() == *right.get()
        }
        (Thing::Symbol(left), Thing::Symbol(right)) => left == right,
        (Thing::Class(left), Thing::Class(right)) => left == right,
        (Thing::Range(..), Thing::Range(..)) => {
            super::show::inspect(left, budget)? == super::show::inspect(right, budget)?
        }
        (Thing::Pattern(left), Thing::Pattern(right)) => left.source == right.source,
        (Thing::List(left), Thing::List(right)) => {
            let (left, right) = (left.get(), right.get());
            if left.len() != right.len() {
                return Ok(false);
            }
            for (left, right) in left.iter().zip(right.iter()) {
                if !equal(&left.thing, &right.thing, depth + 1, budget)? {
                    return Ok(false);
                }
            }
            true
        }
        (Thing::Hash(left), Thing::Hash(right)) => {
            let (left, right) = (left.get(), right.get());
            if left.entries.len() != right.entries.len() {
                return Ok(false);
            }
            for (key, entry) in &left.entries {
                let Some(other) = right.entries.get(key) else { return Ok(false) };
                if !equal(&entry.item.thing, &other.item.thing, depth + 1, budget)? {
                    return Ok(false);
                }
            }
            true
        }
        _ => false,
    })
}

/// `<=>`, or Ruby's words for what has no order.
pub(super) fn order(
    left: &Thing,
    right: &Thing,
    depth: usize,
    budget: &mut Budget,
) -> Result<Ordering, Fail> {
    if depth > DEEPEST {
        return Err(Fail::Raised("this value is nested too deeply".to_owned()));
    }
    budget.bytes(20)?;
    #[expect(clippy::cast_precision_loss, reason = "as Ruby's")]
    let found = match (left, right) {
        (Thing::Unknown, _) | (_, Thing::Unknown) => return Err(Fail::Unknown),
        (Thing::Integer(left), Thing::Integer(right)) => Some(left.cmp(right)),
        (Thing::Integer(left), Thing::Float(right)) => (*left as f64).partial_cmp(right),
        (Thing::Float(left), Thing::Integer(right)) => left.partial_cmp(&(*right as f64)),
        (Thing::Float(left), Thing::Float(right)) => left.partial_cmp(right),
        (Thing::Text(left), Thing::Text(right)) => Some(left.get().cmp(&right.get())),
        (Thing::Symbol(left), Thing::Symbol(right)) => Some(left.cmp(right)),
        (Thing::List(left), Thing::List(right)) => {
            let (left, right) = (left.get(), right.get());
            for (left, right) in left.iter().zip(right.iter()) {
                let found = order(&left.thing, &right.thing, depth + 1, budget)?;
                if found != Ordering::Equal {
                    return Ok(found);
                }
            }
            Some(left.len().cmp(&right.len()))
        }
        (left, right) => equal(left, right, depth, budget)?.then_some(Ordering::Equal),
    };
    found.ok_or_else(|| cannot_compare(left.class(), right))
}

/// `===`: whether `given` is a case of `pattern`.
pub(super) fn is_case(pattern: &Thing, given: &Thing, budget: &mut Budget) -> Result<bool, Fail> {
    Ok(match (pattern, given) {
        (_, Thing::Unknown) | (Thing::Unknown, _) => return Err(Fail::Unknown),
        (Thing::Class(class), given) => is_a(given, class),
        (Thing::Range(from, to, is_open), Thing::Integer(number)) => {
            from.is_none_or(|from| from <= *number)
                && to.is_none_or(|to| if *is_open { *number < to } else { *number <= to })
        }
        #[expect(clippy::cast_precision_loss, reason = "as Ruby's")]
        (Thing::Range(from, to, is_open), Thing::Float(number)) => {
            from.is_none_or(|from| from as f64 <= *number)
                && to.is_none_or(|to| if *is_open { *number < to as f64 } else { *number <= to as f64 })
        }
        (Thing::Pattern(pattern), Thing::Text(text)) => pattern.find(&text.get(), budget)?.is_some(),
        (Thing::Pattern(pattern), Thing::Symbol(name)) => pattern.find(name, budget)?.is_some(),
        (Thing::Range(..) | Thing::Pattern(_), _) => false,
        (pattern, given) => equal(pattern, given, 0, budget)?,
    })
}

/// `is_a?`.
pub(super) fn is_a(thing: &Thing, class: &str) -> bool {
    let is_more = match thing {
        Thing::Integer(_) | Thing::Float(_) => matches!(class, "Numeric" | "Comparable"),
        Thing::Text(_) | Thing::Symbol(_) => class == "Comparable",
        Thing::List(_) | Thing::Range(..) => class == "Enumerable",
        Thing::Hash(hash) => class == "Enumerable" || class == "Mash" && hash.get().is_settings,
        Thing::Class(_) => class == "Module",
        _ => false,
    };
    is_more || matches!(class, "Object" | "BasicObject" | "Kernel") || thing.class() == class
}
