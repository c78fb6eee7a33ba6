//! The supervisor's verbs: `serve`, `status`, `service-list`, `shutdown`; those that change services are in `change.rs`.
//!
//! Called as `gitlab-ctl`, they print the lines of runit and sum its exit codes (`runit.rs`).

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;

use super::change::{self, Verb};
use super::{DONE, Global, advise, print_line, runit, tail, tell};
use crate::supervise::{self, Client, ClientError, Setup, Status};
use crate::sys;
use crate::sys::process::THIS_PROGRAM;
use crate::sys::signals::Signal;

/// Beyond the longest grace a supervisor waits for, it is not worth waiting.
const SHUTDOWN_WAIT: Duration = Duration::from_mins(2);

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Supervise the services in the foreground
    Serve,
    /// Show how the services are, and all that bears on them
    Status(super::status::Arguments),
    /// Every service, one a line; those that are enabled with a `*`
    ServiceList,
    /// Show what services log: the last lines, then what comes
    Tail(tail::Arguments),
    /// Start a service, or all
    Start(Which),
    /// Stop a service, or all
    Stop(Which),
    /// Restart a service, or all
    Restart(Which),
    /// Restart every service but these
    #[command(hide = true)]
    RestartExcept {
        /// The services that go on
        #[arg(required = true)]
        services: Vec<String>,
    },
    /// Stop a service, or all, and kill what is left of it
    #[command(hide = true)]
    GracefulKill(Which),
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
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Which {
    /// The service; without it, all
    pub(crate) service: Option<String>,
}

pub(crate) fn run(global: &Global, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Serve => serve(global, None),
        // Who asks for JSON wants no lines of runit.
        Command::Status(arguments) if global.is_gitlab_ctl && !global.json => {
            runit::status(global, arguments.which.service.as_deref())
        }
        Command::Status(arguments) => super::status::run(global, &arguments),
        Command::ServiceList => list(global),
        Command::Tail(arguments) => tail::run(global, &arguments),
        Command::Start(which) => change::change(global, &which, Verb::Start),
        Command::Stop(which) => change::change(global, &which, Verb::Stop),
        Command::Restart(which) => change::change(global, &which, Verb::Restart),
        Command::RestartExcept { services } => change::restart_except(global, &services),
        Command::GracefulKill(which) => change::graceful_kill(global, &which),
        Command::Once(which) => change::once(global, &which),
        Command::Hup(which) => change::signal(global, &which, Signal::Hup),
        Command::Term(which) => change::signal(global, &which, Signal::Term),
        Command::Int(which) => change::signal(global, &which, Signal::Int),
        Command::Kill(which) => change::signal(global, &which, Signal::Kill),
        Command::Usr1(which) => change::signal(global, &which, Signal::Usr1),
        Command::Usr2(which) => change::signal(global, &which, Signal::Usr2),
        Command::Shutdown => shutdown(global),
        Command::SuperviseExec(setup) => Ok(supervise::become_service(&setup)),
    }
}

/// Supervises in the foreground; `first` runs as soon as the supervisor answers, and ends it where it fails.
pub(crate) fn serve(global: &Global, first: Option<Vec<String>>) -> anyhow::Result<u8> {
    let is_quiet = global.quiet;
    // A journal and a terminal know the time of a line, a file does not.
    let is_stamped = sys::fs::is_file(&std::io::stderr());
    let options = supervise::Options {
        program: PathBuf::from(THIS_PROGRAM),
        // A log that cannot be written must not end the supervisor.
        report: Box::new(move |line| {
            if !is_quiet {
                let time = if is_stamped { supervise::stamp(sys::clock::now()) + " " } else { String::new() };
                let _ = writeln!(std::io::stderr(), "{time}wharf: {line}");
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
pub(crate) fn client(global: &Global) -> anyhow::Result<Client> {
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
pub(crate) fn chosen(client: &Client, which: &Which) -> anyhow::Result<Vec<Status>> {
    let all = client.status()?;
    let Some(service) = &which.service else { return Ok(all) };
    let known = all.iter().map(|status| status.service.clone()).collect();
    match all.into_iter().find(|status| status.service == *service) {
        Some(status) => Ok(vec![status]),
        None => Err(ClientError::Unknown { service: service.clone(), known }.into()),
    }
}

/// Every service that has a definition, those that are enabled with a `*`.
fn list(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    let enabled = supervise::enabled_services(&root)?;
    let mut names = supervise::defined_services(&root)?;
    names.extend(enabled.iter().cloned());
    names.sort();
    names.dedup();
    if global.json {
        let services: Vec<_> = names
            .iter()
            .map(|name| serde_json::json!({ "service": name, "enabled": enabled.contains(name) }))
            .collect();
        print_line(serde_json::json!({ "schema": "wharf.services/1", "services": services }));
        return Ok(DONE);
    }
    for name in &names {
        print_line(format_args!("{name}{}", if enabled.contains(name) { "*" } else { "" }));
    }
    if names.is_empty() && !global.quiet {
        tell("there is no service yet: `wharf reconfigure` makes them");
    }
    Ok(DONE)
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
