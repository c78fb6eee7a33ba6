//! Signals by name, and the descriptor that a loop reads them from.

use std::fmt;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};

use nix::sys::signal::{SigSet, SigmaskHow};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use serde::{Deserialize, Serialize};

/// A signal that a service may be sent, by the name a person writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Signal {
    /// Hang up: most services read their configuration again.
    Hup,
    /// Interrupt.
    Int,
    /// Quit: NGINX finishes its requests first.
    Quit,
    /// Kill: cannot be caught.
    Kill,
    /// Terminate.
    Term,
    /// The first of the two without a fixed meaning.
    Usr1,
    /// The second of the two without a fixed meaning.
    Usr2,
}

impl Signal {
    const ALL: [Self; 7] = [Self::Hup, Self::Int, Self::Quit, Self::Kill, Self::Term, Self::Usr1, Self::Usr2];

    pub(super) fn as_nix(self) -> nix::sys::signal::Signal {
        use nix::sys::signal::Signal as Kernel;
        match self {
            Self::Hup => Kernel::SIGHUP,
            Self::Int => Kernel::SIGINT,
            Self::Quit => Kernel::SIGQUIT,
            Self::Kill => Kernel::SIGKILL,
            Self::Term => Kernel::SIGTERM,
            Self::Usr1 => Kernel::SIGUSR1,
            Self::Usr2 => Kernel::SIGUSR2,
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_nix().as_str().trim_start_matches("SIG"))
    }
}

/// What arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    /// A child has ended.
    Child,
    /// A signal for this process.
    Signal(Signal),
}

/// Reads the signals that it blocked for this process; a loop waits on it.
#[derive(Debug)]
pub struct Listener(SignalFd);

impl Listener {
    /// Blocks CHLD and every signal of [`Signal`] but KILL, for this thread and those it starts.
    ///
    /// # Errors
    /// When the kernel refuses a descriptor.
    pub fn start() -> io::Result<Self> {
        use nix::sys::signal::Signal as Kernel;
        let mut set = SigSet::empty();
        set.add(Kernel::SIGCHLD);
        for signal in Signal::ALL {
            if signal != Signal::Kill {
                set.add(signal.as_nix());
            }
        }
        set.thread_block()?;
        Ok(Self(SignalFd::with_flags(&set, SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK)?))
    }

    /// The next signal that waits, if one does.
    ///
    /// # Errors
    /// When the descriptor cannot be read.
    pub fn next(&self) -> io::Result<Option<Arrived>> {
        let Some(information) = self.0.read_signal()? else { return Ok(None) };
        let number = i32::try_from(information.ssi_signo).unwrap_or(0);
        let of_this_process = Signal::ALL.into_iter().find(|signal| signal.as_nix() as i32 == number);
        Ok(Some(of_this_process.map_or(Arrived::Child, Arrived::Signal)))
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Lets every signal through again, as a fresh program expects.
///
/// # Errors
/// When the kernel refuses.
pub fn unblock_all() -> io::Result<()> {
    Ok(nix::sys::signal::sigprocmask(SigmaskHow::SIG_SETMASK, Some(&SigSet::empty()), None)?)
}
