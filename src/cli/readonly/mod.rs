//! `wharf readonly`: the run-time hold, and both reasons why the registry may be read-only.

mod command;
mod settle;

use std::fmt;

use serde::Serialize;

use super::enabled_engine::EnabledEngine;
use super::{Global, tell};
use crate::registry::admin;
use crate::registry::readonly::{Found, Hold, Phase, Place, moment};
use crate::sys::{Root, clock};

pub(crate) use command::{Command, run};

/// Whether the registry takes writes, and what keeps it from that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Mode {
    /// Nothing new may be written.
    pub(crate) read_only: bool,
    /// The settings in use say so.
    pub(crate) by_settings: bool,
    /// The run-time hold, while it holds.
    pub(crate) hold: Option<Hold>,
    /// The hold lets pushes that had begun before go on still.
    pub(crate) draining: bool,
    /// Why the hold cannot be read, which counts as a hold.
    pub(crate) damaged: Option<String>,
    /// Why it is not known.
    pub(crate) unknown: Option<String>,
}

/// `read-write`, or `READ-ONLY` and why, on one line.
impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(why) = &self.unknown {
            return write!(f, "unknown: {why}");
        }
        if !self.read_only {
            return f.write_str("read-write");
        }
        f.write_str("READ-ONLY")?;
        if let Some(hold) = &self.hold {
            write!(f, " since {} by {}", moment(hold.since), hold.by)?;
            if let Some(reason) = &hold.reason {
                write!(f, " ({reason})")?;
            }
            match hold.until {
                Some(until) => write!(f, ", ends {} by itself", moment(until))?,
                None => f.write_str(", until `wharf readonly off`")?,
            }
            if let Some(end) = hold.drain_until.filter(|_| self.draining) {
                write!(f, ", pushes in flight may finish until {}", moment(end))?;
            }
        }
        if let Some(why) = &self.damaged {
            write!(f, " by a hold that cannot be read ({why}), until `wharf readonly off`")?;
        }
        match (self.by_settings, self.hold.is_some() || self.damaged.is_some()) {
            (true, true) => f.write_str("; also by the settings"),
            (true, false) => f.write_str(" by the settings"),
            (false, _) => Ok(()),
        }
    }
}

/// How the registry of `root` is now; read-write where no registry is enabled.
pub(crate) fn mode(root: &Root) -> Mode {
    let Some(engine) = EnabledEngine::of(root) else { return Mode::default() };
    let found = match Place::new(&engine.state).found() {
        Ok(found) => found,
        Err(error) => {
            let why = format!("could not look into {}: {error}", engine.state.display());
            return Mode { unknown: Some(why), ..Mode::default() };
        }
    };
    let phase = found.phase(clock::moment());
    // The engine knows what it was started with; one that cannot be asked will read its file.
    let said = admin::ask(&engine.state).ok().flatten();
    let by_settings = said.map_or_else(
        || engine.configuration().is_some_and(|config| config.storage.is_read_only),
        |said| said.by_settings,
    );
    let (hold, damaged) = match found {
        Found::Hold(hold) if phase != Phase::Open => (Some(hold), None),
        Found::Damaged(why) => (None, Some(why)),
        Found::Nothing | Found::Hold(_) => (None, None),
    };
    Mode {
        read_only: by_settings || phase != Phase::Open,
        by_settings,
        hold,
        draining: phase == Phase::Draining,
        damaged,
        unknown: None,
    }
}

/// Says that a hold is on, and that a run leaves it as it is.
pub(crate) fn note(global: &Global, root: &Root) {
    let Some(engine) = EnabledEngine::of(root).filter(|_| !global.quiet) else { return };
    // Who may not look will hear of it where the run needs more.
    match Place::new(&engine.state).found() {
        Ok(Found::Hold(hold)) if hold.phase(clock::moment()) != Phase::Open => {
            tell(format_args!("note: the registry is {hold}; the hold stays"));
        }
        Ok(Found::Damaged(why)) => {
            tell(format_args!(
                "note: the registry is read-only by a hold that cannot be read ({why}); it stays"
            ));
            tell("  hint: `wharf readonly off` ends it");
        }
        Ok(_) | Err(_) => {}
    }
}

/// Says in a plan that the settings in use make the registry read-only.
pub(crate) fn note_settings(global: &Global, root: &Root) {
    if !global.quiet && mode(root).by_settings {
        tell("note: the registry is read-only by the settings in use");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_one_line() {
        let at = |second| jiff::Timestamp::from_second(second).unwrap();
        let hold = Hold { until: Some(at(7200)), ..Hold::new("root", Some("S3 migration"), at(0)) };
        let mode_of_hold = Mode { read_only: true, hold: Some(hold), ..Mode::default() };
        for (mode, line) in [
            (Mode::default(), "read-write"),
            (Mode { read_only: true, by_settings: true, ..Mode::default() }, "READ-ONLY by the settings"),
            (
                mode_of_hold.clone(),
                "READ-ONLY since 1970-01-01 00:00:00 UTC by root (S3 migration), ends 1970-01-01 02:00:00 UTC by itself",
            ),
            (
                Mode {
                    hold: Some(Hold { drain_until: Some(at(60)), ..Hold::new("root", None, at(0)) }),
                    draining: true,
                    by_settings: true,
                    ..mode_of_hold.clone()
                },
                "READ-ONLY since 1970-01-01 00:00:00 UTC by root, until `wharf readonly off`, pushes in flight may \
                 finish until 1970-01-01 00:01:00 UTC; also by the settings",
            ),
            (
                Mode { hold: None, damaged: Some("it is no hold".to_owned()), ..mode_of_hold },
                "READ-ONLY by a hold that cannot be read (it is no hold), until `wharf readonly off`",
            ),
        ] {
            assert_eq!(mode.to_string(), line);
        }
    }
}
