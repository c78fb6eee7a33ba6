//! A plan that somebody reviewed: `wharf plan -o FILE` writes it, `wharf reconfigure --plan FILE` applies it and nothing
//! else.
//!
//! Invariant: the file holds digests and no secret. What is applied is the plan of now, and only if it is the same.

use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

use super::advise;
use super::prepare::Prepared;
use crate::plan::SCHEMA;
use crate::sys::fs::{self, Access};

/// The command that restarts GitLab after this plan, in its JSON.
pub(crate) const COMMAND: &str = "gitlab_restart_command";

/// Writes `plan` to `file`, which may be replaced.
pub(crate) fn write(file: &Path, plan: &Value) -> anyhow::Result<()> {
    let text = format!("{plan:#}\n");
    fs::replace(file, text.as_bytes(), Access::mode(0o600))
        .with_context(|| format!("could not write the plan to {}", file.display()))
}

/// The plan that lies in `file`.
pub(crate) fn read(file: &Path) -> anyhow::Result<Value> {
    let shown = file.display();
    let bytes = fs::read_at_most(file, fs::LARGEST_TEXT)
        .with_context(|| format!("could not read the plan {shown}"))?;
    let plan: Option<Value> = serde_json::from_slice(&bytes).ok();
    plan.filter(|plan| plan.get("schema").and_then(Value::as_str) == Some(SCHEMA)).ok_or_else(|| {
        advise(format!("{shown} is no plan of this program"), "write one with `wharf plan -o FILE`")
    })
}

/// Whether `now` is what was reviewed, step by step; an error names what is not.
pub(crate) fn is_the_same(reviewed: &Value, now: &Value) -> anyhow::Result<()> {
    let different = differences(reviewed, now);
    if different.is_empty() {
        return Ok(());
    }
    Err(advise(
        format!(
            "the plan is not the one that was reviewed any more; nothing was changed. It differs in {}",
            different.join(", ")
        ),
        "look at it again with `wharf plan -o FILE`",
    ))
}

/// Whether the settings are still those of the plan that was compared; making a key takes a second or two.
pub(crate) fn are_the_same_settings(compared: &Prepared, now: &Prepared) -> anyhow::Result<()> {
    if compared.walk.parsed.places.text() == now.walk.parsed.places.text() {
        return Ok(());
    }
    Err(advise(
        "the settings were changed while the secrets were made; nothing was changed",
        "look at the plan again with `wharf plan -o FILE`",
    ))
}

/// The subjects of the steps that stand in one of the plans alone, or differ; what services read, and what is run then.
fn differences(one: &Value, other: &Value) -> Vec<String> {
    let list = |plan: &Value, key: &str| plan.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let reads = (list(one, "reads"), list(other, "reads"));
    let is_other_command = one.get(COMMAND) != other.get(COMMAND);
    let (one, other) = (list(one, "steps"), list(other, "steps"));
    let only = |these: &[Value], those: &[Value]| -> Vec<String> {
        these.iter().filter(|step| !those.contains(step)).map(subject).collect()
    };
    let mut all = only(&one, &other);
    all.extend(only(&other, &one));
    if all.is_empty() && one != other {
        all.push("the order of its steps".to_owned());
    }
    all.extend(only(&reads.0, &reads.1));
    all.extend(only(&reads.1, &reads.0));
    if is_other_command {
        all.push("the command that restarts GitLab".to_owned());
    }
    all.sort();
    all.dedup();
    all
}

/// What a step is about.
fn subject(step: &Value) -> String {
    let word = |key: &str| step.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    word("path").or_else(|| word("service")).or_else(|| word("user")).unwrap_or_else(|| "a step".to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{differences, is_the_same};

    #[test]
    fn what_differs_is_named_once() {
        let plan = |to: &str| {
            json!({ "steps": [
                { "kind": "file", "path": "/a", "digest_to": to },
                { "kind": "service", "service": "nginx", "action": "reload" },
            ] })
        };
        assert_eq!(differences(&plan("1"), &plan("1")), Vec::<String>::new());
        assert_eq!(differences(&plan("1"), &plan("2")), ["/a"]);
        assert_eq!(differences(&json!({}), &plan("2")), ["/a", "nginx"]);
        let mut turned = plan("1");
        turned["steps"].as_array_mut().unwrap().reverse();
        assert_eq!(differences(&plan("1"), &turned), ["the order of its steps"]);
        assert!(is_the_same(&plan("1"), &plan("2")).is_err());
        let with = |key: &str, value: serde_json::Value| {
            let mut plan = plan("1");
            plan[key] = value;
            plan
        };
        let read = |digest: &str| with("reads", json!([{ "path": "/ssl/a.crt", "digest": digest }]));
        assert_eq!(differences(&read("1"), &read("2")), ["/ssl/a.crt"]);
        let command = |command: &str| with(super::COMMAND, json!(command));
        assert_eq!(differences(&command("a"), &command("b")), ["the command that restarts GitLab"]);
        assert_eq!(differences(&command("a"), &command("a")), Vec::<String>::new());
    }
}
