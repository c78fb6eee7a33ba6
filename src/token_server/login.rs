//! Compares passwords: few at a time, in a queue with an end, at the same cost whether the user exists or not.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::config::{Config, User};
use super::throttle::Throttle;
use crate::secret::Secret;

/// Passwords compared at the same time. One costs about 50 ms of a core.
const AT_ONCE: usize = 2;
/// Logins that may wait for that. The last of them waits some three seconds.
const WAITING: usize = 128;

/// The desk where passwords are compared.
#[derive(Debug)]
pub(super) struct Desk {
    at_once: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    throttle: Mutex<Throttle>,
    opened: Instant,
}

/// The users by name, and a hash that stands for every unknown one.
#[derive(Debug)]
pub(super) struct Users {
    by_name: HashMap<String, User>,
    decoy: String,
}

impl Users {
    /// The users of the settings.
    pub(super) fn new(config: &Config) -> Result<Self, bcrypt::BcryptError> {
        let by_name = config.users.iter().map(|user| (user.name.clone(), user.clone())).collect();
        // Its password is random and forgotten; only its cost counts.
        Ok(Self { by_name, decoy: bcrypt::hash(uuid::Uuid::new_v4().as_bytes(), config.cost())? })
    }

    /// A user by name.
    pub(super) fn get(&self, name: &str) -> Option<&User> {
        self.by_name.get(name)
    }
}

/// How a login ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The password is the user's.
    Good,
    /// It is not, or there is no such user.
    Bad,
    /// Not looked at: too many failures before. Again in so many seconds.
    Later(u64),
}

impl Desk {
    /// Opens the desk.
    pub(super) fn open() -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING)),
            throttle: Mutex::default(),
            opened: Instant::now(),
        }
    }

    /// Compares the password of `name`, who asks from `address`.
    pub(super) async fn login(
        &self,
        users: &Users,
        name: &str,
        password: Secret<Vec<u8>>,
        address: IpAddr,
    ) -> Outcome {
        let Ok(_place) = self.waiting.try_acquire() else { return Outcome::Later(1) };
        let Ok(permit) = Arc::clone(&self.at_once).acquire_owned().await else { return Outcome::Later(1) };
        // Only now: those who guess in parallel have waited for one another's failures.
        let wait = self.throttle(|throttle, now| throttle.wait(name, address, now));
        if wait > 0 {
            return Outcome::Later(wait);
        }
        let user = users.get(name);
        let hash = user.map_or_else(|| users.decoy.clone(), |user| user.password.expose().clone());
        let compared = tokio::task::spawn_blocking(move || {
            let same = bcrypt::verify(password.expose(), &hash).unwrap_or(false);
            // Held until here: a client that hangs up does not open the gate for the next one.
            drop(permit);
            same
        });
        let is_good = compared.await.unwrap_or(false) && user.is_some();
        self.throttle(|throttle, now| {
            if is_good {
                throttle.succeeded(name, address, now);
            } else {
                throttle.failed(name, address, now);
            }
        });
        if is_good { Outcome::Good } else { Outcome::Bad }
    }

    fn throttle<T>(&self, act: impl FnOnce(&mut Throttle, u64) -> T) -> T {
        let now = self.opened.elapsed().as_secs();
        act(&mut self.throttle.lock().unwrap_or_else(PoisonError::into_inner), now)
    }
}
