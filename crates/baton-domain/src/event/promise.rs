//! Promises made and ended.

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, ParticipantId, PromiseId};
use crate::part::PartRef;
use crate::time::Timestamp;

/// We gave our word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseMade {
    /// The promise.
    pub promise_id: PromiseId,
    /// To whom.
    pub to: ParticipantId,
    /// What we promised.
    pub text: PartRef,
    /// By when.
    pub due: Timestamp,
    /// The message in which we did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_message_id: Option<MessageId>,
}

/// A promise was kept, broken or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseEnded {
    /// The promise.
    pub promise_id: PromiseId,
}
