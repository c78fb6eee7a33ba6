//! The hold: what keeps the registry read-only at run time, as a value.
//!
//! Invariant: nothing here reads a clock or a file. Whatever is not certain counts as read-only.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The name and version of the file's form.
const SCHEMA: &str = "wharf.hold/1";
/// The longest reason.
pub const LONGEST_REASON: usize = 300;

/// Who keeps the registry read-only, why, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Who asked for it.
    pub by: String,
    /// Why; clients read it.
    pub reason: Option<String>,
    /// When it began.
    pub since: Timestamp,
    /// When it ends by itself; without it, when somebody ends it.
    pub until: Option<Timestamp>,
    /// Until when pushes that had begun before may go on; without it, nothing is written.
    pub drain_until: Option<Timestamp>,
}

/// What a hold comes to at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Everything may be written: there is no hold, or its time is over.
    Open,
    /// What had begun before may go on, nothing else begins.
    Draining,
    /// Nothing is written.
    Sealed,
}

impl Hold {
    /// A hold that begins now.
    #[must_use]
    pub fn new(by: &str, reason: Option<&str>, since: Timestamp) -> Self {
        Self {
            by: by.to_owned(),
            reason: reason.map(ToOwned::to_owned),
            since,
            until: None,
            drain_until: None,
        }
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// With what is wrong, in words that show nothing of the text.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let no_hold = |_| "it is no hold".to_owned();
        let mut file: Map<String, Value> = serde_json::from_slice(bytes).map_err(no_hold)?;
        match file.remove("schema") {
            Some(schema) if schema == SCHEMA => {}
            Some(_) => return Err("it was written by another version".to_owned()),
            None => return Err("it is no hold".to_owned()),
        }
        let hold: Self = serde_json::from_value(Value::Object(file)).map_err(no_hold)?;
        if hold.until.is_some_and(|until| until <= hold.since) {
            return Err("it ends before it begins".to_owned());
        }
        let plain = |text: &str| text.chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect();
        Ok(Self { by: plain(&hold.by), reason: hold.reason.as_deref().map(plain), ..hold })
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{}\n",
            json!({
                "schema": SCHEMA, "by": self.by, "reason": self.reason, "since": self.since, "until": self.until,
                "drain_until": self.drain_until,
            })
        )
    }

    /// What it comes to at `now`. A clock that stands before the beginning was turned back: nothing that had to end by
    /// then may go on.
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        if self.until.is_some_and(|until| now >= until) {
            Phase::Open
        } else if now >= self.since && self.drain_until.is_some_and(|end| now < end) {
            Phase::Draining
        } else {
            Phase::Sealed
        }
    }
}

/// `read-only by root since 2026-11-23 12:04:00 UTC, until 2026-11-23 14:04:00 UTC: S3 migration`
impl fmt::Display for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "read-only by {} since {}, ", self.by, moment(self.since))?;
        match self.until {
            Some(until) => write!(f, "until {}", moment(until))?,
            None => f.write_str("until `wharf readonly off`")?,
        }
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

/// A moment for people: `2026-11-23 14:04:00 UTC`.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    at.strftime("%F %T UTC").to_string()
}

/// What is found where the hold lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A hold, which may be over.
    Hold(Hold),
    /// Something that cannot be read as one, and why. It counts as a hold.
    Damaged(String),
}

impl Found {
    /// What it comes to at `now`.
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        match self {
            Self::Nothing => Phase::Open,
            Self::Hold(hold) => hold.phase(now),
            Self::Damaged(_) => Phase::Sealed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// From 100 to 200, draining until 130.
    fn sample() -> Hold {
        Hold { until: Some(at(200)), drain_until: Some(at(130)), ..Hold::new("root", Some("why"), at(100)) }
    }

    #[test]
    fn a_hold_has_its_phase_whatever_the_clock_does() {
        let endless = || Hold { until: None, ..sample() };
        let sealed = || Hold { drain_until: None, ..sample() };
        for (name, hold, now, phase) in [
            ("it begins with its drain", sample(), 100, Phase::Draining),
            ("which has a last second", sample(), 129, Phase::Draining),
            ("and an end", sample(), 130, Phase::Sealed),
            ("it holds to its last second", sample(), 199, Phase::Sealed),
            ("and ends by itself", sample(), 200, Phase::Open),
            ("also where the clock leaps on", sample(), 1_000_000, Phase::Open),
            ("a clock turned back opens nothing", sample(), 99, Phase::Sealed),
            ("nor does one that begins anew", sample(), 0, Phase::Sealed),
            ("without a drain nothing goes on", sealed(), 100, Phase::Sealed),
            ("without an end it stays", endless(), 1_000_000, Phase::Sealed),
            (
                "a drain never outlasts the hold",
                Hold { drain_until: Some(at(300)), ..sample() },
                200,
                Phase::Open,
            ),
        ] {
            assert_eq!(hold.phase(at(now)), phase, "{name}");
        }
        assert_eq!(Found::Nothing.phase(at(1)), Phase::Open);
        assert_eq!(Found::Damaged(String::new()).phase(at(1)), Phase::Sealed);
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let text = sample().text();
        assert_eq!(Hold::parse(text.as_bytes()), Ok(sample()));
        let bare = Hold::new("root", None, at(1));
        assert_eq!(Hold::parse(bare.text().as_bytes()), Ok(bare));
        for (broken, says) in [
            (String::new(), "it is no hold"),
            (text[..text.len() / 2].to_owned(), "it is no hold"),
            ("null".to_owned(), "it is no hold"),
            (text.replace("wharf.hold/1", "wharf.hold/2"), "another version"),
            (text.replace("\"by\"", "\"of\""), "it is no hold"),
            (text.replace("1970-01-01T00:03:20Z", "1970-01-01T00:00:03Z"), "ends before it begins"),
            (text.replace("1970-01-01T00:03:20Z", "tomorrow"), "it is no hold"),
        ] {
            let refused = Hold::parse(broken.as_bytes()).unwrap_err();
            assert!(refused.contains(says), "{broken:?}: {refused}");
        }
        let odd = text.replace("why", &format!("a\\nb{}", "c".repeat(400)));
        let reason = Hold::parse(odd.as_bytes()).unwrap().reason.unwrap();
        assert!(reason.starts_with("abc") && reason.len() == LONGEST_REASON, "{reason}");
    }

    #[test]
    fn a_hold_reads_as_a_sentence() {
        assert_eq!(
            sample().to_string(),
            "read-only by root since 1970-01-01 00:01:40 UTC, until 1970-01-01 00:03:20 UTC: why"
        );
        assert_eq!(
            Hold::new("root", None, at(0)).to_string(),
            "read-only by root since 1970-01-01 00:00:00 UTC, until `wharf readonly off`"
        );
    }
}
