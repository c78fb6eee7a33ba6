//! `registry configtest CONFIG`: whether the engine can serve by a file, and what every key of it comes to.

use std::path::Path;

use anyhow::Context as _;
use serde_json::json;

use crate::cli::columns::columns;
use crate::cli::{DONE, Global, PROBLEMS, print, print_line, tell};
use crate::registry::{Config, ConfigError, Effect, Explained, Origin};
use crate::sys::{environment, fs};

/// Longer values are cut.
const WIDEST: usize = 48;

pub(in crate::cli) fn run(global: &Global, path: &Path) -> anyhow::Result<u8> {
    let text = fs::read_optional_at_most(path, fs::LARGEST_TEXT)
        .with_context(|| format!("could not read {}", path.display()))?
        .with_context(|| format!("there is no {}", path.display()))?;
    let variables = environment::beginning_with("REGISTRY_");
    let outcome = Config::parse_with(&String::from_utf8_lossy(&text), &variables);
    if global.json {
        print_line(as_json(path, &outcome));
    } else {
        match &outcome {
            Ok(config) => show(global, path, config),
            Err(error) => {
                for fault in &error.faults {
                    tell(format_args!("error: {}: {fault}", path.display()));
                }
            }
        }
    }
    Ok(if outcome.is_ok() { DONE } else { PROBLEMS })
}

fn show(global: &Global, path: &Path, config: &Config) {
    let head = ["KEY", "VALUE", "FROM", "WHAT IT IS"].map(str::to_owned);
    let rows = config.in_use().iter().filter(|one| one.effect == Effect::InUse);
    let rows = rows.map(|one| [one.key.clone(), cut(&one.value), origin(one), one.meaning.to_owned()]);
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
    if !global.quiet {
        print(&columns(&rows));
    }
    for one in config.in_use().iter().filter(|one| one.effect == Effect::None) {
        tell(format_args!("note: `{}` is accepted and has no effect in this engine", one.key));
    }
    for (key, nearest) in config.unknown_keys() {
        let nearest =
            nearest.as_ref().map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default();
        tell(format_args!("warning: `{key}` is a key that no engine knows{nearest}"));
    }
    for warning in config.warnings() {
        tell(format_args!("warning: {warning}"));
    }
    tell(format_args!("{} can be served by", path.display()));
}

fn origin(one: &Explained) -> String {
    match &one.origin {
        Origin::File => "file".to_owned(),
        Origin::Variable(name) => name.clone(),
        Origin::Default => "default".to_owned(),
    }
}

/// A value, cut where it is too long for a line.
fn cut(value: &str) -> String {
    if value.chars().count() <= WIDEST {
        return value.to_owned();
    }
    value.chars().take(WIDEST - 1).chain(['…']).collect()
}

fn as_json(path: &Path, outcome: &Result<Config, ConfigError>) -> serde_json::Value {
    let (keys, warnings, problems) = match outcome {
        Ok(config) => (config.in_use(), config.warnings(), Vec::new()),
        Err(error) => (
            &[][..],
            &[][..],
            error
                .faults
                .iter()
                .map(|fault| json!({ "key": fault.key, "message": fault.message, "fix": fault.fix }))
                .collect(),
        ),
    };
    let keys: Vec<_> = keys
        .iter()
        .map(|one| {
            let (from, variable) = match &one.origin {
                Origin::File => ("file", None),
                Origin::Variable(name) => ("variable", Some(name)),
                Origin::Default => ("default", None),
            };
            let effect = match one.effect {
                Effect::InUse => "in use",
                Effect::None => "none",
                Effect::Unknown => "unknown",
            };
            json!({ "key": one.key, "value": one.value, "from": from, "variable": variable, "effect": effect, "meaning": one.meaning })
        })
        .collect();
    json!({
        "schema": "wharf.configtest/1",
        "config": path,
        "serves": outcome.is_ok(),
        "keys": keys,
        "warnings": warnings,
        "problems": problems,
    })
}
