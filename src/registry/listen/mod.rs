//! The door: where the engine listens, whom it lets in, and a stop that loses no answer.

mod bind;
mod connection;
mod seats;
mod tls;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::sleep;

use super::http::Engine;
use super::log::Log;
use super::serve::{ServeError, watch};
use bind::Listener;
pub(super) use seats::{Seats, places};
pub(super) use tls::Tls;
pub use tls::TlsError;

/// How long a stop waits where `http.draintimeout` is 0.
const SHORT_DRAIN: Duration = Duration::from_secs(5);
/// How long the last notifications may take; those that do not make it are sent after the next start.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What connections share.
pub(super) struct Door {
    pub(super) engine: Arc<Engine>,
    pub(super) tls: Option<Arc<Tls>>,
    pub(super) seats: Arc<Seats>,
}

/// Listens, and answers until SIGTERM or SIGINT.
pub(super) async fn listen(door: Door, state: &Path) -> Result<(), ServeError> {
    let door = Arc::new(door);
    let engine = &door.engine;
    let log = engine.log.clone();
    let refused = |error| ServeError::Listen(engine.config.http.address.clone(), error);
    let listener = Listener::bind(&engine.config.http).await.map_err(refused)?;
    let place = listener.place().map_err(refused)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Runtime)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Runtime)?;
    let hangup = signal(SignalKind::hangup()).map_err(ServeError::Runtime)?;
    watch(engine, state);
    let (asks, asked) = watch::channel(0);
    tokio::spawn(hear(hangup, asks, log.clone()));
    if let Some(tls) = &door.tls {
        tokio::spawn(Arc::clone(tls).watch(asked, log.clone()));
    }
    log.info(
        &format!("listening on {place}"),
        &[("version", &env!("CARGO_PKG_VERSION")), ("tls", &door.tls.is_some())],
    );
    // Each connection holds a receiver until it has ended.
    let (stop, stopped) = watch::channel(false);
    let next = async {
        loop {
            match listener.accept().await {
                Ok((socket, peer)) => {
                    let seat = door.seats.sit(door.seats.take().await);
                    tokio::spawn(connection::serve(Arc::clone(&door), socket, peer, seat, stopped.clone()));
                }
                Err(error) => {
                    // Out of files, or a client that left at once: the next one is another matter.
                    log.warn("could not accept a connection", &[("err.detail", &error)]);
                    sleep(Duration::from_millis(20)).await;
                }
            }
        }
    };
    tokio::select! {
        () = next => {}
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    drop(listener);
    drop(stopped);
    let drain = engine.config.http.drain_timeout;
    let drain = if drain.is_zero() { SHORT_DRAIN } else { drain };
    log.info("stopping: requests in flight are finished", &[("draintimeout", &format!("{drain:?}"))]);
    let _ = stop.send(true);
    tokio::select! {
        () = stop.closed() => log.info("stopped", &[]),
        () = sleep(drain) => log.warn("stopped with requests in flight: their time was over", &[]),
        _ = terminate.recv() => log.warn("stopped with requests in flight: told twice", &[]),
        _ = interrupt.recv() => log.warn("stopped with requests in flight: told twice", &[]),
    }
    if let Some(notifications) = &engine.notifications {
        tokio::task::block_in_place(|| notifications.stop(LAST_WORDS));
    }
    Ok(())
}

/// Passes on every SIGHUP, which ends no engine: who sends it wants files to be read again.
async fn hear(mut hangup: Signal, asks: watch::Sender<u64>, log: Log) {
    while hangup.recv().await.is_some() {
        log.info("SIGHUP: files are read again", &[]);
        asks.send_modify(|times| *times += 1);
    }
}
