//! Google Cloud Storage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::types::AbsolutePath;
use super::super::written::{Count, Flag, Whole};
use super::Bucket;
use crate::secret::Secret;

/// Google Cloud Storage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Gcs {
    /// The bucket that holds the images. It must exist.
    #[schemars(example = &"acme-images")]
    pub bucket: Option<Bucket>,

    /// The file of this host with the key of a service account. By default the machine's own account is used.
    #[schemars(example = &"/etc/gitlab/gcs.json")]
    pub keyfile: Option<AbsolutePath>,

    /// The key of a service account, in place of `keyfile`.
    pub credentials: Option<GcsCredentials>,

    /// The folder in the bucket that `docker/` lies in. By default the bucket itself.
    #[schemars(example = &"/registry")]
    pub rootdirectory: Option<String>,

    /// The size of one part of an upload in bytes, a multiple of 256 KiB. By default 16 MiB.
    #[schemars(example = 5_242_880)]
    pub chunksize: Option<Whole<262_144, 5_368_709_120>>,

    /// How many operations run at a time. By default 50.
    #[schemars(example = 100)]
    pub maxconcurrency: Option<Whole<25, 100_000>>,

    /// What the registry calls itself in requests. By default the name of the driver.
    #[schemars(example = &"acme-registry/1.0")]
    pub useragent: Option<String>,

    /// How often a failed request is made again. By default the engine's own number.
    #[schemars(example = 5)]
    pub maxretries: Option<Count>,

    /// Whether the bucket is listed by several requests at a time. By default false.
    #[schemars(example = true)]
    pub parallelwalk: Option<Flag>,
}

/// The key of a service account, as Google gives it out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GcsCredentials {
    /// What kind of account it is.
    #[schemars(example = &"service_account")]
    pub r#type: Option<String>,

    /// The project of the account.
    #[schemars(example = &"acme")]
    pub project_id: Option<String>,

    /// The id of the key.
    #[schemars(example = &"f3c1d2")]
    pub private_key_id: Option<String>,

    /// The key, as PEM.
    #[schemars(example = &"-----BEGIN PRIVATE KEY-----\n…")]
    pub private_key: Option<Secret<String>>,

    /// The name of the account.
    #[schemars(example = &"registry@acme.iam.gserviceaccount.com")]
    pub client_email: Option<String>,

    /// The number of the account.
    #[schemars(example = &"104029302948502")]
    pub client_id: Option<String>,

    /// Where the account logs in.
    #[schemars(example = &"https://accounts.google.com/o/oauth2/auth")]
    pub auth_uri: Option<String>,

    /// Where the account gets its tokens.
    #[schemars(example = &"https://oauth2.googleapis.com/token")]
    pub token_uri: Option<String>,

    /// Where the certificates of the tokens' issuer are.
    #[schemars(example = &"https://www.googleapis.com/oauth2/v1/certs")]
    pub auth_provider_x509_cert_url: Option<String>,

    /// Where the certificate of the account is.
    #[schemars(example = &"https://www.googleapis.com/robot/v1/metadata/x509/registry")]
    pub client_x509_cert_url: Option<String>,

    /// The domain of the cloud.
    #[schemars(example = &"googleapis.com")]
    pub universe_domain: Option<String>,
}
