//! What runit says of services, in its words and with its exit codes: the answers of `gitlab-ctl`.

use super::{DONE, FAILED, Global, advise, print_line, tell};
use crate::supervise::{self, Client, ClientError, Phase, Status, Want};
use crate::sys::Root;
use crate::sys::signals::Signal;

/// What runit's `status` answers for a service that is down.
const DOWN: u8 = 3;
/// What runit's `status` answers where it may not look.
const DENIED: u8 = 4;

/// One service that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meant {
    /// It can be asked.
    Here(Status),
    /// It cannot, and this is what runit says then.
    Not(String),
}

/// The services that are meant; an unknown one is an error with the known names.
pub(crate) struct All {
    /// The supervisor, if one runs and lets itself be asked.
    pub(crate) client: Option<Client>,
    /// In the order of their names.
    pub(crate) meant: Vec<Meant>,
    /// Nothing can be looked at.
    is_denied: bool,
}

impl All {
    /// The one service that is named, or all that are enabled.
    pub(crate) fn find(root: &Root, service: Option<&str>) -> anyhow::Result<Self> {
        let enabled = supervise::enabled_services(root)?;
        let (client, is_denied) = match Client::connect(root) {
            Err(ClientError::Unreachable { source, .. })
                if source.kind() == std::io::ErrorKind::PermissionDenied =>
            {
                (None, true)
            }
            outcome => (outcome?, false),
        };
        let statuses = client.as_ref().map(Client::status).transpose()?.unwrap_or_default();
        let names = match service {
            None => enabled.clone(),
            Some(name) => {
                let is_known = enabled.iter().any(|known| known == name)
                    || supervise::defined_services(root)?.iter().any(|known| known == name);
                if !is_known {
                    return Err(ClientError::Unknown { service: name.to_owned(), known: enabled }.into());
                }
                vec![name.to_owned()]
            }
        };
        let meant = names
            .into_iter()
            .map(|name| {
                let status = statuses.iter().find(|status| status.service == name);
                if !enabled.contains(&name) || !supervise::has_folder(root, &name) {
                    let why = "unable to change to service directory: file does not exist";
                    return Meant::Not(format!("fail: {name}: {why}"));
                }
                match status {
                    Some(status) => Meant::Here(status.clone()),
                    None if is_denied => {
                        Meant::Not(format!("warning: {name}: unable to open supervise/ok: access denied"))
                    }
                    None => Meant::Not(format!("fail: {name}: runsv not running")),
                }
            })
            .collect();
        Ok(Self { client, meant, is_denied })
    }

    /// Says why services cannot be asked, for people: the words of runit alone help nobody on.
    pub(crate) fn advise(&self, global: &Global) {
        if global.quiet || !self.meant.iter().any(|one| matches!(one, Meant::Not(_))) {
            return;
        }
        tell(if self.is_denied {
            "hint: ask as root, with `sudo`"
        } else if self.client.is_none() {
            "hint: no supervisor runs; `gitlab-ctl reconfigure` starts it and its services"
        } else {
            "hint: `gitlab-ctl reconfigure` makes the services what the settings say"
        });
    }
}

/// `gitlab-ctl status`: a line each, and the sum of runit's codes.
pub(crate) fn status(global: &Global, service: Option<&str>) -> anyhow::Result<u8> {
    let root = global.root()?;
    let all = All::find(&root, service)?;
    let is_applied = root.join(crate::render::LISTING).exists();
    if all.meant.is_empty() && all.client.is_none() && !is_applied {
        return Err(advise(
            format!("no service is enabled for {}", root.path().display()),
            "`gitlab-ctl reconfigure` enables and starts them",
        ));
    }
    let mut code = DONE;
    for one in &all.meant {
        code = code.saturating_add(match one {
            Meant::Here(status) => {
                print_line(format_args!("{}{}", line(status), log(status)));
                if status.is_running() { DONE } else { DOWN }
            }
            Meant::Not(said) => {
                print_line(said);
                if all.is_denied { DENIED } else { FAILED }
            }
        });
    }
    if global.verbose && service.is_none() {
        let enabled = supervise::enabled_services(&root)?;
        for name in supervise::defined_services(&root)?.iter().filter(|name| !enabled.contains(name)) {
            print_line(format_args!("{name} disabled"));
        }
    }
    all.advise(global);
    Ok(code)
}

/// `run: registry: (pid 812) 7s`, as runit says it.
pub(crate) fn line(status: &Status) -> String {
    use std::fmt::Write as _;
    let Status { service, seconds, .. } = status;
    let mut said = match status.pid {
        Some(pid) => format!("run: {service}: (pid {pid}) {seconds}s"),
        None => format!("down: {service}: {seconds}s"),
    };
    let is_running = status.pid.is_some();
    if is_running != status.is_normally_up {
        said += if status.is_normally_up { ", normally up" } else { ", normally down" };
    }
    if !is_running && status.wanted == Want::Up {
        said += ", want up";
    }
    if status.phase == Phase::Stopping {
        if status.wanted == Want::Down {
            said += ", want down";
        }
        let _ = write!(said, ", got {}", Signal::Term);
    }
    said
}

/// `; run: log: (pid 811) 7s`: the supervisor writes the log.
fn log(status: &Status) -> String {
    format!("; run: log: (pid {}) {}s", status.supervisor_pid, status.supervisor_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Status {
        Status {
            service: "registry".to_owned(),
            phase: Phase::Ready,
            wanted: Want::Up,
            pid: Some(812),
            seconds: 7,
            last_exit: None,
            restart_inputs: None,
            reload_inputs: None,
            is_reloading: false,
            has_old_program: false,
            is_normally_up: true,
            starts: 1,
            supervisor_pid: 811,
            supervisor_seconds: 9,
        }
    }

    #[test]
    fn the_lines_are_those_of_runit() {
        let down = || Status { phase: Phase::Down, wanted: Want::Down, pid: None, ..sample() };
        let stopping = || Status { phase: Phase::Stopping, wanted: Want::Down, ..sample() };
        for (name, status, line) in [
            ("running", sample(), "run: registry: (pid 812) 7s"),
            ("stopped", down(), "down: registry: 7s, normally up"),
            (
                "between restarts",
                Status { phase: Phase::Backoff, wanted: Want::Up, ..down() },
                "down: registry: 7s, normally up, want up",
            ),
            ("with a down file", Status { is_normally_up: false, ..down() }, "down: registry: 7s"),
            (
                "running despite a down file",
                Status { is_normally_up: false, ..sample() },
                "run: registry: (pid 812) 7s, normally down",
            ),
            ("being stopped", stopping(), "run: registry: (pid 812) 7s, want down, got TERM"),
            (
                "being restarted",
                Status { wanted: Want::Up, ..stopping() },
                "run: registry: (pid 812) 7s, got TERM",
            ),
        ] {
            assert_eq!(super::line(&status), line, "{name}");
        }
        assert_eq!(log(&sample()), "; run: log: (pid 811) 9s");
    }
}
