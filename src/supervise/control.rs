//! The door: connections to the control socket, none of which can hold up the loop.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::Duration;

use super::protocol::{LONGEST_REQUEST, Reply, Request};
use crate::sys::poll::Direction;
use crate::sys::{process, socket};

/// So many connections at once; one more ends the oldest.
const MOST_CONNECTIONS: usize = 32;
/// A connection that has not been served by then ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// The control socket.
#[derive(Debug)]
pub(crate) struct Door {
    listener: UnixListener,
    connections: Vec<Connection>,
}

/// One client.
#[derive(Debug)]
struct Connection {
    stream: UnixStream,
    is_welcome: bool,
    until: Duration,
    request: Vec<u8>,
    /// The rest of the answer, once there is one.
    reply: Option<Vec<u8>>,
    is_over: bool,
}

impl Door {
    /// Listens at `path`.
    ///
    /// # Errors
    /// When the socket cannot be made.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { listener: socket::listen(path)?, connections: Vec::new() })
    }

    /// What to wait for.
    pub(crate) fn descriptors(&self) -> impl Iterator<Item = (BorrowedFd<'_>, Direction)> {
        let door = (self.listener.as_fd(), Direction::Read);
        std::iter::once(door).chain(self.connections.iter().map(|connection| {
            let direction = if connection.reply.is_some() { Direction::Write } else { Direction::Read };
            (connection.stream.as_fd(), direction)
        }))
    }

    /// When the next connection runs out of time.
    pub(crate) fn wake(&self) -> Option<Duration> {
        self.connections.iter().map(|connection| connection.until).min()
    }

    /// Serves whoever can be served without waiting; `answer` decides what is said.
    pub(crate) fn serve(&mut self, now: Duration, mut answer: impl FnMut(Request) -> Reply) {
        // So many at a time: whoever keeps on connecting keeps the loop from nothing else.
        for _ in 0..MOST_CONNECTIONS {
            let Ok((stream, _)) = self.listener.accept() else { break };
            if stream.set_nonblocking(true).is_err() {
                continue;
            }
            let is_welcome = is_welcome(&stream);
            let mut connection = Connection {
                stream,
                is_welcome,
                until: now + PATIENCE,
                request: Vec::new(),
                reply: None,
                is_over: false,
            };
            // Who has asked already is answered before anyone who comes later can be in the way.
            connection.serve(&mut answer);
            if connection.is_over {
                continue;
            }
            if self.connections.len() >= MOST_CONNECTIONS {
                self.connections.remove(0);
            }
            self.connections.push(connection);
        }
        for connection in &mut self.connections {
            connection.serve(&mut answer);
            connection.is_over |= connection.until <= now;
        }
        self.connections.retain(|connection| !connection.is_over);
    }
}

fn is_welcome(stream: &UnixStream) -> bool {
    socket::peer_user(stream).is_ok_and(|user| user == 0 || user == process::user_id())
}

impl Connection {
    /// Reads what has come and writes what can be written.
    fn serve(&mut self, answer: &mut impl FnMut(Request) -> Reply) {
        if self.reply.is_none() {
            self.read(answer);
        }
        if self.reply.is_some() {
            self.write();
        }
    }

    fn read(&mut self, answer: &mut impl FnMut(Request) -> Reply) {
        let mut buffer = [0; 4096];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => {
                    self.is_over = true;
                    return;
                }
                Ok(count) => self.request.extend_from_slice(buffer.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => {
                    self.is_over = true;
                    return;
                }
            }
            if let Some(end) = self.request.iter().position(|byte| *byte == b'\n') {
                let line = self.request.get(..end).unwrap_or_default();
                let reply = match serde_json::from_slice(line) {
                    _ if !self.is_welcome => {
                        let message = "only the user of the supervisor and the superuser may ask".to_owned();
                        Reply::Refused { message }
                    }
                    Ok(request) => answer(request),
                    Err(error) => Reply::Refused { message: format!("this is no request: {error}") },
                };
                self.say(&reply);
                return;
            }
            if self.request.len() > LONGEST_REQUEST {
                let message = format!("a request has at most {LONGEST_REQUEST} bytes");
                self.say(&Reply::Refused { message });
                return;
            }
        }
    }

    fn say(&mut self, reply: &Reply) {
        match serde_json::to_vec(reply) {
            Ok(mut line) => {
                line.push(b'\n');
                self.reply = Some(line);
            }
            Err(_) => self.is_over = true,
        }
    }

    fn write(&mut self) {
        let Some(reply) = &mut self.reply else { return };
        while !reply.is_empty() {
            match self.stream.write(reply) {
                Ok(count) => {
                    reply.drain(..count);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.is_over = true;
    }
}
