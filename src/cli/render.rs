//! `wharf render`: the files as `reconfigure` would write them, without writing any.
//!
//! Invariant: no secret is shown unless `--show-secrets` asks for it, and what does not exist yet is never made.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::understand::{Understood, View, locate, understand};
use super::{DONE, Global, advise, certificates, check, print, print_line, reconfigure, report};
use crate::derive::secrets::Made;
use crate::derive::{self, Vhost};
use crate::plan::hide;
use crate::problem::{Problem, Problems};
use crate::render::{self, File};

/// The name and version of what `--json` prints.
const SCHEMA: &str = "wharf.render/1";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only this component's file
    part: Option<Part>,
    /// Show secrets, which are `[secret]` otherwise
    #[arg(long)]
    show_secrets: bool,
    /// Paths as they lie on the disk, with the root in front
    #[arg(long)]
    on_disk: bool,
    /// `nginx`: a virtual host for an NGINX of your own, also where Wharf runs one
    #[arg(long)]
    standalone: bool,
}

/// A component and the file that speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The engine's config.yml
    Registry,
    /// The virtual host; one for an NGINX of your own where Wharf runs none
    Nginx,
    /// GitLab's gitlab.yml
    Rails,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> anyhow::Result<u8> {
    if arguments.standalone && arguments.part != Some(Part::Nginx) {
        return Err(advise(
            "`--standalone` is about the virtual host alone",
            "write `wharf render nginx --standalone`",
        ));
    }
    let view = if arguments.on_disk { View::OnDisk } else { View::Inside };
    let walk = understand(global, &Made::default(), view).inspect_err(|error| {
        if global.json {
            report::print_problems(SCHEMA, error);
        }
    })?;
    let warnings = warnings(&walk);
    let files = files(&walk, arguments)?;
    if global.json {
        print_line(as_json(&walk, &files, &warnings));
        return Ok(DONE);
    }
    reconfigure::warn(global, &walk, &warnings);
    if arguments.part.is_some() {
        for (_, file) in &files {
            print(&file.content);
        }
        return Ok(DONE);
    }
    let mut text = String::new();
    for (path, file) in &files {
        let separator = if text.is_empty() { "" } else { "\n" };
        let own = &file.ownership;
        let (mode, user, group) = (own.mode, &own.user, &own.group);
        let _ = writeln!(text, "{separator}==> {path}  {mode:04o} {user}:{group} <==");
        text.push_str(&file.content);
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    print(&text);
    Ok(DONE)
}

/// What is wrong with certificates, what `plan` refuses and what else is worth a word.
fn warnings(walk: &Understood) -> Vec<Problem> {
    let mut warnings = walk.warnings();
    warnings.extend(check::refused_later(walk));
    let mut found = Problems::default();
    let mut said = Vec::new();
    certificates::check(&walk.root, &walk.derived, &walk.parsed.places, &mut found, &mut said);
    found.list.extend(said);
    warnings.extend(locate(&walk.parsed, found).list);
    warnings
}

/// The wanted files with their paths, secrets hidden unless they are asked for.
fn files(walk: &Understood, arguments: &Arguments) -> anyhow::Result<Vec<(String, File)>> {
    let paths = &walk.derived.paths;
    let is_wanted = |path: &str| match arguments.part {
        None => true,
        Some(Part::Registry) => path == format!("{}/config.yml", paths.registry),
        Some(Part::Nginx) => path == format!("{}/conf/service_conf/gitlab-registry.conf", paths.nginx),
        Some(Part::Rails) => gitlab_yml(walk).is_some_and(|own| own == path),
    };
    let is_standalone =
        arguments.part == Some(Part::Nginx) && (arguments.standalone || walk.derived.nginx.is_none());
    let mut files: Vec<(String, File)> = walk
        .rendered
        .files
        .iter()
        .filter(|(path, _)| is_wanted(path))
        .map(|(path, file)| (path.clone(), file.clone()))
        .collect();
    if is_standalone {
        let (vhost, has_own_logs) = standalone(walk)?;
        let content = render::standalone(&vhost, has_own_logs)?;
        let ownership = render::Ownership { user: "root".to_owned(), group: "root".to_owned(), mode: 0o644 };
        let path = "/etc/nginx/conf.d/gitlab-registry.conf".to_owned();
        files = vec![(path, File { ownership, content, is_secret: false })];
    }
    if files.is_empty() {
        return Err(advise(
            "these settings ask for no such file",
            "`wharf render` without a name shows all that they ask for",
        ));
    }
    for (path, file) in &mut files {
        if !arguments.show_secrets {
            file.content = if file.is_secret {
                "[secret]\n".to_owned()
            } else {
                hide(path, &file.content, &walk.rendered.secrets)
            };
        }
        if arguments.on_disk && !is_standalone {
            *path = walk.facts.real(path);
        }
    }
    Ok(files)
}

/// Our own gitlab.yml, or the one of a GitLab from source that is changed in place.
fn gitlab_yml(walk: &Understood) -> Option<String> {
    const OTHERS: [&str; 2] = ["/registry/config.yml", "/auth-server/config.yml"];
    let own = "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml";
    let engine = format!("{}/config.yml", walk.derived.paths.registry);
    let is_theirs = |path: &str| {
        std::path::Path::new(path).extension().is_some_and(|ending| ending == "yml")
            && path != engine
            && !OTHERS.iter().any(|other| path.ends_with(other))
    };
    let files = &walk.rendered.files;
    let theirs = || files.keys().find(|path| is_theirs(path)).cloned();
    Some(own.to_owned()).filter(|own| files.contains_key(own)).or_else(theirs)
}

/// The virtual host as it would be with an NGINX of ours, and whether the settings give it logs of its own.
fn standalone(walk: &Understood) -> anyhow::Result<(Vhost, bool)> {
    let mut settings = walk.parsed.settings.clone();
    settings.nginx.enable = Some(true);
    settings.registry.nginx.enable = true;
    let derived = derive::derive(&settings, &walk.facts, &walk.kept.filled(&Made::default()))
        .map_err(|found| locate(&walk.parsed, found))?;
    let has_own_logs = settings.registry.nginx.log_directory.is_some();
    derived.nginx.map(|nginx| (nginx.vhost, has_own_logs)).ok_or_else(|| {
        advise(
            "there is no registry on this host to stand in front of",
            "set `registry_external_url`, and let `registry.enable` be",
        )
    })
}

/// The files for a program: `{"files": […], "warnings": […]}`.
fn as_json(walk: &Understood, files: &[(String, File)], warnings: &[Problem]) -> Value {
    let file = |(path, file): &(String, File)| {
        let own = &file.ownership;
        json!({
            "path": path, "owner": own.user, "group": own.group,
            "mode": format!("{:04o}", own.mode), "content": file.content,
        })
    };
    let warning = |warning: &Problem| {
        let hint = warning.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let line = if warning.line > 0 { format!(":{}", warning.line) } else { String::new() };
        format!("{}{line}: {}{hint}", walk.parsed.file, warning.message)
    };
    json!({
        "schema": SCHEMA,
        "files": files.iter().map(file).collect::<Vec<_>>(),
        "warnings": warnings.iter().map(warning).collect::<Vec<_>>(),
    })
}
