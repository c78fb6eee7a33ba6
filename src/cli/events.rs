//! `wharf events`: what endpoints of notifications have not taken, whether they can be told at all, and telling them
//! once more.

use anyhow::Context as _;
use serde_json::json;

use super::columns::columns;
use super::enabled_engine::EnabledEngine;
use super::{DONE, FAILED, Global, advise, print, print_line, tell};
use crate::registry::Endpoint;
use crate::registry::notifications::{self, Kept, KeptEvent, Standing};
use crate::secret;
use crate::sys::Root;

/// So many events are listed in a row before the rest is counted; `--json` has all of them.
const MOST: usize = 200;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// What endpoints have not taken yet, and what they refused too often
    Ls(Which),
    /// Tell endpoints of a pull that never was, and show what they answer (exit 1: one does not take it)
    Test(Which),
    /// Tell endpoints once more of what they refused too often
    Replay(Which),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// The endpoint (default: every one)
    endpoint: Option<String>,
}

/// The endpoints that are meant, and where the engine keeps what they are told.
struct Ground {
    engine: EnabledEngine,
    endpoints: Vec<Endpoint>,
}

pub(crate) fn run(global: &Global, command: &Command) -> anyhow::Result<u8> {
    let root = global.root()?;
    match command {
        Command::Ls(which) => ls(global, &ground(&root, which)?, which.endpoint.is_some()),
        Command::Test(which) => Ok(test(global, &ground(&root, which)?)),
        Command::Replay(which) => replay(global, &ground(&root, which)?),
    }
}

fn ground(root: &Root, which: &Which) -> anyhow::Result<Ground> {
    let engine = EnabledEngine::of(root).ok_or_else(|| {
        advise(
            "no registry is enabled on this host, so nobody is told of anything",
            "`wharf reconfigure` makes the host what the settings say, `wharf enable registry` switches it on",
        )
    })?;
    let config = engine.configuration().ok_or_else(|| {
        advise(
            format!("could not read the engine's configuration {}", engine.config.display()),
            format!("`wharf registry configtest {}` says what is wrong with it", engine.config.display()),
        )
    })?;
    let all = config.notifications.endpoints;
    let names: Vec<String> = all.iter().map(|endpoint| endpoint.name.clone()).collect();
    let endpoints = match &which.endpoint {
        None => all,
        Some(name) => all.into_iter().filter(|endpoint| endpoint.name == *name).collect(),
    };
    if endpoints.is_empty() {
        return Err(match (&which.endpoint, names.as_slice()) {
            (Some(name), [_, ..]) => advise(
                format!("there is no endpoint {name:?} in the configuration in use"),
                format!("it has {}", names.join(", ")),
            ),
            _ => advise(
                "the registry tells nobody: the configuration in use has no endpoints of notifications",
                "set `registry.notifications` and run `wharf reconfigure`",
            ),
        });
    }
    Ok(Ground { engine, endpoints })
}

fn kept(ground: &Ground) -> anyhow::Result<Vec<Kept>> {
    let state = &ground.engine.state;
    let kept = |endpoint| notifications::kept(state, endpoint);
    ground
        .endpoints
        .iter()
        .map(|endpoint| {
            kept(endpoint).with_context(|| format!("could not read the outbox in {}", state.display()))
        })
        .collect()
}

fn ls(global: &Global, ground: &Ground, is_one: bool) -> anyhow::Result<u8> {
    let all = kept(ground)?;
    if global.json {
        let endpoints: Vec<_> = ground
            .endpoints
            .iter()
            .zip(&all)
            .map(|(endpoint, kept)| {
                json!({
                    "endpoint": endpoint.name,
                    "url": secret::mask(&endpoint.url, "[secret]"),
                    "waiting": kept.count(Standing::Waiting),
                    "again": kept.count(Standing::Again),
                    "aside": kept.count(Standing::Aside),
                    "events": kept.events,
                })
            })
            .collect();
        print_line(json!({ "schema": "wharf.events/1", "endpoints": endpoints }));
        return Ok(DONE);
    }
    if is_one {
        for kept in &all {
            list(kept);
        }
        return Ok(DONE);
    }
    let head = ["ENDPOINT", "WAITING", "PUT ASIDE", "OLDEST", "URL"].map(str::to_owned);
    let rows = ground.endpoints.iter().zip(&all).map(|(endpoint, kept)| {
        let waiting = kept.count(Standing::Waiting) + kept.count(Standing::Again);
        let oldest = kept.events.iter().map(|event| event.timestamp.as_str()).min();
        [
            endpoint.name.clone(),
            waiting.to_string(),
            kept.count(Standing::Aside).to_string(),
            oldest.map_or_else(|| "-".to_owned(), whole_seconds),
            secret::mask(&endpoint.url, "[secret]"),
        ]
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    print(&columns(&rows));
    let aside: Vec<&str> = all
        .iter()
        .filter(|kept| kept.count(Standing::Aside) > 0)
        .map(|kept| kept.endpoint.as_str())
        .collect();
    if let [first, ..] = aside.as_slice()
        && !global.quiet
    {
        tell(format_args!(
            "what was put aside was refused too often: `wharf events ls {first}` lists it, `wharf events replay {first}` \
             tells it once more"
        ));
    }
    Ok(DONE)
}

/// Every event of one endpoint, a line each.
fn list(kept: &Kept) {
    let head = ["STANDING", "TIME", "ACTION", "WHAT"].map(str::to_owned);
    let rows = kept.events.iter().take(MOST).map(|event| {
        let standing = match event.standing {
            Standing::Waiting => "waiting",
            Standing::Again => "once more",
            Standing::Aside => "put aside",
        };
        [standing.to_owned(), whole_seconds(&event.timestamp), event.action.clone(), what(event)]
    });
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
    if rows.len() == 1 {
        tell(format_args!("{} has taken everything", kept.endpoint));
        return;
    }
    print(&columns(&rows));
    if let Some(more) = kept.events.len().checked_sub(MOST).filter(|more| *more > 0) {
        tell(format_args!("and {more} more: `--json` lists them all"));
    }
}

fn what(event: &KeptEvent) -> String {
    let tag = if event.tag.is_empty() { String::new() } else { format!(":{}", event.tag) };
    let digest = if event.digest.is_empty() { String::new() } else { format!("@{}", event.digest) };
    // A repository's name is checked when it comes in, an edited file is not.
    let what = format!("{}{tag}{digest}", event.repository);
    what.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A moment without its fractions.
fn whole_seconds(timestamp: &str) -> String {
    timestamp.parse::<jiff::Timestamp>().map_or_else(|_| "?".to_owned(), |moment| format!("{moment:.0}"))
}

fn test(global: &Global, ground: &Ground) -> u8 {
    let mut told = Vec::new();
    let mut code = DONE;
    for endpoint in &ground.endpoints {
        let outcome = notifications::test(endpoint);
        let line = match &outcome {
            Ok((status, true)) => format!("{}: takes events ({status})", endpoint.name),
            Ok((status, false)) => format!("{}: refuses events with {status}", endpoint.name),
            Err(why) => format!("{}: cannot be told: {}", endpoint.name, secret::mask(why, "[secret]")),
        };
        let hint = match &outcome {
            Ok((_, true)) => None,
            Ok((401 | 403, _)) => Some("look at its `headers` in `registry.notifications`: they let us in"),
            Ok((404 | 405, _)) => Some("look at its `url` in `registry.notifications`"),
            Ok(_) => Some("its own log says why"),
            Err(_) => Some("is it up, and reached from this host? `timeout` is how long it may take"),
        };
        if hint.is_some() {
            code = FAILED;
        }
        if global.json {
            let (status, error) = match &outcome {
                Ok((status, _)) => (Some(*status), None),
                Err(why) => (None, Some(secret::mask(why, "[secret]"))),
            };
            let taken = outcome.as_ref().is_ok_and(|(_, is_taken)| *is_taken);
            told.push(json!({ "endpoint": endpoint.name, "taken": taken, "status": status, "error": error }));
        } else {
            print_line(line);
            if let Some(hint) = hint {
                tell(format_args!("  hint: {hint}"));
            }
        }
    }
    if global.json {
        print_line(json!({ "schema": "wharf.events-test/1", "endpoints": told }));
    }
    code
}

fn replay(global: &Global, ground: &Ground) -> anyhow::Result<u8> {
    let state = &ground.engine.state;
    let mut told = Vec::new();
    for (endpoint, kept) in ground.endpoints.iter().zip(kept(ground)?) {
        let (count, under_way) = (kept.count(Standing::Aside), kept.count(Standing::Again));
        if under_way > 0 {
            return Err(advise(
                format!("{} is being told {under_way} events once more already", endpoint.name),
                format!("`wharf events test {}` says whether it takes any now", endpoint.name),
            ));
        }
        let is_told = count > 0
            && notifications::replay(state, &endpoint.name)
                .with_context(|| format!("could not write to the outbox in {}", state.display()))?;
        told.push((endpoint.name.as_str(), if is_told { count } else { 0 }));
    }
    if global.json {
        let endpoints: Vec<_> =
            told.iter().map(|(name, count)| json!({ "endpoint": name, "events": count })).collect();
        print_line(json!({ "schema": "wharf.events-replay/1", "endpoints": endpoints }));
        return Ok(DONE);
    }
    let is_up = crate::registry::admin::ask(state).ok().flatten().is_some();
    for (name, count) in told {
        match count {
            0 => print_line(format_args!("{name}: nothing was put aside")),
            count => print_line(format_args!(
                "{name}: {count} {} told once more",
                if count == 1 { "event is" } else { "events are" }
            )),
        }
    }
    if !is_up && !global.quiet {
        tell(format_args!("note: the registry does not run: it tells them once it does"));
    }
    Ok(DONE)
}
