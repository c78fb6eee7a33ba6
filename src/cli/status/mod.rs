//! `wharf status`: the services and all that bears on them, gathered here and decided in [`report`].
//!
//! Invariant: it changes nothing and needs nobody: without root, without a supervisor and with broken settings it says
//! what can be read, and what could not be.

pub(crate) mod report;
#[cfg(test)]
mod tests;

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use super::in_force::{self, InForce, OpenRun};
use super::understand::Understood;
use super::{DONE, FAILED, Global, print, print_line, services, tell};
use crate::keys;
use crate::supervise::{self, Client, ClientError, Phase, Status};
use crate::sys::{self, Root};
use report::{Registry, Report, Run, Service, Settings, State, Storage, Supervisor, Tls};

const SCHEMA: &str = "wharf.status/1";
/// Puts the cursor of a terminal into its corner, and clears what follows.
const REDRAW: &str = "\u{1b}[H\u{1b}[2J";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) which: services::Which,
    /// Look again and again, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Seconds between two looks
    #[arg(long, requires = "watch", default_value_t = 1.0, value_parser = seconds, value_name = "SECONDS")]
    interval: f64,
}

fn seconds(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "it is no number of seconds".to_owned())?;
    if (0.1..=86_400.0).contains(&number) { Ok(number) } else { Err("it must be 0.1 to 86400".to_owned()) }
}

/// Shows how everything is.
pub(crate) fn run(global: &Global, arguments: &Arguments) -> anyhow::Result<u8> {
    let root = global.root()?;
    if arguments.watch {
        return watch(global, &root, arguments);
    }
    let (report, error) = look(global, &root, &arguments.which)?;
    if global.quiet {
        return Ok(code(&report, error.as_ref()));
    }
    if global.json {
        print_line(serde_json::to_string(&report)?);
    } else {
        if report.services.is_empty() && error.is_none() {
            tell("no service is enabled");
        }
        print(&report::text(&report, global.verbose));
        for unknown in &report.unknown {
            tell(format_args!("note: {unknown}"));
        }
    }
    let code = code(&report, error.as_ref());
    if let Some(error) = error {
        super::explain(global, &error);
    }
    Ok(code)
}

fn code(report: &Report, error: Option<&anyhow::Error>) -> u8 {
    if report.healthy && error.is_none() { DONE } else { FAILED }
}

/// A screen that is drawn again on a terminal, lines elsewhere; until nobody reads any more.
fn watch(global: &Global, root: &Root, arguments: &Arguments) -> anyhow::Result<u8> {
    // A terminal that calls itself dumb shows the codes of a redrawn screen as they are.
    let is_dumb = sys::environment::variable("TERM").is_some_and(|term| term == "dumb");
    let is_screen = std::io::stdout().is_terminal() && !is_dumb && !global.json;
    loop {
        let (report, error) = look(global, root, &arguments.which)?;
        let mut text = if global.json {
            serde_json::to_string(&report)? + "\n"
        } else if is_screen {
            format!("{REDRAW}{}", report::text(&report, global.verbose))
        } else {
            report::line(&report) + "\n"
        };
        if let Some(error) = error.filter(|_| is_screen) {
            text.extend(["\n", &error.to_string(), "\n"]);
        }
        let mut output = std::io::stdout().lock();
        if output.write_all(text.as_bytes()).and_then(|()| output.flush()).is_err() {
            return Ok(DONE);
        }
        drop(output);
        std::thread::sleep(Duration::from_secs_f64(arguments.interval));
    }
}

/// Everything, and why the supervisor could not be asked.
fn look(
    global: &Global,
    root: &Root,
    which: &services::Which,
) -> anyhow::Result<(Report, Option<anyhow::Error>)> {
    let at = sys::clock::unix_seconds();
    let found = in_force::look(global, root);
    let mut unknown = Vec::new();
    let (services, supervisor, error) = services_of(global, root, which, &found, at)?;
    let (settings, warnings) = settings_of(&found, &mut unknown);
    let registry = found.walk.as_ref().and_then(registry_of);
    let tls = found.walk.as_ref().and_then(|walk| tls_of(root, walk, at));
    let report = Report {
        schema: SCHEMA,
        at: sys::clock::iso(at),
        healthy: true,
        supervisor,
        services,
        mode: registry.as_ref().map(|_| super::readonly::mode(root)),
        registry,
        tls,
        settings,
        warnings,
        unknown,
    };
    let mut report = report.judged();
    report.healthy &= error.is_none();
    Ok((report, error))
}

type Asked = (Vec<Service>, Option<Supervisor>, Option<anyhow::Error>);

fn services_of(
    global: &Global,
    root: &Root,
    which: &services::Which,
    found: &InForce,
    at: u64,
) -> anyhow::Result<Asked> {
    let asked = Client::connect(root).and_then(|client| client.map(|client| client.status()).transpose());
    let error = match asked {
        Ok(Some(statuses)) => return Ok(asked_services(which, found, at, &statuses)?),
        Ok(None) => None,
        Err(error) => Some(anyhow::Error::from(error)),
    };
    let names = supervise::enabled_services(root).unwrap_or_default();
    let is_applied = root.join(crate::render::LISTING).exists();
    if error.is_none() && names.is_empty() && which.service.is_none() && is_applied {
        // Settings without a service, such as those of a registry elsewhere, need no supervisor.
        return Ok((Vec::new(), None, None));
    }
    let left = supervise::survivors(root);
    let is_sure = error.is_none();
    let services = names
        .into_iter()
        .filter(|name| which.service.as_ref().is_none_or(|wanted| wanted == name))
        .map(|name| {
            let pid = left.iter().find(|(service, _)| *service == name).map(|(_, pid)| *pid);
            Service::unasked(name, pid, pid.and_then(sys::process::memory), is_sure)
        })
        .collect();
    let error = error.or_else(|| services::client(global).err());
    Ok((services, None, error))
}

/// The services as the supervisor tells of them; an unknown one that is asked for is an error.
fn asked_services(
    which: &services::Which,
    found: &InForce,
    at: u64,
    statuses: &[Status],
) -> Result<Asked, ClientError> {
    let supervisor = statuses.first().map(|status| Supervisor {
        pid: status.supervisor_pid,
        since: sys::clock::iso(at.saturating_sub(status.supervisor_seconds)),
    });
    if let Some(service) = &which.service
        && !statuses.iter().any(|status| status.service == *service)
    {
        let known = statuses.iter().map(|status| status.service.clone()).collect();
        return Err(ClientError::Unknown { service: service.clone(), known });
    }
    let meant = statuses.iter().filter(|one| which.service.as_ref().is_none_or(|name| *name == one.service));
    let services = meant.map(|status| {
        let is_waiting = status.phase == Phase::Backoff;
        let held_back = is_waiting.then(|| held_back(&found.run)).flatten();
        Service::of(status, status.pid.and_then(sys::process::memory), held_back, at)
    });
    Ok((services.collect(), supervisor, None))
}

/// Why a service waits, where it does not wait for itself.
fn held_back(run: &OpenRun) -> Option<String> {
    match run {
        OpenRun::None => None,
        OpenRun::AtWork => Some("waits for a run that is at work".to_owned()),
        OpenRun::CutShort => Some("held back: a run was cut short".to_owned()),
        OpenRun::Stuck(why, _) => Some(format!("held back: a run was cut short, and {why}")),
    }
}

fn settings_of(found: &InForce, unknown: &mut Vec<String>) -> (Settings, Vec<String>) {
    let generation = match &found.generation {
        Ok(generation) => generation.as_ref(),
        Err(error) => {
            let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
            unknown.push(format!("{error}{}", cause.unwrap_or_default()));
            None
        }
    };
    let (state, detail) = match &found.settings {
        in_force::Settings::Applied => (State::Applied, None),
        in_force::Settings::Waiting(counts) => (State::Waiting, Some(counts.clone())),
        in_force::Settings::Refused(problems) => {
            let first = problems.list.first().map(|problem| problem.message.clone()).unwrap_or_default();
            let others = problems.list.len().saturating_sub(1);
            let more = if others == 0 { String::new() } else { format!(", and {others} more") };
            (State::Refused, Some(format!("{first}{more}")))
        }
        in_force::Settings::Unknown(why, hint) => {
            unknown.extend(hint.clone());
            (State::Unknown, Some(why.clone()))
        }
    };
    let rolled_back_to = generation.and_then(|one| one.rolled_back_to).filter(|_| state != State::Applied);
    let settings = Settings {
        file: generation.map(|one| one.settings_file.clone()).filter(|file| !file.is_empty()),
        generation: generation.map(|one| one.number),
        applied: generation.and_then(|one| sys::clock::iso(one.at)),
        rolled_back_to,
        state,
        detail,
        edited: found.edited.clone(),
        run: match found.run {
            OpenRun::None => Run::None,
            OpenRun::AtWork => Run::AtWork,
            OpenRun::CutShort => Run::CutShort,
            OpenRun::Stuck(..) => Run::Stuck,
        },
    };
    (settings, found.warnings.iter().map(|warning| warning.message.clone()).collect())
}

fn registry_of(walk: &Understood) -> Option<Registry> {
    let registry = walk.derived.registry.as_ref()?;
    let folder = registry.storage_folder.clone();
    let room = folder.as_ref().and_then(|folder| sys::disk::room(&walk.root.join(folder)).ok());
    let driver = registry.storage.as_object().and_then(|storage| {
        let beside = ["cache", "delete", "redirect", "maintenance", "tag"];
        storage.keys().find(|key| !beside.contains(&key.as_str())).cloned()
    });
    Some(Registry {
        url: walk.derived.url.clone(),
        internal: registry.addr.clone(),
        storage: Storage {
            driver: driver.unwrap_or_default(),
            folder,
            free_bytes: room.map(|room| room.free),
            total_bytes: room.map(|room| room.total),
        },
    })
}

/// The certificate in the file that NGINX reads.
fn tls_of(root: &Root, walk: &Understood, at: u64) -> Option<Tls> {
    let path = &walk.derived.nginx.as_ref()?.vhost.tls.as_ref()?.certificate;
    let mut tls =
        Tls { certificate: path.clone(), names: Vec::new(), expires: None, days_left: None, fault: None };
    let looked = sys::fs::read_at_most(&root.join_unless_inside(path), sys::fs::LARGEST_TEXT)
        .map_err(|error| error.to_string())
        .map(|pem| (keys::covers(&pem), keys::days_left(&pem, at), keys::ends(&pem)));
    match looked {
        Ok((Ok(names), Ok(days), Ok(ends))) => {
            tls.names = names;
            tls.days_left = Some(days);
            tls.expires = u64::try_from(ends).ok().and_then(sys::clock::iso);
        }
        Ok((Err(fault), ..) | (_, Err(fault), _) | (.., Err(fault))) => {
            tls.fault = Some(format!("{path}: {fault}"));
        }
        Err(error) => tls.fault = Some(format!("could not read {path}: {error}")),
    }
    Some(tls)
}
