//! One log file, followed by its name through everything that is done to it.
//!
//! Invariant: every whole line is given once. A file that was put aside is read to its end before the next one, those
//! that came and went between two looks too, compressed or not.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;

use crate::supervise::Aside;
use crate::sys::{append, fs};

/// How much is read of one file before the others have their turn.
const TURN: u64 = 1 << 20;
/// How much is read at once in search of the last lines.
const BLOCK: u64 = 64 * 1024;
/// By so many bytes a compressed file is known to be the one that was read.
const HEAD: usize = 256;
/// How long a file that was put aside may still be written to, by one who has not opened the new one yet.
const LATE: Duration = Duration::from_secs(5);
/// How often it is tried again to see a folder at rest.
const TRIES: usize = 50;

/// A file that is followed.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    now: Opened,
    /// The last file that had been put aside when `now` was opened.
    label: String,
    /// Files that were put aside, and until when they are looked at.
    before: Vec<(Opened, Instant)>,
}

/// A file, read to a place.
#[derive(Debug)]
struct Opened {
    file: File,
    inode: u64,
    place: u64,
    /// The begin of a line that has no end yet.
    partial: Vec<u8>,
}

impl Source {
    /// Follows `path`, beginning with its last `lines` lines, or with its first. `None`: it cannot be read now.
    pub(super) fn open(path: &Path, lines: Option<usize>) -> Option<Self> {
        let (mut now, aside) = at_rest(path)?;
        if let Some(lines) = lines {
            now.place = place_of_last(&now.file, lines).ok()?;
        }
        let label = aside.last().map(|aside| aside.label.clone()).unwrap_or_default();
        Some(Self { path: path.to_owned(), now, label, before: Vec::new() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The whole lines that have come since.
    pub(super) fn read(&mut self) -> Vec<u8> {
        let mut lines = Vec::new();
        let now = Instant::now();
        for (opened, _) in &mut self.before {
            opened.read_into(&mut lines);
        }
        self.before.retain_mut(|(opened, until)| {
            let is_watched = *until > now;
            if !is_watched && !opened.partial.is_empty() {
                // A line that will never end.
                lines.append(&mut opened.partial);
                lines.push(b'\n');
            }
            is_watched
        });
        let is_read = self.now.read_into(&mut lines);
        if is_read && self.is_replaced() {
            self.go_on(&mut lines);
        }
        lines
    }

    /// Whether another file has the name by now.
    fn is_replaced(&self) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|data| data.ino() != self.now.inode)
    }

    /// Goes on in the file that has the name now, over those that had it in between.
    fn go_on(&mut self, lines: &mut Vec<u8>) {
        let Some((next, aside)) = at_rest(&self.path) else { return };
        if next.inode == self.now.inode {
            return;
        }
        // What came before it got its new name.
        while !self.now.read_into(lines) {}
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        for one in aside.iter().filter(|one| one.label > self.label) {
            self.read_whole(folder, one, lines);
        }
        if let Some(last) = aside.last() {
            self.label.clone_from(&last.label);
        }
        let before = std::mem::replace(&mut self.now, next);
        self.before.push((before, Instant::now() + LATE));
        while !self.now.read_into(lines) {}
    }

    /// Reads a file that was put aside, unless it is the one that has been read.
    fn read_whole(&self, folder: &Path, one: &Aside, lines: &mut Vec<u8>) {
        let path = folder.join(Aside::name(&one.of, &one.label));
        let mut bytes = Vec::new();
        if let Ok(mut opened) = Opened::open(&path) {
            if opened.inode == self.now.inode || opened.file.read_to_end(&mut bytes).is_err() {
                return;
            }
        } else {
            // It has been compressed meanwhile.
            let mut name = path.into_os_string();
            name.push(".gz");
            let Ok(file) = append::open_to_read(Path::new(&name)) else { return };
            if GzDecoder::new(file).read_to_end(&mut bytes).is_err() || self.now.begins_as(&bytes) {
                return;
            }
        }
        lines.extend_from_slice(&bytes);
        if lines.last().is_some_and(|last| *last != b'\n') {
            lines.push(b'\n');
        }
    }
}

impl Opened {
    fn open(path: &Path) -> io::Result<Self> {
        // The folder may belong to the service: no link of its leads to what it may not read, no pipe waits.
        let file = append::open_to_read(path)?;
        let inode = file.metadata()?.ino();
        Ok(Self { file, inode, place: 0, partial: Vec::new() })
    }

    /// Adds the whole lines that have come since to `lines`. Whether that was all there is.
    fn read_into(&mut self, lines: &mut Vec<u8>) -> bool {
        // One that was cut short is read anew from its start, as what it held is gone.
        if self.file.metadata().is_ok_and(|data| data.len() < self.place) {
            self.place = 0;
            self.partial.clear();
        }
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(self.place));
        let count =
            read.and_then(|_| (&self.file).take(TURN).read_to_end(&mut bytes)).unwrap_or_default() as u64;
        self.place += count;
        if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
            lines.append(&mut self.partial);
            let rest = bytes.split_off(end + 1);
            lines.append(&mut bytes);
            bytes = rest;
        }
        self.partial.append(&mut bytes);
        count < TURN
    }

    /// Whether the file begins as `bytes` do.
    fn begins_as(&self, bytes: &[u8]) -> bool {
        let mut head = vec![0; HEAD.min(bytes.len())];
        self.file.read_exact_at(&mut head, 0).is_ok() && bytes.starts_with(&head)
    }
}

/// Opens `path` beside the files of its that were put aside before, sorted by time: none is put aside while it looks.
fn at_rest(path: &Path) -> Option<(Opened, Vec<Aside>)> {
    let folder = path.parent()?;
    let name = path.file_name()?.to_str()?;
    let mut before = aside(folder, name);
    for _ in 0..TRIES {
        let opened = Opened::open(path).ok();
        let after = aside(folder, name);
        if before == after {
            return Some((opened?, after));
        }
        before = after;
    }
    Some((Opened::open(path).ok()?, before))
}

/// The files beside `name` that it was, each once, sorted by time.
fn aside(folder: &Path, name: &str) -> Vec<Aside> {
    let names = fs::list(folder).unwrap_or_default();
    let mut found: Vec<Aside> =
        names.iter().filter_map(|name| Aside::parse(name)).filter(|aside| aside.of == name).collect();
    for one in &mut found {
        // Compressed or not, it is the same: it may be either a moment later.
        one.is_compressed = false;
    }
    found.sort();
    found.dedup();
    found
}

/// Where the last `count` lines begin; a line without an end does not count, as it is not given yet.
fn place_of_last(file: &File, count: usize) -> io::Result<u64> {
    let mut end = file.metadata()?.len();
    let mut seen = 0;
    while end > 0 {
        let begin = end.saturating_sub(BLOCK);
        let mut block = vec![0; usize::try_from(end - begin).unwrap_or_default()];
        file.read_exact_at(&mut block, begin)?;
        for (place, _) in block.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n') {
            // The first one met ends the last line.
            if seen == count {
                return Ok(begin + place as u64 + 1);
            }
            seen += 1;
        }
        end = begin;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pipe_in_the_folder_of_a_service_holds_up_who_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let current = folder.path().join("current");
        let put = |text: &str| {
            let file = crate::sys::fs::Access::mode(0o600);
            fs::replace(&current, text.as_bytes(), file).unwrap();
        };
        put("one\n");
        let mut source = Source::open(&current, Some(1)).unwrap();
        let pipe = folder.path().join("@400000000000000a00000000.s");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        put("two\n");
        let (said, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || said.send((source.read(), Source::open(&pipe, None).is_none())));
        let (lines, is_refused) = heard.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(String::from_utf8(lines).unwrap(), "one\ntwo\n");
        assert!(is_refused);
    }
}
