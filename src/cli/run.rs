//! A plan carried out: readers asked, files and services changed, and what came of it told.
//!
//! `reconfigure` and `rollback` go on from here.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use super::gate::Seen;
use super::host::{Keeping, LocalHost};
use super::{FAILED, Global, MIXED, advise, explain, tell};
use crate::apply::{self, ApplyError, NginxCheck, Reader};
use crate::generation::Layout;
use crate::journal;
use crate::plan::{Plan, Step};
use crate::problem::Hint as _;
use crate::render::Rendered;
use crate::supervise::Client;
use crate::sys::{self, Root};

/// How long the supervisor may take to put back what a run that was cut short had changed.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Everything that carrying out a plan takes.
pub(crate) struct Run<'r> {
    pub(crate) root: &'r Root,
    pub(crate) program: &'r Path,
    pub(crate) plan: &'r Plan,
    pub(crate) want: &'r Rendered,
    pub(crate) is_privileged: bool,
    pub(crate) client: Option<Client>,
    pub(crate) keeping: Keeping,
}

impl Run<'_> {
    /// Carries the plan out, and answers what clients see then, where that was looked at.
    ///
    /// # Errors
    /// A failure is told, and its exit code given.
    pub(crate) fn apply(self, global: &Global) -> Result<Option<Seen>, u8> {
        let Run { root, program, plan, want, is_privileged, client, keeping } = self;
        let mut host = LocalHost::new(root, program, want, is_privileged, client, keeping);
        let Err(error) = apply::apply(plan, &mut host) else { return Ok(host.seen()) };
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
        Err(code)
    }
}

/// Files that were changed by hand, as they are before the plan, by their paths.
pub(crate) fn edited(plan: &Plan) -> BTreeMap<String, Vec<u8>> {
    let edited = plan.steps.iter().filter_map(|step| match step {
        Step::File { path, from: Some(from), .. } if plan.edited.contains(path) => {
            Some((path.clone(), from.content.expose().clone()))
        }
        _ => None,
    });
    edited.collect()
}

/// Whether the text of the file that `is_it` names is another after the plan. One that goes does not count.
pub(crate) fn changes_text(plan: &Plan, is_it: impl Fn(&str) -> bool) -> bool {
    plan.steps.iter().any(|step| match step {
        Step::File { path, from, to: Some(to), .. } => {
            is_it(path) && from.as_ref().map(|from| &from.content) != Some(&to.content)
        }
        _ => false,
    })
}

/// Who changes this machine is root.
pub(crate) fn needs_root(root: &Root) -> anyhow::Result<()> {
    if root.is_machine() && sys::accounts::effective_user() != 0 {
        return Err(advise(
            "this must be run as root: it writes /etc/gitlab, /var/opt/gitlab and /opt/gitlab",
            "run it with `sudo`, or try it in a folder of your own with `--root DIR`",
        ));
    }
    Ok(())
}

/// Puts back what a run that was cut short had changed, and says so. The caller holds the lock.
pub(crate) fn recover(global: &Global, root: &sys::Root) -> anyhow::Result<()> {
    let Some(recovered) = journal::recover(root)? else { return Ok(()) };
    if let Some(stuck) = recovered.stuck.first() {
        return Err(advise(
            format!("an earlier run was cut short, and could not be put back: {stuck}"),
            "mend what it names, then run `wharf reconfigure` again",
        ));
    }
    // A supervisor that lives read its definitions from what was put back just now.
    if let Some(client) = Client::connect(root)? {
        client.rescan()?;
    }
    if !global.quiet {
        tell(format_args!(
            "note: an earlier run was cut short; what it had changed is as it was before ({})",
            sys::clock::date_and_time(recovered.began)
        ));
    }
    Ok(())
}

/// One reconfigure at a time.
pub(crate) fn lock(root: &sys::Root) -> anyhow::Result<sys::lock::Lock> {
    let path = root.join(journal::LOCK);
    if let Some(folder) = path.parent() {
        sys::fs::make_directories(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    let opened = || format!("could not open {}", path.display());
    let held = sys::lock::take_within(&path, A_MOMENT).with_context(opened)?;
    held.ok_or_else(|| {
        let pid = sys::fs::read(&path).unwrap_or_default();
        advise(
            format!("another `wharf reconfigure` is at work (pid {})", String::from_utf8_lossy(&pid).trim()),
            "wait until it has finished, then run this again",
        )
    })
}

/// Asks every reader of `want` about its file.
pub(crate) fn check(root: &Root, want: &Rendered, layout: &Layout) -> anyhow::Result<()> {
    let engine = |text: &str| {
        let config = crate::registry::Config::parse(text).map_err(|error| error.to_string())?;
        // The engine only warns of a key that it does not know; in a file of our own it is a mistake.
        let unknown: Vec<&str> = config.unknown_keys().iter().map(|(key, _)| key.as_str()).collect();
        if unknown.is_empty() { Ok(()) } else { Err(format!("it does not know {}", unknown.join(", "))) }
    };
    let token_server =
        |text: &str| crate::token_server::Config::parse(text).map(drop).map_err(|error| error.to_string());
    let readers = [
        Reader { path: layout.registry_config.clone(), name: "the registry engine", accepts: &engine },
        Reader {
            path: "/var/opt/gitlab/auth-server/config.yml".to_owned(),
            name: "the token server",
            accepts: &token_server,
        },
    ];
    let has_nginx = want.services.contains_key("nginx");
    let nginx = layout.nginx_program.as_ref().filter(|_| has_nginx).map(|program| NginxCheck {
        program,
        prefix: &layout.nginx_prefix,
        logs: &layout.nginx_logs,
    });
    Ok(apply::check(want, &readers, nginx.as_ref(), &root.join("/run/wharf/stage"))?)
}
