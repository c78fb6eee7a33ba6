//! `wharf readonly on`, `off` and `status`.

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::settle::{Outcome, settle};
use super::{Mode, mode};
use crate::cli::enabled_engine::EnabledEngine;
use crate::cli::run::needs_root;
use crate::cli::understand::{View, understand};
use crate::cli::{DONE, FAILED, Global, advise, print_line, tell};
use crate::derive::secrets::Made;
use crate::explain::effective;
use crate::registry::admin;
use crate::registry::readonly::{Hold, LONGEST_REASON, Phase, Place, moment};
use crate::settings::{Age, Duration};
use crate::sys::{accounts, clock, environment};

/// The name and version of what `--json` prints.
const SCHEMA: &str = "wharf.readonly/1";
/// The setting beside the hold.
const SETTING: &str = "registry.storage.maintenance.readonly.enabled";
/// What a person does to end it.
const END: &str = "`wharf readonly off` ends it";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Refuse pushes and deletes from now on, without a restart; pulls go on
    ///
    /// Pushes in flight may finish within the drain. When this has returned, nothing is written any more.
    On(On),
    /// Take pushes again
    Off,
    /// Whether the registry is read-only, and what makes it so
    Status,
}

#[derive(Debug, clap::Args)]
pub(crate) struct On {
    /// Why; clients that push read it
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: Option<String>,
    /// End by itself after this time, such as `30m`, `2h` or `1d`
    #[arg(long = "for", value_name = "TIME", value_parser = seconds)]
    lasting: Option<i64>,
    /// End by itself at this moment, such as `2026-11-23T14:04:00Z`
    #[arg(long, value_name = "MOMENT", conflicts_with = "lasting", value_parser = end_at)]
    until: Option<Timestamp>,
    /// How long pushes in flight may go on; `0s` for not at all
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = seconds)]
    drain: i64,
}

/// A reason that fits into one line of a client's output.
fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("say why, or leave it out".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("write it on one line: clients show it in theirs".to_owned());
    }
    if text.chars().count() > LONGEST_REASON {
        return Err(format!("write at most {LONGEST_REASON} characters: clients show it in one line"));
    }
    Ok(text.to_owned())
}

/// A moment with its time and its offset from UTC.
fn end_at(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "write day, time and offset, such as `2026-11-23T14:04:00Z`".to_owned())
}

/// Seconds of `90s`, `1h30m`, `2d`.
fn seconds(text: &str) -> Result<i64, String> {
    let wrong = || "write a number and a unit, such as `90s`, `2h` or `1d`".to_owned();
    let days = [("d", 86_400), ("w", 7 * 86_400)].into_iter().find_map(|(unit, length)| {
        let number: i64 = text.parse::<Age>().ok()?.to_string().strip_suffix(unit)?.parse().ok()?;
        number.checked_mul(length)
    });
    if let Some(seconds) = days {
        return Ok(seconds);
    }
    let read: Duration = serde_json::from_value(text.into()).map_err(|_| wrong())?;
    i64::try_from(read.seconds()).map_err(|_| wrong())
}

pub(crate) fn run(global: &Global, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::On(on) => begin(global, &on),
        Command::Off => end(global),
        Command::Status => status(global),
    }
}

/// The enabled engine, or how to get one.
fn enabled(global: &Global) -> anyhow::Result<EnabledEngine> {
    EnabledEngine::of(&global.root()?).ok_or_else(|| {
        advise(
            "no registry is enabled on this host, so there is nothing to hold",
            "`wharf reconfigure` makes the host what the settings say, `wharf enable registry` switches it on",
        )
    })
}

fn begin(global: &Global, on: &On) -> anyhow::Result<u8> {
    let root = global.root()?;
    needs_root(&root)?;
    let engine = enabled(global)?;
    let hold = hold(&engine, on)?;
    let before = mode(&root);
    let place = Place::new(&engine.state);
    keep(&place, &hold)?;
    let replaced = before.hold.as_ref().map(ToString::to_string).or(before.damaged);
    if let Some(replaced) = replaced.filter(|_| !global.quiet) {
        tell(format_args!("note: this replaces the hold that was on ({replaced})"));
    }
    let outcome = settle(global, &root, &engine, &hold)?;
    if let Outcome::Interrupted = outcome {
        let end = hold.drain_until.map(|end| format!(" until {}", moment(end))).unwrap_or_default();
        tell(format_args!("the hold stays, pushes in flight may finish{end}; {END}"));
        return Ok(FAILED);
    }
    if let Outcome::Overtaken = outcome {
        return Err(advise(
            "another command has ended or replaced the hold meanwhile; that counts",
            "`wharf readonly status` tells how the registry is",
        ));
    }
    if global.json {
        print_json(&mode(&root));
    } else if !global.quiet {
        print_line(format_args!("the registry is {hold}"));
    }
    Ok(match outcome {
        Outcome::Quiet => {
            if !global.quiet && !global.json {
                print_line(format_args!("nothing is written any more, pulls go on; {END}"));
            }
            DONE
        }
        Outcome::Down => {
            tell("the registry does not run; the hold is kept, and counts from its next start");
            DONE
        }
        Outcome::Unknown(why) => {
            tell(format_args!(
                "warning: the hold is on, but it is not known whether writes are in flight still: {why}"
            ));
            tell("  hint: `wharf readonly status` asks again, the registry's log says more");
            FAILED
        }
        Outcome::Interrupted | Outcome::Overtaken => FAILED,
    })
}

/// The hold that is asked for. One that stands in the place of a hold whose drain is over has no drain: nothing is in
/// flight, and nothing may begin.
fn hold(engine: &EnabledEngine, on: &On) -> anyhow::Result<Hold> {
    let began = clock::moment();
    let since = Timestamp::from_second(began.as_second()).unwrap_or(began);
    let after = |seconds: i64| {
        since.checked_add(SignedDuration::from_secs(seconds)).map_err(|_| {
            advise(
                "the hold would end beyond the year 9999",
                "name a shorter time, or none: `wharf readonly off` ends it",
            )
        })
    };
    let until = on.lasting.map(after).transpose()?.or(on.until);
    if let Some(until) = until.filter(|until| *until <= began) {
        return Err(advise(
            format!("the hold would have ended at {} already", moment(until)),
            "name a moment to come with `--until`, or a time with `--for`",
        ));
    }
    let was_sealed = Place::new(&engine.state).found().is_ok_and(|found| found.phase(began) == Phase::Sealed);
    let drain_until = if on.drain > 0 && !was_sealed { Some(after(on.drain)?) } else { None };
    let drain_until = drain_until.map(|end| until.map_or(end, |until| end.min(until)));
    Ok(Hold { until, drain_until, ..Hold::new(&who(), on.reason.as_deref(), since) })
}

/// Who asks: behind `sudo` who called it.
fn who() -> String {
    let caller = environment::variable("SUDO_USER").filter(|_| accounts::effective_user() == 0);
    let caller = caller.filter(|name| !name.is_empty() && !name.chars().any(char::is_control));
    caller.unwrap_or_else(|| accounts::user_name(accounts::effective_user()))
}

/// Writes the hold.
pub(super) fn keep(place: &Place, hold: &Hold) -> anyhow::Result<()> {
    place.keep(hold).with_context(|| format!("could not write the hold {}", place.file().display()))
}

fn end(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    needs_root(&root)?;
    let engine = enabled(global)?;
    let before = mode(&root);
    let place = Place::new(&engine.state);
    place.clear().with_context(|| format!("could not remove the hold {}", place.file().display()))?;
    // It then says so at once. One that does not answer looks by itself within a second.
    let _ = admin::ask(&engine.state);
    let after = mode(&root);
    let was_on = before.hold.is_some() || before.damaged.is_some();
    if global.json {
        print_json(&after);
    } else if !global.quiet {
        print_line(match (was_on, after.read_only) {
            (true, false) => "the hold is gone: the registry takes pushes again",
            (true, true) => "the hold is gone",
            (false, _) => "no hold was on",
        });
    }
    if after.by_settings {
        let place = asked_by_settings(global).unwrap_or_else(|| "those that were applied last".to_owned());
        tell(format_args!("warning: the settings still make the registry read-only: `{SETTING}`, {place}"));
        tell(format_args!("  hint: `wharf config set {SETTING} false`, then `wharf reconfigure`"));
    }
    Ok(DONE)
}

/// Where the settings ask for read-only: `gitlab.toml:12`.
fn asked_by_settings(global: &Global) -> Option<String> {
    let walk = understand(global, &Made::default(), View::Inside).ok()?;
    let secrets = walk.kept.filled(&Made::default());
    let all = effective(&walk.parsed, &walk.derived, &secrets, walk.hides_secrets);
    let asks = |one: &&crate::explain::Effective| {
        one.setting.path == SETTING && one.value == Some(serde_json::Value::Bool(true))
    };
    all.iter().find(asks).map(|one| one.origin.words(&walk.parsed.file))
}

fn status(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    let engine = enabled(global)?;
    let mode = mode(&root);
    let asked = admin::ask(&engine.state).ok().flatten();
    if global.json {
        print_json(&mode);
        return Ok(DONE);
    }
    print_line(&mode);
    if mode.damaged.is_some() {
        tell(format_args!(
            "  hint: `wharf readonly off` removes {}, `wharf readonly on` replaces it",
            Place::new(&engine.state).file().display()
        ));
    }
    if mode.by_settings {
        let place = asked_by_settings(global).map(|place| format!(", {place}")).unwrap_or_default();
        print_line(format_args!("the settings: `{SETTING}` is true{place}"));
    }
    match asked {
        Some(asked) if mode.read_only && asked.writes_in_flight + asked.pushes_under_way > 0 => {
            print_line(super::settle::busy(&asked));
        }
        None if !super::settle::is_running(&root) => tell("the registry does not run"),
        _ => {}
    }
    Ok(DONE)
}

fn print_json(mode: &Mode) {
    let mut value = json!(mode);
    if let Some(object) = value.as_object_mut() {
        object.insert("schema".to_owned(), SCHEMA.into());
    }
    print_line(value);
}

#[cfg(test)]
mod tests {
    use super::{reason, seconds};

    #[test]
    fn a_time_is_a_number_with_a_unit() {
        for (text, should) in [("90s", 90), ("1h30m", 5400), ("2d", 172_800), ("1w", 604_800), ("0s", 0)] {
            assert_eq!(seconds(text), Ok(should), "{text}");
        }
        for wrong in ["", "2", "2x", "-1h", "h", "1.5.2h", "9999999999999h"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_reason_is_one_line() {
        assert_eq!(reason(" S3 migration "), Ok("S3 migration".to_owned()));
        for wrong in ["", "  ", "a\nb", "a\u{1b}[31m", &"x".repeat(301)] {
            assert!(reason(wrong).is_err(), "{wrong:?}");
        }
    }
}
