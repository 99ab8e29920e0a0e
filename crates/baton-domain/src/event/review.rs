//! Reviews asked for and decided.

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::id::{DraftId, ReviewId};
use crate::part::PartRef;
use crate::review::ReviewOutcome;
use crate::send::Then;
use crate::time::{Span, Timestamp};
use crate::token::{PolicyId, Slug};

/// Somebody with more authority has to agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRequested {
    /// The review.
    pub review_id: ReviewId,
    /// What is to be decided.
    pub draft_id: DraftId,
    /// Which version of it.
    pub version: u32,
    /// Which role the decider needs.
    pub role: Role,
    /// Why governance asks for it; none when a person asked freely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Slug>,
    /// The policies that ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyId>,
    /// The exact message that would leave.
    pub content: PartRef,
    /// What comes next once it is sent.
    pub then: Then,
    /// How long it can be taken back after approval.
    pub hold: Span,
    /// When it is too old to wait any longer.
    pub due: Timestamp,
    /// What the requester says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<PartRef>,
}

/// They decided, or need not any longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDecided {
    /// The review.
    pub review_id: ReviewId,
    /// What it was about.
    pub draft_id: DraftId,
    /// Which version of it.
    pub version: u32,
    /// What was decided.
    pub outcome: ReviewOutcome,
    /// With which authority.
    pub role: Role,
    /// What the decider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<PartRef>,
}
