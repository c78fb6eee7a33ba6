//! `notifications`: who is told of what happens, with `distribution`'s defaults.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_yaml::Value;

use super::read::Reader;
use crate::registry::notifications::{Endpoint, NotificationsConfig};

/// The words of `ignore.actions`.
const ACTIONS: [&str; 4] = ["push", "pull", "mount", "delete"];

/// Reads the section. An endpoint without a name or an address is a fault; one that is switched off is left out.
pub(super) fn read(reader: &mut Reader<'_>) -> NotificationsConfig {
    let includes_references = reader.boolean("notifications.events.includereferences");
    let Some(list) = reader.get("notifications.endpoints") else {
        return NotificationsConfig { includes_references, endpoints: Vec::new() };
    };
    let Value::Sequence(list) = list else {
        reader.fault("notifications.endpoints", "is no list", "begin each endpoint with `- name: …`");
        return NotificationsConfig::default();
    };
    let mut endpoints: Vec<Endpoint> = Vec::new();
    for (index, tree) in list.iter().enumerate() {
        let mut below = Reader::new(tree);
        let endpoint = endpoint(&mut below);
        let key = format!("notifications.endpoints[{index}]");
        for fault in below.faults {
            reader.fault(&format!("{key}.{}", fault.key), fault.message, fault.fix);
        }
        reader.warnings.extend(below.warnings.into_iter().map(|warning| format!("{key}: {warning}")));
        let Some(endpoint) = endpoint else { continue };
        if endpoints.iter().any(|other| other.name == endpoint.name) {
            let message = format!("is a second endpoint with the name {:?}", endpoint.name);
            reader.fault(&key, message, "give each a name of its own: what it was told is remembered by it");
            continue;
        }
        endpoints.push(endpoint);
    }
    NotificationsConfig { includes_references, endpoints }
}

fn endpoint(reader: &mut Reader<'_>) -> Option<Endpoint> {
    if reader.boolean("disabled") {
        return None;
    }
    let name = reader.needed("name", "gitlab");
    let url = reader.needed("url", "https://gitlab.example.com/api/v4/container_registry_event/events");
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    if !url.is_empty() && (!is_url || url.parse::<http::Uri>().is_err()) {
        reader.fault("url", format!("is no address: {url:?}"), "begin it with `http://` or `https://`");
    }
    let or = |given: Duration, default: u64| {
        if given.is_zero() { Duration::from_secs(default) } else { given }
    };
    let threshold = reader.count("threshold").unwrap_or(10);
    let most_retries = reader.count("maxretries");
    let mut ignored_media_types = reader.texts("ignoredmediatypes");
    ignored_media_types.extend(reader.texts("ignore.mediatypes"));
    let ignored_actions = reader.texts("ignore.actions");
    for action in ignored_actions.iter().filter(|action| !ACTIONS.contains(&action.as_str())) {
        let message = format!("names {action:?}, which nothing is called");
        reader.fault("ignore.actions", message, "write `push`, `pull`, `mount` or `delete`");
    }
    Some(Endpoint {
        name,
        url,
        headers: reader.headers("headers").into_iter().map(sensitive).collect(),
        timeout: or(reader.duration("timeout"), 1),
        threshold: u32::try_from(threshold).unwrap_or(u32::MAX),
        most_retries: most_retries.map(|most| u32::try_from(most).unwrap_or(u32::MAX)),
        backoff: or(reader.duration("backoff"), 1),
        ignored_media_types,
        ignored_actions,
    })
}

/// A header that is never shown: it carries what an endpoint knows us by.
fn sensitive((name, mut value): (HeaderName, HeaderValue)) -> (HeaderName, HeaderValue) {
    value.set_sensitive(true);
    (name, value)
}
