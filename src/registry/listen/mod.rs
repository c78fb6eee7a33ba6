//! The listener, the connections, and a stop that loses no answer.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use super::http::{Engine, respond, wire::Wire};
use super::serve::{ServeError, watch};
use crate::sys::tcp;

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
/// How long the last notifications may take; those that do not make it are sent after the next start.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// How many connections `files` open files are enough for. Those beyond wait unaccepted: they would take the files from
/// those who are being served.
pub(super) fn places(files: u64) -> usize {
    let places = files.saturating_sub(OTHER_FILES) / FILES_EACH;
    usize::try_from(places).unwrap_or(usize::MAX).clamp(8, Semaphore::MAX_PERMITS)
}

/// Listens, and answers until SIGTERM or SIGINT.
pub(super) async fn listen(
    engine: Arc<Engine>,
    state: &Path,
    places: Arc<Semaphore>,
) -> Result<(), ServeError> {
    let address = engine.config.http.address.clone();
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
    let drain = engine.config.http.drain_timeout;
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
