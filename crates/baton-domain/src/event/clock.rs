//! Service-level clocks.

use serde::{Deserialize, Serialize};

use crate::sla::ClockKind;
use crate::time::{Span, Timestamp};

/// A clock started, or was set to another target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStarted {
    /// Which.
    pub clock: ClockKind,
    /// From when it counts.
    pub started_at: Timestamp,
    /// How much working time it allows.
    pub target: Span,
    /// When that is used up.
    pub due: Timestamp,
}

/// A clock stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockPaused {
    /// Which.
    pub clock: ClockKind,
    /// The working time that is left.
    pub left: Span,
}

/// A clock runs again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockResumed {
    /// Which.
    pub clock: ClockKind,
    /// When it runs out now.
    pub due: Timestamp,
}

/// A clock was met or breached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStopped {
    /// Which.
    pub clock: ClockKind,
}
