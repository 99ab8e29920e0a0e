//! A clock that stands still unless a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use baton_app::clock::Clock;
use baton_app::ports::channel::Boxed;
use baton_domain::time::{Span, Timestamp};

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
