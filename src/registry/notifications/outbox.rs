//! Events on the disk until every endpoint has been told: segments that only grow, and a place in each for each endpoint.
//!
//! ```text
//! outbox/                                   (in the engine's state folder)
//! ├── 01763929173000000000-4711.jsonl       a segment: an event a line; the process that writes it holds its lock
//! ├── 8c1f0a….place                         how far one endpoint has been told, for each segment
//! ├── 8c1f0a….aside.jsonl                   what it could not be told
//! └── 8c1f0a….01763….again.jsonl             that, to be told once more
//! ```
//!
//! Invariant: a line is in a segment before the request that it tells of is answered; a process that is killed loses
//! none. An endpoint may be told twice, after a death between its answer and the new place; the event's id shows it.
//!
//! Invariant: the outbox is bounded. What would make it larger costs the oldest segment, which is counted and said.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::event::Event;
use crate::sys::append::{self, Appender};
use crate::sys::fs::{self, Access};
use crate::sys::lock::{self, Lock};
use crate::sys::{clock, process};

/// A segment is closed when it is larger.
const SEGMENT: u64 = 4 << 20;
/// All segments together.
const LARGEST: u64 = 256 << 20;
/// How the names of segments end.
const SEGMENTS: &str = ".jsonl";
/// What one endpoint could not be told.
const ASIDE: &str = ".aside.jsonl";
/// What one endpoint is told once more.
const AGAIN: &str = ".again.jsonl";
/// How much is read of a segment at once.
const READ: u64 = 1 << 20;
/// What could not be told, for one endpoint.
const LARGEST_ASIDE: u64 = 16 << 20;
/// How many events one request has.
pub(super) const MOST_EVENTS: usize = 64;

/// The side that writes.
#[derive(Debug)]
pub(super) struct Writer {
    folder: PathBuf,
    segment: Option<(Appender, Lock)>,
    /// Segments of this process, so that no two have one name.
    count: u64,
    /// How many bytes all segments may have.
    largest: u64,
}

impl Writer {
    /// A writer into `folder`, which is there.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), segment: None, count: 0, largest: LARGEST }
    }

    /// Keeps an event. Answers how many old ones had to make room.
    ///
    /// # Errors
    /// When it could not be written; then it is not there.
    pub(super) fn keep(&mut self, event: &Event) -> io::Result<u64> {
        let mut line = serde_json::to_vec(event).map_err(io::Error::other)?;
        line.push(b'\n');
        let mut lost = 0;
        if self.segment.as_ref().is_none_or(|(file, _)| file.size() + line.len() as u64 > SEGMENT) {
            self.segment = None;
            lost = make_room(&self.folder, self.largest.saturating_sub(SEGMENT))?;
            self.segment = Some(self.begin()?);
        }
        let Some((file, _)) = &mut self.segment else { return Ok(lost) };
        file.append(&line)?;
        Ok(lost)
    }

    fn begin(&mut self) -> io::Result<(Appender, Lock)> {
        self.count += 1;
        let now = clock::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let name = format!("{:020}-{}-{}.jsonl", now.as_nanos(), process::id(), self.count);
        let path = self.folder.join(name);
        let file = Appender::open(&path, 0o600)?;
        let held = lock::take_file(&path)?;
        let held =
            held.ok_or_else(|| io::Error::other("somebody else writes the new segment of the outbox"))?;
        Ok((file, held))
    }
}

/// The segments of the folder, the oldest first, with their sizes.
fn segments(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut names: Vec<String> = fs::list(folder)?;
    names.retain(|name| {
        name.strip_suffix(SEGMENTS).is_some()
            && name.starts_with(|first: char| first.is_ascii_digit())
            && !name.ends_with(ASIDE)
            && !name.ends_with(AGAIN)
    });
    names.sort();
    Ok(names
        .into_iter()
        .map(|name| {
            let size = fs::size(&folder.join(&name)).unwrap_or_default();
            (name, size)
        })
        .collect())
}

/// Removes the oldest segments that nobody writes until at most `largest` bytes are left. Answers how many events that
/// cost, told or not.
fn make_room(folder: &Path, largest: u64) -> io::Result<u64> {
    let all = segments(folder)?;
    let mut size: u64 = all.iter().map(|(_, size)| size).sum();
    let mut lost = 0;
    for (name, bytes) in all {
        if size <= largest {
            break;
        }
        let path = folder.join(&name);
        let Some(_held) = lock::take_file(&path)? else { continue };
        lost += fs::read(&path).map_or(0, |text| text.split(|byte| *byte == b'\n').count() - 1) as u64;
        fs::remove(&path)?;
        size -= bytes;
    }
    Ok(lost)
}

/// How far one endpoint has been told.
#[derive(Debug)]
pub(super) struct Reader {
    folder: PathBuf,
    /// What the names of its files begin with.
    key: String,
    place: PathBuf,
    aside: PathBuf,
    told: BTreeMap<String, u64>,
}

/// Events to tell, and where the endpoint stands when it has been.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    /// In order.
    pub(super) events: Vec<Event>,
    /// Lines that are no events, such as one that a full disk cut.
    pub(super) unreadable: u64,
    segment: String,
    /// Where each event ends.
    ends: Vec<u64>,
    /// Where the batch ends, whatever is in it.
    end: u64,
}

impl Reader {
    /// The place of the endpoint `name`. One that is new hears of what happens from now on.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub(super) fn open(folder: &Path, name: &str) -> io::Result<Self> {
        let mut reader = Self::look(folder, name)?;
        if fs::read_optional(&reader.place)?.is_none() {
            reader.told = segments(folder)?.into_iter().collect();
        }
        reader.save()?;
        Ok(reader)
    }

    /// The same, for who only looks: nothing is written.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(super) fn look(folder: &Path, name: &str) -> io::Result<Self> {
        let key = crate::inputs::digest([Some(name.as_bytes())]);
        let key = key.get(..16).unwrap_or(&key).to_owned();
        let place = folder.join(format!("{key}.place"));
        let told = match fs::read_optional(&place)? {
            Some(text) => serde_json::from_slice(&text).unwrap_or_default(),
            None => BTreeMap::new(),
        };
        let aside = folder.join(format!("{key}{ASIDE}"));
        Ok(Self { folder: folder.to_owned(), key, place, aside, told })
    }

    fn save(&self) -> io::Result<()> {
        let text = serde_json::to_vec(&self.told).map_err(io::Error::other)?;
        fs::replace(&self.place, &text, Access::mode(0o600))
    }

    /// The next events, at most [`MOST_EVENTS`]; `None`: there are none. What is to be told once more comes first.
    ///
    /// # Errors
    /// When the outbox cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Batch>> {
        let (again, all) = (self.again()?, segments(&self.folder)?);
        self.told.retain(|name, _| again.iter().chain(&all).any(|(other, _)| other == name));
        for (name, _) in again {
            match self.read(&name)? {
                Some(batch) => return Ok(Some(batch)),
                // Each has a name of its own, so that no other is taken for one that was told.
                None => fs::remove(&self.folder.join(&name))?,
            }
        }
        for (segment, size) in all {
            if size > self.told.get(&segment).copied().unwrap_or_default()
                && let Some(batch) = self.read(&segment)?
            {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    /// The events of one file that come next, if it is there and has more.
    fn read(&self, name: &str) -> io::Result<Option<Batch>> {
        let told = self.told.get(name).copied().unwrap_or_default();
        let mut file: File = match append::open_to_read(&self.folder.join(name)) {
            Ok(file) => file,
            Err(error) if fs::is_absent(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        file.seek(SeekFrom::Start(told))?;
        let mut bytes = Vec::new();
        file.take(READ).read_to_end(&mut bytes)?;
        Ok(batch(name.to_owned(), told, &bytes))
    }

    /// The files of what is to be told once more, the oldest first, with their sizes.
    fn again(&self) -> io::Result<Vec<(String, u64)>> {
        let is_its = |name: &str| {
            name.strip_prefix(&self.key).is_some_and(|rest| rest.starts_with('.')) && name.ends_with(AGAIN)
        };
        let mut names: Vec<String> =
            fs::list(&self.folder)?.into_iter().filter(|name| is_its(name)).collect();
        names.sort();
        Ok(names
            .into_iter()
            .map(|name| {
                let size = fs::size(&self.folder.join(&name)).unwrap_or_default();
                (name, size)
            })
            .collect())
    }

    /// Gives `see` every event that waits, from where the endpoint stands; `true`: one that is told once more.
    ///
    /// # Errors
    /// When the outbox cannot be read.
    pub(super) fn waiting(mut self, mut see: impl FnMut(bool, Event)) -> io::Result<()> {
        let (again, all) = (self.again()?, segments(&self.folder)?);
        let files = again.into_iter().map(|(name, _)| (true, name));
        for (is_again, name) in files.chain(all.into_iter().map(|(name, _)| (false, name))) {
            while let Some(batch) = self.read(&name)? {
                self.told.insert(name.clone(), batch.end);
                batch.events.into_iter().for_each(|event| see(is_again, event));
            }
        }
        Ok(())
    }

    /// Gives `see` every event that was put aside.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn put_aside_so_far(&self, mut see: impl FnMut(Event)) -> io::Result<()> {
        let mut file = match append::open_to_read(&self.aside) {
            Ok(file) => file,
            Err(error) if fs::is_absent(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        (&mut file).take(LARGEST_ASIDE).read_to_end(&mut bytes)?;
        let lines = bytes.split(|byte| *byte == b'\n');
        lines.filter_map(|line| serde_json::from_slice(line).ok()).for_each(&mut see);
        Ok(())
    }

    /// What was put aside is to be told once more. `false`: nothing was put aside.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn tell_again(&self) -> io::Result<bool> {
        let now = clock::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let again = self.folder.join(format!("{}.{:020}{AGAIN}", self.key, now.as_nanos()));
        match fs::rename(&self.aside, &again) {
            Ok(()) => Ok(true),
            Err(error) if fs::is_absent(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The endpoint has been told the first `count` events of the batch; all of it where that is all of them.
    ///
    /// # Errors
    /// When that cannot be written down.
    pub(super) fn done(&mut self, batch: &Batch, count: usize) -> io::Result<()> {
        let end = if count >= batch.ends.len() {
            Some(batch.end)
        } else {
            count.checked_sub(1).and_then(|last| batch.ends.get(last).copied())
        };
        if let Some(end) = end {
            self.told.insert(batch.segment.clone(), end);
        }
        self.save()
    }

    /// Keeps an event that the endpoint could not be told. `false`: there is no room for it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn put_aside(&self, event: &Event) -> io::Result<bool> {
        let mut file = Appender::open(&self.aside, 0o600)?;
        let mut line = serde_json::to_vec(event).map_err(io::Error::other)?;
        line.push(b'\n');
        if file.size() + line.len() as u64 > LARGEST_ASIDE {
            return Ok(false);
        }
        file.append(&line)?;
        Ok(true)
    }

    /// Where it stands, for [`sweep`].
    pub(super) fn told(&self) -> &BTreeMap<String, u64> {
        &self.told
    }
}

/// The whole lines at the start of `bytes`, which begin at `start` of `segment`.
fn batch(segment: String, start: u64, bytes: &[u8]) -> Option<Batch> {
    let mut batch = Batch { events: Vec::new(), unreadable: 0, segment, ends: Vec::new(), end: start };
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if !line.ends_with(b"\n") || batch.events.len() == MOST_EVENTS {
            break;
        }
        batch.end += line.len() as u64;
        match serde_json::from_slice(line) {
            Ok(event) => {
                batch.events.push(event);
                batch.ends.push(batch.end);
            }
            Err(_) => batch.unreadable += 1,
        }
    }
    (batch.end > start).then_some(batch)
}

/// Removes segments that nobody writes any more and that every endpoint has been told of.
///
/// # Errors
/// When the folder cannot be read or written.
pub(super) fn sweep(folder: &Path, places: &[BTreeMap<String, u64>]) -> io::Result<()> {
    for (name, size) in segments(folder)? {
        let is_told = places.iter().all(|place| place.get(&name).is_some_and(|told| *told >= size));
        let path = folder.join(&name);
        // The lock first: what its writer has added since is seen by the second look.
        if is_told
            && let Some(_held) = lock::take_file(&path)?
            && fs::size(&path)? == size
        {
            fs::remove(&path)?;
        }
    }
    Ok(())
}
