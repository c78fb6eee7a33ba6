//! Pushes under way: who is in the middle of one, as far as requests tell.
//!
//! A push is many requests: blobs, each an upload of its own, and the manifest last. Clients begin the upload of the
//! image's configuration after those of its layers, so a drain that let uploads finish and began none would fail every
//! push that it waits for. A push is a repository and a user who write to it, and ends with its tag.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a push may be silent before it counts as left.
pub(crate) const SILENCE: Duration = Duration::from_secs(5);
/// Beyond so many, those that were left are forgotten.
const MANY: usize = 64;

/// Whose push: repository and user.
pub(crate) type Push = (String, Option<String>);

/// When each push was last written to.
#[derive(Debug, Default)]
pub(crate) struct Pushes(Mutex<HashMap<Push, Instant>>);

impl Pushes {
    /// Notes that a push was written to.
    pub(crate) fn touch(&self, push: &Push, now: Instant) {
        let mut pushes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pushes.len() >= MANY {
            pushes.retain(|_, last| is_recent(*last, now));
        }
        if let Some(last) = pushes.get_mut(push) {
            *last = now;
        } else {
            pushes.insert(push.clone(), now);
        }
    }

    /// Forgets a push that has its tag.
    pub(crate) fn end(&self, push: &Push) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(push);
    }

    /// Whether a push was written to within the last seconds.
    pub(crate) fn is_under_way(&self, push: &Push, now: Instant) -> bool {
        let pushes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pushes.get(push).is_some_and(|last| is_recent(*last, now))
    }

    /// How many are under way.
    pub(crate) fn count(&self, now: Instant) -> usize {
        let pushes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pushes.values().filter(|last| is_recent(**last, now)).count()
    }
}

fn is_recent(last: Instant, now: Instant) -> bool {
    now.saturating_duration_since(last) < SILENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_is_under_way_until_its_tag_or_until_it_is_left() {
        let (pushes, now) = (Pushes::default(), Instant::now());
        let push = |name: &str| (name.to_owned(), Some("alice".to_owned()));
        pushes.touch(&push("a"), now);
        pushes.touch(&push("b"), now);
        assert!(pushes.is_under_way(&push("a"), now + SILENCE / 2));
        assert!(!pushes.is_under_way(&("a".to_owned(), None), now), "of another user");
        pushes.end(&push("a"));
        assert!(!pushes.is_under_way(&push("a"), now));
        assert_eq!(pushes.count(now + SILENCE / 2), 1);
        assert_eq!(pushes.count(now + SILENCE), 0);
    }

    #[test]
    fn those_that_were_left_are_forgotten() {
        let (pushes, now) = (Pushes::default(), Instant::now());
        for number in 0..MANY {
            pushes.touch(&(number.to_string(), None), now);
        }
        pushes.touch(&("last".to_owned(), None), now + SILENCE);
        assert_eq!(pushes.0.lock().unwrap().len(), 1);
    }
}
