//! Randomness and ids, as one argument to the whole store.
//!
//! In production the operating system's; in tests and the simulator a seeded one, so that a run can
//! be repeated.

use std::sync::{Arc, Mutex, PoisonError};

use baton_domain::id::{MintIds, uuid_v7};
use baton_domain::time::Timestamp;

/// A source of random bytes.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness there are no ids and no salts: nothing sensible can go on.
        #[expect(
            clippy::expect_used,
            reason = "the system's randomness does not fail once booted"
        )]
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// Mints ids that rise within this process, also within one millisecond (RFC 9562, 6.2).
#[derive(Clone)]
pub struct IdSource {
    random: Arc<dyn Random>,
    last: Arc<Mutex<u128>>,
}

impl IdSource {
    /// Ids from this source of randomness.
    #[must_use]
    pub fn new(random: Arc<dyn Random>) -> Self {
        Self {
            random,
            last: Arc::default(),
        }
    }

    /// A minter for one instant.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> IdsAt<'_> {
        IdsAt { source: self, at }
    }

    /// 32 random bytes, for salts, tokens and keys.
    #[must_use]
    pub fn secret(&self) -> [u8; 32] {
        self.bytes()
    }

    /// As many random bytes as are asked for.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }
}

/// Mints ids for one instant.
pub struct IdsAt<'a> {
    source: &'a IdSource,
    at: Timestamp,
}

impl MintIds for IdsAt<'_> {
    fn mint(&mut self) -> u128 {
        let mut bytes = [0; 16];
        self.source.random.fill(&mut bytes);
        let fresh = uuid_v7(self.at.as_unix_ms(), u128::from_be_bytes(bytes));
        let mut last = self
            .source
            .last
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let id = if fresh >> 80 > *last >> 80 {
            fresh
        } else {
            successor(*last)
        };
        *last = id;
        id
    }
}

/// The next id in order: the low 62 bits count on, so version and variant stay.
fn successor(id: u128) -> u128 {
    let low = 0x3fff_ffff_ffff_ffff;
    if id & low == low {
        id + (1 << 80)
    } else {
        id + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_within_one_millisecond_and_when_the_clock_goes_back() {
        let source = IdSource::new(Arc::new(SystemRandom));
        let now = Timestamp::from_micros(1_763_600_000_000_000);
        let mut ids = Vec::new();
        for _ in 0..1_000 {
            ids.push(source.at(now).mint());
        }
        ids.push(source.at(Timestamp::from_micros(0)).mint());
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
