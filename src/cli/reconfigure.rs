//! `wharf plan` and `wharf reconfigure`.

use std::io::IsTerminal as _;
use std::time::Instant;

use anyhow::Context as _;

use super::host::LocalHost;
use super::prepare::{Prepared, prepare};
use super::understand::Understood;
use super::{
    CHANGES_WAIT, DONE, FAILED, Global, MIXED, advise, explain, paints, print, print_line, report, tell,
};
use crate::apply::{self, ApplyError, NginxCheck, Reader};
use crate::derive::secrets::{Made, Missing};
use crate::keys;
use crate::plan::{self, Shown, Step};
use crate::problem::{Hint as _, Problem};
use crate::secret::Secret;
use crate::settings::Language;
use crate::sys;

/// Shows what `reconfigure` would do; changes nothing.
pub(crate) fn plan(global: &Global) -> anyhow::Result<u8> {
    let prepared = prepare(global, &Made::default()).inspect_err(|error| print_problems(global, error))?;
    warn(global, &prepared.walk, &prepared.warnings);
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
pub(crate) fn reconfigure(global: &Global) -> anyhow::Result<u8> {
    let began = Instant::now();
    let root = global.root()?;
    if root.is_machine() && sys::accounts::effective_user() != 0 {
        return Err(advise(
            "this must be run as root: it writes /etc/gitlab, /var/opt/gitlab and /opt/gitlab",
            "run it with `sudo`, or try it in a folder of your own with `--root DIR`",
        ));
    }
    let first = prepare(global, &Made::default()).inspect_err(|error| print_problems(global, error))?;
    warn(global, &first.walk, &first.warnings);
    if first.plan.is_empty() {
        if global.json {
            print_json(&first);
        } else if !global.quiet {
            print_line(format_args!("{} is applied: nothing to do", first.walk.settings_file.display()));
        }
        return Ok(DONE);
    }
    let _lock = lock(&root)?;
    if !global.json && !global.quiet {
        print_plan(global, &first);
    }
    let made = make(first.walk.missing, first.walk.kept.internal_key())?;
    let prepared = prepare(global, &made)?;
    check(&prepared)?;
    remove_temporaries(&prepared);
    let outcome = apply(prepared, global, began)?;
    Ok(outcome)
}

/// The plan for a program, and what should be known of it.
fn print_json(prepared: &Prepared) {
    let warnings = report::list(&prepared.warnings, &prepared.walk.parsed.file);
    print_line(plan::json(&prepared.plan, &prepared.walk.rendered.secrets, &warnings));
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

fn apply(mut prepared: Prepared, global: &Global, began: Instant) -> anyhow::Result<u8> {
    let client = prepared.client.take();
    let mut host = LocalHost::new(
        &prepared.walk.root,
        &prepared.walk.program,
        &prepared.walk.rendered,
        prepared.walk.facts.is_privileged,
        client,
    );
    if let Err(error) = apply::apply(&prepared.plan, &mut host) {
        host.leave_as_found();
        let detail = error.cause().detail.clone();
        let code = if matches!(error, ApplyError::Mixed { .. }) { MIXED } else { FAILED };
        let hint = error.hint();
        explain(global, &error.into());
        for line in detail.lines() {
            tell(format_args!("    {line}"));
        }
        if hint.is_none() {
            tell("  hint: mend what it names, then run `wharf reconfigure` again");
        }
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

/// Rails reads gitlab.yml only at its start: the command that restarts it is run, or told.
fn rails(prepared: &Prepared) -> anyhow::Result<()> {
    let existing = prepared.walk.derived.rails.as_ref().and_then(|rails| rails.existing.as_ref());
    let place = existing.map_or("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml", |existing| &existing.path);
    let is_changed = prepared.plan.steps.iter().any(|step| match step {
        // One that goes is no news to GitLab: it is off in these settings.
        Step::File { path, from, to, .. } if to.is_some() => {
            let content = |state: &Option<plan::FileState>| state.as_ref().map(|state| state.content.clone());
            path == place && content(from) != content(to)
        }
        _ => false,
    });
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
        None => {
            tell("note: gitlab.yml changed; restart GitLab for it: `systemctl restart gitlab.target`");
        }
    }
    Ok(())
}

/// One reconfigure at a time.
fn lock(root: &sys::Root) -> anyhow::Result<sys::lock::Lock> {
    let path = root.join("/run/wharf/reconfigure.lock");
    if let Some(folder) = path.parent() {
        sys::fs::make_directories(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    let held = sys::lock::take(&path).with_context(|| format!("could not open {}", path.display()))?;
    held.ok_or_else(|| {
        let pid = sys::fs::read(&path).unwrap_or_default();
        advise(
            format!("another `wharf reconfigure` is at work (pid {})", String::from_utf8_lossy(&pid).trim()),
            "wait until it has finished, then run this again",
        )
    })
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

/// Asks every reader about its file before anything is touched.
fn check(prepared: &Prepared) -> anyhow::Result<()> {
    let engine = |text: &str| {
        let config = crate::registry::Config::parse(text).map_err(|error| error.to_string())?;
        // The engine only warns of a key that it does not know; in a file of our own it is a mistake.
        let unknown: Vec<&str> = config.unknown_keys().iter().map(|(key, _)| key.as_str()).collect();
        if unknown.is_empty() { Ok(()) } else { Err(format!("it does not know {}", unknown.join(", "))) }
    };
    let token_server =
        |text: &str| crate::token_server::Config::parse(text).map(drop).map_err(|error| error.to_string());
    let paths = &prepared.walk.derived.paths;
    let readers = [
        Reader {
            path: format!("{}/config.yml", paths.registry),
            name: "the registry engine",
            accepts: &engine,
        },
        Reader {
            path: "/var/opt/gitlab/auth-server/config.yml".to_owned(),
            name: "the token server",
            accepts: &token_server,
        },
    ];
    let vhost = prepared.walk.derived.nginx.as_ref().map(|nginx| &nginx.vhost);
    let logs = vhost.map(|vhost| {
        [prepared.walk.facts.real(&paths.nginx_logs), prepared.walk.facts.real(&vhost.log_directory)]
    });
    let nginx = prepared.walk.facts.nginx.as_ref().zip(logs.as_ref()).map(|(nginx, logs)| NginxCheck {
        program: &nginx.program,
        prefix: &paths.nginx,
        logs,
    });
    let stage = prepared.walk.root.join("/run/wharf/stage");
    Ok(apply::check(&prepared.walk.rendered, &readers, nginx.as_ref(), &stage)?)
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
