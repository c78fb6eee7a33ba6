//! Accounts and folders that are not one component's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::{AbsolutePath, AccountName, Number, path};

/// An account or group name that the program itself chose.
pub(super) fn name(text: &str) -> AccountName {
    text.parse().expect("the names written in this program are names of accounts")
}

/// System accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ManageAccounts {
    /// Whether they are made where they are missing. With `false` they must exist.
    #[schemars(example = false)]
    pub enable: bool,
}

impl Default for ManageAccounts {
    fn default() -> Self {
        Self { enable: true }
    }
}

/// Storage folders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ManageStorage {
    /// Whether they are made where they are missing. With `false` they must exist.
    #[schemars(example = false)]
    pub enable: bool,

    /// Whether owner and mode of `/etc/gitlab` are kept as they should be. With `false` it must exist.
    #[schemars(example = false)]
    pub manage_etc: bool,
}

impl Default for ManageStorage {
    fn default() -> Self {
        Self { enable: true, manage_etc: true }
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

    /// The number of that user, where it is made.
    #[schemars(example = 998, range(max = 4_294_967_294_u32))]
    pub uid: Option<u32>,

    /// The number of that group, where it is made.
    #[schemars(example = 998, range(max = 4_294_967_294_u32))]
    pub gid: Option<u32>,

    /// The home of that user, where it is made.
    #[schemars(example = &"/srv/gitlab")]
    pub home: AbsolutePath,

    /// The shell of that user, where it is made.
    #[schemars(example = &"/bin/bash")]
    pub shell: AbsolutePath,
}

impl Default for UserSettings {
    fn default() -> Self {
        Self {
            username: name("git"),
            group: name("git"),
            uid: None,
            gid: None,
            home: path("/var/opt/gitlab"),
            shell: path("/usr/sbin/nologin"),
        }
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

    /// The number of that user, where it is made.
    #[schemars(example = 997, range(max = 4_294_967_294_u32))]
    pub uid: Option<u32>,

    /// The number of that group, where it is made.
    #[schemars(example = 997, range(max = 4_294_967_294_u32))]
    pub gid: Option<u32>,

    /// The home of that user, where it is made. By default `nginx.dir`.
    #[schemars(example = &"/srv/www")]
    pub home: Option<AbsolutePath>,

    /// The shell of that user, where it is made.
    #[schemars(example = &"/bin/false")]
    pub shell: AbsolutePath,

    /// Users of other web servers on this host that may enter GitLab's folders.
    #[schemars(example = ["www-data"])]
    pub external_users: Vec<AccountName>,
}

impl Default for WebServerSettings {
    fn default() -> Self {
        Self {
            username: name("gitlab-www"),
            group: name("gitlab-www"),
            uid: None,
            gid: None,
            home: None,
            shell: path("/usr/sbin/nologin"),
            external_users: Vec::new(),
        }
    }
}

/// The supervisor of the services.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SuperviseSettings {
    /// For how many seconds a registry that hands over to a younger one may finish its requests. Handing over is not
    /// built yet.
    #[schemars(example = 300)]
    pub drain: Number,
}

impl Default for SuperviseSettings {
    fn default() -> Self {
        Self { drain: Number(900) }
    }
}
