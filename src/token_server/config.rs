//! `auth-server/config.yml`: where it listens, who may log in, and what they may do.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Deserialize;

use crate::problem::Hint;
use crate::secret::Secret;

/// The whole of `auth-server/config.yml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The address, `host:port`.
    pub listen: String,
    /// The service that tokens are for: `auth.token.service` of the registry.
    pub service: String,
    /// Who signs them: `auth.token.issuer` of the registry.
    pub issuer: String,
    /// The RSA key that signs them, in PEM.
    pub signing_key: PathBuf,
    /// How long a token is good for, in seconds.
    #[serde(default = "five_minutes")]
    pub token_lifetime: u64,
    /// Who may log in.
    #[serde(default)]
    pub users: Vec<User>,
    /// What may be done without a login.
    #[serde(default)]
    pub anonymous: Vec<Grant>,
}

/// One who may log in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// The name.
    pub name: String,
    /// The bcrypt hash of the password.
    pub password: Secret<String>,
    /// What they may do.
    #[serde(default)]
    pub access: Vec<Grant>,
}

/// Actions on every repository that a pattern covers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The pattern: `*` is any characters but `/`, `**` any characters.
    pub repository: String,
    /// Some of `pull`, `push`, `delete`.
    pub actions: Vec<String>,
}

fn five_minutes() -> u64 {
    300
}

/// What is wrong with the file: the key, the reason, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("could not read the token server's settings: {message}")]
pub struct ConfigError {
    message: String,
    hint: String,
}

impl Hint for ConfigError {
    fn hint(&self) -> Option<String> {
        Some(self.hint.clone())
    }
}

fn wrong(key: &str, reason: &str, hint: &str) -> ConfigError {
    ConfigError { message: format!("`{key}` {reason}"), hint: hint.to_owned() }
}

impl Config {
    /// Reads the file's text. The first thing wrong is the error: the file is rendered, not written by people.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = serde_yaml::from_str(text).map_err(|error| ConfigError {
            message: error.to_string(),
            hint: "run `wharf reconfigure`: it writes this file from `auth_server` in the settings".into(),
        })?;
        config.judge()?;
        Ok(config)
    }

    fn judge(&self) -> Result<(), ConfigError> {
        let port = self.listen.rsplit_once(':').filter(|(host, _)| !host.is_empty()).map(|(_, port)| port);
        if port.is_none_or(|port| port.parse::<u16>().is_err()) {
            return Err(wrong(
                "listen",
                "must be an address with a port",
                "write one such as `127.0.0.1:5002`",
            ));
        }
        for (key, value) in [("service", &self.service), ("issuer", &self.issuer)] {
            if value.is_empty() || value.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
                return Err(wrong(
                    key,
                    "must be a name without quotes",
                    "write that of the registry's `auth.token`",
                ));
            }
        }
        if !(60..=86_400).contains(&self.token_lifetime) {
            // The Docker token specification: "For compatibility with older clients, a token should never be
            // returned with less than 60 seconds to live."
            return Err(wrong(
                "token_lifetime",
                "must be 60 to 86400 seconds",
                "write 300, GitLab's five minutes",
            ));
        }
        let mut names = BTreeSet::new();
        for (place, user) in self.users.iter().enumerate() {
            let key = |field: &str| format!("users[{place}].{field}");
            if user.name.is_empty() || user.name.contains(|c: char| c.is_control() || c == ':') {
                return Err(wrong(&key("name"), "must be a name without `:`", "give the user another name"));
            }
            if !names.insert(&user.name) {
                let reason = format!("is there twice: `{}`", user.name);
                return Err(wrong(&key("name"), &reason, "remove one of the two"));
            }
            if cost(user.password.expose()).is_none() {
                let hint = format!("let `wharf user passwd {}` write it", user.name);
                return Err(wrong(&key("password"), "must be a bcrypt hash", &hint));
            }
            judge_grants(&key("access"), &user.access)?;
        }
        judge_grants("anonymous", &self.anonymous)
    }

    /// The highest cost of the users' hashes, or that of new ones.
    pub(super) fn cost(&self) -> u32 {
        self.users.iter().filter_map(|user| cost(user.password.expose())).max().unwrap_or(10)
    }
}

/// The cost of a bcrypt hash; `None` when it is none.
fn cost(hash: &str) -> Option<u32> {
    let parts: bcrypt::HashParts = hash.parse().ok()?;
    (4..=20).contains(&parts.get_cost()).then(|| parts.get_cost())
}

fn judge_grants(key: &str, grants: &[Grant]) -> Result<(), ConfigError> {
    for (place, grant) in grants.iter().enumerate() {
        if grant.repository.is_empty() {
            let key = format!("{key}[{place}].repository");
            return Err(wrong(&key, "must be a pattern", "write `**` for every repository"));
        }
        let known = ["pull", "push", "delete"];
        if let Some(unknown) = grant.actions.iter().find(|action| !known.contains(&action.as_str())) {
            let reason = format!("has no action `{unknown}`");
            return Err(wrong(
                &format!("{key}[{place}].actions"),
                &reason,
                "write some of `pull`, `push`, `delete`",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// `secret`, at the lowest cost.
    pub(in crate::token_server) const SECRET: &str =
        "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    const GOOD: &str = "listen: 127.0.0.1:5002\nservice: container_registry\nissuer: omnibus-gitlab-issuer\n\
                        signing_key: /key\ntoken_lifetime: 300\nusers:\n  - name: alice\n    password: HASH\n    \
                        access:\n      - repository: '**'\n        actions: [pull, push, delete]\nanonymous:\n  \
                        - repository: public/**\n    actions: [pull]\n";

    fn good() -> String {
        GOOD.replace("HASH", SECRET)
    }

    #[test]
    fn the_rendered_form_is_read() {
        let config = Config::parse(&good()).unwrap();
        assert_eq!(config.users[0].access[0].actions, ["pull", "push", "delete"]);
        assert_eq!((config.token_lifetime, config.cost()), (300, 4));
        assert!(bcrypt::verify("secret", config.users[0].password.expose()).unwrap());
        let least = "listen: '[::1]:1'\nservice: s\nissuer: i\nsigning_key: /k\n";
        assert_eq!(Config::parse(least).unwrap().token_lifetime, 300);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_key() {
        for (from, to, want) in [
            ("127.0.0.1:5002", "5002", "`listen` must be"),
            ("127.0.0.1:5002", "localhost:http", "`listen` must be"),
            ("issuer: omnibus-gitlab-issuer", "issuer: ''", "`issuer` must be"),
            ("issuer: omnibus-gitlab-issuer\n", "", "missing field `issuer`"),
            ("token_lifetime: 300", "token_lifetime: 59", "`token_lifetime` must be 60"),
            ("token_lifetime: 300", "token_lifetime: never", "token_lifetime"),
            ("token_lifetime", "lifetime", "unknown field `lifetime`"),
            (SECRET, "secret", "`users[0].password` must be a bcrypt hash"),
            ("$2b$04$", "$2b$31$", "`users[0].password` must be a bcrypt hash"),
            ("name: alice", "name: 'a:b'", "`users[0].name` must be"),
            ("[pull, push, delete]", "[pull, admin]", "`users[0].access[0].actions` has no action `admin`"),
            ("public/**", "''", "`anonymous[0].repository` must be"),
        ] {
            let changed = good().replace(from, to);
            assert_ne!(changed, good(), "{from}");
            let error = Config::parse(&changed).unwrap_err();
            assert!(error.to_string().contains(want), "{want}: {error}");
            assert!(!error.to_string().contains("secret") || from != SECRET, "the value is not repeated");
        }
        let twice =
            good().replace("anonymous:", &format!("  - name: alice\n    password: {SECRET}\nanonymous:"));
        assert!(
            Config::parse(&twice)
                .unwrap_err()
                .to_string()
                .contains("`users[1].name` is there twice: `alice`")
        );
    }
}
