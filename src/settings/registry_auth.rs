//! How clients of the registry prove who they are: one word, or a table for the kind that needs more.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use super::types::{AbsolutePath, Refusal, shown};

/// How clients prove who they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthKind {
    /// With a token that an issuer signed.
    Token,
    /// Not at all: whoever reaches the registry may do everything.
    None,
    /// With a password from a file. Not built yet.
    Htpasswd(Htpasswd),
}

/// With a password from a file. Not built yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Htpasswd {
    /// What clients are told that they log in to.
    #[schemars(example = &"Registry")]
    pub realm: Option<String>,

    /// The file with a name and a bcrypt hash on each line.
    #[schemars(example = &"/etc/gitlab/registry.htpasswd")]
    pub path: Option<AbsolutePath>,
}

impl<'de> Deserialize<'de> for AuthKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            htpasswd: Htpasswd,
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = AuthKind;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`token`, `none` or a table")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<AuthKind, E> {
                match text {
                    "token" => Ok(AuthKind::Token),
                    "none" => Ok(AuthKind::None),
                    "htpasswd" => Err(E::custom(Refusal::new(
                        "is `htpasswd`, which needs to know its file",
                        "write a table in its place: `[registry.auth.htpasswd]` with `realm` and `path`",
                    ))),
                    other => Err(E::custom(Refusal::new(
                        format!("must be `token`, `none` or a table, not `{}`", shown(other)),
                        "leave it out to ask for tokens",
                    ))),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, items: A) -> Result<AuthKind, A::Error> {
                let table = Table::deserialize(de::value::MapAccessDeserializer::new(items))?;
                Ok(AuthKind::Htpasswd(table.htpasswd))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for AuthKind {
    fn schema_name() -> Cow<'static, str> {
        "AuthKind".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "object"],
            "properties": { "htpasswd": generator.subschema_for::<Htpasswd>() },
            "additionalProperties": false,
        })
    }
    fn inline_schema() -> bool {
        true
    }
}
