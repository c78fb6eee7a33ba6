//! The body of a request as it comes in, from a client that may be slow but has to go on.
//!
//! Only the time counts in which the engine waits for the client, so a slow disk is nobody's fault. A client on a bad
//! line may be silent for minutes and go on; one that keeps an upload busy with a byte now and then may not. What it
//! brought stays in the upload, and it can go on from there.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

use crate::registry::config::Limits;

/// What is left of the engine's patience: waiting takes from it, bytes give back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Patience {
    left: Duration,
    /// How long a client may be silent, and how far behind it may fall.
    most: Duration,
    /// Bytes a second; none is that nobody is too slow, as long as it is not silent.
    rate: u32,
}

impl Patience {
    fn new(limits: &Limits) -> Self {
        Self { left: limits.body_time, most: limits.body_time, rate: limits.minimum_rate }
    }

    /// What is left after `bytes` came for which it `waited`.
    fn after(self, waited: Duration, bytes: usize) -> Self {
        if self.rate == 0 {
            return self;
        }
        #[expect(clippy::cast_precision_loss, reason = "a piece of a body is far below 2^52 bytes")]
        let earned = Duration::from_secs_f64(bytes as f64 / f64::from(self.rate));
        let left = self.left.saturating_sub(waited).saturating_add(earned).min(self.most);
        Self { left, ..self }
    }
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Incoming {
    body: hyper::body::Incoming,
    patience: Patience,
    /// Since when the client is waited for, and until when. Kept from one wait to the next.
    alarm: Option<Pin<Box<Sleep>>>,
    waiting: Option<Instant>,
}

impl Incoming {
    /// A `body` that has to come as `limits` say.
    pub(crate) fn new(body: hyper::body::Incoming, limits: &Limits) -> Self {
        Self { body, patience: Patience::new(limits), alarm: None, waiting: None }
    }

    fn poll_alarm(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.waiting.is_none() {
            let now = Instant::now();
            self.waiting = Some(now);
            match &mut self.alarm {
                Some(alarm) => alarm.as_mut().reset(now + self.patience.left),
                None => self.alarm = Some(Box::pin(sleep(self.patience.left))),
            }
        }
        self.alarm.as_mut().map_or(Poll::Pending, |alarm| alarm.as_mut().poll(context))
    }
}

impl Body for Incoming {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let waited = self.waiting.take().map_or(Duration::ZERO, |since| since.elapsed());
                self.patience = self.patience.after(waited, frame.data_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(other) => Poll::Ready(other.map(|frame| frame.map_err(io::Error::other))),
            Poll::Pending => self.poll_alarm(context).map(|()| {
                let why = "the body came too slowly, or not at all, for too long";
                Some(Err(io::Error::new(io::ErrorKind::TimedOut, why)))
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lets `bytes` come every `seconds` until the patience is over; answers for how long it lasted.
    fn lasts(bytes: usize, seconds: u64, rate: u32) -> Option<u64> {
        let most = Duration::from_mins(5);
        let mut patience = Patience { left: most, most, rate };
        for number in 0..10_000 {
            if patience.left < Duration::from_secs(seconds) {
                return Some(number * seconds);
            }
            patience = patience.after(Duration::from_secs(seconds), bytes);
        }
        None
    }

    #[test]
    fn a_slow_line_is_borne_and_a_client_that_drips_is_not() {
        for (name, bytes, seconds, least, most) in [
            ("a modem", 600, 1, None, None),
            ("a line that is away for four minutes of five", 600 * 300, 240, None, None),
            ("a byte a second", 1, 1, Some(299), Some(310)),
            ("a byte every four minutes", 1, 240, Some(240), Some(480)),
            ("half as fast as asked for", 250, 1, Some(590), Some(610)),
            ("silence", 0, 301, Some(0), Some(0)),
        ] {
            let lasted = lasts(bytes, seconds, 500);
            assert!(lasted >= least && lasted <= most, "{name}: {lasted:?}");
        }
        assert_eq!(lasts(1, 240, 0), None, "the rate is turned off");
        assert_eq!(lasts(0, 301, 0), Some(0), "silence is too long even so");
    }
}
