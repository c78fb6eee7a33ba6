//! Numbers: their operators and methods, and texts that are numbers.

use super::budget::{Budget, Fail};
use super::show;
use super::value::{Item, Thing};

/// Ruby's words for a text that is no number, which may be a secret.
pub(super) fn invalid() -> Fail {
    Fail::Raised("invalid value for Integer()".to_owned())
}

/// `Integer(text)`: the whole text is a number. A base of 10 takes the prefixes of literals too.
pub(super) fn parsed(text: &str, base: u32) -> Option<i128> {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let prefixed = [("0x", 16), ("0b", 2), ("0o", 8), ("0d", 10), ("0", 8)];
    let found =
        prefixed.iter().find(|(prefix, _)| lower.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()));
    let (digits, base) = match found {
        Some((prefix, of)) if base == 10 => (lower.strip_prefix(prefix)?, *of),
        Some((prefix, of)) if base == *of && *prefix != "0" => (lower.strip_prefix(prefix)?, base),
        _ => (lower.as_str(), base),
    };
    let digits = digits.strip_prefix('_').filter(|_| lower.starts_with("0_")).unwrap_or(digits);
    if digits.is_empty() || digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        return None;
    }
    if digits.starts_with(['+', '-']) {
        return None;
    }
    i128::from_str_radix(&digits.replace('_', ""), base).ok().map(|number| number * sign)
}

/// `to_i`: as many digits as there are.
pub(super) fn leading_integer(text: &str, base: u32) -> Result<i128, Fail> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefix = match base {
        16 => "0x",
        8 => "0o",
        2 => "0b",
        _ => "0d",
    };
    let rest = match rest.get(..2) {
        Some(start)
            if start.eq_ignore_ascii_case(prefix)
                && rest.get(2..).is_some_and(|rest| rest.starts_with(|c: char| c.is_digit(base))) =>
        {
            rest.get(2..).unwrap_or_default()
        }
        _ => rest,
    };
    let mut sum: i128 = 0;
    let mut previous = '_';
    for character in rest.chars() {
        let Some(digit) = character.to_digit(base) else {
            if character == '_' && previous != '_' {
                previous = character;
                continue;
            }
            break;
        };
        previous = character;
        let next = sum.checked_mul(i128::from(base)).and_then(|sum| sum.checked_add(i128::from(digit)));
        sum = next.ok_or_else(too_large)?;
    }
    Ok(sum * sign)
}

/// `to_f`: as much of a number as there is.
pub(super) fn leading_float(text: &str) -> f64 {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let mut cleaned = String::new();
    let (mut has_point, mut has_power) = (false, false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(char::is_ascii_digit);
        let after_digit = cleaned.ends_with(|c: char| c.is_ascii_digit());
        match character {
            '0'..='9' => cleaned.push(character),
            '+' | '-' if cleaned.is_empty() => cleaned.push(character),
            '_' if after_digit && next_is_digit => {}
            '.' if !has_point && !has_power && next_is_digit => {
                has_point = true;
                cleaned.push('.');
            }
            'e' | 'E' if !has_power && after_digit => {
                let mut ahead = characters.clone();
                let sign = ahead.next_if(|c| matches!(c, '+' | '-'));
                if !ahead.peek().is_some_and(char::is_ascii_digit) {
                    break;
                }
                has_power = true;
                cleaned.push('e');
                cleaned.extend(sign);
                characters = ahead;
            }
            _ => break,
        }
    }
    cleaned.parse().unwrap_or(0.0)
}

pub(super) fn too_large() -> Fail {
    Fail::Refused("a number of this size".to_owned())
}

fn divided_by_zero() -> Fail {
    Fail::Raised("divided by 0".to_owned())
}

#[expect(clippy::cast_precision_loss, reason = "as Ruby's")]
fn as_float(number: i128) -> f64 {
    number as f64
}

/// A number without its fraction, as an integer.
fn whole(number: f64) -> Result<Thing, Fail> {
    if !number.is_finite() {
        return Err(Fail::Raised("FloatDomainError".to_owned()));
    }
    if number.abs() > 1e37 {
        return Err(too_large());
    }
    #[expect(clippy::cast_possible_truncation, reason = "it was looked at")]
    Ok(Thing::Integer(number as i128))
}

/// A number with a fraction where a count is wanted: Ruby takes its whole part.
pub(super) fn truncated(thing: &Thing) -> Thing {
    match thing {
        Thing::Float(number) => whole(number.trunc()).unwrap_or(Thing::Float(*number)),
        other => other.clone(),
    }
}

/// A method of a whole number.
pub(super) fn integer(
    number: i128,
    name: &str,
    arguments: &[Item],
    budget: &mut Budget,
) -> Result<Thing, Fail> {
    let first = arguments.first().map(|item| &item.thing);
    if name == "pow" && arguments.len() > 1 {
        return Err(Fail::Refused("`pow` with these arguments".to_owned()));
    }
    match (name, first) {
        (
            "+" | "-" | "*" | "/" | "%" | "**" | "div" | "modulo" | "fdiv" | "pow",
            Some(Thing::Integer(other)),
        ) => {
            return arithmetic(number, name, *other, budget);
        }
        (_, Some(Thing::Float(other))) => return self::float(as_float(number), name, Some(*other)),
        ("+" | "-" | "*" | "/" | "%" | "**" | "div" | "modulo" | "fdiv" | "pow", Some(other)) => {
            return Err(cannot_coerce(other, "Integer"));
        }
        _ => {}
    }
    Ok(match (name, first) {
        ("&", Some(Thing::Integer(other))) => Thing::Integer(number & other),
        ("|", Some(Thing::Integer(other))) => Thing::Integer(number | other),
        ("^", Some(Thing::Integer(other))) => Thing::Integer(number ^ other),
        ("<<", Some(Thing::Integer(by))) => {
            let by = u32::try_from(*by).map_err(|_| too_large())?;
            let factor = 1_i128.checked_shl(by).filter(|factor| *factor > 0).ok_or_else(too_large)?;
            Thing::Integer(number.checked_mul(factor).ok_or_else(too_large)?)
        }
        (">>", Some(Thing::Integer(by))) => {
            let by = u32::try_from(*by).map_err(|_| too_large())?;
            Thing::Integer(number.checked_shr(by).unwrap_or(if number < 0 { -1 } else { 0 }))
        }
        ("<=>" | "<" | ">" | "<=" | ">=", Some(Thing::Integer(other))) => {
            ordered(name, Some(number.cmp(other)))
        }
        ("<" | ">" | "<=" | ">=", Some(other)) => return Err(cannot_compare("Integer", other)),
        ("<=>", Some(_)) => Thing::Nil,
        ("between?", Some(Thing::Integer(from))) => match arguments.get(1).map(|item| &item.thing) {
            Some(Thing::Integer(to)) => Thing::Boolean((from..=to).contains(&&number)),
            _ => return Err(Fail::Refused("`between?`".to_owned())),
        },
        ("clamp", Some(Thing::Integer(from))) => match arguments.get(1).map(|item| &item.thing) {
            Some(Thing::Integer(to)) if from <= to => Thing::Integer(number.clamp(*from, *to)),
            _ => return Err(Fail::Refused("`clamp`".to_owned())),
        },
        ("gcd", Some(Thing::Integer(other))) => {
            let (mut left, mut right) = (number.unsigned_abs(), other.unsigned_abs());
            while right != 0 {
                (left, right) = (right, left % right);
            }
            Thing::Integer(i128::try_from(left).map_err(|_| too_large())?)
        }
        ("to_s" | "inspect", None) => Thing::text(number.to_string()),
        ("to_s", Some(Thing::Integer(base))) => Thing::text(in_base(number, *base)?),
        ("+@" | "to_i" | "to_int" | "ord" | "floor" | "ceil" | "round" | "truncate", None) => {
            Thing::Integer(number)
        }
        ("to_f", None) => Thing::Float(as_float(number)),
        ("-@", None) => Thing::Integer(number.checked_neg().ok_or_else(too_large)?),
        ("~", None) => Thing::Integer(!number),
        ("abs" | "magnitude", None) => Thing::Integer(number.checked_abs().ok_or_else(too_large)?),
        ("succ" | "next", None) => Thing::Integer(number.checked_add(1).ok_or_else(too_large)?),
        ("pred", None) => Thing::Integer(number.checked_sub(1).ok_or_else(too_large)?),
        ("zero?", None) => Thing::Boolean(number == 0),
        ("positive?", None) => Thing::Boolean(number > 0),
        ("negative?", None) => Thing::Boolean(number < 0),
        ("even?", None) => Thing::Boolean(number % 2 == 0),
        ("odd?", None) => Thing::Boolean(number % 2 != 0),
        ("integer?" | "finite?", None) => Thing::Boolean(true),
        ("nonzero?", None) => {
            if number == 0 {
                Thing::Nil
            } else {
                Thing::Integer(number)
            }
        }
        ("chr", None) => match u8::try_from(number).ok().filter(u8::is_ascii) {
            Some(byte) => Thing::text(char::from(byte)),
            None => return Err(Fail::Refused("`chr` of this number".to_owned())),
        },
        _ => return Err(Fail::Missing),
    })
}

fn in_base(number: i128, base: i128) -> Result<String, Fail> {
    let base = u32::try_from(base).ok().filter(|base| (2..=36).contains(base));
    let base = base.ok_or_else(|| Fail::Raised("invalid radix".to_owned()))?;
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(rest % u128::from(base)).unwrap_or(0);
        digits.extend(char::from_digit(digit, base));
        rest /= u128::from(base);
        if rest == 0 {
            break;
        }
    }
    digits.extend((number < 0).then_some('-'));
    Ok(digits.into_iter().rev().collect())
}

fn arithmetic(left: i128, name: &str, right: i128, budget: &mut Budget) -> Result<Thing, Fail> {
    budget.bytes(16)?;
    let answer = match name {
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "/" | "div" | "%" | "modulo" if right == 0 => return Err(divided_by_zero()),
        "/" | "div" => {
            let quotient = left.checked_div(right).ok_or_else(too_large)?;
            let is_below = left % right != 0 && (left < 0) != (right < 0);
            Some(if is_below { quotient - 1 } else { quotient })
        }
        "%" | "modulo" => {
            let rest = left.checked_rem(right).unwrap_or(0);
            Some(if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest })
        }
        "fdiv" => return Ok(Thing::Float(as_float(left) / as_float(right))),
        _ if right < 0 => return Err(Fail::Refused("a fraction".to_owned())),
        _ => match left {
            0 | 1 if right > 0 => Some(left),
            -1 => Some(if right % 2 == 0 { 1 } else { -1 }),
            _ => u32::try_from(right).ok().and_then(|power| left.checked_pow(power)),
        },
    };
    answer.map(Thing::Integer).ok_or_else(too_large)
}

/// The answer of the comparison `name`.
pub(super) fn ordered(name: &str, order: Option<std::cmp::Ordering>) -> Thing {
    use std::cmp::Ordering;
    match name {
        "<=>" => order.map_or(Thing::Nil, |order| Thing::Integer(i128::from(order as i8))),
        "<" => Thing::Boolean(order == Some(Ordering::Less)),
        ">" => Thing::Boolean(order == Some(Ordering::Greater)),
        "<=" => Thing::Boolean(matches!(order, Some(Ordering::Less | Ordering::Equal))),
        _ => Thing::Boolean(matches!(order, Some(Ordering::Greater | Ordering::Equal))),
    }
}

/// How people and Ruby call `thing` in a message about types.
pub(super) fn kind(thing: &Thing) -> &'static str {
    match thing {
        Thing::Nil => "nil",
        Thing::Boolean(true) => "true",
        Thing::Boolean(false) => "false",
        other => other.class(),
    }
}

fn cannot_coerce(thing: &Thing, into: &str) -> Fail {
    Fail::Raised(format!("{} can't be coerced into {into}", kind(thing)))
}

/// Ruby's words for values that have no order.
pub(super) fn cannot_compare(class: &str, thing: &Thing) -> Fail {
    Fail::Raised(format!("comparison of {class} with {} failed", kind(thing)))
}

/// A method of a number with a fraction.
pub(super) fn of_float(number: f64, name: &str, arguments: &[Item]) -> Result<Thing, Fail> {
    match arguments.first().map(|item| &item.thing) {
        None => self::float(number, name, None),
        Some(Thing::Float(other)) => self::float(number, name, Some(*other)),
        Some(Thing::Integer(places)) if matches!(name, "round" | "floor" | "ceil" | "truncate") => {
            let places = i32::try_from(*places).ok().filter(|places| (0..15).contains(places));
            let places = places.ok_or_else(|| Fail::Refused(format!("`{name}` to so many places")))?;
            if places == 0 {
                return self::float(number, name, None);
            }
            if name != "round" || !number.is_finite() {
                return Err(Fail::Refused(format!("`{name}` to some places")));
            }
            let factor = 10_f64.powi(places);
            Ok(Thing::Float((number * factor).round() / factor))
        }
        Some(Thing::Integer(other)) => self::float(number, name, Some(as_float(*other))),
        Some(other) if matches!(name, "+" | "-" | "*" | "/" | "%" | "**") => {
            Err(cannot_coerce(other, "Float"))
        }
        Some(other) if matches!(name, "<" | ">" | "<=" | ">=") => Err(cannot_compare("Float", other)),
        Some(_) if name == "<=>" => Ok(Thing::Nil),
        Some(_) => Err(Fail::Missing),
    }
}

fn float(number: f64, name: &str, other: Option<f64>) -> Result<Thing, Fail> {
    if let Some(other) = other {
        return Ok(match name {
            "+" => Thing::Float(number + other),
            "-" => Thing::Float(number - other),
            "*" => Thing::Float(number * other),
            "/" | "fdiv" => Thing::Float(number / other),
            "%" | "modulo" => {
                let rest = number % other;
                Thing::Float(if rest != 0.0 && (rest < 0.0) != (other < 0.0) { rest + other } else { rest })
            }
            "**" | "pow" if number < 0.0 && other.fract() != 0.0 => {
                return Err(Fail::Refused("a complex number".to_owned()));
            }
            "**" | "pow" => Thing::Float(number.powf(other)),
            "<=>" | "<" | ">" | "<=" | ">=" => ordered(name, number.partial_cmp(&other)),
            _ => return Err(Fail::Missing),
        });
    }
    Ok(match name {
        "to_s" | "inspect" => Thing::text(show::float(number)),
        "to_f" | "+@" => Thing::Float(number),
        "-@" => Thing::Float(-number),
        "abs" | "magnitude" => Thing::Float(number.abs()),
        "to_i" | "to_int" | "truncate" => whole(number.trunc())?,
        "floor" => whole(number.floor())?,
        "ceil" => whole(number.ceil())?,
        "round" => whole(number.round())?,
        "zero?" => Thing::Boolean(number == 0.0),
        "positive?" => Thing::Boolean(number > 0.0),
        "negative?" => Thing::Boolean(number < 0.0),
        "nan?" => Thing::Boolean(number.is_nan()),
        "finite?" => Thing::Boolean(number.is_finite()),
        "integer?" => Thing::Boolean(false),
        _ => return Err(Fail::Missing),
    })
}
