//! The token server: who may log in and what they may do.

use serde::Serialize;

use super::access::Access;
use super::{Facts, Findings, Secrets};
use crate::secret::Secret;
use crate::settings::{Access as Granted, Settings};

/// The token server.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TokenServer {
    /// Where it listens.
    pub listen: String,
    /// An address that NGINX reaches it at.
    #[serde(skip)]
    pub reachable: String,
    /// Who it says issued a token.
    pub issuer: String,
    /// Its copy of the key, as a real path.
    pub signing_key: String,
    /// The key.
    #[serde(skip)]
    pub key: Secret<String>,
    /// How long a token is good for, in seconds.
    pub token_lifetime: u32,
    /// Who may log in.
    pub users: Vec<Login>,
    /// What needs no login.
    pub anonymous: Vec<Grant>,
}

/// Who may log in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The hash of the password.
    pub password: Secret<String>,
    /// What may be done.
    pub access: Vec<Grant>,
}

/// Something that may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// The repositories.
    pub repository: String,
    /// What may be done with them.
    pub actions: Vec<String>,
}

fn grants(all: &[Granted]) -> Vec<Grant> {
    let words = |one: &Granted| one.actions.iter().map(|action| action.as_str().to_owned()).collect();
    all.iter().map(|one| Grant { repository: one.repository.to_string(), actions: words(one) }).collect()
}

/// The token server, where it is on.
pub(super) fn derive(
    settings: &Settings,
    access: &Access,
    facts: &Facts,
    secrets: &Secrets,
    findings: &mut Findings,
) -> Option<TokenServer> {
    let given = &settings.auth_server;
    if !access.token_server_enabled {
        return None;
    }
    if !access.nginx_enabled && settings.registry.token_realm.is_none() {
        findings.warning(
            "auth_server.enable",
            "no NGINX of ours passes logins on to the token server",
            format!("let what stands in front send `/jwt/auth` to `{}`", given.listen),
        );
    }
    if given.users.is_empty() && given.anonymous.is_empty() {
        findings.warning(
            "auth_server.enable",
            "the token server knows no users, so nobody can log in",
            "run `wharf user add NAME`",
        );
    }
    for (index, user) in given.users.iter().enumerate() {
        let first = given.users.iter().position(|other| other.name == user.name);
        if first.is_some_and(|first| first < index) {
            findings.problem(
                &format!("auth_server.users[{index}]"),
                format!("the user `{}` is there twice", user.name),
                "remove one of the two",
            );
        }
    }
    Some(TokenServer {
        listen: given.listen.to_string(),
        reachable: given.listen.reachable(),
        issuer: settings.gitlab_rails.registry_issuer.clone(),
        signing_key: facts.real("/var/opt/gitlab/auth-server/signing.key"),
        key: secrets.internal_key.clone(),
        token_lifetime: given.token_lifetime,
        users: given
            .users
            .iter()
            .map(|user| Login {
                name: user.name.to_string(),
                password: Secret::new(user.password.expose().to_string()),
                access: grants(&user.access),
            })
            .collect(),
        anonymous: grants(&given.anonymous),
    })
}
