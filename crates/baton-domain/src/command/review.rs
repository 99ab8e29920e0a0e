//! Reviews.

use crate::actor::Role;
use crate::id::{DraftId, ReviewId};
use crate::part::PartRef;
use crate::send::Then;
use crate::time::Span;

/// Ask somebody with more authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestReview {
    /// What is to be decided.
    pub draft_id: DraftId,
    /// Which role the decider needs.
    pub role: Role,
    /// The exact message that would leave.
    pub content: PartRef,
    /// What comes next once it is sent.
    pub then: Then,
    /// How long it can be taken back after approval.
    pub hold: Span,
    /// What the requester says.
    pub comment: Option<PartRef>,
}

/// Decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecideReview {
    /// The review.
    pub review_id: ReviewId,
    /// What is decided.
    pub decision: ReviewDecision,
    /// What the decider has seen of the case; not checked if none is named.
    pub seen_sequence: Option<u64>,
    /// What the decider says.
    pub comment: Option<PartRef>,
}

/// What a decider says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewDecision {
    /// It leaves exactly as it was submitted.
    Approve,
    /// It does not leave.
    Reject,
    /// It should say this; whoever asked accepts with one key.
    Change {
        /// The new wording.
        text: PartRef,
    },
}
