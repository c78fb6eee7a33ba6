//! Services started, stopped, restarted and sent signals.
//!
//! Invariant: nothing is asked of a service while a run is at work on it: the run's lock is waited for, and held until
//! all has been asked.

use std::time::{Duration, Instant};

use super::runit::{self, All, Meant};
use super::services::{Which, chosen, client};
use super::{DONE, FAILED, Global, advise, explain, print_line, tell};
use crate::journal;
use crate::supervise::{self, BegunRestart, Client, ClientError, Status};
use crate::sys::signals::Signal;
use crate::sys::{Root, environment, fs, lock};

/// How long a service that was sent KILL may take to be gone.
const DEATH: Duration = Duration::from_secs(5);
/// How long `start`, `stop` and `restart` wait where `SVWAIT` does not say, in seconds.
const USUAL_WAIT: u64 = 30;

/// What is wanted of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Start,
    Stop,
    Restart,
}

/// Asks for all first and waits for each then, so that they stop and start beside each other.
pub(crate) fn change(global: &Global, which: &Which, verb: Verb) -> anyhow::Result<u8> {
    let (client, meant) = meant(global, which)?;
    do_all(global, client.as_ref(), &meant, verb)
}

/// Restarts every service but `except`.
pub(crate) fn restart_except(global: &Global, except: &[String]) -> anyhow::Result<u8> {
    let known = supervise::enabled_services(&global.root()?)?;
    if let Some(unknown) = except.iter().find(|name| !known.contains(name)) {
        if global.is_gitlab_ctl {
            print_line(format_args!("Service '{unknown}' not found"));
            return Ok(FAILED);
        }
        return Err(ClientError::Unknown { service: unknown.clone(), known }.into());
    }
    let (client, mut meant) = meant(global, &Which::default())?;
    meant.retain(|one| match one {
        Meant::Here(status) => !except.contains(&status.service),
        // `fail: NAME: …`
        Meant::Not(said) => !except.iter().any(|name| said.contains(&format!(": {name}: "))),
    });
    do_all(global, client.as_ref(), &meant, Verb::Restart)
}

/// Stops services, and kills what has not ended in time.
pub(crate) fn graceful_kill(global: &Global, which: &Which) -> anyhow::Result<u8> {
    let root = global.root()?;
    let enabled = supervise::enabled_services(&root)?;
    let mut disabled = supervise::defined_services(&root)?;
    disabled.retain(|name| !enabled.contains(name) && which.service.as_ref().is_none_or(|one| one == name));
    for name in &disabled {
        print_line(format_args!("{name} disabled, not stopping"));
    }
    let mut code = if disabled.is_empty() { DONE } else { FAILED };
    if which.service.is_some() && !disabled.is_empty() {
        return Ok(code);
    }
    let (client, meant) = meant(global, which)?;
    code = code.max(tell_unreachable(&meant));
    let Some(client) = client else { return Ok(code) };
    let limit = patience()?;
    let services: Vec<&Status> = here(&meant).collect();
    {
        let _turn = turn(global, &root, limit)?;
        for status in &services {
            client.stop(&status.service)?;
        }
    }
    let until = Instant::now() + limit;
    for status in services {
        let service = &status.service;
        if client.wait_down(service, until.saturating_duration_since(Instant::now())).is_err() {
            print_line(format_args!("timeout: {}", runit::line(&client.status_of(service)?)));
            // Whoever its process has started goes with it.
            client.signal(service, Signal::Kill)?;
            client.wait_down(service, DEATH)?;
        }
        if let Ok(after) = client.status_of(service) {
            print_line(format_args!("ok: {}", runit::line(&after)));
        }
    }
    Ok(code)
}

/// Runs services until they end.
pub(crate) fn once(global: &Global, which: &Which) -> anyhow::Result<u8> {
    let limit = patience()?;
    let (client, meant) = meant(global, which)?;
    let _turn = turn(global, &global.root()?, limit)?;
    each(client.as_ref(), &meant, Client::once)
}

/// Sends `signal` to services.
pub(crate) fn signal(global: &Global, which: &Which, signal: Signal) -> anyhow::Result<u8> {
    let (client, meant) = meant(global, which)?;
    each(client.as_ref(), &meant, |client, service| client.signal(service, signal))
}

/// The supervisor and the services that are meant. `wharf` has an error where no supervisor runs; `gitlab-ctl` says
/// of each service what runit does.
fn meant(global: &Global, which: &Which) -> anyhow::Result<(Option<Client>, Vec<Meant>)> {
    if global.is_gitlab_ctl {
        let all = All::find(&global.root()?, which.service.as_deref())?;
        if !all.meant.is_empty() || all.client.is_some() {
            all.advise(global);
            return Ok((all.client, all.meant));
        }
    }
    let client = client(global)?;
    let services = chosen(&client, which)?;
    Ok((Some(client), services.into_iter().map(Meant::Here).collect()))
}

fn here(meant: &[Meant]) -> impl Iterator<Item = &Status> {
    meant.iter().filter_map(|one| match one {
        Meant::Here(status) => Some(status),
        Meant::Not(_) => None,
    })
}

/// Prints what runit says of services that cannot be asked; answers the sum of their codes.
fn tell_unreachable(meant: &[Meant]) -> u8 {
    let mut code = DONE;
    for one in meant {
        if let Meant::Not(said) = one {
            print_line(said);
            code = code.saturating_add(FAILED);
        }
    }
    code
}

fn each(
    client: Option<&Client>,
    meant: &[Meant],
    ask: impl Fn(&Client, &str) -> Result<(), ClientError>,
) -> anyhow::Result<u8> {
    let code = tell_unreachable(meant);
    if let Some(client) = client {
        for status in here(meant) {
            ask(client, &status.service)?;
        }
    }
    Ok(code)
}

fn do_all(global: &Global, client: Option<&Client>, meant: &[Meant], verb: Verb) -> anyhow::Result<u8> {
    let limit = patience()?;
    let mut code = tell_unreachable(meant);
    let Some(client) = client else { return Ok(code) };
    let mut asked: Vec<(&str, Option<BegunRestart>)> = Vec::new();
    {
        let _turn = turn(global, &global.root()?, limit)?;
        for status in here(meant) {
            let service = status.service.as_str();
            let begun = match verb {
                Verb::Start => client.start(service).map(|()| None)?,
                Verb::Stop => client.stop(service).map(|()| None)?,
                Verb::Restart => client.begin_restart(service).map(Some)?,
            };
            asked.push((service, begun));
        }
    }
    let until = Instant::now() + limit;
    for (service, begun) in asked {
        let failure = wait(client, service, verb, begun.as_ref(), until).err();
        // One that was forgotten once it was down has nothing left to be said of it.
        let Ok(after) = client.status_of(service) else { continue };
        let Some(failure) = failure else {
            print_line(format_args!("ok: {}", runit::line(&after)));
            continue;
        };
        print_line(format_args!("timeout: {}", runit::line(&after)));
        if global.is_gitlab_ctl {
            code = code.saturating_add(FAILED);
        } else {
            explain(global, &failure);
            code = FAILED;
        }
    }
    Ok(code)
}

/// Waits until `service` is what was asked of it.
fn wait(
    client: &Client,
    service: &str,
    verb: Verb,
    begun: Option<&BegunRestart>,
    until: Instant,
) -> anyhow::Result<()> {
    let left = || until.saturating_duration_since(Instant::now());
    if verb == Verb::Stop {
        return Ok(client.wait_down(service, left())?);
    }
    match begun.map(|begun| client.wait_restarted(begun, left())) {
        // Who was too slow to end is told by the wait that follows.
        None | Some(Ok(()) | Err(ClientError::TooSlow { .. })) => {}
        Some(Err(error)) => return Err(error.into()),
    }
    Ok(client.wait_ready(service, left())?)
}

/// How long services are waited for: as long as `SVWAIT` says, in seconds, as with runit's `sv`.
fn patience() -> anyhow::Result<Duration> {
    let given = environment::variable("SVWAIT").filter(|text| !text.is_empty());
    match seconds(given.as_deref()) {
        Some(seconds) => Ok(Duration::from_secs(seconds)),
        None => Err(advise(
            format!(
                "`SVWAIT` is `{}`, which is no number of seconds",
                given.unwrap_or_default().escape_debug()
            ),
            "write it like `SVWAIT=60`, or leave it out",
        )),
    }
}

fn seconds(given: Option<&str>) -> Option<u64> {
    // A day is beyond what anyone waits for, and within what a clock can add.
    given.map_or(Some(USUAL_WAIT), |text| text.parse().ok().filter(|seconds| *seconds <= 86_400))
}

/// Waits until no run is at work, and keeps the next one waiting as long as the answer lives.
fn turn(global: &Global, root: &Root, patience: Duration) -> anyhow::Result<Option<lock::Lock>> {
    let path = root.join(journal::LOCK);
    if !path.exists() {
        return Ok(None);
    }
    // Who may not open it may ask nothing of the supervisor either, which says so better.
    let Ok(now) = lock::take(&path) else { return Ok(None) };
    if now.is_some() {
        return Ok(now);
    }
    let pid = String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).trim().to_owned();
    if !global.quiet {
        tell(format_args!("waiting for the `wharf reconfigure` that is at work (pid {pid})"));
    }
    if let Some(held) = lock::take_within(&path, patience)? {
        return Ok(Some(held));
    }
    Err(advise(
        format!("a `wharf reconfigure` is still at work (pid {pid}); nothing was asked of the services"),
        "run this again when it has finished, or wait longer with `SVWAIT=120`",
    ))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn svwait_is_a_number_of_seconds() {
        for (given, wanted) in [
            (None, Some(30)),
            (Some("0"), Some(0)),
            (Some("7"), Some(7)),
            (Some("-1"), None),
            (Some("7s"), None),
        ] {
            assert_eq!(seconds(given), wanted, "{given:?}");
        }
    }
}
