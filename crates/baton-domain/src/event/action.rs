//! Actions against back offices.

use serde::{Deserialize, Serialize};

use crate::action::{ActionKind, ActionWithdrawn, Announcement, Needed};
use crate::actor::{Actor, Role};
use crate::id::{ActionId, ParticipantId, ReviewId};
use crate::money::Money;
use crate::part::PartRef;
use crate::time::Timestamp;
use crate::token::{PolicyId, Slug};

/// Somebody wants something done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionProposed {
    /// The action.
    pub action_id: ActionId,
    /// What it does.
    pub action: ActionKind,
    /// For whom.
    pub participant_id: ParticipantId,
    /// Exactly what is to be done.
    pub parameters: PartRef,
    /// The money it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Whose agreement it needs besides the requester's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Needed>,
    /// The review that stands for the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_id: Option<ReviewId>,
    /// The policies that decided.
    pub policies: Vec<PolicyId>,
    /// When it is too late to approve it.
    pub due: Timestamp,
    /// What is sent once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<Announcement>,
    /// The action that this one undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<ActionId>,
}

/// Exactly this may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionApproved {
    /// The action.
    pub action_id: ActionId,
    /// What was approved: the parameters that were proposed.
    pub parameters: PartRef,
    /// Who asked for it.
    pub requested_by: Actor,
    /// With which authority, where somebody else's agreement was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The policies that let it.
    pub policies: Vec<PolicyId>,
    /// When it is too late to begin.
    pub due: Timestamp,
    /// What the approver says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<PartRef>,
}

/// A person said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRejected {
    /// The action.
    pub action_id: ActionId,
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PartRef>,
}

/// Events overtook it before it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionGone {
    /// The action.
    pub action_id: ActionId,
    /// Why.
    pub reason: ActionWithdrawn,
}

/// The back office is being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionStarted {
    /// The action; its id is the idempotency key.
    pub action_id: ActionId,
    /// The how many-th attempt, from 1.
    pub attempt: u32,
    /// With which parameters.
    pub parameters: PartRef,
}

/// It is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionDone {
    /// The action.
    pub action_id: ActionId,
    /// With which parameters.
    pub parameters: PartRef,
    /// What the back office said, or what a teammate found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<PartRef>,
    /// Whether we learnt of it only after having called the outcome unknown or failed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_late: bool,
}

/// It provably was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionFailed {
    /// The action.
    pub action_id: ActionId,
    /// The attempt.
    pub attempt: u32,
    /// Why, as the back office's code.
    pub reason: Slug,
    /// When it is tried again by itself; none if a person has to decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
}

/// Nobody knows whether it was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionUnknown {
    /// The action.
    pub action_id: ActionId,
    /// The attempt.
    pub attempt: u32,
    /// Why, as the back office's code.
    pub reason: Slug,
}

/// Another action undid it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionCompensated {
    /// The action that was undone.
    pub action_id: ActionId,
    /// The one that undid it.
    pub by: ActionId,
}
