//! The baton: who moves next, for what, since when.

use serde::{Deserialize, Serialize};

use crate::id::{ParticipantId, WaitId};
use crate::time::Timestamp;
use crate::wait::{Party, WaitKind};

/// Why it is somebody's turn; each code has a sentence in the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Somebody wrote and has no answer.
    TheyWrote,
    /// An answer waits for a decision.
    ReplyInReview,
    /// A review waits for a decision.
    ReviewOpen,
    /// What somebody says is done has to be recorded.
    ToWriteBack,
    /// The basis of what somebody says has to be recorded.
    ToVerify,
    /// We have something to do ourselves.
    ToDo,
    /// Something was handed in and has to be judged.
    ToJudge,
    /// A message did not leave, or came back.
    SendFailed,
    /// Nobody knows whether a message left.
    SendUnknown,
    /// They did not do it in time, and no reminder is left.
    TheyAreLate,
    /// A machine is at work.
    MachineAtWork,
    /// They owe us an answer or an action.
    TheyOweUs,
    /// Nothing is agreed: decide what is next.
    NextStep,
}

/// Who moves next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMover {
    /// Who.
    pub who: Party,
    /// The wait this follows from; none for the next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
    /// For what; none for the next step.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub reason: Option<WaitKind>,
    /// Who exactly, or to whom it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<ParticipantId>,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Why.
    pub reason_code: Turn,
}
