//! The wire: blobs go from the page cache to the socket by `sendfile`, HTTP stays hyper's.
//!
//! A body gives hyper frames that are slices of one region of zeroes and notes, in the connection's queue, which file
//! they stand for. hyper queues such frames without copying and hands them to [`Wire::poll_write_vectored`], which
//! knows a slice of the region by its address and lets the kernel send as many bytes of the file instead.
//!
//! Invariant: HTTP/1 answers leave a connection in the order they were begun, so the queue's first file is the one
//! whose stand-in bytes come next; as many bytes are sent of a file as its body announced, or the connection ends.
//! The region is never written to the socket: a stand-in without a file is an error.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;

use crate::sys::blob_file;

/// How many bytes one stand-in frame may stand for.
const REGION: usize = 1024 * 1024;

/// The region: pages that are never touched, so they cost no memory.
fn region() -> &'static [u8] {
    static ZEROES: OnceLock<&'static [u8]> = OnceLock::new();
    ZEROES.get_or_init(|| Vec::leak(vec![0; REGION]))
}

/// Whether a slice is one of ours.
fn is_stand_in(slice: &[u8]) -> bool {
    region().as_ptr_range().contains(&slice.as_ptr())
}

/// Part of a file that is to be sent.
#[derive(Debug)]
struct Transfer {
    file: Arc<File>,
    offset: u64,
    left: u64,
}

/// The files whose stand-ins are under way on one connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Transfers(Arc<Mutex<VecDeque<Transfer>>>);

/// The body of a blob, or of a part of it.
#[derive(Debug)]
pub(crate) struct FileBody {
    transfers: Transfers,
    transfer: Option<Transfer>,
    left: u64,
}

impl FileBody {
    /// `length` bytes of `file` from `offset`, to be sent on the connection of `transfers`.
    pub(super) fn new(transfers: &Transfers, file: File, offset: u64, length: u64) -> Self {
        let transfer = (length > 0).then(|| Transfer { file: Arc::new(file), offset, left: length });
        Self { transfers: transfers.clone(), transfer, left: length }
    }

    /// How many bytes are still to be handed to the connection.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// The next stand-in. The first one puts the file into the connection's queue.
    pub(super) fn next_frame(&mut self) -> Option<Bytes> {
        if self.left == 0 {
            return None;
        }
        if let Some(transfer) = self.transfer.take() {
            self.transfers.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(transfer);
        }
        let length = usize::try_from(self.left).unwrap_or(REGION).min(REGION);
        self.left -= length as u64;
        region().get(..length).map(Bytes::from_static)
    }
}

/// A connection that knows stand-ins.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    transfers: Transfers,
}

impl Wire {
    /// A connection over `stream`, and the queue of its files.
    pub(crate) fn new(stream: TcpStream) -> (Self, Transfers) {
        let transfers = Transfers::default();
        (Self { stream, transfers: transfers.clone() }, transfers)
    }

    /// Sends up to `count` bytes of the file that is next.
    fn poll_send(&self, context: &mut Context<'_>, count: usize) -> Poll<io::Result<usize>> {
        let mut queue = self.transfers.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(next) = queue.front_mut() else {
            return Poll::Ready(Err(io::Error::other("bytes of a blob without a blob")));
        };
        let count = usize::try_from(next.left).unwrap_or(count).min(count);
        loop {
            ready!(self.stream.poll_write_ready(context))?;
            let sent = self
                .stream
                .try_io(Interest::WRITABLE, || blob_file::send(&self.stream, &next.file, next.offset, count));
            match sent {
                Ok(0) => {
                    // Cut short behind our back: the announced length cannot be kept, so the connection must not live.
                    return Poll::Ready(Err(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        "the blob is shorter than it was",
                    )));
                }
                Ok(sent) => {
                    next.offset += sent as u64;
                    next.left = next.left.saturating_sub(sent as u64);
                    if next.left == 0 {
                        queue.pop_front();
                    }
                    return Poll::Ready(Ok(sent));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(buffer)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let first = slices.iter().position(|slice| !slice.is_empty()).unwrap_or(slices.len());
        let slices = slices.get(first..).unwrap_or_default();
        if let Some(stand_in) = slices.first().filter(|slice| is_stand_in(slice)) {
            return self.poll_send(context, stand_in.len());
        }
        let real = slices.iter().position(|slice| is_stand_in(slice)).unwrap_or(slices.len());
        Pin::new(&mut self.stream).poll_write_vectored(context, slices.get(..real).unwrap_or_default())
    }

    fn is_write_vectored(&self) -> bool {
        // Also what makes hyper queue frames in place of copying them.
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
