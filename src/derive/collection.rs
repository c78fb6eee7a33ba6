//! What is to be removed, and when: not built yet, so it is checked here and refused by `plan`.

use super::Findings;
use super::written::written;
use crate::settings::RegistrySettings;

/// Names everything that was asked for and is not built yet.
pub(super) fn check(given: &RegistrySettings, findings: &mut Findings) {
    for setting in written(&given.garbage_collection).keys() {
        let key = format!("registry.garbage_collection.{setting}");
        findings.refusal(
            &key,
            format!("`{key}` is not built yet"),
            "remove it: nothing is collected by itself",
        );
    }
    for (index, rule) in given.retention.iter().enumerate() {
        let key = format!("registry.retention[{index}]");
        if rule.name_regex_delete.is_none() && rule.keep_n.is_none() && rule.older_than.is_none() {
            findings.problem(
                &key,
                format!("the rule for `{}` would remove every tag", rule.repository),
                "say which with `name_regex_delete`, `keep_n` or `older_than`",
            );
        }
    }
    if !given.retention.is_empty() {
        findings.refusal(
            "registry.retention",
            "`registry.retention` is not built yet",
            "remove it: no tag is removed by itself",
        );
    }
}
