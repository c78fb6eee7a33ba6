//! What every key of a configuration comes to, for `registry configtest`.

use serde_yaml::Value;

use super::keys;
use super::read::scalar;
use crate::secret;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The file.
    File,
    /// A variable of the environment.
    Variable(String),
    /// Nobody wrote it.
    Default,
}

/// What a key does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is acted upon.
    InUse,
    /// It is accepted and does nothing.
    None,
    /// No engine knows it.
    Unknown,
}

/// One key of a configuration in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its dotted name; elements of lists by their number: `notifications.endpoints[0].url`.
    pub key: String,
    /// Its value; a secret is not shown.
    pub value: String,
    /// Where the value comes from.
    pub origin: Origin,
    /// What it does.
    pub effect: Effect,
    /// What it is; empty for a key that nobody knows, or that is free.
    pub meaning: &'static str,
}

/// What stands in the place of a secret.
const HIDDEN: &str = "[secret]";

/// The keys of `distribution`: the name, `[]` for each element of a list; what holds where nobody writes it, empty where
/// nothing does; what it is.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("version", "", "the version of this file"),
    ("log.level", "info", "how much is said: error, warn, info, debug"),
    ("log.formatter", "text", "how a line is written: text, json, logstash"),
    ("log.fields", "", "what every line carries"),
    ("log.accesslog.disabled", "false", "no line a request on standard output"),
    ("log.reportcaller", "false", "the place in the program, in every line"),
    ("loglevel", "", "the old name of log.level"),
    ("storage.filesystem.rootdirectory", "/var/lib/registry", "the folder of the images"),
    ("storage.filesystem.maxthreads", "", "how many calls to the file system at once"),
    ("storage.cache.blobdescriptor", "", "where sizes and types of blobs are remembered: inmemory, redis"),
    ("storage.cache.layerinfo", "", "the old name of blobdescriptor"),
    ("storage.cache.blobdescriptorsize", "", "how many of them are remembered in memory"),
    ("storage.delete.enabled", "false", "whether clients may delete"),
    ("storage.redirect.disable", "false", "never send clients to the storage itself"),
    ("storage.maintenance.readonly.enabled", "false", "nothing may be written"),
    ("storage.maintenance.uploadpurging.enabled", "true", "uploads that nobody finishes are removed"),
    ("storage.maintenance.uploadpurging.age", "168h", "after this time"),
    ("storage.maintenance.uploadpurging.interval", "24h", "looked for this often"),
    ("storage.maintenance.uploadpurging.dryrun", "false", "they are only told of"),
    ("storage.tag.concurrencylimit", "", "how many tags are looked at at once"),
    ("auth.token.realm", "", "where clients get a token"),
    ("auth.token.service", "", "the audience that a token must name"),
    ("auth.token.issuer", "", "who must have signed it"),
    ("auth.token.rootcertbundle", "", "the certificates of the issuer"),
    ("auth.token.jwks", "", "the keys of the issuer, as a JWK set"),
    ("auth.token.signingalgorithms", "", "which signatures are believed"),
    ("auth.token.autoredirect", "false", "the realm is on the host that was asked"),
    ("auth.token.autoredirectpath", "", "and has this path there"),
    ("auth.htpasswd.realm", "", "what clients call this registry when they ask for a password"),
    ("auth.htpasswd.path", "", "the file of users, bcrypt"),
    ("auth.silly.realm", "", "a realm for tests: whoever says anything is let in"),
    ("auth.silly.service", "", "its service"),
    ("http.addr", "", "where the engine listens"),
    ("http.net", "tcp", "on what: tcp, unix"),
    ("http.host", "", "scheme and host of every absolute address"),
    ("http.prefix", "/", "what stands before v2/"),
    ("http.secret", "", "what the state of uploads is sealed with; a random one where there is none"),
    ("http.relativeurls", "false", "addresses without scheme and host"),
    ("http.draintimeout", "0s", "how long a stop waits for requests in flight (0: 5s)"),
    ("http.headers", "", "headers of every answer"),
    ("http.tls.certificate", "", "the certificate, with its chain"),
    ("http.tls.key", "", "its key"),
    ("http.tls.clientcas", "", "who signs the certificates that clients must show"),
    ("http.tls.clientauth", "", "whether they must"),
    ("http.tls.minimumtls", "tls1.2", "the oldest TLS that is spoken"),
    ("http.tls.ciphersuites", "", "what TLS 1.2 is encrypted by"),
    ("http.tls.letsencrypt", "", "not built: name a certificate"),
    ("http.debug.addr", "", "where health, variables and metrics are served"),
    ("http.debug.prometheus.enabled", "false", "metrics too"),
    ("http.debug.prometheus.path", "/metrics", "where"),
    ("http.http2.disabled", "false", "HTTP/1.1 alone over TLS"),
    ("http.h2c.enabled", "false", "HTTP/2 without TLS"),
    ("notifications.events.includereferences", "false", "a manifest's event lists what it refers to"),
    ("notifications.endpoints[].name", "", "who is told of what happens"),
    ("notifications.endpoints[].url", "", "where"),
    ("notifications.endpoints[].disabled", "", "not at all"),
    ("notifications.endpoints[].headers", "", "headers of every request to it"),
    ("notifications.endpoints[].timeout", "", "how long one try may take (1s)"),
    (
        "notifications.endpoints[].threshold",
        "",
        "after so many failures in a row it is tried less often (10)",
    ),
    ("notifications.endpoints[].maxretries", "", "after so many refusals an event is put aside"),
    ("notifications.endpoints[].backoff", "", "the pause between tries (1s)"),
    ("notifications.endpoints[].ignoredmediatypes", "", "of these it is not told"),
    ("notifications.endpoints[].ignore.mediatypes", "", "of these it is not told"),
    ("notifications.endpoints[].ignore.actions", "", "of these it is not told"),
    ("redis", "", "where the cache of sizes and types is kept"),
    ("health.storagedriver.enabled", "false", "the storage is looked at all the time"),
    ("health.storagedriver.interval", "10s", "this often"),
    ("health.storagedriver.threshold", "0", "so many failures in a row count"),
    ("health.file", "", "unhealthy while these files exist"),
    ("health.http", "", "unhealthy while these addresses do not answer"),
    ("health.tcp", "", "unhealthy while nobody listens there"),
    ("catalog.maxentries", "1000", "how many repositories one page of the catalog has at most"),
    ("tags.maxtags", "", "how many tags one page has at most"),
    ("validation.enabled", "", "the old name of validation.disabled, the other way round"),
    ("validation.disabled", "false", "manifests may name any address, and lack what they refer to"),
    ("validation.manifests.urls.allow", "", "the addresses that layers may name"),
    ("validation.manifests.urls.deny", "", "and those of them that they may not"),
    ("validation.manifests.indexes.platforms", "", "which children of an index must exist: all, none, list"),
    ("validation.manifests.indexes.platformlist", "", "those of these platforms"),
    ("policy.repository.classes", "", "what kinds of repositories may be pushed"),
    ("wharf.validation.descriptorsizes", "log", "what becomes of a manifest that lies about sizes"),
    ("wharf.http.bodytimeout", "5m", "how long a body may be silent, or too slow"),
    ("wharf.http.connections", "20000", "how many clients are connected at once"),
    ("wharf.http.headtimeout", "30s", "how long a client may take over the head of a request"),
    ("wharf.http.idletimeout", "3m", "how long a connection may be idle"),
    ("wharf.http.minimumrate", "500", "how slowly a body may come, in bytes a second"),
    ("wharf.http.socketmode", "", "the mode of the socket, with http.net: unix"),
    ("compatibility.schema1.enabled", "false", "manifests of the first kind are taken"),
    ("compatibility.schema1.signingkeyfile", "", "the key that they are signed with"),
];

/// Explains the keys of `tree`, those in `variables` as such, and the defaults that hold beside them. Sorted by key.
pub(super) fn explain(tree: &Value, variables: &[(String, String)]) -> Vec<Explained> {
    let mut explained = Vec::new();
    walk(tree, "", variables, &mut explained);
    for (key, default, meaning) in MEANINGS.iter().filter(|(_, default, _)| !default.is_empty()) {
        // The defaults of a section that is not there hold nothing.
        let section = key.rsplit_once('.').map_or("", |(section, _)| section);
        let is_written = explained.iter().any(|other: &Explained| other.key == *key);
        let is_there = section.matches('.').count() == 0 || get(tree, section).is_some();
        if !is_written && is_there && keys::is_honoured(key) {
            explained.push(Explained {
                key: (*key).to_owned(),
                value: (*default).to_owned(),
                origin: Origin::Default,
                effect: Effect::InUse,
                meaning,
            });
        }
    }
    explained.sort_by(|one, other| one.key.cmp(&other.key));
    explained
}

fn get<'v>(tree: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(tree, |here, key| here.get(key)).filter(|value| !value.is_null())
}

fn walk(value: &Value, key: &str, variables: &[(String, String)], explained: &mut Vec<Explained>) {
    match value {
        Value::Mapping(mapping) if !mapping.is_empty() => {
            for (name, below) in mapping {
                let name = scalar(name).unwrap_or_else(|| format!("{name:?}"));
                let key = if key.is_empty() { name } else { format!("{key}.{name}") };
                walk(below, &key, variables, explained);
            }
        }
        // A list of words is one value; one of sections is a value for each of their keys.
        Value::Sequence(list) if list.iter().any(Value::is_mapping) => {
            for (index, below) in list.iter().enumerate() {
                walk(below, &format!("{key}[{index}]"), variables, explained);
            }
        }
        leaf => explained.push(leaf_of(key, leaf, variables)),
    }
}

fn leaf_of(key: &str, value: &Value, variables: &[(String, String)]) -> Explained {
    let is_above = |above: &str| {
        key == above || key.strip_prefix(above).is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    let variable = variables.iter().rev().find(|(name, _)| is_above(name));
    let known = without_numbers(key);
    let effect = if keys::is_honoured(&known) {
        Effect::InUse
    } else if keys::is_known(&known) {
        Effect::None
    } else {
        Effect::Unknown
    };
    Explained {
        key: key.to_owned(),
        value: shown(key, value),
        origin: variable.map_or(Origin::File, |(_, name)| Origin::Variable(name.clone())),
        effect,
        meaning: meaning(key),
    }
}

/// The key as the table of keys has it: elements of lists are not told apart.
fn without_numbers(key: &str) -> String {
    key.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

/// What the nearest known key at or above `key` is.
fn meaning(key: &str) -> &'static str {
    let key: String = key
        .split('[')
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                part.to_owned()
            } else {
                format!("[]{}", part.split_once(']').map_or("", |(_, rest)| rest))
            }
        })
        .collect();
    MEANINGS
        .iter()
        .filter(|(known, _, _)| {
            key == *known || key.strip_prefix(known).is_some_and(|rest| rest.starts_with(['.', '[']))
        })
        .max_by_key(|(known, _, _)| known.len())
        .map_or("", |(_, _, meaning)| meaning)
}

/// A value as it may be shown.
fn shown(key: &str, value: &Value) -> String {
    let last = key.rsplit('.').next().unwrap_or(key);
    let is_header_of_others = key.contains("].headers.");
    // Certificates and files of keys are named by where they are.
    let is_path = scalar(value).is_some_and(|text| text.starts_with('/'));
    let is_empty = scalar(value).is_none_or(|text| text.is_empty()) && !value.is_sequence();
    let is_secret = (secret::sounds_secret(last) || secret::names_a_secret(last))
        && !is_path
        && !key.starts_with("auth.token.");
    if (is_secret || is_header_of_others) && !is_empty {
        return HIDDEN.to_owned();
    }
    let text = match value {
        Value::Null => "null".to_owned(),
        Value::Mapping(_) => "{}".to_owned(),
        Value::Sequence(items) => {
            let items: Vec<String> =
                items.iter().map(|item| scalar(item).unwrap_or_else(|| "…".to_owned())).collect();
            format!("[{}]", items.join(", "))
        }
        other => scalar(other).unwrap_or_default(),
    };
    secret::mask(&text, HIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_is_acted_upon_has_a_meaning_and_every_meaning_a_key() {
        for (key, _, _) in MEANINGS {
            assert!(keys::is_known(&without_numbers(&key.replace("[]", "[0]"))), "{key} is in no table");
        }
        for key in keys::honoured_leaves() {
            let is_driver = key.starts_with("storage.") && key.ends_with(".**") || key.starts_with("proxy.");
            let key = key.trim_end_matches(".**").trim_end_matches(".*");
            let is_told =
                MEANINGS.iter().any(|(known, _, _)| known.starts_with(key) || key.starts_with(known));
            assert!(is_driver || key == "auth.none" || is_told, "{key} has no meaning");
        }
    }

    #[test]
    fn each_key_is_told_with_its_value_and_where_that_comes_from() {
        let tree: Value = serde_yaml::from_str(
            "{version: 0.1, http: {addr: ':1', secret: x, headers: {X-A: [b, c]}}, htpp: {}, \
             notifications: {endpoints: [{name: a, url: 'https://u:p@h/', headers: {Authorization: [s]}}]}, \
             middleware: {storage: [{name: rewrite}]}}",
        )
        .unwrap();
        let variables = [("http.addr".to_owned(), "REGISTRY_HTTP_ADDR".to_owned())];
        let explained = explain(&tree, &variables);
        let at = |key: &str| {
            explained.iter().find(|one| one.key == key).unwrap_or_else(|| panic!("{key}: {explained:#?}"))
        };
        assert_eq!(at("http.addr").origin, Origin::Variable("REGISTRY_HTTP_ADDR".to_owned()));
        assert_eq!(at("http.addr").meaning, "where the engine listens");
        assert_eq!(at("http.secret").value, HIDDEN);
        assert_eq!(at("http.headers.X-A").value, "[b, c]");
        assert_eq!(at("notifications.endpoints[0].headers.Authorization").value, HIDDEN);
        assert_eq!(at("notifications.endpoints[0].url").value, format!("https://u:{HIDDEN}@h/"));
        assert_eq!(at("notifications.endpoints[0].name").meaning, "who is told of what happens");
        assert_eq!(at("htpp").effect, Effect::Unknown);
        assert_eq!(at("middleware.storage[0].name").effect, Effect::None);
        let default = at("catalog.maxentries");
        assert_eq!((default.value.as_str(), &default.origin), ("1000", &Origin::Default));
        assert!(!explained.iter().any(|one| one.key == "storage.maintenance.uploadpurging.age"));
    }
}
