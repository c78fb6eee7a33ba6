//! Redis, as GitLab's own engine uses it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::duration::Duration;
use super::types::AbsolutePath;
use super::written::{Count, Flag};
use crate::secret::Secret;

/// Redis, as GitLab's own engine uses it. The bundled engine has no use for it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Redis {
    /// For what is kept at hand.
    pub cache: RedisUse,

    /// For knowing which replica of the database is up to date.
    pub loadbalancing: RedisUse,

    /// For counting requests.
    pub ratelimiting: RedisUse,

    /// Its address, or those of its sentinels with commas between them.
    #[schemars(example = &"redis.example.com:6379")]
    pub addr: Option<String>,

    /// Who the registry is to it.
    #[schemars(example = &"registry")]
    pub username: Option<String>,

    /// The password of that user.
    #[schemars(example = &"correct horse")]
    pub password: Option<Secret<String>>,

    /// The number of its database.
    #[schemars(example = 1)]
    pub db: Option<Count>,

    /// How long connecting may take.
    #[schemars(example = &"10ms")]
    pub dialtimeout: Option<Duration>,

    /// How long reading may take.
    #[schemars(example = &"10ms")]
    pub readtimeout: Option<Duration>,

    /// How long writing may take.
    #[schemars(example = &"10ms")]
    pub writetimeout: Option<Duration>,

    /// TLS to it.
    pub tls: RedisTls,

    /// Connections that are kept.
    pub pool: RedisPool,
}

/// One use of Redis.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RedisUse {
    /// Whether Redis is used for this. By default false.
    #[schemars(example = true)]
    pub enabled: Option<Flag>,

    /// Its address, or those of its sentinels with commas between them.
    #[schemars(example = &"redis.example.com:6379")]
    pub addr: Option<String>,

    /// The name that its sentinels know the main server by.
    #[schemars(example = &"mainserver")]
    pub mainname: Option<String>,

    /// Who the registry is to it.
    #[schemars(example = &"registry")]
    pub username: Option<String>,

    /// The password of that user.
    #[schemars(example = &"correct horse")]
    pub password: Option<Secret<String>>,

    /// Who the registry is to its sentinels.
    #[schemars(example = &"registry")]
    pub sentinelusername: Option<String>,

    /// The password of that user.
    #[schemars(example = &"correct horse")]
    pub sentinelpassword: Option<Secret<String>>,

    /// The number of its database.
    #[schemars(example = 1)]
    pub db: Option<Count>,

    /// How long connecting may take.
    #[schemars(example = &"10ms")]
    pub dialtimeout: Option<Duration>,

    /// How long reading may take.
    #[schemars(example = &"10ms")]
    pub readtimeout: Option<Duration>,

    /// How long writing may take.
    #[schemars(example = &"10ms")]
    pub writetimeout: Option<Duration>,

    /// TLS to it.
    pub tls: RedisTls,

    /// Connections that are kept.
    pub pool: RedisPool,
}

/// TLS to Redis.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RedisTls {
    /// Whether it is reached over TLS. By default false.
    #[schemars(example = true)]
    pub enabled: Option<Flag>,

    /// Whether any certificate of it is trusted. By default false.
    #[schemars(example = true)]
    pub insecure: Option<Flag>,

    /// The file of the registry's certificate.
    #[schemars(example = &"/etc/gitlab/ssl/redis.crt")]
    pub certificate: Option<AbsolutePath>,

    /// The file of that certificate's key.
    #[schemars(example = &"/etc/gitlab/ssl/redis.key")]
    pub key: Option<AbsolutePath>,

    /// The files of the certificates that its own is checked against.
    #[schemars(example = ["/etc/gitlab/ssl/redis-root.crt"])]
    pub rootcas: Option<Vec<AbsolutePath>>,
}

/// Connections to Redis that are kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RedisPool {
    /// How many at most.
    #[schemars(example = 10)]
    pub size: Option<Count>,

    /// How long each at most.
    #[schemars(example = &"1h")]
    pub maxlifetime: Option<Duration>,

    /// How long each may be idle at most.
    #[schemars(example = &"300s")]
    pub idletimeout: Option<Duration>,
}
