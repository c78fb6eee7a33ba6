//! `wharf check`: the settings alone; no root, no network, no state.

use serde_json::json;

use super::understand::{Understood, View, understand};
use super::{DONE, Global, print_line, reconfigure, report, tell};
use crate::derive::secrets::Made;
use crate::problem::{Problem, Problems, plain};

/// The name and version of what `--json` prints.
const SCHEMA: &str = "wharf.check/1";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The settings file, as with `--config`
    file: Option<std::path::PathBuf>,
}

/// What `gitlab-ctl check-config` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct OfOmnibus {
    /// The version that the settings are to be good for; those of every version are judged here
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Exit 0 although the settings have problems
    #[arg(long, short)]
    no_fail: bool,
}

/// `gitlab-ctl check-config`. Omnibus looks only for settings that a version has removed.
pub(crate) fn of_omnibus(global: &Global, arguments: &OfOmnibus) -> anyhow::Result<u8> {
    if let Some(version) = arguments.version.as_deref().filter(|_| !global.quiet && !global.json) {
        tell(format_args!(
            "note: the settings are judged by what Wharf {} knows, whatever GitLab {} removed",
            env!("CARGO_PKG_VERSION"),
            plain(version)
        ));
    }
    let outcome = run(global, Arguments { file: None });
    if !arguments.no_fail {
        return outcome;
    }
    match outcome {
        // A file that is not there is told as ever: nothing was judged.
        Err(error) if error.downcast_ref::<Problems>().is_some() => {
            super::explain(global, &error);
            Ok(DONE)
        }
        outcome => outcome,
    }
}

pub(crate) fn run(global: &Global, arguments: Arguments) -> anyhow::Result<u8> {
    let config = arguments.file.or_else(|| global.config.clone());
    let global = &Global { config, ..global.clone() };
    let walk = understand(global, &Made::default(), View::Settings).inspect_err(|error| {
        if global.json {
            report::print_problems(SCHEMA, error);
        }
    })?;
    let mut warnings = walk.warnings();
    warnings.extend(refused_later(&walk));
    if global.json {
        let warnings = report::list(&warnings, &walk.parsed.file);
        let ignored = &walk.parsed.ignored;
        print_line(json!({ "schema": SCHEMA, "problems": [], "warnings": warnings, "ignored": ignored }));
        return Ok(DONE);
    }
    reconfigure::warn(global, &walk, &warnings);
    if !global.quiet {
        print_line(format_args!("{} is good: {}", walk.parsed.file, summary(&walk)));
    }
    if global.verbose {
        for (component, names) in &walk.parsed.ignored {
            let names = plain(&names.join(" "));
            print_line(format_args!("ignored: {} {names}", plain(component)).to_string().trim_end());
        }
    }
    Ok(DONE)
}

/// What `plan` refuses, as warnings.
pub(crate) fn refused_later(walk: &Understood) -> Vec<Problem> {
    let mut refusals = walk.refusals();
    for refusal in &mut refusals {
        refusal.message.push_str(" (`plan` refuses it)");
    }
    refusals
}

/// What the settings come to, in one line.
fn summary(walk: &Understood) -> String {
    let (settings, derived) = (&walk.parsed.settings, &walk.derived);
    let mut said = Vec::new();
    match (&derived.registry, &derived.url) {
        (Some(_), Some(url)) => said.push(format!("registry {url}")),
        (Some(registry), None) => said.push(format!("registry on {}", registry.addr)),
        (None, _) => said.push("no registry on this host".to_owned()),
    }
    if let Some(nginx) = &derived.nginx {
        let mut ports: Vec<&str> = nginx
            .vhost
            .listening
            .iter()
            .filter_map(|(_, address)| address.rsplit_once(':').map(|(_, port)| port))
            .collect();
        ports.dedup();
        let word = if ports.len() == 1 { "port" } else { "ports" };
        said.push(format!("NGINX on {word} {}", ports.join(" and ")));
    }
    if let Some(registry) = &derived.registry {
        said.push(match &registry.storage_folder {
            Some(folder) => format!("storage filesystem {folder}"),
            None => format!("storage {}", driver(&registry.storage)),
        });
    }
    if derived.token_server.is_some() {
        said.push(tokens_from_here(settings.auth_server.users.len()));
    } else if let Some(registry) = &derived.registry {
        said.push(match (&registry.auth, &registry.htpasswd) {
            (Some(_), _) if derived.rails.is_some() => "tokens from GitLab".to_owned(),
            (Some(auth), _) => format!("tokens from {}", auth.realm),
            (None, Some(_)) => "passwords from a file".to_owned(),
            (None, None) => "no login".to_owned(),
        });
    } else if derived.rails.as_ref().is_some_and(|rails| rails.registry.enabled) {
        said.push("GitLab signs tokens for a registry elsewhere".to_owned());
    }
    said.join(", ")
}

/// The storage driver: the one section of the storage that is not about how it is used.
fn driver(storage: &serde_json::Value) -> String {
    let sections = storage.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let others = ["cache", "delete", "redirect", "maintenance"];
    sections.filter(|name| !others.contains(name)).collect::<Vec<_>>().join(", ")
}

fn tokens_from_here(users: usize) -> String {
    format!("tokens from here for {users} user{}", if users == 1 { "" } else { "s" })
}
