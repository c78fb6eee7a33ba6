//! What systemd hears of the supervisor: that it answers, how its services are, that it ends.

use std::collections::BTreeMap;

use super::life::{Phase, Want};
use super::supervisor::{Member, Supervisor};
use crate::sys::notify;

impl Supervisor {
    /// The control socket answers: that is what those who wait for the unit need.
    pub(super) fn announce_readiness(&mut self) {
        if notify::is_wanted() {
            let said = summary(&self.members);
            notify::ready(&said);
            self.announced = Some(said);
        }
    }

    /// Says how the services are, where that is not what was said last.
    pub(super) fn announce(&mut self) {
        if self.announced.is_none() || self.ending.is_some() {
            return;
        }
        let said = summary(&self.members);
        if self.announced.as_ref() != Some(&said) {
            notify::status(&said);
            self.announced = Some(said);
        }
    }

    /// Says that everything stops.
    pub(super) fn announce_end(&self) {
        if self.announced.is_some() {
            notify::stopping();
        }
    }
}

/// `3 services run`, `2 of 3 services run; not: registry`.
fn summary(members: &BTreeMap<String, Member>) -> String {
    let wanted = members.iter().filter(|(_, member)| member.life.want != Want::Down);
    let (up, not): (Vec<_>, Vec<_>) = wanted.partition(|(_, member)| member.life.phase == Phase::Ready);
    let names: Vec<&str> = not.iter().map(|(name, _)| name.as_str()).collect();
    match (up.len(), names.as_slice()) {
        (0, []) => "no service is to run".to_owned(),
        (1, []) => "1 service runs".to_owned(),
        (count, []) => format!("{count} services run"),
        (count, names) => {
            format!("{count} of {} services run; not yet: {}", count + names.len(), names.join(", "))
        }
    }
}
