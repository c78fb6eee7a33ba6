//! How a setting is written in `gitlab.rb`.

use serde_json::Value;

use crate::settings::Setting;

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
    // Omnibus knows the virtual host by its old name, which every guide uses.
    let path =
        setting.old_names.iter().find(|old| old.starts_with("registry_nginx")).unwrap_or(&setting.path);
    let mut steps = path.split('.');
    let first = steps.next().unwrap_or_default();
    let keys = steps.fold(String::new(), |keys, step| keys + "['" + step + "']");
    match (keys.is_empty(), value.map(self::value)) {
        (true, Some(value)) if !setting.is_section => format!("{first} {value}"),
        (_, Some(value)) => format!("{first}{keys} = {value}"),
        (_, None) => format!("{first}{keys}"),
    }
}

/// `value` as a literal of Ruby.
fn value(value: &Value) -> String {
    match value {
        Value::Null => "nil".to_owned(),
        Value::String(text) if text.contains(['\n', '\'', '\\']) => {
            let escaped =
                text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace("#{", "\\#{");
            format!("\"{escaped}\"")
        }
        Value::String(text) => format!("'{text}'"),
        Value::Array(list) => format!("[{}]", list.iter().map(self::value).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, item)| format!("'{key}' => {}", self::value(item)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}
