//! Values as Ruby writes them: `to_s`, `inspect`, `format`.

use std::fmt::Write as _;

use super::budget::{Budget, Fail};
use super::value::{DEEPEST, Item, Key, Thing};

/// `to_s`.
pub(super) fn text(thing: &Thing, budget: &mut Budget) -> Result<String, Fail> {
    let text = match thing {
        Thing::Nil => String::new(),
        Thing::Text(text) => text.get().clone(),
        Thing::Symbol(name) => name.to_string(),
        Thing::Pattern(pattern) => pattern.shown(),
        other => return inspect(other, budget),
    };
    budget.bytes(text.len())?;
    Ok(text)
}

/// `inspect`.
pub(super) fn inspect(thing: &Thing, budget: &mut Budget) -> Result<String, Fail> {
    let mut shown = String::new();
    write(thing, 0, &mut shown, budget)?;
    Ok(shown)
}

fn write(thing: &Thing, depth: usize, into: &mut String, budget: &mut Budget) -> Result<(), Fail> {
    if depth > DEEPEST {
        return Err(Fail::Raised("this value is nested too deeply".to_owned()));
    }
    let before = into.len();
    match thing {
        Thing::Nil => into.push_str("nil"),
        Thing::Boolean(truth) => drop(write!(into, "{truth}")),
        Thing::Integer(number) => drop(write!(into, "{number}")),
        Thing::Float(number) => into.push_str(&float(*number)),
        Thing::Text(text) => quoted(&text.get(), into),
        Thing::Symbol(name) => symbol(name, into),
        Thing::List(list) => {
            into.push('[');
            for (index, item) in list.get().iter().enumerate() {
                if index > 0 {
                    into.push_str(", ");
                }
                write(&item.thing, depth + 1, into, budget)?;
            }
            into.push(']');
        }
        Thing::Hash(hash) => {
            into.push('{');
            for (index, (key, entry)) in hash.get().entries.iter().enumerate() {
                if index > 0 {
                    into.push_str(", ");
                }
                match key {
                    Key::Text(text) => quoted(text, into),
                    Key::Symbol(name) => symbol(name, into),
                    Key::Integer(number) => drop(write!(into, "{number}")),
                    Key::Other(shown) => into.push_str(shown),
                }
                into.push_str("=>");
                write(&entry.item.thing, depth + 1, into, budget)?;
            }
            into.push('}');
        }
        Thing::Range(from, to, is_open) => {
            let shown = |end: &Option<i128>| end.map_or_else(String::new, |end| end.to_string());
            let dots = if *is_open { "..." } else { ".." };
            let (from, to) = (shown(from), shown(to));
            into.extend([from.as_str(), dots, to.as_str()]);
        }
        Thing::Pattern(pattern) => drop(write!(into, "/{}/", pattern.source)),
        Thing::Class(name) => into.push_str(name),
        Thing::Unknown => return Err(Fail::Unknown),
    }
    budget.bytes(if depth == 0 { into.len() - before } else { 50 })
}

/// Text in double quotes, as Ruby shows it.
fn quoted(text: &str, into: &mut String) {
    into.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\t' => into.push_str("\\t"),
            '\r' => into.push_str("\\r"),
            '\u{1b}' => into.push_str("\\e"),
            '\u{7}' => into.push_str("\\a"),
            '\u{8}' => into.push_str("\\b"),
            '\u{b}' => into.push_str("\\v"),
            '\u{c}' => into.push_str("\\f"),
            '#' if matches!(characters.peek(), Some('{' | '$' | '@')) => into.push_str("\\#"),
            c if c.is_control() => drop(write!(into, "\\u{:04X}", c as u32)),
            c => into.push(c),
        }
    }
    into.push('"');
}

fn symbol(name: &str, into: &mut String) {
    const OPERATORS: &[&str] = &[
        "+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "<=>", "===", "=~", "!", "[]",
        "[]=", "<<", ">>", "&", "|", "^", "~", "+@", "-@", "!~",
    ];
    let stem = name.strip_suffix(['?', '!', '=']).unwrap_or(name);
    let is_plain = stem.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_' || !c.is_ascii())
        && stem.chars().all(|c| c.is_alphanumeric() || c == '_' || !c.is_ascii());
    into.push(':');
    if is_plain || OPERATORS.contains(&name) { into.push_str(name) } else { quoted(name, into) }
}

/// A number with a point, as Ruby writes it.
pub(super) fn float(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = number.abs();
    if size != 0.0 && !(1e-4..1e16).contains(&size) {
        let shown = format!("{number:e}");
        let (digits, power) = shown.split_once('e').unwrap_or((&shown, "0"));
        let point = if digits.contains('.') { "" } else { ".0" };
        let (sign, power) = power.strip_prefix('-').map_or(('+', power), |power| ('-', power));
        return format!("{digits}{point}e{sign}{power:0>2}");
    }
    format!("{number:?}")
}

/// `format`: the directives that settings use.
pub(super) fn format(pattern: &str, values: &[Item], budget: &mut Budget) -> Result<String, Fail> {
    let mut made = String::new();
    let mut values = values.iter();
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '%' {
            made.push(character);
            continue;
        }
        let mut flags = String::new();
        while let Some(flag) = rest.next_if(|c| matches!(c, '-' | '0' | '+' | ' ')) {
            flags.push(flag);
        }
        let digits = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            let mut number = String::new();
            while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                number.push(digit);
            }
            number
        };
        let width = digits(&mut rest).parse::<usize>().unwrap_or(0);
        let precision = rest.next_if_eq(&'.').map(|_| digits(&mut rest).parse::<usize>().unwrap_or(0));
        let kind = rest.next();
        if kind == Some('%') && flags.is_empty() && width == 0 {
            made.push('%');
            continue;
        }
        let refused = || Fail::Refused("this directive of `format`".to_owned());
        let kind = kind
            .filter(|kind| matches!(kind, 's' | 'd' | 'i' | 'x' | 'X' | 'o' | 'b' | 'f' | 'p'))
            .ok_or_else(refused)?;
        let Some(value) = values.next() else {
            return Err(Fail::Raised("too few arguments".to_owned()));
        };
        let (sign, body) = directive(kind, precision, &value.thing, budget)?;
        budget.bytes(width.max(body.len()))?;
        let sign = match sign {
            "" if kind != 's' && kind != 'p' && flags.contains('+') => "+",
            "" if kind != 's' && kind != 'p' && flags.contains(' ') => " ",
            sign => sign,
        };
        let fill = width.saturating_sub(sign.len() + body.chars().count());
        let is_padded = flags.contains('0') && !flags.contains('-') && !matches!(kind, 's' | 'p');
        match (flags.contains('-'), is_padded) {
            (true, _) => drop(write!(made, "{sign}{body}{}", " ".repeat(fill))),
            (_, true) => drop(write!(made, "{sign}{}{body}", "0".repeat(fill))),
            _ => drop(write!(made, "{}{sign}{body}", " ".repeat(fill))),
        }
    }
    budget.bytes(made.len())?;
    Ok(made)
}

/// What a directive makes of a value, its sign apart.
fn directive(
    kind: char,
    precision: Option<usize>,
    thing: &Thing,
    budget: &mut Budget,
) -> Result<(&'static str, String), Fail> {
    let refused = || Fail::Refused("this directive of `format`".to_owned());
    if matches!(kind, 's' | 'p') {
        let shown = if kind == 's' { text(thing, budget)? } else { inspect(thing, budget)? };
        let cut = precision.map_or(shown.clone(), |most| shown.chars().take(most).collect());
        return Ok(("", cut));
    }
    if kind == 'f' {
        let number = match thing {
            Thing::Float(number) if number.is_finite() => *number,
            #[expect(clippy::cast_precision_loss, reason = "as Ruby's")]
            Thing::Integer(number) => *number as f64,
            _ => return Err(refused()),
        };
        let places = precision.unwrap_or(6).min(300);
        // Ruby rounds some of these by what is shown of the number, and others by what it is.
        let shown = format!("{}", number.abs());
        let (_, behind) = shown.split_once('.').unwrap_or_default();
        if behind.len() == places + 1
            && behind.ends_with('5')
            && format!("{:.1100}", number.abs()).trim_end_matches('0') != shown
        {
            return Err(Fail::Refused("`format` of a number that lies between two others".to_owned()));
        }
        return Ok((if number.is_sign_negative() { "-" } else { "" }, format!("{:.places$}", number.abs())));
    }
    let number = match thing {
        Thing::Integer(number) => *number,
        #[expect(clippy::cast_possible_truncation, reason = "as Ruby's")]
        Thing::Float(number) if number.abs() < 1e30 => number.trunc() as i128,
        Thing::Text(text) => super::number::parsed(&text.get(), 10).ok_or_else(super::number::invalid)?,
        Thing::Nil => return Err(Fail::Raised("can't convert nil into Integer".to_owned())),
        _ => return Err(refused()),
    };
    if number < 0 && !matches!(kind, 'd' | 'i') || precision.is_some() {
        return Err(refused());
    }
    let size = number.unsigned_abs();
    let body = match kind {
        'x' => format!("{size:x}"),
        'X' => format!("{size:X}"),
        'o' => format!("{size:o}"),
        'b' => format!("{size:b}"),
        _ => size.to_string(),
    };
    Ok((if number < 0 { "-" } else { "" }, body))
}
