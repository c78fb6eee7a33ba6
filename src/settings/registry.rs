//! The container registry.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::address::Url;
use super::collection::{GarbageCollection, OnlineCollection, RetentionRule, example_retention};
use super::database::Database;
use super::duration::EngineDuration;
use super::general::name;
use super::logging::LogPrefix;
use super::middleware::Middleware;
use super::notifications::{self, Notification, example_headers};
use super::redis::Redis;
use super::registry_auth::AuthKind;
use super::registry_nginx::RegistryNginxSettings;
use super::reporting::Reporting;
use super::storage::StorageSettings;
use super::types::{AbsolutePath, AccountName, Number, Scalar, path};
use super::written::{Count, HeaderValues, Whole};
use crate::secret::Secret;

/// The container registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RegistrySettings {
    /// Whether the registry runs. True where `registry_external_url` is set.
    #[schemars(example = false)]
    pub enable: Option<bool>,

    /// The user that the registry runs as.
    #[schemars(example = &"images")]
    pub username: AccountName,

    /// The group that the registry runs as.
    #[schemars(example = &"images")]
    pub group: AccountName,

    /// The number of that user, where it is made.
    #[schemars(example = 991, range(max = 4_294_967_294_u32))]
    pub uid: Option<u32>,

    /// The number of that group, where it is made.
    #[schemars(example = 991, range(max = 4_294_967_294_u32))]
    pub gid: Option<u32>,

    /// The shell of that user, where it is made.
    #[schemars(example = &"/bin/sh")]
    pub shell: AbsolutePath,

    /// The folder of its configuration and state.
    #[schemars(example = &"/srv/registry-home")]
    pub dir: AbsolutePath,

    /// The folder of its logs.
    #[schemars(example = &"/srv/log/registry")]
    pub log_directory: AbsolutePath,

    /// The same as `logging.svlogd_size`, for the registry alone.
    #[schemars(example = 1_048_576)]
    pub svlogd_size: Option<Number>,

    /// The same as `logging.svlogd_num`, for the registry alone.
    #[schemars(example = 10)]
    pub svlogd_num: Option<Number>,

    /// The same as `logging.svlogd_timeout`, for the registry alone.
    #[schemars(example = 3600)]
    pub svlogd_timeout: Option<Number>,

    /// The same as `logging.svlogd_filter`, for the registry alone.
    #[schemars(example = &"gzip -9")]
    pub svlogd_filter: Option<String>,

    /// The same as `logging.svlogd_udp`, for the registry alone.
    #[schemars(example = &"192.0.2.1:514")]
    pub svlogd_udp: Option<String>,

    /// The same as `logging.svlogd_prefix`, for the registry alone.
    #[schemars(example = &"registry: ")]
    pub svlogd_prefix: Option<LogPrefix>,

    /// The same as `logging.log_group`, for the registry alone.
    #[schemars(example = &"adm")]
    pub log_group: Option<AccountName>,

    /// The folder of its environment: one file a variable.
    #[schemars(example = &"/etc/gitlab/registry-env")]
    pub env_directory: AbsolutePath,

    /// Variables of its environment.
    #[schemars(example = example_env(), extend("x-reference" = true))]
    pub env: BTreeMap<String, Scalar>,

    /// How much is logged.
    #[schemars(example = &"debug")]
    pub log_level: LogLevel,

    /// How it is logged.
    #[schemars(example = &"json")]
    pub log_formatter: LogFormatter,

    /// The address the engine listens on, behind NGINX.
    #[schemars(example = &"localhost:5001")]
    pub registry_http_addr: Address,

    /// The address of health and metrics. Without one they are not served.
    #[schemars(example = &"localhost:5003")]
    pub debug_addr: Option<Address>,

    /// How clients prove who they are: `token`, `none` for not at all, or the table `htpasswd` for a file of passwords.
    #[schemars(example = &"none")]
    pub auth: AuthKind,

    /// The URL of who issues tokens. By default `external_url`, or the registry's own with `auth_server.enable`.
    #[schemars(example = &"https://gitlab.example.com")]
    pub token_realm: Option<Url>,

    /// The certificates whose keys may sign tokens. By default the certificate that belongs to `internal_key`.
    #[schemars(example = &"/etc/gitlab/trusted-issuers.crt")]
    pub rootcertbundle: Option<AbsolutePath>,

    /// Where the images lie.
    pub storage: StorageSettings,

    /// Whether clients may delete manifests and blobs, unless `registry.storage.delete.enabled` says.
    #[schemars(example = false)]
    pub storage_delete_enabled: bool,

    /// Whether the storage is looked at now and then.
    #[schemars(example = false)]
    pub health_storagedriver_enabled: bool,

    /// Whether URLs in foreign layers are checked.
    #[schemars(example = true)]
    pub validation_enabled: bool,

    /// Whether the realm of tokens follows the host that a client asked for.
    #[schemars(example = true)]
    pub autoredirect: bool,

    /// Whether images of Docker's first schema are taken.
    #[schemars(example = true)]
    pub compatibility_schema1_enabled: bool,

    /// How long requests may finish when the registry stops. A bare number is nanoseconds.
    #[schemars(example = &"30s")]
    pub http_draintimeout: EngineDuration,

    /// What else the engine's HTTP has.
    pub http: HttpSettings,

    /// Who is told of pushes, pulls and deletions. Nobody is told yet.
    #[schemars(example = notifications::example())]
    pub notifications: Option<Vec<Notification>>,

    /// How long one notification may take, unless its endpoint says.
    #[schemars(example = &"2s")]
    pub default_notifications_timeout: EngineDuration,

    /// How often a notification that failed is sent again, unless its endpoint says.
    #[schemars(example = 10)]
    pub default_notifications_maxretries: Count,

    /// How long it waits before a notification is sent again, unless its endpoint says.
    #[schemars(example = &"5s")]
    pub default_notifications_backoff: EngineDuration,

    /// Headers of every notification. Those of its endpoint win.
    #[schemars(example = example_headers())]
    pub default_notifications_headers: BTreeMap<String, HeaderValues>,

    /// An old setting without effect; `default_notifications_maxretries` took its place.
    #[schemars(example = 5)]
    pub default_notifications_threshold: Option<Count>,

    /// What stands between the engine and its storage or its clients.
    #[schemars(extend("x-false-is-unset" = true))]
    pub middleware: Middleware,

    /// The metadata database of GitLab's own engine, to which everything is left that is left out here.
    pub database: Database,

    /// Whether `reconfigure` brings the database of `registry.database` up to date. The bundled engine has none.
    #[schemars(example = false)]
    pub auto_migrate: bool,

    /// The collection of garbage of GitLab's own engine. That of the bundled one is `registry.garbage_collection`.
    #[schemars(extend("x-false-is-unset" = true))]
    pub gc: OnlineCollection,

    /// Redis, as GitLab's own engine uses it. Everything is left to that engine that is left out here.
    pub redis: Redis,

    /// Who is told of the engine's own errors.
    #[schemars(extend("x-false-is-unset" = true))]
    pub reporting: Reporting,

    /// The collection of garbage while the registry serves. Not built yet.
    pub garbage_collection: GarbageCollection,

    /// Which tags are removed by themselves. Not built yet.
    #[schemars(example = example_retention())]
    pub retention: Vec<RetentionRule>,

    /// The key that signs tokens, as PEM. Made once by default.
    #[schemars(example = &"-----BEGIN RSA PRIVATE KEY-----\n…")]
    pub internal_key: Option<Secret<String>>,

    /// The certificate of that key, as PEM. Made once by default.
    #[schemars(example = &"-----BEGIN CERTIFICATE-----\n…")]
    pub internal_certificate: Option<String>,

    /// What signs the state of uploads. Made once by default.
    #[schemars(example = &"b5b1f37c1c1d4f0c")]
    pub http_secret: Option<Secret<String>>,

    /// The virtual host of the registry.
    #[schemars(extend("x-renamed-from" = ["registry_nginx"]))]
    pub nginx: RegistryNginxSettings,
}

fn example_env() -> serde_json::Value {
    serde_json::json!({ "REGISTRY_HTTP_RELATIVEURLS": true })
}

impl Default for RegistrySettings {
    fn default() -> Self {
        Self {
            enable: None,
            username: name("registry"),
            group: name("registry"),
            uid: None,
            gid: None,
            shell: path("/usr/sbin/nologin"),
            dir: path("/var/opt/gitlab/registry"),
            log_directory: path("/var/log/gitlab/registry"),
            svlogd_size: None,
            svlogd_num: None,
            svlogd_timeout: None,
            svlogd_filter: None,
            svlogd_udp: None,
            svlogd_prefix: None,
            log_group: None,
            env_directory: path("/opt/gitlab/etc/registry/env"),
            env: BTreeMap::new(),
            log_level: LogLevel::Info,
            log_formatter: LogFormatter::Text,
            registry_http_addr: Address { host: "127.0.0.1".to_owned(), port: 5000 },
            debug_addr: None,
            auth: AuthKind::Token,
            token_realm: None,
            rootcertbundle: None,
            storage: StorageSettings::default(),
            storage_delete_enabled: true,
            health_storagedriver_enabled: true,
            validation_enabled: false,
            autoredirect: false,
            compatibility_schema1_enabled: false,
            http_draintimeout: EngineDuration::Nanoseconds(0),
            http: HttpSettings::default(),
            notifications: None,
            default_notifications_timeout: EngineDuration::Text("500ms".to_owned()),
            default_notifications_maxretries: Whole(5),
            default_notifications_backoff: EngineDuration::Text("1s".to_owned()),
            default_notifications_headers: BTreeMap::new(),
            default_notifications_threshold: None,
            middleware: Middleware::default(),
            database: Database::default(),
            auto_migrate: true,
            gc: OnlineCollection::default(),
            redis: Redis::default(),
            reporting: Reporting::default(),
            garbage_collection: GarbageCollection::default(),
            retention: Vec::new(),
            internal_key: None,
            internal_certificate: None,
            http_secret: None,
            nginx: RegistryNginxSettings::default(),
        }
    }
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum LogLevel {
    /// Errors alone.
    Error,
    /// Warnings too.
    Warn,
    /// What happens, too.
    Info,
    /// Everything.
    Debug,
}

impl LogLevel {
    /// The word in config.yml.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// How it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum LogFormatter {
    /// Words and `key=value`.
    Text,
    /// One JSON object a line.
    Json,
    /// JSON as Logstash likes it.
    Logstash,
}

impl LogFormatter {
    /// The word in config.yml.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Logstash => "logstash",
        }
    }
}

/// What else the engine's HTTP has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HttpSettings {
    /// Whether the engine sends clients on by path alone, without scheme and host.
    #[schemars(example = true)]
    pub relativeurls: bool,
}
