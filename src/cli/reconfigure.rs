//! `wharf plan` and `wharf reconfigure`.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;

use super::host::Keeping;
use super::prepare::{Prepared, prepare};
use super::reviewed;
use super::run::{self, Run, check, edited, lock, needs_root, recover};
use super::understand::Understood;
use super::{CHANGES_WAIT, DONE, Global, advise, paints, print, print_line, readonly, report, tell};
use crate::derive::secrets::{Made, Missing};
use crate::generation::Layout;
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
    if let Some(file) = &arguments.output {
        reviewed::write(file, &json(&prepared))?;
    }
    if global.json {
        print_json(&prepared);
    } else if prepared.plan.is_empty() {
        print_line(format_args!("{} is applied: nothing to do", prepared.walk.settings_file.display()));
    } else {
        print_plan(global, &prepared);
        print_line(format_args!("{}. Apply with: wharf reconfigure", plan::counts(&prepared.plan)));
    }
    Ok(if prepared.plan.is_empty() { DONE } else { CHANGES_WAIT })
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
    readonly::note(global, &root);
    if first.plan.is_empty() {
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
    let made = make(first.walk.missing, first.walk.kept.internal_key())?;
    let prepared = prepare(global, &made)?;
    let layout = layout(&prepared);
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
    plan::json(&prepared.plan, &prepared.walk.rendered.secrets, key, &warnings)
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
    if let Some(code) = run.apply(global) {
        return Ok(code);
    }
    if global.json {
        print_json(&prepared);
    } else if !global.quiet {
        print_line(format_args!(
            "Applied in {:.2} s: {}",
            began.elapsed().as_secs_f64(),
            plan::counts(&prepared.plan)
        ));
        if let Some(url) = &prepared.walk.derived.url {
            print_line(format_args!("The registry is at {url}"));
        }
        if prepared.walk.parsed.places.language() == Language::Ruby {
            let file = &prepared.walk.parsed.file;
            print_line(format_args!("{file} is read as it is; `wharf convert` prints it as a gitlab.toml"));
        }
    }
    rails(&prepared)?;
    Ok(DONE)
}

/// Where the readers of the rendered files look.
fn layout(prepared: &Prepared) -> Layout {
    let walk = &prepared.walk;
    let vhost = walk.derived.nginx.as_ref().map(|nginx| &nginx.vhost);
    let logs = vhost.map(|vhost| [&walk.derived.paths.nginx_logs, &vhost.log_directory]);
    Layout {
        registry_config: format!("{}/config.yml", walk.derived.paths.registry),
        nginx_program: walk.facts.nginx.as_ref().map(|nginx| nginx.program.clone()),
        nginx_prefix: walk.derived.paths.nginx.clone(),
        nginx_logs: logs.into_iter().flatten().map(|folder| walk.facts.real(folder)).collect(),
    }
}

/// Rails reads gitlab.yml only at its start: the command that restarts it is run, or told.
fn rails(prepared: &Prepared) -> anyhow::Result<()> {
    let existing = prepared.walk.derived.rails.as_ref().and_then(|rails| rails.existing.as_ref());
    let place = existing.map_or("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml", |existing| &existing.path);
    // One that goes is no news to GitLab: it is off in these settings.
    let is_changed = run::changes_text(&prepared.plan, |path| path == place);
    if !is_changed {
        return Ok(());
    }
    match &prepared.walk.parsed.settings.gitlab_rails.restart_command {
        Some(command) => {
            let answer = sys::command::run("/bin/sh", &["-c", command])
                .with_context(|| format!("could not run `{command}`"))?;
            if !answer.is_success {
                return Err(advise(
                    format!("gitlab_rails.restart_command failed: {}", answer.error.trim()),
                    format!("everything is applied; restart GitLab by hand: `{command}`"),
                ));
            }
        }
        None => tell(run::RESTART_GITLAB),
    }
    Ok(())
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
