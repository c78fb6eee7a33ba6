//! Amazon S3 and what speaks like it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::http_url::Endpoint;
use super::super::written::{Count, Flag, Whole};
use super::{Bucket, PartSize};
use crate::secret::Secret;

/// Amazon S3 and what speaks like it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct S3 {
    /// The bucket that holds the images. It must exist.
    #[schemars(example = &"acme-images")]
    pub bucket: Option<Bucket>,

    /// The region of the bucket.
    #[schemars(example = &"eu-central-1")]
    pub region: Option<String>,

    /// The URL of a store that is not Amazon's. By default Amazon's for the region.
    #[schemars(example = &"http://127.0.0.1:9000")]
    pub regionendpoint: Option<Endpoint>,

    /// The id of the access key. By default what the environment or the role of the machine gives.
    #[schemars(example = &"AKIAIOSFODNN7EXAMPLE")]
    pub accesskey: Option<Secret<String>>,

    /// The secret of the access key. By default what the environment or the role of the machine gives.
    #[schemars(example = &"wJalrXUtnFEMI")]
    pub secretkey: Option<Secret<String>>,

    /// The folder in the bucket that `docker/` lies in. By default the bucket itself.
    #[schemars(example = &"/registry")]
    pub rootdirectory: Option<String>,

    /// Whether the bucket stands in the path of a URL and not in its host. By default true with `regionendpoint`.
    #[schemars(example = true)]
    pub forcepathstyle: Option<Flag>,

    /// The same as `forcepathstyle`, as GitLab's engine calls it.
    #[schemars(example = true)]
    pub pathstyle: Option<Flag>,

    /// Whether the store encrypts what it keeps. By default false.
    #[schemars(example = true)]
    pub encrypt: Option<Flag>,

    /// The key of the key management service that the store encrypts with. By default the account's own.
    #[schemars(example = &"arn:aws:kms:eu-central-1:111122223333:key/1234abcd")]
    pub keyid: Option<String>,

    /// Whether the store is reached over TLS. By default true.
    #[schemars(example = false)]
    pub secure: Option<Flag>,

    /// Whether any certificate of the store is trusted. By default false.
    #[schemars(example = true)]
    pub skipverify: Option<Flag>,

    /// Whether requests are signed with version 4 of Amazon's signature. By default true.
    #[schemars(example = false)]
    pub v4auth: Option<Flag>,

    /// The size of one part of an upload in bytes, from 5 MiB. By default 10 MiB.
    #[schemars(example = 25_000_000)]
    pub chunksize: Option<PartSize>,

    /// The size of one part of a copy in bytes. By default 32 MiB.
    #[schemars(example = 67_108_864)]
    pub multipartcopychunksize: Option<PartSize>,

    /// How many parts of a copy run at a time. By default 100.
    #[schemars(example = 50)]
    pub multipartcopymaxconcurrency: Option<Whole<1, 10_000>>,

    /// From how many bytes on a copy is made in parts. By default 32 MiB.
    #[schemars(example = 67_108_864)]
    pub multipartcopythresholdsize: Option<Whole<0, 5_368_709_120>>,

    /// How the store keeps what is written. By default `STANDARD`.
    #[schemars(example = &"STANDARD_IA")]
    pub storageclass: Option<StorageClass>,

    /// Who may read what is written. By default `private`.
    #[schemars(example = &"bucket-owner-full-control")]
    pub objectacl: Option<ObjectAcl>,

    /// Whether the owner of the bucket owns what is written, so that `objectacl` is not sent. By default false.
    #[schemars(example = true)]
    pub objectownership: Option<Flag>,

    /// What the registry calls itself in requests. By default the name of the driver.
    #[schemars(example = &"acme-registry/1.0")]
    pub useragent: Option<String>,

    /// Whether the store is reached over IPv6 too. By default false.
    #[schemars(example = true)]
    pub usedualstack: Option<Flag>,

    /// Whether Amazon's accelerated transfer is used. By default false.
    #[schemars(example = true)]
    pub accelerate: Option<Flag>,

    /// Whether Amazon's FIPS endpoints are used. By default false.
    #[schemars(example = true)]
    pub usefipsendpoint: Option<Flag>,

    /// The URL that clients are sent to in place of `regionendpoint`. By default that one.
    #[schemars(example = &"https://images.example.com")]
    pub redirectendpoint: Option<Endpoint>,

    /// How much the driver logs of its own requests. By default nothing.
    #[schemars(example = &"debug")]
    pub loglevel: Option<String>,

    /// How many requests a second are made at most. By default the engine's own limit.
    #[schemars(example = 350)]
    pub maxrequestspersecond: Option<Count>,

    /// How often a failed request is made again. By default the engine's own number.
    #[schemars(example = 5)]
    pub maxretries: Option<Count>,

    /// Whether the bucket is listed by several requests at a time. By default false.
    #[schemars(example = true)]
    pub parallelwalk: Option<Flag>,

    /// Whether no checksum is sent along. By default false.
    #[schemars(example = true)]
    pub checksum_disabled: Option<Flag>,

    /// The checksum that is sent along. By default `CRC32`.
    #[schemars(example = &"SHA256")]
    pub checksum_algorithm: Option<Checksum>,
}

/// How the store keeps what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
pub enum StorageClass {
    /// As usual.
    Standard,
    /// With fewer copies.
    ReducedRedundancy,
    /// For what is read rarely.
    StandardIa,
    /// For what is read rarely, in one zone.
    OnezoneIa,
    /// The store moves what is read rarely.
    IntelligentTiering,
    /// On Outposts.
    Outposts,
    /// For archives that are read at once.
    GlacierIr,
    /// The store decides.
    None,
}

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ObjectAcl {
    /// Its owner.
    Private,
    /// Everybody.
    PublicRead,
    /// Everybody, who may write too.
    PublicReadWrite,
    /// Everybody with an account.
    AuthenticatedRead,
    /// Its owner, and Amazon's EC2.
    AwsExecRead,
    /// The bucket's owner too.
    BucketOwnerRead,
    /// The bucket's owner, who may write too.
    BucketOwnerFullControl,
}

/// The checksum that is sent along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[schemars(inline)]
pub enum Checksum {
    /// CRC-32.
    Crc32,
    /// CRC-32C.
    Crc32c,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
}
