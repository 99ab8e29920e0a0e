//! A request that a teammate with enough authority decide.

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::id::{ActionId, DraftId, ReviewId};
use crate::part::PartRef;
use crate::send::Then;
use crate::time::{Span, Timestamp};
use crate::token::PolicyId;

/// What a review decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reviewed {
    /// Whether these words leave.
    Draft(DraftId),
    /// Whether exactly this is done.
    Action(ActionId),
}

/// An open review of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Names the review.
    pub id: ReviewId,
    /// What is to be decided.
    pub draft_id: DraftId,
    /// Which version of it.
    pub version: u32,
    /// Who asked.
    pub requested_by: Actor,
    /// Which role the decider needs.
    pub role: Role,
    /// The policies that ask for it; none when a person asked freely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyId>,
    /// The exact message that would leave.
    pub content: PartRef,
    /// What comes next once it is sent.
    pub then: Then,
    /// How long it can be taken back after approval.
    pub hold: Span,
    /// Since when it waits.
    pub since: Timestamp,
    /// When it is too old to wait any longer.
    pub due: Timestamp,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// It leaves as it is.
    Approved,
    /// It does not leave.
    Rejected,
    /// The decider worded it anew; whoever asked accepts with one key.
    Changed,
    /// The draft went away or changed; nothing is left to decide.
    Withdrawn,
}
