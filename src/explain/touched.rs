//! What a setting touches: files, folders, accounts and services, found by rendering with and without it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::derive::secrets::{Given, Kept, Made};
use crate::derive::{self, Facts};
use crate::render::{self, LISTING, Rendered};
use crate::settings::{self, reference::toml_value};

/// Settings to look from. A setting shows in at least one of them, or it is dead.
const BASES: &[&[(&str, &str)]] = &[
    &[],
    &[
        ("external_url", "\"https://gitlab.test\""),
        ("registry_external_url", "\"https://registry.test\""),
        ("registry.nginx.redirect_http_to_https", "true"),
        ("registry.nginx.ssl_verify_client", "\"optional\""),
    ],
    &[("registry_external_url", "\"https://registry.test\""), ("auth_server.enable", "true")],
    &[
        ("external_url", "\"https://gitlab.test\""),
        ("registry.enable", "false"),
        ("gitlab_rails.registry_enabled", "true"),
    ],
    &[("external_url", "\"http://gitlab.test\""), ("registry_external_url", "\"http://registry.test\"")],
];

/// Secrets that are there already, so that one more shows as a change.
const SECRETS: &str =
    r#"{"registry":{"http_secret":"HTTP_SECRET","internal_certificate":"CERTIFICATE","internal_key":"KEY"}}"#;

/// What becomes of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It reads its files again.
    Reloads,
    /// It is restarted.
    Restarts,
    /// It comes or goes.
    StartsOrStops,
}

impl Act {
    /// In words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reloads => "reloads",
            Self::Restarts => "restarts",
            Self::StartsOrStops => "starts or stops",
        }
    }
}

/// What a setting touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files whose text, owner or place changes.
    pub files: BTreeSet<String>,
    /// Folders that come, go or change hands.
    pub folders: BTreeSet<String>,
    /// Accounts that are made, or made differently.
    pub accounts: BTreeSet<String>,
    /// Services, and what becomes of them.
    pub services: BTreeMap<String, Act>,
    /// Where nothing of that changes: what is said instead, a warning or a refusal.
    pub said: BTreeSet<String>,
}

impl Touched {
    /// Whether the setting does nothing at all.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// One way through derivation and rendering.
struct Outcome {
    rendered: Option<Rendered>,
    said: BTreeSet<String>,
    hidden: usize,
}

/// What the setting `path` touches when it is given `value`.
#[must_use]
pub fn touched(path: &str, value: &Value) -> Touched {
    let mut touched = Touched::default();
    for base in BASES {
        let Some(after) = walk(&text(base, path, Some(value))) else { continue };
        // From what the base says of it, too: without some settings there is nothing to look at.
        let befores = BTreeSet::from([text(base, path, None), text(base, "", None)]);
        for before in befores.iter().filter_map(|text| walk(text)) {
            if let (Some(before), Some(after)) = (&before.rendered, &after.rendered) {
                compare(before, after, &mut touched);
            }
            touched.said.extend(after.said.difference(&before.said).cloned());
            if before.hidden != after.hidden {
                touched.said.insert("its value is hidden wherever files are shown".to_owned());
            }
        }
    }
    touched
}

/// The base without the setting, and with it where a value is given.
fn text(base: &[(&str, &str)], path: &str, value: Option<&Value>) -> String {
    let lines = base.iter().filter(|(key, _)| *key != path).map(|(key, value)| format!("{key} = {value}\n"));
    let own = value.map(|value| format!("{path} = {}\n", toml_value(value)));
    lines.chain(own).collect()
}

/// `None` where the settings themselves are not valid: that says nothing about one of them.
fn walk(text: &str) -> Option<Outcome> {
    let parsed = settings::parse(text, "gitlab.toml").ok()?;
    let registry = &parsed.settings.registry;
    let given = Given {
        http_secret: registry.http_secret.clone(),
        internal_key: registry.internal_key.clone(),
        internal_certificate: registry.internal_certificate.clone(),
    };
    let secrets = Kept::read(Some(SECRETS), given).ok()?.filled(&Made::default());
    let words = |found: &crate::problem::Problem| found.message.clone();
    match derive::derive(&parsed.settings, &Facts::usual(), &secrets) {
        Ok(derived) => {
            let said = parsed.warnings.iter().chain(&derived.warnings).chain(&derived.refusals);
            let said = said.map(words).collect();
            let hidden = derived.secrets.len();
            Some(Outcome { rendered: render::render(&derived).ok(), said, hidden })
        }
        Err(problems) => {
            Some(Outcome { rendered: None, said: problems.list.iter().map(words).collect(), hidden: 0 })
        }
    }
}

/// The paths that differ. Of a file that only moves, the place it had counts.
fn differing<T: PartialEq>(
    before: &BTreeMap<String, T>,
    after: &BTreeMap<String, T>,
    into: &mut BTreeSet<String>,
) {
    let changed: BTreeSet<String> = before
        .iter()
        .filter(|(path, file)| after.get(*path) != Some(file))
        .map(|(path, _)| path.clone())
        .collect();
    let is_move = before.keys().any(|path| !after.contains_key(path));
    if !is_move {
        into.extend(after.keys().filter(|path| !before.contains_key(*path)).cloned());
    }
    into.extend(changed);
}

fn compare(before: &Rendered, after: &Rendered, touched: &mut Touched) {
    differing(&before.files, &after.files, &mut touched.files);
    touched.files.remove(LISTING);
    differing(&before.directories, &after.directories, &mut touched.folders);
    let accounts = before.accounts.iter().filter(|account| !after.accounts.contains(account));
    let accounts = accounts.chain(after.accounts.iter().filter(|account| !before.accounts.contains(account)));
    touched.accounts.extend(accounts.map(|account| account.user.clone()));
    for name in before.services.keys().chain(after.services.keys()) {
        let act = match (before.services.get(name), after.services.get(name)) {
            (Some(was), Some(is)) => {
                let differs = |path: &String| before.files.get(path) != after.files.get(path);
                if was.restart != is.restart || is.restart.iter().any(differs) {
                    Some(Act::Restarts)
                } else if was.reload != is.reload || is.reload.iter().any(differs) {
                    Some(Act::Reloads)
                } else {
                    None
                }
            }
            _ => Some(Act::StartsOrStops),
        };
        if let Some(act) = act {
            let known = touched.services.entry(name.clone()).or_insert(act);
            *known = act.max(*known);
        }
    }
}
