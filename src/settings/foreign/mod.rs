//! Settings that are Omnibus' and not ours: known by name, counted, said once, and ignored.
//!
//! A whole `gitlab.rb` may be taken over, so what belongs to components that do not run here is no mistake. What is
//! not known to anybody still is one.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use super::schema;
use super::types::shown;
use crate::problem::Problem;

/// Components that do not run here, one a line: everything below them is theirs.
const COMPONENTS: &str = include_str!("components.txt");
/// Keys of sections that are partly ours, one a line.
const KEYS: &str = include_str!("keys.txt");
/// Keys of a site in NGINX: those of GitLab's own stand below `nginx` (an old place) or `gitlab_rails.nginx`.
const SITE: &str = include_str!("site.txt");

/// What Omnibus itself refuses, and what to do instead.
const REMOVED: &[(&str, &str)] = &[
    ("git_data_dirs", "write the folders into `gitaly.configuration.storage`, as GitLab 18 wants them"),
    ("git_data_dir", "write the folder into `gitaly.configuration.storage`, as GitLab 18 wants it"),
    ("gitlab_monitor", "it is `gitlab_exporter` now; remove it here"),
    ("grafana", "GitLab has no Grafana of its own any more; remove it"),
    ("repmgr", "Patroni took its place; remove it"),
    ("repmgrd", "Patroni took its place; remove it"),
    ("sidekiq_cluster", "it is part of `sidekiq` now; remove it"),
    ("spamcheck", "GitLab has no Spamcheck any more; remove it"),
    ("unicorn", "Puma took its place; remove it"),
];

/// The switches that older guides write instead of `roles`.
const ROLE_ENDING: &str = "_role";

/// Why a setting of a site has no effect on the registry's, where there is more to say than that.
const FIXED: &[(&str, &str)] = &[
    ("client_max_body_size", "layers may have any size"),
    ("proxy_read_timeout", "it is always 900 seconds"),
    ("proxy_cache", "answers of the registry are never cached"),
    ("fqdn", "the host is that of `registry_external_url`"),
];

/// How many unknown keys of `gitlab_rails` are given the benefit of the doubt.
const MANY: usize = 100;

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty())
}

fn keys() -> &'static HashSet<&'static str> {
    static ALL: OnceLock<HashSet<&'static str>> = OnceLock::new();
    ALL.get_or_init(|| lines(KEYS).collect())
}

/// What became of a setting that the schema does not know.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is not known to anybody.
    Unknown,
    /// It was taken note of, and has no effect.
    Ignored,
    /// It is known, and refused: why, and what to do.
    Refused(String, String),
}

/// What was found that is not ours.
#[derive(Debug, Default)]
pub(super) struct Strangers {
    /// The settings of each component, by their names in it.
    ignored: BTreeMap<String, Vec<String>>,
    /// The first of them, for the place of the summary.
    first: Option<String>,
    /// How many keys of `gitlab_rails` were compared with all that are known, which takes its time.
    compared: usize,
    warnings: Vec<Problem>,
}

impl Strangers {
    /// Judges the setting `path`, which the schema does not know. In a `gitlab.rb` (`is_omnibus`) those of GitLab's own
    /// site stand where they belong; elsewhere they may be meant for the registry's.
    pub(super) fn take(&mut self, path: &str, value: &DeValue<'_>, is_omnibus: bool) -> Taken {
        let (section, key) = path.split_once('.').unwrap_or((path, ""));
        if let Some(refused) = refused(path, section, value) {
            return refused;
        }
        let is_site = |key: &str| lines(SITE).any(|known| known == key);
        if lines(COMPONENTS).any(|name| name == section) || keys().contains(path) || is_role(path) {
            return self.count(section, path, value);
        }
        match (section, key) {
            ("gitlab_rails", key) if key.strip_prefix("nginx.").is_some_and(is_site) => {
                self.count(section, path, value)
            }
            ("nginx", key) if is_site(key) && is_omnibus => self.count(section, path, value),
            ("nginx", key) if is_site(key) => {
                let message =
                    format!("`{path}` belongs to GitLab's own site and has no effect on the registry's");
                let ours = format!("registry.nginx.{key}");
                let hint = match schema::find(schema::schema(), &ours) {
                    Some(_) => format!("for the registry write `{ours}`"),
                    None => "remove it here".to_owned(),
                };
                self.say(path, message, hint)
            }
            ("nginx", "cache_max_size") => {
                self.say(path, "`nginx.cache_max_size` has no effect".to_owned(), "remove it".to_owned())
            }
            ("registry" | "registry_nginx", _) => match site_key(path) {
                Some(key)
                    if is_site(key) || schema::find(schema::schema(), &format!("nginx.{key}")).is_some() =>
                {
                    let fixed = FIXED.iter().find(|(fixed, _)| *fixed == key);
                    let why = fixed.map_or("the registry's site does not use it", |(_, why)| why);
                    self.say(path, format!("`{path}` has no effect: {why}"), "remove it".to_owned())
                }
                _ => Taken::Unknown,
            },
            // GitLab has new settings each month: only what looks like a slip is one
            ("gitlab_rails", key) if self.may_compare() && is_gitlabs(key) => {
                let message =
                    format!("`{}` is not a setting of the registry, and has no effect here", shown(path));
                self.say(path, message, "check its spelling, or remove it".to_owned())
            }
            _ => Taken::Unknown,
        }
    }

    fn may_compare(&mut self) -> bool {
        self.compared += 1;
        self.compared <= MANY
    }

    fn count(&mut self, section: &str, path: &str, value: &DeValue<'_>) -> Taken {
        let below = path.strip_prefix(section).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
        leaves(below, value, self.ignored.entry(section.to_owned()).or_default());
        self.first.get_or_insert_with(|| path.to_owned());
        Taken::Ignored
    }

    fn say(&mut self, path: &str, message: String, hint: String) -> Taken {
        self.warnings.push(Problem::about(path, message, hint));
        Taken::Ignored
    }

    /// One line for all of other components, then what was said of single settings; and those of other components.
    pub(super) fn warnings(self) -> (Vec<Problem>, BTreeMap<String, Vec<String>>) {
        let all: usize = self.ignored.values().map(Vec::len).sum();
        let Some(first) = self.first else { return (self.warnings, self.ignored) };
        let subject = if all == 1 { "1 setting belongs" } else { &format!("{all} settings belong") };
        let verb = if all == 1 { "is" } else { "are" };
        let message = format!(
            "{subject} to components that Wharf does not run and {verb} ignored (`wharf check -v` lists them)"
        );
        let summary = Problem::about(&first, message, "");
        (std::iter::once(summary).chain(self.warnings).collect(), self.ignored)
    }
}

/// The key of a path below the registry's site, under its name or its old one.
fn site_key(path: &str) -> Option<&str> {
    path.strip_prefix("registry.nginx.").or_else(|| path.strip_prefix("registry_nginx."))
}

/// Adds the names of the settings in `value`, which is called `name`, to `all`.
fn leaves(name: &str, value: &DeValue<'_>, all: &mut Vec<String>) {
    match value {
        DeValue::Table(table) if !table.is_empty() => {
            for (key, value) in table {
                let name = if name.is_empty() { key.to_string() } else { format!("{name}.{key}") };
                leaves(&name, value.get_ref(), all);
            }
        }
        _ => all.push(name.to_owned()),
    }
}

/// What Omnibus refuses is refused here.
fn refused(path: &str, section: &str, value: &DeValue<'_>) -> Option<Taken> {
    if let Some((name, advice)) = REMOVED.iter().find(|(name, _)| *name == section) {
        return Some(Taken::Refused(format!("`{name}` was removed from GitLab"), (*advice).to_owned()));
    }
    let is_on = |table: &DeTable<'_>| {
        table.get("enable").is_some_and(|value| matches!(value.get_ref(), DeValue::Boolean(true)))
    };
    match value {
        DeValue::Table(table) if path == "mattermost" && is_on(table) => Some(Taken::Refused(
            "`mattermost.enable` is true, but Mattermost was removed from GitLab".to_owned(),
            "run Mattermost by itself, and set `mattermost.enable = false`".to_owned(),
        )),
        DeValue::Table(table) if is_role(path) && is_on(table) => Some(Taken::Refused(
            format!("`{path}` is an old way to write `roles`"),
            format!("write `roles = [\"{path}\"]`"),
        )),
        _ => None,
    }
}

/// Whether `path` is the name of a role.
fn is_role(path: &str) -> bool {
    path.ends_with(ROLE_ENDING) && super::roles::is_known(path)
}

/// Whether `key` below `gitlab_rails` may be one of GitLab's that is newer than this program: it does not start like
/// one of the registry's, and is no slip of the pen.
fn is_gitlabs(key: &str) -> bool {
    let is_near = |known: &str| strsim::damerau_levenshtein(key, known) <= 2;
    let ours = schema::find(schema::schema(), "gitlab_rails").and_then(schema::properties);
    let foreign = names_below("gitlab_rails");
    key.len() <= 100
        && !key.contains('.')
        && !key.starts_with("regist")
        && !ours.into_iter().flat_map(Map::keys).any(|known| is_near(known))
        && !foreign.into_iter().any(is_near)
}

/// Whether `name` at the top is a component's, or one that Omnibus refuses by name.
pub(super) fn is_at_the_top(name: &str) -> bool {
    lines(COMPONENTS).any(|known| known == name)
        || REMOVED.iter().any(|(removed, _)| *removed == name)
        || is_role(name)
}

/// Whether the dotted `path` is a setting of another component.
pub(super) fn is_known(path: &str) -> bool {
    let section = path.split('.').next().unwrap_or(path);
    lines(COMPONENTS).any(|known| known == section)
        || keys().contains(path)
        || site_key(path)
            .or_else(|| path.strip_prefix("nginx."))
            .is_some_and(|key| lines(SITE).any(|known| known == key))
}

/// The names of others that may stand below `prefix`, for suggestions.
pub(super) fn names_below(prefix: &str) -> Vec<&'static str> {
    match prefix {
        "" => lines(COMPONENTS).collect(),
        "nginx" | "registry.nginx" | "gitlab_rails.nginx" => lines(SITE).collect(),
        _ => lines(KEYS).filter_map(|key| key.strip_prefix(prefix)?.strip_prefix('.')).collect(),
    }
}

/// Lets `schema`, the one for editors, accept the names of others too.
pub(super) fn accept(schema: &mut Value) {
    for prefix in ["", "gitlab_rails", "gitlab_rails.nginx", "nginx", "registry.nginx", "package", "user"] {
        let node = prefix
            .split('.')
            .filter(|key| !key.is_empty())
            .try_fold(&mut *schema, |node, key| node.get_mut("properties").and_then(|all| all.get_mut(key)));
        let Some(Value::Object(node)) = node else { continue };
        let mut names = names_below(prefix);
        if let Some(ours) = node.get("properties").and_then(Value::as_object) {
            names.retain(|name| !ours.contains_key(*name));
        }
        let patterns = Map::from_iter([(format!("^({})$", names.join("|")), json!({}))]);
        node.insert("patternProperties".to_owned(), Value::Object(patterns));
    }
    // a component of which we know some keys has others
    for name in lines(COMPONENTS) {
        if let Some(Value::Object(node)) = schema.get_mut("properties").and_then(|all| all.get_mut(name)) {
            node.insert("additionalProperties".to_owned(), Value::Bool(true));
        }
    }
}
