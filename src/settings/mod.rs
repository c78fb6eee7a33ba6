//! What the administrator may say: `gitlab.toml`, with the key names and nesting of `gitlab.rb`.
//!
//! Invariant: nothing here looks at the host, and nothing is derived; a default that depends on another
//! setting is `None` until `derive` decides it.

mod address;
mod auth_server;
mod collection;
mod database;
mod described;
mod diagnose;
mod duration;
mod excerpt;
mod fetch;
mod foreign;
mod general;
mod gitlab_rb;
mod http_url;
mod json;
mod layers;
mod letsencrypt;
mod logging;
mod masked;
mod middleware;
mod mistaken;
mod nginx;
mod notifications;
mod package;
mod places;
mod rails;
mod read;
mod redis;
pub mod reference;
mod registry;
mod registry_auth;
mod registry_nginx;
mod registry_url;
mod reporting;
mod roles;
mod schema;
mod spelled;
mod storage;
mod types;
mod values;
mod wording;
mod written;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use address::{Address, ListenHost, Scheme, Url};
pub use auth_server::{Access, Action, Anonymous, AuthServerSettings, User};
pub use collection::RetentionRule;
pub use database::{Database, DatabaseMode};
pub use described::{Setting, described, find_described, nearest_key};
pub use duration::{Age, Duration, EngineDuration};
pub use fetch::{Fetch, Fetched, Source, Unfetched};
pub use general::{ManageAccounts, ManageStorage, SuperviseSettings, UserSettings, WebServerSettings};
pub use http_url::{Endpoint, HttpUrl};
pub use letsencrypt::LetsEncrypt;
pub use logging::{LogPrefix, LoggingSettings};
pub use masked::{mask, secrets_of};
pub use middleware::{Any, Middleware, StorageMiddleware, StorageMiddlewareName};
pub use nginx::{NginxSettings, StatusSettings};
pub use notifications::Notification;
pub use package::PackageSettings;
pub use places::{Language, Places};
pub use rails::{RailsNginx, RailsSettings};
pub use read::{CLUSTER, Input, VARIABLE, parse, parse_with, read};
pub use redis::{Redis, RedisUse};
pub use registry::{LogFormatter, LogLevel, RegistrySettings};
pub use registry_auth::{AuthKind, Htpasswd};
pub use registry_nginx::{HeaderValue, OneOrMany, RegistryNginxSettings, VerifyClient};
pub use registry_url::RegistryUrl;
pub use reporting::Reporting;
pub use roles::Roles;
pub use spelled::{ruby_line, ruby_path, ruby_value};
pub use storage::{Azure, BlobDescriptor, Gcs, Oss, S3, StorageSettings, Swift};
pub use types::{AbsolutePath, AccountName, NginxText, Number, OnOff, Port, Refusal, Scalar};
pub use written::{Count, Flag, HeaderValues, Whole};

use crate::problem::Problem;
use crate::secret::Secret;

/// Everything the administrator may say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The URL of GitLab. Clients of the registry get their tokens there.
    #[schemars(example = &"https://gitlab.example.com")]
    pub external_url: Option<Url>,

    /// The URL of the registry. Setting it turns the registry on. It has no path. With `false` there is none.
    #[schemars(example = &"https://registry.example.com")]
    pub registry_external_url: Option<RegistryUrl>,

    /// The roles of this host among several. One that decides what runs leaves off what it does not need.
    #[schemars(example = ["redis_master_role"])]
    pub roles: Roles,

    /// The container registry.
    pub registry: RegistrySettings,

    /// The NGINX in front of the registry.
    pub nginx: NginxSettings,

    /// GitLab's Rails application, as far as it concerns the registry.
    pub gitlab_rails: RailsSettings,

    /// The token server, for hosts without GitLab.
    pub auth_server: AuthServerSettings,

    /// System accounts.
    pub manage_accounts: ManageAccounts,

    /// Storage folders.
    pub manage_storage_directories: ManageStorage,

    /// The account of GitLab.
    pub user: UserSettings,

    /// The account of NGINX's workers.
    pub web_server: WebServerSettings,

    /// Certificates from Let's Encrypt.
    pub letsencrypt: LetsEncrypt,

    /// What is done by itself on this host.
    pub package: PackageSettings,

    /// What services write.
    pub logging: LoggingSettings,

    /// The supervisor of the services.
    pub supervise: SuperviseSettings,
}

impl Settings {
    /// The URL of the registry, where the settings say one.
    #[must_use]
    pub fn registry_url(&self) -> Option<&Url> {
        self.registry_external_url.as_ref().and_then(RegistryUrl::url)
    }
}

/// Settings that were understood, and where each stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The file they stand in, as people know it.
    pub file: String,
    /// The settings.
    pub settings: Settings,
    /// Where each key stands.
    pub places: Places,
    /// What is accepted and should yet be known, such as a deprecated name.
    pub warnings: Vec<Problem>,
    /// What `check` and `render` accept and `plan` refuses: secrets that this user may not read.
    pub refusals: Vec<Problem>,
    /// Every secret in the settings, to hide in whatever is shown.
    pub secrets: Vec<Secret<String>>,
    /// The settings of components that do not run here, by component, under their names in it.
    pub ignored: BTreeMap<String, Vec<String>>,
}
