//! Asking a service whether it is ready, without keeping the supervisor from its loop.
//!
//! One short-lived thread for each start: it asks every 50 ms at first, then more slowly, and reports the first
//! good answer. Dropping the [`Probe`] ends it.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::definition::Ready;
use crate::sys::pipe::Bell;

/// The pause between two questions at first.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// How many questions are asked at that pace.
const EAGER: u32 = 40;
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Enough for one connection; the rest of a usual stack is never touched.
const STACK: usize = 128 * 1024;

/// Which run of which service has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The service.
    pub(crate) service: String,
    /// The number of its start.
    pub(crate) start: u64,
}

/// A question that is being asked.
#[derive(Debug)]
pub(crate) struct Probe(Arc<AtomicBool>);

impl Probe {
    /// Asks until it is answered or dropped.
    ///
    /// # Errors
    /// When no thread can be made.
    pub(crate) fn start(
        ready: Ready,
        answer: Answer,
        answers: Sender<Answer>,
        bell: Bell,
    ) -> io::Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&is_over);
        thread::Builder::new().name("probe".to_owned()).stack_size(STACK).spawn(move || {
            let mut asked = 0;
            let mut pause = FIRST_PAUSE;
            while !seen.load(Ordering::Relaxed) {
                if ask(&ready).is_ok() {
                    let _ = answers.send(answer);
                    bell.ring();
                    return;
                }
                asked += 1;
                if asked > EAGER {
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                thread::sleep(pause);
            }
        })?;
        Ok(Self(is_over))
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Asks once.
fn ask(ready: &Ready) -> io::Result<()> {
    match ready {
        Ready::Tcp { address } => connect(address).map(drop),
        Ready::Http { address, path } => {
            let mut stream = connect(address)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            let question = format!(
                "GET {path} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: wharf-supervisor\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(question.as_bytes())?;
            // `HTTP/1.1 200`: all that is needed stands in the first twelve bytes.
            let mut start = [0; 12];
            stream.read_exact(&mut start)?;
            match status(&start) {
                Some(status) if status < 500 => Ok(()),
                _ => Err(io::Error::other("it does not answer well yet")),
            }
        }
    }
}

fn connect(address: &str) -> io::Result<TcpStream> {
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the address has no number");
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn status(start: &[u8]) -> Option<u16> {
    let digits = start.strip_prefix(b"HTTP/1.")?.get(2..5)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn answering(text: &'static str) -> Ready {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(text.as_bytes());
            }
        });
        Ready::Http { address, path: "/v2/".to_owned() }
    }

    #[test]
    fn any_answer_below_500_is_ready_and_others_are_not() {
        assert!(ask(&answering("HTTP/1.1 200 OK\r\n\r\n")).is_ok());
        assert!(ask(&answering("HTTP/1.1 401 Unauthorized\r\n\r\n")).is_ok());
        assert!(ask(&answering("HTTP/1.1 503 Service Unavailable\r\n\r\n")).is_err());
        assert!(ask(&answering("SSH-2.0-OpenSSH_9.2\r\n")).is_err());
        assert!(ask(&answering("HTTP/1.1")).is_err());
    }

    #[test]
    fn an_open_port_is_ready_and_a_closed_one_is_not() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let ready = Ready::Tcp { address };
        assert!(ask(&ready).is_ok());
        drop(listener);
        assert!(ask(&ready).is_err());
    }
}
