//! Randomness and time from a seed, so that a run can be repeated.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use baton_app::clock::Clock;
use baton_app::ports::channel::Boxed;
use baton_domain::time::{Span, Timestamp};
use baton_store::random::Random;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Random bytes from a seed.
pub struct SeededRandom(Mutex<ChaCha8Rng>);

impl SeededRandom {
    /// The bytes of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}

/// A clock that moves when told, and by a microsecond whenever it is read.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that shows 2026-11-20 09:00 UTC.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicI64::new(1_795_251_600_000_000))
    }

    /// Moves the clock forward.
    pub fn pass(&self, span: Span) {
        self.0.fetch_add(span.as_micros(), Ordering::Relaxed);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.fetch_add(1, Ordering::Relaxed))
    }

    /// Passes at once: whoever sleeps moves the clock.
    fn sleep(&self, span: Span) -> Boxed<'static, ()> {
        self.pass(span);
        Box::pin(std::future::ready(()))
    }
}
