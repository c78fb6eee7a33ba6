//! Serving: from a configuration file to an engine that listens.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::admin;
use super::config::{AuthConfig, Config, ConfigError};
use super::http::{Engine, auth::Gate, seal::Seal};
use super::listen::{Door, Seats, Tls, TlsError, listen, places};
use super::log::Log;
use super::manifest::schema1::Signer;
use super::notifications::{Notifications, Source};
use super::readonly::Watch;
use super::store::Store;
use crate::keys::pem::{PemError, certificates, private_key};
use crate::problem::Hint;
use crate::sys::{blob_file, environment, fs};
use crate::token::{KeyError, TrustedKeys};

/// The engine's own folder in the storage, where no other was named.
const OWN_FOLDER: &str = "wharf";
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
    /// The key that manifests of schema 1 are signed with cannot be opened.
    #[error("could not read `compatibility.schema1.signingkeyfile` {0}")]
    SigningKey(PathBuf, #[source] io::Error),
    /// It is no key that signs.
    #[error(
        "`compatibility.schema1.signingkeyfile` {0} has no private key on the curve P-256, in PEM or as a JWK"
    )]
    NoSigningKey(PathBuf),
    /// The storage's folder cannot be used.
    #[error("could not use `storage.filesystem.rootdirectory` {0}")]
    Storage(PathBuf, #[source] io::Error),
    /// The engine's own folder cannot be made.
    #[error("could not make the state folder {0}")]
    State(PathBuf, #[source] io::Error),
    /// The outbox of notifications cannot be used.
    #[error("could not use the outbox of notifications {0}")]
    Outbox(PathBuf, #[source] io::Error),
    /// TLS cannot be served.
    #[error("could not serve TLS")]
    Tls(#[source] TlsError),
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
            Self::SigningKey(..) | Self::NoSigningKey(_) => {
                "make one with `openssl ecparam -name prime256v1 -genkey -noout`, or leave the setting out"
            }
            Self::Storage(..) => "make the folder, and let this user write to it",
            Self::State(..) => "choose a folder that this user may write to",
            Self::Outbox(..) => "let this user write there, or choose another state folder",
            Self::Tls(TlsError::Pair(..)) => {
                "put the certificate first in its file, and name the key it was made with"
            }
            Self::Tls(_) => "name PEM files that this user may read",
            Self::Listen(_, error) if error.kind() == io::ErrorKind::AlreadyExists => {
                "choose another path, or move away what lies there"
            }
            Self::Listen(_, error) if error.kind() == io::ErrorKind::AddrInUse => {
                "another process listens there: stop it, or choose another address"
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
    let state = state.map_or_else(|| config.storage.root_directory.join(OWN_FOLDER), Path::to_owned);
    let places = places(blob_file::raise_open_files(), config.http.limits.connections);
    let log = Log::new(config.log.level, config.log.format, config.log.fields.clone());
    say_what_was_read(&config, &log);
    let outcome = run(config, &state, log.clone(), places);
    log.flush();
    outcome
}

/// Opens what the configuration names, and listens.
fn run(config: Config, state: &Path, log: Log, places: usize) -> Result<(), ServeError> {
    let tls = match &config.http.tls {
        Some(tls) => Some(Arc::new(Tls::load(tls, config.http.http2).map_err(ServeError::Tls)?)),
        None => None,
    };
    let engine = Arc::new(engine(config, state, log)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_name("engine")
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let door = Door { engine, tls, seats: Seats::new(places) };
    let outcome = runtime.block_on(listen(door, state));
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
    if config.storage.is_read_only {
        log.info("the registry is read-only: `storage.maintenance.readonly.enabled`", &[]);
    }
}

/// The storage, the keys and the secret that a configuration names.
fn engine(config: Config, state: &Path, log: Log) -> Result<Engine, ServeError> {
    let store = Store::open(&config.storage.root_directory, log.clone())
        .map_err(|error| ServeError::Storage(config.storage.root_directory.clone(), error))?;
    let gate = match &config.auth {
        AuthConfig::None => None,
        AuthConfig::Token(token) => {
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
    let seal = if let Some(secret) = &config.http.secret {
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
    let signer = signer(&config)?;
    let notifications = notifications(&config, state, &log)
        .map_err(|error| ServeError::Outbox(state.join("outbox"), error))?;
    Ok(Engine {
        config,
        store,
        seal,
        gate,
        signer,
        watch: Watch::new(state, log.clone()),
        notifications,
        log,
    })
}

/// The key that manifests of schema 1 are signed with on their way out.
fn signer(config: &Config) -> Result<Signer, ServeError> {
    let Some(path) = config.schema1.signing_key_file.as_ref().filter(|_| config.schema1.is_enabled) else {
        return Signer::make().ok_or_else(|| ServeError::Runtime(io::Error::other("no random numbers")));
    };
    let bytes = fs::read(path).map_err(|error| ServeError::SigningKey(path.clone(), error))?;
    private_key(&bytes)
        .ok()
        .and_then(|key| Signer::from_der(key.der()))
        .or_else(|| Signer::from_jwk(std::str::from_utf8(&bytes).ok()?))
        .ok_or_else(|| ServeError::NoSigningKey(path.clone()))
}

/// Begins to tell the endpoints, if there are any.
fn notifications(config: &Config, state: &Path, log: &Log) -> io::Result<Option<Notifications>> {
    if config.notifications.endpoints.is_empty() {
        return Ok(None);
    }
    make_state(state)?;
    let host = crate::sys::network::host_name();
    let addr = config.http.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    let source = Source { addr, instance: uuid::Uuid::new_v4().to_string() };
    Notifications::begin(&config.notifications, state, source, log).map(Some)
}

/// Watches the hold and answers at the admin socket, beside the requests. An engine that finds no place for its socket
/// serves without one.
pub(super) fn watch(engine: &Arc<Engine>, state: &Path) {
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
