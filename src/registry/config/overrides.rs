//! `REGISTRY_A_B_C`: variables that take the place of a key, as `distribution` reads them.
//!
//! The name is split at `_` and each part is a key, or the name that `distribution`'s program has for it; the value
//! is YAML. Numbers name the elements of lists: the next free one adds an element. What matches no key is somebody
//! else's variable (Kubernetes sets `REGISTRY_PORT`): a warning, no more.

use std::fmt::Write as _;

use serde_yaml::{Mapping, Value};

use super::keys;

/// Names of other programs that begin alike: podman and skopeo own `REGISTRY_AUTH_FILE`.
const FOREIGN: &[&str] = &["REGISTRY_AUTH_FILE", "REGISTRY_CONFIGURATION_PATH", "REGISTRY_VERSION"];

/// Where `distribution`'s program has another name for a key than the file.
const ALIASES: &[(&str, &str)] = &[
    ("eventconfig", "events"),
    ("filecheckers", "file"),
    ("httpcheckers", "http"),
    ("tcpcheckers", "tcp"),
    ("trustkey", "signingkeyfile"),
];

/// What variables came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Overridden {
    /// The keys that a variable took the place of, dotted as [`super::explain`] writes them, each with its name.
    pub(super) keys: Vec<(String, String)>,
    /// A warning for each variable that was left out.
    pub(super) warnings: Vec<String>,
}

/// Applies `variables`, in the order given, to `tree`.
pub(super) fn apply(tree: &mut Value, variables: &[(String, String)]) -> Overridden {
    let mut overridden = Overridden::default();
    for (name, value) in variables {
        let Some(rest) = name.strip_prefix("REGISTRY_") else { continue };
        if FOREIGN.contains(&name.as_str()) || rest.bytes().any(|byte| byte.is_ascii_lowercase()) {
            continue;
        }
        let outcome = match (path_of(rest), serde_yaml::from_str::<Value>(value)) {
            (None, _) => Err("no key has this name".to_owned()),
            (_, Err(_)) => Err("its value is not YAML".to_owned()),
            (Some(path), Ok(value)) => {
                // What cannot be set whole changes nothing.
                let mut changed = tree.clone();
                let key = set(&mut changed, &path, value);
                if key.is_ok() {
                    *tree = changed;
                }
                key
            }
        };
        match outcome {
            Ok(key) => overridden.keys.push((key, name.clone())),
            Err(why) => overridden.warnings.push(format!("ignoring the variable `{name}`: {why}")),
        }
    }
    overridden
}

/// The name of the variable that takes the place of the dotted `key`, where one does.
pub(super) fn name_for(key: &str) -> Option<String> {
    let rest = key.to_ascii_uppercase().replace('.', "_");
    let name = format!("REGISTRY_{rest}");
    let is_meant = path_of(&rest)?.join(".").eq_ignore_ascii_case(key) && !FOREIGN.contains(&name.as_str());
    let is_a_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_meant && is_a_name).then_some(name)
}

/// The keys that a name's parts stand for; `None` when one of them exists nowhere.
fn path_of(rest: &str) -> Option<Vec<String>> {
    let mut path: Vec<String> = Vec::new();
    for part in rest.to_ascii_lowercase().split('_') {
        let part = ALIASES.iter().find(|(alias, _)| *alias == part).map_or(part, |(_, key)| key);
        let above = path.join(".");
        let is_element = part.parse::<usize>().is_ok() && keys::is_leaf(&above);
        if part.is_empty() || !(is_element || keys::children(&above).contains(&part) || keys::is_open(&above))
        {
            return None;
        }
        path.push(part.to_owned());
    }
    Some(path)
}

/// Puts `value` at `path`. Answers the key, dotted.
fn set(tree: &mut Value, path: &[String], value: Value) -> Result<String, String> {
    let mut here = tree;
    let mut key = String::new();
    for (depth, part) in path.iter().enumerate() {
        let index = part.parse::<usize>().ok();
        // A number where nothing stands yet begins a list; below a mapping it is a name like any other.
        let is_list = index.is_some() && depth > 0 && !here.is_mapping();
        here = if let Some(index) = index.filter(|_| is_list) {
            let _ = write!(key, "[{index}]");
            element(here, index)?
        } else {
            let mapping = as_mapping(here);
            // A header is named as it is written in the file, whatever its case.
            let same = mapping
                .keys()
                .find(|key| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(part)))
                .cloned()
                .unwrap_or_else(|| Value::String(part.clone()));
            if depth > 0 {
                key.push('.');
            }
            key.push_str(same.as_str().unwrap_or(part));
            mapping.entry(same).or_insert(Value::Null)
        };
    }
    *here = value;
    Ok(key)
}

/// The element `index` of a list; the next free one is added.
fn element(value: &mut Value, index: usize) -> Result<&mut Value, String> {
    if !value.is_sequence() {
        *value = Value::Sequence(Vec::new());
    }
    let Value::Sequence(list) = value else { return Err("there is no list".to_owned()) };
    if index == list.len() {
        list.push(Value::Null);
    }
    let count = list.len();
    list.get_mut(index).ok_or_else(|| format!("the list has {count} elements: the next one is {count}"))
}

/// The mapping at `value`; something else there gives way.
fn as_mapping(value: &mut Value) -> &mut Mapping {
    if !value.is_mapping() {
        *value = Value::Mapping(Mapping::new());
    }
    match value {
        Value::Mapping(mapping) => mapping,
        _ => unreachable!("a mapping was put there two lines above"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, name: &str, value: &str) -> (Value, Overridden) {
        let mut tree = serde_yaml::from_str(text).unwrap();
        let overridden = apply(&mut tree, &[(name.to_owned(), value.to_owned())]);
        (tree, overridden)
    }

    #[test]
    fn a_variable_reaches_what_distribution_reaches_and_what_it_does_not() {
        let endpoints = "{notifications: {endpoints: [{name: a, url: x}]}}";
        let purging = "{storage: {maintenance: {uploadpurging: {enabled: true, age: 1h}}}}";
        for (text, name, value, key, should) in [
            ("{}", "REGISTRY_HTTP_ADDR", ":5000", "http.addr", "{http: {addr: ':5000'}}"),
            (
                endpoints,
                "REGISTRY_NOTIFICATIONS_ENDPOINTS_0_URL",
                "y",
                "notifications.endpoints[0].url",
                "{notifications: {endpoints: [{name: a, url: y}]}}",
            ),
            (
                endpoints,
                "REGISTRY_NOTIFICATIONS_ENDPOINTS_1_NAME",
                "b",
                "notifications.endpoints[1].name",
                "{notifications: {endpoints: [{name: a, url: x}, {name: b}]}}",
            ),
            (
                "{}",
                "REGISTRY_HTTP_TLS_CLIENTCAS_0",
                "/ca.pem",
                "http.tls.clientcas[0]",
                "{http: {tls: {clientcas: [/ca.pem]}}}",
            ),
            (
                "{}",
                "REGISTRY_NOTIFICATIONS_EVENTCONFIG_INCLUDEREFERENCES",
                "true",
                "notifications.events.includereferences",
                "{notifications: {events: {includereferences: true}}}",
            ),
            (
                "{}",
                "REGISTRY_NOTIFICATIONS_EVENTS_INCLUDEREFERENCES",
                "true",
                "notifications.events.includereferences",
                "{notifications: {events: {includereferences: true}}}",
            ),
            (
                purging,
                "REGISTRY_STORAGE_MAINTENANCE_UPLOADPURGING_ENABLED",
                "false",
                "storage.maintenance.uploadpurging.enabled",
                "{storage: {maintenance: {uploadpurging: {enabled: false, age: 1h}}}}",
            ),
            (
                "{}",
                "REGISTRY_STORAGE_MAINTENANCE_READONLY_ENABLED",
                "true",
                "storage.maintenance.readonly.enabled",
                "{storage: {maintenance: {readonly: {enabled: true}}}}",
            ),
            (
                "{http: {headers: {X-Frame-Options: [SAMEORIGIN]}}}",
                "REGISTRY_HTTP_HEADERS_X-FRAME-OPTIONS",
                "[DENY]",
                "http.headers.X-Frame-Options",
                "{http: {headers: {X-Frame-Options: [DENY]}}}",
            ),
            (
                "{log: {fields: {a: b}}}",
                "REGISTRY_LOG_FIELDS_2",
                "x",
                "log.fields.2",
                "{log: {fields: {a: b, '2': x}}}",
            ),
            ("{}", "REGISTRY_STORAGE", "{filesystem: {}}", "storage", "{storage: {filesystem: {}}}"),
        ] {
            let (tree, overridden) = applied(text, name, value);
            assert_eq!(tree, serde_yaml::from_str::<Value>(should).unwrap(), "{name}");
            assert_eq!(overridden.keys, [(key.to_owned(), name.to_owned())]);
            assert_eq!(overridden.warnings, [""; 0]);
        }
    }

    #[test]
    fn what_is_anothers_or_names_nothing_changes_nothing() {
        for (name, value, warning) in [
            ("REGISTRY_AUTH_FILE", "/x", None),
            ("REGISTRY_port", "1", None),
            ("AWS_CA_BUNDLE", "/x", None),
            ("REGISTRY_PORT", "tcp://10.0.0.1:5000", Some("no key has this name")),
            ("REGISTRY_HTTP_ADDR", "a: b: c", Some("its value is not YAML")),
            ("REGISTRY_NOTIFICATIONS_ENDPOINTS_5_NAME", "x", Some("the next one is 1")),
        ] {
            let text = "{notifications: {endpoints: [{name: a}]}}";
            let (tree, overridden) = applied(text, name, value);
            assert_eq!(tree, serde_yaml::from_str::<Value>(text).unwrap(), "{name}");
            assert_eq!(overridden.keys, []);
            match warning {
                None => assert_eq!(overridden.warnings, [""; 0]),
                Some(why) => assert!(overridden.warnings.concat().contains(why), "{:?}", overridden.warnings),
            }
        }
    }
}
