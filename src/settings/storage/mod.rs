//! Where the images lie: one driver, and what may be done with what it holds.

mod azure;
mod gcs;
mod oss;
mod s3;
mod swift;

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::duration::Duration;
use super::types::{AbsolutePath, Refusal, shown, written_as_text};
use super::written::{Count, Whole};
pub use azure::Azure;
pub use gcs::Gcs;
pub use oss::Oss;
pub use s3::S3;
pub use swift::Swift;

/// Where the images lie, and what may be done with them. Merged deeply with the defaults.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StorageSettings {
    /// A folder of this host. The driver that is used when none is named.
    pub filesystem: Filesystem,

    /// Amazon S3 and what speaks like it. Not built yet.
    #[schemars(extend("x-renamed-from" = ["registry.storage.s3aws", "registry.storage.s3_v2"]))]
    pub s3: Option<S3>,

    /// Google Cloud Storage. Not built yet.
    pub gcs: Option<Gcs>,

    /// Azure Blob Storage. Not built yet.
    #[schemars(extend("x-renamed-from" = ["registry.storage.azure_v2"]))]
    pub azure: Option<Azure>,

    /// `OpenStack` Swift. Not built yet.
    pub swift: Option<Swift>,

    /// Alibaba Cloud's object storage. Not built yet.
    pub oss: Option<Oss>,

    /// Memory, lost at every restart. Not built yet.
    #[schemars(example = serde_json::json!({}))]
    pub inmemory: Option<InMemory>,

    /// What is kept at hand.
    pub cache: Cache,

    /// Deleting.
    pub delete: Delete,

    /// Sending clients to the storage itself.
    pub redirect: Redirect,

    /// Read-only mode and old uploads.
    pub maintenance: Maintenance,

    /// Looking tags up.
    pub tag: TagLookup,
}

/// The size of one part of an upload: what S3 and its kin take.
type PartSize = Whole<5_242_880, 5_368_709_120>;

/// The name of a bucket, which is no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket(String);

impl FromStr for Bucket {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if !text.is_empty() && !text.contains('/') {
            return Ok(Self(text.to_owned()));
        }
        let bare = text.split_once("://").map_or(text, |(_, rest)| rest).trim_matches('/');
        let hint = match bare.split_once('/') {
            _ if bare.is_empty() => "name the bucket of the images".to_owned(),
            None => format!("write `bucket = \"{}\"`", shown(bare)),
            Some((bucket, folder)) => {
                format!("write `bucket = \"{}\"` and `rootdirectory = \"/{}\"`", shown(bucket), shown(folder))
            }
        };
        let message = if text.is_empty() { "may not be empty" } else { "may not contain `/`" };
        Err(Refusal::new(message, hint))
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

written_as_text!(Bucket, "E040");

/// The name of a container, which is no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container(String);

impl FromStr for Container {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.is_empty() || text.contains('/') {
            return Err(Refusal::new(
                format!("must be the name of a container, without `/`, not `{}`", shown(text)),
                "name the container alone",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(Container);

/// Memory. There is nothing to set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InMemory {}

/// Looking tags up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TagLookup {
    /// How many tags are read at a time. By default as many as there are processors. Older engines refuse it.
    #[schemars(example = 8)]
    pub concurrencylimit: Option<Count>,
}

/// A folder of this host.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Filesystem {
    /// The folder that holds the images. That of `gitlab_rails.registry_path` by default.
    #[schemars(example = &"/srv/registry")]
    pub rootdirectory: Option<AbsolutePath>,

    /// How many operations run at a time. By default 100.
    #[schemars(example = 200)]
    pub maxthreads: Option<Whole<25, 100_000>>,
}

/// What is kept at hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cache {
    /// Where descriptions of blobs are kept: `inmemory`, or empty for nowhere.
    #[schemars(example = &"")]
    pub blobdescriptor: BlobDescriptor,

    /// How many descriptions are kept in memory. By default 10,000.
    #[schemars(example = 50_000)]
    pub blobdescriptorsize: Option<Count>,
}

impl Default for Cache {
    fn default() -> Self {
        Self { blobdescriptor: BlobDescriptor::InMemory, blobdescriptorsize: None }
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
    /// Whether blobs always pass through the registry. By default false.
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
    /// Whether pushes and deletions are refused. By default false.
    #[schemars(example = true)]
    pub enabled: Option<bool>,
}

/// Removal of uploads that were never finished.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UploadPurging {
    /// Whether they are removed. By default true.
    #[schemars(example = false)]
    pub enabled: Option<bool>,

    /// How old an upload must be. By default a week.
    #[schemars(example = &"24h")]
    pub age: Option<Duration>,

    /// How often they are looked for. By default once a day.
    #[schemars(example = &"12h")]
    pub interval: Option<Duration>,

    /// Whether they are only reported. By default false.
    #[schemars(example = true)]
    pub dryrun: Option<bool>,
}
