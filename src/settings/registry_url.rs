//! `registry_external_url`: a URL, or `false` for no registry at all.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::address::Url;
use super::types::{Refusal, Scalar, shown};

/// The URL of the registry, or the word that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryUrl {
    /// There is none, and none comes on by itself.
    Off,
    /// Here it is.
    At(Url),
}

impl RegistryUrl {
    /// The URL, where there is one.
    #[must_use]
    pub fn url(&self) -> Option<&Url> {
        match self {
            Self::Off => None,
            Self::At(url) => Some(url),
        }
    }
}

impl std::fmt::Display for RegistryUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Off => f.write_str("false"),
            Self::At(url) => url.fmt(f),
        }
    }
}

impl Serialize for RegistryUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Off => serializer.serialize_bool(false),
            Self::At(url) => url.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for RegistryUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)? {
            Scalar::Boolean(false) => Ok(Self::Off),
            Scalar::Text(text) => text.parse().map(Self::At).map_err(de::Error::custom),
            other => Err(de::Error::custom(Refusal::new(
                format!("must be a URL or `false`, not `{}`", shown(&other.to_string())),
                "write it as `https://registry.example.com`",
            ))),
        }
    }
}

impl JsonSchema for RegistryUrl {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RegistryUrl".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "boolean"] })
    }
    fn inline_schema() -> bool {
        true
    }
}
