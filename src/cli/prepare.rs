//! The walk that `plan` and `reconfigure` share, so that what is shown is what is done:
//! settings, facts, secrets, derive, render, observe, plan, obstacles. It changes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Global, advise};
use crate::derive::secrets::{self, Given, Kept, Made};
use crate::derive::{self, Derived, Facts};
use crate::keys;
use crate::observe;
use crate::plan::{self, Plan, Running};
use crate::problem::{Hint as _, Problem, Problems};
use crate::render::{self, Rendered};
use crate::settings::{self, Parsed};
use crate::supervise::{Client, Phase, Status};
use crate::sys::{self, Root};

/// Everything known before anything is changed.
pub(crate) struct Prepared {
    pub(crate) root: Root,
    pub(crate) program: PathBuf,
    pub(crate) settings_file: PathBuf,
    pub(crate) parsed: Parsed,
    pub(crate) facts: Facts,
    pub(crate) kept: Kept,
    pub(crate) derived: Derived,
    pub(crate) rendered: Rendered,
    pub(crate) plan: Plan,
    pub(crate) warnings: Vec<Problem>,
    pub(crate) client: Option<Client>,
}

/// Larger settings files are refused: a mistaken file, not settings.
const LARGEST_SETTINGS: u64 = 10 << 20;

/// The settings file: `--config`, else `gitlab.toml` under the root.
pub(crate) fn settings_file(global: &Global, root: &Root) -> anyhow::Result<PathBuf> {
    if let Some(file) = &global.config {
        return Ok(file.clone());
    }
    let toml = root.join("/etc/gitlab/gitlab.toml");
    if !toml.exists() && root.join("/etc/gitlab/gitlab.rb").exists() {
        return Err(advise(
            format!("there is no {}, and reading gitlab.rb is not built yet", toml.display()),
            "write its registry settings as a gitlab.toml: the names and their nesting are the same",
        ));
    }
    Ok(toml)
}

/// The settings, with every problem that can be seen without the host.
pub(crate) fn settings(file: &Path) -> anyhow::Result<Parsed> {
    let bytes = sys::fs::read_at_most(file, LARGEST_SETTINGS).map_err(|error| {
        let shown = file.display();
        if sys::fs::is_absent(&error) {
            advise(
                format!("there is no settings file {shown}"),
                "write one: `registry_external_url = \"https://…\"` is enough to begin; \
                 examples/gitlab.toml shows every setting",
            )
        } else {
            let hint = match error.kind() {
                std::io::ErrorKind::PermissionDenied => "run it as the file's owner or as root",
                _ => "the settings are one TOML file; name another with `--config`",
            };
            advise(format!("could not read the settings file {shown}: {error}"), hint)
        }
    })?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let hint = "save it as UTF-8".to_owned();
        let message = "the file is not valid UTF-8".to_owned();
        let problem = Problem { key: String::new(), line, column, message, hint: Some(hint) };
        Problems { file: name.clone(), list: vec![problem] }
    })?;
    Ok(settings::parse(&text, &name)?)
}

/// The walk. `made` fills the secrets that do not exist yet; without it they are shown as `[to be made:NAME]`.
pub(crate) fn prepare(global: &Global, made: &Made) -> anyhow::Result<Prepared> {
    let root = global.root()?;
    let program = std::env::current_exe().context("could not find this program's own path")?;
    let file = settings_file(global, &root)?;
    let parsed = settings(&file)?;
    if root.join("/opt/gitlab/version-manifest.json").exists() {
        return Err(advise(
            "a GitLab Omnibus package is installed on this host and manages the same paths; nothing was changed",
            "use Wharf on a host without the package, or try it with `--root DIR`",
        ));
    }
    let facts = observe::facts(
        &root,
        parsed.settings.nginx.binary.as_ref().map(settings::AbsolutePath::as_str),
        &program,
    );
    let kept = kept_secrets(&root, &parsed)?;
    let derived = derive::derive(&parsed.settings, &facts, &kept.filled(made))
        .map_err(|found| locate(&parsed, found))?;
    let rendered = render::render(&derived)?;
    let (client, statuses) = supervisor(&root)?;
    let actual = observe::actual(&root, &rendered, running(&statuses), facts.is_privileged)?;
    let plan = plan::plan(&rendered, &actual);
    let obstacles = obstacles(&root, &parsed, &facts, &derived, &rendered, &plan, &statuses);
    if !obstacles.is_empty() {
        return Err(locate(&parsed, obstacles).into());
    }
    let left = images_left_behind(&root, &derived)
        .map(|problem| Problems { list: vec![problem], ..Problems::default() });
    let left = left.map(|problems| locate(&parsed, problems).list).unwrap_or_default();
    let warnings = parsed.warnings.iter().chain(&derived.warnings).chain(&left).cloned().collect();
    let settings_file = file;
    Ok(Prepared {
        root,
        program,
        settings_file,
        parsed,
        facts,
        kept,
        derived,
        rendered,
        plan,
        warnings,
        client,
    })
}

/// Problems with the line and column of the setting that each is about.
fn locate(parsed: &Parsed, mut problems: Problems) -> Problems {
    if problems.file.is_empty() {
        problems.file.clone_from(&parsed.file);
    }
    parsed.places.locate(problems)
}

/// What is kept in `gitlab-secrets.json` and what the settings say instead.
fn kept_secrets(root: &Root, parsed: &Parsed) -> anyhow::Result<Kept> {
    let registry = &parsed.settings.registry;
    let given = Given {
        http_secret: registry.http_secret.clone(),
        internal_key: registry.internal_key.clone(),
        internal_certificate: registry.internal_certificate.clone(),
    };
    let text = observe::text(root, secrets::PATH)?;
    let kept = Kept::read(text.as_deref(), given)?;
    half_a_pair(&kept).map_err(|found| locate(parsed, found))?;
    if let (Some(key), Some(certificate)) = (kept.internal_key(), kept.internal_certificate()) {
        let (certificate, key) = (certificate.as_bytes(), key.expose().as_bytes());
        let fault = match keys::fingerprints(certificate, key) {
            Ok(both) if both.agree() => None,
            Ok(both) => Some(format!(
                "the certificate's key is sha256:{}, the key is sha256:{}",
                both.certificate, both.key
            )),
            Err(fault) => Some(fault.to_string()),
        };
        if let Some(fault) = fault {
            let mut problems = Problems::default();
            problems.about(
                "registry.internal_key",
                format!("`internal_key` and `internal_certificate` are not a pair: {fault}"),
                format!("give both of one pair, or only the key; kept ones are in {}", secrets::PATH),
            );
            return Err(locate(parsed, problems).into());
        }
    }
    Ok(kept)
}

/// A key or a certificate that stands alone: one of them must be enough to make the other.
fn half_a_pair(kept: &Kept) -> Result<(), Problems> {
    let mut problems = Problems::default();
    match (kept.internal_key(), kept.internal_certificate()) {
        (Some(key), None) => {
            let made = keys::certificate_for(key.expose().as_bytes(), sys::clock::unix_seconds());
            if let Err(fault) = made {
                let cause = std::error::Error::source(&fault).map(|cause| format!(": {cause}"));
                problems.about(
                    "registry.internal_key",
                    format!(
                        "no token can be signed with `internal_key`: {fault}{}",
                        cause.unwrap_or_default()
                    ),
                    "give an RSA key as PEM, or remove the line to have one made",
                );
            }
        }
        (None, Some(_)) => problems.about(
            "registry.internal_certificate",
            "`internal_certificate` is given without its key",
            "add `registry.internal_key`, or remove the line to have both made",
        ),
        _ => {}
    }
    problems.or(())
}

/// The supervisor of this root, if one runs, and what it reports.
pub(crate) fn supervisor(root: &Root) -> anyhow::Result<(Option<Client>, Vec<Status>)> {
    let client = Client::connect(root)?;
    let statuses = match &client {
        Some(client) => client.status()?,
        None => Vec::new(),
    };
    Ok((client, statuses))
}

fn running(statuses: &[Status]) -> BTreeMap<String, Running> {
    statuses
        .iter()
        .map(|status| {
            let running = Running {
                is_up: matches!(status.phase, Phase::Starting | Phase::Ready),
                restart: status.restart_inputs.clone().unwrap_or_default(),
                reload: status.reload_inputs.clone().unwrap_or_default(),
            };
            (status.service.clone(), running)
        })
        .collect()
}

/// What on the host stands in the way, all of it at once.
fn obstacles(
    root: &Root,
    parsed: &Parsed,
    facts: &Facts,
    derived: &Derived,
    rendered: &Rendered,
    plan: &Plan,
    statuses: &[Status],
) -> Problems {
    let mut problems = Problems { list: derived.refusals.clone(), ..Problems::default() };
    if rendered.services.contains_key("nginx") && facts.nginx.is_none() {
        match &parsed.settings.nginx.binary {
            Some(program) => problems.about(
                "nginx.binary",
                format!("could not run NGINX at `{program}`"),
                "check the path, or remove the line to have it found",
            ),
            None => problems.about(
                "nginx.enable",
                "there is no NGINX on this host",
                "install it (`apt-get install nginx-light`), name it with `nginx.binary`, or set `nginx.enable = false`",
            ),
        }
    }
    let mut sessions: Vec<u32> = statuses.iter().filter_map(|status| status.pid).collect();
    if statuses.is_empty() {
        // A supervisor that was killed leaves its services running; the next one takes their place.
        sessions.extend(crate::supervise::left_running(root));
    }
    // A service that runs as it should holds its ports already: only those that will be touched can meet a stranger.
    let touched = rendered.services.iter().filter(|(name, _)| plan.touches(name)).map(|(_, service)| service);
    for held in observe::held_ports(touched, &sessions) {
        let holder = held.holder.map_or_else(
            || "another process".to_owned(),
            |holder| format!("pid {} `{}`", holder.pid, holder.command),
        );
        problems.about(
            &held.key,
            format!("`{}` is held by {holder}", held.address),
            "stop that process, or choose another port",
        );
    }
    for blocked in observe::blocked_folders(root, rendered, facts.is_privileged) {
        let key = setting_of_folder(derived, &blocked.wanted);
        if blocked.is_file {
            problems.about(
                key,
                format!("`{}` is not a folder, and `{}` must lie in it", blocked.by, blocked.wanted),
                "move that file away, or choose another folder",
            );
        } else {
            problems.about(
                key,
                format!(
                    "user `{}` cannot enter `{}` ({}), which leads to `{}`",
                    blocked.user, blocked.by, blocked.access, blocked.wanted
                ),
                format!(
                    "let it through: `chmod o+x {0}` or `setfacl -m u:{1}:x {0}`",
                    blocked.by, blocked.user
                ),
            );
        }
    }
    for (key, path) in folders_for_files(root, rendered) {
        problems.about(
            key,
            format!("`{path}` is a folder, and must be a file or a link of Wharf's"),
            "move that folder away",
        );
    }
    certificates(derived, &mut problems);
    problems
}

/// Folders where files and links must be: a rename would fail on them half-way through.
fn folders_for_files(root: &Root, rendered: &Rendered) -> Vec<(&'static str, String)> {
    let is_folder = |place: &Path| sys::fs::link_target(place).is_none() && place.is_dir();
    let files = rendered.files.keys().chain(rendered.links.keys()).map(|path| root.join(path));
    files.filter(|place| is_folder(place)).map(|place| ("", place.to_string_lossy().into_owned())).collect()
}

/// A word where the storage is moved to a folder without images while the one before holds some: nobody moves them.
fn images_left_behind(root: &Root, derived: &Derived) -> Option<Problem> {
    let wanted = root.join(derived.registry.as_ref()?.storage_folder.as_deref()?);
    let text = observe::text(root, &format!("{}/config.yml", derived.paths.registry)).ok()??;
    let before: serde_yaml::Value = serde_yaml::from_str(&text).ok()?;
    let before = Path::new(before.get("storage")?.get("filesystem")?.get("rootdirectory")?.as_str()?);
    let has_images = |folder: &Path| folder.join("docker/registry/v2").exists();
    (wanted != before && has_images(before) && !has_images(&wanted)).then(|| {
        Problem::about(
            "registry.storage.filesystem.rootdirectory",
            format!("the images stay in `{}`; `{}` holds none", before.display(), wanted.display()),
            format!(
                "to take them along: `wharf stop registry`, `mkdir -p {1} && cp -a {0}/docker {1}/`, then `wharf reconfigure`",
                before.display(),
                wanted.display()
            ),
        )
    })
}

/// The setting that says where a wanted folder lies.
fn setting_of_folder(derived: &Derived, folder: &str) -> &'static str {
    let paths = &derived.paths;
    let storage = derived.registry.as_ref().and_then(|registry| registry.storage_folder.as_deref());
    let below = |place: &str| folder == place || folder.starts_with(&format!("{place}/"));
    if storage.is_some_and(&below) {
        "registry.storage.filesystem.rootdirectory"
    } else if below(&paths.registry) {
        "registry.dir"
    } else if below(&paths.registry_logs) {
        "registry.log_directory"
    } else if below(&paths.nginx) {
        "nginx.dir"
    } else {
        "nginx.log_directory"
    }
}

/// The certificate and key of the vhost: there, a pair, for this host, and in force.
fn certificates(derived: &Derived, problems: &mut Problems) {
    let Some(vhost) = derived.nginx.as_ref().map(|nginx| &nginx.vhost) else { return };
    let Some(tls) = &vhost.tls else { return };
    let read = |path: &str| sys::fs::read(Path::new(path));
    let (certificate, key) = (read(&tls.certificate), read(&tls.key));
    for (setting, path, result) in [
        ("registry.nginx.ssl_certificate", &tls.certificate, &certificate),
        ("registry.nginx.ssl_certificate_key", &tls.key, &key),
    ] {
        if let Err(error) = result {
            let reason =
                if sys::fs::is_absent(error) { "does not exist".to_owned() } else { error.to_string() };
            problems.about(
                setting,
                format!("could not read {path}: {reason}"),
                "put the file there, name another with this setting, or run `wharf ca init` for a private authority",
            );
        }
    }
    if let (Ok(certificate), Ok(key)) = (certificate, key) {
        for fault in keys::check(&certificate, &key, &vhost.server_name, sys::clock::unix_seconds()) {
            problems.about(
                "registry.nginx.ssl_certificate",
                format!("{}: {fault}", tls.certificate),
                fault.hint().unwrap_or_default(),
            );
        }
    }
}
