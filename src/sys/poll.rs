//! Waiting on several descriptors at once.

use std::io;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout};

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Something to read.
    Read,
    /// Room to write.
    Write,
    /// That nobody is at the other end any more.
    Hangup,
}

/// Waits until one of `descriptors` is ready or `timeout` is over; `None` waits for ever. Answers, for each in
/// order, whether it is ready, closed or broken. A signal ends the wait early with none ready.
///
/// # Errors
/// When the kernel refuses to wait.
pub fn wait(descriptors: &[(BorrowedFd<'_>, Direction)], timeout: Option<Duration>) -> io::Result<Vec<bool>> {
    let mut asked: Vec<PollFd<'_>> = descriptors
        .iter()
        .map(|(descriptor, direction)| {
            let flags = match direction {
                Direction::Read => PollFlags::POLLIN,
                Direction::Write => PollFlags::POLLOUT,
                // The kernel tells of that without being asked.
                Direction::Hangup => PollFlags::empty(),
            };
            PollFd::new(*descriptor, flags)
        })
        .collect();
    // Rounded up: a wait that ends before its moment would spin.
    let timeout = timeout.map_or(PollTimeout::NONE, |timeout| {
        let milliseconds = timeout.as_nanos().div_ceil(1_000_000);
        PollTimeout::try_from(milliseconds.min(60_000)).unwrap_or(PollTimeout::MAX)
    });
    match nix::poll::poll(&mut asked, timeout) {
        Ok(_) => Ok(asked.iter().map(|one| one.revents().is_some_and(|events| !events.is_empty())).collect()),
        Err(Errno::EINTR) => Ok(vec![false; descriptors.len()]),
        Err(error) => Err(error.into()),
    }
}
