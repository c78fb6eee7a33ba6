//! The names of log files that were put aside: `@4000….s` beside `current`, `access.log.@4000….s` beside `access.log`;
//! with `.gz` behind it where one is compressed.

use std::time::{SystemTime, UNIX_EPOCH};

/// The file that a service's own output goes to.
pub(super) const CURRENT: &str = "current";

/// What the name of a piece of a compressed file ends in.
pub(super) const PIECE: &str = ".part";

/// A file that was put aside, as its name tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aside {
    /// The file that it was: `current`, `access.log`.
    pub of: String,
    /// When it was put aside: labels sort by time.
    pub label: String,
    /// Whether it is compressed.
    pub is_compressed: bool,
}

impl Aside {
    /// Reads a name. `None`: it is no file that was put aside.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let plain = name.strip_suffix(".gz");
        let (before, label) = plain.unwrap_or(name).strip_suffix(".s")?.rsplit_once('@')?;
        if label.len() != 24 || !label.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let of = match before {
            "" => CURRENT,
            before => before.strip_suffix('.').filter(|name| !name.is_empty())?,
        };
        Some(Self { of: of.to_owned(), label: format!("@{label}"), is_compressed: plain.is_some() })
    }

    /// The name of the file `of`, put aside at `label`, not compressed.
    #[must_use]
    pub fn name(of: &str, label: &str) -> String {
        if of == CURRENT { format!("{label}.s") } else { format!("{of}.{label}.s") }
    }
}

/// Whether `name` is a file that is written to now: not one that was put aside, nor what svlogd keeps beside it.
#[must_use]
pub fn is_live(name: &str) -> bool {
    let is_kept = name.starts_with(['@', '.'])
        || matches!(name, "lock" | "config" | "state" | "newstate")
        || [PIECE, ".gz", ".bz2", ".xz", ".zst", ".s", ".u", ".t"]
            .iter()
            .any(|ending| name.ends_with(ending));
    let number = name.rsplit_once('.').map_or("", |(_, last)| last);
    // `access.log.1`, as logrotate names them.
    !is_kept && (number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `@4000000065…`: the moment as a TAI64N label, which sorts by time.
pub(super) fn label(now: SystemTime) -> String {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("@{:016x}{:08x}", (1_u64 << 62) + 10 + since.as_secs(), since.subsec_nanos())
}

/// A label behind all of `labels`, and of this moment if it can be: a clock that was turned back makes nothing that is
/// put aside now seem the oldest, which goes first.
pub(super) fn next_label<'a>(now: SystemTime, labels: impl IntoIterator<Item = &'a str>) -> String {
    let wanted = label(now);
    let last = labels.into_iter().max().filter(|last| *last >= wanted.as_str());
    let next = last.and_then(|last| u128::from_str_radix(last.strip_prefix('@')?, 16).ok()?.checked_add(1));
    // There is nothing behind the last label of all.
    next.map(|next| format!("@{next:024x}")).filter(|next| next.len() == wanted.len()).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_was_made() {
        let label = label(UNIX_EPOCH);
        for of in [CURRENT, "access.log", "a.@b"] {
            let name = Aside::name(of, &label);
            let made = |is_compressed| Some(Aside { of: of.to_owned(), label: label.clone(), is_compressed });
            assert_eq!(Aside::parse(&name), made(false), "{name}");
            assert_eq!(Aside::parse(&format!("{name}.gz")), made(true), "{name}");
            assert!(!is_live(&name) && !is_live(&format!("{name}.gz")) && is_live(of), "{name}");
        }
        for name in ["current", "access.log", "@12.s", ".@400000000000000a00000000.s"] {
            assert_eq!(Aside::parse(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_put_aside_now_is_the_newest_whatever_the_clock_says() {
        let now = UNIX_EPOCH + std::time::Duration::from_secs(1000);
        let (early, late) = (label(UNIX_EPOCH), label(now + std::time::Duration::from_secs(9)));
        assert_eq!(next_label(now, []), label(now));
        assert_eq!(next_label(now, [early.as_str()]), label(now));
        let behind = next_label(now, [late.as_str(), early.as_str()]);
        assert!(behind > late && Aside::parse(&format!("{behind}.s")).is_some(), "{behind}");
        assert!(next_label(now, [label(now).as_str()]) > label(now));
        let end = format!("@{}", "f".repeat(24));
        assert_eq!(next_label(now, [end.as_str(), "@nonsense"]), label(now));
    }

    #[test]
    fn what_is_written_to_now_is_told_from_the_rest() {
        for name in ["current", "access.log", "gitlab_registry_error.log", "log"] {
            assert!(is_live(name), "{name}");
        }
        for name in
            ["lock", "config", "access.log.1", "access.log.2.gz", "@4.s", ".current.tmp", "@4.s.gz.part"]
        {
            assert!(!is_live(name), "{name}");
        }
    }
}
