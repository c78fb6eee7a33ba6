//! Accounts, folders and certificates that are not one component's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::AccountName;

/// An account or group name that the program itself chose.
pub(super) fn name(text: &str) -> AccountName {
    text.parse().expect("the names written in this program are names of accounts")
}

/// A switch for something that is managed for the administrator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Manage {
    /// Whether they are made where they are missing. With `false` they must exist.
    #[schemars(example = false)]
    pub enable: bool,
}

impl Default for Manage {
    fn default() -> Self {
        Self { enable: true }
    }
}

/// The account of GitLab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UserSettings {
    /// The user that GitLab runs as. It owns the key that signs tokens.
    #[schemars(example = &"gitlab")]
    pub username: AccountName,

    /// The group that GitLab runs as. It may read the registry's storage.
    #[schemars(example = &"gitlab")]
    pub group: AccountName,
}

impl Default for UserSettings {
    fn default() -> Self {
        Self { username: name("git"), group: name("git") }
    }
}

/// The account of NGINX's workers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebServerSettings {
    /// The user that NGINX's workers run as.
    #[schemars(example = &"www-data")]
    pub username: AccountName,

    /// The group that NGINX's workers run as.
    #[schemars(example = &"www-data")]
    pub group: AccountName,
}

impl Default for WebServerSettings {
    fn default() -> Self {
        Self { username: name("gitlab-www"), group: name("gitlab-www") }
    }
}

/// Certificates from Let's Encrypt.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LetsEncrypt {
    /// Whether certificates are fetched from Let's Encrypt. Only `false` may be said: it is not built yet.
    #[schemars(example = false)]
    pub enable: Option<bool>,
}
