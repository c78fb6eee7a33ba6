//! Every key of `config.yml`: what this engine honours, what it accepts and does not use yet, and what is nobody's.

use serde_yaml::{Mapping, Value};

/// What a key does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It is honoured, or refused by name.
    Honoured,
    /// It is accepted and has no effect yet.
    Later,
}

use Effect::{Honoured, Later};

/// The keys of `distribution` 2.8, of 3 and of GitLab's own registry. `*` is any key, `**` anything below.
const KEYS: &[(&str, Effect)] = &[
    ("version", Honoured),
    ("log.level", Honoured),
    ("log.formatter", Honoured),
    ("log.fields.*", Honoured),
    ("log.accesslog.disabled", Later),
    ("log.hooks.**", Later),
    ("log.reportcaller", Later),
    ("loglevel", Honoured),
    ("storage.filesystem.rootdirectory", Honoured),
    ("storage.filesystem.maxthreads", Later),
    ("storage.inmemory.**", Honoured),
    ("storage.s3.**", Honoured),
    ("storage.s3aws.**", Honoured),
    ("storage.s3_v2.**", Honoured),
    ("storage.gcs.**", Honoured),
    ("storage.azure.**", Honoured),
    ("storage.azure_v2.**", Honoured),
    ("storage.swift.**", Honoured),
    ("storage.oss.**", Honoured),
    ("storage.cache.**", Later),
    ("storage.delete.enabled", Honoured),
    ("storage.redirect.**", Later),
    ("storage.maintenance.readonly.enabled", Honoured),
    ("storage.maintenance.uploadpurging.**", Later),
    ("storage.tag.**", Later),
    ("auth.none", Honoured),
    ("auth.token.realm", Honoured),
    ("auth.token.service", Honoured),
    ("auth.token.issuer", Honoured),
    ("auth.token.rootcertbundle", Honoured),
    ("auth.token.autoredirect", Honoured),
    ("auth.token.autoredirectpath", Honoured),
    ("auth.token.jwks", Later),
    ("auth.token.signingalgorithms", Later),
    ("auth.htpasswd.**", Honoured),
    ("auth.silly.**", Honoured),
    ("middleware.**", Later),
    ("reporting.**", Later),
    ("http.addr", Honoured),
    ("http.net", Honoured),
    ("http.host", Honoured),
    ("http.prefix", Honoured),
    ("http.secret", Honoured),
    ("http.relativeurls", Honoured),
    ("http.draintimeout", Honoured),
    ("http.tls.certificate", Honoured),
    ("http.tls.key", Honoured),
    ("http.tls.clientcas", Honoured),
    ("http.tls.clientauth", Honoured),
    ("http.tls.minimumtls", Honoured),
    ("http.tls.ciphersuites", Honoured),
    ("http.tls.letsencrypt.**", Honoured),
    ("http.headers.*", Honoured),
    ("http.debug.**", Later),
    ("http.http2.disabled", Honoured),
    ("http.h2c.enabled", Honoured),
    ("notifications.**", Honoured),
    ("redis.**", Later),
    ("health.**", Later),
    ("proxy.**", Honoured),
    ("catalog.maxentries", Honoured),
    ("tags.maxtags", Honoured),
    ("validation.enabled", Honoured),
    ("validation.disabled", Honoured),
    ("validation.manifests.urls.allow", Honoured),
    ("validation.manifests.urls.deny", Honoured),
    ("validation.manifests.indexes.platforms", Honoured),
    ("validation.manifests.indexes.platformlist.**", Honoured),
    ("policy.**", Later),
    ("compatibility.schema1.enabled", Honoured),
    ("compatibility.schema1.signingkeyfile", Honoured),
    ("database.**", Later),
    ("gc.**", Later),
    ("migration.**", Later),
    ("rate_limiter.**", Later),
    ("profiling.**", Later),
    ("wharf.validation.descriptorsizes", Honoured),
    ("wharf.http.bodytimeout", Honoured),
    ("wharf.http.connections", Honoured),
    ("wharf.http.headtimeout", Honoured),
    ("wharf.http.idletimeout", Honoured),
    ("wharf.http.minimumrate", Honoured),
    ("wharf.http.socketmode", Honoured),
];

/// What the keys of a configuration come to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Sorted {
    /// Keys that nobody knows, each with the nearest one that exists.
    pub(super) unknown: Vec<(String, Option<String>)>,
    /// Keys that are accepted and have no effect yet, the outermost name of each.
    pub(super) later: Vec<String>,
}

/// Sorts every key of `tree`.
pub(super) fn sort(tree: &Value) -> Sorted {
    let mut sorted = Sorted::default();
    if let Value::Mapping(mapping) = tree {
        walk(mapping, "", &mut sorted);
    }
    sorted
}

fn walk(mapping: &Mapping, above: &str, sorted: &mut Sorted) {
    for (key, value) in mapping {
        let key = key.as_str().map_or_else(|| format!("{key:?}"), str::to_owned);
        let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        match find(&path) {
            Found::Leaf(Honoured) => {}
            Found::Leaf(Later) => {
                if !is_empty(value) {
                    sorted.later.push(path);
                }
            }
            Found::Inner => {
                if let Value::Mapping(below) = value {
                    walk(below, &path, sorted);
                }
            }
            Found::Nowhere => {
                let nearest = nearest(above, &key);
                sorted.unknown.push((path, nearest));
            }
        }
    }
}

/// Whether a value asks for nothing: null, an empty list or map, or a map whose `enabled` is false.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Sequence(list) => list.is_empty(),
        Value::Mapping(map) => map.is_empty() || matches!(map.get("enabled"), Some(Value::Bool(false))),
        _ => false,
    }
}

enum Found {
    Leaf(Effect),
    Inner,
    Nowhere,
}

fn find(path: &str) -> Found {
    for (pattern, effect) in KEYS {
        let open = pattern.strip_suffix(".**").or_else(|| pattern.strip_suffix(".*"));
        let is_same = *pattern == path || open == Some(path) && pattern.ends_with(".**");
        let is_below = open
            .and_then(|open| path.strip_prefix(open))
            .and_then(|rest| rest.strip_prefix('.'))
            .is_some_and(|rest| pattern.ends_with(".**") || !rest.is_empty());
        if is_same || is_below {
            return Found::Leaf(*effect);
        }
    }
    let is_inner =
        KEYS.iter().any(|(pattern, _)| pattern.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')));
    if is_inner { Found::Inner } else { Found::Nowhere }
}

/// Whether the key with this dotted path has a value of its own, which may be a list.
pub(super) fn is_leaf(path: &str) -> bool {
    matches!(find(path), Found::Leaf(_))
}

/// Whether a key with this dotted path exists at all.
pub(super) fn is_known(path: &str) -> bool {
    !matches!(find(path), Found::Nowhere)
}

/// Whether the key with this dotted path is acted upon, or refused by name.
pub(super) fn is_honoured(path: &str) -> bool {
    matches!(find(path), Found::Leaf(Honoured))
}

/// Every pattern of the table that is acted upon.
#[cfg(test)]
pub(super) fn honoured_leaves() -> Vec<&'static str> {
    KEYS.iter().filter(|(_, effect)| *effect == Honoured).map(|(pattern, _)| *pattern).collect()
}

/// The names that may stand below `above`.
pub(super) fn children(above: &str) -> Vec<&'static str> {
    let mut names: Vec<&str> = KEYS
        .iter()
        .filter_map(|(pattern, _)| {
            let rest =
                if above.is_empty() { pattern } else { pattern.strip_prefix(above)?.strip_prefix('.')? };
            rest.split('.').next()
        })
        .filter(|name| !name.contains('*'))
        .collect();
    names.dedup();
    names
}

/// Whether anything may stand below `above`.
pub(super) fn is_open(above: &str) -> bool {
    KEYS.iter().any(|(pattern, _)| {
        pattern.strip_suffix(".**").or_else(|| pattern.strip_suffix(".*")).is_some_and(|open| {
            above == open || above.strip_prefix(open).is_some_and(|rest| rest.starts_with('.'))
        })
    })
}

fn nearest(above: &str, key: &str) -> Option<String> {
    children(above)
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(name, &key.to_ascii_lowercase()), name))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, name)| if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") })
}
