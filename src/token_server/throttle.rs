//! Slows down those who guess passwords: for each user and each address, with an end to what is remembered.
//!
//! Invariant: nothing here reads a clock; the second is an argument.

use std::collections::HashMap;
use std::net::IpAddr;

/// Failures within a minute that cost nothing.
const FREE: u32 = 10;
/// How long failures count, in seconds, from the last one or the end of its delay.
const WINDOW: u64 = 60;
/// The longest delay, in seconds.
const LONGEST: u64 = 300;
/// How long a login that went well keeps its user at that address out of all this, in seconds.
const KNOWN: u64 = 3600;
/// How many users and addresses are remembered, each.
const ROOM: usize = 4096;

/// Who failed how often.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    failures: HashMap<Who, Record>,
    known: HashMap<(String, IpAddr), u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    User(String),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Record {
    failures: u32,
    /// The second from which the next attempt counts.
    until: u64,
}

impl Throttle {
    /// How many seconds this user at this address has to wait; 0 when they may try.
    ///
    /// One who logged in here before may always try: strangers cannot lock a user out by failing in their name.
    pub(super) fn wait(&self, user: &str, address: IpAddr, now: u64) -> u64 {
        let address = network(address);
        let known = self.known.get(&(user.to_owned(), address));
        if known.is_some_and(|since| now < since.saturating_add(KNOWN)) {
            return 0;
        }
        [Who::User(user.to_owned()), Who::Address(address)]
            .iter()
            .filter_map(|who| self.failures.get(who))
            .map(|record| record.until.saturating_sub(now))
            .max()
            .unwrap_or(0)
    }

    /// A login that failed: the eleventh within a minute costs a second, each later one twice the last.
    pub(super) fn failed(&mut self, user: &str, address: IpAddr, now: u64) {
        let address = network(address);
        self.known.remove(&(user.to_owned(), address));
        for who in [Who::User(user.to_owned()), Who::Address(address)] {
            if !self.failures.contains_key(&who) {
                make_room(&mut self.failures, |record| record.until, now.saturating_sub(WINDOW));
            }
            let record = self.failures.entry(who).or_insert(Record { failures: 0, until: now });
            if now >= record.until.saturating_add(WINDOW) {
                record.failures = 0;
            }
            record.failures = record.failures.saturating_add(1);
            let delay = match record.failures.checked_sub(FREE + 1) {
                None => 0,
                Some(over) => 1_u64.checked_shl(over).map_or(LONGEST, |delay| delay.min(LONGEST)),
            };
            record.until = now.saturating_add(delay);
        }
    }

    /// A login that went well. The address stays as it is: who has a password of their own may still be guessing others.
    pub(super) fn succeeded(&mut self, user: &str, address: IpAddr, now: u64) {
        let address = network(address);
        self.failures.remove(&Who::User(user.to_owned()));
        let key = (user.to_owned(), address);
        if !self.known.contains_key(&key) {
            make_room(&mut self.known, |since| *since, now.saturating_sub(KNOWN));
        }
        self.known.insert(key, now);
    }
}

/// One home has a whole /64 of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6((u128::from(six) >> 64 << 64).into()),
        four @ IpAddr::V4(_) => four,
    }
}

/// Keeps the map below [`ROOM`]: drops what has run out, then the older quarter at once, so that a flood costs little.
fn make_room<K: Eq + std::hash::Hash, V>(map: &mut HashMap<K, V>, age: impl Fn(&V) -> u64, oldest: u64) {
    if map.len() < ROOM {
        return;
    }
    map.retain(|_, value| age(value) > oldest);
    if map.len() < ROOM {
        return;
    }
    let mut ages: Vec<u64> = map.values().map(&age).collect();
    ages.sort_unstable();
    let last_to_go = ages.get(ROOM / 4).copied().unwrap_or(u64::MAX);
    map.retain(|_, value| age(value) > last_to_go);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn ten_failures_are_free_and_then_each_costs_twice_the_last() {
        let mut throttle = Throttle::default();
        for attempt in 1..=10 {
            throttle.failed("alice", at(1), 100);
            assert_eq!(throttle.wait("alice", at(1), 100), 0, "attempt {attempt}");
        }
        let mut now = 100;
        let mut delays = Vec::new();
        for _ in 0..12 {
            throttle.failed("alice", at(1), now);
            delays.push(throttle.wait("alice", at(1), now));
            now += delays.last().unwrap();
        }
        assert_eq!(delays, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(throttle.wait("alice", at(2), now - 1), 1, "the user, from elsewhere");
        assert_eq!(throttle.wait("bob", at(1), now - 1), 1, "the address, for others");
        assert_eq!(throttle.wait("bob", at(2), now - 1), 0, "and nobody else");
        throttle.failed("alice", at(1), now + WINDOW);
        assert_eq!(throttle.wait("alice", at(1), now + WINDOW), 0, "a minute of peace forgives");
    }

    #[test]
    fn strangers_cannot_lock_a_user_out() {
        let mut throttle = Throttle::default();
        throttle.succeeded("alice", at(1), 0);
        for _ in 0..20 {
            throttle.failed("alice", at(9), 5);
        }
        assert_eq!(throttle.wait("alice", at(1), 5), 0);
        assert!(throttle.wait("alice", at(2), 5) > 0);
        throttle.succeeded("alice", at(1), 6);
        assert_eq!(throttle.wait("alice", at(2), 6), 0, "a login that went well forgives the user elsewhere");
        assert!(throttle.wait("bob", at(9), 6) > 0, "but not the address that guessed");
        throttle.succeeded("mallory", at(9), 6);
        assert!(throttle.wait("alice", at(9), 6) > 0, "an own password buys no guesses at others");
    }

    #[test]
    fn neighbours_of_one_network_count_together() {
        let mut throttle = Throttle::default();
        for host in 0..20_u16 {
            throttle.failed("alice", IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, host]), 0);
        }
        assert!(throttle.wait("bob", IpAddr::from([0x2001, 0xdb8, 0, 1, 9, 9, 9, 9]), 0) > 0);
        assert_eq!(throttle.wait("bob", IpAddr::from([0x2001, 0xdb8, 0, 2, 0, 0, 0, 1]), 0), 0);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let mut throttle = Throttle::default();
        for _ in 0..20 {
            throttle.failed("target", at(1), 1_000);
        }
        for number in 0..3 * ROOM {
            let octets = u32::try_from(number).unwrap().to_be_bytes();
            throttle.failed(&format!("user{number}"), IpAddr::from(octets), 1_000);
            throttle.succeeded(&format!("user{number}"), IpAddr::from(octets), 1_000);
        }
        assert!(throttle.failures.len() <= ROOM + 1 && throttle.known.len() <= ROOM);
        assert!(throttle.wait("target", at(2), 1_000) > 0, "and the worst is kept longest");
    }
}
