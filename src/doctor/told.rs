//! Findings as text for people and as JSON for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Finding, Verdict};

/// The findings for people: a line each, and what follows from it below. `paints` is whether to colour the verdicts.
#[must_use]
pub fn text(findings: &[Finding], paints: bool) -> String {
    let width = findings.iter().map(|finding| finding.check.len()).max().unwrap_or_default();
    let mut text = String::new();
    for finding in findings {
        let (word, color) = match finding.verdict {
            Verdict::Ok => ("ok", "32"),
            Verdict::Skip => ("skip", "2"),
            Verdict::Warn => ("warn", "33"),
            Verdict::Fail => ("FAIL", "1;31"),
        };
        let padded = format!("{word:4}");
        let shown = if paints { format!("\u{1b}[{color}m{padded}\u{1b}[0m") } else { padded };
        let _ = writeln!(text, "{shown}  {:width$}  {}", finding.check, finding.seen);
        let fix = finding.fix.as_ref().map(|fix| format!("fix: {fix}"));
        for below in finding.why.iter().chain(&fix) {
            let _ = writeln!(text, "{:1$}{below}", "", width + 8);
        }
    }
    text + &count(findings) + "\n"
}

/// `2 failures, 1 warning`.
fn count(findings: &[Finding]) -> String {
    let of = |verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    let (failures, warnings) = (of(Verdict::Fail), of(Verdict::Warn));
    let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (failures, warnings) {
        (0, 0) => "nothing is wrong".to_owned(),
        (failures, warnings) => format!("{}, {}", many(failures, "failure"), many(warnings, "warning")),
    }
}

/// The findings for programs.
#[must_use]
pub fn json(findings: &[Finding], at: Option<&str>) -> Value {
    let worst = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Ok);
    json!({ "schema": "wharf.doctor/1", "at": at, "healthy": worst != Verdict::Fail, "findings": findings })
}
