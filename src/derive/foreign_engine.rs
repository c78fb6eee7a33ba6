//! Sections of config.yml that only another engine acts upon: passed on as they were written, and said to have no effect.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::written::{some, with_real_paths, written};
use super::{Facts, Findings};
use crate::settings::{DatabaseMode, RegistrySettings, StorageMiddleware};

/// The sections, each as it stands in config.yml. `None` is no such section.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sections {
    /// What stands between the engine and its storage or its clients.
    pub middleware: Option<Value>,
    /// The metadata database.
    pub database: Option<Value>,
    /// The collection of garbage that needs that database.
    pub gc: Option<Value>,
    /// Redis.
    pub redis: Option<Value>,
    /// Who is told of errors.
    pub reporting: Option<Value>,
}

/// The sections that were written.
pub(super) fn derive(given: &RegistrySettings, facts: &Facts, findings: &mut Findings) -> Sections {
    let sections = Sections {
        middleware: some(middleware(given, facts, findings)),
        database: some(database(given, facts, findings)),
        gc: some(written(&given.gc)),
        redis: redis(given, facts),
        reporting: some(written(&given.reporting)),
    };
    let redis_said = !written(&given.redis).is_empty();
    let usual = "remove it, unless another engine reads this config.yml";
    for (key, is_said, hint) in [
        ("registry.middleware", sections.middleware.is_some(), usual),
        (
            "registry.gc",
            sections.gc.is_some(),
            "the collection of the bundled engine is `registry.garbage_collection`",
        ),
        ("registry.redis", redis_said, usual),
        ("registry.reporting", sections.reporting.is_some(), usual),
        ("registry.auto_migrate", !given.auto_migrate, "remove it: there is no database to bring up to date"),
    ] {
        if is_said {
            findings.warning(key, format!("`{key}` has no effect: the bundled engine does not use it"), hint);
        }
    }
    sections
}

fn middleware(given: &RegistrySettings, facts: &Facts, findings: &mut Findings) -> Map<String, Value> {
    let mut section = written(&given.middleware);
    for (index, one) in given.middleware.storage.iter().enumerate() {
        check_middleware(index, one, findings);
    }
    for one in section.get_mut("storage").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(one) = one.as_object_mut() {
            with_real_paths(one, &["options.privatekey"], facts);
        }
    }
    section
}

fn check_middleware(index: usize, one: &StorageMiddleware, findings: &mut Findings) {
    let options = written(&one.options);
    let (name, known) = (one.name.as_str(), one.name.options());
    let key = format!("registry.middleware.storage[{index}]");
    for option in options.keys().filter(|option| !known.contains(&option.as_str())) {
        findings.problem(
            &format!("{key}.options.{option}"),
            format!("the middleware `{name}` has no option `{option}`"),
            format!("its options are `{}`", known.join("`, `")),
        );
    }
    for option in one.name.needs().iter().filter(|option| !options.contains_key(**option)) {
        findings.problem(
            &key,
            format!("the middleware `{name}` has no `{option}`"),
            format!("add `{option} = …` to its `options`"),
        );
    }
}

fn database(given: &RegistrySettings, facts: &Facts, findings: &mut Findings) -> Map<String, Value> {
    let mut section = written(&given.database);
    if given.database.enabled.is_some_and(DatabaseMode::is_asked_for) {
        findings.refusal(
            "registry.database.enabled",
            "`registry.database.enabled` is true, and the bundled engine has no database: images that are known to one alone would be missing",
            "remove it, or write `false`",
        );
    } else if section.keys().any(|key| key != "enabled")
        || given.database.enabled == Some(DatabaseMode::Prefer)
    {
        findings.warning(
            "registry.database",
            "`registry.database` has no effect: the bundled engine has no database, its files say everything",
            "remove it, or write `enabled = false` alone",
        );
    }
    with_real_paths(&mut section, &["sslcert", "sslkey", "sslrootcert"], facts);
    section
}

/// Redis over two defaults, as Omnibus writes it, and only where some use of it is on.
fn redis(given: &RegistrySettings, facts: &Facts) -> Option<Value> {
    let mut own = written(&given.redis);
    for part in ["cache", "loadbalancing", "ratelimiting"] {
        if let Some(part) = own.get_mut(part).and_then(Value::as_object_mut) {
            with_real_paths(part, &["tls.certificate", "tls.key", "tls.rootcas"], facts);
        }
    }
    with_real_paths(&mut own, &["tls.certificate", "tls.key", "tls.rootcas"], facts);
    let is_on = |part: &Value| part.get("enabled").is_some_and(|enabled| *enabled != Value::Bool(false));
    if !own.values().any(is_on) {
        return None;
    }
    let mut section = Map::new();
    for (key, default) in
        [("loadbalancing", json!({ "enabled": false })), ("cache", json!({ "enabled": false }))]
    {
        section.insert(key.to_owned(), default);
    }
    for (key, value) in own {
        match (section.get_mut(&key).and_then(Value::as_object_mut), value) {
            (Some(below), Value::Object(over)) => below.extend(over),
            (_, value) => drop(section.insert(key, value)),
        }
    }
    Some(section.into())
}
