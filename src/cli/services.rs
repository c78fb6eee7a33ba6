//! The supervisor's verbs: `serve`, `status`, `start`, `stop`, `restart`, `hup` and the other signals.
//!
//! Called as `gitlab-ctl`, they print the lines of runit and sum its exit codes.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;

use super::{DONE, FAILED, Global, advise, print, print_line, readonly, tell};
use crate::supervise::{self, Client, ClientError, Phase, Setup, Status, Want};
use crate::sys::process::THIS_PROGRAM;
use crate::sys::signals::Signal;

/// How long `start`, `stop` and `restart` wait for a service, as runit's `sv` does here.
const WAIT: Duration = Duration::from_secs(30);
/// Beyond the longest grace a supervisor waits for, it is not worth waiting.
const SHUTDOWN_WAIT: Duration = Duration::from_mins(2);
/// What runit's `status` answers for a service that is down.
const RUNIT_DOWN: u8 = 3;
/// What stands between two columns.
const GAP: &str = "  ";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Supervise the services in the foreground
    Serve,
    /// Show how the services are
    Status(Which),
    /// Start a service, or all
    Start(Which),
    /// Stop a service, or all
    Stop(Which),
    /// Restart a service, or all
    Restart(Which),
    /// Run a service, or all, until it ends
    Once(Which),
    /// Make a service, or all, read its files again
    Hup(Which),
    /// Send TERM to a service, or all
    Term(Which),
    /// Send INT to a service, or all
    Int(Which),
    /// Send KILL to a service, or all
    Kill(Which),
    /// Send USR1 to a service, or all
    Usr1(Which),
    /// Send USR2 to a service, or all
    Usr2(Which),
    /// Stop every service and the supervisor
    Shutdown,
    /// Become a service (started by the supervisor)
    #[command(hide = true)]
    SuperviseExec(Setup),
}

/// One service, or all of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// The service; without it, all
    service: Option<String>,
}

pub(crate) fn run(global: &Global, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Serve => serve(global, None),
        Command::Status(which) => status(global, &which),
        Command::Start(which) => change(global, &which, Verb::Start),
        Command::Stop(which) => change(global, &which, Verb::Stop),
        Command::Restart(which) => change(global, &which, Verb::Restart),
        Command::Once(which) => each(global, &which, Client::once),
        Command::Hup(which) => signal(global, &which, Signal::Hup),
        Command::Term(which) => signal(global, &which, Signal::Term),
        Command::Int(which) => signal(global, &which, Signal::Int),
        Command::Kill(which) => signal(global, &which, Signal::Kill),
        Command::Usr1(which) => signal(global, &which, Signal::Usr1),
        Command::Usr2(which) => signal(global, &which, Signal::Usr2),
        Command::Shutdown => shutdown(global),
        Command::SuperviseExec(setup) => Ok(supervise::become_service(&setup)),
    }
}

/// Supervises in the foreground; `first` runs as soon as the supervisor answers, and ends it where it fails.
pub(crate) fn serve(global: &Global, first: Option<Vec<String>>) -> anyhow::Result<u8> {
    let is_quiet = global.quiet;
    let options = supervise::Options {
        program: PathBuf::from(THIS_PROGRAM),
        // A log that cannot be written must not end the supervisor.
        report: Box::new(move |line| {
            if !is_quiet {
                let _ = writeln!(std::io::stderr(), "wharf: {line}");
            }
        }),
        first,
    };
    Ok(match supervise::run(&global.root()?, options)? {
        supervise::ExitReason::FirstFailed(code) => code,
        supervise::ExitReason::Signal(_) | supervise::ExitReason::Asked => DONE,
    })
}

/// The supervisor, or the error that says how to get one.
fn client(global: &Global) -> anyhow::Result<Client> {
    let root = global.root()?;
    let Some(client) = Client::connect(&root)? else {
        let message = format!("no supervisor runs for {}", root.path().display());
        return Err(match supervise::left_running(&root).len() {
            0 => advise(message, "start it with `wharf reconfigure` (or `wharf serve` in the foreground)"),
            left => advise(
                format!("{message}, though {left} of its services still do"),
                "`wharf reconfigure` starts it again, `wharf shutdown` ends what it left",
            ),
        });
    };
    Ok(client)
}

/// The services that are meant; an unknown one is an error with the known names.
fn chosen(client: &Client, which: &Which) -> anyhow::Result<Vec<Status>> {
    let all = client.status()?;
    let Some(service) = &which.service else { return Ok(all) };
    let known = all.iter().map(|status| status.service.clone()).collect();
    match all.into_iter().find(|status| status.service == *service) {
        Some(status) => Ok(vec![status]),
        None => Err(ClientError::Unknown { service: service.clone(), known }.into()),
    }
}

fn status(global: &Global, which: &Which) -> anyhow::Result<u8> {
    if global.is_gitlab_ctl && Client::connect(&global.root()?)?.is_none() {
        return status_without_supervisor(global, which);
    }
    let root = global.root()?;
    let nothing_is_wanted = which.service.is_none()
        && Client::connect(&root)?.is_none()
        && supervise::enabled_services(&root)?.is_empty()
        && root.join(crate::render::LISTING).exists();
    // Settings without a service, such as those of a registry elsewhere, need no supervisor.
    let services = if nothing_is_wanted { Vec::new() } else { chosen(&client(global)?, which)? };
    if global.json {
        print_line(
            serde_json::json!({ "schema": "wharf.status/1", "services": services, "mode": readonly::mode(&root) }),
        );
    } else if global.is_gitlab_ctl {
        for service in &services {
            print_line(format_args!("{}{}", runit_line(service), runit_log(service)));
        }
    } else if services.is_empty() {
        tell("no service is enabled");
    } else {
        print(&table(&services));
        let mode = readonly::mode(&root);
        if mode.read_only {
            print_line(format_args!("MODE{GAP}{mode}"));
        }
    }
    if global.is_gitlab_ctl {
        let down = services.iter().filter(|status| !status.is_running());
        return Ok(down.fold(DONE, |sum, _| sum.saturating_add(RUNIT_DOWN)));
    }
    let is_up = services.iter().all(|status| status.phase == Phase::Ready);
    Ok(if is_up { DONE } else { FAILED })
}

/// What runit says when its supervisor is gone.
fn status_without_supervisor(global: &Global, which: &Which) -> anyhow::Result<u8> {
    let mut names = supervise::enabled_services(&global.root()?)?;
    if let Some(service) = &which.service {
        if !names.contains(service) {
            return Err(ClientError::Unknown { service: service.clone(), known: names }.into());
        }
        names.retain(|name| name == service);
    }
    if names.is_empty() {
        client(global)?;
    }
    for name in &names {
        print_line(format_args!("fail: {name}: runsv not running"));
    }
    Ok(names.iter().fold(DONE, |sum, _| sum.saturating_add(FAILED)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Start,
    Stop,
    Restart,
}

/// Asks for all first and waits for each then, so that they stop and start beside each other.
fn change(global: &Global, which: &Which, verb: Verb) -> anyhow::Result<u8> {
    let client = client(global)?;
    let services = chosen(&client, which)?;
    if verb == Verb::Restart {
        restart(&client, &services)?;
    } else {
        for status in &services {
            match verb {
                Verb::Stop => client.stop(&status.service)?,
                Verb::Start | Verb::Restart => client.start(&status.service)?,
            }
        }
    }
    let mut code = DONE;
    for status in &services {
        let service = &status.service;
        let failure = match verb {
            Verb::Stop => client.wait_down(service, WAIT).err().map(anyhow::Error::from),
            Verb::Start | Verb::Restart => client.wait_ready(service, WAIT).err().map(anyhow::Error::from),
        };
        let after = client.status_of(service)?;
        match failure {
            None => print_line(format_args!("ok: {}", runit_line(&after))),
            Some(failure) => {
                print_line(format_args!("timeout: {}", runit_line(&after)));
                if !global.is_gitlab_ctl {
                    super::explain(global, &failure);
                }
                code = if global.is_gitlab_ctl { code.saturating_add(FAILED) } else { FAILED };
            }
        }
    }
    Ok(code)
}

/// The answer to a restart comes when the new process has been started: one after the other would add up. Who was
/// too slow is told by the wait that follows.
fn restart(client: &Client, services: &[Status]) -> Result<(), ClientError> {
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            services.iter().map(|status| scope.spawn(|| client.restart(&status.service))).collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(Err(ClientError::TooSlow { .. })) => Ok(()),
            Ok(outcome) => outcome,
            Err(_) => Err(ClientError::Gone),
        })
    })
}

fn each(
    global: &Global,
    which: &Which,
    ask: impl Fn(&Client, &str) -> Result<(), ClientError>,
) -> anyhow::Result<u8> {
    let client = client(global)?;
    for status in chosen(&client, which)? {
        ask(&client, &status.service)?;
    }
    Ok(DONE)
}

fn signal(global: &Global, which: &Which, signal: Signal) -> anyhow::Result<u8> {
    each(global, which, |client, service| client.signal(service, signal))
}

fn shutdown(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    let client = match Client::connect(&root)? {
        Some(client) => client,
        None if supervise::left_running(&root).is_empty() => {
            tell("no supervisor runs");
            return Ok(DONE);
        }
        // A supervisor that was killed left services behind: its successor ends them.
        None => {
            let program = std::env::current_exe().context("could not find this program's own path")?;
            supervise::start_in_background(&root, &program)?
        }
    };
    client.shutdown(SHUTDOWN_WAIT)?;
    Ok(DONE)
}

/// `run: registry: (pid 812) 7s`, as runit says it.
fn runit_line(status: &Status) -> String {
    use std::fmt::Write as _;
    let Status { service, seconds, .. } = status;
    let mut line = match status.pid {
        Some(pid) => format!("run: {service}: (pid {pid}) {seconds}s"),
        None => format!("down: {service}: {seconds}s"),
    };
    let is_running = status.pid.is_some();
    if is_running != status.is_normally_up {
        line += if status.is_normally_up { ", normally up" } else { ", normally down" };
    }
    if !is_running && status.wanted == Want::Up {
        line += ", want up";
    }
    if status.phase == Phase::Stopping {
        if status.wanted == Want::Down {
            line += ", want down";
        }
        let _ = write!(line, ", got {}", Signal::Term);
    }
    line
}

/// `; run: log: (pid 811) 7s`: the supervisor writes the log.
fn runit_log(status: &Status) -> String {
    format!("; run: log: (pid {}) {}s", status.supervisor_pid, status.supervisor_seconds)
}

/// The services as an aligned table, a line each.
pub(crate) fn table(services: &[Status]) -> String {
    let rows: Vec<[String; 5]> = services
        .iter()
        .map(|status| {
            let phase = match status.phase {
                Phase::Down => "down",
                Phase::Starting => "starting",
                Phase::Ready => "running",
                Phase::Stopping => "stopping",
                Phase::Backoff => "backoff",
            };
            let pid = status.pid.map(|pid| format!("pid {pid}")).unwrap_or_default();
            let is_telling = status.phase != Phase::Ready || status.starts > 1;
            let exit =
                status.last_exit.as_ref().filter(|_| is_telling).map(|exit| format!("last exit: {exit}"));
            [status.service.clone(), phase.to_owned(), pid, span(status.seconds), exit.unwrap_or_default()]
        })
        .collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text += cells.join(GAP).trim_end();
        text.push('\n');
    }
    text
}

/// `3 d 4 h`, `5 min 2 s`, `7 s`: the two largest units.
fn span(seconds: u64) -> String {
    let units = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)];
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (name, size) in units {
        let count = rest / size;
        rest %= size;
        if count > 0 || !parts.is_empty() {
            parts.push((count, name));
        }
    }
    if parts.is_empty() {
        return "0 s".to_owned();
    }
    parts.truncate(2);
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    said.join(" ")
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
            assert_eq!(runit_line(&status), line, "{name}");
        }
        assert_eq!(runit_log(&sample()), "; run: log: (pid 811) 9s");
    }

    #[test]
    fn the_table_is_aligned() {
        let crashed = Status {
            service: "nginx".to_owned(),
            phase: Phase::Backoff,
            pid: None,
            seconds: 0,
            last_exit: Some("exit 1".to_owned()),
            ..sample()
        };
        let old = Status { seconds: 3 * 86_400 + 4 * 3600 + 59, ..sample() };
        let expected = "\
nginx     backoff           0 s      last exit: exit 1
registry  running  pid 812  3 d 4 h
";
        assert_eq!(table(&[crashed, old]), expected);
    }

    #[test]
    fn a_span_has_its_two_largest_units() {
        for (seconds, said) in
            [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3600, "1 h"), (3725, "1 h 2 min"), (86_401, "1 d")]
        {
            assert_eq!(span(seconds), said);
        }
    }
}
