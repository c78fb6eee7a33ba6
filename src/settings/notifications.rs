//! Who is told of pushes, pulls and deletions.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::duration::EngineDuration;
use super::http_url::HttpUrl;
use super::written::{Count, Flag, HeaderValues};

/// One that is told of what happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// Its name, which logs and metrics show. The one named `geo_event` is GitLab's own.
    #[schemars(example = &"ci")]
    pub name: String,

    /// The URL that events are sent to.
    #[schemars(example = &"https://ci.example.com/hook")]
    pub url: HttpUrl,

    /// Whether nothing is sent to it. By default false.
    #[schemars(example = true)]
    pub disabled: Option<Flag>,

    /// Headers of each request. Those of `registry.default_notifications_headers` come along.
    #[serde(default)]
    #[schemars(example = example_headers())]
    pub headers: BTreeMap<String, HeaderValues>,

    /// How long one request may take. By default `registry.default_notifications_timeout`.
    #[schemars(example = &"2s")]
    pub timeout: Option<EngineDuration>,

    /// How many failures in a row it takes to wait for `backoff`. An old setting; `maxretries` takes its place.
    #[schemars(example = 5)]
    pub threshold: Option<Count>,

    /// How often a failed request is made again. By default `registry.default_notifications_maxretries`.
    #[schemars(example = 10)]
    pub maxretries: Option<Count>,

    /// How long it waits before it is made again. By default `registry.default_notifications_backoff`.
    #[schemars(example = &"5s")]
    pub backoff: Option<EngineDuration>,

    /// Media types that nothing is sent of. By default none.
    #[schemars(example = ["application/octet-stream"])]
    pub ignoredmediatypes: Option<Vec<String>>,

    /// What else nothing is sent of.
    #[serde(default)]
    pub ignore: Ignore,
}

pub(super) fn example() -> serde_json::Value {
    serde_json::json!([{
        "name": "ci",
        "url": "https://ci.example.com/hook",
        "headers": { "Authorization": ["Bearer AUTHORIZATION_EXAMPLE_TOKEN"] },
    }])
}

pub(super) fn example_headers() -> serde_json::Value {
    serde_json::json!({ "X-Registry": ["acme"] })
}

/// What nothing is sent of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Ignore {
    /// Media types.
    #[schemars(example = ["application/octet-stream"])]
    pub mediatypes: Option<Vec<String>>,

    /// What was done.
    #[schemars(example = ["pull"])]
    pub actions: Option<Vec<EventAction>>,
}

/// What an event tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum EventAction {
    /// Something was read.
    Pull,
    /// Something was written.
    Push,
    /// A blob was taken over from another repository.
    Mount,
    /// Something was deleted.
    Delete,
}
