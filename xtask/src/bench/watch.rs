//! Real time: what is measured here is how long things take.

use std::time::{Duration, Instant};

/// A stop watch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Watch {
    started_at: Instant,
}

impl Watch {
    #[expect(
        clippy::disallowed_methods,
        reason = "a benchmark measures the time that really passes"
    )]
    pub(super) fn start() -> Self {
        Self {
            started_at: Instant::now(),
        }
    }

    pub(super) fn elapsed(self) -> Duration {
        self.started_at.elapsed()
    }
}
