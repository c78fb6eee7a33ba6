//! Findings on the host itself: settings, runs, services, ports, folders, room.

use super::{Finding, or_ok};

/// The settings against what is applied.
#[derive(Debug, Clone)]
pub enum Settings {
    /// They are applied.
    Applied,
    /// They say something else; what would change.
    Waiting(String),
    /// They could not be applied: what is wrong, each with what to do.
    Refused(Vec<(String, Option<String>)>),
    /// Nobody can tell: why, and what to do.
    Unknown(String, Option<String>),
}

/// The settings; `warnings` are what else is to be said of them, each with what to do, `went_back` is the generation
/// that a rollback led to.
#[must_use]
pub fn settings(
    settings: &Settings,
    warnings: &[(String, Option<String>)],
    went_back: Option<u64>,
) -> Vec<Finding> {
    let name = "settings";
    let mut found: Vec<Finding> = match settings {
        Settings::Applied => Vec::new(),
        Settings::Waiting(counts) => {
            let back = went_back.map(|number| format!(", as the host went back to generation {number}"));
            vec![Finding::warn(
                name,
                format!("the settings are not what is applied{}: {counts}", back.unwrap_or_default()),
                "the next `wharf reconfigure`, whoever runs it, applies them",
                "look with `wharf plan`, then run `wharf reconfigure`",
            )]
        }
        Settings::Refused(problems) => problems
            .iter()
            .map(|(message, hint)| {
                let why = "no `wharf reconfigure` succeeds until it is mended";
                Finding::fail(
                    name,
                    message,
                    why,
                    hint.clone().unwrap_or_else(|| "look with `wharf plan`".into()),
                )
            })
            .collect(),
        Settings::Unknown(why, hint) => {
            vec![Finding { fix: hint.clone(), ..Finding::skip(name, why) }]
        }
    };
    let told = |(message, hint): &(String, Option<String>)| {
        Finding::warn(name, message, "", hint.clone().unwrap_or_default())
    };
    found.extend(warnings.iter().map(told));
    or_ok(found, name, "they are applied")
}

/// A run that is not over.
#[derive(Debug, Clone)]
pub enum Run {
    /// There is none.
    None,
    /// One is at work.
    AtWork,
    /// One was cut short.
    CutShort,
    /// One was cut short, and cannot be put back: why, and what to do.
    Stuck(String, Option<String>),
}

/// The run that is not over.
#[must_use]
pub fn run(run: &Run) -> Vec<Finding> {
    let name = "run";
    vec![match run {
        Run::None => Finding::ok(name, "none was cut short"),
        Run::AtWork => Finding::skip(name, "a `wharf reconfigure` is at work; what follows may change"),
        Run::CutShort => Finding::fail(
            name,
            "a run was cut short",
            "some files may be of before it and some of after it",
            "run `wharf reconfigure`, which puts it back first",
        ),
        Run::Stuck(why, hint) => Finding::fail(
            name,
            format!("a run was cut short, and {why}"),
            "no service starts until it is mended",
            hint.clone().unwrap_or_default(),
        ),
    }]
}

/// Files that are not as the last run wrote them.
#[must_use]
pub fn files(edited: &[String]) -> Vec<Finding> {
    let told = |path: &String| {
        Finding::warn(
            "files",
            format!("{path} was edited by hand"),
            "the next `wharf reconfigure` overwrites it, and keeps the edited text beside its generation",
            "say it in the settings; `wharf plan` shows the difference",
        )
    };
    or_ok(edited.iter().map(told).collect(), "files", "they are as the last run wrote them")
}

/// A service as the supervisor tells of it.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Whether it is up and has answered.
    pub is_up: bool,
    /// Whether somebody wants it up.
    pub is_wanted: bool,
    /// What it does: `backoff`, `down`.
    pub phase: String,
    /// How its last process ended.
    pub last_exit: Option<String>,
    /// The last line of its log.
    pub log: Option<String>,
}

/// The services; `Err` is why they could not be asked about, and what to do.
#[must_use]
pub fn services(services: &Result<Vec<Service>, (String, String)>) -> Vec<Finding> {
    let name = "services";
    match services {
        Err((why, fix)) => vec![Finding::fail(name, why, "nobody keeps the services up", fix)],
        Ok(services) if services.is_empty() => vec![Finding::ok(name, "none is enabled")],
        Ok(services) => {
            let down = services.iter().filter(|service| !service.is_up).map(|service| {
                let exit = service.last_exit.as_ref().map(|exit| format!(", last exit: {exit}"));
                let seen = format!("{} is {}{}", service.name, service.phase, exit.unwrap_or_default());
                let log = service.log.as_ref().map(|line| format!("its log ends with: {line}"));
                let fix = if service.is_wanted {
                    format!("mend what its log says (`wharf tail {}`)", service.name)
                } else {
                    format!("it was stopped: `wharf start {}`", service.name)
                };
                Finding::fail(name, seen, log.unwrap_or_default(), fix)
            });
            let names: Vec<&str> = services.iter().map(|service| service.name.as_str()).collect();
            or_ok(down.collect(), name, format!("{} are up", names.join(", ")))
        }
    }
}

/// An address of ours that another process holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// The setting.
    pub key: String,
    /// The address.
    pub address: String,
    /// The process, and its command, as far as it can be seen.
    pub holder: Option<(u32, String)>,
}

/// The ports; `count` is how many were looked at.
#[must_use]
pub fn ports(held: &[Held], count: usize, sees_all: bool) -> Vec<Finding> {
    let name = "ports";
    let told = |one: &Held| match &one.holder {
        Some((pid, command)) => Some(Finding::fail(
            name,
            format!("`{}` is held by pid {pid} `{command}`", one.address),
            "our service cannot listen there, and clients meet a stranger",
            format!("stop that process (`kill {pid}`), or choose another port with `{}`", one.key),
        )),
        None if sees_all => Some(Finding::fail(
            name,
            format!("`{}` is held by a process of the kernel or of another container", one.address),
            "our service cannot listen there",
            format!("choose another port with `{}`", one.key),
        )),
        None => None,
    };
    let found: Vec<Finding> = held.iter().filter_map(told).collect();
    if found.is_empty() && !held.is_empty() {
        return vec![Finding::skip(name, "who holds them is not to be seen without root")];
    }
    or_ok(found, name, format!("{count} are free for their services, or held by them"))
}

/// Another package on the same paths: what tells of it.
#[must_use]
pub fn omnibus(package: Option<&str>) -> Vec<Finding> {
    vec![match package {
        None => Finding::ok("omnibus", "no such package is installed"),
        Some(what) => Finding::fail(
            "omnibus",
            format!("a GitLab Omnibus package is installed ({what})"),
            "both would write the same files, and each undoes what the other does",
            "remove one of the two, or move Wharf to another host",
        ),
    }]
}

/// The room at one place.
#[derive(Debug, Clone)]
pub struct Room {
    /// What lies there.
    pub what: &'static str,
    /// Where.
    pub path: String,
    /// Bytes left.
    pub free: u64,
    /// Bytes in all.
    pub total: u64,
    /// Files that may still be made, where that is known.
    pub files: Option<u64>,
    /// Nothing may be written at all.
    pub is_read_only: bool,
}

/// With less than this, in bytes, writing ends any moment.
const ALMOST_NOTHING: u64 = 256 << 20;
/// With fewer files left than this.
const ALMOST_NO_FILES: u64 = 1000;
/// With less than this, and less than a tenth, one should know.
const SCARCE: u64 = 10 << 30;

/// Whether so little is left that one should know.
#[must_use]
pub fn is_scarce(free: u64, total: u64) -> bool {
    free < SCARCE && free < total / 10
}

/// The room for what is written. `size` says bytes for people.
#[must_use]
pub fn disk(rooms: &[Room], size: fn(u64) -> String) -> Vec<Finding> {
    let name = "disk";
    let mut found = Vec::new();
    for Room { what, path, free, total, files, is_read_only } in rooms {
        let left = size(*free);
        let fix = "make room: remove tags and images that nobody needs, or give the file system more";
        if *is_read_only {
            found.push(Finding::fail(
                name,
                format!("the file system of the {what}, {path}, is mounted read-only"),
                "nothing can be pushed; the kernel does so after errors of the disk, too",
                format!("look with `dmesg`, then `mount -o remount,rw` what holds {path}"),
            ));
        } else if *free < ALMOST_NOTHING {
            found.push(Finding::fail(
                name,
                format!("{left} left for the {what}, {path}"),
                "pushes end with 507",
                fix,
            ));
        } else if files.is_some_and(|files| files < ALMOST_NO_FILES) {
            let seen = format!("{} more files fit for the {what}, {path}", files.unwrap_or_default());
            found.push(Finding::fail(
                name,
                seen,
                "the file system has no inodes left, though bytes are free",
                fix,
            ));
        } else if is_scarce(*free, *total) {
            found.push(Finding::warn(name, format!("{left} left for the {what}, {path}"), "", fix));
        }
    }
    let all: Vec<String> =
        rooms.iter().map(|room| format!("{} for the {}", size(room.free), room.what)).collect();
    or_ok(found, name, all.join(", "))
}

/// A folder that logs are written to.
#[derive(Debug, Clone)]
pub struct LogFolder {
    /// Where.
    pub path: String,
    /// What stands in the way, if something does.
    pub fault: Option<&'static str>,
}

/// The folders of logs; `is_ours` is whether this user writes them.
#[must_use]
pub fn logs(folders: &[LogFolder], is_ours: bool) -> Vec<Finding> {
    let name = "logs";
    if !is_ours {
        return vec![Finding::skip(name, "another user writes them: run it as root")];
    }
    let faults = folders.iter().filter_map(|folder| {
        let fault = folder.fault?;
        Some(Finding::fail(
            name,
            format!("{} {fault}", folder.path),
            "what services say is lost, and NGINX does not start without its logs",
            "`wharf reconfigure` makes the folder as it should be; a file in its place must be moved away first",
        ))
    });
    let count = folders.len();
    or_ok(faults.collect(), name, format!("{count} folders are there and can be written"))
}

/// What a user meets on the way to the images.
#[derive(Debug, Clone)]
pub struct Obstacle {
    /// The user.
    pub user: String,
    /// The folder, or what is there in its place.
    pub path: String,
    /// Mode and owner: `0700 root:root`.
    pub access: String,
    /// What cannot be done.
    pub kind: ObstacleKind,
}

/// What cannot be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObstacleKind {
    /// It is no folder.
    NotAFolder,
    /// It is not there.
    Absent,
    /// It cannot be passed.
    Entered,
    /// It cannot be written.
    Written,
    /// It cannot be read.
    Read,
}

/// The way to the images at `folder`, for `users`.
#[must_use]
pub fn storage(folder: &str, obstacles: &[Obstacle], users: &[String]) -> Vec<Finding> {
    let name = "storage";
    let told = |one: &Obstacle| {
        let Obstacle { user, path, access, kind } = one;
        let (seen, fix) = match kind {
            ObstacleKind::NotAFolder => (
                format!("`{path}` is no folder, and the images must lie in {folder}"),
                "move that file away, then run `wharf reconfigure`".to_owned(),
            ),
            ObstacleKind::Absent => (
                format!("`{path}` is not there"),
                "run `wharf reconfigure`, or mount what it should be".to_owned(),
            ),
            ObstacleKind::Entered => (
                format!("user `{user}` cannot enter `{path}` ({access})"),
                format!("let it through: `chmod o+x {path}` or `setfacl -m u:{user}:x {path}`"),
            ),
            ObstacleKind::Written => (
                format!("user `{user}` cannot write to `{path}` ({access})"),
                format!(
                    "`wharf reconfigure` gives the folder back; what lies in it: `chown -R {user} {path}`"
                ),
            ),
            ObstacleKind::Read => (
                format!("user `{user}` cannot read `{path}` ({access})"),
                format!("run `wharf reconfigure`, or `setfacl -m u:{user}:rx {path}`"),
            ),
        };
        Finding::fail(name, seen, "pushes or pulls end in errors of the storage", fix)
    };
    let seen = format!("{} can reach {folder}", users.join(" and "));
    or_ok(obstacles.iter().map(told).collect(), name, seen)
}
