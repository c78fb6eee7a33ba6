//! The storage section of config.yml.

use serde_json::{Map, Value};

use super::{Facts, Findings, drivers};
use crate::settings::{Duration, Settings, StorageSettings};

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

fn duration(value: &Duration) -> Value {
    match value {
        Duration::Number(number) => (*number).into(),
        Duration::Text(text) => text.as_str().into(),
    }
}

/// Adds `value` under `key`, where it was given.
fn add(map: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value.into());
    }
}

/// Adds a section, where something stands in it.
fn add_section(map: &mut Map<String, Value>, key: &str, section: Map<String, Value>) {
    if !section.is_empty() {
        map.insert(key.to_owned(), section.into());
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
        let mut filesystem = Map::new();
        filesystem.insert("rootdirectory".to_owned(), facts.real(&path).into());
        add(&mut filesystem, "maxthreads", given.filesystem.maxthreads.map(|threads| threads.0));
        section.insert("filesystem".to_owned(), filesystem.into());
        if !filesystem_given
            && *given != StorageSettings::default()
            && settings.gitlab_rails.registry_path.is_none()
        {
            findings.warning(
                "registry.storage",
                format!("`registry.storage` names no driver, so the images lie in the folder `{path}`"),
                "add `[registry.storage.filesystem]` with `rootdirectory` to say where they lie",
            );
        }
        folder = Some(path);
    }
    section.extend(others.into_iter().map(|(name, driver)| (name.to_owned(), driver)));

    let mut maintenance = Map::new();
    let mut readonly = Map::new();
    add(&mut readonly, "enabled", given.maintenance.readonly.enabled);
    add_section(&mut maintenance, "readonly", readonly);
    let purging = &given.maintenance.uploadpurging;
    let mut uploadpurging = Map::new();
    add(&mut uploadpurging, "enabled", purging.enabled);
    add(&mut uploadpurging, "age", purging.age.as_ref().map(duration));
    add(&mut uploadpurging, "interval", purging.interval.as_ref().map(duration));
    add(&mut uploadpurging, "dryrun", purging.dryrun);
    add_section(&mut maintenance, "uploadpurging", uploadpurging);
    add_section(&mut section, "maintenance", maintenance);

    let mut redirect = Map::new();
    add(&mut redirect, "disable", given.redirect.disable);
    add_section(&mut section, "redirect", redirect);

    let mut tag = Map::new();
    add(&mut tag, "concurrencylimit", given.tag.concurrencylimit.map(|limit| limit.0));
    add_section(&mut section, "tag", tag);

    let mut cache = Map::new();
    if given.cache.blobdescriptor == crate::settings::BlobDescriptor::Redis {
        findings.warning(
            "registry.storage.cache.blobdescriptor",
            "descriptions of blobs are kept in memory, not in Redis",
            "write `blobdescriptor = \"inmemory\"`",
        );
    }
    if !given.cache.blobdescriptor.as_str().is_empty() {
        cache.insert("blobdescriptor".to_owned(), given.cache.blobdescriptor.as_str().into());
    }
    add(&mut cache, "blobdescriptorsize", given.cache.blobdescriptorsize.map(|size| size.0));
    section.insert("cache".to_owned(), cache.into());

    let mut delete = Map::new();
    let enabled = given.delete.enabled.unwrap_or(settings.registry.storage_delete_enabled);
    delete.insert("enabled".to_owned(), enabled.into());
    section.insert("delete".to_owned(), delete.into());
    Storage { section: section.into(), folder }
}
