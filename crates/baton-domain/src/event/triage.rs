//! Classification, and the empathy boundary that follows from it.

use serde::{Deserialize, Serialize};

use crate::empathy::{BoundaryLeft, BoundaryReason};
use crate::id::{MessageId, ParticipantId};
use crate::triage::{Correction, TriageOutcome};

/// Messages were classified, or could not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triaged {
    /// Which messages, all of one sender.
    pub message_ids: Vec<MessageId>,
    /// Whose.
    pub participant_id: ParticipantId,
    /// How long the sender has been with us; none where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenure_days: Option<u32>,
    /// What was found.
    pub outcome: TriageOutcome,
}

/// A teammate corrected the classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassificationCorrected {
    /// What it really is.
    #[serde(flatten)]
    pub correction: Correction,
}

/// A person has to answer first. Again for each later message that by itself meets a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundaryEntered {
    /// Whom.
    pub participant_id: ParticipantId,
    /// Why.
    pub reasons: Vec<BoundaryReason>,
    /// The event up to which an answer must have read to count as one.
    pub sequence: u64,
}

/// A person answered, or it turned out not to be needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundaryExit {
    /// Whom.
    pub participant_id: ParticipantId,
    /// How it ended.
    #[serde(flatten)]
    pub left: BoundaryLeft,
}
