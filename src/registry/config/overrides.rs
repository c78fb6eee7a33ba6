//! `REGISTRY_A_B_C`: variables that take the place of a key, as `distribution` reads them.
//!
//! The name is split at `_` and each part is a key, or the name that `distribution`'s program has for it; the value
//! is YAML. What matches no key is somebody else's variable (Kubernetes sets `REGISTRY_PORT`): a warning, no more.

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

/// Applies `variables`, in the order given, to `tree`. Returns a warning for each that was left out.
pub(super) fn apply(tree: &mut Value, variables: &[(String, String)]) -> Vec<String> {
    let mut warnings = Vec::new();
    for (name, value) in variables {
        let Some(rest) = name.strip_prefix("REGISTRY_") else { continue };
        if FOREIGN.contains(&name.as_str()) || rest.bytes().any(|byte| byte.is_ascii_lowercase()) {
            continue;
        }
        let Some(path) = path_of(rest) else {
            warnings.push(format!("ignoring the variable `{name}`: no key has this name"));
            continue;
        };
        let Ok(value) = serde_yaml::from_str::<Value>(value) else {
            warnings.push(format!("ignoring the variable `{name}`: its value is not YAML"));
            continue;
        };
        set(tree, &path, value);
    }
    warnings
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
        if part.is_empty() || !(keys::children(&above).contains(&part) || keys::is_open(&above)) {
            return None;
        }
        path.push(part.to_owned());
    }
    Some(path)
}

fn set(tree: &mut Value, path: &[String], value: Value) {
    let Some((last, above)) = path.split_last() else { return };
    let mut here = tree;
    for key in above {
        here = as_mapping(here).entry(Value::String(key.clone())).or_insert(Value::Null);
    }
    let mapping = as_mapping(here);
    // A header is named as it is written in the file, whatever its case.
    let same = mapping
        .keys()
        .find(|key| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(last)))
        .cloned()
        .unwrap_or_else(|| Value::String(last.clone()));
    mapping.insert(same, value);
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
