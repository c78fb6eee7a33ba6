//! What stands between the engine and its storage or its clients.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use super::duration::EngineDuration;
use super::http_url::HttpUrl;
use super::types::{AbsolutePath, Refusal};

/// What stands between the engine and its storage or its clients. The bundled engine has none yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Middleware {
    /// Before the registry as a whole.
    #[schemars(example = example_plain())]
    pub registry: Vec<PlainMiddleware>,

    /// Before each repository.
    #[schemars(example = example_plain())]
    pub repository: Vec<PlainMiddleware>,

    /// Before the storage.
    #[schemars(example = example_storage())]
    pub storage: Vec<StorageMiddleware>,
}

fn example_plain() -> serde_json::Value {
    serde_json::json!([{ "name": "audit", "options": { "level": "all" } }])
}

fn example_storage() -> serde_json::Value {
    serde_json::json!([{ "name": "redirect", "options": { "baseurl": "https://cdn.example.com" } }])
}

/// One of an engine's own making.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlainMiddleware {
    /// Its name.
    #[schemars(example = &"audit")]
    pub name: String,

    /// Whether it is left out.
    #[schemars(example = true)]
    pub disabled: Option<bool>,

    /// What it is told.
    #[schemars(example = serde_json::json!({ "level": "all" }))]
    pub options: Option<BTreeMap<String, Any>>,
}

/// One before the storage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StorageMiddleware {
    /// Its name.
    #[schemars(example = &"cloudfront")]
    pub name: StorageMiddlewareName,

    /// Whether it is left out.
    #[schemars(example = true)]
    pub disabled: Option<bool>,

    /// What it is told.
    #[serde(default)]
    pub options: StorageMiddlewareOptions,
}

/// What may stand before the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum StorageMiddlewareName {
    /// Clients are sent to Amazon's `CloudFront`.
    CloudFront,
    /// Clients are sent to Google's CDN.
    GoogleCdn,
    /// Clients are sent to another URL for every blob.
    Redirect,
    /// The URL that clients are sent to is changed.
    Rewrite,
}

impl StorageMiddlewareName {
    /// The word in config.yml.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CloudFront => "cloudfront",
            Self::GoogleCdn => "googlecdn",
            Self::Redirect => "redirect",
            Self::Rewrite => "rewrite",
        }
    }

    /// The options that it knows.
    #[must_use]
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::CloudFront => &[
                "baseurl",
                "privatekey",
                "keypairid",
                "duration",
                "ipfilteredby",
                "awsregion",
                "updatefrequency",
                "updatefrenquency",
                "iprangesurl",
            ],
            Self::GoogleCdn => &[
                "baseurl",
                "privatekey",
                "keyname",
                "duration",
                "ipfilteredby",
                "updatefrequency",
                "iprangesurl",
            ],
            Self::Redirect => &["baseurl"],
            Self::Rewrite => &["scheme", "host", "trimpathprefix"],
        }
    }

    /// The options that it does not do without.
    #[must_use]
    pub fn needs(self) -> &'static [&'static str] {
        match self {
            Self::CloudFront => &["baseurl", "privatekey", "keypairid"],
            Self::GoogleCdn => &["baseurl", "privatekey", "keyname"],
            Self::Redirect => &["baseurl"],
            Self::Rewrite => &[],
        }
    }
}

/// What one before the storage is told. Each knows some of these.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StorageMiddlewareOptions {
    /// The URL that clients are sent to.
    #[schemars(example = &"https://cdn.example.com")]
    pub baseurl: Option<HttpUrl>,

    /// The file of this host with the key that signs URLs.
    #[schemars(example = &"/etc/gitlab/cdn.pem")]
    pub privatekey: Option<AbsolutePath>,

    /// The id of that key, for `cloudfront`.
    #[schemars(example = &"APKAEXAMPLE")]
    pub keypairid: Option<String>,

    /// The name of that key, for `googlecdn`.
    #[schemars(example = &"registry")]
    pub keyname: Option<String>,

    /// How long a signed URL is good for. By default 20 minutes.
    #[schemars(example = &"1h")]
    pub duration: Option<EngineDuration>,

    /// Which clients are not sent there: those of `aws`, of an `awsregion`, of `gcp`, or `none`. By default none.
    #[schemars(example = &"aws")]
    pub ipfilteredby: Option<IpFilter>,

    /// The regions of `ipfilteredby = "awsregion"`, with commas between them.
    #[schemars(example = &"eu-central-1, eu-west-1")]
    pub awsregion: Option<String>,

    /// How often the list of addresses is read anew. By default 12 hours.
    #[schemars(example = &"6h")]
    pub updatefrequency: Option<EngineDuration>,

    /// The same, as older engines spell it.
    #[schemars(example = &"6h")]
    pub updatefrenquency: Option<EngineDuration>,

    /// The URL of the list of addresses. By default Amazon's own.
    #[schemars(example = &"https://ip-ranges.amazonaws.com/ip-ranges.json")]
    pub iprangesurl: Option<HttpUrl>,

    /// The scheme that takes the place of the URL's, for `rewrite`.
    #[schemars(example = &"https")]
    pub scheme: Option<String>,

    /// The host that takes the place of the URL's, for `rewrite`.
    #[schemars(example = &"images.example.com")]
    pub host: Option<String>,

    /// What is taken off the front of the URL's path, for `rewrite`.
    #[schemars(example = &"/bucket")]
    pub trimpathprefix: Option<String>,
}

/// Which clients are not sent to the CDN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum IpFilter {
    /// All are sent there.
    None,
    /// Those on Amazon's network.
    Aws,
    /// Those in some of Amazon's regions.
    AwsRegion,
    /// Those on Google's network.
    Gcp,
}

/// Any value: what only an engine's own making understands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Any(pub serde_json::Value);

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Any;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Any, E> {
                Ok(Any(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Any, E> {
                Ok(Any(value.into()))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Any, E> {
                let number = serde_json::Number::from_f64(value);
                number
                    .map(|n| Any(n.into()))
                    .ok_or_else(|| E::custom(Refusal::new("must be a finite number", "")))
            }
            fn visit_str<E>(self, value: &str) -> Result<Any, E> {
                Ok(Any(value.into()))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Any, A::Error> {
                let mut list = Vec::new();
                while let Some(Any(item)) = items.next_element()? {
                    list.push(item);
                }
                Ok(Any(list.into()))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut items: A) -> Result<Any, A::Error> {
                let mut map = serde_json::Map::new();
                while let Some((key, Any(value))) = items.next_entry::<String, Any>()? {
                    if key.starts_with("$__toml") {
                        return Err(de::Error::custom(Refusal::new(
                            "may not hold a date",
                            "put it in quotes",
                        )));
                    }
                    map.insert(key, value);
                }
                Ok(Any(map.into()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Any {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Any".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer", "number", "boolean", "array", "object"] })
    }
    fn inline_schema() -> bool {
        true
    }
}
