//! The demo's clock: it tells the time of the story while the past is made, the machine's afterwards.
//!
//! So what the demo shows happened when it says it did: events, waits and service levels were
//! recorded at those instants, and what fell due in between was acted on then.

use std::sync::atomic::{AtomicI64, Ordering};

use baton_app::clock::{Clock, SystemClock};
use baton_app::ports::channel::Boxed;
use baton_domain::time::{Span, Timestamp};

/// How long before the first start the story begins.
pub(super) const STORY: Span = Span::from_days(10);
/// Stands for the machine's time.
const LIVE: i64 = 0;

/// A clock that can be set until it goes live.
pub(in crate::command) struct DemoClock {
    opened_at: Timestamp,
    /// The instant told, in microseconds; [`LIVE`] once the story has arrived at the present.
    told: AtomicI64,
}

impl DemoClock {
    /// A clock that runs with the machine's.
    pub(in crate::command) fn live() -> Self {
        Self {
            opened_at: SystemClock.now(),
            told: AtomicI64::new(LIVE),
        }
    }

    /// A clock that stands at the beginning of the story.
    pub(in crate::command) fn at_the_beginning() -> Self {
        let clock = Self::live();
        clock.tell(STORY);
        clock
    }

    /// The instant so long before the demo was opened.
    pub(super) fn ago(&self, ago: Span) -> Timestamp {
        self.opened_at.minus(ago)
    }

    fn tell(&self, ago: Span) {
        self.set(self.ago(ago));
    }

    /// Moves the clock forward to an instant; backwards it never goes.
    pub(super) fn set(&self, at: Timestamp) {
        self.told.fetch_max(at.as_micros(), Ordering::Relaxed);
    }

    /// From here on it is the machine's time.
    pub(super) fn go_live(&self) {
        self.told.store(LIVE, Ordering::Relaxed);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        if self.told.load(Ordering::Relaxed) == LIVE {
            return SystemClock.now();
        }
        // No two things of the story happen at the same instant.
        Timestamp::from_micros(self.told.fetch_add(1, Ordering::Relaxed))
    }

    fn sleep(&self, span: Span) -> Boxed<'static, ()> {
        SystemClock.sleep(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_moves_forward_only_and_ends_in_the_present() {
        let clock = DemoClock::at_the_beginning();
        assert_eq!(clock.now(), clock.ago(STORY));
        clock.set(clock.ago(Span::from_days(2)));
        clock.set(clock.ago(Span::from_days(3)));
        assert!(clock.now() >= clock.ago(Span::from_days(2)));
        clock.go_live();
        assert!(clock.now() >= clock.ago(Span::from_micros(0)));
    }
}
