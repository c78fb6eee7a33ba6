//! What the package itself does on the host, as far as secrets are concerned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done by itself on this host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PackageSettings {
    /// Whether secrets that nobody gave are made. With `false` each must be given.
    #[schemars(example = false)]
    pub generate_default_secrets: bool,

    /// Whether secrets are kept in `gitlab-secrets.json`. With `false` each must be given, and Let's Encrypt is not
    /// guessed.
    #[schemars(example = false)]
    pub generate_secrets_json_file: bool,
}

impl PackageSettings {
    /// Whether secrets are made and kept.
    #[must_use]
    pub fn makes_secrets(&self) -> bool {
        self.generate_default_secrets && self.generate_secrets_json_file
    }
}

impl Default for PackageSettings {
    fn default() -> Self {
        Self { generate_default_secrets: true, generate_secrets_json_file: true }
    }
}
