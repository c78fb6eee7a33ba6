//! `wharf plan` and `wharf reconfigure`.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;

use super::gate::Seen;
use super::gitlab;
use super::host::Keeping;
use super::prepare::{Prepared, prepare};
use super::reviewed;
use super::run::{self, Run, check, edited, lock, needs_root, recover};
use super::understand::Understood;
use super::{CHANGES_WAIT, DONE, Global, paints, print, print_line, readonly, report, tell};
use crate::derive::reachable;
use crate::derive::secrets::{Made, Missing};
use crate::generation::{Layout, PublicAddress, RailsReader};
use crate::journal;
use crate::keys;
use crate::plan::{self, Shown};
use crate::problem::Problem;
use crate::secret::Secret;
use crate::settings::Language;
use crate::sys;

#[derive(Debug, clap::Args)]
pub(crate) struct Planning {
    /// Write the plan to a file too, for `reconfigure --plan`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Default, clap::Args)]
pub(crate) struct Applying {
    /// Apply exactly this plan, which `wharf plan -o FILE` wrote, or nothing
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
}

/// Shows what `reconfigure` would do; changes nothing.
pub(crate) fn plan(global: &Global, arguments: &Planning) -> anyhow::Result<u8> {
    let prepared = prepare(global, &Made::default()).inspect_err(|error| print_problems(global, error))?;
    warn(global, &prepared.walk, &prepared.warnings);
    readonly::note(global, &prepared.walk.root);
    readonly::note_settings(global, &prepared.walk.root);
    if let Some(file) = &arguments.output {
        reviewed::write(file, &json(&prepared))?;
    }
    let layout = layout(&prepared);
    let due = gitlab::due(&prepared.walk.root, layout.rails.as_ref())?;
    if global.json {
        print_json(&prepared);
    } else if let (true, Some(command)) = (prepared.plan.is_empty(), due) {
        print_line(format_args!(
            "GitLab was not restarted since its gitlab.yml changed: `wharf reconfigure` runs `{command}`"
        ));
    } else if prepared.plan.is_empty() {
        print_line(format_args!("{} is applied: nothing to do", prepared.walk.settings_file.display()));
    } else {
        print_plan(global, &prepared);
        print_line(format_args!("{}. Apply with: wharf reconfigure", plan::counts(&prepared.plan)));
    }
    Ok(if prepared.plan.is_empty() && due.is_none() { DONE } else { CHANGES_WAIT })
}

/// Makes the host what the settings say, or leaves it as it was.
pub(crate) fn reconfigure(global: &Global, arguments: &Applying) -> anyhow::Result<u8> {
    let began = Instant::now();
    let root = global.root()?;
    needs_root(&root)?;
    let reviewed = arguments.plan.as_deref().map(reviewed::read).transpose()?;
    let needs_lock = reviewed.is_some() || journal::is_open(&root);
    let held = needs_lock.then(|| lock(&root)).transpose()?;
    if held.is_some() {
        recover(global, &root)?;
    }
    let was_free = held.is_none();
    let first = prepare(global, &Made::default()).inspect_err(|error| print_problems(global, error))?;
    if let Some(reviewed) = &reviewed {
        reviewed::is_the_same(reviewed, &json(&first))?;
    }
    warn(global, &first.walk, &first.warnings);
    first.walk.remembered.keep(&root);
    readonly::note(global, &root);
    if first.plan.is_empty() {
        let rails = layout(&first).rails;
        if gitlab::due(&root, rails.as_ref())?.is_some() {
            let _lock = held.map_or_else(|| lock(&root), Ok)?;
            return follow(global, &first, rails.as_ref());
        }
        if global.json {
            print_json(&first);
        } else if !global.quiet {
            print_line(format_args!("{} is applied: nothing to do", first.walk.settings_file.display()));
        }
        return Ok(DONE);
    }
    let _lock = held.map_or_else(|| lock(&root), Ok)?;
    if was_free {
        // A run may have begun since, and died.
        recover(global, &root)?;
    }
    if !global.json && !global.quiet {
        print_plan(global, &first);
    }
    let prepared = if reviewed.is_some() && !first.walk.missing.any() {
        // The very plan that was compared: nothing is read again that may have changed since.
        first
    } else {
        let made = make(first.walk.missing, first.walk.kept.internal_key())?;
        let prepared = prepare(global, &made)?;
        if reviewed.is_some() {
            reviewed::are_the_same_settings(&first, &prepared)?;
        }
        prepared
    };
    let layout = layout(&prepared);
    if prepared.plan.is_empty() {
        // Another run had the lock between the plan that was shown and this one.
        if global.json {
            print_json(&prepared);
        } else if !global.quiet {
            print_line("another run has applied this meanwhile: nothing is left to do");
        }
        return follow(global, &prepared, layout.rails.as_ref());
    }
    check(&root, &prepared.walk.rendered, &layout)?;
    remove_temporaries(&prepared);
    apply(prepared, layout, global, began)
}

/// The plan for a program, and what should be known of it.
fn print_json(prepared: &Prepared) {
    let mut plan = json(prepared);
    if let Some(plan) = plan.as_object_mut() {
        plan.insert("mode".to_owned(), serde_json::json!(readonly::mode(&prepared.walk.root)));
    }
    print_line(plan);
}

fn json(prepared: &Prepared) -> serde_json::Value {
    let warnings = report::list(&prepared.warnings, &prepared.walk.parsed.file);
    let key = prepared.walk.kept.internal_key().map(|key| key.expose().as_str());
    let mut plan = plan::json(&prepared.plan, &prepared.walk.rendered.secrets, key, &warnings);
    let rails = prepared.walk.derived.rails.as_ref();
    if let (Some(command), Some(plan)) =
        (rails.and_then(|rails| rails.restart_command.as_ref()), plan.as_object_mut())
    {
        plan.insert(reviewed::COMMAND.to_owned(), command.as_str().into());
    }
    plan
}

/// The problems for a program, where one asks.
fn print_problems(global: &Global, error: &anyhow::Error) {
    if global.json {
        report::print_problems(plan::SCHEMA, error);
    }
}

/// What an earlier run left half-written when it was killed; it may hold secrets. Nobody else writes while we hold the lock.
fn remove_temporaries(prepared: &Prepared) {
    let files = prepared.walk.rendered.files.keys().chain(prepared.walk.rendered.links.keys());
    for path in files {
        // One that cannot be removed harms nobody: the next run tries again.
        let _ = sys::fs::remove_temporaries_of(&prepared.walk.root.join(path));
    }
}

fn apply(mut prepared: Prepared, layout: Layout, global: &Global, began: Instant) -> anyhow::Result<u8> {
    let rails = layout.rails.clone();
    let run = Run {
        root: &prepared.walk.root,
        program: &prepared.walk.program,
        plan: &prepared.plan,
        want: &prepared.walk.rendered,
        is_privileged: prepared.walk.facts.is_privileged,
        client: prepared.client.take(),
        keeping: Keeping {
            settings_file: prepared.walk.settings_file.display().to_string(),
            settings: prepared.walk.parsed.places.text().expose().as_bytes().to_vec(),
            changes: plan::counts(&prepared.plan),
            edited: edited(&prepared.plan),
            rolled_back_to: None,
            layout,
        },
    };
    let seen = match run.apply(global) {
        Ok(seen) => seen,
        Err(code) => return Ok(code),
    };
    if global.json {
        print_json(&prepared);
    } else if !global.quiet {
        print_line(format_args!(
            "Applied in {:.2} s: {}",
            began.elapsed().as_secs_f64(),
            plan::counts(&prepared.plan)
        ));
        if let Some(url) = &prepared.walk.derived.url {
            print_line(where_it_is(url, seen.as_ref()));
        }
        if prepared.walk.parsed.places.language() == Language::Ruby {
            let file = &prepared.walk.parsed.file;
            print_line(format_args!("{file} is read as it is; `wharf convert` prints it as a gitlab.toml"));
        }
    }
    follow(global, &prepared, rails.as_ref())
}

/// Lets GitLab have its new file. One that goes is no news to it: it is off in these settings.
fn follow(global: &Global, prepared: &Prepared, rails: Option<&RailsReader>) -> anyhow::Result<u8> {
    let is_changed = rails.is_some_and(|rails| run::changes_text(&prepared.plan, |path| path == rails.path));
    gitlab::follow(global, &prepared.walk.root, rails, is_changed)
}

/// Where clients find the registry, and what they meet there.
fn where_it_is(url: &str, seen: Option<&Seen>) -> String {
    match seen {
        Some(Seen::Registry(_)) => format!("The registry answers at {url}"),
        Some(Seen::Other(status)) => {
            format!("The registry is at {url}, where `/v2/` is answered {status}, and not by the registry")
        }
        Some(Seen::Unseen(why)) => {
            format!("The registry is at {url}; whether it answers there could not be seen: {why}")
        }
        None => format!("The registry is at {url}"),
    }
}

/// GitLab's file, where GitLab has none yet.
const GITLAB_YML: &str = "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml";

/// Where the readers of the rendered files look.
fn layout(prepared: &Prepared) -> Layout {
    let walk = &prepared.walk;
    let vhost = walk.derived.nginx.as_ref().map(|nginx| &nginx.vhost);
    let public = vhost.zip(walk.derived.url.as_ref()).and_then(|(vhost, url)| {
        let scheme = if vhost.tls.is_some() { "https" } else { "http" };
        let (_, rest) = url.split_once("://")?;
        let (_, first) = vhost.listening.first()?;
        Some(PublicAddress {
            url: format!("{scheme}://{}/v2/", rest.trim_end_matches('/')),
            listener: reachable(first),
            speaks_proxy: vhost.speaks_proxy(),
        })
    });
    let logs = vhost.map(|vhost| [&walk.derived.paths.nginx_logs, &vhost.log_directory]);
    Layout {
        registry_config: format!("{}/config.yml", walk.derived.paths.registry),
        nginx_program: walk.facts.nginx.as_ref().map(|nginx| nginx.program.clone()),
        nginx_prefix: walk.derived.paths.nginx.clone(),
        nginx_logs: logs.into_iter().flatten().map(|folder| walk.facts.real(folder)).collect(),
        public,
        rails: walk.derived.rails.as_ref().map(|rails| RailsReader {
            path: rails.existing.as_ref().map_or(GITLAB_YML, |existing| &existing.path).to_owned(),
            restart_command: rails.restart_command.clone(),
        }),
    }
}

/// Makes what does not exist yet. The RSA key takes a second or two.
fn make(missing: Missing, key: Option<&Secret<String>>) -> anyhow::Result<Made> {
    let mut made = Made::default();
    if missing.any() {
        tell("making the secrets that do not exist yet");
    }
    let now = sys::clock::unix_seconds();
    if missing.http_secret {
        made.http_secret = Some(keys::random_hexadecimal(64).context("could not make http_secret")?);
    }
    if missing.pair {
        let pair = keys::make_pair(now)?;
        made.internal_key = Some(pair.key);
        made.internal_certificate = Some(pair.certificate);
    }
    if let (true, Some(key)) = (missing.certificate, key) {
        let certificate = keys::certificate_for(key.expose().as_bytes(), now)
            .context("could not derive a certificate from registry.internal_key")?;
        made.internal_certificate = Some(certificate);
    }
    Ok(made)
}

fn print_plan(global: &Global, prepared: &Prepared) {
    let shown = Shown {
        secrets: &prepared.walk.rendered.secrets,
        verbose: global.verbose,
        owners_are_yours: !prepared.walk.facts.is_privileged,
        color: paints(global, std::io::stdout().is_terminal()),
    };
    print(&plan::text(&prepared.plan, &shown));
}

/// Tells what is accepted and should yet be known.
pub(crate) fn warn(global: &Global, walk: &Understood, warnings: &[Problem]) {
    if global.quiet {
        return;
    }
    let name = walk.settings_file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for warning in warnings {
        // What others refuse is a warning to who only looks.
        let told = warning.told(&name);
        tell(told.strip_prefix("error").map_or_else(|| told.clone(), |rest| format!("warning{rest}")));
    }
}
