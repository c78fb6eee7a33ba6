//! How long: a type that refuses what the engine would read differently.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::types::{Refusal, Scalar, shown};

/// Whole seconds as a number, or text such as `30s`, as the engine reads a duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duration {
    /// A bare number: the engine takes 0 as none.
    Number(u32),
    /// Numbers with units: `1m30s`.
    Text(String),
}

impl Duration {
    /// Whole seconds, rounded up.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        match self {
            Self::Number(seconds) => u64::from(*seconds),
            Self::Text(text) => {
                let total: f64 = parts(text).map(|(number, unit)| number * unit).sum();
                std::time::Duration::try_from_secs_f64(total.ceil()).map_or(u64::MAX, |total| total.as_secs())
            }
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// Units of a duration, the longer names first, and how many seconds each is.
const UNITS: &[(&str, f64)] =
    &[("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9), ("h", 3600.0), ("m", 60.0), ("s", 1.0)];

/// The numbers and units that `text` starts with.
fn parts(text: &str) -> impl Iterator<Item = (f64, f64)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let (number, after) = rest.split_at(digits);
        let number = number.parse::<f64>().ok()?;
        let (unit, seconds) = UNITS.iter().find(|(unit, _)| after.starts_with(unit))?;
        rest = after.strip_prefix(unit)?;
        Some((number, *seconds))
    })
}

/// Whether `text` is what Go reads as a duration: numbers, each with a unit.
fn is_duration(text: &str) -> bool {
    let last_units_end = text.ends_with(|c: char| c.is_ascii_alphabetic());
    let units = text.split(|c: char| c.is_ascii_digit() || c == '.').filter(|unit| !unit.is_empty());
    let all_known = units.clone().all(|unit| UNITS.iter().any(|(known, _)| *known == unit));
    last_units_end && all_known && parts(text).count() == units.count()
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Scalar::deserialize(deserializer)?;
        match &given {
            Scalar::Integer(0) => Ok(Self::Number(0)),
            Scalar::Text(text) if is_duration(text) => Ok(Self::Text(text.clone())),
            Scalar::Text(text) if text == "0" => Ok(Self::Number(0)),
            _ => Err(de::Error::custom(Refusal::new(
                format!("must be a duration, not `{}`", shown(&given.to_string())),
                "write a number and a unit, such as `30s` or `5m`",
            ))),
        }
    }
}

impl JsonSchema for Duration {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, is_duration};

    #[test]
    fn a_duration_is_numbers_with_units() {
        for good in ["30s", "1h30m", "1.5s", "500ms", "7us", "168h"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "30", "s", "1d", "5 s", "-1s", "1m30", "1.2.3s", "10sm", "1hs"] {
            assert!(!is_duration(bad), "{bad}");
        }
        assert_eq!(Duration::Text("1h30m".to_owned()).seconds(), 5400);
        assert_eq!(Duration::Text("1500ms".to_owned()).seconds(), 2);
        assert_eq!(Duration::Text(format!("{}h", "9".repeat(400))).seconds(), u64::MAX);
    }
}
