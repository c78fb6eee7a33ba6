//! What `wharf status` says: its content as a value, and that as text; pure.

use std::fmt::Write as _;

use serde::Serialize;

use crate::cli::readonly::Mode;
use crate::supervise::{Phase, Status};

/// What stands between two columns.
const GAP: &str = "  ";
/// So many days before a certificate ends, one should know.
const DAYS: i64 = 30;

/// How everything is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Report {
    /// `wharf.status/1`.
    pub(crate) schema: &'static str,
    /// When this was so.
    pub(crate) at: Option<String>,
    /// Whether all is up, and nothing is half-way.
    pub(crate) healthy: bool,
    /// Who keeps the services up; `None` where nobody does, or may be asked.
    pub(crate) supervisor: Option<Supervisor>,
    /// The services, in the order of their names.
    pub(crate) services: Vec<Service>,
    /// Whether pushes are taken; `None` where there is no registry.
    pub(crate) mode: Option<Mode>,
    /// Where the registry is; `None` where there is none, or nobody can tell.
    pub(crate) registry: Option<Registry>,
    /// The certificate.
    pub(crate) tls: Option<Tls>,
    /// The settings.
    pub(crate) settings: Settings,
    /// What one should know, in a sentence each.
    pub(crate) warnings: Vec<String>,
    /// What could not be looked at, and why.
    pub(crate) unknown: Vec<String>,
}

/// The supervisor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Supervisor {
    /// Its process.
    pub(crate) pid: u32,
    /// Since when.
    pub(crate) since: Option<String>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Service {
    /// Its name.
    #[serde(rename = "service")]
    pub(crate) name: String,
    /// In a word.
    pub(crate) state: &'static str,
    /// Its process, also where no supervisor has it.
    pub(crate) pid: Option<u32>,
    /// Since when it is so.
    pub(crate) since: Option<String>,
    /// What it takes of the memory.
    pub(crate) memory_bytes: Option<u64>,
    /// Why it is not started.
    pub(crate) held_back: Option<String>,
    /// What the supervisor says of it; nothing where none could be asked.
    #[serde(flatten)]
    pub(crate) told: Option<Told>,
}

/// What the supervisor says, but for what stands in [`Service`] already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
    /// What it is doing.
    pub(crate) phase: Phase,
    /// What is wanted of it.
    pub(crate) wanted: crate::supervise::Want,
    /// Seconds since it was started, or since it ended.
    pub(crate) seconds: u64,
    /// How its last process ended.
    pub(crate) last_exit: Option<String>,
    /// Whether it was told to read its files again, and has not shown that it did.
    pub(crate) is_reloading: bool,
    /// Whether it is started by itself.
    pub(crate) is_normally_up: bool,
    /// How often this supervisor has tried to make a process for it.
    pub(crate) starts: u64,
    /// The supervisor.
    pub(crate) supervisor_pid: u32,
    /// Seconds since that began.
    pub(crate) supervisor_seconds: u64,
}

/// Where the registry is, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Registry {
    /// Where clients reach it.
    pub(crate) url: Option<String>,
    /// Where the engine listens.
    pub(crate) internal: String,
    /// Where the images are.
    pub(crate) storage: Storage,
}

/// Where the images are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Storage {
    /// The driver.
    pub(crate) driver: String,
    /// The folder, as a host path.
    pub(crate) folder: Option<String>,
    /// What may still be written there.
    pub(crate) free_bytes: Option<u64>,
    /// How large its file system is.
    pub(crate) total_bytes: Option<u64>,
}

/// The certificate that NGINX reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tls {
    /// The file, as a host path.
    pub(crate) certificate: String,
    /// The names it is for.
    pub(crate) names: Vec<String>,
    /// Its last moment.
    pub(crate) expires: Option<String>,
    /// Whole days until then.
    pub(crate) days_left: Option<i64>,
    /// Why nothing is known of it.
    pub(crate) fault: Option<String>,
}

/// The settings, and what was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Settings {
    /// Their file.
    pub(crate) file: Option<String>,
    /// The number of the generation that was applied last.
    pub(crate) generation: Option<u64>,
    /// When that was.
    pub(crate) applied: Option<String>,
    /// The generation it went back to.
    pub(crate) rolled_back_to: Option<u64>,
    /// The settings against it.
    pub(crate) state: State,
    /// What waits, what is wrong, or why nobody can tell.
    pub(crate) detail: Option<String>,
    /// Files that were edited by hand.
    pub(crate) edited: Vec<String>,
    /// A run that is not over.
    pub(crate) run: Run,
}

/// The settings against what is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// They are applied.
    Applied,
    /// They say something else.
    Waiting,
    /// They could not be applied as they are.
    Refused,
    /// Nobody can tell.
    Unknown,
}

/// A run that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Run {
    /// There is none.
    None,
    /// One is at work.
    AtWork,
    /// One was cut short.
    CutShort,
    /// One was cut short, and cannot be put back.
    Stuck,
}

impl Service {
    /// A service as the supervisor tells of it. `at` is now, in seconds since 1970.
    pub(crate) fn of(status: &Status, memory: Option<u64>, held_back: Option<String>, at: u64) -> Self {
        let state = match status.phase {
            Phase::Down => "down",
            Phase::Starting => "starting",
            Phase::Ready => "running",
            Phase::Stopping => "stopping",
            Phase::Backoff => "backoff",
        };
        Self {
            name: status.service.clone(),
            state,
            pid: status.pid,
            since: crate::sys::clock::iso(at.saturating_sub(status.seconds)),
            memory_bytes: memory,
            held_back,
            told: Some(Told {
                phase: status.phase,
                wanted: status.wanted,
                seconds: status.seconds,
                last_exit: status.last_exit.clone(),
                is_reloading: status.is_reloading,
                is_normally_up: status.is_normally_up,
                starts: status.starts,
                supervisor_pid: status.supervisor_pid,
                supervisor_seconds: status.supervisor_seconds,
            }),
        }
    }

    /// A service that no supervisor could be asked about. `is_sure`: there is none.
    pub(crate) fn unasked(service: String, pid: Option<u32>, memory: Option<u64>, is_sure: bool) -> Self {
        let state = match pid {
            Some(_) => "left over",
            None if is_sure => "down",
            None => "not known",
        };
        Self { name: service, state, pid, since: None, memory_bytes: memory, held_back: None, told: None }
    }

    fn is_up(&self) -> bool {
        self.told.as_ref().is_some_and(|told| told.phase == Phase::Ready)
    }
}

impl Report {
    /// Decides what follows from all the rest.
    pub(crate) fn judged(mut self) -> Self {
        let days = self.tls.as_ref().and_then(|tls| tls.days_left);
        let is_whole = matches!(self.settings.run, Run::None | Run::AtWork);
        self.healthy =
            self.services.iter().all(Service::is_up) && is_whole && days.is_none_or(|days| days >= 0);
        let mut found = Vec::new();
        match self.settings.run {
            Run::None | Run::AtWork => {}
            Run::CutShort => {
                found.push("a run was cut short; the next `wharf reconfigure` puts it back".to_owned());
            }
            Run::Stuck => found.push("a run was cut short, and cannot be put back".to_owned()),
        }
        if let Some(number) = self.settings.rolled_back_to {
            found.push(format!("the host went back to generation {number}, and the settings did not"));
        }
        found.extend(self.settings.edited.iter().map(|path| format!("{path} was edited by hand")));
        match days {
            Some(days) if days < 0 => found.push("the certificate has expired".to_owned()),
            Some(days) if days < DAYS => found.push(format!("the certificate expires in {days} d")),
            _ => {}
        }
        if let Some(Storage { free_bytes: Some(free), total_bytes: Some(total), .. }) =
            self.registry.as_ref().map(|registry| &registry.storage)
            && crate::doctor::host::is_scarce(*free, *total)
        {
            found.push(format!("the images have {} left", size(*free)));
        }
        found.append(&mut self.warnings);
        self.warnings = found;
        self
    }
}

/// The report for people. Every warning with `verbose`, else their number.
pub(crate) fn text(report: &Report, verbose: bool) -> String {
    let mut text = table(&report.services);
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(registry) = &report.registry {
        let internal = &registry.internal;
        rows.push((
            "address",
            match &registry.url {
                Some(url) => format!("{url}  (internal {internal})"),
                None => format!("internal {internal}"),
            },
        ));
        let name = |mode: &Mode| if mode.read_only { "MODE" } else { "mode" };
        rows.extend(report.mode.as_ref().map(|mode| (name(mode), mode.to_string())));
        rows.push(("storage", storage(&registry.storage)));
    }
    rows.extend(report.tls.as_ref().map(|tls| ("tls", certificate(tls))));
    rows.push(("settings", settings(&report.settings)));
    if report.settings.run != Run::None {
        rows.push(("run", run(&report.settings)));
    }
    let count = report.warnings.len();
    if count > 0 {
        rows.push(("warnings", format!("{count}: `wharf doctor` tells")));
    }
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, value) in rows {
        let _ = writeln!(text, "{name:width$}{GAP}{value}");
    }
    if verbose {
        for warning in &report.warnings {
            let _ = writeln!(text, "{:width$}{GAP}{warning}", "");
        }
    }
    text
}

/// The report in one line.
pub(crate) fn line(report: &Report) -> String {
    let mut parts: Vec<String> =
        report.services.iter().map(|service| format!("{} {}", service.name, service.state)).collect();
    if parts.is_empty() {
        parts.push("no service".to_owned());
    }
    if let Some(mode) = &report.mode {
        parts.push(if mode.read_only { "read-only" } else { "read-write" }.to_owned());
    }
    parts.push(format!("warnings {}", report.warnings.len()));
    format!("{}  {}", report.at.as_deref().unwrap_or_default(), parts.join(", "))
}

/// The services as an aligned table, a line each.
fn table(services: &[Service]) -> String {
    let rows: Vec<[String; 6]> = services
        .iter()
        .map(|service| {
            let told = service.told.as_ref();
            let is_telling = |told: &&Told| told.phase != Phase::Ready || told.starts > 1;
            let exit = told.filter(is_telling).and_then(|told| told.last_exit.as_ref());
            let mut more: Vec<String> = exit.map(|exit| format!("last exit: {exit}")).into_iter().collect();
            more.extend(service.held_back.clone());
            [
                service.name.clone(),
                service.state.to_owned(),
                service.pid.map(|pid| format!("pid {pid}")).unwrap_or_default(),
                told.map(|told| span(told.seconds)).unwrap_or_default(),
                service.memory_bytes.map(size).unwrap_or_default(),
                more.join("; "),
            ]
        })
        .collect();
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths).filter(|(_, width)| *width > 0);
        let cells: Vec<String> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        text += cells.join(GAP).trim_end();
        text.push('\n');
    }
    text
}

/// `2026-11-23T17:14:18Z` for people.
fn people(iso: &str) -> String {
    iso.replace('T', " ").replace('Z', " UTC")
}

fn storage(storage: &Storage) -> String {
    let folder = storage.folder.as_ref().map(|folder| format!(" {folder}")).unwrap_or_default();
    let free = match (storage.free_bytes, storage.total_bytes) {
        (Some(free), Some(total)) if total > 0 => {
            let percent = u128::from(free) * 100 / u128::from(total);
            format!("{GAP}{} free ({percent} %)", size(free))
        }
        _ => String::new(),
    };
    format!("{}{folder}{free}", storage.driver)
}

fn certificate(tls: &Tls) -> String {
    if let Some(fault) = &tls.fault {
        return fault.clone();
    }
    let names = tls.names.join(", ");
    match tls.days_left {
        Some(days) if days < 0 => format!("{names}{GAP}EXPIRED {} d ago", -days),
        Some(days) => format!("{names}{GAP}expires in {days} d"),
        None => names,
    }
}

fn settings(settings: &Settings) -> String {
    let file = settings.file.as_deref().unwrap_or("the settings");
    let applied = match (settings.generation, &settings.applied) {
        (Some(number), Some(at)) => {
            let back = settings.rolled_back_to.map(|to| format!(" (went back to {to})")).unwrap_or_default();
            format!("generation {number}{back}, applied {}; ", people(at))
        }
        _ => String::new(),
    };
    let detail = settings.detail.as_deref().unwrap_or_default();
    let now = match settings.state {
        State::Applied => format!("{file} is applied"),
        State::Waiting if settings.generation.is_none() => {
            format!("nothing was applied yet: {detail}; look with `wharf plan`")
        }
        State::Waiting => format!("{file} says otherwise: {detail}; look with `wharf plan`"),
        State::Refused => format!("{file} could not be applied: {detail}; look with `wharf plan`"),
        State::Unknown => detail.to_owned(),
    };
    format!("{applied}{now}")
}

fn run(settings: &Settings) -> String {
    match settings.run {
        Run::None => String::new(),
        Run::AtWork => "a `wharf reconfigure` is at work".to_owned(),
        Run::CutShort => "one was cut short; the next `wharf reconfigure` puts it back".to_owned(),
        Run::Stuck => "one was cut short, and cannot be put back: `wharf doctor` tells what to do".to_owned(),
    }
}

/// A span of time with its two largest units: `3 d 4 h`.
pub(crate) fn span(seconds: u64) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    let first = units.iter().position(|(unit, _)| seconds >= *unit).unwrap_or(units.len() - 1);
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (unit, name) in units.iter().skip(first).take(2) {
        parts.push((rest / unit, name));
        rest %= unit;
    }
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .filter(|(place, (count, _))| *place == 0 || *count > 0)
        .map(|(_, (count, name))| format!("{count} {name}"))
        .collect();
    parts.join(" ")
}

/// Bytes for people, with one digit behind the point: `31.2 MiB`.
pub(crate) fn size(bytes: u64) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    let mut tenths = u128::from(bytes) * 10 / 1024;
    let mut name = "KiB";
    for unit in units {
        name = unit;
        if tenths < 10_240 {
            break;
        }
        if unit != "PiB" {
            tenths /= 1024;
        }
    }
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}
