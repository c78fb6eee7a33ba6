//! What may be wrong with a registry's host: findings from observations; pure.
//!
//! Each check answers what was seen, why it matters and what to do next. Who looks is `cli`; here it is judged.

pub mod host;
pub mod public;
#[cfg(test)]
mod tests;
pub mod tls;
mod told;

pub use told::{json, text};

/// Every check: its name, and what it asks.
pub const CHECKS: &[(&str, &str)] = &[
    ("settings", "are the settings sound, and applied"),
    ("run", "was a run cut short"),
    ("files", "were files edited by hand"),
    ("services", "is every service up"),
    ("ports", "does every port belong to its service"),
    ("omnibus", "does an Omnibus package manage the same paths"),
    ("disk", "is there room for images and logs"),
    ("logs", "can logs be written"),
    ("storage", "can everybody who must reach the images"),
    ("certificate", "is the certificate in force, for this host, with its key and chain"),
    ("served", "is that certificate the one that clients see, and do they trust it"),
    ("clock", "do this host and the token server agree on the time"),
    ("dns", "does the registry's name lead somewhere"),
    ("realm", "does the token server answer"),
    ("token", "does the engine accept a token signed just now"),
    ("public", "does a registry answer where clients ask"),
    ("push", "does a push that was begun there go on there"),
    ("body", "do proxies on the way let large layers through at once"),
];

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is as it should be.
    Ok,
    /// It could not be looked at, or there is nothing to look at.
    Skip,
    /// It works, and may not for long or not for everybody.
    Warn,
    /// It is wrong.
    Fail,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The check.
    pub check: &'static str,
    /// How it came out.
    pub verdict: Verdict,
    /// What was seen.
    pub seen: String,
    /// Why that matters.
    pub why: Option<String>,
    /// The next command or setting.
    pub fix: Option<String>,
}

impl Finding {
    /// It is as it should be.
    #[must_use]
    pub fn ok(check: &'static str, seen: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Ok, seen: plain(seen.into()), why: None, fix: None }
    }

    /// It was not looked at.
    #[must_use]
    pub fn skip(check: &'static str, why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Skip, ..Self::ok(check, why) }
    }

    /// It is not as it should be.
    #[must_use]
    pub fn warn(
        check: &'static str,
        seen: impl Into<String>,
        why: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        let some = |text: String| (!text.is_empty()).then(|| plain(text));
        let (why, fix) = (some(why.into()), some(fix.into()));
        Self { check, verdict: Verdict::Warn, seen: plain(seen.into()), why, fix }
    }

    /// It is wrong.
    #[must_use]
    pub fn fail(
        check: &'static str,
        seen: impl Into<String>,
        why: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self { verdict: Verdict::Fail, ..Self::warn(check, seen, why, fix) }
    }
}

/// `text`, in which nothing that a server, a log or a process says of itself steers a terminal.
fn plain(text: String) -> String {
    if !text.chars().any(char::is_control) {
        return text;
    }
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The findings, or that there is nothing to say but `otherwise`.
#[must_use]
pub fn or_ok(findings: Vec<Finding>, check: &'static str, otherwise: impl Into<String>) -> Vec<Finding> {
    if findings.is_empty() { vec![Finding::ok(check, otherwise)] } else { findings }
}
