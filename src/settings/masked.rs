//! What of a setting's value may be shown: the one judgement that every command follows.
//!
//! Invariant: a value that is a secret by its setting, by the name it stands under or by its place in a URL is shown by
//! none of them. What is hidden in rendered files is collected by the same walk.

use std::cell::RefCell;

use serde_json::Value;

use super::{Settings, schema};
use crate::secret::{self, SECRET, Secret};

/// `value` of the setting `path` with every secret in it replaced by what `shown` makes of it.
#[must_use]
pub fn mask(path: &str, value: &Value, shown: &dyn Fn(&str) -> String) -> Value {
    let mut here = Place { node: Some(schema::schema()), name: "", is_free: false };
    for name in path.split('.').filter(|name| !name.is_empty()) {
        here = here.below(name);
    }
    here.masked(value, &Masking { shown, part: &|_| () })
}

/// Every secret in the settings, to be hidden in whatever is shown.
#[must_use]
pub fn secrets_of(settings: &Settings) -> Vec<Secret<String>> {
    let found = RefCell::new(Vec::new());
    let note = |secret: &str| found.borrow_mut().push(Secret::new(secret.to_owned()));
    let shown = |secret: &str| {
        note(secret);
        SECRET.to_owned()
    };
    let all = serde_json::to_value(settings).unwrap_or_default();
    let root = Place { node: Some(schema::schema()), name: "", is_free: false };
    root.masked(&all, &Masking { shown: &shown, part: &note });
    found.into_inner()
}

/// What becomes of secrets.
struct Masking<'m> {
    /// Gives what stands for one that is a whole value.
    shown: &'m dyn Fn(&str) -> String,
    /// Is told of one that is a part of a text.
    part: &'m dyn Fn(&str),
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// What the schema knows of it.
    node: Option<&'static Value>,
    /// The key it stands under.
    name: &'p str,
    /// Whether that key is one that the schema leaves open.
    is_free: bool,
}

impl<'p> Place<'p> {
    fn below(self, name: &'p str) -> Self {
        let known = self.node.and_then(schema::properties).and_then(|all| all.get(name));
        let node = known.or_else(|| self.node.and_then(schema::free_values));
        Self { node, name, is_free: known.is_none() }
    }

    fn is_secret(self, value: &Value) -> bool {
        let by_name = || secret::names_a_secret(self.name);
        match value {
            Value::Null | Value::Bool(_) => false,
            Value::String(text) if self.is_free => by_name() && secret::is_a_value(text),
            _ if self.is_free => by_name(),
            _ => self.node.is_some_and(schema::is_secret),
        }
    }

    fn masked(self, value: &Value, masking: &Masking<'_>) -> Value {
        match value {
            Value::Array(list) => {
                let node = self.node.and_then(|node| {
                    schema::items(node).or_else(|| (schema::is_secret(node)).then_some(node))
                });
                let item = Self { node, ..self };
                list.iter().map(|value| item.masked(value, masking)).collect()
            }
            Value::Object(map) if self.is_free && self.is_secret(value) => {
                let all = map.iter();
                // whatever it is made of
                all.map(|(key, value)| (key.clone(), Self { node: None, ..self }.masked(value, masking)))
                    .collect()
            }
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.clone(), self.below(key).masked(value, masking))).collect()
            }
            Value::String(text) if self.is_secret(value) => (masking.shown)(text).into(),
            Value::String(text) if text.contains("PRIVATE KEY-----") => (masking.shown)(text).into(),
            Value::String(text) => {
                secret::parts(text).into_iter().for_each(masking.part);
                secret::mask(text, SECRET).into()
            }
            value if self.is_secret(value) => (masking.shown)(&value.to_string()).into(),
            value => value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{mask, secrets_of};

    #[test]
    fn a_value_is_judged_by_its_setting_its_name_and_its_place() {
        for (path, value, wanted) in [
            ("registry.http_secret", json!("x"), json!("*")),
            ("registry.env.AWS_SECRET_ACCESS_KEY", json!("x"), json!("*")),
            (
                "registry.env",
                json!({"S3_PASSWORD": 12, "PLAIN": "x", "USE_KEY": true}),
                json!({"S3_PASSWORD": "*", "PLAIN": "x", "USE_KEY": true}),
            ),
            ("registry.env.PROXY", json!("http://me:pw@h"), json!("http://me:[secret]@h")),
            ("registry.nginx.proxy_set_headers.Authorization", json!("Basic x"), json!("*")),
            (
                "registry.nginx.proxy_set_headers",
                json!({"X-Token": "$http_x", "Host": "h", "Cookie": false}),
                json!({"X-Token": "$http_x", "Host": "h", "Cookie": false}),
            ),
            (
                "registry.notifications",
                json!([{"url": "https://bob:PASS@h/x?token=T", "headers": {"X-Token": ["a", "b"], "X-Team": ["red"]}}]),
                json!([{"url": "https://bob:[secret]@h/x?token=[secret]", "headers": {"X-Token": ["*", "*"], "X-Team": ["red"]}}]),
            ),
            ("registry.storage.s3.regionendpoint", json!("https://u:PASS@h"), json!("https://u:[secret]@h")),
            (
                "registry.middleware.registry",
                json!([{"options": {"apikey": ["x"], "token": {"a": "x"}, "n": 1}}]),
                json!([{"options": {"apikey": ["*"], "token": {"a": "*"}, "n": 1}}]),
            ),
            (
                "registry.nginx.custom_gitlab_server_config",
                json!("proxy_set_header Cookie a;"),
                json!("proxy_set_header Cookie [secret];"),
            ),
            ("registry.nginx.ssl_certificate_key", json!("/etc/x.key"), json!("/etc/x.key")),
        ] {
            assert_eq!(mask(path, &value, &|_| "*".to_owned()), wanted, "{path}");
        }
    }

    #[test]
    fn every_secret_of_the_settings_is_collected() {
        let text = "registry_external_url = \"https://r.test\"\n[registry]\nhttp_secret = \"one\"\n\
                    env.A_TOKEN = 22\nenv.URL = \"http://u:three@h\"\nnginx.proxy_set_headers = { X-Key = \"four\" }\n\
                    default_notifications_headers = { Authorization = [\"five\"], X-Team = [\"red\"] }\n";
        let parsed = crate::settings::parse(text, "gitlab.toml").unwrap();
        let mut found: Vec<String> =
            secrets_of(&parsed.settings).iter().map(|secret| secret.expose().clone()).collect();
        found.sort();
        assert_eq!(found, ["22", "five", "four", "one", "three"]);
    }
}
