//! Clocks on our own promises of speed: running, paused, met or breached, and nothing else.

pub mod calendar;

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};
use crate::triage::Urgency;
use crate::wait::Party;
use calendar::Calendar;

/// What a clock measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// From the first customer message to our first answer.
    FirstResponse,
    /// From a later customer message to our answer.
    NextResponse,
    /// From opening to resolving.
    Resolution,
}

impl ClockKind {
    /// Every clock.
    pub const ALL: [Self; 3] = [Self::FirstResponse, Self::NextResponse, Self::Resolution];
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClockState {
    /// It runs out at this instant.
    Running {
        /// When.
        due: Timestamp,
    },
    /// It stands still while we wait for somebody whom the policy names.
    Paused {
        /// The working time that is left.
        left: Span,
    },
    /// We were in time.
    Met,
    /// We were not.
    Breached,
}

/// One clock of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it measures.
    pub kind: ClockKind,
    /// When it started.
    pub started_at: Timestamp,
    /// How much working time it allows.
    pub target: Span,
    /// How it stands.
    #[serde(flatten)]
    pub state: ClockState,
}

/// How much working time a clock allows, by urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// For cases in their turn.
    pub standard: Span,
    /// For cases before the others.
    pub high: Span,
    /// For cases that cannot wait.
    pub critical: Span,
}

impl Target {
    /// The same for every urgency.
    #[must_use]
    pub const fn flat(span: Span) -> Self {
        Self {
            standard: span,
            high: span,
            critical: span,
        }
    }

    /// What it allows at this urgency.
    #[must_use]
    pub const fn at(self, urgency: Urgency) -> Span {
        match urgency {
            Urgency::Standard => self.standard,
            Urgency::High => self.high,
            Urgency::Critical => self.critical,
        }
    }
}

/// What one clock is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockPolicy {
    /// How much working time it allows; without it the clock never starts.
    pub target: Option<Target>,
    /// Waits on these parties pause it.
    pub pauses_on: Vec<Party>,
}

/// The service levels that apply to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The first answer.
    pub first_response: ClockPolicy,
    /// Every later answer.
    pub next_response: ClockPolicy,
    /// The result.
    pub resolution: ClockPolicy,
    /// When we work.
    pub calendar: Calendar,
}

impl Policy {
    /// What a clock is to do.
    #[must_use]
    pub const fn clock(&self, kind: ClockKind) -> &ClockPolicy {
        match kind {
            ClockKind::FirstResponse => &self.first_response,
            ClockKind::NextResponse => &self.next_response,
            ClockKind::Resolution => &self.resolution,
        }
    }
}

impl Default for Policy {
    /// Four hours to a first answer, eight to a later one, three days to a result that stands still
    /// while we wait for anybody outside; around the clock.
    fn default() -> Self {
        Self {
            first_response: ClockPolicy {
                target: Some(Target {
                    standard: Span::from_hours(4),
                    high: Span::from_hours(1),
                    critical: Span::from_minutes(15),
                }),
                pauses_on: Vec::new(),
            },
            next_response: ClockPolicy {
                target: Some(Target {
                    standard: Span::from_hours(8),
                    high: Span::from_hours(2),
                    critical: Span::from_minutes(30),
                }),
                pauses_on: Vec::new(),
            },
            resolution: ClockPolicy {
                target: Some(Target::flat(Span::from_days(3))),
                pauses_on: vec![
                    Party::Customer,
                    Party::Executor,
                    Party::Partner,
                    Party::Platform,
                ],
            },
            calendar: Calendar::always(),
        }
    }
}
