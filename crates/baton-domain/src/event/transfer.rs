//! What goes from one case to another. Both streams get an event in one write unit.

use serde::{Deserialize, Serialize};

use crate::id::{CaseId, MessageId, ParticipantId};
use crate::message::Thread;
use crate::time::Timestamp;

/// Another case goes on in this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absorbed {
    /// That case.
    pub from: CaseId,
}

/// Messages became a case of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// The new case.
    pub into: CaseId,
    /// Which messages.
    pub message_ids: Vec<MessageId>,
}

/// A message went to another case, or came from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageMoved {
    /// The message.
    pub message_id: MessageId,
    /// Where it was.
    pub from: CaseId,
    /// Where it is.
    pub to: CaseId,
    /// Who wrote it, as the receiving case names them; none in the case it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
}

/// A message that came from another case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Who wrote it.
    pub participant_id: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// When it was received.
    pub received_at: Timestamp,
    /// Whether it still has to be answered.
    pub is_unanswered: bool,
    /// Whether it still has to be triaged.
    pub is_untriaged: bool,
}
