//! The part that this host plays among several: which services a role leaves on.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use super::types::{Refusal, shown};

/// What a role means for what runs here.
struct Row {
    name: &'static str,
    /// It decides which services run; a role that does not leaves the usual ones on.
    manages_services: bool,
    /// NGINX runs.
    nginx: bool,
    /// GitLab's Rails application is configured.
    rails: bool,
}

const fn row(name: &'static str, manages_services: bool, nginx: bool, rails: bool) -> Row {
    Row { name, manages_services, nginx, rails }
}

/// Every role.
const ROLES: &[Row] = &[
    row("application_role", true, true, true),
    row("backup_role", false, true, true),
    row("consul_role", true, false, false),
    row("geo_primary_role", false, true, true),
    row("geo_secondary_role", false, true, true),
    row("gitaly_role", true, false, false),
    row("monitoring_role", true, true, false),
    row("pages_role", true, true, false),
    row("patroni_role", true, false, false),
    row("pgbouncer_role", true, false, false),
    row("postgres_role", true, false, false),
    row("redis_master_role", true, false, false),
    row("redis_replica_role", true, false, false),
    row("redis_sentinel_role", true, false, false),
    row("sidekiq_role", true, false, true),
];

/// The roles of this host: one name or a list of names. `-` is taken for `_`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Roles(Vec<&'static str>);

impl Roles {
    fn rows(&self) -> impl Iterator<Item = &'static Row> {
        ROLES.iter().filter(|row| self.0.contains(&row.name))
    }

    /// The first role that decides which services run, where there is one.
    #[must_use]
    pub fn decisive(&self) -> Option<&'static str> {
        self.rows().find(|row| row.manages_services).map(|row| row.name)
    }

    /// Whether NGINX runs unless it is said.
    #[must_use]
    pub fn leave_nginx_on(&self) -> bool {
        self.decisive().is_none() || self.rows().any(|row| row.manages_services && row.nginx)
    }

    /// Whether GitLab's Rails application is configured unless it is said.
    #[must_use]
    pub fn leave_rails_on(&self) -> bool {
        self.decisive().is_none() || self.rows().any(|row| row.manages_services && row.rails)
    }
}

/// Whether there is a role `name`.
pub(super) fn is_known(name: &str) -> bool {
    ROLES.iter().any(|row| row.name == name)
}

fn role<E: de::Error>(given: &str) -> Result<&'static str, E> {
    let name = given.replace('-', "_");
    let found = ROLES.iter().find(|row| row.name == name);
    found.map(|row| row.name).ok_or_else(|| {
        let all: Vec<&str> = ROLES.iter().map(|row| row.name).collect();
        E::custom(Refusal::new(
            format!("names the role `{}`, which does not exist", shown(given)),
            format!("the roles are {}", all.join(", ")),
        ))
    })
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Roles;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a role or a list of roles")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Roles, E> {
                role(text).map(|one| Roles(vec![one]))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Roles, A::Error> {
                let mut many = Vec::new();
                while let Some(one) = items.next_element::<String>()? {
                    many.push(role(&one)?);
                }
                Ok(Roles(many))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Roles {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Roles".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "array"], "items": { "type": "string" } })
    }
    fn inline_schema() -> bool {
        true
    }
}
