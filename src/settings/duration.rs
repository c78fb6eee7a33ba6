//! How long: types that refuse what the engine would read differently, or say how it will be read.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::types::{Refusal, Scalar, shown, written_as_text};

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
            Self::Text(text) => seconds(text),
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

/// The engine counts nanoseconds in 63 bits: 292 years are more.
const MOST_SECONDS: f64 = 9_223_372_036.0;

/// Units of a duration, the longer names first, and how many seconds each is.
const UNITS: &[(&str, f64)] =
    &[("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9), ("h", 3600.0), ("m", 60.0), ("s", 1.0)];

/// Whole seconds of `text`, rounded up.
fn seconds(text: &str) -> u64 {
    let total: f64 = parts(text).map(|(number, unit)| number * unit).sum();
    std::time::Duration::try_from_secs_f64(total.ceil()).map_or(u64::MAX, |total| total.as_secs())
}

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

/// Whether the engine, which refuses more, can count `text`.
fn is_countable(text: &str) -> bool {
    parts(text).map(|(number, unit)| number * unit).sum::<f64>() <= MOST_SECONDS
}

fn not_a_duration<E: de::Error>(given: &Scalar) -> E {
    if let Scalar::Text(text) = given
        && is_duration(text)
    {
        return E::custom(Refusal::new(
            format!("must be a duration of less than 292 years, not `{}`", shown(text)),
            "the engine cannot count further",
        ));
    }
    E::custom(Refusal::new(
        format!("must be a duration, not `{}`", shown(&given.to_string())),
        "write a number and a unit, such as `30s` or `5m`",
    ))
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Scalar::deserialize(deserializer)?;
        match &given {
            Scalar::Integer(0) => Ok(Self::Number(0)),
            Scalar::Text(text) if is_duration(text) && is_countable(text) => Ok(Self::Text(text.clone())),
            Scalar::Text(text) if text == "0" => Ok(Self::Number(0)),
            _ => Err(not_a_duration(&given)),
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

/// A duration as the engine reads it: text with units, or a bare number, which it takes for nanoseconds. Published
/// guides write such numbers and mean something else, so who derives from one says how it will be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineDuration {
    /// A bare number.
    Nanoseconds(u64),
    /// Numbers with units: `1m30s`.
    Text(String),
}

impl EngineDuration {
    /// Whole seconds, rounded up.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        match self {
            Self::Nanoseconds(number) => number.div_ceil(1_000_000_000),
            Self::Text(text) => seconds(text),
        }
    }

    /// The number, where it is bare and not nought.
    #[must_use]
    pub fn bare(&self) -> Option<u64> {
        match self {
            Self::Nanoseconds(number) => Some(*number).filter(|number| *number > 0),
            Self::Text(_) => None,
        }
    }
}

impl Serialize for EngineDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nanoseconds(number) => serializer.serialize_u64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for EngineDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Scalar::deserialize(deserializer)?;
        match &given {
            Scalar::Integer(number) if *number >= 0 => Ok(Self::Nanoseconds(number.unsigned_abs())),
            Scalar::Text(text) if is_duration(text) && is_countable(text) => Ok(Self::Text(text.clone())),
            Scalar::Text(text) if text == "0" => Ok(Self::Nanoseconds(0)),
            _ => Err(not_a_duration(&given)),
        }
    }
}

impl JsonSchema for EngineDuration {
    fn schema_name() -> Cow<'static, str> {
        "EngineDuration".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer"], "minimum": 0 })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// An age in hours, days or weeks, as people speak of images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age(String);

impl FromStr for Age {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let number = text.strip_suffix(['h', 'd', 'w']).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && number.parse::<u32>().is_ok() {
            return Ok(Self(text.to_owned()));
        }
        Err(Refusal::new(
            format!("must be an age, not `{}`", shown(text)),
            "write a whole number and `h`, `d` or `w`, such as `24h` or `90d`",
        ))
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(Age);

#[cfg(test)]
mod tests {
    use super::{Age, Duration, EngineDuration, is_countable, is_duration};

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

    #[test]
    fn a_duration_is_no_longer_than_the_engine_counts() {
        for good in ["0s", "2562047h", "9223372036s", "9223372036000000000ns"] {
            assert!(is_countable(good), "{good}");
        }
        for bad in ["2562048h", "99999999999h", "2562047h60m", "1h9223372036s"] {
            assert!(is_duration(bad) && !is_countable(bad), "{bad}");
            assert!(serde_json::from_value::<Duration>(bad.into()).is_err(), "{bad}");
            let refused = serde_json::from_value::<EngineDuration>(bad.into()).unwrap_err().to_string();
            assert!(refused.contains("less than 292 years"), "{refused}");
        }
    }

    #[test]
    fn a_bare_number_is_nanoseconds_to_the_engine() {
        assert_eq!(EngineDuration::Nanoseconds(0).seconds(), 0);
        assert_eq!(EngineDuration::Nanoseconds(30).seconds(), 1);
        assert_eq!(EngineDuration::Nanoseconds(2_000_000_000).seconds(), 2);
        assert_eq!(EngineDuration::Nanoseconds(0).bare(), None);
        assert_eq!(EngineDuration::Nanoseconds(500).bare(), Some(500));
        assert_eq!(EngineDuration::Text("90s".to_owned()).seconds(), 90);
    }

    #[test]
    fn an_age_is_one_number_and_one_unit() {
        for good in ["24h", "90d", "2w", "0d"] {
            assert!(good.parse::<Age>().is_ok(), "{good}");
        }
        for bad in ["", "d", "90", "90 d", "1h30m", "-1d", "1.5d", "99999999999d", "1y"] {
            assert!(bad.parse::<Age>().is_err(), "{bad}");
        }
    }
}
