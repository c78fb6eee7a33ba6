//! Who is served at once: a place for each connection, and who gives way when there are no more.
//!
//! Invariant: a connection that has no request in flight never keeps another one out. When all places are taken, the
//! one that has been without a request the longest gives way to the next; then one whose client has taken nothing of
//! its answer for [`STALLED`]. Who is being served is left alone.
//!
//! Why not let newcomers wait until somebody leaves: ten thousand connections that say nothing would then be the last
//! that anybody hears of this registry.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use crate::registry::config::Limits;

/// Open files that are kept back from connections.
const OTHER_FILES: u64 = 32;
/// Open files of a connection: its socket, the blob or upload, and one that is looked at in passing.
const FILES_EACH: u64 = 3;
/// How long a client may take nothing of its answer.
pub(super) const STALL_TIME: Duration = Duration::from_mins(5);
/// And how long before it gives way where there is no other place.
const STALLED: Duration = Duration::from_secs(30);
/// How long one who has just come, or has just been served, is left to say what comes next.
const MANNERS: Duration = Duration::from_secs(1);
/// How often a newcomer looks again whether somebody can give way.
const LOOK: Duration = Duration::from_millis(250);

/// How many connections `files` open files are enough for, and no more than `most`: those beyond would take the files
/// from those who are being served.
pub(in crate::registry) fn places(files: u64, most: usize) -> usize {
    let places = files.saturating_sub(OTHER_FILES) / FILES_EACH;
    usize::try_from(places).unwrap_or(usize::MAX).min(most).max(8)
}

/// All places.
#[derive(Debug)]
pub(in crate::registry) struct Seats {
    room: Mutex<Room>,
    /// Somebody has left, or has nothing to do any more.
    news: Notify,
    limit: usize,
    began: Instant,
    /// How much later it is in a test than it is.
    #[cfg(test)]
    later: AtomicU64,
}

#[derive(Debug, Default)]
struct Room {
    taken: usize,
    next: u64,
    sitting: HashMap<u64, Sitting>,
    /// Those without a request, since when.
    waiting: BTreeSet<(Duration, u64)>,
}

/// One connection.
#[derive(Debug)]
struct Sitting {
    since: Duration,
    /// Requests that are being carried out.
    carried_out: usize,
    /// Answers that are on their way.
    on_their_way: usize,
    has_been_served: bool,
    signs: Arc<Signs>,
    leave: Arc<Notify>,
}

/// What can be seen of a connection from the outside, in milliseconds since the seats were made; 0 is never.
#[derive(Debug, Default)]
struct Signs {
    /// When bytes of an answer left last.
    moved: AtomicU64,
    /// When the first byte of a request's head came.
    head: AtomicU64,
    /// Since when bytes wait for the client to take them.
    blocked: AtomicU64,
}

/// The moment of a sign, if there was one.
fn read(sign: &AtomicU64) -> Option<Duration> {
    Some(sign.load(Ordering::Relaxed)).filter(|moment| *moment > 0).map(Duration::from_millis)
}

impl Seats {
    /// As many places as `limit`.
    pub(in crate::registry) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self {
            room: Mutex::default(),
            news: Notify::new(),
            limit,
            began: Instant::now(),
            #[cfg(test)]
            later: AtomicU64::default(),
        })
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long there have been these seats.
    fn now(&self) -> Duration {
        let now = self.began.elapsed();
        #[cfg(test)]
        let now = now + Duration::from_millis(self.later.load(Ordering::Relaxed));
        now
    }

    /// Notes this moment.
    fn note(&self, sign: &AtomicU64) {
        let now = u64::try_from(self.now().as_millis()).unwrap_or(u64::MAX);
        sign.store(now.max(1), Ordering::Relaxed);
    }

    /// Waits for a place. Somebody gives way if need be and can be.
    pub(super) async fn take(self: &Arc<Self>) -> Place {
        loop {
            let mut news = std::pin::pin!(self.news.notified());
            news.as_mut().enable();
            {
                let mut room = self.room();
                if room.taken < self.limit {
                    room.taken += 1;
                    return Place(Arc::clone(self));
                }
                self.ask_one_to_leave(&mut room);
            }
            let _ = timeout(LOOK, news).await;
        }
    }

    fn ask_one_to_leave(&self, room: &mut Room) {
        let now = self.now();
        let longest =
            room.waiting.first().copied().filter(|(since, _)| now.saturating_sub(*since) >= MANNERS);
        if let Some(longest) = longest {
            room.waiting.remove(&longest);
        }
        let id = longest.map(|(_, id)| id).or_else(|| {
            let stalled = room.sitting.iter().filter(|(_, sitting)| self.is_stalled(sitting, STALLED));
            stalled.min_by_key(|(_, sitting)| read(&sitting.signs.moved)).map(|(id, _)| *id)
        });
        if let Some(sitting) = id.and_then(|id| room.sitting.get(&id)) {
            sitting.leave.notify_one();
        }
    }

    /// Whether there is nothing to do but to wait for a client that has taken nothing of its answer for so long.
    fn is_stalled(&self, sitting: &Sitting, patience: Duration) -> bool {
        let stood_still = self.now().saturating_sub(read(&sitting.signs.moved).unwrap_or_default());
        sitting.carried_out == 0 && sitting.on_their_way > 0 && stood_still >= patience
    }

    /// Lets a connection sit down at `place`.
    pub(super) fn sit(self: &Arc<Self>, place: Place) -> Seat {
        let mut room = self.room();
        let id = room.next;
        room.next += 1;
        let (since, signs, leave) = (self.now(), Arc::<Signs>::default(), Arc::<Notify>::default());
        let sitting = Sitting {
            since,
            carried_out: 0,
            on_their_way: 0,
            has_been_served: false,
            signs: Arc::clone(&signs),
            leave: Arc::clone(&leave),
        };
        room.sitting.insert(id, sitting);
        room.waiting.insert((since, id));
        Seat { guest: Guest { seats: Arc::clone(self), id, signs }, leave, _place: place }
    }
}

/// A place that is taken until this is dropped.
#[derive(Debug)]
pub(super) struct Place(Arc<Seats>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.room().taken -= 1;
        self.0.news.notify_waiters();
    }
}

/// The place of one connection.
#[derive(Debug)]
pub(super) struct Seat {
    guest: Guest,
    leave: Arc<Notify>,
    _place: Place,
}

impl Seat {
    /// For those who do something on this connection.
    pub(super) fn guest(&self) -> Guest {
        self.guest.clone()
    }

    /// Waits until others need the place more.
    pub(super) async fn asked_to_leave(&self) {
        self.leave.notified().await;
    }

    /// Whether nobody loses anything if the connection ends now, or it has waited for too long anyway.
    pub(super) fn may_go(&self) -> bool {
        let seats = &self.guest.seats;
        seats.room().sitting.get(&self.guest.id).is_none_or(|sitting| {
            let is_at_rest = sitting.carried_out + sitting.on_their_way == 0;
            is_at_rest && read(&sitting.signs.blocked).is_none() || seats.is_stalled(sitting, STALLED)
        })
    }

    /// When the connection is to be ended, unless it goes on until then; or when to ask again.
    pub(super) fn due(&self, limits: &Limits) -> Instant {
        let seats = &self.guest.seats;
        let now = seats.now();
        Instant::now() + self.due_since(limits, now).saturating_sub(now)
    }

    fn due_since(&self, limits: &Limits, now: Duration) -> Duration {
        let room = self.guest.seats.room();
        let Some(sitting) = room.sitting.get(&self.guest.id) else { return now };
        if sitting.carried_out > 0 {
            return now + limits.head_time;
        }
        if sitting.on_their_way > 0 {
            return read(&sitting.signs.moved).unwrap_or(now) + STALL_TIME;
        }
        if let Some(blocked) = read(&sitting.signs.blocked) {
            return blocked + STALL_TIME;
        }
        let rest = if sitting.has_been_served { limits.idle_time } else { limits.head_time };
        read(&sitting.signs.head).map_or(sitting.since + rest, |head| head + limits.head_time)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut room = self.guest.seats.room();
        if let Some(sitting) = room.sitting.remove(&self.guest.id) {
            room.waiting.remove(&(sitting.since, self.guest.id));
        }
    }
}

/// A hand on a connection's place.
#[derive(Debug, Clone)]
pub(super) struct Guest {
    seats: Arc<Seats>,
    id: u64,
    signs: Arc<Signs>,
}

impl Guest {
    /// Begins a request, and says whether it is the only one on this connection.
    pub(super) fn begin(&self) -> (Busy, bool) {
        let mut room = self.seats.room();
        let mut is_alone = true;
        if let Some(sitting) = room.sitting.get_mut(&self.id) {
            is_alone = sitting.carried_out + sitting.on_their_way == 0;
            sitting.carried_out += 1;
            sitting.has_been_served = true;
            let since = sitting.since;
            room.waiting.remove(&(since, self.id));
        }
        (Busy { guest: self.clone(), is_on_its_way: false, more: None }, is_alone)
    }

    /// Waits for a further place, for a request beside others.
    pub(super) async fn further_place(&self) -> Place {
        self.seats.take().await
    }

    /// Bytes of an answer have left.
    pub(super) fn moved(&self) {
        self.seats.note(&self.signs.moved);
    }

    /// Bytes wait for the client to take them, or do not any more.
    pub(super) fn blocked(&self, is_blocked: bool) {
        let blocked = &self.signs.blocked;
        match (is_blocked, blocked.load(Ordering::Relaxed)) {
            (true, 0) => self.seats.note(blocked),
            (true, _) | (false, 0) => {}
            (false, _) => blocked.store(0, Ordering::Relaxed),
        }
    }

    /// Bytes have come, which are those of a head where no request is in flight.
    pub(super) fn heard(&self) {
        if self.signs.head.load(Ordering::Relaxed) == 0 {
            self.seats.note(&self.signs.head);
        }
    }

    /// When the first byte of a head came; 0 is not yet.
    pub(super) fn head(&self) -> u64 {
        self.signs.head.load(Ordering::Relaxed)
    }
}

/// A request in flight, until its answer has gone.
#[derive(Debug)]
pub(super) struct Busy {
    guest: Guest,
    is_on_its_way: bool,
    more: Option<Place>,
}

impl Busy {
    /// The request has a further place.
    pub(super) fn with(mut self, place: Place) -> Self {
        self.more = Some(place);
        self
    }

    /// The request is carried out, its answer is on its way.
    pub(super) fn answers(mut self) -> Self {
        self.guest.moved();
        let mut room = self.guest.seats.room();
        if let Some(sitting) = room.sitting.get_mut(&self.guest.id) {
            sitting.carried_out = sitting.carried_out.saturating_sub(1);
            sitting.on_their_way += 1;
        }
        drop(room);
        self.is_on_its_way = true;
        self
    }

    /// Bytes of the answer have left.
    pub(super) fn moved(&self) {
        self.guest.moved();
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut room = self.guest.seats.room();
        if let Some(sitting) = room.sitting.get_mut(&self.guest.id) {
            let count = if self.is_on_its_way { &mut sitting.on_their_way } else { &mut sitting.carried_out };
            *count = count.saturating_sub(1);
            if sitting.carried_out + sitting.on_their_way == 0 {
                sitting.since = self.guest.seats.now();
                sitting.signs.head.store(0, Ordering::Relaxed);
                let since = sitting.since;
                room.waiting.insert((since, self.guest.id));
                drop(room);
                self.guest.seats.news.notify_waiters();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            connections: 100,
            head_time: Duration::from_secs(30),
            idle_time: Duration::from_mins(3),
            body_time: Duration::from_mins(5),
            minimum_rate: 0,
            socket_mode: None,
        }
    }

    fn later(seats: &Seats, seconds: u64) {
        seats.later.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// Asks for a place where none is free.
    async fn ask(seats: &Arc<Seats>) {
        assert!(timeout(Duration::from_millis(20), seats.take()).await.is_err());
    }

    /// Whether `seat` has been asked to leave.
    async fn is_asked(seat: &Seat) -> bool {
        timeout(Duration::from_millis(1), seat.asked_to_leave()).await.is_ok()
    }

    #[test]
    fn files_are_kept_back_from_connections() {
        assert_eq!(places(1024, 20_000), 330);
        assert_eq!(places(1_048_576, 20_000), 20_000);
        assert_eq!(places(0, 20_000), 8);
        assert_eq!(places(1_048_576, 1), 8);
    }

    #[tokio::test]
    async fn the_longest_without_a_request_gives_way_and_nobody_who_is_served() {
        let seats = Seats::new(3);
        let mut sitting = Vec::new();
        for _ in 0..3 {
            sitting.push(seats.sit(seats.take().await));
            later(&seats, 1);
        }
        let (first, _) = sitting[0].guest().begin();
        later(&seats, 5);
        ask(&seats).await;
        let asked = [is_asked(&sitting[0]).await, is_asked(&sitting[1]).await, is_asked(&sitting[2]).await];
        assert_eq!(asked, [false, true, false]);
        sitting.remove(1);
        drop((seats.take().await, first));
    }

    #[tokio::test]
    async fn one_who_has_just_been_served_is_left_for_a_moment() {
        let seats = Seats::new(1);
        let seat = seats.sit(seats.take().await);
        later(&seats, 60);
        let (busy, is_alone) = seat.guest().begin();
        assert!(is_alone && !seat.guest().begin().1);
        drop(busy.answers());
        ask(&seats).await;
        assert!(!is_asked(&seat).await);
        later(&seats, 2);
        ask(&seats).await;
        assert!(is_asked(&seat).await && seat.may_go());
    }

    #[tokio::test]
    async fn one_who_takes_nothing_gives_way_when_nobody_else_can() {
        let seats = Seats::new(1);
        let seat = seats.sit(seats.take().await);
        let busy = seat.guest().begin().0.answers();
        later(&seats, 20);
        busy.moved();
        later(&seats, 20);
        ask(&seats).await;
        assert!(!is_asked(&seat).await && !seat.may_go());
        later(&seats, 20);
        ask(&seats).await;
        assert!(is_asked(&seat).await && seat.may_go());
        // What waits in buffers is an answer too.
        drop(busy);
        seat.guest().blocked(true);
        assert!(!seat.may_go());
        seat.guest().blocked(false);
        assert!(seat.may_go());
    }

    #[test]
    fn a_head_has_its_time_and_a_rest_has_more() {
        let seats = Seats::new(1);
        seats.room().taken = 1;
        let seat = seats.sit(Place(Arc::clone(&seats)));
        let due = |seconds: u64| {
            let left = seat.due(&limits()).duration_since(Instant::now()).as_secs_f64();
            let should = Duration::from_secs(seconds).as_secs_f64();
            assert!((left - should).abs() < 0.5, "{left} s are left, not {should}");
        };
        due(30);
        later(&seats, 20);
        due(10);
        seat.guest().heard();
        later(&seats, 5);
        // More of the same head is no new head.
        seat.guest().heard();
        due(25);
        let busy = seat.guest().begin().0;
        later(&seats, 100);
        due(30);
        let busy = busy.answers();
        later(&seats, 100);
        due(200);
        drop(busy);
        due(180);
        later(&seats, 170);
        seat.guest().heard();
        due(30);
    }
}
