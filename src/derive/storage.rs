//! The storage section of config.yml.

use serde_json::{Map, Value};

use super::written::written;
use super::{Facts, Findings, drivers};
use crate::settings::{BlobDescriptor, Settings, StorageSettings};

/// What is derived of the storage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Storage {
    /// The section of config.yml.
    pub(super) section: Value,
    /// The folder of the images, where they lie on this host.
    pub(super) folder: Option<String>,
}

/// The folder that GitLab and the registry take for the images unless told otherwise.
pub(super) fn registry_path(settings: &Settings) -> String {
    let rails = &settings.gitlab_rails;
    rails
        .registry_path
        .as_ref()
        .map_or_else(|| format!("{}/registry", rails.shared_path), ToString::to_string)
}

/// Adds what an engine that purges does not do without, so that one setting alone does not stop it.
fn complete(purging: &mut Map<String, Value>) {
    if purging.get("enabled") == Some(&Value::Bool(false)) {
        return;
    }
    for (key, usual) in [
        ("enabled", Value::from(true)),
        ("age", "168h".into()),
        ("interval", "24h".into()),
        ("dryrun", false.into()),
    ] {
        purging.entry(key).or_insert(usual);
    }
}

/// The storage section: the settings over the defaults, deeply.
pub(super) fn derive(settings: &Settings, facts: &Facts, findings: &mut Findings) -> Storage {
    let given = &settings.registry.storage;
    let others = drivers::named(given, facts, findings);
    let filesystem_given = given.filesystem.rootdirectory.is_some() || given.filesystem.maxthreads.is_some();
    let mut names: Vec<&str> = others.iter().map(|(name, _)| *name).collect();
    if filesystem_given {
        names.insert(0, "filesystem");
    }
    if let [first, second, ..] = names.as_slice() {
        findings.problem(
            &format!("registry.storage.{second}"),
            format!("`registry.storage` names two drivers, `{first}` and `{second}`"),
            "keep the one that holds the images",
        );
    }

    let mut section = Map::new();
    let mut folder = None;
    if filesystem_given || others.is_empty() {
        let path = given
            .filesystem
            .rootdirectory
            .as_ref()
            .map_or_else(|| registry_path(settings), ToString::to_string);
        let mut filesystem = written(&given.filesystem);
        filesystem.insert("rootdirectory".to_owned(), facts.real(&path).into());
        section.insert("filesystem".to_owned(), filesystem.into());
        if !filesystem_given
            && *given != StorageSettings::default()
            && settings.gitlab_rails.registry_path.is_none()
        {
            findings.coded_warning(
                "W030",
                "registry.storage",
                format!("`registry.storage` names no driver, so the images lie in the folder `{path}`"),
                "add `[registry.storage.filesystem]` with `rootdirectory` to say where they lie",
            );
        }
        folder = Some(path);
    }
    section.extend(others.into_iter().map(|(name, driver)| (name.to_owned(), driver)));

    let mut maintenance = written(&given.maintenance);
    if let Some(Value::Object(purging)) = maintenance.get_mut("uploadpurging") {
        complete(purging);
    }
    for (key, part) in
        [("maintenance", maintenance), ("redirect", written(&given.redirect)), ("tag", written(&given.tag))]
    {
        if !part.is_empty() {
            section.insert(key.to_owned(), part.into());
        }
    }

    if given.cache.blobdescriptor == BlobDescriptor::Redis {
        findings.warning(
            "registry.storage.cache.blobdescriptor",
            "descriptions of blobs are kept in memory, not in Redis",
            "write `blobdescriptor = \"inmemory\"`",
        );
    }
    let mut cache = written(&given.cache);
    // nowhere is said by saying nothing
    cache.retain(|_, value| value.as_str() != Some(""));
    section.insert("cache".to_owned(), cache.into());

    let mut delete = Map::new();
    let enabled = given.delete.enabled.unwrap_or(settings.registry.storage_delete_enabled);
    delete.insert("enabled".to_owned(), enabled.into());
    section.insert("delete".to_owned(), delete.into());
    Storage { section: section.into(), folder }
}
