//! Who asks at the admin socket: one question, one answer, and no wait without an end.

use std::io;
use std::path::Path;
use std::time::Duration;

use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::UnixStream;

use super::{NAME, READ_ONLY, ReadOnly};
use crate::sys::socket;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// No answer is longer.
const LARGEST: usize = 64 << 10;

/// Asks the engine whose state folder is `state` how it is. `None`: no engine answers there.
///
/// # Errors
/// When this user may not ask, or the answer is none or does not come.
pub fn ask(state: &Path) -> io::Result<Option<ReadOnly>> {
    let Some(stream) = socket::connect(&state.join(NAME))? else { return Ok(None) };
    stream.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let asked = tokio::time::timeout(PATIENCE, question(UnixStream::from_std(stream)?));
        asked.await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?.map(Some)
    })
}

async fn question(stream: UnixStream) -> io::Result<ReadOnly> {
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    let asking = tokio::spawn(connection);
    let request = Request::get(READ_ONLY)
        .header(http::header::HOST, "engine")
        .header(http::header::CONNECTION, "close")
        .body(Empty::<Bytes>::new())
        .map_err(io::Error::other)?;
    let answer = sender.send_request(request).await.map_err(io::Error::other)?;
    let status = answer.status();
    let body = Limited::new(answer.into_body(), LARGEST).collect().await.map_err(io::Error::other)?;
    asking.abort();
    if status != StatusCode::OK {
        return Err(io::Error::other(format!("the engine answers {status}")));
    }
    serde_json::from_slice(&body.to_bytes()).map_err(|_| io::Error::other("the engine's answer is no answer"))
}
