//! What triage found, and what a teammate knows better.

use crate::id::{MessageId, ParticipantId};
use crate::triage::{Correction, TriageOutcome};

/// Take in what triage found, or that it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classify {
    /// Which messages, all of one sender.
    pub message_ids: Vec<MessageId>,
    /// Whose.
    pub participant_id: ParticipantId,
    /// How long the sender has been with us; none where unknown.
    pub tenure_days: Option<u32>,
    /// What was found.
    pub outcome: TriageOutcome,
}

/// Correct the classification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correct {
    /// What it really is.
    pub correction: Correction,
}
