//! The `gitlab.yml` of a GitLab that was installed from source: two places in it are changed, nothing else.
//!
//! Invariant: lines are edited, and parsing judges. The file is read as YAML before and after; the two readings may
//! differ in `production.registry` and `production.gitlab.default_projects_features.container_registry` only, and
//! there they must say what is wanted. An edit that fails this is refused, however it came about.
//!
//! Why not an emitter: it would drop comments, order and blank lines, which in this file are the manual.

mod lines;
mod tree;

use serde_json::Value;

use lines::Lines;
use tree::Node;

use super::{ExistingFile, Facts, Findings, Rails, RailsRegistry};
use crate::secret::Secret;
use crate::settings::Settings;

/// GitLab's part with the file of `gitlab_rails.config_path` as it should be, where that is set.
pub(super) fn keep(
    rails: Option<Rails>,
    settings: &Settings,
    knows_url: bool,
    facts: &Facts,
    findings: &mut Findings,
) -> Option<Rails> {
    let mut rails = rails?;
    let Some(path) = &settings.gitlab_rails.config_path else { return Some(rails) };
    let key = "gitlab_rails.config_path";
    only_one_feature(settings, findings);
    let Some(file) = &facts.gitlab_yml else {
        findings.problem(
            key,
            format!("there is no file `{path}`"),
            "name the `config/gitlab.yml` of GitLab, or remove the line to have Wharf write a file of its own",
        );
        return Some(rails);
    };
    rails.hidden = hidden(&file.text).into_iter().map(Secret::new).collect();
    let wanted =
        Wanted { registry: wanted(&rails.registry, knows_url), default_feature: rails.default_feature };
    match patch(&file.text, &wanted) {
        Ok(text) => rails.existing = Some(ExistingFile { text, ..file.clone() }),
        Err(fault) => {
            let line = if fault.line > 0 { format!(":{}", fault.line) } else { String::new() };
            findings.problem(key, format!("{path}{line}: {}", fault.message), fault.hint);
        }
    }
    Some(rails)
}

/// What the registry's section of an existing file must say. What is not known here is left as it stands there.
fn wanted(registry: &RailsRegistry, knows_url: bool) -> Vec<(String, Value)> {
    if !registry.enabled {
        return vec![("enabled".to_owned(), Value::Bool(false))];
    }
    let Ok(Value::Object(all)) = serde_json::to_value(registry) else { return Vec::new() };
    // A URL without a port says that there is none, so that an older one does not stay.
    let is_known = |key: &str, value: &Value| !value.is_null() || key == "port" && knows_url;
    all.into_iter().filter(|(key, value)| is_known(key, value)).collect()
}

/// Says of each other default of new projects that it stays as the file has it.
fn only_one_feature(settings: &Settings, findings: &mut Findings) {
    let given = serde_json::to_value(&settings.gitlab_rails).unwrap_or_default();
    for (name, value) in given.as_object().into_iter().flatten() {
        let feature = name.strip_prefix("gitlab_default_projects_features_");
        if feature.is_some_and(|feature| feature != "container_registry") && !value.is_null() {
            let key = format!("gitlab_rails.{name}");
            let message =
                format!("`{key}` has no effect: the file of `gitlab_rails.config_path` is GitLab's own");
            findings.warning(&key, message, "set it in that file");
        }
    }
}

/// What should stand in the file.
#[derive(Debug, Clone, PartialEq)]
struct Wanted {
    /// Keys of the registry's section and their values, in order. Null empties a line that is there and adds none.
    registry: Vec<(String, Value)>,
    /// `container_registry` of a new project; `None` leaves what is there.
    default_feature: Option<bool>,
}

/// Why the file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    /// The line of the file, from 1; 0 for the file as a whole.
    line: usize,
    /// What is wrong; reads on after `PATH:LINE: `.
    message: String,
    /// What to do.
    hint: String,
}

impl Fault {
    fn new(line: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { line, message: message.into(), hint: hint.into() }
    }
}

/// The secrets in the file: a plan that shows what is around a change must not show them.
fn hidden(text: &str) -> Vec<String> {
    tree::read(text).map(|tree| tree::secrets(&tree)).unwrap_or_default()
}

/// `text` with what is wanted in it.
fn patch(text: &str, wanted: &Wanted) -> Result<String, Fault> {
    let first = text.strip_prefix('\u{feff}').and_then(|text| text.lines().next());
    if first.is_some_and(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        // Ruby's reader counts the mark as a column, so what follows is deeper or shallower than it looks.
        return Err(Fault::new(
            1,
            "a byte order mark stands before its first word, and GitLab's reader misses what comes later",
            "save it as UTF-8 without a byte order mark",
        ));
    }
    let before = tree::read(text)?;
    let mut lines = Lines::new(text);
    let production = lines.top("production")?;
    // What is deeper comes first: both may come behind the same line.
    if let Some(enabled) = wanted.default_feature {
        feature(&mut lines, production, enabled)?;
    }
    registry(&mut lines, production, wanted)?;
    if let Some(name) = twice(&before, wanted) {
        let hint = "keep one of the two: GitLab reads the last one only";
        return Err(Fault::new(0, format!("`{name}` stands in it twice"), hint));
    }
    let gitlab = lines.child(production, "gitlab")?.filter(|_| wanted.default_feature.is_some());
    let shared = lines.anchored(&gitlab.into_iter().chain([production]).collect::<Vec<_>>());
    let after = lines.finish();
    let is_so = tree::read(&after).is_ok_and(|after| tree::is_same(&after, &expected(before, wanted)));
    if is_so {
        return Ok(after);
    }
    Err(Fault::new(
        shared.unwrap_or_default(),
        "changing its `registry` section would change something else in it",
        "look for anchors and aliases in it, or make the change by hand and remove `gitlab_rails.config_path`",
    ))
}

/// The first of the keys on the way to what is changed that comes twice, in whatever spelling.
fn twice<'w>(tree: &Node, wanted: &'w Wanted) -> Option<&'w str> {
    let features = ["production", "gitlab", "default_projects_features", "container_registry"];
    let features = wanted.default_feature.map(|_| features.to_vec());
    let keys = wanted.registry.iter().map(|(key, _)| vec!["production", "registry", key.as_str()]);
    keys.chain(features).find_map(|path| {
        let mut here = Some(tree);
        path.into_iter().find(|key| {
            let many = here.map_or(0, |node| node.count(key));
            here = here.and_then(|node| node.get(key));
            many > 1
        })
    })
}

fn registry(lines: &mut Lines<'_>, production: usize, wanted: &Wanted) -> Result<(), Fault> {
    let is_off = wanted.registry.iter().any(|(key, value)| *key == "enabled" && *value == Value::Bool(false));
    match lines.child(production, "registry")? {
        Some(section) => {
            lines.check_section(section, "registry")?;
            lines.set_all(section, &wanted.registry)
        }
        // GitLab takes no section for `enabled: false`.
        None if is_off => Ok(()),
        None => lines.add_section(production, &["registry"], &wanted.registry),
    }
}

fn feature(lines: &mut Lines<'_>, production: usize, enabled: bool) -> Result<(), Fault> {
    let entry = [("container_registry".to_owned(), Value::Bool(enabled))];
    let Some(gitlab) = lines.child(production, "gitlab")? else {
        return lines.add_section(production, &["gitlab", "default_projects_features"], &entry);
    };
    lines.check_header(gitlab, "gitlab", true)?;
    let Some(features) = lines.child(gitlab, "default_projects_features")? else {
        return lines.add_section(gitlab, &["default_projects_features"], &entry);
    };
    lines.check_section(features, "default_projects_features")?;
    lines.set_all(features, &entry)
}

/// What a reader should find afterwards.
fn expected(before: Node, wanted: &Wanted) -> Node {
    let Node::Map(mut sections) = before else { return before };
    let is_production = |key: &Node| *key == Node::text("production");
    let old = sections.iter().find(|(key, _)| is_production(key)).map(|(_, node)| node.clone());
    let mut new = old.clone().unwrap_or(Node::Null);
    let is_off = wanted.registry.iter().any(|(key, value)| *key == "enabled" && *value == Value::Bool(false));
    if !is_off || new.get("registry").is_some() {
        for (key, value) in &wanted.registry {
            new.set(&["registry", key.as_str()], value);
        }
    }
    if let Some(enabled) = wanted.default_feature {
        new.set(&["gitlab", "default_projects_features", "container_registry"], &Value::Bool(enabled));
    }
    for (key, node) in &mut sections {
        if is_production(key) {
            node.clone_from(&new);
        } else if let (Some(old), Node::Map(pairs)) = (&old, &mut *node) {
            // `<<: *base` takes over production as it is, so it follows.
            let merged = pairs.iter_mut().filter(|(key, node)| *key == Node::text("<<") && node == old);
            merged.for_each(|(_, node)| node.clone_from(&new));
        }
    }
    Node::Map(sections)
}

#[cfg(test)]
mod tests;
