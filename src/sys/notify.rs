//! What systemd is told by the service that it started.

use sd_notify::NotifyState;

use super::environment;

/// Whether someone listens: `NOTIFY_SOCKET` is set.
#[must_use]
pub fn is_wanted() -> bool {
    environment::variable("NOTIFY_SOCKET").is_some_and(|socket| !socket.is_empty())
}

/// The service is ready; `status` is shown beside it. Nobody who does not listen is told, and a service does not fail
/// because of that.
pub fn ready(status: &str) {
    let _ = sd_notify::notify(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// What the service is doing, for people.
pub fn status(status: &str) {
    let _ = sd_notify::notify(&[NotifyState::Status(status)]);
}

/// The service is ending.
pub fn stopping() {
    let _ = sd_notify::notify(&[NotifyState::Stopping, NotifyState::Status("stopping every service")]);
}
