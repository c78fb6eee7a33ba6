//! Values of config.yml that may arrive in more than one form, and are written as they came.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::types::{Refusal, Scalar, shown};
use crate::secret::Secret;

/// `true` or `false`, which the engine takes in quotes too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// As it is.
    Plain(bool),
    /// In quotes.
    Quoted(bool),
}

impl Flag {
    /// What it says.
    #[must_use]
    pub fn is_true(self) -> bool {
        match self {
            Self::Plain(truth) | Self::Quoted(truth) => truth,
        }
    }
}

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(truth) => serializer.serialize_bool(*truth),
            Self::Quoted(truth) => serializer.serialize_str(if *truth { "true" } else { "false" }),
        }
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)? {
            Scalar::Boolean(truth) => Ok(Self::Plain(truth)),
            Scalar::Text(text) if text == "true" => Ok(Self::Quoted(true)),
            Scalar::Text(text) if text == "false" => Ok(Self::Quoted(false)),
            other => Err(de::Error::custom(Refusal::new(
                format!("must be `true` or `false`, not `{}`", shown(&other.to_string())),
                "write it without quotes",
            ))),
        }
    }
}

impl JsonSchema for Flag {
    fn schema_name() -> Cow<'static, str> {
        "Flag".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["boolean", "string"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A whole number between two bounds, which may also arrive as digits in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Whole<const LEAST: u64, const MOST: u64>(pub u64);

impl<'de, const LEAST: u64, const MOST: u64> Deserialize<'de> for Whole<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Scalar::deserialize(deserializer)?.to_string();
        let all_digits = given.bytes().all(|byte| byte.is_ascii_digit());
        match given.parse() {
            Ok(number) if all_digits && (LEAST..=MOST).contains(&number) => Ok(Self(number)),
            _ => Err(de::Error::custom(Refusal::new(
                format!("must be a whole number from {LEAST} to {MOST}, not `{}`", shown(&given)),
                "write the digits alone",
            ))),
        }
    }
}

impl<const LEAST: u64, const MOST: u64> JsonSchema for Whole<LEAST, MOST> {
    fn schema_name() -> Cow<'static, str> {
        format!("Whole{LEAST}To{MOST}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "string"], "minimum": LEAST, "maximum": MOST })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A count of things: from nothing to more than anybody has.
pub type Count = Whole<0, 2_147_483_647>;

/// The values of a header that the engine sends, one text or a list. Tokens travel in headers, so each is a secret
/// until its name says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct HeaderValues(pub Vec<Secret<String>>);

impl<'de> Deserialize<'de> for HeaderValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = HeaderValues;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or a list of texts")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<HeaderValues, E> {
                line(Secret::new(text.to_owned())).map(|one| HeaderValues(vec![one]))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<HeaderValues, A::Error> {
                let mut many = Vec::new();
                while let Some(one) = items.next_element()? {
                    many.push(line(one)?);
                }
                Ok(HeaderValues(many))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// The value of a header, which is one line.
fn line<E: de::Error>(value: Secret<String>) -> Result<Secret<String>, E> {
    if value.expose().chars().any(char::is_control) {
        return Err(E::custom(Refusal::new(
            "may not contain line breaks or other control characters",
            "write the value of the header on one line",
        )));
    }
    Ok(value)
}

impl JsonSchema for HeaderValues {
    fn schema_name() -> Cow<'static, str> {
        "HeaderValues".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = Secret::<String>::json_schema(generator);
        let mut node = item.clone();
        node.insert("type".to_owned(), serde_json::json!(["string", "array", "object"]));
        node.insert("items".to_owned(), item.to_value());
        if let Some(forms) = node.get_mut("oneOf").and_then(serde_json::Value::as_array_mut) {
            forms.push(serde_json::json!({ "type": "array" }));
        }
        node
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, HeaderValues, Whole};

    #[derive(Debug, serde::Deserialize)]
    struct Table<T> {
        k: T,
    }

    #[test]
    fn a_flag_is_written_as_it_came() {
        for (given, written) in
            [("true", "true"), ("false", "false"), ("\"true\"", "\"true\""), ("\"false\"", "\"false\"")]
        {
            let table: Table<Flag> = toml::from_str(&format!("k = {given}")).unwrap();
            assert_eq!(serde_json::to_string(&table.k).unwrap(), written);
            assert_eq!(table.k.is_true(), given.contains("true"));
        }
        assert!(toml::from_str::<Table<Flag>>("k = \"yes\"").is_err());
    }

    #[test]
    fn a_whole_number_keeps_its_bounds_in_quotes_too() {
        type Small = Table<Whole<5, 9>>;
        for good in ["5", "9", "\"7\""] {
            assert!(toml::from_str::<Small>(&format!("k = {good}")).is_ok(), "{good}");
        }
        for bad in ["4", "10", "\"10\"", "-5", "5.0", "\"5 \"", "\"\"", "true"] {
            assert!(toml::from_str::<Small>(&format!("k = {bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_header_is_one_line_and_its_refusal_does_not_show_it() {
        let table: Table<HeaderValues> = toml::from_str("k = \"one\"").unwrap();
        assert_eq!(serde_json::to_string(&table.k).unwrap(), r#"["one"]"#);
        let refused = toml::from_str::<Table<HeaderValues>>("k = [\"hunter2\\nX: y\"]").unwrap_err();
        assert!(!refused.message().contains("hunter2"), "{refused}");
    }
}
