//! Azure Blob Storage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::duration::Duration;
use super::super::http_url::HttpUrl;
use super::super::written::{Count, Flag};
use super::Container;
use crate::secret::Secret;

/// Azure Blob Storage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Azure {
    /// The name of the storage account.
    #[schemars(example = &"acme")]
    pub accountname: Option<String>,

    /// The key of the storage account.
    #[schemars(example = &"a2V5")]
    pub accountkey: Option<Secret<String>>,

    /// The container that holds the images. It must exist.
    #[schemars(example = &"registry")]
    pub container: Option<Container>,

    /// The domain of the cloud. By default `core.windows.net`.
    #[schemars(example = &"core.chinacloudapi.cn")]
    pub realm: Option<String>,

    /// The folder in the container that `docker/` lies in. By default the container itself.
    #[schemars(example = &"/registry")]
    pub rootdirectory: Option<String>,

    /// The URL of the store. By default that of the account in the cloud.
    #[schemars(example = &"https://acme.blob.core.windows.net")]
    pub serviceurl: Option<HttpUrl>,

    /// The account, its key and its URL in one text, in place of the keys above.
    #[schemars(example = &"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5")]
    pub connectionstring: Option<Secret<String>>,

    /// Who the registry is to the store, where it is not the account's key that says.
    pub credentials: AzureCredentials,

    /// How often a failed request is made again. By default 5.
    #[schemars(example = 10)]
    pub max_retries: Option<Count>,

    /// How long it waits before it is made again. By default `100ms`.
    #[schemars(example = &"1s")]
    pub retry_delay: Option<Duration>,

    /// Whether any certificate of the store is trusted. By default false.
    #[schemars(example = true)]
    pub skipverify: Option<Flag>,

    /// Whether names in the container begin without a slash. By default the engine's own form.
    #[schemars(example = true)]
    pub trimlegacyrootprefix: Option<Flag>,

    /// Whether names in the container begin with a slash, as older engines wrote them. By default the engine's own form.
    #[schemars(example = true)]
    pub legacyrootprefix: Option<Flag>,
}

/// Who the registry is to the store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AzureCredentials {
    /// What it shows: the account's key, a secret of its own, or what the machine gives. By default the account's key.
    #[schemars(example = &"client_secret")]
    pub r#type: Option<AzureCredentialsKind>,

    /// Its id in the directory.
    #[schemars(example = &"11111111-2222-3333-4444-555555555555")]
    pub clientid: Option<String>,

    /// The id of the directory.
    #[schemars(example = &"66666666-7777-8888-9999-000000000000")]
    pub tenantid: Option<String>,

    /// Its secret.
    #[schemars(example = &"dGhlIHNlY3JldA")]
    pub secret: Option<Secret<String>>,
}

/// What the registry shows to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum AzureCredentialsKind {
    /// The account's key.
    SharedKey,
    /// A secret of its own.
    ClientSecret,
    /// What the machine gives.
    DefaultCredentials,
}
