//! Serving: the storage, the listener, the connections, and a stop that loses no answer.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use super::admin;
use super::config::{Config, ConfigError};
use super::http::{Engine, auth::Gate, respond, seal::Seal, wire::Wire};
use super::log::Log;
use super::notifications::{Notifications, Source};
use super::readonly::Watch;
use super::store::Store;
use crate::keys::pem::{PemError, certificates};
use crate::problem::Hint;
use crate::sys::{blob_file, environment, fs, tcp};
use crate::token::{KeyError, TrustedKeys};

/// How long a client may take over its request's head (slow-loris).
const HEAD_TIME: Duration = Duration::from_secs(30);
/// How long a client may take nothing of its answer.
const STALL_TIME: Duration = Duration::from_mins(5);
/// How long a stop waits where `http.draintimeout` is 0.
const SHORT_DRAIN: Duration = Duration::from_secs(5);
/// Open files that are kept back from connections.
const OTHER_FILES: u64 = 32;
/// Open files of a connection: its socket, the blob or upload, and one that is looked at in passing.
const FILES_EACH: u64 = 3;
/// The engine's own folder in the storage, where no other was named.
const OWN_FOLDER: &str = "wharf";
/// How long the last notifications may take; those that do not make it are sent after the next start.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// How many threads answer.
const THREADS: usize = 2;

/// Why the engine does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration file cannot be read.
    #[error("could not read {0}")]
    Unreadable(PathBuf, #[source] io::Error),
    /// The configuration file cannot be served by.
    #[error("{0} cannot be served by")]
    Config(PathBuf, #[source] ConfigError),
    /// The certificates of the issuer cannot be read.
    #[error("could not read `auth.token.rootcertbundle` {0}")]
    Bundle(PathBuf, #[source] io::Error),
    /// They are no certificates.
    #[error("`auth.token.rootcertbundle` {0} has no certificates")]
    Pem(PathBuf, #[source] PemError),
    /// None of them has a key that tokens can be verified with.
    #[error("`auth.token.rootcertbundle` {0} has no key to trust")]
    Keys(PathBuf, #[source] KeyError),
    /// The storage's folder cannot be used.
    #[error("could not use `storage.filesystem.rootdirectory` {0}")]
    Storage(PathBuf, #[source] io::Error),
    /// The engine's own folder cannot be made.
    #[error("could not make the state folder {0}")]
    State(PathBuf, #[source] io::Error),
    /// The outbox of notifications cannot be used.
    #[error("could not use the outbox of notifications {0}")]
    Outbox(PathBuf, #[source] io::Error),
    /// The address cannot be listened on.
    #[error("could not listen on `http.addr` {0}")]
    Listen(String, #[source] io::Error),
    /// The runtime or the signals cannot be set up.
    #[error("could not set up the engine's runtime")]
    Runtime(#[source] io::Error),
}

impl Hint for ServeError {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Config(..) | Self::Runtime(_) => return None,
            Self::Unreadable(..) => "name a configuration file that this user may read",
            Self::Bundle(..) | Self::Pem(..) | Self::Keys(..) => {
                "point it at the issuer's certificate in PEM, readable by this user"
            }
            Self::Storage(..) => "make the folder, and let this user write to it",
            Self::State(..) => "choose a folder that this user may write to",
            Self::Outbox(..) => "let this user write there, or choose another state folder",
            Self::Listen(_, error) if error.kind() == io::ErrorKind::AddrInUse => {
                "another process listens there: stop it, or choose another port"
            }
            Self::Listen(..) => "choose an address of this host and a free port",
        };
        Some(hint.to_owned())
    }
}

/// Serves by the configuration file at `path`, with `REGISTRY_*` variables in the place of its keys, until
/// SIGTERM or SIGINT. `state` is the folder for what the engine itself must remember; without one it is `wharf` in the
/// storage.
///
/// # Errors
/// When it cannot begin to serve.
pub fn serve(path: &Path, state: Option<&Path>) -> Result<(), ServeError> {
    let text = fs::read(path).map_err(|error| ServeError::Unreadable(path.to_owned(), error))?;
    let variables = environment::beginning_with("REGISTRY_");
    let config = Config::parse_with(&String::from_utf8_lossy(&text), &variables)
        .map_err(|error| ServeError::Config(path.to_owned(), error))?;
    if let Some(state) = state {
        make_state(state).map_err(|error| ServeError::State(state.to_owned(), error))?;
    }
    let state = state.map_or_else(|| config.root_directory.join(OWN_FOLDER), Path::to_owned);
    let places = places(blob_file::raise_open_files());
    let log = Log::new(config.log_level, config.log_format, config.log_fields.clone());
    say_what_was_read(&config, &log);
    let outcome = run(config, &state, log.clone(), places);
    log.flush();
    outcome
}

/// How many connections `files` open files are enough for. Those beyond wait unaccepted: they would take the files from
/// those who are being served.
fn places(files: u64) -> usize {
    let places = files.saturating_sub(OTHER_FILES) / FILES_EACH;
    usize::try_from(places).unwrap_or(usize::MAX).clamp(8, Semaphore::MAX_PERMITS)
}

/// Opens what the configuration names, and listens.
fn run(config: Config, state: &Path, log: Log, places: usize) -> Result<(), ServeError> {
    let engine = Arc::new(engine(config, state, log)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_name("engine")
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let outcome = runtime.block_on(listen(engine, state, Arc::new(Semaphore::new(places))));
    // Whatever still runs had its time.
    runtime.shutdown_background();
    outcome
}

fn make_state(state: &Path) -> io::Result<()> {
    if let Some(above) = state.parent() {
        fs::make_directories(above)?;
    }
    fs::make_directory(state, fs::Access::mode(0o700)).map(drop)
}

/// Everything about the configuration that should be heard once.
fn say_what_was_read(config: &Config, log: &Log) {
    for (key, nearest) in config.unknown_keys() {
        match nearest {
            Some(nearest) => log.warn("config.yml has an unknown key", &[("key", key), ("nearest", nearest)]),
            None => log.warn("config.yml has an unknown key", &[("key", key)]),
        }
    }
    for warning in config.warnings() {
        log.warn(warning, &[]);
    }
    if !config.keys_without_effect().is_empty() {
        let keys = config.keys_without_effect().join(", ");
        log.info("keys of config.yml that are accepted and have no effect yet", &[("keys", &keys)]);
    }
    if config.is_read_only {
        log.info("the registry is read-only: `storage.maintenance.readonly.enabled`", &[]);
    }
}

/// The storage, the keys and the secret that a configuration names.
fn engine(config: Config, state: &Path, log: Log) -> Result<Engine, ServeError> {
    let store = Store::open(&config.root_directory, log.clone())
        .map_err(|error| ServeError::Storage(config.root_directory.clone(), error))?;
    let gate = match &config.token {
        None => None,
        Some(token) => {
            let bundle = &token.root_cert_bundle;
            let pem = fs::read(bundle).map_err(|error| ServeError::Bundle(bundle.clone(), error))?;
            let der = certificates(&pem).map_err(|error| ServeError::Pem(bundle.clone(), error))?;
            let keys = TrustedKeys::from_certificates(&der)
                .map_err(|error| ServeError::Keys(bundle.clone(), error))?;
            for fault in keys.unusable() {
                log.warn("a certificate of `auth.token.rootcertbundle` is not used", &[("reason", fault)]);
            }
            Some(Gate::new(token.clone(), keys))
        }
    };
    let seal = if let Some(secret) = &config.secret {
        Seal::new(secret.expose().as_bytes())
    } else {
        log.warn(
            "no `http.secret`: a random one is used, so uploads do not outlive a restart, and engines behind one balancer do not share them",
            &[],
        );
        let mut secret = [0; 32];
        aws_lc_rs::rand::fill(&mut secret)
            .map_err(|_| ServeError::Runtime(io::Error::other("no random numbers")))?;
        Seal::new(&secret)
    };
    let notifications = notifications(&config, state, &log)
        .map_err(|error| ServeError::Outbox(state.join("outbox"), error))?;
    Ok(Engine { config, store, seal, gate, watch: Watch::new(state, log.clone()), notifications, log })
}

/// Begins to tell the endpoints, if there are any.
fn notifications(config: &Config, state: &Path, log: &Log) -> io::Result<Option<Notifications>> {
    if config.notifications.endpoints.is_empty() {
        return Ok(None);
    }
    make_state(state)?;
    let host = crate::sys::network::host_name();
    let port = config.address.rsplit_once(':').map_or("", |(_, port)| port);
    let source = Source { addr: format!("{host}:{port}"), instance: uuid::Uuid::new_v4().to_string() };
    Notifications::begin(&config.notifications, state, source, log).map(Some)
}

/// Watches the hold and answers at the admin socket, beside the requests. An engine that finds no place for its socket
/// serves without one.
fn watch(engine: &Arc<Engine>, state: &Path) {
    let watching = Arc::clone(engine);
    // The first look comes before the first request: what is on already is said first.
    let mut pause = watching.watch.look_and_pause();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(pause).await;
            pause = watching.watch.look_and_pause();
        }
    });
    match make_state(state).and_then(|()| admin::bind(state)) {
        Ok(listener) => drop(tokio::spawn(admin::serve(Arc::clone(engine), listener))),
        Err(error) => engine.log.warn(
            "no admin socket: commands cannot ask this engine",
            &[("folder", &state.display()), ("err.detail", &error)],
        ),
    }
}

async fn listen(engine: Arc<Engine>, state: &Path, places: Arc<Semaphore>) -> Result<(), ServeError> {
    let address = engine.config.address.clone();
    // Go listens on every address for `:5000`.
    let bind = if address.starts_with(':') { format!("[::]{address}") } else { address.clone() };
    let listener = match TcpListener::bind(&bind).await {
        Err(_) if address.starts_with(':') => TcpListener::bind(format!("0.0.0.0{address}")).await,
        outcome => outcome,
    };
    let listener = listener.map_err(|error| ServeError::Listen(address.clone(), error))?;
    tcp::give_up_after(&listener, STALL_TIME).map_err(ServeError::Runtime)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Runtime)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Runtime)?;
    let bound = listener.local_addr().map_err(|error| ServeError::Listen(address, error))?;
    watch(&engine, state);
    engine.log.info(&format!("listening on {bound}"), &[("version", &env!("CARGO_PKG_VERSION"))]);
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            (place, accepted) = next => match accepted {
                Ok((stream, peer)) => connect(&engine, &graceful, stream, peer, place),
                Err(error) => {
                    // Out of files, or a client that left at once: the next one is another matter.
                    engine.log.warn("could not accept a connection", &[("err.detail", &error)]);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            },
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        }
    }
    drop(listener);
    let drain = engine.config.drain_timeout;
    let drain = if drain.is_zero() { SHORT_DRAIN } else { drain };
    engine.log.info("stopping: requests in flight are finished", &[("draintimeout", &format!("{drain:?}"))]);
    tokio::select! {
        () = graceful.shutdown() => engine.log.info("stopped", &[]),
        () = tokio::time::sleep(drain) => engine.log.warn("stopped with requests in flight: their time was over", &[]),
        _ = terminate.recv() => engine.log.warn("stopped with requests in flight: told twice", &[]),
    }
    if let Some(notifications) = &engine.notifications {
        tokio::task::block_in_place(|| notifications.stop(LAST_WORDS));
    }
    Ok(())
}

/// Serves one connection in a task of its own. A panic in it ends this connection and nothing else.
/// `place` is held until it ends.
fn connect(
    engine: &Arc<Engine>,
    graceful: &GracefulShutdown,
    stream: TcpStream,
    peer: SocketAddr,
    place: Result<OwnedSemaphorePermit, AcquireError>,
) {
    let _ = stream.set_nodelay(true);
    let (wire, transfers) = Wire::new(stream);
    let engine = Arc::clone(engine);
    let log = engine.log.clone();
    let service = service_fn(move |request| {
        let (engine, transfers) = (Arc::clone(&engine), transfers.clone());
        async move { Ok::<_, std::convert::Infallible>(respond(&engine, peer, &transfers, request).await) }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        // A client that has said all it has to say still gets its answer.
        .half_close(true)
        // As every other registry writes them, for those who search for `Docker-Content-Digest`.
        .title_case_headers(true)
        .serve_connection(TokioIo::new(wire), service);
    let connection = graceful.watch(connection);
    let task = tokio::spawn(connection);
    tokio::spawn(async move {
        if task.await.is_err_and(|error| error.is_panic()) {
            log.error("a request met a fault of this program; its connection was closed", &[]);
        }
        drop(place);
    });
}
