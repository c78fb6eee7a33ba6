//! systemd, where the supervisor was installed as a unit of it.

use crate::sys::{Root, command};

/// The unit of the supervisor.
pub const UNIT_NAME: &str = "wharf.service";

/// Where it is written.
pub const UNIT: &str = "/etc/systemd/system/wharf.service";

/// Whether systemd runs on this host: how its own programs tell.
#[must_use]
pub fn is_there(root: &Root) -> bool {
    root.join("/run/systemd/system").is_dir()
}

/// Whether the supervisor of this host is started through systemd.
pub(super) fn has_unit(root: &Root) -> bool {
    is_there(root) && root.join(UNIT).is_file()
}

/// Runs `systemctl` with `arguments`; what it said, where it refused.
///
/// # Errors
/// When it cannot be run, or says no.
pub fn ask(arguments: &[&str]) -> Result<(), String> {
    let answer = command::run("systemctl", arguments).map_err(|error| format!("`systemctl`: {error}"))?;
    if answer.is_success {
        return Ok(());
    }
    let said = answer.error.trim();
    Err(if said.is_empty() { "`systemctl` refused".to_owned() } else { said.replace('\n', "; ") })
}
