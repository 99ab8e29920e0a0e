//! The empathy boundary: where a person answers first and AI words nothing.

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, ParticipantId};
use crate::time::Timestamp;

/// Why a person has to answer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryReason {
    /// They may be about to leave us, or worse.
    AtRisk,
    /// They are frustrated beyond the workspace's bar.
    Frustrated,
    /// They complain and have been with us for long.
    LongStandingComplaint,
    /// What we sold is said to be defective.
    ProductDefect,
    /// We are said to have charged wrongly.
    BillingError,
    /// We are said to have broken our word.
    BrokenPromise,
    /// Triage could not tell.
    TriageFailed,
}

/// Somebody who has to hear from a person first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundary {
    /// Who.
    pub participant_id: ParticipantId,
    /// Why, in the order of the enum.
    pub reasons: Vec<BoundaryReason>,
    /// Since when.
    pub since: Timestamp,
    /// The event up to which an answer must have read to count as one.
    pub sequence: u64,
}

/// How the boundary ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum BoundaryLeft {
    /// A message worded by a person was sent.
    PersonAnswered {
        /// Which.
        message_id: MessageId,
    },
    /// A teammate corrected the classification, with a reason.
    Corrected,
}
