//! `wharf doctor`: looks at everything that troubleshooting asks about, beside each other, and tells what `doctor` makes
//! of it.
//!
//! Invariant: nothing that lasts is written. A push is begun and cancelled, and the empty folders of it are removed.
//! Invariant: it ends. Each question has a deadline, and so has each check.

mod local;
mod network;

use std::io::IsTerminal as _;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::in_force::{self, InForce};
use super::{DONE, FAILED, Global, USAGE, advise, explain, paints, print, print_line, tell};
use crate::doctor::{self, CHECKS, Finding, Verdict};
use crate::problem::Hint as _;
use crate::registry::Config;
use crate::supervise::{Client, Phase, Status};
use crate::sys::{self, Root};

/// How long all checks may take together.
const LIMIT: Duration = Duration::from_secs(20);

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Run this check alone; may be given again
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// List the checks, and run none
    #[arg(long)]
    list: bool,
}

/// What the checks look from: gathered once, changed by none.
struct Ground {
    root: Root,
    at: u64,
    found: InForce,
    /// The services, or why they could not be asked about, and what to do.
    services: Result<Vec<Status>, (String, String)>,
    /// What the engine reads, where there is one.
    engine: Option<Config>,
}

impl Ground {
    fn new(global: &Global) -> anyhow::Result<Self> {
        let root = global.root()?;
        let found = in_force::look(global, &root);
        let engine = found.walk.as_ref().and_then(|walk| {
            walk.derived.registry.as_ref()?;
            let file = walk.rendered.files.get(&format!("{}/config.yml", walk.derived.paths.registry))?;
            Config::parse_with(&file.content, &walk.derived.registry.as_ref()?.environment).ok()
        });
        let services = match Client::connect(&root)
            .and_then(|client| client.map(|client| client.status()).transpose())
        {
            Ok(Some(services)) => Ok(services),
            Ok(None) if local::needs_no_supervisor(&root) => Ok(Vec::new()),
            Ok(None) => {
                let left = crate::supervise::survivors(&root).len();
                let more = if left > 0 {
                    format!(", though {left} of its services still do")
                } else {
                    String::new()
                };
                Err((format!("no supervisor runs{more}"), "start it with `wharf reconfigure`".to_owned()))
            }
            Err(error) => Err((error.to_string(), error.hint().unwrap_or_default())),
        };
        Ok(Self { root, at: sys::clock::unix_seconds(), found, services, engine })
    }

    /// Why a check has nothing to look at: `absence`, which can be said only where what is applied is known.
    fn known_or(&self, absence: &'static str) -> &'static str {
        if self.found.walk.is_some() { absence } else { "what is applied is not known" }
    }

    /// Whether who asks is neither root nor the user whose services these are: what that user may do cannot be tried.
    fn is_strange(&self) -> bool {
        let own = sys::accounts::effective_user();
        let owner = sys::fs::access(&self.root.join("/var/opt/gitlab/wharf")).and_then(|access| access.uid);
        own != 0 && owner.is_some_and(|owner| owner != own)
    }

    /// Whether a service is up; nobody can tell where there is no supervisor.
    fn is_up(&self, name: &str) -> bool {
        let of = |services: &Vec<Status>| {
            services.iter().any(|one| one.service == name && one.phase == Phase::Ready)
        };
        self.services.as_ref().is_ok_and(of)
    }
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> anyhow::Result<u8> {
    if arguments.list {
        return Ok(list(global));
    }
    for name in &arguments.only {
        if !CHECKS.iter().any(|(check, _)| check == name) {
            let names: Vec<&str> = CHECKS.iter().map(|(check, _)| *check).collect();
            let message = format!("there is no check `{}`", name.escape_debug());
            explain(global, &advise(message, format!("the checks are {}", names.join(", "))));
            return Ok(USAGE);
        }
    }
    let is_meant = |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name);
    let names: Vec<&'static str> =
        CHECKS.iter().map(|(name, _)| *name).filter(|name| is_meant(name)).collect();
    let ground = Arc::new(Ground::new(global)?);
    let findings = examine(&ground, &names);
    if global.json {
        print_line(doctor::json(&findings, sys::clock::iso(ground.at).as_deref()));
    } else {
        let told: Vec<Finding> = findings
            .iter()
            .filter(|finding| !global.quiet || finding.verdict >= Verdict::Warn)
            .cloned()
            .collect();
        if !global.quiet || !told.is_empty() {
            print(&doctor::text(&told, paints(global, std::io::stdout().is_terminal())));
        }
        if sys::accounts::effective_user() != 0 && ground.root.is_machine() && !global.quiet {
            tell("note: run it as root to have everything looked at");
        }
    }
    let is_well = findings.iter().all(|finding| finding.verdict != Verdict::Fail);
    Ok(if is_well { DONE } else { FAILED })
}

fn list(global: &Global) -> u8 {
    if global.json {
        let checks: Vec<_> =
            CHECKS.iter().map(|(name, asks)| serde_json::json!({ "check": name, "asks": asks })).collect();
        print_line(serde_json::json!({ "schema": "wharf.doctor-checks/1", "checks": checks }));
    } else {
        let width = CHECKS.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, asks) in CHECKS {
            print_line(format_args!("{name:width$}  {asks}"));
        }
    }
    DONE
}

/// Runs the checks beside each other; one that does not come back in time is a finding, too.
fn examine(ground: &Arc<Ground>, names: &[&'static str]) -> Vec<Finding> {
    let until = Instant::now() + LIMIT;
    let (sender, answers) = mpsc::channel();
    for (place, name) in names.iter().copied().enumerate() {
        let (ground, sender) = (Arc::clone(ground), sender.clone());
        std::thread::spawn(move || {
            // Who asked may have stopped to listen.
            let _ = sender.send((place, look(&ground, name)));
        });
    }
    drop(sender);
    let mut findings: Vec<Option<Vec<Finding>>> = vec![None; names.len()];
    while let Ok((place, found)) = answers.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if let Some(slot) = findings.get_mut(place) {
            *slot = Some(found);
        }
    }
    let late = |name: &'static str| {
        let seen = format!("it did not come to an end within {} s", LIMIT.as_secs());
        vec![Finding::fail(name, seen, "", format!("try `wharf doctor --only {name}`"))]
    };
    names.iter().zip(findings).flat_map(|(name, found)| found.unwrap_or_else(|| late(name))).collect()
}

fn look(ground: &Ground, name: &'static str) -> Vec<Finding> {
    match name {
        "settings" => local::settings(ground),
        "run" => local::run(ground),
        "files" => local::files(ground),
        "services" => local::services(ground),
        "ports" => local::ports(ground),
        "omnibus" => doctor::host::omnibus(crate::observe::omnibus(&ground.root).as_deref()),
        "disk" => local::disk(ground),
        "logs" => local::logs(ground),
        "storage" => local::storage(ground),
        "certificate" => local::certificate(ground),
        "served" => network::served(ground),
        "clock" => network::clock(ground),
        "dns" => network::dns(ground),
        "realm" => network::realm(ground),
        "token" => network::token(ground),
        "public" => network::public(ground),
        "push" => network::push(ground),
        "body" => network::body(ground),
        _ => Vec::new(),
    }
}
