//! What `distribution` does where a key is absent and Wharf, by default, would do otherwise: written out, so that the
//! registry means the same as before.

use serde_json::{Value, json};

use super::Taken;

/// The setting, the key that is absent, and what its absence means, as JSON.
const ABSENT: &[(&str, &str, &str)] = &[
    ("registry.storage.delete.enabled", "storage.delete.enabled", "false"),
    ("registry.storage.cache.blobdescriptor", "storage.cache.blobdescriptor", "\"\""),
    ("registry.health_storagedriver_enabled", "health.storagedriver.enabled", "false"),
    ("registry.validation_enabled", "validation.disabled", "true"),
];

/// The same, of the keys of a registry that ended TLS itself where NGINX does so now.
const ABSENT_WITH_TLS: &[(&str, &str, &str)] =
    &[("registry.nginx.http2_enabled", "http.http2.disabled", "true")];

impl Taken {
    /// Writes out what absent keys mean.
    pub(super) fn say_what_is_absent(&mut self) {
        self.complete(ABSENT);
        if self.has_tls() {
            self.complete(ABSENT_WITH_TLS);
        }
        let has_nginx = self.setting("registry.nginx.enable") != Some(&json!(false));
        if has_nginx && self.setting("registry_external_url").is_some_and(is_https) {
            // NGINX of ours tells browsers for two years to insist on TLS, and the old registry told them nothing.
            self.put("registry.nginx.hsts_max_age", "http.headers", &json!(0));
        }
        if self.setting("registry.health_storagedriver_enabled") == Some(&json!(true))
            && !self.keys.contains("health.storagedriver.threshold")
        {
            self.notes
                .push("its storage was unhealthy after one failed look, and is after three now".to_owned());
        }
        if self.setting("registry.debug_addr").is_some()
            && !self.keys.contains("http.debug.prometheus.enabled")
        {
            self.notes.push("`registry.debug_addr` has metrics too, which were off".to_owned());
        }
    }

    fn complete(&mut self, table: &[(&str, &str, &str)]) {
        for (setting, key, meaning) in table {
            // A section that is none is for the reader of the settings to refuse.
            let above = setting.rsplit_once('.').and_then(|(above, _)| self.setting(above));
            let is_free = above.is_none_or(Value::is_object) && self.setting(setting).is_none();
            if let (true, Ok(meaning)) = (is_free, serde_json::from_str(meaning)) {
                self.put(setting, key, &meaning);
            }
        }
    }
}

fn is_https(url: &Value) -> bool {
    url.as_str().is_some_and(|url| url.starts_with("https:"))
}
