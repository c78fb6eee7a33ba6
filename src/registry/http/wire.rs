//! The wire: blobs go from the page cache to the socket by `sendfile`, HTTP stays hyper's.
//!
//! A body gives hyper frames that are slices of one region of zeroes and notes, in the connection's queue, which file
//! they stand for. hyper queues such frames without copying and hands them to [`Wire::poll_write_vectored`], which
//! knows a slice of the region by its address and lets the kernel send as many bytes of the file instead.
//!
//! Invariant: HTTP/1 answers leave a connection in the order they were begun, so the queue's first file is the one
//! whose stand-in bytes come next; as many bytes are sent of a file as its body announced, or the connection ends.
//! The region is never written to the socket: a stand-in without a file is an error.

//!
//! What goes by TLS or HTTP/2 passes through this process anyway: such a connection has no queue, and its bodies are
//! read from the file a piece at a time, as the client takes them.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::socket::Socket;
use crate::sys::blob_file;

/// How many bytes one stand-in frame may stand for.
const REGION: usize = 1024 * 1024;
/// How much is read at once of a file that the kernel cannot send.
const PIECE: usize = 64 * 1024;

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

/// The files whose stand-ins are under way on one connection; none on a connection that knows no stand-ins.
#[derive(Debug, Clone)]
pub(crate) struct Transfers(Option<Arc<Mutex<VecDeque<Transfer>>>>);

impl Transfers {
    /// For a connection on which the kernel cannot send files.
    pub(crate) fn none() -> Self {
        Self(None)
    }
}

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

    /// The next stand-in, or the next piece where the connection knows none. The first stand-in puts the file into the
    /// connection's queue.
    pub(super) fn next_frame(&mut self) -> Option<io::Result<Bytes>> {
        if self.left == 0 {
            return None;
        }
        let Some(queue) = &self.transfers.0 else { return Some(self.next_piece()) };
        if let Some(transfer) = self.transfer.take() {
            queue.lock().unwrap_or_else(PoisonError::into_inner).push_back(transfer);
        }
        let length = usize::try_from(self.left).unwrap_or(REGION).min(REGION);
        self.left -= length as u64;
        region().get(..length).map(|stand_in| Ok(Bytes::from_static(stand_in)))
    }

    /// Reads the next piece. Only one that has to wait for the disk makes room for others meanwhile.
    fn next_piece(&mut self) -> io::Result<Bytes> {
        let Some(transfer) = &mut self.transfer else { return Err(cut_short()) };
        let length = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        let piece = match blob_file::read_cached(&transfer.file, transfer.offset, length)? {
            Some(piece) => piece,
            None => tokio::task::block_in_place(|| {
                blob_file::read_piece(&transfer.file, transfer.offset, length)
            })?,
        };
        if piece.is_empty() {
            return Err(cut_short());
        }
        transfer.offset += piece.len() as u64;
        self.left = self.left.saturating_sub(piece.len() as u64);
        Ok(Bytes::from(piece))
    }
}

/// Cut short behind our back: the announced length cannot be kept, so the connection must not live.
fn cut_short() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the blob is shorter than it was")
}

/// A connection that knows stand-ins.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: Socket,
    transfers: Transfers,
}

impl Wire {
    /// A connection over `stream`, and the queue of its files.
    pub(crate) fn new(stream: Socket) -> (Self, Transfers) {
        let transfers = Transfers(Some(Arc::default()));
        (Self { stream, transfers: transfers.clone() }, transfers)
    }

    /// Sends up to `count` bytes of the file that is next.
    fn poll_send(&self, context: &mut Context<'_>, count: usize) -> Poll<io::Result<usize>> {
        let Some(queue) = &self.transfers.0 else { return Poll::Ready(Err(no_blob())) };
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(next) = queue.front_mut() else { return Poll::Ready(Err(no_blob())) };
        let count = usize::try_from(next.left).unwrap_or(count).min(count);
        loop {
            ready!(self.stream.poll_write_ready(context))?;
            let sent =
                self.stream.try_write(|socket| blob_file::send(socket, &next.file, next.offset, count));
            match sent {
                Ok(0) => return Poll::Ready(Err(cut_short())),
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

fn no_blob() -> io::Error {
    io::Error::other("bytes of a blob without a blob")
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
