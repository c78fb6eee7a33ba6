//! The token server: who may log in, and what they may do.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::types::{Refusal, shown, written_as_text};
use crate::secret::Secret;

/// The token server, for hosts without GitLab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AuthServerSettings {
    /// Whether this host issues its own tokens. GitLab's part is then off.
    #[schemars(example = true)]
    pub enable: bool,

    /// The address the token server listens on, behind NGINX.
    #[schemars(example = &"127.0.0.1:5012")]
    pub listen: Address,

    /// How long a token is good for, in seconds.
    #[schemars(example = 900, range(min = 60, max = 86400))]
    pub token_lifetime: u32,

    /// Who may log in. `wharf user add` writes these.
    #[schemars(example = example_users())]
    pub users: Vec<User>,

    /// What may be done without a login.
    #[schemars(example = example_anonymous())]
    pub anonymous: Vec<Anonymous>,
}

impl Default for AuthServerSettings {
    fn default() -> Self {
        Self {
            enable: false,
            listen: Address { host: "127.0.0.1".to_owned(), port: 5002 },
            token_lifetime: 300,
            users: Vec::new(),
            anonymous: Vec::new(),
        }
    }
}

fn example_users() -> serde_json::Value {
    serde_json::json!([{
        "name": "alice",
        "password": "$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2",
        "access": [{ "repository": "**", "actions": ["pull", "push"] }],
    }])
}

fn example_anonymous() -> serde_json::Value {
    serde_json::json!([{ "repository": "public/**", "actions": ["pull"] }])
}

/// A person or machine that may log in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// The name to log in with.
    #[schemars(example = &"alice")]
    pub name: UserName,

    /// The bcrypt hash of the password, as `wharf user passwd` writes it.
    #[schemars(example = &"$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2")]
    pub password: Secret<PasswordHash>,

    /// What the user may do.
    #[serde(default)]
    #[schemars(example = example_anonymous())]
    pub access: Vec<Access>,
}

/// Something a user may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// The repositories: `*` stands for any characters but `/`, `**` for any characters.
    #[schemars(example = &"public/**")]
    pub repository: Pattern,

    /// What may be done with them.
    #[schemars(example = ["pull"])]
    pub actions: Vec<Action>,
}

/// Something that needs no login.
pub type Anonymous = Access;

/// What may be done with a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Action {
    /// Read images.
    Pull,
    /// Write images.
    Push,
    /// Delete images.
    Delete,
}

impl Action {
    /// The word of the token.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pull => "pull",
            Self::Push => "push",
            Self::Delete => "delete",
        }
    }
}

/// The name of a user of the token server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserName(String);

impl FromStr for UserName {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.is_empty() || text.chars().any(|c| c.is_control() || c == ':') || text.len() > 128 {
            return Err(Refusal::new(
                format!("must be a name to log in with, not `{}`", shown(text)),
                "use up to 128 characters, none of them `:`",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(UserName);

/// A pattern of repository names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

impl FromStr for Pattern {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "*/._-".contains(c);
        if text.is_empty() || !text.chars().all(good) {
            return Err(Refusal::new(
                format!("must be a pattern of repository names, not `{}`", shown(text)),
                "use lower-case letters, digits, `/`, `.`, `_`, `-`, and `*` or `**`",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(Pattern);

/// A bcrypt hash; what is not one is refused without being shown.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl FromStr for PasswordHash {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let starts_well = ["$2a$", "$2b$", "$2x$", "$2y$"].iter().any(|start| text.starts_with(start));
        let good = |c: char| c.is_ascii_alphanumeric() || "$./".contains(c);
        let is_hash = starts_well && text.len() == 60 && text.chars().all(good);
        if is_hash || crate::secret::is_placeholder(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Refusal::new(
            "must be a bcrypt hash, never the password itself",
            "let `wharf user passwd NAME` write it",
        ))
    }
}

impl fmt::Display for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(PasswordHash);
