//! The evaluator of `gitlab.rb` against the real Ruby, on snippets and on what a grammar makes.

mod bounds;
mod compared;
mod made;

use std::collections::BTreeMap;

use wharf::ruby::{Evaluated, Names, Outside, Text, Unread, Value, evaluate};

/// A host of the tests: these variables and files, and what was asked for.
#[derive(Default)]
pub struct Host {
    pub variables: BTreeMap<String, String>,
    pub files: BTreeMap<String, String>,
    pub asked: std::sync::Mutex<Vec<String>>,
}

impl Outside for Host {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        self.asked.lock().unwrap().push(path.to_owned());
        let unread =
            |is_forbidden| Unread { message: "does not exist".into(), hint: "write it".into(), is_forbidden };
        self.files.get(path).cloned().ok_or_else(|| unread(path.contains("forbidden")))
    }

    fn exists(&self, path: &str) -> bool {
        self.asked.lock().unwrap().push(path.to_owned());
        self.files.contains_key(path)
    }
}

fn is_setting(name: &str) -> bool {
    ["registry", "gitlab_rails", "nginx"].contains(&name) || name.starts_with("s_") || name.ends_with("_url")
}

/// What `text` comes to, as `/etc/gitlab/gitlab.rb`.
pub fn run(text: &str, host: &Host) -> Evaluated {
    let text = Text { name: "/etc/gitlab/gitlab.rb".into(), text: text.into(), start: 0 };
    evaluate(&[text], Names { is_setting, nearest: None }, host)
}

/// A value as the harness in Ruby prints it.
pub fn plain(value: &Value) -> serde_json::Value {
    use serde_json::{Value as Json, json};
    match value {
        Value::Nil => Json::Null,
        Value::Boolean(truth) => json!(truth),
        Value::Integer(number) => json!({ "integer": number.to_string() }),
        Value::Float(number) => json!({ "float": format!("{:016x}", number.to_bits()) }),
        Value::Text(text) => json!(text),
        Value::List(items) => items.iter().map(|item| plain(&item.value)).collect(),
        Value::Table(entries) => entries
            .iter()
            .map(|(key, node)| (key.clone(), plain(&node.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Unknown => json!({ "unknown": true }),
    }
}

/// The settings as the harness prints them.
pub fn settings(evaluated: &Evaluated) -> serde_json::Value {
    let all = evaluated.settings.iter().map(|(name, node)| (name.clone(), plain(&node.value)));
    all.collect::<serde_json::Map<_, _>>().into()
}
