//! What is removed, and when: the collection of garbage and the rules of retention.

use std::fmt;
use std::str::FromStr;

use regex_lite::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::auth_server::Pattern;
use super::duration::{Age, Duration};
use super::types::{Refusal, shown, written_as_text};
use super::written::{Count, Flag};

/// The collection of garbage that the bundled engine will do while it serves. Not built yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GarbageCollection {
    /// When it starts: `Sun 04:05`, `04:05` for every day, or the five fields of cron. By default never by itself.
    #[schemars(example = &"Sun 04:05")]
    pub schedule: Option<Schedule>,

    /// The hours that it may run in; outside of them it pauses. By default any.
    #[schemars(example = &"02:00-05:00")]
    pub window: Option<Window>,

    /// Whether manifests without a tag are removed. By default false.
    #[schemars(example = true)]
    pub delete_untagged: Option<bool>,

    /// How old something unused must be to be removed. By default a day.
    #[schemars(example = &"2d")]
    pub grace: Option<Age>,

    /// How long what was removed can be brought back. By default a day.
    #[schemars(example = &"7d")]
    pub quarantine: Option<Age>,
}

/// What a rule of retention removes: tags, as the cleanup policies of GitLab do. Not built yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// The repositories that it holds for: `*` stands for any characters but `/`, `**` for any characters.
    #[schemars(example = &"acme/**")]
    pub repository: Pattern,

    /// Which tags are removed: an expression that matches their whole name.
    #[schemars(example = &"ci-.*")]
    pub name_regex_delete: Option<TagExpression>,

    /// Which tags stay all the same: an expression that matches their whole name. By default none.
    #[schemars(example = &"release-.*")]
    pub name_regex_keep: Option<TagExpression>,

    /// How many of the youngest tags stay all the same. By default none.
    #[schemars(example = 10)]
    pub keep_n: Option<Count>,

    /// How old a tag must be to be removed. By default of any age.
    #[schemars(example = &"90d")]
    pub older_than: Option<Age>,
}

pub(super) fn example_retention() -> serde_json::Value {
    serde_json::json!([{
        "repository": "acme/**",
        "name_regex_delete": "ci-.*",
        "keep_n": 10,
        "older_than": "90d",
    }])
}

/// An expression that matches the whole name of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagExpression(String);

impl FromStr for TagExpression {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.is_empty() {
            return Err(Refusal::new("may not be empty", "write `.*` for every tag"));
        }
        Regex::new(&format!("^(?:{text})$")).map_err(|error| {
            let reason = error.to_string();
            Refusal::new(
                format!("must be a regular expression, not `{}`: {}", shown(text), reason.replace('\n', " ")),
                "put a backslash before what stands for itself, such as `v1\\\\.0`",
            )
        })?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for TagExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(TagExpression);

const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// When something starts: a day and an hour, or the five fields of cron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule(String);

impl FromStr for Schedule {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let is_good = match words.as_slice() {
            [time] => is_time(time),
            [days, time] => is_time(time) && days.split(',').all(|day| place(day, DAYS).is_some()),
            [minute, hour, day, month, weekday] => {
                is_field(minute, 0, 59, &[])
                    && is_field(hour, 0, 23, &[])
                    && is_field(day, 1, 31, &[])
                    && is_field(month, 1, 12, MONTHS)
                    && is_field(weekday, 0, 7, DAYS)
            }
            _ => false,
        };
        if is_good {
            return Ok(Self(words.join(" ")));
        }
        Err(Refusal::new(
            format!("must be a time to start at, not `{}`", shown(text)),
            "write a day and an hour such as `Sun 04:05`, `04:05` for every day, or the five fields of cron",
        ))
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(Schedule);

/// Whether `text` is an hour and a minute.
fn is_time(text: &str) -> bool {
    let below = |digits: &str, most: u8| {
        digits.len() == 2
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits.parse().is_ok_and(|n: u8| n < most)
    };
    text.split_once(':').is_some_and(|(hour, minute)| below(hour, 24) && below(minute, 60))
}

/// Which of `names` `text` is.
fn place(text: &str, names: &[&str]) -> Option<u8> {
    let found = names.iter().position(|name| text.eq_ignore_ascii_case(name))?;
    u8::try_from(found).ok()
}

/// Whether `text` is a field of cron: `*`, numbers, ranges, steps and lists of them. `names` count from `least`.
fn is_field(text: &str, least: u8, most: u8, names: &[&str]) -> bool {
    let number = |text: &str| {
        let by_name = place(text, names).map(|found| found + least);
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        by_name.or_else(|| text.parse().ok().filter(|_| digits)).filter(|n| (least..=most).contains(n))
    };
    text.split(',').all(|part| {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let good_step = step.is_none_or(|step| {
            step.bytes().all(|b| b.is_ascii_digit()) && step.parse().is_ok_and(|n: u8| n > 0 && n <= most)
        });
        let good_range = match range.split_once('-') {
            _ if range == "*" => true,
            Some((from, to)) => number(from).zip(number(to)).is_some_and(|(from, to)| from <= to),
            None => number(range).is_some(),
        };
        good_step && good_range
    })
}

/// From one hour of the day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window(String);

impl FromStr for Window {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text.split_once('-') {
            Some((from, to)) if is_time(from) && is_time(to) && from != to => Ok(Self(text.to_owned())),
            _ => Err(Refusal::new(
                format!("must be hours of the day, not `{}`", shown(text)),
                "write from when to when, such as `02:00-05:00`",
            )),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(Window);

/// The collection of garbage of GitLab's own engine, which needs its database. The bundled engine does not do it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OnlineCollection {
    /// Whether nothing is collected. By default false.
    #[schemars(example = true)]
    pub disabled: Option<Flag>,

    /// How long it waits at most after errors. By default `24h`.
    #[schemars(example = &"12h")]
    pub maxbackoff: Option<Duration>,

    /// Whether it goes on at once when there was nothing to do. By default false.
    #[schemars(example = true)]
    pub noidlebackoff: Option<Flag>,

    /// How long one transaction may take. By default `10s`.
    #[schemars(example = &"20s")]
    pub transactiontimeout: Option<Duration>,

    /// How long it waits before it looks at something. By default `24h`.
    #[schemars(example = &"48h")]
    pub reviewafter: Option<Duration>,

    /// Manifests.
    pub manifests: OnlineManifests,

    /// Blobs.
    pub blobs: OnlineBlobs,
}

/// The collection of manifests.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OnlineManifests {
    /// Whether none is collected. By default false.
    #[schemars(example = true)]
    pub disabled: Option<Flag>,

    /// How long it waits between two. By default `5s`.
    #[schemars(example = &"10s")]
    pub interval: Option<Duration>,
}

/// The collection of blobs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OnlineBlobs {
    /// Whether none is collected. By default false.
    #[schemars(example = true)]
    pub disabled: Option<Flag>,

    /// How long it waits between two. By default `5s`.
    #[schemars(example = &"10s")]
    pub interval: Option<Duration>,

    /// How long the storage may take to delete one. By default `5s`.
    #[schemars(example = &"10s")]
    pub storagetimeout: Option<Duration>,
}

#[cfg(test)]
mod tests {
    use super::{Schedule, TagExpression, Window};

    #[test]
    fn a_schedule_is_a_day_and_an_hour_or_five_fields() {
        for good in
            ["04:05", "Sun 04:05", "sat,sun 23:59", "5 4 * * 0", "*/15 2-5 1,15 jan-mar mon-fri", "0 0 * * 7"]
        {
            assert!(good.parse::<Schedule>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "4:05",
            "24:00",
            "04:60",
            "Someday 04:05",
            "5 4 * *",
            "60 4 * * 0",
            "5 4 0 * *",
            "5 4 * 13 *",
            "5 4 * * 8",
            "5-1 4 * * *",
            "*/0 4 * * *",
            "* * * * sun-",
            "+5 4 * * *",
            "@weekly",
            "5 4 * * 0 x",
        ] {
            assert!(bad.parse::<Schedule>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_window_has_two_ends() {
        assert!("22:00-05:00".parse::<Window>().is_ok());
        for bad in ["", "02:00", "02:00-02:00", "2-5", "02:00-25:00", "02:00 - 05:00"] {
            assert!(bad.parse::<Window>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_expression_is_tried_before_it_is_taken() {
        assert!(r"v\d+\.\d+(-rc\d*)?".parse::<TagExpression>().is_ok());
        for bad in ["", "(", "*", "a{2", "[a-"] {
            assert!(bad.parse::<TagExpression>().is_err(), "{bad}");
        }
    }
}
