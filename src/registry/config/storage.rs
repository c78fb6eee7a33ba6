//! `storage`: where the registry lies and what may be done to it.

use std::path::PathBuf;

use serde_yaml::Value;

use super::read::{Reader, scalar};

/// What may stand beside a driver.
const BESIDE: &[&str] = &["cache", "delete", "redirect", "maintenance", "tag"];

/// `storage`.
#[derive(Debug, Clone)]
pub struct StorageConfig {
    /// The storage's folder.
    pub root_directory: PathBuf,
    /// Whether clients may delete.
    pub delete_enabled: bool,
    /// Whether nothing may be written.
    pub is_read_only: bool,
}

/// Reads the section.
pub(super) fn read(reader: &mut Reader<'_>) -> StorageConfig {
    StorageConfig {
        root_directory: root_directory(reader),
        delete_enabled: reader.boolean("storage.delete.enabled"),
        is_read_only: reader.boolean("storage.maintenance.readonly.enabled"),
    }
}

/// The storage's folder: exactly one driver, and that the file system.
fn root_directory(reader: &mut Reader<'_>) -> PathBuf {
    let drivers: Vec<String> = match reader.get("storage") {
        Some(Value::Mapping(storage)) => {
            storage.keys().filter_map(scalar).filter(|key| !BESIDE.contains(&key.as_str())).collect()
        }
        Some(Value::String(driver)) => vec![driver.clone()],
        _ => Vec::new(),
    };
    match drivers.as_slice() {
        [] => reader.fault(
            "storage",
            "names no driver",
            "add `filesystem: {rootdirectory: /var/opt/gitlab/gitlab-rails/shared/registry}` below it",
        ),
        [driver] if driver == "filesystem" => {}
        [driver] => reader.fault(
            &format!("storage.{driver}"),
            "is not a driver of this engine",
            "use `storage.filesystem`",
        ),
        many => {
            reader.fault("storage", format!("names {} drivers: {}", many.len(), many.join(", ")), "keep one");
        }
    }
    let root = PathBuf::from(
        reader.text("storage.filesystem.rootdirectory").unwrap_or_else(|| "/var/lib/registry".to_owned()),
    );
    if !root.is_absolute() {
        reader.fault("storage.filesystem.rootdirectory", "is not an absolute path", "begin it with `/`");
    }
    root
}
