//! How a setting is shown as a line of `gitlab.rb`.

use crate::settings::{Setting, ruby_line, ruby_path, ruby_value};

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
    Some(match setting.example.as_ref().map(ruby_value) {
        Some(value) if setting.is_section => format!("{} = {value}", ruby_path(&setting.path)),
        Some(value) => ruby_line(&setting.path, &value),
        None => ruby_path(&setting.path),
    })
}
