//! What a service writes, line by line into `current`, and old files beside it.
//!
//! Invariant: a line in `current` is whole and stamped. What a full disk refuses is counted and said when there is
//! room again; nothing here waits or ends the supervisor.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::aside::{Aside, next_label};
use super::compress::{self, Job};
use super::definition::Definition;
use crate::sys::append::Appender;
use crate::sys::clock;
use crate::sys::fs::{self, Access};
use crate::sys::pipe::NamedPipe;

/// How much a service may write before the supervisor must read.
const PIPE_SIZE: i32 = 1 << 20;
/// A longer line is cut into pieces of this size.
const LONGEST_LINE: usize = 64 * 1024;
/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// How much log is kept, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limits {
    /// `current` is put aside before it grows beyond this; 0 for no end.
    pub(crate) size: u64,
    /// How many files that were put aside are kept; 0 for all.
    pub(crate) count: usize,
    /// `current` is put aside at its next line when it is this old; zero for never.
    pub(crate) age: Duration,
    /// How hard files that were put aside are compressed; 0 for not at all.
    pub(crate) compress: u32,
    /// What stands behind the time of each line.
    pub(crate) prefix: String,
    /// Whether each line starts with its time; lines of JSON carry their own.
    pub(crate) stamps: bool,
}

impl Limits {
    /// What the service's definition says.
    pub(crate) fn of(definition: &Definition) -> Self {
        Self {
            size: definition.log_size,
            count: definition.log_count,
            age: Duration::from_secs(definition.log_age),
            compress: definition.log_compress,
            prefix: definition.log_prefix.clone(),
            stamps: definition.log_stamps,
        }
    }
}

impl Limits {
    /// A line of the supervisor's own: an object where the others are objects, too.
    fn own(&self, message: &str, now: SystemTime) -> String {
        if self.stamps {
            return format!("wharf: {message}");
        }
        let time = jiff::Timestamp::try_from(now).unwrap_or_default().to_string();
        serde_json::json!({"level": "warning", "msg": message, "service": "wharf", "time": time}).to_string()
    }

    /// What stands before a line: its time, where it has none of its own.
    fn stamp(&self, now: SystemTime) -> String {
        if self.stamps { stamp(now) + " " } else { String::new() }
    }
}

/// The log of one service.
#[derive(Debug)]
pub(crate) struct Log {
    pipe: NamedPipe,
    file: LogFile,
    partial: Vec<u8>,
}

impl Log {
    /// Opens the pipe at `pipe` and logs into `directory`.
    ///
    /// # Errors
    /// When the pipe cannot be made. A folder that cannot be written is no error: it is tried again at each line.
    pub(crate) fn open(pipe: &Path, directory: &Path, limits: Limits) -> io::Result<Self> {
        let pipe = NamedPipe::open(pipe, PIPE_SIZE)?;
        Ok(Self { pipe, file: LogFile::new(directory, limits), partial: Vec::new() })
    }

    /// Logs into `directory` from now on, within `limits`.
    pub(crate) fn move_to(&mut self, directory: &Path, limits: Limits) {
        if self.file.directory == directory {
            self.file.limits = limits;
        } else {
            self.file = LogFile::new(directory, limits);
        }
    }

    /// Lets the service's user open the pipe for itself.
    ///
    /// # Errors
    /// When this process may not.
    pub(crate) fn give_to(&self, owner: Option<(u32, u32)>) -> io::Result<()> {
        self.pipe.give_to(owner)
    }

    /// Opens `current` again at the next line, in case someone has moved it.
    pub(crate) fn reopen(&mut self) {
        self.file.open = None;
    }

    /// A descriptor for the service to write to.
    ///
    /// # Errors
    /// When this process has no descriptor left.
    pub(crate) fn writer(&self) -> io::Result<OwnedFd> {
        self.pipe.writer()
    }

    /// Logs what is in the pipe, `limit` bytes and one chunk at most, so that one loud service cannot keep the
    /// supervisor from the others.
    pub(crate) fn drain(&mut self, limit: usize) {
        let mut buffer = vec![0; CHUNK];
        let mut taken = 0;
        while taken <= limit {
            match self.pipe.read(&mut buffer) {
                Ok(Some(count)) => {
                    taken += count.max(1);
                    self.take(buffer.get(..count).unwrap_or_default());
                }
                Ok(None) | Err(_) => break,
            }
        }
    }

    /// Logs all that a service which has ended left in the pipe, its last line even if it has no end.
    pub(crate) fn finish(&mut self) {
        self.drain(2 * (1 << 20));
        if !self.partial.is_empty() {
            let rest = std::mem::take(&mut self.partial);
            self.file.write([rest.as_slice()]);
        }
    }

    /// Logs a line of the supervisor's own.
    pub(crate) fn say(&mut self, line: &str) {
        let line = self.file.limits.own(line, clock::now());
        self.file.write([line.as_bytes()]);
    }

    fn take(&mut self, bytes: &[u8]) {
        self.partial.extend_from_slice(bytes);
        let mut whole = match self.partial.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => self.partial.split_off(end + 1),
            None if self.partial.len() >= LONGEST_LINE => Vec::new(),
            None => return,
        };
        std::mem::swap(&mut whole, &mut self.partial);
        let text = whole.strip_suffix(b"\n").unwrap_or(&whole);
        self.file.write(text.split(|byte| *byte == b'\n').flat_map(pieces));
    }
}

/// A line in pieces of bounded size; an empty line is one empty piece.
fn pieces(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let empty = line.is_empty().then_some(line);
    empty.into_iter().chain(line.chunks(LONGEST_LINE))
}

impl AsFd for Log {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }
}

/// The file `current` and those put aside.
#[derive(Debug)]
struct LogFile {
    directory: PathBuf,
    limits: Limits,
    open: Option<Appender>,
    /// When `current` was begun.
    begun: SystemTime,
    /// Lines that could not be written, and why.
    lost: Option<(u64, String)>,
}

impl LogFile {
    fn new(directory: &Path, limits: Limits) -> Self {
        compress::clean(directory);
        Self { directory: directory.to_owned(), limits, open: None, begun: UNIX_EPOCH, lost: None }
    }

    /// Stamps and appends lines, in one write.
    fn write<'a>(&mut self, lines: impl IntoIterator<Item = &'a [u8]>) {
        let now = clock::now();
        let stamp = self.limits.stamp(now);
        let mut text = Vec::new();
        let mut count = 0;
        for line in lines {
            let length = stamp.len() + self.limits.prefix.len() + line.len() + 1;
            if count > 0 && self.limits.size > 0 && (text.len() + length) as u64 > self.limits.size {
                self.flush(&mut text, &mut count, now);
            }
            text.extend_from_slice(stamp.as_bytes());
            text.extend_from_slice(self.limits.prefix.as_bytes());
            text.extend_from_slice(line);
            text.push(b'\n');
            count += 1;
        }
        self.flush(&mut text, &mut count, now);
    }

    /// Appends `text`, `count` lines, or counts them as lost; both are empty then.
    fn flush(&mut self, text: &mut Vec<u8>, count: &mut u64, now: SystemTime) {
        if let Some((lost, why)) = &self.lost {
            let said = self.limits.own(&format!("{lost} lines could not be logged: {why}"), now);
            text.splice(..0, format!("{}{said}\n", self.limits.stamp(now)).into_bytes());
        }
        match self.append(text, now) {
            Ok(()) => self.lost = None,
            Err(error) => {
                self.open = None;
                let before = self.lost.take().map_or(0, |(count, _)| count);
                self.lost = Some((before + *count, error.to_string()));
            }
        }
        text.clear();
        *count = 0;
    }

    fn append(&mut self, text: &[u8], now: SystemTime) -> io::Result<()> {
        let current = self.directory.join("current");
        let file = match self.open.take() {
            Some(file) => file,
            None => self.open_current(&current, now)?,
        };
        let is_full = self.limits.size > 0 && file.size() + text.len() as u64 > self.limits.size;
        let is_old = self.limits.age > Duration::ZERO
            && now.duration_since(self.begun).is_ok_and(|age| age >= self.limits.age);
        let file = if file.size() > 0 && (is_full || is_old) {
            self.put_aside(&current, file, now)?;
            self.open_current(&current, now)?
        } else {
            file
        };
        self.open.insert(file).append(text)
    }

    fn open_current(&mut self, current: &Path, now: SystemTime) -> io::Result<Appender> {
        if let Some(parent) = self.directory.parent() {
            fs::make_directories(parent)?;
        }
        fs::make_directory(&self.directory, Access::mode(0o700))?;
        let file = Appender::open(current, 0o640)?;
        let birth = || fs::size_and_birth(current).and_then(|(_, birth)| birth);
        self.begun = begun(&file).or_else(birth).unwrap_or(now);
        Ok(file)
    }

    /// Renames `current` to the label of this moment and removes the oldest beyond those that are kept.
    fn put_aside(&self, current: &Path, file: Appender, now: SystemTime) -> io::Result<()> {
        let mut old = fs::list(&self.directory)?;
        old.retain(|name| name.starts_with('@'));
        let found: Vec<Aside> = old.iter().filter_map(|name| Aside::parse(name)).collect();
        let name = next_label(now, found.iter().map(|aside| aside.label.as_str()));
        let aside = self.directory.join(format!("{name}.s"));
        fs::rename(current, &aside)?;
        old.push(format!("{name}.s"));
        // One that is being compressed has two or three names, and is one all the same.
        let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let mut stems: Vec<String> = old.iter().map(|name| stem(name)).collect();
        stems.dedup();
        let surplus = if self.limits.count == 0 { 0 } else { stems.len().saturating_sub(self.limits.count) };
        for stem in stems.iter().take(surplus) {
            compress::forget(&self.directory.join(format!("{stem}.s")))?;
        }
        if self.limits.compress > 0 {
            compress::later(Job { file: file.into_reader()?, path: aside, level: self.limits.compress });
        }
        Ok(())
    }
}

/// When a file was begun: the stamp of its first line, where it has one.
fn begun(file: &Appender) -> Option<SystemTime> {
    let stamp = String::from_utf8(file.start(25)).ok()?;
    let moment: jiff::Timestamp = format!("{}Z", stamp.replacen('_', "T", 1)).parse().ok()?;
    Some(moment.into())
}

/// `2026-11-23_10:00:00.12345`, in UTC, as `svlogd -tt` stamps.
#[must_use]
pub fn stamp(now: SystemTime) -> String {
    let Ok(moment) = jiff::Timestamp::try_from(now) else { return "0000-00-00_00:00:00.00000".to_owned() };
    let fraction = moment.subsec_nanosecond().unsigned_abs() / 10_000;
    format!("{}.{fraction:05}", moment.strftime("%Y-%m-%d_%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervise::aside::label;
    use std::io::{Read as _, Write as _};

    fn limits() -> Limits {
        Limits {
            size: 200 << 20,
            count: 30,
            age: Duration::ZERO,
            compress: 0,
            prefix: String::new(),
            stamps: true,
        }
    }

    fn log(folder: &Path) -> (Log, std::fs::File) {
        let log = Log::open(&folder.join("pipe"), &folder.join("log"), limits()).unwrap();
        let writer = std::fs::File::from(log.writer().unwrap());
        (log, writer)
    }

    /// The lines of `current`, without their stamps.
    fn lines(folder: &Path) -> Vec<String> {
        let text = String::from_utf8(fs::read(&folder.join("log/current")).unwrap()).unwrap();
        assert!(text.ends_with('\n'), "a torn line: {text:?}");
        text.lines().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
    }

    #[test]
    fn a_stamp_and_a_label_are_those_of_svlogd() {
        let moment = UNIX_EPOCH + Duration::new(1_795_428_000, 123_456_789);
        assert_eq!(stamp(moment), "2026-11-23_10:00:00.12345");
        assert_eq!(label(moment), "@400000006b040eaa075bcd15");
    }

    #[test]
    fn a_line_in_two_pieces_is_one_line_and_an_empty_one_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, mut writer) = log(folder.path());
        writer.write_all(b"one\n\ntw").unwrap();
        log.drain(CHUNK);
        assert_eq!(lines(folder.path()), ["one", ""]);
        writer.write_all(b"o\nrest").unwrap();
        log.finish();
        assert_eq!(lines(folder.path()), ["one", "", "two", "rest"]);
        let mode = fs::access(&folder.path().join("log/current")).unwrap().mode;
        assert_eq!(mode, 0o640);
        assert_eq!(fs::access(&folder.path().join("log")).unwrap().mode, 0o700);
    }

    #[test]
    fn lines_of_json_are_written_as_they_come_and_our_own_are_objects_too() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, mut writer) = log(folder.path());
        log.file.limits.stamps = false;
        writeln!(writer, r#"{{"level":"info","time":"T"}}"#).unwrap();
        log.drain(CHUNK);
        log.say("it ended");
        log.file.lost = Some((3, "No space left".to_owned()));
        log.say("it is back");
        let text = String::from_utf8(fs::read(&folder.path().join("log/current")).unwrap()).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(text.starts_with(r#"{"level":"info","time":"T"}"#), "{text}");
        let said: Vec<&str> = lines.iter().skip(1).map(|line| line["msg"].as_str().unwrap()).collect();
        assert_eq!(said, ["it ended", "3 lines could not be logged: No space left", "it is back"]);
    }

    #[test]
    fn a_very_long_line_comes_in_pieces_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, mut writer) = log(folder.path());
        let endless: String =
            (0..300_000).map(|i| char::from(b'a' + u8::try_from(i % 26).unwrap())).collect();
        writer.write_all(endless.as_bytes()).unwrap();
        writer.write_all(b"\nnext\n").unwrap();
        log.finish();
        let mut found = lines(folder.path());
        assert_eq!(found.pop().unwrap(), "next");
        assert!(found.len() > 3 && found.iter().all(|line| line.len() <= 2 * LONGEST_LINE));
        assert_eq!(found.concat(), endless);
    }

    #[test]
    fn current_is_put_aside_at_its_size_and_the_oldest_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, mut writer) = log(folder.path());
        log.file.limits = Limits { size: 100, count: 2, ..limits() };
        for i in 0..20 {
            writeln!(writer, "line {i:03}").unwrap();
            log.drain(CHUNK);
        }
        let mut names = fs::list(&folder.path().join("log")).unwrap();
        assert_eq!(names.pop().unwrap(), "current");
        assert_eq!(names.len(), 2);
        assert!(names.iter().all(|name| name.starts_with("@400000") && name.len() == 27), "{names:?}");
        // 35 bytes a line: two a file, and the youngest six lines are in the three files that are left.
        let mut all = String::new();
        for name in names.iter().map(String::as_str).chain(["current"]) {
            all += &String::from_utf8(fs::read(&folder.path().join("log").join(name)).unwrap()).unwrap();
        }
        let found: Vec<&str> = all.lines().map(|line| line.rsplit_once(' ').unwrap().1).collect();
        assert_eq!(found, ["014", "015", "016", "017", "018", "019"]);
    }

    #[test]
    fn current_is_put_aside_at_its_age_which_outlives_the_supervisor() {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("log");
        let old = Limits { age: Duration::from_hours(1), ..limits() };
        let start = UNIX_EPOCH + Duration::from_hours(498_730);
        let after = |seconds| start + Duration::from_secs(seconds);
        let append = |file: &mut LogFile, now: SystemTime| {
            file.append(format!("{} line\n", stamp(now)).as_bytes(), now).unwrap();
        };
        let files = || fs::list(&directory).unwrap().len();
        let mut file = LogFile::new(&directory, old.clone());
        append(&mut file, start);
        append(&mut file, after(3599));
        assert_eq!(files(), 1);
        let mut file = LogFile::new(&directory, old);
        append(&mut file, after(3600));
        assert_eq!(files(), 2, "the age is that of the first line");
        append(&mut file, after(3601));
        assert_eq!(files(), 2);
        append(&mut file, start);
        assert_eq!(files(), 2, "a clock that was set back puts nothing aside");
        let mut file = LogFile::new(&directory, limits());
        append(&mut file, after(1_000_000));
        assert_eq!(files(), 2, "without an age there is no end");
    }

    #[test]
    fn what_was_put_aside_is_compressed_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, mut writer) = log(folder.path());
        let directory = folder.path().join("log");
        log.file.limits = Limits { size: 200_000, compress: 9, prefix: "host1: ".to_owned(), ..limits() };
        // What an earlier supervisor left half-done goes at the start of the next.
        fs::make_directories(&directory).unwrap();
        fs::replace(&directory.join("@4.s.part"), b"x", Access::mode(0o600)).unwrap();
        compress::clean(&directory);
        for i in 0..20_000 {
            writeln!(writer, "line {i:05}").unwrap();
            if i % 1000 == 0 {
                log.drain(1 << 20);
            }
        }
        log.finish();
        let end = std::time::Instant::now() + Duration::from_secs(20);
        let names = loop {
            let names = fs::list(&directory).unwrap();
            if names.len() > 2 && names.iter().all(|name| name == "current" || name.ends_with(".s.gz")) {
                break names;
            }
            assert!(std::time::Instant::now() < end, "{names:?}");
            std::thread::sleep(Duration::from_millis(5));
        };
        let mut all = String::new();
        for name in &names {
            let bytes = fs::read(&directory.join(name)).unwrap();
            if name == "current" {
                all += std::str::from_utf8(&bytes).unwrap();
            } else {
                assert_eq!(fs::access(&directory.join(name)).unwrap().mode, 0o640);
                flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut all).unwrap();
            }
        }
        let found: Vec<&str> = all.lines().map(|line| line.split_once(' ').unwrap().1).collect();
        let wanted: Vec<String> = (0..20_000).map(|i| format!("host1: line {i:05}")).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_could_not_be_logged_is_counted_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let (mut log, mut writer) = log(folder.path());
        // A file where the folder should be refuses every line, also for the superuser.
        fs::replace(&folder.path().join("log"), b"", Access::mode(0o600)).unwrap();
        writer.write_all(b"a\nb\n").unwrap();
        log.drain(CHUNK);
        writer.write_all(b"c\n").unwrap();
        log.drain(CHUNK);
        fs::remove(&folder.path().join("log")).unwrap();
        writer.write_all(b"d\n").unwrap();
        log.drain(CHUNK);
        let found = lines(folder.path());
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("wharf: 3 lines could not be logged: "), "{found:?}");
        assert_eq!(found[1], "d");
    }
}
