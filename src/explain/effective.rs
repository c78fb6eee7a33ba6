//! The value that every setting has now, and where it came from.

use aws_lc_rs::hmac;
use serde_json::Value;

use super::derived::derived_value;
use crate::derive::{Derived, Secrets};
use crate::secret::{self, SECRET};
use crate::settings::{Parsed, Setting, described, mask};

/// A line of what settings are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where that is not the settings file.
    pub file: Option<String>,
    /// Its number, from 1.
    pub number: usize,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is written there.
    Written(Line),
    /// It is written there as a reference to where the value is: `{ file = "…" }`, `ENV['…']`.
    Reference(Line, String),
    /// Nobody said anything.
    Default,
    /// Another setting decides.
    Derived(&'static str),
    /// It is kept in `gitlab-secrets.json`.
    Kept,
    /// `reconfigure` will make it.
    ToBeMade,
    /// It may be kept in `gitlab-secrets.json`, which this user may not read.
    NotReadable,
}

impl Origin {
    /// In words, for settings in the file `file`.
    #[must_use]
    pub fn words(&self, file: &str) -> String {
        let place = |line: &Line| format!("{}:{}", line.file.as_deref().unwrap_or(file), line.number);
        match self {
            Self::Written(line) => place(line),
            Self::Reference(line, reference) => format!("{}, {reference}", place(line)),
            Self::Default => "default".to_owned(),
            Self::Derived(from) => format!("derived from {from}"),
            Self::Kept => "gitlab-secrets.json".to_owned(),
            Self::ToBeMade => "to be made".to_owned(),
            Self::NotReadable => "not readable here".to_owned(),
        }
    }

    /// Whether it is more than the default.
    #[must_use]
    pub fn is_said(&self) -> bool {
        *self != Self::Default
    }
}

/// One setting, its value, and where that came from.
#[derive(Clone)]
pub struct Effective {
    /// The setting.
    pub setting: Setting,
    /// Its value, secrets as they are: for who asked for them alone.
    exposed: Option<Value>,
    /// Its value with every secret as its fingerprint.
    pub value: Option<Value>,
    /// Where the value came from.
    pub origin: Origin,
}

impl Effective {
    /// The value with its secrets.
    #[must_use]
    pub fn expose(&self) -> Option<&Value> {
        self.exposed.as_ref()
    }
}

/// `sha256:8c1f2a9b…`: tells whether two secrets of one install are the same, and nothing else. `key` is the install's;
/// before it is made a digest would tell whoever guesses the word, so nothing is told.
#[must_use]
pub fn fingerprint(secret: &str, key: Option<&str>) -> String {
    let Some(key) = key else { return SECRET.to_owned() };
    let digest = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), secret.as_bytes());
    let start = digest.as_ref().iter().take(4).fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
    format!("sha256:{start:08x}…")
}

/// Every setting that has one place, in the order of the schema. `hides_secrets` tells whether those that are kept could
/// not be read.
#[must_use]
pub fn effective(
    parsed: &Parsed,
    derived: &Derived,
    secrets: &Secrets,
    hides_secrets: bool,
) -> Vec<Effective> {
    let is_made = |secret: &str| !secret.starts_with("[to be made");
    // Not a secret that somebody chose: that could be guessed.
    let key = secrets.internal_key.expose().as_str();
    let key = Some(key).filter(|key| !key.is_empty() && is_made(key));
    let all = serde_json::to_value(&parsed.settings).unwrap_or_default();
    let kept = |path: &str| match path {
        "registry.http_secret" => Some(secrets.http_secret.expose().clone()),
        "registry.internal_key" => Some(secrets.internal_key.expose().clone()),
        "registry.internal_certificate" => Some(secrets.internal_certificate.clone()),
        _ => None,
    };
    let leaves = described().into_iter().filter(|setting| setting.has_value() && !setting.is_in_a_list());
    leaves
        .map(|setting| {
            let path = setting.path.as_str();
            let written = parsed.places.exactly(path);
            let written = written.map(|(file, number)| Line { file: file.map(ToOwned::to_owned), number });
            let given = at(&all, path).filter(|value| !value.is_null()).cloned();
            let (value, origin) = match (written, kept(path), derived_value(path, &parsed.settings, derived))
            {
                (Some(line), _, _) => {
                    let reference = parsed.places.reference(path);
                    (given, reference.map_or(Origin::Written(line.clone()), |it| Origin::Reference(line, it)))
                }
                (None, Some(kept), _) if is_made(&kept) => (Some(kept.into()), Origin::Kept),
                (None, Some(_), _) if hides_secrets => (None, Origin::NotReadable),
                (None, Some(_), _) => (None, Origin::ToBeMade),
                (None, None, Some((value, from))) if given.as_ref() != Some(&value) => {
                    (Some(value), from.map_or(Origin::Default, Origin::Derived))
                }
                _ => (given, Origin::Default),
            };
            let shown = |secret: &str| fingerprint(secret, key);
            let masked = value.as_ref().map(|value| hide(mask(path, value, &shown), derived, &shown));
            Effective { setting, exposed: value, value: masked, origin }
        })
        // A section that may also be a word is listed where it is one.
        .filter(|one| !one.setting.is_section || one.value.as_ref().is_some_and(Value::is_string))
        .collect()
}

/// What stands at the dotted `path`.
fn at<'v>(root: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(root, |here, key| here.get(key))
}

/// Hides texts that the type does not know to be secret: variables of the environment and the like.
fn hide(value: Value, derived: &Derived, shown: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) if derived.secrets.iter().any(|secret| *secret.expose() == text) => {
            shown(&text).into()
        }
        Value::String(text) => secret::hide(&text, &derived.secrets).into(),
        Value::Array(list) => list.into_iter().map(|item| hide(item, derived, shown)).collect(),
        Value::Object(map) => map.into_iter().map(|(key, item)| (key, hide(item, derived, shown))).collect(),
        Value::Number(number)
            if derived.secrets.iter().any(|secret| *secret.expose() == number.to_string()) =>
        {
            shown(&number.to_string()).into()
        }
        other => other,
    }
}
