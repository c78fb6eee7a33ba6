//! One connection: TLS, the version of HTTP, its requests, and an end that loses no answer.

use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, HeaderValue};
use http::{Request, Response, Version};
use http_body::{Frame, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_rustls::TlsAcceptor;

use super::Door;
use super::seats::{Busy, Guest, Seat};
use crate::registry::http::socket::Socket;
use crate::registry::http::wire::{Transfers, Wire};
use crate::registry::http::{Body, Incoming, Peer, respond};

/// How long a client may take over the handshake of TLS.
const HANDSHAKE_TIME: Duration = Duration::from_secs(15);
/// How long a stop waits for the rest of a head that has begun to come.
const LAST_HEAD: Duration = Duration::from_secs(1);
/// The largest head of a request in HTTP/1, and what is kept of a body that nobody has read yet.
const BUFFER: usize = 64 * 1024;
/// The largest head of a request in HTTP/2.
const HEAD_LIST: u32 = 64 * 1024;
/// How many requests a connection of HTTP/2 may have in flight. Each beyond the first takes a place of its own.
const STREAMS: u32 = 100;
/// How many bytes of one answer wait in HTTP/2 for the client's window.
const SEND_BUFFER: usize = 64 * 1024;
/// What a handshake of TLS begins with (RFC 8446, section 5.1: `handshake`).
const HANDSHAKE: u8 = 22;
/// To who speaks plainly to TLS, as Go's server says it; in the registry's form.
const PLAIN: &[u8] =
    b"HTTP/1.0 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n\r\n\
{\"errors\":[{\"code\":\"UNSUPPORTED\",\"message\":\"client sent an HTTP request to an HTTPS server\",\
\"detail\":\"this port speaks TLS: use https://\"}]}\n";

/// Serves one connection until it ends. A panic in it ends this connection and nothing else.
pub(super) async fn serve(
    door: Arc<Door>,
    socket: Socket,
    address: Option<std::net::SocketAddr>,
    seat: Seat,
    stop: watch::Receiver<bool>,
) {
    let log = door.engine.log.clone();
    let mut serving = pin!(begin(door, socket, address, seat, stop));
    let is_panic = poll_fn(|context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| serving.as_mut().poll(context))) {
            Ok(polled) => polled.map(|()| false),
            Err(_) => Poll::Ready(true),
        }
    });
    if is_panic.await {
        log.error("a request met a fault of this program; its connection was closed", &[]);
    }
}

/// Finds out what the client speaks.
async fn begin(
    door: Arc<Door>,
    mut socket: Socket,
    address: Option<std::net::SocketAddr>,
    seat: Seat,
    stop: watch::Receiver<bool>,
) {
    let peer = Peer::new(address, door.tls.is_some());
    let Some(tls) = &door.tls else {
        let is_http2 = door.engine.config.http.h2c
            && match until(
                &seat,
                &stop,
                door.engine.config.http.limits.head_time,
                socket.begins_with_preface(),
            )
            .await
            {
                Some(Ok(is_http2)) => is_http2,
                Some(Err(_)) | None => return,
            };
        if is_http2 {
            return http2(&door, socket, peer, &seat, stop).await;
        }
        let (wire, transfers) = Wire::new(socket);
        return http1(&door, wire, transfers, peer, &seat, stop).await;
    };
    let acceptor = TlsAcceptor::from(tls.current());
    let handshake = async {
        if let Some(first) = socket.first_byte().await?
            && first != HANDSHAKE
        {
            socket.write_all(PLAIN).await?;
            socket.shutdown().await?;
            return Ok(None);
        }
        acceptor.accept(socket).await.map(Some)
    };
    let stream = match until(&seat, &stop, HANDSHAKE_TIME, handshake).await {
        Some(Ok(Some(stream))) => stream,
        Some(Err(error)) if error.kind() == io::ErrorKind::InvalidData => {
            // What Go's server says of it too; a client that only went away says nothing about this host.
            let fields: [(&str, &dyn std::fmt::Display); 2] =
                [("http.request.remoteaddr", &peer), ("err.detail", &error)];
            return door.engine.log.info("a TLS handshake failed", &fields);
        }
        Some(Ok(None) | Err(_)) | None => return,
    };
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        http2(&door, stream, peer, &seat, stop).await;
    } else {
        http1(&door, stream, Transfers::none(), peer, &seat, stop).await;
    }
}

/// Waits for `beginning`, unless it takes too long, others need the place, or the engine stops.
async fn until<T>(
    seat: &Seat,
    stop: &watch::Receiver<bool>,
    patience: Duration,
    beginning: impl Future<Output = T>,
) -> Option<T> {
    let mut stop = stop.clone();
    tokio::select! {
        outcome = timeout(patience, beginning) => outcome.ok(),
        () = seat.asked_to_leave() => None,
        _ = stop.wait_for(|is_over| *is_over) => None,
    }
}

async fn http1(
    door: &Arc<Door>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    transfers: Transfers,
    peer: Peer,
    seat: &Seat,
    stop: watch::Receiver<bool>,
) {
    let stream = Watched { stream, guest: seat.guest(), has_heads: true };
    let (door_, guest) = (Arc::clone(door), seat.guest());
    let service = service_fn(move |request| {
        let (busy, _) = guest.begin();
        let (door, transfers) = (Arc::clone(&door_), transfers.clone());
        async move { Ok::<_, std::convert::Infallible>(answer(&door, peer, &transfers, request, busy).await) }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        // Ours tells a connection at rest from a head that does not end.
        .header_read_timeout(None)
        .max_header_size(BUFFER)
        .max_buf_size(BUFFER)
        // A client that has said all it has to say still gets its answer.
        .half_close(true)
        // As every other registry writes them, for those who search for `Docker-Content-Digest`.
        .title_case_headers(true)
        .serve_connection(TokioIo::new(stream), service);
    attend(connection, door, seat, stop).await;
}

async fn http2(
    door: &Arc<Door>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    seat: &Seat,
    stop: watch::Receiver<bool>,
) {
    let stream = Watched { stream, guest: seat.guest(), has_heads: false };
    let (door_, guest) = (Arc::clone(door), seat.guest());
    let service = service_fn(move |request| {
        let (busy, is_alone) = guest.begin();
        let (door, guest) = (Arc::clone(&door_), guest.clone());
        async move {
            // What one connection may have open is counted for one request.
            let busy = if is_alone { busy } else { busy.with(guest.further_place().await) };
            Ok::<_, std::convert::Infallible>(answer(&door, peer, &Transfers::none(), request, busy).await)
        }
    });
    let connection = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD_LIST)
        .max_send_buf_size(SEND_BUFFER)
        .serve_connection(TokioIo::new(stream), service);
    attend(connection, door, seat, stop).await;
}

/// Answers one request.
async fn answer(
    door: &Door,
    peer: Peer,
    transfers: &Transfers,
    mut request: Request<hyper::body::Incoming>,
    busy: Busy,
) -> Response<Sending> {
    if request.version() == Version::HTTP_2 && !request.headers().contains_key(HOST) {
        // HTTP/2 says the host in `:authority` (RFC 9113, section 8.3.1).
        let authority = request.uri().authority().map(|authority| HeaderValue::from_str(authority.as_str()));
        if let Some(Ok(host)) = authority {
            request.headers_mut().insert(HOST, host);
        }
    }
    let limits = &door.engine.config.http.limits;
    let request = request.map(|body| Incoming::new(body, limits));
    let answer = respond(&door.engine, peer, transfers, request).await;
    let busy = busy.answers();
    answer.map(|body| Sending { body, busy })
}

/// Why a connection is not waited for any more.
enum End {
    Itself,
    TooLate,
    Wanted,
    Stopped,
}

/// Waits for the end of a connection, or for a reason to end it.
async fn attend<C: GracefulConnection>(
    connection: C,
    door: &Door,
    seat: &Seat,
    mut stop: watch::Receiver<bool>,
) {
    let limits = &door.engine.config.http.limits;
    let guest = seat.guest();
    let mut connection = pin!(connection);
    let end = {
        let mut wanted = pin!(seat.asked_to_leave());
        let mut stopped = pin!(stop.wait_for(|is_over| *is_over));
        let mut alarm = pin!(sleep_until(seat.due(limits)));
        let mut head = 0;
        poll_fn(|context| {
            if connection.as_mut().poll(context).is_ready() {
                return Poll::Ready(End::Itself);
            }
            if stopped.as_mut().poll(context).is_ready() {
                return Poll::Ready(End::Stopped);
            }
            if wanted.as_mut().poll(context).is_ready() {
                return Poll::Ready(End::Wanted);
            }
            // The alarm is only set again when it has to be earlier: what makes it later is found when it rings.
            if guest.head() != head {
                head = guest.head();
                let due = seat.due(limits);
                if due < alarm.deadline() {
                    alarm.as_mut().reset(due);
                }
            }
            while alarm.as_mut().poll(context).is_ready() {
                let due = seat.due(limits);
                if due <= Instant::now() {
                    return Poll::Ready(End::TooLate);
                }
                alarm.as_mut().reset(due);
            }
            Poll::Pending
        })
        .await
    };
    let mut pause = match end {
        End::Itself => return,
        End::TooLate | End::Wanted => Duration::ZERO,
        End::Stopped => LAST_HEAD,
    };
    connection.as_mut().graceful_shutdown();
    loop {
        tokio::select! {
            biased;
            _ = connection.as_mut() => return,
            () = sleep(pause) => {}
        }
        if seat.may_go() {
            return;
        }
        pause = LAST_HEAD;
    }
}

/// The body of an answer, with the place of its request.
struct Sending {
    body: Body,
    busy: Busy,
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.busy.moved();
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection whose signs of life are noted.
struct Watched<S> {
    stream: S,
    guest: Guest,
    /// HTTP/1: bytes that come between two requests are those of a head, bytes that go are those of an answer. In
    /// HTTP/2 either may be a ping.
    has_heads: bool,
}

impl<S> Watched<S> {
    fn note<T>(&self, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        self.guest.blocked(written.is_pending());
        if self.has_heads && written.is_ready() {
            self.guest.moved();
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if self.has_heads && buffer.filled().len() > before {
            self.guest.heard();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.note(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.guest.blocked(flushed.is_pending());
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
