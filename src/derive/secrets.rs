//! `gitlab-secrets.json`: what is kept, what is still to be made, and the document with unknown sections as they were.
//!
//! Invariant: nothing is made here. A value that does not exist yet is the text `[to be made:NAME]`, so a plan
//! can be shown first, and its digest does not depend on chance.

use serde_json::{Map, Value};

use super::{Derived, Secrets};
use crate::problem::{Hint, Problems};
use crate::secret::Secret;
use crate::settings::Settings;

/// The host path of the document.
pub const PATH: &str = "/etc/gitlab/gitlab-secrets.json";

/// What the host keeps and the settings say, before anything is made.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    text: Secret<String>,
    document: Secret<Map<String, Value>>,
    http_secret: Option<Secret<String>>,
    internal_key: Option<Secret<String>>,
    internal_certificate: Option<String>,
}

/// A secret that the settings give, and that beats the kept one.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `registry.http_secret`.
    pub http_secret: Option<Secret<String>>,
    /// `registry.internal_key`, PEM.
    pub internal_key: Option<Secret<String>>,
    /// `registry.internal_certificate`, PEM.
    pub internal_certificate: Option<String>,
}

/// What was made to fill the gaps.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// 128 hexadecimal digits.
    pub http_secret: Option<Secret<String>>,
    /// PEM.
    pub internal_key: Option<Secret<String>>,
    /// PEM.
    pub internal_certificate: Option<String>,
}

/// Which secrets are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// No `http_secret`.
    pub http_secret: bool,
    /// No key: the whole pair is to be made.
    pub pair: bool,
    /// A key without its certificate, which is derived from it.
    pub certificate: bool,
}

impl Missing {
    /// Whether something is to be made.
    #[must_use]
    pub fn any(self) -> bool {
        self.http_secret || self.pair || self.certificate
    }
}

/// The document is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// It is not JSON.
    #[error("{PATH} is not valid JSON (line {line}, column {column}); it was left as it is")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON of another shape.
    #[error("{PATH}: `{key}` should be {should}; it was left as it is")]
    Shape {
        /// Which part.
        key: &'static str,
        /// What it should be.
        should: &'static str,
    },
}

impl Hint for SecretsError {
    fn hint(&self) -> Option<String> {
        Some("put a backup of it back; moved away, other keys are made, and old ones are not accepted any more".to_owned())
    }
}

impl Kept {
    /// Reads the document (`None`: there is none yet) and lets the settings beat it.
    ///
    /// A key that the settings give without a certificate never keeps the certificate of another key.
    ///
    /// # Errors
    /// When the document is not a JSON object of Omnibus' shape.
    pub fn read(text: Option<&str>, given: Given) -> Result<Self, SecretsError> {
        let text = text.unwrap_or_default();
        let document = if text.trim().is_empty() {
            Map::new()
        } else {
            let value: Value = serde_json::from_str(text)
                .map_err(|error| SecretsError::NotJson { line: error.line(), column: error.column() })?;
            let Value::Object(document) = value else {
                return Err(SecretsError::Shape { key: "(the whole)", should: "an object" });
            };
            document
        };
        let section = match document.get("registry") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(section)) => section.clone(),
            Some(_) => return Err(SecretsError::Shape { key: "registry", should: "an object" }),
        };
        let kept = |key: &'static str| match section.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(_) => Err(SecretsError::Shape { key, should: "a text" }),
        };
        let kept_key = kept("internal_key")?;
        let is_other_key =
            given.internal_key.as_ref().is_some_and(|key| Some(key.expose()) != kept_key.as_ref());
        let kept_certificate = kept("internal_certificate")?.filter(|_| !is_other_key);
        Ok(Self {
            http_secret: given.http_secret.or(kept("http_secret")?.map(Secret::new)),
            internal_key: given.internal_key.or(kept_key.map(Secret::new)),
            internal_certificate: given.internal_certificate.or(kept_certificate),
            text: Secret::new(text.to_owned()),
            document: Secret::new(document),
        })
    }

    /// What is still to be made.
    #[must_use]
    pub fn missing(&self) -> Missing {
        Missing {
            http_secret: self.http_secret.is_none(),
            pair: self.internal_key.is_none(),
            certificate: self.internal_key.is_some() && self.internal_certificate.is_none(),
        }
    }

    /// The key that is there already, PEM.
    #[must_use]
    pub fn internal_key(&self) -> Option<&Secret<String>> {
        self.internal_key.as_ref()
    }

    /// The certificate that is there already, PEM.
    #[must_use]
    pub fn internal_certificate(&self) -> Option<&str> {
        self.internal_certificate.as_deref()
    }

    /// The secrets with `made` in the gaps, and a placeholder where a gap is left.
    #[must_use]
    pub fn filled(&self, made: &Made) -> Secrets {
        let placeholder = |name: &str| format!("[to be made:{name}]");
        let http_secret = self.http_secret.clone().or(made.http_secret.clone());
        let internal_key = self.internal_key.clone().or(made.internal_key.clone());
        let certificate = self.internal_certificate.clone().or(made.internal_certificate.clone());
        let http_secret = http_secret.unwrap_or_else(|| Secret::new(placeholder("http_secret")));
        let internal_key = internal_key.unwrap_or_else(|| Secret::new(placeholder("internal_key")));
        let internal_certificate = certificate.unwrap_or_else(|| placeholder("internal_certificate"));
        let values = [
            ("http_secret", http_secret.expose().clone()),
            ("internal_certificate", internal_certificate.clone()),
            ("internal_key", internal_key.expose().clone()),
        ];
        let remembered = self.document.expose().get("letsencrypt").and_then(|kept| kept.get("auto_enabled"));
        Secrets {
            document: self.document_with(&values),
            http_secret,
            internal_key,
            internal_certificate,
            lets_encrypt_is_remembered: remembered == Some(&Value::Bool(true)),
        }
    }

    /// The document with `values` in its `registry` section. Where they are there already, its very text.
    fn document_with(&self, values: &[(&str, String)]) -> Secret<String> {
        let mut document = self.document.expose().clone();
        let section = document.entry("registry").or_insert_with(|| Value::Object(Map::new()));
        if !section.is_object() {
            *section = Value::Object(Map::new());
        }
        let mut is_changed = false;
        if let Value::Object(section) = section {
            for (key, value) in values {
                if section.get(*key).and_then(Value::as_str) != Some(value) {
                    section.insert((*key).to_owned(), Value::String(value.clone()));
                    is_changed = true;
                }
            }
        }
        if !is_changed {
            return self.text.clone();
        }
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        Secret::new(format!("{text}\n"))
    }
}

/// The secrets that are to be made. Where the settings say that none is made, each that is used must be there.
///
/// # Errors
/// When a secret is used, not there, and never to be made.
pub fn to_be_made(settings: &Settings, derived: &Derived, kept: &Kept) -> Result<Missing, Problems> {
    let (missing, package) = (kept.missing(), &settings.package);
    if package.makes_secrets() {
        return Ok(missing);
    }
    let (why, how) = if package.generate_default_secrets {
        ("package.generate_secrets_json_file", "kept")
    } else {
        ("package.generate_default_secrets", "made")
    };
    let has_registry = derived.registry.is_some();
    let has_issuer = derived.rails.as_ref().is_some_and(|rails| rails.key.is_some());
    let mut problems = Problems::default();
    for (setting, is_missing) in [
        ("registry.http_secret", missing.http_secret && has_registry),
        ("registry.internal_key", missing.pair && (has_registry || has_issuer)),
        ("registry.internal_certificate", missing.certificate && has_registry),
    ] {
        if is_missing {
            problems.coded(
                "E008",
                why,
                format!("`{setting}` is not there, and with `{why} = false` it is not {how}"),
                format!("give `{setting}`, or remove `{why}`"),
            );
        }
    }
    problems.or(Missing { http_secret: false, pair: false, certificate: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(key: &str) -> Given {
        Given { internal_key: Some(Secret::new(key.to_owned())), ..Given::default() }
    }

    #[test]
    fn nothing_kept_is_all_missing_and_shown_as_to_be_made() {
        let kept = Kept::read(None, Given::default()).unwrap();
        assert_eq!(kept.missing(), Missing { http_secret: true, pair: true, certificate: false });
        let secrets = kept.filled(&Made::default());
        assert_eq!(secrets.http_secret.expose(), "[to be made:http_secret]");
        assert!(secrets.document.expose().contains("[to be made:internal_key]"));
    }

    #[test]
    fn a_complete_document_keeps_its_very_text_and_its_unknown_sections() {
        let text = r#"{"gitlab_rails":{"secret":"x"},  "registry":{"http_secret":"h","internal_certificate":"c","internal_key":"k"}}"#;
        let kept = Kept::read(Some(text), Given::default()).unwrap();
        assert!(!kept.missing().any());
        assert_eq!(kept.filled(&Made::default()).document.expose(), text);
        let changed = Kept::read(Some(text), given("other")).unwrap();
        let document: Value =
            serde_json::from_str(changed.filled(&Made::default()).document.expose()).unwrap();
        assert_eq!(document["gitlab_rails"]["secret"], "x");
        assert_eq!(document["registry"]["internal_key"], "other");
    }

    #[test]
    fn a_given_key_never_keeps_the_certificate_of_another() {
        let text = r#"{"registry":{"http_secret":"h","internal_certificate":"c","internal_key":"k"}}"#;
        let kept = Kept::read(Some(text), given("other")).unwrap();
        assert_eq!(kept.missing(), Missing { http_secret: false, pair: false, certificate: true });
        assert!(!Kept::read(Some(text), given("k")).unwrap().missing().any());
    }

    #[test]
    fn a_broken_document_is_an_error_that_shows_none_of_it() {
        for text in ["{", "[]", r#"{"registry":[]}"#, r#"{"registry":{"internal_key":7}}"#] {
            let error = Kept::read(Some(text), Given::default()).unwrap_err().to_string();
            assert!(error.contains(PATH), "{error}");
        }
        assert!(!format!("{:?}", Kept::read(Some(r#"{"a":"hidden"}"#), Given::default())).contains("hidden"));
    }
}
