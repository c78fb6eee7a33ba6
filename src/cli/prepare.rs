//! The walk that `plan` and `reconfigure` share, so that what is shown is what is done:
//! settings, facts, secrets, derive, render, observe, plan, obstacles. It changes nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::understand::{Understood, View, locate, understand};
use super::{Global, advise, certificates, signing};
use crate::derive::secrets::Made;
use crate::derive::{Derived, Facts};
use crate::generation;
use crate::observe;
use crate::plan::{self, Plan, Running};
use crate::problem::{Problem, Problems};
use crate::render::Rendered;
use crate::settings::Parsed;
use crate::supervise::{Client, Phase, Status};
use crate::sys::{self, Root};

/// Everything known before anything is changed.
pub(crate) struct Prepared {
    pub(crate) walk: Understood,
    pub(crate) plan: Plan,
    pub(crate) warnings: Vec<Problem>,
    pub(crate) client: Option<Client>,
}

/// The walk, and what is to be done about it. `made` fills the secrets that do not exist yet; without it they are
/// shown as `[to be made:NAME]`.
pub(crate) fn prepare(global: &Global, made: &Made) -> anyhow::Result<Prepared> {
    let walk = understand(global, made, View::Host)?;
    let Understood { root, parsed, facts, derived, rendered, .. } = &walk;
    refuse_omnibus(global, root)?;
    let (client, statuses) = supervisor(root)?;
    let mut said = Vec::new();
    let mut obstacles = refused(parsed, derived);
    certificates::check(root, derived, &parsed.places, &mut obstacles, &mut said);
    let actual = match observe::actual(root, rendered, running(&statuses), facts.is_privileged) {
        // what is wrong with the settings is told also to who may not read the host
        Err(_) if !obstacles.is_empty() => return Err(locate(parsed, obstacles).into()),
        actual => actual?,
    };
    let plan = plan::plan(rendered, &actual).against(&applied(root));
    look_for_obstacles(&walk, &plan, &statuses, &mut obstacles);
    signing::check(&walk, &plan, &mut obstacles)?;
    if !obstacles.is_empty() {
        return Err(locate(parsed, obstacles).into());
    }
    said.extend(walk.unreadable().iter().cloned());
    said.extend(images_left_behind(root, derived));
    said.extend(derived.warnings.iter().cloned());
    let said = locate(parsed, Problems { list: said, ..Problems::default() }).list;
    let warnings = parsed.warnings.iter().cloned().chain(said).collect();
    Ok(Prepared { walk, plan, warnings, client })
}

/// An Omnibus package writes on the same paths: beside one, nothing is changed.
pub(crate) fn refuse_omnibus(global: &Global, root: &Root) -> anyhow::Result<()> {
    if let Some(package) = observe::omnibus(root).filter(|_| !global.beside_omnibus) {
        return Err(advise(
            format!(
                "a GitLab Omnibus package is installed on this host ({package}) and manages the same paths; nothing was \
                 changed"
            ),
            "use Wharf on a host without the package, or try it with `--root DIR`; if you know that the two do not meet, \
             `--beside-omnibus` goes on",
        ));
    }
    Ok(())
}

/// What the last run wrote. Nothing where it cannot be read: then nobody can say what was changed by hand.
pub(crate) fn applied(root: &Root) -> Rendered {
    let last = generation::current(root).ok().flatten();
    last.and_then(|last| generation::rendered(root, last.number).ok()).unwrap_or_default()
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

pub(crate) fn running(statuses: &[Status]) -> BTreeMap<String, Running> {
    statuses
        .iter()
        .map(|status| {
            let running = Running {
                is_up: matches!(status.phase, Phase::Starting | Phase::Ready),
                has_old_program: status.has_old_program,
                restart: status.restart_inputs.clone().unwrap_or_default(),
                reload: status.reload_inputs.clone().unwrap_or_default(),
            };
            (status.service.clone(), running)
        })
        .collect()
}

/// What the settings ask for and is not built yet.
fn refused(parsed: &Parsed, derived: &Derived) -> Problems {
    let list = parsed.refusals.iter().chain(&derived.refusals).cloned().collect();
    Problems { list, ..Problems::default() }
}

/// How often a port that somebody else seems to hold is looked at once more.
const SECOND_LOOKS: u32 = 3;
/// The pause before each.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Our ports that a stranger holds. While another run restarts a service, the process that the supervisor told of and
/// the one that holds the port may be two of its own: a stranger is one who stays.
fn held_ports(root: &Root, rendered: &Rendered, plan: &Plan, statuses: &[Status]) -> Vec<observe::Held> {
    let look = |statuses: &[Status]| {
        let mut sessions: Vec<u32> = statuses.iter().filter_map(|status| status.pid).collect();
        if statuses.is_empty() {
            // A supervisor that was killed leaves its services running; the next one takes their place.
            sessions.extend(crate::supervise::left_running(root));
        }
        // A service that runs as it should holds its ports already: only those that will be touched can meet a stranger.
        let touched = rendered.services.iter().filter(|(name, _)| plan.touches(name));
        observe::held_ports(touched.map(|(_, service)| service), &sessions)
    };
    let mut held = look(statuses);
    for _ in 0..SECOND_LOOKS {
        if held.is_empty() {
            break;
        }
        std::thread::sleep(BETWEEN_LOOKS);
        let Ok((_, statuses)) = supervisor(root) else { break };
        held = look(&statuses);
    }
    held
}

/// What on the host stands in the way, all of it at once.
fn look_for_obstacles(walk: &Understood, plan: &Plan, statuses: &[Status], problems: &mut Problems) {
    let Understood { root, parsed, facts, derived, rendered, .. } = walk;
    if rendered.services.contains_key("nginx") && facts.nginx.is_none() {
        match &parsed.settings.nginx.binary {
            Some(program) => problems.coded(
                "E012",
                "nginx.binary",
                format!("could not run NGINX at `{program}`"),
                "check the path, or remove the line to have it found",
            ),
            None => problems.coded(
                "E012",
                "nginx.enable",
                "there is no NGINX on this host",
                "install it (`apt-get install nginx-light`), name it with `nginx.binary`, or set `nginx.enable = false`",
            ),
        }
    }
    for held in held_ports(root, rendered, plan, statuses) {
        let holder = held.holder.map_or_else(
            || "another process".to_owned(),
            |holder| format!("pid {} `{}`", holder.pid, holder.command),
        );
        problems.coded(
            "E011",
            &held.key,
            format!("`{}` is held by {holder}", held.address),
            "stop that process, or choose another port",
        );
    }
    for blocked in observe::blocked_folders(root, rendered, facts.is_privileged) {
        let key = setting_of_folder(derived, &blocked.wanted);
        if blocked.is_file {
            problems.coded(
                "E051",
                key,
                format!("`{}` is not a folder, and `{}` must lie in it", blocked.by, blocked.wanted),
                "move that file away, or choose another folder",
            );
        } else {
            problems.coded(
                "E050",
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
    for (key, group) in unknown_log_groups(parsed, facts, derived) {
        problems.about(
            key,
            format!("there is no group `{group}` on this host to read logs"),
            format!("make it with `groupadd --system {group}`, or name another"),
        );
    }
    for (key, path) in folders_for_files(root, rendered) {
        problems.coded(
            "E051",
            key,
            format!("`{path}` is a folder, and must be a file or a link of Wharf's"),
            "move that folder away",
        );
    }
}

/// Groups that shall read logs and do not exist, where folders are given to them: the setting and the group.
fn unknown_log_groups(parsed: &Parsed, facts: &Facts, derived: &Derived) -> Vec<(&'static str, String)> {
    let settings = &parsed.settings;
    let is_known = |group: &str| {
        sys::accounts::group(group).is_some() || derived.accounts.iter().any(|account| account.group == group)
    };
    let named = [
        ("logging.log_group", &settings.logging.log_group),
        ("registry.log_group", &settings.registry.log_group),
        ("nginx.log_group", &settings.nginx.log_group),
    ];
    let named = named.into_iter().filter_map(|(key, group)| Some((key, group.as_ref()?.to_string())));
    named.filter(|(_, group)| facts.is_privileged && !is_known(group)).collect()
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
        Problem::coded(
            "W070",
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
