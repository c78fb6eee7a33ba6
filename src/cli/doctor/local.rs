//! What the checks of this host look at.

use std::path::Path;

use super::Ground;
use crate::cli::in_force;
use crate::cli::status::report::size;
use crate::cli::{certificates, prepare};
use crate::doctor::host::{self, Held, LogFolder, Obstacle, ObstacleKind, Room};
use crate::doctor::{Finding, tls};
use crate::keys;
use crate::observe;
use crate::problem::{Problem, Problems};
use crate::render::{Ownership, Rendered};
use crate::supervise::{Phase, Status, Want};
use crate::sys::accounts::{self, Known};
use crate::sys::{self, Root, fs};

/// Why what the user of the services may do is not looked at.
const STRANGE: &str = "the services are another user's: ask as that user, or as root";

/// Settings without a service, such as those of a registry elsewhere, need no supervisor.
pub(super) fn needs_no_supervisor(root: &Root) -> bool {
    let names = crate::supervise::enabled_services(root).unwrap_or_default();
    names.is_empty() && root.join(crate::render::LISTING).exists()
}

/// A word and what to do, of a problem.
fn told(problem: &Problem) -> (String, Option<String>) {
    let code = if problem.code.is_empty() { String::new() } else { format!("{}: ", problem.code) };
    (format!("{code}{}", problem.message), problem.hint.clone())
}

/// What `certificate` tells in full.
fn is_of_the_certificate(problem: &Problem) -> bool {
    ["E020", "E021", "E022", "E023", "E024", "W025", "W026"].contains(&problem.code)
}

/// What other checks tell in full: held ports, blocked folders, another package.
fn is_told_elsewhere(problem: &Problem) -> bool {
    is_of_the_certificate(problem) || ["E011", "E050", "E051"].contains(&problem.code)
}

pub(super) fn settings(ground: &Ground) -> Vec<Finding> {
    let found = &ground.found;
    let settings = match &found.settings {
        in_force::Settings::Applied => host::Settings::Applied,
        in_force::Settings::Waiting(counts) => host::Settings::Waiting(counts.clone()),
        in_force::Settings::Refused(problems) => {
            let own: Vec<_> = problems.list.iter().filter(|one| !is_told_elsewhere(one)).map(told).collect();
            if own.is_empty() {
                let seen = "they could not be applied; see the other findings";
                return vec![Finding::skip("settings", seen)];
            }
            host::Settings::Refused(own)
        }
        in_force::Settings::Unknown(why, hint) => host::Settings::Unknown(why.clone(), hint.clone()),
    };
    let warnings: Vec<_> = found.warnings.iter().filter(|one| !is_told_elsewhere(one)).map(told).collect();
    let went_back =
        found.generation.as_ref().ok().and_then(Option::as_ref).and_then(|one| one.rolled_back_to);
    host::settings(&settings, &warnings, went_back)
}

pub(super) fn run(ground: &Ground) -> Vec<Finding> {
    host::run(&match &ground.found.run {
        in_force::OpenRun::None => host::Run::None,
        in_force::OpenRun::AtWork => host::Run::AtWork,
        in_force::OpenRun::CutShort => host::Run::CutShort,
        in_force::OpenRun::Stuck(why, hint) => host::Run::Stuck(why.clone(), hint.clone()),
    })
}

/// Every file of the last run that is there and says something else.
pub(super) fn files(ground: &Ground) -> Vec<Finding> {
    let Ok(generation) = &ground.found.generation else {
        return vec![Finding::skip("files", "what the last run wrote is root's alone to read")];
    };
    if generation.is_none() {
        return vec![Finding::skip("files", "nothing was applied yet")];
    }
    let is_listing = |path: &str| path == crate::render::LISTING || path == crate::derive::secrets::PATH;
    let applied = prepare::applied(&ground.root);
    let differs = applied.files.iter().filter(|(path, _)| !is_listing(path)).filter(|(path, file)| {
        let now = fs::read_optional_at_most(&ground.root.join(path), fs::LARGEST_TEXT);
        // One that cannot be read is not known to be another.
        now.is_ok_and(|now| now.is_none_or(|now| now != file.content.as_bytes()))
    });
    host::files(&differs.map(|(path, _)| path.clone()).collect::<Vec<_>>())
}

pub(super) fn services(ground: &Ground) -> Vec<Finding> {
    let services = ground.services.as_ref().map_err(Clone::clone);
    let client = crate::supervise::Client::connect(&ground.root).ok().flatten();
    let of = |status: &Status| host::Service {
        name: status.service.clone(),
        is_up: status.phase == Phase::Ready,
        is_wanted: status.wanted == Want::Up,
        phase: match status.phase {
            Phase::Down => "down",
            Phase::Starting => "starting",
            Phase::Ready => "running",
            Phase::Stopping => "stopping",
            Phase::Backoff => "waiting to be started again",
        }
        .to_owned(),
        last_exit: status.last_exit.clone(),
        log: (status.phase != Phase::Ready)
            .then(|| client.as_ref().and_then(|client| client.log(&status.service).pop()))
            .flatten(),
    };
    host::services(&services.map(|services| services.iter().map(of).collect()))
}

pub(super) fn ports(ground: &Ground) -> Vec<Finding> {
    let Some(walk) = &ground.found.walk else {
        return vec![Finding::skip("ports", "what is applied is not known")];
    };
    let statuses = ground.services.as_ref().map(Vec::as_slice).unwrap_or_default();
    let mut sessions: Vec<u32> = statuses.iter().filter_map(|status| status.pid).collect();
    if statuses.is_empty() {
        sessions.extend(crate::supervise::left_running(&ground.root));
    }
    let held: Vec<Held> = observe::held_ports(walk.rendered.services.values(), &sessions)
        .into_iter()
        .map(|held| Held {
            key: held.key,
            address: held.address,
            holder: held.holder.map(|holder| (holder.pid, holder.command)),
        })
        .collect();
    let count = walk.rendered.services.values().map(|service| service.listen.len()).sum();
    host::ports(&held, count, accounts::effective_user() == 0)
}

pub(super) fn disk(ground: &Ground) -> Vec<Finding> {
    let Some(walk) = &ground.found.walk else {
        return vec![Finding::skip("disk", "what is applied is not known")];
    };
    let images = walk.derived.registry.as_ref().and_then(|registry| registry.storage_folder.as_deref());
    let places = [
        ("images", images),
        ("logs", Some(walk.derived.paths.registry_logs.as_str())),
        ("state", Some("/var/opt/gitlab")),
    ];
    let mut rooms = Vec::new();
    for (what, path) in places {
        let Some(path) = path else { continue };
        match sys::disk::room(&ground.root.join(path)) {
            Ok(room) => rooms.push(Room {
                what,
                path: path.to_owned(),
                free: room.free,
                total: room.total,
                files: room.files,
                is_read_only: room.is_read_only,
            }),
            Err(error) => return vec![Finding::skip("disk", format!("could not ask about {path}: {error}"))],
        }
    }
    host::disk(&rooms, size)
}

pub(super) fn logs(ground: &Ground) -> Vec<Finding> {
    let Some(walk) = &ground.found.walk else {
        return vec![Finding::skip("logs", "what is applied is not known")];
    };
    if ground.is_strange() {
        return vec![Finding::skip("logs", STRANGE)];
    }
    let derived = &walk.derived;
    let mut paths: Vec<String> =
        derived.services.iter().map(|service| service.log_directory.clone()).collect();
    paths.extend(derived.nginx.as_ref().map(|nginx| nginx.vhost.log_directory.clone()));
    let mut places: Vec<_> = paths.iter().map(|path| ground.root.join_unless_inside(path)).collect();
    places.sort();
    places.dedup();
    let folders: Vec<LogFolder> = places
        .iter()
        .map(|place| LogFolder { path: place.to_string_lossy().into_owned(), fault: fault_of_logs(place) })
        .collect();
    // Who keeps the services writes their logs; on this machine that is root.
    let is_ours = !ground.root.is_machine() || accounts::effective_user() == 0;
    host::logs(&folders, is_ours)
}

fn fault_of_logs(place: &Path) -> Option<&'static str> {
    if fs::access(place).is_none() {
        return Some("is not there");
    }
    if !place.is_dir() {
        return Some("is no folder");
    }
    (!sys::disk::may_write_in(place)).then_some("cannot be written to")
}

/// A user that must reach the images, and whether it writes there.
struct Visitor {
    name: String,
    known: Option<Known>,
    writes: bool,
}

pub(super) fn storage(ground: &Ground) -> Vec<Finding> {
    let walk = ground.found.walk.as_ref();
    let Some((walk, registry)) = walk.and_then(|walk| Some((walk, walk.derived.registry.as_ref()?))) else {
        return vec![Finding::skip("storage", ground.known_or("there is no registry on this host"))];
    };
    if ground.is_strange() {
        return vec![Finding::skip("storage", STRANGE)];
    }
    let Some(folder) = &registry.storage_folder else {
        return vec![Finding::skip("storage", "the images do not lie in a folder")];
    };
    let is_privileged = walk.facts.is_privileged;
    let paths = &walk.derived.paths;
    let visitors = if is_privileged {
        let of = |name: &String, writes| Visitor { name: name.clone(), known: accounts::user(name), writes };
        let mut visitors = vec![of(&paths.registry_user, true)];
        visitors.extend(walk.derived.rails.as_ref().map(|_| of(&paths.rails_user, false)));
        visitors
    } else {
        let uid = accounts::effective_user();
        let groups = accounts::own_groups();
        let gid = groups.first().copied().unwrap_or(u32::MAX);
        vec![Visitor {
            name: accounts::user_name(uid),
            known: Some(Known { uid, gid, groups }),
            writes: true,
        }]
    };
    if !is_privileged && ground.root.is_machine() {
        return vec![Finding::skip(
            "storage",
            "whether its users reach the images is to be seen by root alone",
        )];
    }
    let mut obstacles = Vec::new();
    for visitor in &visitors {
        obstacles.extend(on_the_way(ground, folder, visitor, is_privileged));
    }
    let names: Vec<String> = visitors.into_iter().map(|visitor| visitor.name).collect();
    host::storage(folder, &obstacles, &names)
}

/// What the visitor meets: the way to the folder first, then the folder and those that the layout begins with.
fn on_the_way(ground: &Ground, folder: &str, visitor: &Visitor, is_privileged: bool) -> Vec<Obstacle> {
    let ownership = Ownership { user: visitor.name.clone(), group: String::new(), mode: 0o700 };
    let want = Rendered { directories: [(folder.to_owned(), ownership)].into(), ..Rendered::default() };
    let blocked = observe::blocked_folders(&ground.root, &want, is_privileged);
    if !blocked.is_empty() {
        let of = |one: observe::Blocked| Obstacle {
            user: one.user,
            path: one.by,
            access: one.access,
            kind: if one.is_file { ObstacleKind::NotAFolder } else { ObstacleKind::Entered },
        };
        return blocked.into_iter().map(of).collect();
    }
    let below = [
        "",
        "docker",
        "docker/registry",
        "docker/registry/v2",
        "docker/registry/v2/repositories",
        "docker/registry/v2/blobs",
    ];
    for part in below {
        let place = ground.root.join(&format!("{folder}/{part}"));
        let obstacle = |kind, access| Obstacle {
            user: visitor.name.clone(),
            path: place.to_string_lossy().into_owned(),
            access,
            kind,
        };
        let Some(access) = fs::access(&place) else {
            let is_top = part.is_empty();
            return is_top.then(|| obstacle(ObstacleKind::Absent, String::new())).into_iter().collect();
        };
        let owner = access.uid.map(accounts::user_name).unwrap_or_default();
        let group = access.gid.map(accounts::group_name).unwrap_or_default();
        let said = format!("{:04o} {owner}:{group}", access.mode);
        if !place.is_dir() {
            return vec![obstacle(ObstacleKind::NotAFolder, said)];
        }
        let (wanted, kind) =
            if visitor.writes { (0o7, ObstacleKind::Written) } else { (0o5, ObstacleKind::Read) };
        let Some(known) = &visitor.known else { continue };
        if known.uid != 0 && bits_for(access, known) & wanted != wanted {
            return vec![obstacle(kind, said)];
        }
    }
    Vec::new()
}

/// The bits that count for a user.
fn bits_for(access: fs::Access, user: &Known) -> u32 {
    if access.uid == Some(user.uid) {
        access.mode >> 6 & 0o7
    } else if access.gid.is_some_and(|gid| user.gid == gid || user.groups.contains(&gid)) {
        access.mode >> 3 & 0o7
    } else {
        access.mode & 0o7
    }
}

pub(super) fn certificate(ground: &Ground) -> Vec<Finding> {
    let Some(walk) = &ground.found.walk else {
        return vec![Finding::skip("certificate", "what is applied is not known")];
    };
    let files = walk.derived.nginx.as_ref().and_then(|nginx| nginx.vhost.tls.as_ref());
    let Some(files) = files else { return vec![Finding::skip("certificate", "NGINX speaks no TLS here")] };
    let (mut problems, mut warnings) = (Problems::default(), Vec::new());
    certificates::check(&ground.root, &walk.derived, &walk.parsed.places, &mut problems, &mut warnings);
    let pair = |problem: &Problem| (problem.message.clone(), problem.hint.clone().unwrap_or_default());
    let pem = fs::read_at_most(&ground.root.join_unless_inside(&files.certificate), fs::LARGEST_TEXT);
    let pem = pem.unwrap_or_default();
    let (hidden, remarks): (Vec<_>, Vec<_>) = warnings
        .iter()
        .partition(|problem| problem.code == "E020" && problem.message.contains("could not read"));
    tls::certificate(&tls::Files {
        certificate: files.certificate.clone(),
        faults: problems.list.iter().map(pair).collect(),
        remarks: remarks.into_iter().map(pair).collect(),
        names: keys::covers(&pem).unwrap_or_default(),
        days_left: keys::days_left(&pem, ground.at).ok(),
        hidden: hidden.iter().map(|problem| problem.message.clone()).collect(),
    })
}
