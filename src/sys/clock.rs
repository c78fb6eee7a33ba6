//! The time of day.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn unix_seconds() -> u64 {
    now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The present moment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// The present moment, to be counted with and written down.
#[must_use]
pub fn moment() -> jiff::Timestamp {
    jiff::Timestamp::try_from(now()).unwrap_or_default()
}

/// A moment for people, in UTC: `2026-11-23 17:14:18 UTC`.
#[must_use]
pub fn date_and_time(unix_seconds: u64) -> String {
    let moment =
        i64::try_from(unix_seconds).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    moment.map_or_else(|| "an unknown moment".to_owned(), |moment| moment.strftime("%F %T UTC").to_string())
}

/// A moment for programs, in UTC: `2026-11-23T17:14:18Z`; `None` where it lies beyond all calendars.
#[must_use]
pub fn iso(unix_seconds: u64) -> Option<String> {
    let moment = jiff::Timestamp::from_second(i64::try_from(unix_seconds).ok()?).ok()?;
    Some(moment.strftime("%FT%TZ").to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_moment_reads_as_date_and_time() {
        assert_eq!(super::date_and_time(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(super::date_and_time(1_795_454_058), "2026-11-23 17:14:18 UTC");
        assert_eq!(super::date_and_time(u64::MAX), "an unknown moment");
        assert_eq!(super::iso(1_795_454_058).unwrap(), "2026-11-23T17:14:18Z");
        assert_eq!(super::iso(u64::MAX), None);
    }
}
