//! Lines to standard error, from a thread of its own: a reader that stands still keeps nobody from being served.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use crate::sys::clock;

/// How many lines wait for the reader before further ones are dropped and counted.
const WAITING: usize = 1024;

/// Where lines go.
#[derive(Debug)]
pub(super) struct Log {
    lines: SyncSender<Line>,
    dropped: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Line {
    Text(String),
    /// All before it is written when this one is answered.
    Flush(SyncSender<()>),
}

impl Log {
    /// Starts the thread.
    pub(super) fn start() -> std::io::Result<Self> {
        let (lines, waiting) = sync_channel(WAITING);
        let dropped = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&dropped);
        std::thread::Builder::new().name("log".into()).spawn(move || write(&waiting, &count))?;
        Ok(Self { lines, dropped })
    }

    /// A line that says what happened; `fields` is `name="value"` after it.
    pub(super) fn info(&self, message: &str, fields: &str) {
        self.line("info", message, fields);
    }

    /// A line that asks to be read.
    pub(super) fn warn(&self, message: &str, fields: &str) {
        self.line("warning", message, fields);
    }

    fn line(&self, level: &str, message: &str, fields: &str) {
        let time = clock::moment().strftime("%Y-%m-%dT%H:%M:%S%.3fZ");
        let space = if fields.is_empty() { "" } else { " " };
        let text = format!("time=\"{time}\" level={level} msg={message:?}{space}{fields}\n");
        if self.lines.try_send(Line::Text(text)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all is written, at most a second.
    pub(super) fn flush(&self) {
        let (done, written) = sync_channel(1);
        if self.lines.try_send(Line::Flush(done)).is_ok() {
            let _ = written.recv_timeout(Duration::from_secs(1));
        }
    }
}

fn write(lines: &Receiver<Line>, count: &AtomicU64) {
    let mut output = std::io::stderr();
    for line in lines {
        let dropped = count.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            let _ = writeln!(output, "level=warning msg=\"lines were dropped\" count={dropped}");
        }
        match line {
            Line::Text(text) => {
                let _ = output.write_all(text.as_bytes());
            }
            Line::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
}
