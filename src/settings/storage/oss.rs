//! Alibaba Cloud's object storage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::written::Flag;
use super::{Bucket, PartSize};
use crate::secret::Secret;

/// Alibaba Cloud's object storage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Oss {
    /// The id of the access key.
    #[schemars(example = &"LTAI5tExample")]
    pub accesskeyid: Option<Secret<String>>,

    /// The secret of the access key.
    #[schemars(example = &"c2VjcmV0")]
    pub accesskeysecret: Option<Secret<String>>,

    /// The region of the bucket.
    #[schemars(example = &"oss-eu-central-1")]
    pub region: Option<String>,

    /// The bucket that holds the images. It must exist.
    #[schemars(example = &"acme-images")]
    pub bucket: Option<Bucket>,

    /// The address of the store. By default that of the region.
    #[schemars(example = &"oss-eu-central-1.aliyuncs.com")]
    pub endpoint: Option<String>,

    /// Whether the address inside the cloud is used. By default false.
    #[schemars(example = true)]
    pub internal: Option<Flag>,

    /// Whether the store encrypts what it keeps. By default false.
    #[schemars(example = true)]
    pub encrypt: Option<Flag>,

    /// The key that the store encrypts with. By default its own.
    #[schemars(example = &"1234abcd")]
    pub encryptionkeyid: Option<String>,

    /// Whether the store is reached over TLS. By default true.
    #[schemars(example = false)]
    pub secure: Option<Flag>,

    /// The size of one part of an upload in bytes, from 5 MiB. By default 10 MiB.
    #[schemars(example = 25_000_000)]
    pub chunksize: Option<PartSize>,

    /// The folder in the bucket that `docker/` lies in. By default the bucket itself.
    #[schemars(example = &"/registry")]
    pub rootdirectory: Option<String>,
}
