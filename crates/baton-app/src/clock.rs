//! Time as an argument.

use std::time::Duration;

use baton_domain::time::{Span, Timestamp};

use crate::ports::channel::Boxed;

/// Tells the time and waits for it to pass.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// Resolves when the span has passed.
    fn sleep(&self, span: Span) -> Boxed<'static, ()>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is where time enters the program"
        )]
        let since_epoch = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        Timestamp::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, span: Span) -> Boxed<'static, ()> {
        let micros = u64::try_from(span.as_micros()).unwrap_or_default();
        Box::pin(tokio::time::sleep(Duration::from_micros(micros)))
    }
}
