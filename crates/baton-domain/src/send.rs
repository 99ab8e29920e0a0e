//! A message of ours on its way out, and what comes next once it has left.

use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::draft::Origin;
use crate::id::{DraftId, MessageId, ParticipantId, WaitId};
use crate::message::{Purpose, Thread};
use crate::part::PartRef;
use crate::time::Timestamp;
use crate::wait::WaitRequest;

/// What comes next once a message is sent. Every send says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// We wait for somebody.
    Wait(WaitRequest),
    /// It is answered: resolved now, closed if nobody objects.
    Resolve {
        /// After how many days without objection; the workspace's own number if none is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes_in_days: Option<u16>,
    },
    /// It stays with us.
    NextStep,
}

/// How a message of ours stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendState {
    /// Authorised; it can be taken back.
    Queued,
    /// The provider is being called.
    Sending,
    /// It left.
    Sent,
    /// It did not leave.
    Failed,
    /// Nobody knows whether it left; only a person may try again.
    Unknown,
    /// It was taken back before it left.
    Withdrawn,
}

impl SendState {
    /// Whether it may still leave, or may be leaving.
    #[must_use]
    pub const fn is_unfinished(self) -> bool {
        match self {
            Self::Queued | Self::Sending | Self::Unknown => true,
            Self::Sent | Self::Failed | Self::Withdrawn => false,
        }
    }
}

/// Why a queued message was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendWithdrawn {
    /// A teammate took it back in time.
    TakenBack,
    /// The case entered the empathy boundary, and a machine had worded it.
    EmpathyBoundary,
    /// They wrote again, and no person had agreed to it.
    WroteAgain,
    /// What it asks for came, or is claimed to be done.
    Settled,
    /// The case ended.
    CaseEnded,
}

/// One authorised message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Send {
    /// The message.
    pub message_id: MessageId,
    /// The draft it was.
    pub draft_id: DraftId,
    /// Who first worded it.
    pub origin: Origin,
    /// What it is for.
    pub purpose: Purpose,
    /// On which conversation.
    pub thread: Thread,
    /// To whom.
    pub to: ParticipantId,
    /// Exactly what was authorised.
    pub content: PartRef,
    /// Who let it go.
    pub approved_by: Actor,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
    /// What comes next.
    pub then: Then,
    /// How it stands.
    pub state: SendState,
    /// How many attempts were begun.
    pub attempts: u32,
    /// Not to leave before this instant.
    pub not_before: Timestamp,
    /// The wait it chases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
}
