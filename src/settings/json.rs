//! JSON as the tree that is walked for TOML, with the place of every key and value.

use std::fmt;
use std::ops::Range;

use serde::Deserialize as _;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Deeper ones are no settings.
const DEEPEST: usize = 64;

/// What is no settings, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Breach {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

/// The table that `text` holds, whose first byte is number `start`. `null` is nothing.
pub(super) fn table(text: &str, start: usize) -> Result<DeTable<'_>, Breach> {
    let breach = |at: usize, message: String| Breach { span: start + at..start + at + 1, message };
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words).to_owned();
        breach(offset(text, error.line(), error.column()), words)
    })?;
    let reading = Reading { text, start };
    match reading.value(whole, 0) {
        Ok(Some(value)) => match value.into_inner() {
            DeValue::Table(table) => Ok(table),
            _ => Err(breach(0, "it must be an object, `{ … }`".to_owned())),
        },
        Ok(None) => Ok(DeTable::new()),
        Err(at) => Err(breach(at.start - start, "it is nested too deeply".to_owned())),
    }
}

/// The byte at `line` and `column`, each from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len().saturating_sub(1))
}

struct Reading<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Reading<'t> {
    /// Where `part`, which is a part of the text, stands.
    fn span(&self, part: &str) -> Range<usize> {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) + self.start;
        at..at + part.len()
    }

    /// `None` for `null`; the error is where it is nested too deeply.
    fn value(&self, raw: &'t RawValue, depth: usize) -> Result<Option<Spanned<DeValue<'t>>>, Range<usize>> {
        let written = raw.get();
        let span = self.span(written);
        if depth > DEEPEST {
            return Err(span);
        }
        let mut parts = serde_json::Deserializer::from_str(written);
        let value = match written.as_bytes().first() {
            Some(b'{') => {
                let mut table = DeTable::new();
                for (key, value) in parts.deserialize_map(Pairs).unwrap_or_default() {
                    let name: String = serde_json::from_str(key.get()).unwrap_or_default();
                    if let Some(value) = self.value(value, depth + 1)? {
                        table.remove(name.as_str());
                        table.insert(Spanned::new(self.span(key.get()), name.into()), value);
                    }
                }
                DeValue::Table(table)
            }
            Some(b'[') => {
                let items = parts.deserialize_seq(Items).unwrap_or_default();
                let items: Result<Vec<_>, _> =
                    items.into_iter().map(|item| self.value(item, depth + 1)).collect();
                DeValue::Array(items?.into_iter().flatten().collect())
            }
            Some(b'"') => DeValue::String(String::deserialize(&mut parts).unwrap_or_default().into()),
            Some(b'n') => return Ok(None),
            // numbers and truths are written as in TOML
            _ => match DeValue::parse(written) {
                Ok(value) => value.into_inner(),
                Err(_) => DeValue::String(written.into()),
            },
        };
        Ok(Some(Spanned::new(span, value)))
    }
}

/// The keys and values of an object, as they are written.
struct Pairs;

impl<'t> Visitor<'t> for Pairs {
    type Value = Vec<(&'t RawValue, &'t RawValue)>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(pair) = map.next_entry()? {
            all.push(pair);
        }
        Ok(all)
    }
}

/// The items of a list, as they are written.
struct Items;

impl<'t> Visitor<'t> for Items {
    type Value = Vec<&'t RawValue>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::{Breach, table};
    use toml::de::DeValue;

    #[test]
    fn every_key_and_value_has_its_place() {
        let text = "{\n  \"a\": {\"\\u0062\": [1, -2.5e3, true, null, \"x\\ny\"]},\n  \"c\": null\n}";
        let root = table(text, 100).unwrap();
        assert_eq!(root.len(), 1, "`null` is nothing");
        let (key, value) = root.iter().next().unwrap();
        assert_eq!(&text[key.span().start - 100..key.span().end - 100], "\"a\"");
        let DeValue::Table(inner) = value.get_ref() else { panic!() };
        let (key, value) = inner.iter().next().unwrap();
        assert_eq!((key.get_ref().as_ref(), key.span()), ("b", 110..118));
        let DeValue::Array(items) = value.get_ref() else { panic!() };
        let written: Vec<&str> =
            items.iter().map(|item| &text[item.span().start - 100..item.span().end - 100]).collect();
        assert_eq!(written, ["1", "-2.5e3", "true", "\"x\\ny\""]);
        assert_eq!(items[3].get_ref().as_str(), Some("x\ny"));
    }

    #[test]
    fn the_last_of_two_equal_keys_counts() {
        let root = table("{\"a\": 1, \"a\": 2}", 0).unwrap();
        assert_eq!(root.iter().next().unwrap().0.span(), 9..12);
    }

    #[test]
    fn what_is_no_object_is_refused_at_its_place() {
        for (text, at, words) in [
            ("", 0, "EOF while parsing a value"),
            ("{\n \"a\": }", 8, "expected value"),
            ("[]", 0, "it must be an object, `{ … }`"),
            ("{} x", 3, "trailing characters"),
        ] {
            let Breach { span, message } = table(text, 0).unwrap_err();
            assert_eq!((span.start, message.as_str()), (at, words), "{text:?}");
        }
        let deep = "{\"a\":".repeat(100) + "1" + &"}".repeat(100);
        assert_eq!(table(&deep, 0).unwrap_err().message, "it is nested too deeply");
    }
}
