//! A message of ours on its way out.

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::draft::Origin;
use crate::id::{DraftId, MessageId, ParticipantId, ReviewId, WaitId};
use crate::message::{Purpose, Thread};
use crate::part::PartRef;
use crate::send::{SendWithdrawn, Then};
use crate::time::Timestamp;
use crate::token::{PolicyId, Slug};

/// Who stands behind a message: the author and, where four eyes were asked, a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who last changed the wording.
    pub author: Actor,
    /// Who let it go.
    pub approved_by: Actor,
    /// With which authority, where a review asked for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The review that was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_id: Option<ReviewId>,
}

/// Exactly this may leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendAuthorised {
    /// The message.
    pub message_id: MessageId,
    /// The draft it was.
    pub draft_id: DraftId,
    /// Which version of it.
    pub version: u32,
    /// Who first worded it.
    pub origin: Origin,
    /// What for.
    pub purpose: Purpose,
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// Channel, conversation, recipient, subject, text, html and attachments, byte for byte.
    pub content: PartRef,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
    /// Who stands behind it.
    #[serde(flatten)]
    pub approval: Approval,
    /// The policies that allow it.
    pub policies: Vec<PolicyId>,
    /// What comes next once it is sent.
    pub then: Then,
    /// Not to leave before this instant.
    pub not_before: Timestamp,
    /// The wait it chases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
}

/// The provider is being called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendStarted {
    /// The message.
    pub message_id: MessageId,
    /// The how many-th attempt, from 1. With the message's id it is the provider's idempotency key.
    pub attempt: u32,
}

/// It left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The message.
    pub message_id: MessageId,
    /// What left: the part that was authorised.
    pub content: PartRef,
    /// The provider's id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<PartRef>,
    /// Whether we learnt of it only after having called the outcome unknown or failed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_late: bool,
}

/// It did not leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendFailed {
    /// The message.
    pub message_id: MessageId,
    /// The attempt.
    pub attempt: u32,
    /// Why, as the channel's code.
    pub reason: Slug,
    /// When it is tried again by itself; none if a person has to decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
}

/// Nobody knows whether it left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendUnknown {
    /// The message.
    pub message_id: MessageId,
    /// The attempt.
    pub attempt: u32,
    /// Why, as the channel's code.
    pub reason: Slug,
}

/// It was taken back before it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendTakenBack {
    /// The message.
    pub message_id: MessageId,
    /// The draft it was.
    pub draft_id: DraftId,
    /// Why.
    pub reason: SendWithdrawn,
}
