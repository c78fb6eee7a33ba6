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

/// What should stand in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    /// Keys of the registry's section and their values, in order. Null empties a line that is there and adds none.
    pub(super) registry: Vec<(&'static str, Value)>,
    /// `container_registry` of a new project; `None` leaves what is there.
    pub(super) default_feature: Option<bool>,
}

/// Why the file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The line of the file, from 1; 0 for the file as a whole.
    pub(super) line: usize,
    /// What is wrong; reads on after `PATH:LINE: `.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: String,
}

impl Fault {
    fn new(line: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { line, message: message.into(), hint: hint.into() }
    }
}

/// The lines of private keys in the file: a plan that shows what is around a change must not show them.
pub(super) fn hidden(text: &str) -> Vec<String> {
    tree::read(text).map(|tree| tree::private_keys(&tree)).unwrap_or_default()
}

/// `text` with what is wanted in it.
pub(super) fn patch(text: &str, wanted: &Wanted) -> Result<String, Fault> {
    let before = tree::read(text)?;
    let mut lines = Lines::new(text);
    let production = lines.top("production")?;
    // What is deeper comes first: both may come behind the same line.
    if let Some(enabled) = wanted.default_feature {
        feature(&mut lines, production, enabled)?;
    }
    registry(&mut lines, production, wanted)?;
    let after = lines.finish();
    let is_so = tree::read(&after).is_ok_and(|after| tree::is_same(&after, &expected(before, wanted)));
    if is_so {
        return Ok(after);
    }
    Err(Fault::new(
        0,
        "changing its `registry` section would change something else in it",
        "look for anchors and aliases in it, or make the change by hand and remove `gitlab_rails.config_path`",
    ))
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
    let entry = [("container_registry", Value::Bool(enabled))];
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
            new.set(&["registry", key], value);
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
