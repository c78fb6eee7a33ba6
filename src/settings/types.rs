//! Types that refuse: what cannot be a port, a path or a word of NGINX never becomes a setting.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

/// Why a value was refused, told without naming the setting, which is put in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Reads on after the setting's name: `must be …`.
    pub message: String,
    /// What to write; may be empty.
    pub hint: String,
}

impl Refusal {
    /// A refusal with a remedy.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Refusal {
    /// The hint stands on a line of its own, so that it survives the one text a serde error carries.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.message, self.hint)
    }
}

/// A type written as text: read by `FromStr`, shown by `Display`. What it refuses may be a kind of mistake with a code.
macro_rules! written_as_text {
    ($type:ident $(, $code:literal)?) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" $(, "x-code": $code)? })
            }
            fn inline_schema() -> bool {
                true
            }
        }
    };
}
pub(crate) use written_as_text;

/// A TCP port, from 1. Digits as text are taken too, as the published guides write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Port(pub u16);

impl FromStr for Port {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u16>() {
            Ok(port) if port > 0 && all_digits => Ok(Self(port)),
            _ => Err(Refusal::new(
                format!("must be a port from 1 to 65535, not `{}`", shown(text)),
                "write the number alone, such as `5050`",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Port {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)? {
            Scalar::Boolean(_) | Scalar::Float(_) => {
                Err(de::Error::custom(Refusal::new("must be a port", "")))
            }
            number => number.to_string().parse().map_err(de::Error::custom),
        }
    }
}

impl JsonSchema for Port {
    fn schema_name() -> Cow<'static, str> {
        "Port".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "string"], "minimum": 1, "maximum": 65535 })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A number from 0 that may also arrive as digits in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Number(pub u32);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Scalar::deserialize(deserializer)?.to_string();
        match given.parse() {
            Ok(number) if given.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Self(number)),
            _ => Err(de::Error::custom(Refusal::new(
                format!("must be a whole number from 0, not `{}`", shown(&given)),
                "",
            ))),
        }
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "string"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A path from `/`, without `..`, without characters that no file here needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsolutePath(String);

impl AbsolutePath {
    /// The path, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AbsolutePath {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.contains("-----BEGIN") {
            let what = if text.contains("CERTIFICATE-----") { "certificate" } else { "key" };
            return Err(Refusal::new(
                format!("is the {what} itself"),
                "write it to a file and name the file",
            ));
        }
        if !text.starts_with('/') {
            return Err(Refusal::new(
                format!("must be a path from the root, not `{}`", shown(text)),
                format!("write `/{}` or where else it is", shown(text)),
            ));
        }
        if text.split('/').any(|part| part == "..") {
            return Err(Refusal::new("may not contain `..`", "write the path itself"));
        }
        if text.chars().any(|c| c.is_control() || ";{}\"'\\$".contains(c)) {
            return Err(Refusal::new(
                "may not contain quotes, backslashes, `$`, `;`, `{`, `}` or control characters",
                "choose a plainer path",
            ));
        }
        let mut path = String::with_capacity(text.len());
        for part in text.split('/').filter(|part| !part.is_empty() && *part != ".") {
            path.push('/');
            path.push_str(part);
        }
        if path.is_empty() {
            return Err(Refusal::new("may not be `/` itself", "name a folder or file below it"));
        }
        Ok(Self(path))
    }
}

impl fmt::Display for AbsolutePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(AbsolutePath);

/// Text that becomes a word of NGINX's configuration and cannot leave its place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NginxText(String);

impl NginxText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for NginxText {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text.chars().find(|c| c.is_control() || ";{}\"'\\#".contains(*c)) {
            None => Ok(Self(text.to_owned())),
            Some(found) => Err(Refusal::new(
                format!(
                    "may not contain `{}`, which would leave its place in NGINX's configuration",
                    shown(&found.to_string())
                ),
                "whole directives belong into `registry.nginx.custom_gitlab_server_config`",
            )),
        }
    }
}

impl fmt::Display for NginxText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(NginxText);

/// The name of a user or group of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountName(String);

impl AccountName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let goes_on_well = text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
        if starts_well && goes_on_well && text.len() <= 32 {
            return Ok(Self(text.to_owned()));
        }
        Err(Refusal::new(
            format!("must be the name of an account, not `{}`", shown(text)),
            "use up to 32 letters, digits, `_`, `-` and `.`, a letter first",
        ))
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(AccountName);

/// `on` or `off`, as NGINX spells a switch; `true` and `false` are taken too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnOff(pub bool);

impl OnOff {
    /// `on` or `off`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        if self.0 { "on" } else { "off" }
    }
}

impl Serialize for OnOff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for OnOff {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)? {
            Scalar::Boolean(is_on) => Ok(Self(is_on)),
            Scalar::Text(text) if text.eq_ignore_ascii_case("on") => Ok(Self(true)),
            Scalar::Text(text) if text.eq_ignore_ascii_case("off") => Ok(Self(false)),
            other => Err(de::Error::custom(Refusal::new(
                format!("must be `on` or `off`, not `{}`", shown(&other.to_string())),
                "",
            ))),
        }
    }
}

impl JsonSchema for OnOff {
    fn schema_name() -> Cow<'static, str> {
        "OnOff".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "boolean"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// One value that is neither a list nor a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(value) => f.write_str(value),
        }
    }
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Scalar;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text, a number, `true` or `false`")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Boolean(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar::Integer(value))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Scalar, E> {
                i64::try_from(value)
                    .map(Scalar::Integer)
                    .map_err(|_| E::custom(Refusal::new("is too large a number", "")))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Scalar, E> {
                if value.is_finite() {
                    Ok(Scalar::Float(value))
                } else {
                    Err(E::custom(Refusal::new("must be a finite number", "")))
                }
            }
            fn visit_str<E>(self, value: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(value.to_owned()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Scalar {
    fn schema_name() -> Cow<'static, str> {
        "Scalar".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer", "number", "boolean"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// `text` short enough for a message, on one line: the rest of several lines may be what a lost quote let in. A
/// password in a URL is left out.
#[must_use]
pub(super) fn shown(text: &str) -> String {
    let (first, is_more) = match text.split_once('\n') {
        Some((first, rest)) if !(first.is_empty() && rest.is_empty()) => (first, true),
        _ => (text, false),
    };
    let bare = without_password(first);
    let mut line: String = bare.chars().take(80).flat_map(char::escape_debug).collect();
    if is_more || bare.chars().nth(80).is_some() {
        line.push('…');
    }
    line.replace("\\\"", "\"").replace("\\'", "'")
}

/// A URL without what stands before the `@` of its host.
fn without_password(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((scheme, rest)) = text.split_once("://") else { return text.into() };
    let end = rest.find('/').unwrap_or(rest.len());
    match rest.get(..end).and_then(|authority| authority.rfind('@')) {
        Some(at) => format!("{scheme}://[secret]{}", rest.get(at..).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// A path that the program itself chose.
pub(super) fn path(text: &str) -> AbsolutePath {
    text.parse().expect("the paths written in this program are absolute")
}

#[cfg(test)]
mod tests {
    use super::{AbsolutePath, NginxText, Port, shown};

    #[test]
    fn a_path_is_kept_in_its_shortest_form_and_goes_nowhere_else() {
        assert_eq!("/srv//a/./b/".parse::<AbsolutePath>().unwrap().as_str(), "/srv/a/b");
        for bad in ["", "/", "//", "a", "~/a", "/a/../b", "/a\nb", "/a;b", "/$a"] {
            assert!(bad.parse::<AbsolutePath>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_message_shows_one_line_and_no_password() {
        for (text, want) in [
            ("\n", "\\n"),
            ("a\tb\"c", "a\\tb\"c"),
            ("a\nhunter2", "a…"),
            ("\nhunter2", "…"),
            ("http://me:hunter2@a.test/b@c", "http://[secret]@a.test/b@c"),
            ("http://a.test/b@c", "http://a.test/b@c"),
        ] {
            assert_eq!(shown(text), want);
        }
        assert_eq!(shown(&"x".repeat(81)), format!("{}…", "x".repeat(80)));
    }

    #[test]
    fn a_port_is_a_number_of_its_own() {
        assert_eq!("5050".parse::<Port>().unwrap(), Port(5050));
        for bad in ["", "0", "65536", "+80", " 80", "0x50"] {
            assert!(bad.parse::<Port>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_word_of_nginx_keeps_its_variables_and_nothing_that_ends_it() {
        assert!("$http_host".parse::<NginxText>().is_ok());
        for bad in ["a;", "{", "a}", "'", "\"", "\\", "\n", "#"] {
            assert!(bad.parse::<NginxText>().is_err(), "{bad}");
        }
    }
}
