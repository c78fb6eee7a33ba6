//! Methods of texts and symbols.

use std::cmp::Ordering;
use std::rc::Rc;

use super::block::Block;
use super::budget::{Budget, Fail};
use super::compare::equal;
use super::cut::{Set, chomped, justified, lines, sliced, split, substituted, transliterated};
use super::evaluate::Evaluator;
use super::pattern::Pattern;
use super::value::{Item, Shared, Thing};
use super::{number, show};

/// White space as `strip` sees it: Ruby takes the null byte for such too.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r' | '\0')
}

/// White space as `split` sees it.
pub(super) fn is_leading_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

/// A method of a text.
pub(super) fn call(
    evaluator: &mut Evaluator<'_>,
    shared: &Rc<Shared<String>>,
    name: &str,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<Thing, Fail> {
    let text = shared.get().clone();
    evaluator.budget.bytes(text.len() / 8 + 1)?;
    if let Some(plain) = name.strip_suffix('!')
        && IN_PLACE.contains(&plain)
    {
        let made = call(evaluator, shared, plain, arguments, block)?;
        let Thing::Text(made) = made else { return Err(Fail::Missing) };
        let is_same = *made.get() == text;
        let made = made.get().clone();
        shared.change(|text| *text = made)?;
        return Ok(if is_same { Thing::Nil } else { Thing::Text(Rc::clone(shared)) });
    }
    if matches!(name, "<<" | "concat" | "replace" | "prepend" | "insert" | "clear") {
        return changed(&mut evaluator.budget, shared, name, arguments);
    }
    if matches!(name, "gsub" | "sub") {
        return substituted(evaluator, &text, name == "gsub", arguments, block).map(Thing::text);
    }
    if matches!(name, "each_line" | "each_char") && block.is_some() {
        let parts = if name == "each_line" { lines(&text) } else { text.chars().map(String::from).collect() };
        let items: Vec<Item> = parts.into_iter().map(|part| evaluator.item(Thing::text(part))).collect();
        for item in items {
            evaluator.give(block, vec![item])?;
        }
        return Ok(Thing::Text(Rc::clone(shared)));
    }
    if block.is_some() {
        return Err(Fail::Refused(format!("`{name}` with a block")));
    }
    let budget = &mut evaluator.budget;
    let thing = match words(&text, name, arguments, budget)? {
        Some(text) => {
            budget.bytes(text.len())?;
            Thing::text(text)
        }
        None => asked(&text, name, arguments, budget)?,
    };
    Ok(thing)
}

/// Methods that change the text itself where they end in `!`.
const IN_PLACE: &[&str] = &[
    "strip",
    "lstrip",
    "rstrip",
    "chomp",
    "chop",
    "upcase",
    "downcase",
    "capitalize",
    "swapcase",
    "gsub",
    "sub",
    "tr",
    "delete",
    "squeeze",
    "reverse",
    "delete_prefix",
    "delete_suffix",
];

fn changed(
    budget: &mut Budget,
    shared: &Rc<Shared<String>>,
    name: &str,
    arguments: &[Item],
) -> Result<Thing, Fail> {
    let mut parts = Vec::new();
    for argument in arguments.iter().skip(usize::from(name == "insert")) {
        match &argument.thing {
            Thing::Text(text) => parts.push(text.get().clone()),
            Thing::Integer(code) if matches!(name, "<<" | "concat") => {
                let code = u32::try_from(*code).ok().and_then(char::from_u32);
                parts.push(code.ok_or_else(|| Fail::Raised("invalid codepoint".to_owned()))?.to_string());
            }
            other => return Err(no_conversion(other)),
        }
    }
    let added = parts.concat();
    budget.bytes(added.len() + 1)?;
    match name {
        "<<" if arguments.len() != 1 => return Err(Fail::Missing),
        "<<" | "concat" => shared.change(|text| text.push_str(&added))?,
        "replace" => shared.change(|text| *text = added)?,
        "clear" => shared.change(String::clear)?,
        "insert" => {
            let Some(Thing::Integer(at)) = arguments.first().map(|item| &item.thing) else {
                return Err(Fail::Missing);
            };
            let length = i128::try_from(shared.get().chars().count()).unwrap_or(0);
            let at = if *at < 0 { length + at + 1 } else { *at };
            let at = usize::try_from(at).ok().filter(|_| at <= length);
            let at = at.ok_or_else(|| Fail::Raised("index out of string".to_owned()))?;
            let byte = byte_of(&shared.get(), at);
            budget.bytes(byte)?;
            shared.change(|text| text.insert_str(byte, &added))?;
        }
        _ => {
            budget.bytes(shared.get().len())?;
            shared.change(|text| text.insert_str(0, &added))?;
        }
    }
    Ok(Thing::Text(Rc::clone(shared)))
}

/// The byte that the character `index` starts at.
fn byte_of(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte)
}

/// Ruby's words for something that is no text.
pub(super) fn no_conversion(thing: &Thing) -> Fail {
    if thing.is_unknown() {
        return Fail::Unknown;
    }
    Fail::Raised(format!("no implicit conversion of {} into String", number::kind(thing)))
}

pub(super) fn given(arguments: &[Item], index: usize) -> Result<Option<String>, Fail> {
    match arguments.get(index).map(|item| &item.thing) {
        None => Ok(None),
        Some(Thing::Text(text)) => Ok(Some(text.get().clone())),
        Some(other) => Err(no_conversion(other)),
    }
}

fn needed(arguments: &[Item], index: usize) -> Result<String, Fail> {
    given(arguments, index)?.ok_or_else(|| Fail::Raised("wrong number of arguments".to_owned()))
}

/// The methods that answer text.
fn words(text: &str, name: &str, arguments: &[Item], budget: &mut Budget) -> Result<Option<String>, Fail> {
    let count = |most: usize| {
        if arguments.len() > most {
            Err(Fail::Raised("wrong number of arguments".to_owned()))
        } else {
            Ok(())
        }
    };
    let first = arguments.first().map(|item| &item.thing);
    Ok(Some(match name {
        "to_s" | "to_str" | "dup" | "itself" | "+@" | "clone" | "scrub" => text.to_owned(),
        "strip" => text.trim_matches(is_space).to_owned(),
        "lstrip" => text.trim_start_matches(is_space).to_owned(),
        "rstrip" => text.trim_end_matches(is_space).to_owned(),
        "chomp" => match first {
            Some(Thing::Nil) => text.to_owned(),
            _ => chomped(text, given(arguments, 0)?.as_deref()).to_owned(),
        },
        "chop" => {
            let mut rest = text.to_owned();
            if !(rest.ends_with("\r\n") && rest.pop().is_some() && rest.pop().is_some()) {
                rest.pop();
            }
            rest
        }
        "chr" => text.chars().take(1).collect(),
        "upcase" | "downcase" | "capitalize" | "swapcase" if first.is_some() || !text.is_ascii() => {
            return Err(Fail::Refused(format!("`{name}` of letters beyond a to z")));
        }
        "upcase" => text.to_ascii_uppercase(),
        "downcase" => text.to_ascii_lowercase(),
        "capitalize" => {
            let mut characters = text.chars();
            let head = characters.next().map(|c| c.to_ascii_uppercase());
            head.into_iter().chain(characters.map(|c| c.to_ascii_lowercase())).collect()
        }
        "swapcase" => {
            let swap = |c: char| {
                if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() }
            };
            text.chars().map(swap).collect()
        }
        "reverse" => text.chars().rev().collect(),
        "inspect" | "dump" => show::inspect(&Thing::text(text), budget)?,
        "delete_prefix" => text.strip_prefix(&needed(arguments, 0)?).unwrap_or(text).to_owned(),
        "delete_suffix" => text.strip_suffix(&needed(arguments, 0)?).unwrap_or(text).to_owned(),
        "tr" => transliterated(text, &needed(arguments, 0)?, &needed(arguments, 1)?)?,
        "delete" => {
            count(1)?;
            let set = Set::new(&needed(arguments, 0)?)?;
            text.chars().filter(|c| !set.has(*c)).collect()
        }
        "squeeze" => {
            count(1)?;
            let set = given(arguments, 0)?.map(|set| Set::new(&set)).transpose()?;
            let mut made = String::new();
            for character in text.chars() {
                let counts = set.as_ref().is_none_or(|set| set.has(character));
                if !(counts && made.ends_with(character)) {
                    made.push(character);
                }
            }
            made
        }
        "+" => match first {
            Some(Thing::Text(other)) => {
                budget.bytes(text.len() + other.get().len())?;
                text.to_owned() + &other.get()
            }
            Some(other) => return Err(no_conversion(other)),
            None => return Err(Fail::Missing),
        },
        "*" => match first.map(number::truncated) {
            Some(Thing::Integer(times)) if times >= 0 => {
                let times = usize::try_from(times).map_err(|_| Fail::Spent("memory"))?;
                budget.bytes(text.len().saturating_mul(times))?;
                text.repeat(times)
            }
            Some(Thing::Integer(_)) => return Err(Fail::Raised("argument must be non-negative".to_owned())),
            Some(other) => {
                return Err(Fail::Raised(format!(
                    "no implicit conversion of {} into Integer",
                    number::kind(&other)
                )));
            }
            None => return Err(Fail::Missing),
        },
        "%" => match first {
            Some(Thing::List(values)) => show::format(text, &values.get(), budget)?,
            Some(Thing::Hash(_)) => return Err(Fail::Refused("`%` with a hash".to_owned())),
            _ => show::format(text, arguments, budget)?,
        },
        "center" | "ljust" | "rjust" => justified(text, name, arguments, budget)?,
        "succ" | "next" | "unpack1" | "crypt" | "encode" | "force_encoding" | "unicode_normalize" => {
            return Err(Fail::Refused(format!("`{name}`")));
        }
        _ => return Ok(None),
    }))
}

/// The methods that answer something else.
fn asked(text: &str, name: &str, arguments: &[Item], budget: &mut Budget) -> Result<Thing, Fail> {
    let first = arguments.first().map(|item| &item.thing);
    let count = |count: usize| Thing::Integer(i128::try_from(count).unwrap_or(i128::MAX));
    let strings = |budget: &mut Budget, parts: Vec<String>| {
        budget.items(parts.len())?;
        let items = parts.into_iter().map(|part| Item::computed(Thing::text(part), &(0..0)));
        Ok::<Thing, Fail>(Thing::list(items.collect()))
    };
    Ok(match name {
        "to_i" => match first {
            None => Thing::Integer(number::leading_integer(text, 10)?),
            Some(Thing::Integer(base)) => {
                let base = u32::try_from(*base).ok().filter(|base| (2..=36).contains(base));
                let base = base.ok_or_else(|| Fail::Raised("invalid radix".to_owned()))?;
                Thing::Integer(number::leading_integer(text, base)?)
            }
            Some(_) => return Err(Fail::Refused("`to_i` with this base".to_owned())),
        },
        "hex" => Thing::Integer(number::leading_integer(text, 16)?),
        "oct" => return Err(Fail::Refused("`oct`".to_owned())),
        "to_f" => Thing::Float(number::leading_float(text)),
        "to_sym" | "intern" => Thing::Symbol(text.into()),
        "length" | "size" => count(text.chars().count()),
        "bytesize" => count(text.len()),
        "ord" => match text.chars().next() {
            Some(first) => Thing::Integer(i128::from(u32::from(first))),
            None => return Err(Fail::Raised("empty string".to_owned())),
        },
        "empty?" => Thing::Boolean(text.is_empty()),
        "ascii_only?" => Thing::Boolean(text.is_ascii()),
        "valid_encoding?" => Thing::Boolean(true),
        "include?" => Thing::Boolean(text.contains(&needed(arguments, 0)?)),
        "start_with?" | "end_with?" => {
            let mut is_so = false;
            for (index, argument) in arguments.iter().enumerate() {
                if matches!(argument.thing, Thing::Pattern(_)) {
                    return Err(Fail::Refused(format!("`{name}` with a regular expression")));
                }
                let end = needed(arguments, index)?;
                is_so |= if name == "start_with?" { text.starts_with(&end) } else { text.ends_with(&end) };
            }
            Thing::Boolean(is_so)
        }
        "index" | "rindex" if arguments.len() == 1 => {
            let at = match (name, first) {
                ("index", Some(Thing::Pattern(pattern))) => pattern.find(text, budget)?,
                ("rindex", Some(Thing::Text(what))) => text.rfind(what.get().as_str()),
                (_, Some(Thing::Text(what))) => text.find(what.get().as_str()),
                _ => return Err(Fail::Refused(format!("`{name}` of this"))),
            };
            at.map_or(Thing::Nil, |at| count(text.get(..at).unwrap_or_default().chars().count()))
        }
        "count" if arguments.len() == 1 => {
            let set = Set::new(&needed(arguments, 0)?)?;
            count(text.chars().filter(|c| set.has(*c)).count())
        }
        "=~" | "match?" | "match" => match first {
            Some(Thing::Pattern(pattern)) => matched(text, name, pattern, budget)?,
            Some(Thing::Nil) if name == "=~" => Thing::Nil,
            Some(Thing::Text(_)) => return Err(Fail::Refused(format!("`{name}` with a text"))),
            _ => return Err(Fail::Raised("wrong argument type (expected Regexp)".to_owned())),
        },
        "<=>" | "<" | ">" | "<=" | ">=" => match first {
            Some(Thing::Text(other)) => number::ordered(name, Some(text.cmp(other.get().as_str()))),
            _ if name == "<=>" => Thing::Nil,
            Some(other) => return Err(number::cannot_compare("String", other)),
            None => return Err(Fail::Missing),
        },
        "casecmp?" | "casecmp" => {
            let other = needed(arguments, 0)?;
            if !text.is_ascii() || !other.is_ascii() {
                return Err(Fail::Refused(format!("`{name}` of letters beyond a to z")));
            }
            let order: Ordering = text.to_ascii_lowercase().cmp(&other.to_ascii_lowercase());
            if name == "casecmp" {
                number::ordered("<=>", Some(order))
            } else {
                Thing::Boolean(order == Ordering::Equal)
            }
        }
        "eql?" => {
            Thing::Boolean(first.map_or(Ok(false), |first| equal(&Thing::text(text), first, 0, budget))?)
        }
        "chars" => strings(budget, text.chars().map(String::from).collect())?,
        "lines" if arguments.is_empty() => strings(budget, lines(text))?,
        "bytes" => {
            budget.items(text.len())?;
            Thing::list(
                text.bytes().map(|byte| Item::computed(Thing::Integer(i128::from(byte)), &(0..0))).collect(),
            )
        }
        "partition" | "rpartition" => {
            let at = needed(arguments, 0)?;
            let parts = if name == "partition" { text.split_once(&at) } else { text.rsplit_once(&at) };
            let (left, middle, right) = match (parts, name) {
                (Some((left, right)), _) => (left, at.as_str(), right),
                (None, "partition") => (text, "", ""),
                (None, _) => ("", "", text),
            };
            strings(budget, vec![left.to_owned(), middle.to_owned(), right.to_owned()])?
        }
        "split" => {
            let parts = split(text, arguments, budget)?;
            strings(budget, parts)?
        }
        "scan" => match first {
            Some(Thing::Text(what)) if !what.get().is_empty() => {
                let found = text.matches(what.get().as_str()).map(ToOwned::to_owned).collect();
                strings(budget, found)?
            }
            Some(Thing::Pattern(pattern)) => {
                let mut items = Vec::new();
                for found in pattern.every(text, budget)? {
                    let part =
                        |group: usize| found.get(group).map_or(Thing::Nil, |one| Thing::text(one.as_str()));
                    let groups: Vec<Item> =
                        (1..found.len()).map(|group| Item::computed(part(group), &(0..0))).collect();
                    let thing = if groups.is_empty() { part(0) } else { Thing::list(groups) };
                    items.push(Item::computed(thing, &(0..0)));
                }
                Thing::list(items)
            }
            _ => return Err(Fail::Refused("`scan` of this".to_owned())),
        },
        "[]" | "slice" => sliced(text, arguments, budget)?,
        _ => return Err(Fail::Missing),
    })
}

fn matched(text: &str, name: &str, pattern: &Pattern, budget: &mut Budget) -> Result<Thing, Fail> {
    if name == "match" {
        return Err(Fail::Refused("`match`".to_owned()));
    }
    let at = pattern.find(text, budget)?;
    Ok(match (name, at) {
        ("match?", at) => Thing::Boolean(at.is_some()),
        (_, None) => Thing::Nil,
        (_, Some(at)) => {
            let characters = text.get(..at).unwrap_or_default().chars().count();
            Thing::Integer(i128::try_from(characters).unwrap_or(0))
        }
    })
}

/// A method of a symbol.
pub(super) fn symbol(
    evaluator: &mut Evaluator<'_>,
    name: &Rc<str>,
    method: &str,
    arguments: &[Item],
) -> Result<Thing, Fail> {
    let text = Shared::new(name.to_string());
    match method {
        "to_s" | "name" | "id2name" => Ok(Thing::Text(text)),
        "to_sym" | "itself" | "dup" => Ok(Thing::Symbol(Rc::clone(name))),
        "upcase" | "downcase" | "capitalize" | "swapcase" => {
            let Thing::Text(made) = call(evaluator, &text, method, arguments, None)? else {
                return Err(Fail::Missing);
            };
            Ok(Thing::Symbol(made.get().as_str().into()))
        }
        "length" | "size" | "empty?" | "start_with?" | "end_with?" | "[]" => {
            call(evaluator, &text, method, arguments, None)
        }
        "<=>" => match arguments.first().map(|item| &item.thing) {
            Some(Thing::Symbol(other)) => Ok(number::ordered("<=>", Some(name.cmp(other)))),
            _ => Ok(Thing::Nil),
        },
        _ => Err(Fail::Missing),
    }
}
