//! Who is told of the engine's own errors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::http_url::HttpUrl;
use super::written::Flag;
use crate::secret::Secret;

/// Who is told of the engine's own errors. The bundled engine tells nobody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reporting {
    /// Sentry.
    pub sentry: Sentry,

    /// Bugsnag.
    pub bugsnag: Bugsnag,

    /// New Relic.
    pub newrelic: NewRelic,
}

/// Sentry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sentry {
    /// Whether it is told.
    #[schemars(example = true)]
    pub enabled: Option<Flag>,

    /// Its URL, with the key in it.
    #[schemars(example = &"https://key@sentry.example.com/1")]
    pub dsn: Option<Secret<String>>,

    /// What this registry is called there.
    #[schemars(example = &"production")]
    pub environment: Option<String>,
}

/// Bugsnag.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bugsnag {
    /// Its key.
    #[schemars(example = &"c2VjcmV0")]
    pub apikey: Option<Secret<String>>,

    /// What this registry is called there.
    #[schemars(example = &"production")]
    pub releasestage: Option<String>,

    /// Its URL.
    #[schemars(example = &"https://notify.example.com")]
    pub endpoint: Option<HttpUrl>,
}

/// New Relic.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewRelic {
    /// Its key.
    #[schemars(example = &"c2VjcmV0")]
    pub licensekey: Option<Secret<String>>,

    /// What this registry is called there.
    #[schemars(example = &"registry")]
    pub name: Option<String>,

    /// Whether it is told more.
    #[schemars(example = true)]
    pub verbose: Option<Flag>,
}
