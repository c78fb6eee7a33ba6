//! Listens, answers, reloads on SIGHUP, ends on SIGTERM.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};

use super::answer::answer;
use super::config::{Config, ConfigError};
use super::log::Log;
use super::login::{Desk, Users};
use crate::problem::Hint;
use crate::sys::fs;
use crate::token::{SignError, SigningKey};

/// A request's head: names of 255 bytes in a dozen scopes fit.
const LONGEST_HEAD: usize = 16 * 1024;
/// How long a client may take to send its head, or keep an idle connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections at the same time.
const CONNECTIONS: usize = 512;
/// How long requests may take to finish after SIGTERM.
const GRACE: Duration = Duration::from_secs(10);
/// The largest settings or key file that is read.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// All that a token is made from. Replaced whole on SIGHUP.
#[derive(Debug)]
pub(super) struct Issuer {
    pub(super) config: Config,
    pub(super) key: SigningKey,
    pub(super) users: Users,
}

/// Why the token server does not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The settings cannot be read.
    #[error("could not read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// They can, and something in them is wrong.
    #[error("could not use {}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: ConfigError,
    },
    /// The key does not sign.
    #[error("could not use the signing key {}", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: SignError,
    },
    /// Another program has the address, or this host does not.
    #[error("could not listen on {address}")]
    Listen {
        /// The address.
        address: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The runtime, its signals or its threads.
    #[error("could not start")]
    Start(#[source] std::io::Error),
    /// The hash for unknown users.
    #[error("could not prepare the users")]
    Users(#[source] bcrypt::BcryptError),
}

impl Hint for RunError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Config { source, .. } => source.hint(),
            Self::Read { .. } | Self::Key { .. } => {
                Some("run `wharf reconfigure`: it writes both files".into())
            }
            Self::Listen { address, .. } => Some(format!(
                "see who has it with `ss -ltnp`, or set another `auth_server.listen` than {address}"
            )),
            Self::Start(_) | Self::Users(_) => None,
        }
    }
}

/// Issues tokens as the settings in `config` say, until SIGTERM or SIGINT.
///
/// SIGHUP reads settings and key again; when one of them is bad, the old ones stay and the log says so.
pub fn run(config: &Path) -> Result<(), RunError> {
    let issuer = load(config)?;
    // One thread serves; passwords and signatures have their own.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(4)
        .build()
        .map_err(RunError::Start)?;
    let log = Arc::new(Log::start().map_err(RunError::Start)?);
    let ended = runtime.block_on(serve(config, issuer, &log));
    log.flush();
    ended
}

fn load(path: &Path) -> Result<Issuer, RunError> {
    let read = |path: &Path| {
        fs::read_at_most(path, LARGEST_FILE)
            .map_err(|source| RunError::Read { path: path.to_owned(), source })
    };
    let text = String::from_utf8_lossy(&read(path)?).into_owned();
    let config = Config::parse(&text).map_err(|source| RunError::Config { path: path.to_owned(), source })?;
    let key = SigningKey::from_pem(&read(&config.signing_key)?)
        .map_err(|source| RunError::Key { path: config.signing_key.clone(), source })?;
    let users = Users::new(&config).map_err(RunError::Users)?;
    Ok(Issuer { config, key, users })
}

async fn serve(path: &Path, issuer: Issuer, log: &Arc<Log>) -> Result<(), RunError> {
    let mut hup = signal(SignalKind::hangup()).map_err(RunError::Start)?;
    let mut term = signal(SignalKind::terminate()).map_err(RunError::Start)?;
    let mut int = signal(SignalKind::interrupt()).map_err(RunError::Start)?;
    let listen = issuer.config.listen.clone();
    let listener = TcpListener::bind(&listen)
        .await
        .map_err(|source| RunError::Listen { address: listen.clone(), source })?;
    let address = listener.local_addr().map_or(listen.clone(), |address| address.to_string());
    log.info(
        "listening",
        &format!("address={address} users={} kid={}", issuer.config.users.len(), issuer.key.id()),
    );
    let (renew, current) = watch::channel(Arc::new(issuer));
    let desk = Arc::new(Desk::open());
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            (place, accepted) = next => match accepted {
                Ok((stream, peer)) => {
                    let shared = (current.clone(), Arc::clone(&desk), Arc::clone(log));
                    let watcher = graceful.watcher();
                    tokio::spawn(async move {
                        connection(shared, stream, peer, watcher).await;
                        drop(place);
                    });
                }
                // No file descriptors, or a client that has gone: neither ends the others.
                Err(error) => {
                    log.warn("could not accept a connection", &format!("reason=\"{error}\""));
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            _ = hup.recv() => reload(path, &listen, &renew, log).await,
            _ = term.recv() => break,
            _ = int.recv() => break,
        }
    }
    drop(listener);
    log.info("stopping", "");
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}

async fn reload(path: &Path, listen: &str, renew: &watch::Sender<Arc<Issuer>>, log: &Log) {
    let wanted = path.to_owned();
    match tokio::task::spawn_blocking(move || load(&wanted)).await {
        Ok(Ok(issuer)) => {
            if issuer.config.listen != listen {
                log.warn("the address changes with a restart only", &format!("address={listen}"));
            }
            log.info("reloaded", &format!("users={} kid={}", issuer.config.users.len(), issuer.key.id()));
            renew.send_replace(Arc::new(issuer));
        }
        Ok(Err(error)) => {
            let mut reason = error.to_string();
            let mut cause = std::error::Error::source(&error);
            while let Some(source) = cause {
                reason = format!("{reason}: {source}");
                cause = source.source();
            }
            log.warn("could not reload; going on as before", &format!("reason={reason:?}"));
        }
        Err(_) => log.warn("could not reload; going on as before", ""),
    }
}

type Shared = (watch::Receiver<Arc<Issuer>>, Arc<Desk>, Arc<Log>);

async fn connection((current, desk, log): Shared, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let issuer = Arc::clone(&current.borrow());
        let (desk, log) = (Arc::clone(&desk), Arc::clone(&log));
        async move { Ok::<_, Infallible>(answer(&issuer, &desk, &log, &request, peer.ip()).await) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // What a client breaks off is its own matter.
    let _ = watcher.watch(served).await;
}
