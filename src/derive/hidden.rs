//! Values that are hidden wherever they would be shown.

use super::Secrets;
use super::notifications::is_secret_header;
use crate::secret::Secret;
use crate::settings::{RedisUse, Settings};

/// What is shorter is not looked for in what is shown: it would be found in the middle of words. Where it stands behind
/// its own key it is hidden all the same.
const SHORTEST: usize = 4;

/// Literal values to hide in whatever is shown.
pub(super) fn hidden(settings: &Settings, secrets: &Secrets) -> Vec<Secret<String>> {
    let mut hidden = vec![secrets.http_secret.clone(), secrets.internal_key.clone()];
    for (name, value) in &settings.registry.env {
        let name = name.to_ascii_uppercase();
        if ["SECRET", "PASSWORD", "TOKEN", "KEY"].iter().any(|word| name.contains(word)) {
            hidden.push(Secret::new(value.to_string()));
        }
    }
    for user in &settings.auth_server.users {
        hidden.push(Secret::new(user.password.expose().to_string()));
    }
    hidden.extend(settings.gitlab_rails.registry_notification_secret.clone());
    hidden.extend(storage(settings));
    hidden.extend(notifications(settings));
    hidden.extend(others(settings));
    // what is still to be made is shown as such
    hidden.retain(|secret| {
        secret.expose().chars().count() >= SHORTEST && !secret.expose().starts_with("[to be made")
    });
    hidden
}

/// What the storage drivers log in with.
fn storage(settings: &Settings) -> Vec<Secret<String>> {
    let storage = &settings.registry.storage;
    let s3 = storage.s3.iter().flat_map(|s3| [&s3.accesskey, &s3.secretkey]);
    let gcs = storage.gcs.iter().filter_map(|gcs| gcs.credentials.as_ref()).map(|gcs| &gcs.private_key);
    let azure = storage
        .azure
        .iter()
        .flat_map(|azure| [&azure.accountkey, &azure.connectionstring, &azure.credentials.secret]);
    let swift = storage.swift.iter().flat_map(|swift| [&swift.password, &swift.secretkey, &swift.accesskey]);
    let oss = storage.oss.iter().flat_map(|oss| [&oss.accesskeyid, &oss.accesskeysecret]);
    s3.chain(gcs).chain(azure).chain(swift).chain(oss).flatten().cloned().collect()
}

/// What those who are told of pushes know the registry by.
fn notifications(settings: &Settings) -> Vec<Secret<String>> {
    let given = &settings.registry;
    let endpoints = given.notifications.iter().flatten();
    let passwords = endpoints.clone().filter_map(|endpoint| endpoint.url.password());
    let headers =
        endpoints.flat_map(|endpoint| &endpoint.headers).chain(&given.default_notifications_headers);
    let values = headers.filter(|(name, _)| is_secret_header(name)).flat_map(|(_, values)| values.0.clone());
    passwords.map(|password| Secret::new(password.to_owned())).chain(values).collect()
}

/// What the services of another engine are reached with.
fn others(settings: &Settings) -> Vec<Secret<String>> {
    let given = &settings.registry;
    let (redis, reporting) = (&given.redis, &given.reporting);
    let of_use = |part: &RedisUse| [part.password.clone(), part.sentinelpassword.clone()];
    let uses = [&redis.cache, &redis.loadbalancing, &redis.ratelimiting].map(of_use).into_iter().flatten();
    let single = [
        given.database.password.clone(),
        redis.password.clone(),
        reporting.sentry.dsn.clone(),
        reporting.bugsnag.apikey.clone(),
        reporting.newrelic.licensekey.clone(),
    ];
    uses.chain(single).flatten().collect()
}
