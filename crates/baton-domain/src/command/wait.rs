//! Waiting, and no longer waiting.

use crate::id::{MessageId, ParticipantId, WaitId};
use crate::sla::ClockKind;
use crate::wait::WaitRequest;

/// Wait for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenWait {
    /// For whom, for what, until when.
    pub wait: WaitRequest,
}

/// Wait no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CloseWait {
    /// Which.
    pub wait_id: WaitId,
    /// How it ended, as far as the teammate knows.
    pub settled: Settled,
}

/// How a teammate says a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settled {
    /// What was waited for is there, recorded or done.
    Done,
    /// Nobody needs it any more.
    Dropped,
}

/// A wait's due has come. Nothing happens if it is not open, or due later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitDue {
    /// Which.
    pub wait_id: WaitId,
}

/// A reminder's time has come. Nothing happens if the wait has moved on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChaseNow {
    /// Of which wait.
    pub wait_id: WaitId,
    /// The how many-th, from 1.
    pub chase: u8,
}

/// A clock's due has come. Nothing happens if it is not running, or due later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockDue {
    /// Which.
    pub clock: ClockKind,
}

/// What somebody wrote needs no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoAnswerNeeded {
    /// Whose messages; everybody's if none is named.
    pub participant_id: Option<ParticipantId>,
    /// Only these messages; all of theirs if none is named.
    pub message_ids: Vec<MessageId>,
}
