//! How a setting is shown as a line of `gitlab.rb`.

use serde_json::Value;

use crate::settings::{self, Setting};

/// Settings that Omnibus does not have.
const OWN: &[&str] = &[
    "auth_server",
    "registry.auth",
    "registry.engine",
    "registry.garbage_collection",
    "registry.retention",
    "supervise",
    "nginx.binary",
    "gitlab_rails.enable",
    "gitlab_rails.config_path",
    "gitlab_rails.restart_command",
];

/// The setting as a line of `gitlab.rb`, with its example; `None` where Omnibus has no such setting.
#[must_use]
pub fn gitlab_rb(setting: &Setting) -> Option<String> {
    let is_own = OWN.iter().any(|own| {
        setting.path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    });
    if is_own || setting.is_in_a_list() {
        return None;
    }
    Some(line(setting, setting.example.as_ref()))
}

/// The line of `gitlab.rb` that gives the setting `value`.
#[must_use]
pub fn ruby_line(setting: &Setting, value: &Value) -> String {
    line(setting, Some(value))
}

fn line(setting: &Setting, value: Option<&Value>) -> String {
    match value.map(settings::ruby_value) {
        Some(value) if setting.is_section => format!("{} = {value}", settings::ruby_path(&setting.path)),
        Some(value) => settings::ruby_line(&setting.path, &value),
        None => settings::ruby_path(&setting.path),
    }
}
