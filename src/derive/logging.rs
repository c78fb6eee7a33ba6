//! How much of what each service writes is kept: its own settings, and those of all where it has none.

use serde::Serialize;

use super::Findings;
use crate::settings::{AccountName, LogFormatter, LogPrefix, LoggingSettings, Number, Settings};

/// How much of what a service writes is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLimits {
    /// Bytes of one file; 0 for no end.
    pub size: u32,
    /// How many files that were put aside are kept; 0 for all.
    pub count: u32,
    /// Seconds until a file is put aside; 0 for never.
    pub age: u32,
    /// How hard files that were put aside are compressed, from 1 to 9; 0 for not at all.
    pub compress: u32,
    /// What each line starts with.
    pub prefix: String,
    /// Whether each line starts with its time; lines of JSON carry their own.
    pub stamps: bool,
}

/// What one service says for itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Own<'s> {
    pub(super) size: Option<Number>,
    pub(super) count: Option<Number>,
    pub(super) age: Option<Number>,
    pub(super) filter: Option<&'s str>,
    pub(super) prefix: Option<&'s LogPrefix>,
    pub(super) group: Option<&'s AccountName>,
    pub(super) is_json: bool,
}

/// What the registry says for itself.
pub(super) fn of_registry(settings: &Settings) -> Own<'_> {
    let given = &settings.registry;
    Own {
        size: given.svlogd_size,
        count: given.svlogd_num,
        age: given.svlogd_timeout,
        filter: given.svlogd_filter.as_deref(),
        prefix: given.svlogd_prefix.as_ref(),
        group: given.log_group.as_ref(),
        is_json: given.log_formatter == LogFormatter::Json,
    }
}

/// What NGINX says for itself.
pub(super) fn of_nginx(settings: &Settings) -> Own<'_> {
    let given = &settings.nginx;
    Own {
        size: given.svlogd_size,
        count: given.svlogd_num,
        age: given.svlogd_timeout,
        filter: given.svlogd_filter.as_deref(),
        prefix: given.svlogd_prefix.as_ref(),
        group: given.log_group.as_ref(),
        is_json: false,
    }
}

impl Own<'_> {
    /// The limits, with those of all services where this one has none.
    pub(super) fn limits(self, settings: &Settings) -> LogLimits {
        let all = &settings.logging;
        LogLimits {
            size: self.size.unwrap_or(all.svlogd_size).0,
            count: self.count.unwrap_or(all.svlogd_num).0,
            age: self.age.unwrap_or(all.svlogd_timeout).0,
            compress: level(self.filter.unwrap_or(&all.svlogd_filter)).unwrap_or_default(),
            stamps: !self.is_json,
            prefix: self.prefix.or(all.svlogd_prefix.as_ref()).map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// The group that may read this service's logs.
    pub(super) fn group(self, settings: &Settings) -> Option<String> {
        self.group.or(settings.logging.log_group.as_ref()).map(ToString::to_string)
    }
}

/// How hard `gzip` compresses: 0 for no filter at all, `None` for another filter.
fn level(filter: &str) -> Option<u32> {
    let mut words = filter.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (None, ..) => Some(0),
        (Some("gzip"), None, None) => Some(6),
        (Some("gzip"), Some("--fast"), None) => Some(1),
        (Some("gzip"), Some("--best"), None) => Some(9),
        (Some("gzip"), Some(level), None) => {
            level.strip_prefix('-')?.parse().ok().filter(|level| (1..=9).contains(level))
        }
        _ => None,
    }
}

/// Warns of what is not built.
pub(super) fn warn(settings: &Settings, findings: &mut Findings) {
    let (all, registry, nginx) = (&settings.logging, &settings.registry, &settings.nginx);
    for (key, filter) in [
        ("logging.svlogd_filter", Some(&all.svlogd_filter)),
        ("registry.svlogd_filter", registry.svlogd_filter.as_ref()),
        ("nginx.svlogd_filter", nginx.svlogd_filter.as_ref()),
    ] {
        if filter.is_some_and(|filter| level(filter).is_none()) {
            findings.warning(
                key,
                format!("`{key}` is not `gzip`, so logs that are put aside are left as they are"),
                "write `gzip`, `gzip -9` or nothing",
            );
        }
    }
    for (key, is_given) in [
        ("logging.svlogd_udp", all.svlogd_udp.is_some()),
        ("logging.udp_log_shipping_host", all.udp_log_shipping_host.is_some()),
        ("logging.udp_log_shipping_hostname", all.udp_log_shipping_hostname.is_some()),
        ("logging.udp_log_shipping_port", all.udp_log_shipping_port.0 != 514),
        ("registry.svlogd_udp", registry.svlogd_udp.is_some()),
        ("nginx.svlogd_udp", nginx.svlogd_udp.is_some()),
    ] {
        if is_given {
            findings.warning(
                key,
                format!("`{key}` has no effect: sending logs by UDP is not built yet"),
                "let a program that sends logs read the files in `/var/log/gitlab`",
            );
        }
    }
    if !rotates_as_usual(all) {
        findings.warning(
            "logging",
            "`logging.logrotate_*` has no effect: NGINX's own files are put aside as its other logs are",
            "set `nginx.svlogd_size`, `nginx.svlogd_timeout` and `nginx.svlogd_num`, or those of `logging` for all",
        );
    }
}

fn rotates_as_usual(given: &LoggingSettings) -> bool {
    let usual = LoggingSettings::default();
    given.logrotate_frequency == usual.logrotate_frequency
        && given.logrotate_maxsize == usual.logrotate_maxsize
        && given.logrotate_size == usual.logrotate_size
        && given.logrotate_rotate == usual.logrotate_rotate
        && given.logrotate_compress == usual.logrotate_compress
        && given.logrotate_method == usual.logrotate_method
        && given.logrotate_postrotate == usual.logrotate_postrotate
        && given.logrotate_dateformat == usual.logrotate_dateformat
}

#[cfg(test)]
mod tests {
    use super::level;

    #[test]
    fn a_filter_is_gzip_or_none() {
        for (filter, wanted) in [
            ("", Some(0)),
            ("gzip", Some(6)),
            ("gzip -9", Some(9)),
            ("gzip --fast", Some(1)),
            ("gzip -0", None),
            ("gzip -9 -k", None),
            ("xz", None),
        ] {
            assert_eq!(level(filter), wanted, "{filter}");
        }
    }
}
