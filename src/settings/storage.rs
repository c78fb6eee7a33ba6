//! Where the images lie.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use super::duration::Duration;
use super::types::{AbsolutePath, Refusal};

/// Where the images lie, and what may be done with them. Merged deeply with the defaults.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StorageSettings {
    /// A folder of this host. The driver that is used when none is named.
    pub filesystem: Filesystem,

    /// Amazon S3 and what speaks like it. Not built yet.
    #[schemars(example = example_s3())]
    pub s3: Option<BTreeMap<String, Any>>,

    /// Google Cloud Storage. Not built yet.
    #[schemars(example = example_gcs())]
    pub gcs: Option<BTreeMap<String, Any>>,

    /// Azure Blob Storage. Not built yet.
    #[schemars(example = example_azure())]
    pub azure: Option<BTreeMap<String, Any>>,

    /// `OpenStack` Swift. Not built yet.
    #[schemars(example = example_azure())]
    pub swift: Option<BTreeMap<String, Any>>,

    /// Memory, lost at every restart. Not built yet.
    #[schemars(example = example_inmemory())]
    pub inmemory: Option<BTreeMap<String, Any>>,

    /// What is kept at hand.
    pub cache: Cache,

    /// Deleting.
    pub delete: Delete,

    /// Sending clients to the storage itself.
    pub redirect: Redirect,

    /// Read-only mode and old uploads.
    pub maintenance: Maintenance,
}

fn example_s3() -> serde_json::Value {
    serde_json::json!({ "bucket": "registry", "region": "eu-central-1" })
}

fn example_gcs() -> serde_json::Value {
    serde_json::json!({ "bucket": "registry" })
}

fn example_azure() -> serde_json::Value {
    serde_json::json!({ "container": "registry" })
}

fn example_inmemory() -> serde_json::Value {
    serde_json::json!({})
}

/// A folder of this host.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Filesystem {
    /// The folder that holds the images. That of `gitlab_rails.registry_path` by default.
    #[schemars(example = &"/srv/registry")]
    pub rootdirectory: Option<AbsolutePath>,

    /// How many operations run at a time.
    #[schemars(example = 200, range(min = 25, max = 100_000))]
    pub maxthreads: Option<u32>,
}

/// What is kept at hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cache {
    /// Where descriptions of blobs are kept: `inmemory`, or empty for nowhere.
    #[schemars(example = &"")]
    pub blobdescriptor: BlobDescriptor,
}

impl Default for Cache {
    fn default() -> Self {
        Self { blobdescriptor: BlobDescriptor::InMemory }
    }
}

/// Where descriptions of blobs are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum BlobDescriptor {
    /// In the engine's memory.
    #[serde(rename = "inmemory")]
    InMemory,
    /// In Redis. The engine keeps them in memory instead.
    #[serde(rename = "redis")]
    Redis,
    /// Nowhere.
    #[serde(rename = "")]
    Nowhere,
}

impl BlobDescriptor {
    /// The word in config.yml.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InMemory => "inmemory",
            Self::Redis => "redis",
            Self::Nowhere => "",
        }
    }
}

/// Deleting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Delete {
    /// Whether clients may delete manifests and blobs. `registry.storage_delete_enabled` by default.
    #[schemars(example = false)]
    pub enabled: Option<bool>,
}

/// Sending clients to the storage itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Redirect {
    /// Whether blobs always pass through the registry.
    #[schemars(example = true)]
    pub disable: Option<bool>,
}

/// Read-only mode and old uploads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Maintenance {
    /// Read-only mode.
    pub readonly: ReadOnly,

    /// Removal of uploads that were never finished.
    pub uploadpurging: UploadPurging,
}

/// Read-only mode.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReadOnly {
    /// Whether pushes and deletions are refused.
    #[schemars(example = true)]
    pub enabled: Option<bool>,
}

/// Removal of uploads that were never finished.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UploadPurging {
    /// Whether they are removed. The engine's own default is true.
    #[schemars(example = false)]
    pub enabled: Option<bool>,

    /// How old an upload must be. The engine's own default is a week.
    #[schemars(example = &"24h")]
    pub age: Option<Duration>,

    /// How often they are looked for. The engine's own default is a day.
    #[schemars(example = &"12h")]
    pub interval: Option<Duration>,

    /// Whether they are only reported.
    #[schemars(example = true)]
    pub dryrun: Option<bool>,
}

/// Any value: what a driver that is not built here understands.
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
