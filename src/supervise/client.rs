//! The other side of the control socket, for every room that needs services started, stopped or looked at.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use thiserror::Error;

use super::life::{Phase, Want};
use super::protocol::{self, Reply, Request, Status};
use super::scan;
use crate::problem::Hint;
use crate::sys::signals::Signal;
use crate::sys::{Root, append, socket};

/// How long the supervisor may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a client that waits looks again.
const GLANCE: Duration = Duration::from_millis(10);
/// How many lines of a service's log go into an error.
const LOG_LINES: usize = 20;
/// How many bytes of it at most.
const LOG_BYTES: u64 = 16 * 1024;

/// What a supervisor could not be asked or would not do.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The socket is there and may not be used.
    #[error("could not reach the supervisor at {path}")]
    Unreachable {
        /// The socket.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It has ended since.
    #[error("the supervisor has ended")]
    Gone,
    /// It said something else than an answer.
    #[error("could not talk to the supervisor")]
    Garbled(#[source] std::io::Error),
    /// There is no such service.
    #[error("there is no service `{service}`")]
    Unknown {
        /// The name asked for.
        service: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// It would not.
    #[error("the supervisor refused: {message}")]
    Refused {
        /// Why.
        message: String,
    },
    /// It was told to read its files again, and did not.
    #[error("`{service}` did not take its new configuration: the old workers still serve")]
    NotTaken {
        /// The service.
        service: String,
    },
    /// It did not come about in time.
    #[error("`{service}` did not {what} within {seconds} s")]
    TooSlow {
        /// The service.
        service: String,
        /// `stop`, `start`
        what: &'static str,
        /// How long it had.
        seconds: u64,
    },
}

impl Hint for ClientError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { known, .. } if known.is_empty() => {
                Some("no service is enabled: `wharf reconfigure` enables them".to_owned())
            }
            Self::Unknown { known, .. } => Some(format!("the services are {}", known.join(", "))),
            Self::Unreachable { source, .. } if source.kind() == std::io::ErrorKind::TimedOut => {
                Some("its process may be stopped: `kill -CONT` with its process id lets it go on".to_owned())
            }
            Self::Unreachable { .. } => Some("ask as the user of the supervisor, or as root".to_owned()),
            Self::Gone => Some("start it with `wharf reconfigure` or `wharf serve`".to_owned()),
            Self::NotTaken { service } => Some(format!("`wharf tail {service}` shows why")),
            Self::Garbled(_) | Self::Refused { .. } | Self::TooSlow { .. } => None,
        }
    }
}

/// A service that did not become ready.
#[derive(Debug, Error)]
#[error("`{service}` did not become ready{}", last_exit.as_ref().map(|exit| format!(": {exit}")).unwrap_or_default())]
pub struct NotReady {
    /// The service.
    pub service: String,
    /// How it was when it was last looked at.
    pub phase: Option<Phase>,
    /// How its last process ended, if one has.
    pub last_exit: Option<String>,
    /// The end of its log.
    pub log: Vec<String>,
    /// What went wrong between the client and the supervisor, if something did.
    #[source]
    pub source: Option<Box<ClientError>>,
}

impl Hint for NotReady {
    fn hint(&self) -> Option<String> {
        if self.log.is_empty() {
            return None;
        }
        Some(format!("its log ends with\n    {}", self.log.join("\n    ")))
    }
}

/// A restart that was asked for.
#[derive(Debug, Clone)]
pub struct BegunRestart {
    service: String,
    /// How often the service had been started before.
    starts: u64,
}

/// Talks to the supervisor of one root.
#[derive(Debug, Clone)]
pub struct Client {
    root: Root,
}

impl Client {
    /// The supervisor of `root`. `None`: none runs.
    pub fn connect(root: &Root) -> Result<Option<Self>, ClientError> {
        let client = Self { root: root.clone() };
        Ok(client.open()?.map(|_| client))
    }

    fn open(&self) -> Result<Option<UnixStream>, ClientError> {
        let path = protocol::socket(&self.root);
        socket::connect(&path).map_err(|source| ClientError::Unreachable { path, source })
    }

    fn ask(&self, request: &Request) -> Result<Reply, ClientError> {
        let Some(mut stream) = self.open()? else { return Err(ClientError::Gone) };
        let exchange = || -> std::io::Result<String> {
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            let mut line = serde_json::to_vec(request).map_err(std::io::Error::other)?;
            line.push(b'\n');
            stream.write_all(&line)?;
            let mut reply = String::new();
            BufReader::new(&stream).read_line(&mut reply)?;
            Ok(reply)
        };
        let reply = { exchange }().map_err(ClientError::Garbled)?;
        if reply.is_empty() {
            return Err(ClientError::Gone);
        }
        match serde_json::from_str(&reply).map_err(|error| ClientError::Garbled(error.into()))? {
            Reply::Unknown { service, known } => Err(ClientError::Unknown { service, known }),
            Reply::Refused { message } => Err(ClientError::Refused { message }),
            reply @ (Reply::Done | Reply::Status { .. }) => Ok(reply),
        }
    }

    /// Every service, sorted by name.
    pub fn status(&self) -> Result<Vec<Status>, ClientError> {
        match self.ask(&Request::Status)? {
            Reply::Status { services } => Ok(services),
            _ => Err(ClientError::Garbled(std::io::Error::other("the answer is to another question"))),
        }
    }

    /// One service.
    pub fn status_of(&self, service: &str) -> Result<Status, ClientError> {
        let all = self.status()?;
        let known = || all.iter().map(|status| status.service.clone()).collect();
        all.iter()
            .find(|status| status.service == service)
            .cloned()
            .ok_or_else(|| ClientError::Unknown { service: service.to_owned(), known: known() })
    }

    /// Wants a service up; does not wait for it.
    pub fn start(&self, service: &str) -> Result<(), ClientError> {
        self.ask(&Request::Start { service: service.to_owned() }).map(drop)
    }

    /// Wants a service down; does not wait for it.
    pub fn stop(&self, service: &str) -> Result<(), ClientError> {
        self.ask(&Request::Stop { service: service.to_owned() }).map(drop)
    }

    /// Wants one run of a service; does not wait for it.
    pub fn once(&self, service: &str) -> Result<(), ClientError> {
        self.ask(&Request::Once { service: service.to_owned() }).map(drop)
    }

    /// Ends a service's process and makes a new one from its definition and files as they are now. Answers when the
    /// new process has been started; [`Client::wait_ready`] tells what became of it.
    pub fn restart(&self, service: &str) -> Result<(), ClientError> {
        let begun = self.begin_restart(service)?;
        // The old process has its grace, which the definition rules and not this client.
        let grace = scan::service(&self.root, service.to_owned()).definition.map_or(PATIENCE, |d| d.grace());
        self.wait_restarted(&begun, grace + PATIENCE)
    }

    /// Wants a new process for a service; does not wait for it.
    pub fn begin_restart(&self, service: &str) -> Result<BegunRestart, ClientError> {
        let starts = self.status_of(service)?.starts;
        self.ask(&Request::Restart { service: service.to_owned() })?;
        Ok(BegunRestart { service: service.to_owned(), starts })
    }

    /// Waits until the new process has been started, or is not going to be.
    pub fn wait_restarted(&self, begun: &BegunRestart, limit: Duration) -> Result<(), ClientError> {
        self.wait(&begun.service, "restart", limit, |status| {
            status.starts > begun.starts || status.phase == Phase::Backoff || status.wanted == Want::Down
        })
        .map(drop)
    }

    /// Makes a service read its files again, with its definition as it is now; one that cannot is restarted.
    pub fn reload(&self, service: &str) -> Result<(), ClientError> {
        self.ask(&Request::Reload { service: service.to_owned() }).map(drop)
    }

    /// Reads links and definitions again: new services start, those without a link stop, others go on.
    pub fn rescan(&self) -> Result<(), ClientError> {
        self.ask(&Request::Rescan).map(drop)
    }

    /// Waits until a service that was told to reload has shown that it did.
    pub fn wait_reloaded(&self, service: &str, limit: Duration) -> Result<(), ClientError> {
        let definition = scan::service(&self.root, service.to_owned()).definition;
        let wanted = definition.map(|definition| definition.reload_inputs()).ok();
        let status = self.wait(service, "reload", limit, |status| !status.is_reloading)?;
        if wanted.is_some() && status.pid.is_some() && status.reload_inputs != wanted {
            return Err(ClientError::NotTaken { service: service.to_owned() });
        }
        Ok(())
    }

    /// Sends a signal to a service's process.
    pub fn signal(&self, service: &str, signal: Signal) -> Result<(), ClientError> {
        self.ask(&Request::Signal { service: service.to_owned(), signal }).map(drop)
    }

    /// Stops every service and the supervisor; answers when it is gone.
    pub fn shutdown(&self, limit: Duration) -> Result<(), ClientError> {
        self.ask(&Request::Shutdown)?;
        let until = Instant::now() + limit;
        while self.open()?.is_some() {
            if Instant::now() >= until {
                let service = "the supervisor".to_owned();
                return Err(ClientError::TooSlow { service, what: "stop", seconds: limit.as_secs() });
            }
            thread::sleep(GLANCE);
        }
        Ok(())
    }

    /// Waits until a service is down.
    pub fn wait_down(&self, service: &str, limit: Duration) -> Result<(), ClientError> {
        match self.wait(service, "stop", limit, |status| status.phase == Phase::Down) {
            // A service whose link is gone is forgotten once it is down.
            Err(ClientError::Unknown { .. }) | Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn wait(
        &self,
        service: &str,
        what: &'static str,
        limit: Duration,
        is_so: impl Fn(&Status) -> bool,
    ) -> Result<Status, ClientError> {
        let until = Instant::now() + limit;
        loop {
            let status = self.status_of(service)?;
            if is_so(&status) {
                return Ok(status);
            }
            if Instant::now() >= until {
                let service = service.to_owned();
                return Err(ClientError::TooSlow { service, what, seconds: limit.as_secs() });
            }
            thread::sleep(GLANCE);
        }
    }

    /// Waits until a service has answered its probe. Gives up at once when it has been stopped, and when two of its
    /// processes have ended while this waited: the third would not fare better.
    pub fn wait_ready(&self, service: &str, limit: Duration) -> Result<(), NotReady> {
        let until = Instant::now() + limit;
        let mut deaths: Vec<u64> = Vec::new();
        loop {
            let status = match self.status_of(service) {
                Ok(status) => status,
                Err(error) => return Err(self.not_ready(service, None, Some(error))),
            };
            match status.phase {
                Phase::Ready => return Ok(()),
                Phase::Backoff if !deaths.contains(&status.starts) => deaths.push(status.starts),
                Phase::Down | Phase::Starting | Phase::Stopping | Phase::Backoff => {}
            }
            // A process that could not be made is not counted as a start, and is tried again like one.
            let is_hopeless = deaths.len() >= 2 || status.phase == Phase::Down;
            if is_hopeless || Instant::now() >= until {
                return Err(self.not_ready(service, Some(&status), None));
            }
            thread::sleep(GLANCE);
        }
    }

    fn not_ready(&self, service: &str, status: Option<&Status>, source: Option<ClientError>) -> NotReady {
        NotReady {
            service: service.to_owned(),
            phase: status.map(|status| status.phase),
            last_exit: status.and_then(|status| status.last_exit.clone()),
            log: self.log(service),
            source: source.map(Box::new),
        }
    }

    /// The last lines of a service's log; empty when there are none.
    #[must_use]
    pub fn log(&self, service: &str) -> Vec<String> {
        let Ok(definition) = scan::service(&self.root, service.to_owned()).definition else {
            return Vec::new();
        };
        let bytes = append::tail(&definition.log_directory.join("current"), LOG_BYTES);
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let surplus = lines.len().saturating_sub(LOG_LINES);
        lines.into_iter().skip(surplus).collect()
    }
}
