//! A case ends, or begins again.

use serde::{Deserialize, Serialize};

use crate::id::{CaseId, MessageId, ParticipantId};
use crate::part::PartRef;

/// We believe it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// The answer that resolved it; none if a teammate did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
}

/// Why a case was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// The customer confirmed the result.
    Confirmed,
    /// Nobody objected in time.
    TimedOut,
    /// A teammate closed it.
    Teammate,
    /// It was over before we knew of it.
    History,
}

/// It is confirmed, or nobody objected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Why.
    pub reason: CloseReason,
}

/// Why a case was opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReopenReason {
    /// They wrote, and it needs an answer.
    WroteAgain,
    /// They wrote, and triage could not tell what.
    TriageFailed,
    /// A teammate opened it.
    Teammate,
    /// A teammate undid the cancellation.
    CancelUndone,
}

/// It is not done after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// Why.
    pub reason: ReopenReason,
    /// The message that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
}

/// It will not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// Why, in the teammate's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PartRef>,
    /// Who was asked or promised something and has to be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_down: Vec<ParticipantId>,
}

/// It goes on in another case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// That case.
    pub into: CaseId,
}
