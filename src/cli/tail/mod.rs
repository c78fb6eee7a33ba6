//! `wharf tail`: what services write to their logs, the last lines first, then as it comes.

mod source;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::os::fd::AsFd as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::json;

use self::source::Source;
use super::{DONE, Global, advise, tell};
use crate::supervise::{self, ClientError};
use crate::sys::poll::{self, Direction};
use crate::sys::signals::{Arrived, Listener, Signal};
use crate::sys::{Root, fs};

/// How often files are looked at.
const GLANCE: Duration = Duration::from_millis(100);
/// After how many looks services are looked up again: there may be new ones.
const LOOKS: u32 = 10;
/// The supervisor's own log, by this name.
const SUPERVISOR: &str = "wharf";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The service; without it, all
    service: Option<String>,
    /// How many of the last lines to begin with
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 10)]
    lines: usize,
}

/// Prints lines until it is interrupted, or nobody reads them any more.
pub(crate) fn run(global: &Global, arguments: &Arguments) -> anyhow::Result<u8> {
    let root = global.root()?;
    let only = arguments.service.as_deref();
    let mut folders = folders(&root, only)?;
    let signals = Listener::start().context("could not listen to signals")?;
    let mut followed: BTreeMap<PathBuf, Source> = BTreeMap::new();
    let mut output = Output { is_json: global.json, has_titles: !global.quiet, last: None };
    let mut looks = 0;
    // Files that are there now begin with their last lines, those that come later with their first.
    let mut lines = Some(arguments.lines);
    loop {
        for path in folders.iter().flat_map(|folder| live(folder)) {
            if let std::collections::btree_map::Entry::Vacant(place) = followed.entry(path)
                && let Some(source) = Source::open(place.key(), lines)
            {
                place.insert(source);
            }
        }
        if lines.take().is_some() && followed.is_empty() && !global.quiet {
            let closed = folders.iter().find_map(|folder| Some((folder, closed(folder)?)));
            if let Some((folder, error)) = closed {
                return Err(anyhow::Error::new(error)
                    .context(format!("could not read the logs in {}", folder.display())));
            }
            tell("nothing has been logged yet; waiting for it");
        }
        let is_one = followed.len() == 1;
        for source in followed.values_mut() {
            let text = source.read();
            if output.write(source, &text, is_one).is_err() {
                // Whoever read has gone away: `wharf tail | head`.
                return Ok(DONE);
            }
        }
        if is_over(&signals)? {
            return Ok(DONE);
        }
        looks = (looks + 1) % LOOKS;
        if looks == 0 {
            folders = self::folders(&root, only).unwrap_or(folders);
        }
    }
}

/// Waits a moment. Whether it was interrupted, or the reader has gone away.
fn is_over(signals: &Listener) -> anyhow::Result<bool> {
    let output = std::io::stdout();
    let asked = [(signals.as_fd(), Direction::Read), (output.as_fd(), Direction::Hangup)];
    let ready = poll::wait(&asked, Some(GLANCE)).context("could not wait for what is logged")?;
    if ready.get(1).is_some_and(|is_gone| *is_gone) {
        return Ok(true);
    }
    while let Some(arrived) = signals.next().context("could not read signals")? {
        if matches!(arrived, Arrived::Signal(Signal::Int | Signal::Term | Signal::Quit | Signal::Hup)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The log folders of `only`, else of every service and of the supervisor.
fn folders(root: &Root, only: Option<&str>) -> anyhow::Result<Vec<PathBuf>> {
    let mut known: BTreeMap<String, PathBuf> = supervise::log_folders(root)
        .with_context(|| format!("could not read {}", root.join("/opt/gitlab/sv").display()))?;
    let own = root.join("/var/log/gitlab/wharf");
    if own.is_dir() {
        known.insert(SUPERVISOR.to_owned(), own);
    }
    let Some(only) = only else {
        if known.is_empty() {
            return Err(advise(
                format!("there is no service yet for {}", root.path().display()),
                "`wharf reconfigure` makes and starts them",
            ));
        }
        return Ok(known.into_values().collect());
    };
    match known.remove(only) {
        Some(folder) => Ok(vec![folder]),
        None => {
            Err(ClientError::Unknown { service: only.to_owned(), known: known.into_keys().collect() }.into())
        }
    }
}

/// Why the logs in `folder` cannot be read by who asks, where that is so.
fn closed(folder: &std::path::Path) -> Option<std::io::Error> {
    let is_refused = |error: &std::io::Error| error.kind() == std::io::ErrorKind::PermissionDenied;
    match fs::list(folder) {
        Err(error) => Some(error).filter(is_refused),
        Ok(_) => {
            live(folder).iter().find_map(|file| fs::read_optional_at_most(file, 1).err().filter(is_refused))
        }
    }
}

/// The files of `folder` that are written to.
fn live(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut names = fs::list(folder).unwrap_or_default();
    names.retain(|name| supervise::is_live_log(name));
    names.into_iter().map(|name| folder.join(name)).filter(|path| path.is_file()).collect()
}

/// Where lines go, each under the title of its file.
struct Output {
    is_json: bool,
    has_titles: bool,
    /// The file whose title was printed last.
    last: Option<PathBuf>,
}

impl Output {
    /// Writes whole lines of `source`. As `tail` does, one file alone has no title.
    fn write(&mut self, source: &Source, text: &[u8], is_one: bool) -> std::io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let mut output = std::io::stdout().lock();
        if self.is_json {
            for line in text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n') {
                let line = String::from_utf8_lossy(line);
                writeln!(output, "{}", json!({ "file": source.path().display().to_string(), "line": line }))?;
            }
            return output.flush();
        }
        if self.last.as_deref() != Some(source.path()) {
            let is_first = self.last.is_none();
            self.last = Some(source.path().to_owned());
            if self.has_titles && !(is_one && is_first) {
                let gap = if is_first { "" } else { "\n" };
                writeln!(output, "{gap}==> {} <==", source.path().display())?;
            }
        }
        output.write_all(text)?;
        output.flush()
    }
}
