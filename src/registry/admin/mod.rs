//! The admin socket: `engine.sock` in the state folder, HTTP with JSON, for the commands of this host.
//!
//! Invariant: who may ask is decided by the kernel's word on who it is, before a byte is read: root, and the user that
//! the engine runs as.
//!
//! Invariant: whoever asks, however much, however slowly, costs a bounded share: a few connections, each with an end.

mod ask;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;

use super::http::Engine;
use super::readonly::{Found, Hold, Phase};
use crate::sys::{accounts, socket};

pub use ask::ask;

/// Its name in the state folder.
const NAME: &str = "engine.sock";
/// How the registry is, and the hold.
const READ_ONLY: &str = "/v1/read-only";
/// How many ask at once; the others wait.
const PLACES: usize = 8;
/// How long a request's head may take.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// How long a connection may last.
const LIFE: Duration = Duration::from_secs(30);

/// The answer to `GET /v1/read-only`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOnly {
    /// `wharf.read-only/1`.
    pub schema: String,
    /// Nothing new may be written.
    pub read_only: bool,
    /// The settings that the engine was started with say so.
    pub by_settings: bool,
    /// The hold, while it holds.
    pub hold: Option<Hold>,
    /// Pushes that had begun before the hold may go on still.
    pub draining: bool,
    /// Why the hold cannot be read, which counts as a hold.
    pub damaged: Option<String>,
    /// How many requests write just now.
    pub writes_in_flight: usize,
    /// How many pushes were written to within the last seconds and have no tag yet.
    pub pushes_under_way: usize,
}

/// Listens at the socket in the state folder `state`.
///
/// # Errors
/// When the folder cannot be written, or takes no sockets.
pub(super) fn bind(state: &Path) -> io::Result<UnixListener> {
    UnixListener::from_std(socket::listen(&state.join(NAME))?)
}

/// Answers at the socket for as long as the engine runs.
pub(super) async fn serve(engine: Arc<Engine>, listener: UnixListener) {
    let places = Arc::new(Semaphore::new(PLACES));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) if may_ask(&stream) => stream,
            Ok(_) => continue,
            Err(error) => {
                engine
                    .log
                    .warn("could not accept a connection at the admin socket", &[("err.detail", &error)]);
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let engine = Arc::clone(&engine);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let answer = answer(&engine, &request);
                async move { Ok::<_, std::convert::Infallible>(answer) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME)
                .half_close(true)
                .serve_connection(TokioIo::new(stream), service);
            // Garbage, silence and a client that leaves are its own affair.
            let _ = tokio::time::timeout(LIFE, connection).await;
            drop(place);
        });
    }
}

/// Whether the other end is root or the engine's own user.
fn may_ask(stream: &UnixStream) -> bool {
    stream.peer_cred().is_ok_and(|peer| [0, accounts::effective_user()].contains(&peer.uid()))
}

fn answer(engine: &Engine, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    match (request.uri().path(), request.method()) {
        (READ_ONLY, &Method::GET) => as_json(StatusCode::OK, &json!(read_only(engine))),
        (READ_ONLY, _) => {
            let mut answer =
                as_json(StatusCode::METHOD_NOT_ALLOWED, &json!({ "error": "only GET is known here" }));
            answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
            answer
        }
        _ => as_json(StatusCode::NOT_FOUND, &json!({ "error": "nothing is here", "known": [READ_ONLY] })),
    }
}

fn as_json(status: StatusCode, body: &serde_json::Value) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(Bytes::from(format!("{body}\n"))));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

/// How the registry is. The hold is looked at anew, so who has just written one asks to make it count.
fn read_only(engine: &Engine) -> ReadOnly {
    let (phase, found) = engine.watch.look();
    let (hold, damaged) = match &*found {
        Found::Hold(hold) if phase != Phase::Open => (Some(hold.clone()), None),
        Found::Damaged(why) => (None, Some(why.clone())),
        Found::Hold(_) | Found::Nothing => (None, None),
    };
    let by_settings = engine.config.storage.is_read_only;
    ReadOnly {
        schema: "wharf.read-only/1".to_owned(),
        read_only: by_settings || phase != Phase::Open,
        by_settings,
        hold,
        draining: phase == Phase::Draining,
        damaged,
        writes_in_flight: engine.watch.writes_in_flight(),
        pushes_under_way: engine.watch.pushes_under_way(),
    }
}
