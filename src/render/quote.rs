//! How a value is written in YAML, TOML and NGINX's configuration, so that it never leaves its place.
//!
//! Why not an emitter from a crate: of those that exist none writes YAML that Go and Ruby read alike (`yes`,
//! `1_000`, `1:30`, `<<`), and both read these files.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Words that some reader of YAML takes for something else than text.
const SPECIAL: &[&str] =
    &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];

/// `text` as a YAML scalar: plain where every reader sees text, in double quotes otherwise.
pub(super) fn yaml_text(text: &str) -> String {
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let goes_on_well = text.chars().all(|c| c.is_ascii_alphanumeric() || "_./-".contains(c));
    if starts_well && goes_on_well && !SPECIAL.contains(&text.to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            ' '..='~' => quoted.push(c),
            // what a reader might fold, drop or refuse when it stands as it is
            '\0'..='\u{a0}' => push_escape(&mut quoted, c, 'x', 2),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' => {
                push_escape(&mut quoted, c, 'u', 4);
            }
            '\u{10000}'.. => push_escape(&mut quoted, c, 'U', 8),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn push_escape(text: &mut String, c: char, letter: char, digits: usize) {
    let _ = write!(text, "\\{letter}{:0digits$X}", u32::from(c));
}

/// A number as YAML 1.1 and 1.2 both read it: a float keeps its dot and the sign of its exponent.
fn yaml_number(number: &serde_json::Number) -> String {
    let Some(float) = number.as_f64().filter(|_| number.is_f64()) else { return number.to_string() };
    let text = format!("{float:?}");
    match text.split_once('e') {
        None => text,
        Some((digits, exponent)) => {
            let dot = if digits.contains('.') { "" } else { ".0" };
            let sign = if exponent.starts_with('-') { "" } else { "+" };
            format!("{digits}{dot}e{sign}{exponent}")
        }
    }
}

/// A value on one line. Null is nothing at all; empty lists and tables keep their kind.
pub(super) fn yaml_value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => yaml_number(number),
        Value::String(text) => yaml_text(text),
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(yaml_item).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) => {
            let pairs: Vec<String> =
                map.iter().map(|(key, value)| format!("{}: {}", yaml_text(key), yaml_item(value))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// A value inside brackets, where nothing at all would be lost.
fn yaml_item(value: &Value) -> String {
    if value.is_null() { "null".to_owned() } else { yaml_value(value) }
}

/// A value over several lines, as it stands behind `indent` spaces; the first line is not indented.
pub(super) fn yaml_block(value: &Value, indent: usize) -> String {
    let mut lines = Vec::new();
    match value {
        Value::Object(map) if !map.is_empty() => map_lines(map, &mut lines),
        Value::Array(list) if !list.is_empty() => list_lines(list, &mut lines),
        other => lines.push(yaml_item(other)),
    }
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

fn map_lines(map: &Map<String, Value>, lines: &mut Vec<String>) {
    for (key, value) in map {
        let key = yaml_text(key);
        let mut below = Vec::new();
        match value {
            Value::Object(map) if !map.is_empty() => map_lines(map, &mut below),
            Value::Array(list) if list.iter().any(is_deep) => list_lines(list, &mut below),
            other => {
                lines.push(format!("{key}: {}", yaml_value(other)).trim_end().to_owned());
                continue;
            }
        }
        lines.push(format!("{key}:"));
        lines.extend(below.into_iter().map(|line| format!("  {line}")));
    }
}

/// Whether a value has others in it. A list of such takes several lines; one of words stays beside its key, so that who
/// hides what stands behind a key needs no second line.
fn is_deep(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

fn list_lines(list: &[Value], lines: &mut Vec<String>) {
    for item in list {
        let mut below = Vec::new();
        match item {
            Value::Object(map) if !map.is_empty() => map_lines(map, &mut below),
            other => below.push(yaml_item(other)),
        }
        for (index, line) in below.into_iter().enumerate() {
            lines.push(format!("{}{line}", if index == 0 { "- " } else { "  " }));
        }
    }
}

/// `text` as a TOML string.
pub(super) fn toml_text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => push_escape(&mut quoted, c, 'u', 4),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A value as TOML, on one line; `None` for what TOML cannot say.
pub(super) fn toml_value(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(toml_text(text)),
        Value::Array(list) => {
            let items: Option<Vec<String>> = list.iter().map(toml_value).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
    }
}

/// A value as one word of NGINX's configuration; `None` for what would leave its place.
pub(super) fn nginx_word(value: &Value) -> Option<String> {
    let text = match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    if text.chars().any(|c| c.is_control() || ";{}\"'\\".contains(c)) {
        return None;
    }
    let needs_quotes = text.is_empty() || text.contains(char::is_whitespace) || text.starts_with('#');
    Some(if needs_quotes { format!("\"{text}\"") } else { text })
}

/// A text in NGINX's single quotes, in which double quotes and braces are letters; `None` for what would leave them.
pub(super) fn nginx_quoted(text: &str) -> Option<String> {
    let stays = !text.chars().any(|c| c.is_control() || "'\\".contains(c));
    stays.then(|| format!("'{text}'"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{nginx_word, toml_text, yaml_block, yaml_text, yaml_value};

    #[test]
    fn a_scalar_is_plain_only_where_every_reader_sees_text() {
        for plain in ["info", "/var/opt/gitlab", "registry.example.com", "X-Custom"] {
            assert_eq!(yaml_text(plain), plain);
        }
        for special in
            ["", "yes", "Off", "NULL", "1e3", "010", "1:30", "<<", "a: b", "~", "-", "0x1", "a b", ".inf"]
        {
            assert_eq!(yaml_text(special), format!("\"{special}\""));
        }
        assert_eq!(yaml_text("a\"\\\n\u{85}\u{1f600}"), "\"a\\\"\\\\\\n\\x85\\U0001F600\"");
    }

    #[test]
    fn numbers_keep_their_type() {
        assert_eq!(yaml_value(&json!(1.0)), "1.0");
        assert_eq!(yaml_value(&json!(1e21)), "1.0e+21");
        assert_eq!(yaml_value(&json!(7)), "7");
    }

    #[test]
    fn a_block_reads_back_as_the_value() {
        let value =
            json!({"a": {"b": [1, "x: y", {"c": null, "d": []}], "e": {}}, "yes": true, "l": [[1, 2], []]});
        let text = format!("  {}\n", yaml_block(&value, 2));
        assert_eq!(serde_yaml::from_str::<serde_json::Value>(&text).unwrap(), value, "{text}");
    }

    #[test]
    fn a_word_of_nginx_stays_one_word() {
        assert_eq!(nginx_word(&json!("$http_host")).as_deref(), Some("$http_host"));
        assert_eq!(nginx_word(&json!("")).as_deref(), Some("\"\""));
        assert_eq!(nginx_word(&json!("a b")).as_deref(), Some("\"a b\""));
        for escape in ["a;b", "a{", "}", "\"", "'", "a\nb", "\\"] {
            assert_eq!(nginx_word(&json!(escape)), None, "{escape}");
        }
    }

    #[test]
    fn toml_text_reads_back() {
        let text = "a\"b\\c\n\u{1}\u{7f}é";
        let back: toml::Table = toml::from_str(&format!("k = {}", toml_text(text))).unwrap();
        assert_eq!(back["k"].as_str(), Some(text));
    }
}
