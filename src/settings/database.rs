//! The metadata database of GitLab's own engine. The bundled engine needs none: its files are the truth.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::duration::Duration;
use super::types::{AbsolutePath, Port, Refusal, Scalar, shown};
use super::written::{Count, Flag};
use crate::secret::Secret;

/// The metadata database of GitLab's own engine. The bundled engine has none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// Whether metadata lie in it: `true`, `false`, or `prefer` for new registries. By default they never do.
    #[schemars(example = &"prefer")]
    pub enabled: Option<DatabaseMode>,

    /// Its host, or the folder of its socket.
    #[schemars(example = &"db.example.com")]
    pub host: Option<String>,

    /// Its port.
    #[schemars(example = 5433)]
    pub port: Option<Port>,

    /// Who the registry is to it.
    #[schemars(example = &"images")]
    pub user: Option<String>,

    /// The password of that user.
    #[schemars(example = &"correct horse")]
    pub password: Option<Secret<String>>,

    /// Its name.
    #[schemars(example = &"images")]
    pub dbname: Option<String>,

    /// How much TLS is asked for.
    #[schemars(example = &"verify-full")]
    pub sslmode: Option<SslMode>,

    /// The file of the registry's certificate.
    #[schemars(example = &"/etc/gitlab/ssl/db.crt")]
    pub sslcert: Option<AbsolutePath>,

    /// The file of that certificate's key.
    #[schemars(example = &"/etc/gitlab/ssl/db.key")]
    pub sslkey: Option<AbsolutePath>,

    /// The file of the certificates that the database's own is checked against.
    #[schemars(example = &"/etc/gitlab/ssl/db-root.crt")]
    pub sslrootcert: Option<AbsolutePath>,

    /// How long connecting may take.
    #[schemars(example = &"5s")]
    pub connecttimeout: Option<Duration>,

    /// How long connections may finish when the registry stops.
    #[schemars(example = &"2m")]
    pub draintimeout: Option<Duration>,

    /// Whether statements are prepared once.
    #[schemars(example = true)]
    pub preparedstatements: Option<Flag>,

    /// The host of the primary, where `host` is not it.
    #[schemars(example = &"primary.example.com")]
    pub primary: Option<String>,

    /// Connections that are kept.
    pub pool: DatabasePool,

    /// Sharing reads among replicas.
    pub loadbalancing: DatabaseLoadBalancing,

    /// Work on old rows.
    pub backgroundmigrations: BackgroundMigrations,
}

/// Connections that are kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DatabasePool {
    /// How many idle ones at most.
    #[schemars(example = 25)]
    pub maxidle: Option<Count>,

    /// How many at most.
    #[schemars(example = 25)]
    pub maxopen: Option<Count>,

    /// How long each at most.
    #[schemars(example = &"5m")]
    pub maxlifetime: Option<Duration>,

    /// How long each may be idle at most.
    #[schemars(example = &"5m")]
    pub maxidletime: Option<Duration>,
}

/// Sharing reads among replicas.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseLoadBalancing {
    /// Whether reads are shared.
    #[schemars(example = true)]
    pub enabled: Option<Flag>,

    /// The replicas.
    #[schemars(example = ["replica1.example.com"])]
    pub hosts: Option<Vec<String>>,

    /// The name server that knows the replicas.
    #[schemars(example = &"consul.example.com")]
    pub nameserver: Option<String>,

    /// The port of that name server.
    #[schemars(example = 8600)]
    pub port: Option<Port>,

    /// The name that it knows the replicas by.
    #[schemars(example = &"db-replica-registry.service.consul")]
    pub record: Option<String>,

    /// How often it is asked.
    #[schemars(example = &"1m")]
    pub replicacheckinterval: Option<Duration>,
}

/// Work on old rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BackgroundMigrations {
    /// Whether it is done.
    #[schemars(example = true)]
    pub enabled: Option<Flag>,

    /// How long it pauses between two pieces.
    #[schemars(example = &"10s")]
    pub jobinterval: Option<Duration>,

    /// How many times a piece that failed is done again.
    #[schemars(example = 3)]
    pub maxjobretries: Option<Count>,
}

/// Whether metadata lie in the database; kept as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseMode {
    /// Yes or no.
    Flag(Flag),
    /// For new registries.
    Prefer,
}

impl DatabaseMode {
    /// Whether it is asked for outright.
    #[must_use]
    pub fn is_asked_for(self) -> bool {
        matches!(self, Self::Flag(flag) if flag.is_true())
    }
}

impl Serialize for DatabaseMode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => flag.serialize(serializer),
            Self::Prefer => serializer.serialize_str("prefer"),
        }
    }
}

impl<'de> Deserialize<'de> for DatabaseMode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)? {
            Scalar::Boolean(truth) => Ok(Self::Flag(Flag::Plain(truth))),
            Scalar::Text(text) if text == "prefer" => Ok(Self::Prefer),
            Scalar::Text(text) if text == "true" => Ok(Self::Flag(Flag::Quoted(true))),
            Scalar::Text(text) if text == "false" => Ok(Self::Flag(Flag::Quoted(false))),
            other => Err(de::Error::custom(Refusal::new(
                format!("must be `true`, `false` or `prefer`, not `{}`", shown(&other.to_string())),
                "",
            ))),
        }
    }
}

impl JsonSchema for DatabaseMode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DatabaseMode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["boolean", "string"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// How much TLS is asked of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum SslMode {
    /// None.
    Disable,
    /// None, unless it insists.
    Allow,
    /// Where it speaks it.
    Prefer,
    /// Always, with any certificate.
    Require,
    /// Always, with a certificate from a known authority.
    VerifyCa,
    /// Always, with a certificate of that host from a known authority.
    VerifyFull,
}
