//! What the administrator may say: `gitlab.toml`, with the key names and nesting of `gitlab.rb`.
//!
//! Invariant: nothing here looks at the host, and nothing is derived; a default that depends on another
//! setting is `None` until `derive` decides it.

mod address;
mod auth_server;
mod described;
mod diagnose;
mod duration;
mod excerpt;
mod fetch;
mod foreign;
mod general;
mod nginx;
mod places;
mod rails;
pub mod reference;
mod registry;
mod registry_nginx;
mod schema;
mod storage;
mod types;
mod values;
mod wording;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use address::{Address, ListenHost, Scheme, Url};
pub use auth_server::{Access, Action, Anonymous, AuthServerSettings, User};
pub use described::{Setting, described, find_described, mask, nearest_key};
pub use duration::Duration;
pub use fetch::{Fetch, Fetched, Source, Unfetched};
pub use general::{LetsEncrypt, Manage, UserSettings, WebServerSettings};
pub use nginx::NginxSettings;
pub use places::Places;
pub use rails::RailsSettings;
pub use registry::{AuthKind, LogFormatter, LogLevel, RegistrySettings};
pub use registry_nginx::{HeaderValue, OneOrMany, RegistryNginxSettings, VerifyClient};
pub use storage::{Any, BlobDescriptor, StorageSettings};
pub use types::{AbsolutePath, AccountName, NginxText, Number, OnOff, Port, Refusal, Scalar};

use crate::problem::{Problem, Problems};
use crate::secret::Secret;

/// Everything the administrator may say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The URL of GitLab. Clients of the registry get their tokens there.
    #[schemars(example = &"https://gitlab.example.com")]
    pub external_url: Option<Url>,

    /// The URL of the registry. Setting it turns the registry on. It has no path.
    #[schemars(example = &"https://registry.example.com")]
    pub registry_external_url: Option<Url>,

    /// The container registry.
    pub registry: RegistrySettings,

    /// The NGINX in front of the registry.
    pub nginx: NginxSettings,

    /// GitLab's Rails application, as far as it concerns the registry.
    pub gitlab_rails: RailsSettings,

    /// The token server, for hosts without GitLab.
    pub auth_server: AuthServerSettings,

    /// System accounts.
    pub manage_accounts: Manage,

    /// Storage folders.
    pub manage_storage_directories: Manage,

    /// The account of GitLab.
    pub user: UserSettings,

    /// The account of NGINX's workers.
    pub web_server: WebServerSettings,

    /// Certificates from Let's Encrypt.
    pub letsencrypt: LetsEncrypt,
}

/// Settings that were understood, and where each stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The file they stand in, as people know it.
    pub file: String,
    /// The settings.
    pub settings: Settings,
    /// Where each key stands in the file.
    pub places: Places,
    /// What is accepted and should yet be known, such as a deprecated name.
    pub warnings: Vec<Problem>,
    /// What `check` and `render` accept and `plan` refuses: secrets that this user may not read.
    pub refusals: Vec<Problem>,
    /// Every secret in the settings, to hide in whatever is shown.
    pub secrets: Vec<Secret<String>>,
}

/// Reads settings from the text of `file`, or gives every problem in it, in the order of the file. Secrets that
/// stand elsewhere are not read: each is the name of where it stands, in brackets.
pub fn parse(text: &str, file: &str) -> Result<Parsed, Problems> {
    parse_with(text, file, &|source| Ok(fetch::named(source)))
}

/// As [`parse`]; `fetch` reads the secrets that stand elsewhere.
pub fn parse_with(text: &str, file: &str, fetch: &Fetch<'_>) -> Result<Parsed, Problems> {
    diagnose::parse(text, file, fetch)
}
