//! Who is told of pushes, pulls and deletions: the endpoints with everything that they did not say themselves.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Findings;
use super::written::written;
use crate::secret::Secret;
use crate::settings::{EngineDuration, HeaderValues, Notification, RegistrySettings, Settings};

/// The endpoint through which GitLab hears of pushes, to copy them to its other sites.
const GITLABS_OWN: &str = "geo_event";

/// The endpoints as config.yml has them. `None` where the administrator said nothing, not even that there are none.
pub(super) fn derive(settings: &Settings, findings: &mut Findings) -> Option<Value> {
    let given = &settings.registry;
    let default_headers = "registry.default_notifications_headers";
    check_defaults(given, findings);
    check_names(default_headers, &given.default_notifications_headers, findings);
    let endpoints = given.notifications.as_ref()?;
    for (index, endpoint) in endpoints.iter().enumerate() {
        check(index, endpoint, findings);
    }
    if settings.gitlab_rails.registry_notification_secret.is_none() && secret(settings).is_none() {
        let index = endpoints.iter().position(|endpoint| endpoint.name == GITLABS_OWN);
        if let Some(index) = index {
            findings.problem(
                &format!("registry.notifications[{index}]"),
                "the endpoint `geo_event` has no header `Authorization`, which GitLab would know it by",
                "add it to `headers`, or set `gitlab_rails.registry_notification_secret`",
            );
        }
    }
    Some(endpoints.iter().map(|endpoint| completed(given, endpoint)).map(Value::from).collect())
}

/// One endpoint: its own settings, then the defaults of those it left out.
fn completed(given: &RegistrySettings, endpoint: &Notification) -> Map<String, Value> {
    let mut map = written(endpoint);
    map.shift_remove("headers");
    let speaks_of_retries = endpoint.maxretries.is_some() || endpoint.threshold.is_some();
    let retries = (!speaks_of_retries).then(|| given.default_notifications_maxretries.0.into());
    for (key, default) in [
        ("timeout", Some(as_value(&given.default_notifications_timeout))),
        ("maxretries", retries),
        ("backoff", Some(as_value(&given.default_notifications_backoff))),
    ] {
        if let Some(default) = default {
            map.entry(key).or_insert(default);
        }
    }
    map.insert("headers".to_owned(), as_value(&headers(given, endpoint)));
    map
}

fn as_value(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("settings are made of tables, lists, texts and numbers")
}

/// The headers that an endpoint is sent: the usual ones, and its own over them.
fn headers(given: &RegistrySettings, endpoint: &Notification) -> BTreeMap<String, HeaderValues> {
    let mut headers = given.default_notifications_headers.clone();
    headers.extend(endpoint.headers.clone());
    headers
}

/// What GitLab and the registry know each other by: the last `Authorization` of GitLab's own endpoint.
pub(super) fn secret(settings: &Settings) -> Option<Secret<String>> {
    let given = &settings.registry;
    let endpoint = given.notifications.iter().flatten().find(|endpoint| endpoint.name == GITLABS_OWN)?;
    headers(given, endpoint).get("Authorization")?.0.last().cloned()
}

fn check(index: usize, endpoint: &Notification, findings: &mut Findings) {
    let key = format!("registry.notifications[{index}]");
    if endpoint.name.is_empty() {
        findings.problem(&format!("{key}.name"), format!("`{key}` has an empty `name`"), "give it a name");
    }
    check_names(&format!("{key}.headers"), &endpoint.headers, findings);
    for (name, duration) in [("timeout", &endpoint.timeout), ("backoff", &endpoint.backoff)] {
        if let Some(duration) = duration {
            warn_of_nanoseconds(&format!("{key}.{name}"), duration, findings);
        }
    }
    if endpoint.threshold.is_some() {
        findings.warning(
            &format!("{key}.threshold"),
            format!("`threshold` of the endpoint `{}` is an old setting", endpoint.name.escape_debug()),
            "write `maxretries` in its place",
        );
    }
}

fn check_defaults(given: &RegistrySettings, findings: &mut Findings) {
    let usual = RegistrySettings::default();
    for (key, duration) in [
        ("registry.default_notifications_timeout", &given.default_notifications_timeout),
        ("registry.default_notifications_backoff", &given.default_notifications_backoff),
    ] {
        warn_of_nanoseconds(key, duration, findings);
    }
    if given.default_notifications_threshold.is_some() {
        findings.warning(
            "registry.default_notifications_threshold",
            "`registry.default_notifications_threshold` has no effect: it is an old setting",
            "write `default_notifications_maxretries` in its place",
        );
    }
    let nobody = given.notifications.as_ref().is_none_or(Vec::is_empty);
    for (key, is_said) in [
        (
            "registry.default_notifications_timeout",
            given.default_notifications_timeout != usual.default_notifications_timeout,
        ),
        (
            "registry.default_notifications_maxretries",
            given.default_notifications_maxretries != usual.default_notifications_maxretries,
        ),
        (
            "registry.default_notifications_backoff",
            given.default_notifications_backoff != usual.default_notifications_backoff,
        ),
        ("registry.default_notifications_headers", !given.default_notifications_headers.is_empty()),
    ] {
        if is_said && nobody {
            findings.warning(
                key,
                format!("`{key}` has no effect: `registry.notifications` names nobody to tell"),
                "remove it, or add `[[registry.notifications]]` with `name` and `url`",
            );
        }
    }
}

/// A name of a header is a word of HTTP.
fn check_names(key: &str, headers: &BTreeMap<String, HeaderValues>, findings: &mut Findings) {
    let good = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    for name in headers.keys().filter(|name| name.is_empty() || !name.chars().all(good)) {
        findings.problem(
            &format!("{key}.{name}"),
            format!("`{}` in `{key}` is not the name of a header", name.escape_debug()),
            "use letters, digits and `-`",
        );
    }
}

/// Says how the engine reads a bare number, which is seldom what was meant.
pub(super) fn warn_of_nanoseconds(key: &str, duration: &EngineDuration, findings: &mut Findings) {
    let Some(number) = duration.bare() else { return };
    let name = key.rsplit('.').next().unwrap_or(key);
    let (unit, word) = if number < 100 { ("s", "seconds") } else { ("ms", "milliseconds") };
    findings.warning(
        key,
        format!("`{key}` is `{number}`, which the engine reads as {number} nanoseconds"),
        format!("write `{name} = \"{number}{unit}\"` for {word}"),
    );
}
