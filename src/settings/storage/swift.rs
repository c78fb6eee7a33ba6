//! `OpenStack` Swift.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::http_url::HttpUrl;
use super::super::written::{Flag, Whole};
use super::Container;
use crate::secret::Secret;

/// `OpenStack` Swift.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Swift {
    /// Who the registry is to the store.
    #[schemars(example = &"registry")]
    pub username: Option<String>,

    /// Its password.
    #[schemars(example = &"correct horse")]
    pub password: Option<Secret<String>>,

    /// The URL at which it logs in.
    #[schemars(example = &"https://storage.example.com/v3")]
    pub authurl: Option<HttpUrl>,

    /// The container that holds the images. It is made where it is missing.
    #[schemars(example = &"registry")]
    pub container: Option<Container>,

    /// The name of the project. By default the user's own.
    #[schemars(example = &"acme")]
    pub tenant: Option<String>,

    /// The id of the project. By default the user's own.
    #[schemars(example = &"3f1c")]
    pub tenantid: Option<String>,

    /// The name of the user's domain. By default none.
    #[schemars(example = &"Default")]
    pub domain: Option<String>,

    /// The id of the user's domain. By default none.
    #[schemars(example = &"default")]
    pub domainid: Option<String>,

    /// The name of the project's domain. By default the user's.
    #[schemars(example = &"Default")]
    pub tenantdomain: Option<String>,

    /// The id of the project's domain. By default the user's.
    #[schemars(example = &"default")]
    pub tenantdomainid: Option<String>,

    /// The id of a trust. By default none.
    #[schemars(example = &"9d2e")]
    pub trustid: Option<String>,

    /// The region of the container. By default the first there is.
    #[schemars(example = &"eu-1")]
    pub region: Option<String>,

    /// The version of the login. By default what its URL says.
    #[schemars(example = 3)]
    pub authversion: Option<Whole<1, 3>>,

    /// The folder in the container that the images lie in. By default the container itself.
    #[schemars(example = &"registry")]
    pub prefix: Option<String>,

    /// The key that this driver is documented to have in place of `prefix`. The engine does not read it.
    #[schemars(example = &"/registry")]
    pub rootdirectory: Option<String>,

    /// Which of the store's addresses is used. By default `public`.
    #[schemars(example = &"internal")]
    pub endpointtype: Option<EndpointType>,

    /// Whether any certificate of the store is trusted. By default false.
    #[schemars(example = true)]
    pub insecureskipverify: Option<Flag>,

    /// The size of one part of an upload in bytes, from 1 MiB. By default 20 MiB.
    #[schemars(example = 33_554_432)]
    pub chunksize: Option<Whole<1_048_576, 5_368_709_120>>,

    /// The key that signs temporary URLs. By default one is made.
    #[schemars(example = &"c2VjcmV0")]
    pub secretkey: Option<Secret<String>>,

    /// The id of the key that signs temporary URLs, for stores that want one.
    #[schemars(example = &"aWQ")]
    pub accesskey: Option<Secret<String>>,

    /// Whether the key that signs temporary URLs is the container's and not the account's. By default false.
    #[schemars(example = true)]
    pub tempurlcontainerkey: Option<Flag>,

    /// What temporary URLs may be used for. By default what the store says.
    #[schemars(example = ["GET", "HEAD"])]
    pub tempurlmethods: Option<Vec<String>>,
}

/// Which of the store's addresses is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum EndpointType {
    /// The public one.
    Public,
    /// The one inside the cloud.
    Internal,
    /// The one for its administrators.
    Admin,
}
