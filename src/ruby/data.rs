//! JSON, YAML and Base64.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::budget::{Budget, Fail};
use super::evaluate::Evaluator;
use super::value::{DEEPEST, Entry, Hash, Item, Key, Thing};
use super::{number, show, text};

/// A document with anchors may be this long: each may stand for many others.
const LONGEST_WITH_ANCHORS: usize = 64 << 10;

/// A method of `JSON`, `YAML` or `Base64`.
pub(super) fn call(
    evaluator: &mut Evaluator<'_>,
    class: &'static str,
    name: &str,
    arguments: &[Item],
) -> Result<Thing, Fail> {
    let names_symbols = match arguments.get(1).map(|item| &item.thing) {
        None => false,
        Some(Thing::Hash(options)) => {
            let mut wanted = false;
            for (key, entry) in &options.get().entries {
                match key {
                    Key::Symbol(key) if key == "symbolize_names" => wanted = entry.item.thing.is_true(),
                    Key::Symbol(key) if key == "aliases" || key == "permitted_classes" => {}
                    _ => return Err(Fail::Refused(format!("`{class}.{name}` with these options"))),
                }
            }
            wanted
        }
        Some(_) => return Err(Fail::Refused(format!("`{class}.{name}` with these arguments"))),
    };
    let first = arguments.first().map(|item| &item.thing).ok_or(Fail::Missing)?;
    if matches!((class, name), ("JSON", "generate" | "dump")) {
        return Ok(Thing::text(json(first, &mut evaluator.budget)?));
    }
    if matches!((class, name), ("YAML" | "Psych", "dump") | ("JSON", "pretty_generate")) {
        return Err(Fail::Refused(format!("`{class}.{name}`")));
    }
    let Thing::Text(given) = first else { return Err(text::no_conversion(first)) };
    let mut given = given.get().clone();
    if matches!(name, "load_file" | "safe_load_file" | "unsafe_load_file") {
        if !given.starts_with('/') {
            return Err(Fail::Refused("a path that does not start with `/`".to_owned()));
        }
        let Thing::Text(read) = evaluator.read(&given)? else { return Err(Fail::Unknown) };
        given.clone_from(&read.get());
    }
    // What could not be read for want of permission has no content either.
    if evaluator.placeholders.iter().any(|one| given.contains(one.as_str())) {
        return Err(Fail::Unknown);
    }
    evaluator.budget.bytes(given.len().saturating_mul(4))?;
    let of_json = |evaluator: &mut Evaluator<'_>| {
        let value = serde_json::from_str(&given).map_err(|error| {
            Fail::Raised(format!(
                "the text is not JSON (line {}, column {} of it)",
                error.line(),
                error.column()
            ))
        })?;
        from_json(&value, has_long_whole(&given), names_symbols, evaluator)
    };
    match (class, name) {
        ("JSON", "parse" | "parse!" | "load" | "load_file") => of_json(evaluator),
        (
            "YAML" | "Psych",
            "load" | "safe_load" | "load_file" | "safe_load_file" | "unsafe_load" | "unsafe_load_file",
        ) => {
            if given.contains('&') && given.contains('*') && given.len() > LONGEST_WITH_ANCHORS {
                return Err(Fail::Refused("so long a YAML document with anchors".to_owned()));
            }
            from_yaml(&given, names_symbols, evaluator)
        }
        ("Base64", "strict_encode64") => Ok(Thing::text(STANDARD.encode(&given))),
        ("Base64", "urlsafe_encode64") => Ok(Thing::text(URL_SAFE.encode(&given))),
        ("Base64", "encode64") => {
            let whole = STANDARD.encode(&given);
            let mut lines = String::new();
            for line in whole.as_bytes().chunks(60) {
                lines.push_str(&String::from_utf8_lossy(line));
                lines.push('\n');
            }
            Ok(Thing::text(lines))
        }
        ("Base64", "decode64" | "strict_decode64" | "urlsafe_decode64") => {
            let plain: String = match name {
                "decode64" => given.chars().filter(|c| !c.is_whitespace()).collect(),
                _ => given.clone(),
            };
            let decoded =
                if name == "urlsafe_decode64" { URL_SAFE.decode(&plain) } else { STANDARD.decode(&plain) };
            let bytes = decoded.map_err(|_| Fail::Raised("invalid base64".to_owned()))?;
            let text =
                String::from_utf8(bytes).map_err(|_| Fail::Refused("text that is not UTF-8".to_owned()))?;
            Ok(Thing::text(text))
        }
        _ => Err(Fail::Refused(format!("`{class}.{name}`"))),
    }
}

fn entry(thing: Thing, evaluator: &Evaluator<'_>) -> Entry {
    let item = evaluator.item(thing);
    Entry { key: item.span.clone(), item, other: None, condition: evaluator.condition() }
}

fn named(name: &str, names_symbols: bool) -> Key {
    if names_symbols { Key::Symbol(name.to_owned()) } else { Key::Text(name.to_owned()) }
}

/// Whether a whole number of twenty digits or more stands in a JSON text.
fn has_long_whole(given: &str) -> bool {
    let mut parts = given.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-')));
    parts.any(|part| part.len() >= 20 && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

fn from_json(
    value: &serde_json::Value,
    has_long_whole: bool,
    names_symbols: bool,
    evaluator: &mut Evaluator<'_>,
) -> Result<Thing, Fail> {
    use serde_json::Value;
    evaluator.budget.items(1)?;
    Ok(match value {
        Value::Null => Thing::Nil,
        Value::Bool(truth) => Thing::Boolean(*truth),
        Value::Number(number) => match (number.as_i128(), number.as_f64()) {
            (Some(whole), _) => Thing::Integer(whole),
            // A whole number that is too large for ours comes as one with a point.
            (None, Some(float)) if float.abs() > 1e18 && has_long_whole => {
                return Err(number::too_large());
            }
            (None, Some(float)) if float.abs() < 1e18 || number.to_string().contains(['.', 'e', 'E']) => {
                Thing::Float(float)
            }
            _ => return Err(number::too_large()),
        },
        Value::String(text) => Thing::text(text.as_str()),
        Value::Array(items) => {
            let mut made = Vec::new();
            for item in items {
                let thing = from_json(item, has_long_whole, names_symbols, evaluator)?;
                made.push(evaluator.item(thing));
            }
            Thing::list(made)
        }
        Value::Object(entries) => {
            let mut made = Hash::default();
            for (key, value) in entries {
                let thing = from_json(value, has_long_whole, names_symbols, evaluator)?;
                made.set(named(key, names_symbols), entry(thing, evaluator));
            }
            Thing::hash(made)
        }
    })
}

fn from_yaml(given: &str, names_symbols: bool, evaluator: &mut Evaluator<'_>) -> Result<Thing, Fail> {
    if given.trim().is_empty() {
        return Ok(Thing::Nil);
    }
    let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(given);
    let mut value = read.map_err(|error| {
        let words = error.to_string();
        for (start, what) in [
            ("duplicate entry", "a YAML text that has a key twice"),
            ("deserializing from YAML containing more than one document", "a YAML text of several documents"),
        ] {
            if words.contains(start) {
                return Fail::Refused(what.to_owned());
            }
        }
        let at = error.location().map(|at| format!(" (line {}, column {} of it)", at.line(), at.column()));
        Fail::Raised(format!("the text is not YAML, or too large{}", at.unwrap_or_default()))
    })?;
    value.apply_merge().map_err(|_| Fail::Refused("this merge in YAML".to_owned()))?;
    let has_octals = given.contains("0o");
    let document = Document { given, has_octals, has_other_power: has_other_power(given), names_symbols };
    yaml(&value, &document, evaluator)
}

/// A text of YAML, and what is asked of all of it for each of its values.
struct Document<'g> {
    given: &'g str,
    /// Something in it may be a number that Ruby reads as text.
    has_octals: bool,
    /// The same of numbers with an exponent.
    has_other_power: bool,
    names_symbols: bool,
}

fn yaml(
    value: &serde_yaml::Value,
    document: &Document<'_>,
    evaluator: &mut Evaluator<'_>,
) -> Result<Thing, Fail> {
    use serde_yaml::Value;
    evaluator.budget.items(1)?;
    Ok(match value {
        Value::Null => Thing::Nil,
        Value::Bool(truth) => Thing::Boolean(*truth),
        Value::Number(number) if document.has_octals || number.is_f64() && document.has_other_power => {
            return Err(Fail::Refused("this number in YAML".to_owned()));
        }
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), _, _) => Thing::Integer(i128::from(whole)),
            (_, Some(whole), _) => Thing::Integer(i128::from(whole)),
            (_, _, Some(float)) if float.abs() < 1e18 => Thing::Float(float),
            _ => return Err(number::too_large()),
        },
        Value::String(text) => scalar(text, document.given, &mut evaluator.budget)?,
        Value::Sequence(items) => {
            let mut made = Vec::new();
            for item in items {
                let thing = yaml(item, document, evaluator)?;
                made.push(evaluator.item(thing));
            }
            Thing::list(made)
        }
        Value::Mapping(entries) => {
            let mut made = Hash::default();
            for (key, value) in entries {
                let key = yaml(key, document, evaluator)?;
                let thing = yaml(value, document, evaluator)?;
                let key = match &key {
                    Thing::Text(name) if document.names_symbols => Key::Symbol(name.get().clone()),
                    key => key.key(&mut evaluator.budget)?.ok_or(Fail::Unknown)?,
                };
                if matches!(key, Key::Other(_)) {
                    return Err(Fail::Refused("this key in YAML".to_owned()));
                }
                made.set(key, entry(thing, evaluator));
            }
            Thing::hash(made)
        }
        Value::Tagged(_) => return Err(Fail::Refused("a tag in YAML".to_owned())),
    })
}

/// Whether a number stands in a YAML text that is one with an exponent to us, and a text to Ruby: there it has a point
/// and a sign before the exponent.
fn has_other_power(given: &str) -> bool {
    let mut words = given.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-')));
    words.any(|word| {
        let Some((number, power)) = word.split_once(['e', 'E']) else { return false };
        let is_number =
            number.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit() || c == '.')
                && number.contains(|c: char| c.is_ascii_digit())
                && power.ends_with(|c: char| c.is_ascii_digit())
                && word.parse::<f64>().is_ok();
        is_number && !(number.contains('.') && power.starts_with(['-', '+']))
    })
}

/// Ruby reads YAML 1.1, where `yes` is true and `:name` is a symbol, unless they stand in quotes.
fn scalar(text: &str, given: &str, budget: &mut Budget) -> Result<Thing, Fail> {
    let is_word = matches!(text.to_ascii_lowercase().as_str(), "yes" | "no" | "on" | "off" | "y" | "n");
    // The other spellings are no text to us either.
    let is_truth = ["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
        && !["true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL"].contains(&text);
    let is_word = is_word || is_truth;
    let is_symbol = text.starts_with(':') && text.len() > 1;
    let first = text.trim_start_matches(['-', '+']);
    let is_based = ["0x", "0X", "0b", "0B", "0o"].iter().any(|base| first.starts_with(base));
    let is_numeric = first.starts_with(|c: char| c.is_ascii_digit())
        && first.chars().all(|c| "0123456789_:.,-eE+ ".contains(c) || is_based && c.is_ascii_alphanumeric())
        && (first.contains(['_', ',', ':', '-']) || first.starts_with('0'))
        && first.parse::<std::net::IpAddr>().is_err();
    let mut parts = text.split('-');
    let is_time =
        parts.next().is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
            && parts.next().is_some_and(|month| month.bytes().all(|byte| byte.is_ascii_digit()))
            && text.contains(':');
    if !is_word && !is_symbol && !is_numeric && !is_time {
        return Ok(Thing::text(text));
    }
    // The whole text is looked through for each of these.
    budget.bytes(given.len())?;
    let is_quoted = given.contains(&format!("'{text}'")) || given.contains(&format!("\"{text}\""));
    let plain = given.match_indices(text).filter(|(at, _)| {
        let before = given.get(..*at).and_then(|before| before.chars().next_back());
        let after = given.get(at + text.len()..).and_then(|after| after.chars().next());
        let is_edge = |c: Option<char>| {
            c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}' | ':'))
        };
        is_edge(before) && is_edge(after)
    });
    match (is_quoted, plain.count() > 0) {
        (true, false) => Ok(Thing::text(text)),
        (false, true) if is_truth && text.eq_ignore_ascii_case("null") => Ok(Thing::Nil),
        (false, true) if is_word && text.len() > 1 => {
            Ok(Thing::Boolean(matches!(text.to_ascii_lowercase().as_str(), "yes" | "on" | "true")))
        }
        (false, true) if is_word => Ok(Thing::text(text)),
        (false, true) if is_symbol && !text.contains(['"', '\'']) => {
            Ok(Thing::Symbol(text.strip_prefix(':').unwrap_or(text).into()))
        }
        _ => Err(Fail::Refused("a value in YAML that its versions read differently".to_owned())),
    }
}

/// `to_json`.
pub(super) fn json(thing: &Thing, budget: &mut Budget) -> Result<String, Fail> {
    let value = as_json(thing, 0, budget)?;
    let text = value.to_string();
    budget.bytes(text.len())?;
    Ok(text)
}

fn as_json(thing: &Thing, depth: usize, budget: &mut Budget) -> Result<serde_json::Value, Fail> {
    use serde_json::Value;
    if depth > DEEPEST {
        return Err(Fail::Raised("nesting of 101 is too deep".to_owned()));
    }
    budget.items(1)?;
    Ok(match thing {
        Thing::Nil => Value::Null,
        Thing::Boolean(truth) => Value::Bool(*truth),
        Thing::Integer(number) => {
            serde_json::Number::from_i128(*number).map(Value::Number).ok_or_else(number::too_large)?
        }
        Thing::Float(number) if number.abs() < 1e15 && (number.abs() > 1e-4 || *number == 0.0) => {
            serde_json::Number::from_f64(*number).map_or(Value::Null, Value::Number)
        }
        Thing::Float(_) => return Err(Fail::Refused("JSON of this number".to_owned())),
        Thing::List(list) => {
            let items: Result<_, Fail> =
                list.get().iter().map(|item| as_json(&item.thing, depth + 1, budget)).collect();
            Value::Array(items?)
        }
        Thing::Hash(hash) => {
            let mut made = serde_json::Map::new();
            for (key, entry) in &hash.get().entries {
                let name = match key {
                    Key::Text(name) | Key::Symbol(name) => name.clone(),
                    Key::Integer(number) => number.to_string(),
                    Key::Other(_) => return Err(Fail::Refused("JSON with such keys".to_owned())),
                };
                made.insert(name, as_json(&entry.item.thing, depth + 1, budget)?);
            }
            Value::Object(made)
        }
        Thing::Text(_) | Thing::Symbol(_) => Value::String(show::text(thing, budget)?),
        Thing::Unknown => return Err(Fail::Unknown),
        _ => return Err(Fail::Refused("JSON of this value".to_owned())),
    })
}
