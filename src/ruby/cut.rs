//! Texts taken apart and put together: `split`, `gsub`, `tr`, slices.

use super::block::Block;
use super::budget::{Budget, Fail};
use super::evaluate::Evaluator;
use super::pattern::{Pattern, replaced};
use super::text::{given, is_leading_space, no_conversion};
use super::value::{Item, Thing};
use super::{list, number, show};

pub(super) fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(ToOwned::to_owned).collect()
}

pub(super) fn substituted(
    evaluator: &mut Evaluator<'_>,
    text: &str,
    is_every: bool,
    arguments: &[Item],
    block: Option<&Block<'_, '_>>,
) -> Result<String, Fail> {
    let replacement = match arguments.get(1).map(|item| &item.thing) {
        Some(Thing::Text(replacement)) => Some(replacement.get().clone()),
        None if block.is_some() => None,
        Some(Thing::Hash(_)) => return Err(Fail::Refused("`gsub` with a hash".to_owned())),
        Some(other) => return Err(no_conversion(other)),
        None => return Err(Fail::Raised("wrong number of arguments".to_owned())),
    };
    // The places that are replaced, with the groups.
    let mut matches: Vec<(usize, usize, Vec<Option<String>>)> = Vec::new();
    match arguments.first().map(|item| &item.thing) {
        Some(Thing::Text(what)) => {
            let what = what.get();
            if what.is_empty() {
                return Err(Fail::Refused("`gsub` of nothing".to_owned()));
            }
            matches.extend(
                text.match_indices(what.as_str())
                    .map(|(at, part)| (at, at + part.len(), vec![Some(part.to_owned())])),
            );
        }
        Some(Thing::Pattern(pattern)) => {
            for found in pattern.every(text, &mut evaluator.budget)? {
                let Some(whole) = found.get(0) else { continue };
                let groups =
                    (0..found.len()).map(|group| found.get(group).map(|one| one.as_str().to_owned()));
                matches.push((whole.start(), whole.end(), groups.collect()));
            }
        }
        Some(other) => return Err(no_conversion(other)),
        None => return Err(Fail::Missing),
    }
    evaluator.budget.items(matches.len())?;
    let mut made = String::new();
    let mut done = 0;
    for (from, to, groups) in matches.into_iter().take(if is_every { usize::MAX } else { 1 }) {
        made.push_str(text.get(done..from).unwrap_or_default());
        let put = if let Some(replacement) = &replacement {
            replaced(replacement, &|group| groups.get(group).cloned().flatten())?
        } else {
            let item = evaluator.item(Thing::text(groups.into_iter().next().flatten().unwrap_or_default()));
            let answer = evaluator.give(block, vec![item])?;
            show::text(&answer.thing, &mut evaluator.budget)?
        };
        evaluator.budget.bytes(put.len())?;
        made.push_str(&put);
        done = to;
    }
    made.push_str(text.get(done..).unwrap_or_default());
    Ok(made)
}

pub(super) fn sliced(text: &str, arguments: &[Item], budget: &mut Budget) -> Result<Thing, Fail> {
    let things: Vec<&Thing> = arguments.iter().map(|item| &item.thing).collect();
    match things.as_slice() {
        [Thing::Text(part)] => {
            let part = part.get().clone();
            return Ok(if text.contains(&part) { Thing::text(part) } else { Thing::Nil });
        }
        [Thing::Pattern(pattern)] => return group(text, pattern, 0, budget),
        [Thing::Pattern(pattern), Thing::Integer(number)] => {
            let number = usize::try_from(*number).map_err(|_| Fail::Refused("this group".to_owned()))?;
            return group(text, pattern, number, budget);
        }
        _ => {}
    }
    let characters: Vec<char> = text.chars().collect();
    budget.bytes(characters.len())?;
    let Some((from, count)) = list::window(&things, characters.len())? else { return Ok(Thing::Nil) };
    if matches!(things.as_slice(), [Thing::Integer(_)]) && from >= characters.len() {
        return Ok(Thing::Nil);
    }
    Ok(Thing::text(characters.iter().skip(from).take(count).collect::<String>()))
}

fn group(text: &str, pattern: &Pattern, number: usize, budget: &mut Budget) -> Result<Thing, Fail> {
    let found = pattern.captures(text, budget)?;
    Ok(found.and_then(|groups| groups.get(number).copied().flatten()).map_or(Thing::Nil, Thing::text))
}

pub(super) fn split(text: &str, arguments: &[Item], budget: &mut Budget) -> Result<Vec<String>, Fail> {
    let limit = match arguments.get(1).map(|item| &item.thing) {
        None => 0,
        Some(Thing::Integer(limit)) => *limit,
        Some(_) => return Err(Fail::Refused("`split` with this limit".to_owned())),
    };
    let most = usize::try_from(limit).ok().filter(|most| *most > 0).unwrap_or(usize::MAX);
    let owned = |part: &str| part.to_owned();
    let mut parts: Vec<String> = match arguments.first().map(|item| &item.thing) {
        _ if text.is_empty() => return Ok(Vec::new()),
        None | Some(Thing::Nil) => blank_split(text, most),
        Some(Thing::Text(at)) if *at.get() == " " => blank_split(text, most),
        Some(Thing::Text(at)) if at.get().is_empty() => {
            if limit != 0 {
                return Err(Fail::Refused("`split` of every character with a limit".to_owned()));
            }
            text.chars().map(String::from).collect()
        }
        Some(Thing::Text(at)) => text.splitn(most, at.get().as_str()).map(owned).collect(),
        Some(Thing::Pattern(pattern)) => {
            let mut parts = Vec::new();
            let mut done = 0;
            for found in pattern.every(text, budget)? {
                if found.len() > 1 {
                    return Err(Fail::Refused("`split` at groups".to_owned()));
                }
                let Some(whole) = found.get(0) else { continue };
                if parts.len() + 1 >= most {
                    break;
                }
                parts.push(text.get(done..whole.start()).unwrap_or_default().to_owned());
                done = whole.end();
            }
            parts.push(text.get(done..).unwrap_or_default().to_owned());
            parts
        }
        Some(other) => {
            return Err(Fail::Raised(format!(
                "wrong argument type {} (expected Regexp)",
                number::kind(other)
            )));
        }
    };
    while limit == 0 && parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    Ok(parts)
}

/// `split` without anything: at white space.
fn blank_split(text: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_leading_space);
    while !rest.is_empty() {
        let end = rest.find(is_leading_space);
        match end {
            Some(end) if parts.len() + 1 < most => {
                parts.push(rest.get(..end).unwrap_or_default().to_owned());
                let after = rest.get(end..).unwrap_or_default();
                rest = after.trim_start_matches(is_leading_space);
                if rest.is_empty() {
                    parts.push(String::new());
                }
            }
            _ => {
                parts.push(rest.to_owned());
                break;
            }
        }
    }
    parts
}

/// A set of characters, as `tr` and `delete` take it.
pub(super) struct Set {
    is_negated: bool,
    members: Vec<char>,
}

impl Set {
    pub(super) fn new(written: &str) -> Result<Self, Fail> {
        if written.contains('\\') || written.chars().count() > 200 {
            return Err(Fail::Refused("this set of characters".to_owned()));
        }
        let (is_negated, body) = match written.strip_prefix('^') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, written),
        };
        let characters: Vec<char> = body.chars().collect();
        let mut members = Vec::new();
        let mut index = 0;
        while let Some(from) = characters.get(index) {
            if let (Some('-'), Some(to)) = (characters.get(index + 1), characters.get(index + 2)) {
                if from > to || !from.is_ascii() || !to.is_ascii() {
                    return Err(Fail::Raised("invalid range in a set of characters".to_owned()));
                }
                members.extend(*from..=*to);
                index += 3;
            } else {
                members.push(*from);
                index += 1;
            }
        }
        Ok(Self { is_negated, members })
    }

    pub(super) fn has(&self, character: char) -> bool {
        self.members.contains(&character) != self.is_negated
    }
}

pub(super) fn transliterated(text: &str, from: &str, to: &str) -> Result<String, Fail> {
    let from = Set::new(from)?;
    let to = if to.starts_with('^') {
        return Err(Fail::Refused("this set of characters".to_owned()));
    } else {
        Set::new(to)?.members
    };
    let made = text.chars().filter_map(|character| {
        if !from.has(character) {
            return Some(character);
        }
        let at = from.members.iter().position(|member| *member == character);
        match at {
            Some(at) => to.get(at).or(to.last()).copied(),
            None => to.last().copied(),
        }
    });
    Ok(made.collect())
}

pub(super) fn justified(
    text: &str,
    name: &str,
    arguments: &[Item],
    budget: &mut Budget,
) -> Result<String, Fail> {
    let Some(Thing::Integer(width)) = arguments.first().map(|item| &item.thing) else {
        return Err(Fail::Raised("wrong number of arguments".to_owned()));
    };
    let pad = given(arguments, 1)?.unwrap_or_else(|| " ".to_owned());
    if pad.is_empty() {
        return Err(Fail::Raised("zero width padding".to_owned()));
    }
    let width = usize::try_from(*width).unwrap_or(0);
    let missing = width.saturating_sub(text.chars().count());
    budget.bytes(missing.saturating_mul(4))?;
    let fill = |count: usize| pad.chars().cycle().take(count).collect::<String>();
    Ok(match name {
        "ljust" => text.to_owned() + &fill(missing),
        "rjust" => fill(missing) + text,
        _ => fill(missing / 2) + text + &fill(missing - missing / 2),
    })
}

pub(super) fn chomped<'t>(text: &'t str, end: Option<&str>) -> &'t str {
    match end {
        None | Some("\n") => {
            let without = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n'));
            without.or_else(|| text.strip_suffix('\r')).unwrap_or(text)
        }
        Some("") => {
            let mut rest = text;
            while let Some(shorter) = rest.strip_suffix("\r\n").or_else(|| rest.strip_suffix('\n')) {
                rest = shorter;
            }
            rest
        }
        Some(end) => text.strip_suffix(end).unwrap_or(text),
    }
}
