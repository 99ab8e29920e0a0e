//! Who is waiting for whom, for what, since when, until when.

use serde::{Deserialize, Serialize};

use crate::id::{ActionId, MaterialId, MessageId, ParticipantId, ReviewId, WaitId};
use crate::message::Unanswered;
use crate::part::PartRef;
use crate::participant::ParticipantRole;
use crate::time::{Span, Timestamp};

/// Who can owe the next move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// We.
    Us,
    /// A teammate with enough authority.
    Reviewer,
    /// The customer.
    Customer,
    /// The person on the customer's side who does the thing.
    Executor,
    /// An outside organisation.
    Partner,
    /// The marketplace or platform.
    Platform,
    /// A machine.
    System,
}

impl Party {
    /// The name in API, database and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Reviewer => "reviewer",
            Self::Customer => "customer",
            Self::Executor => "executor",
            Self::Partner => "partner",
            Self::Platform => "platform",
            Self::System => "system",
        }
    }

    /// The party that people in this role make; none for our own.
    #[must_use]
    pub const fn from_role(role: ParticipantRole) -> Option<Self> {
        match role {
            ParticipantRole::Customer => Some(Self::Customer),
            ParticipantRole::Executor => Some(Self::Executor),
            ParticipantRole::Partner => Some(Self::Partner),
            ParticipantRole::Platform => Some(Self::Platform),
            ParticipantRole::Internal => None,
        }
    }

    /// Whether people of this party are outside the house: they can be chased.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        match self {
            Self::Customer | Self::Executor | Self::Partner | Self::Platform => true,
            Self::Us | Self::Reviewer | Self::System => false,
        }
    }
}

/// What somebody waits for, without its detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// An answer of ours to what somebody wrote.
    OurReply,
    /// An answer of the customer.
    CustomerReply,
    /// Items of the checklist.
    CustomerMaterial,
    /// Something the executor does.
    ExecutorAction,
    /// An answer of a partner or platform.
    PartnerResponse,
    /// A decision on a review.
    SupervisorReview,
    /// The basis of what somebody says.
    Verification,
    /// A record of what somebody outside says is done.
    WriteBack,
    /// Something we do ourselves; a snooze is one, with a date.
    InternalAction,
    /// The customer's word that the result is good.
    Confirmation,
    /// A machine's answer.
    ExternalSystem,
}

impl WaitKind {
    /// The name in API, database and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OurReply => "our_reply",
            Self::CustomerReply => "customer_reply",
            Self::CustomerMaterial => "customer_material",
            Self::ExecutorAction => "executor_action",
            Self::PartnerResponse => "partner_response",
            Self::SupervisorReview => "supervisor_review",
            Self::Verification => "verification",
            Self::WriteBack => "write_back",
            Self::InternalAction => "internal_action",
            Self::Confirmation => "confirmation",
            Self::ExternalSystem => "external_system",
        }
    }
}

/// Why we have something to do ourselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum InternalCause {
    /// A teammate said so.
    Asked,
    /// A teammate put the case aside until a date.
    Snoozed,
    /// A message did not leave.
    SendFailed {
        /// Which.
        message_id: MessageId,
    },
    /// Nobody knows whether a message left.
    SendUnknown {
        /// Which.
        message_id: MessageId,
    },
    /// A message came back.
    Bounced {
        /// Which.
        message_id: MessageId,
    },
    /// An action waits for whoever asked for it to let it go.
    ActionProposed {
        /// Which.
        action_id: ActionId,
    },
    /// An action was not done.
    ActionFailed {
        /// Which.
        action_id: ActionId,
    },
    /// Nobody knows whether an action was done.
    ActionUnknown {
        /// Which.
        action_id: ActionId,
    },
}

/// What somebody waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WaitFor {
    /// An answer of ours to what the participant wrote.
    OurReply {
        /// The messages that are unanswered, oldest first; bounded, the first always kept.
        messages: Vec<Unanswered>,
    },
    /// An answer of the customer.
    CustomerReply,
    /// Items of the checklist.
    CustomerMaterial {
        /// Which.
        items: Vec<MaterialId>,
    },
    /// Something the executor does.
    ExecutorAction,
    /// An answer of a partner or platform.
    PartnerResponse,
    /// A decision on a review.
    SupervisorReview {
        /// Which.
        review_id: ReviewId,
    },
    /// The basis of what somebody says.
    Verification,
    /// A record of what somebody outside says is done.
    WriteBack {
        /// The wait that is claimed to be done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claimed: Option<WaitId>,
    },
    /// Something we do ourselves.
    InternalAction(InternalCause),
    /// The customer's word that the result is good.
    Confirmation,
    /// A machine's answer.
    ExternalSystem,
}

impl WaitFor {
    /// What is waited for, without its detail.
    #[must_use]
    pub const fn kind(&self) -> WaitKind {
        match self {
            Self::OurReply { .. } => WaitKind::OurReply,
            Self::CustomerReply => WaitKind::CustomerReply,
            Self::CustomerMaterial { .. } => WaitKind::CustomerMaterial,
            Self::ExecutorAction => WaitKind::ExecutorAction,
            Self::PartnerResponse => WaitKind::PartnerResponse,
            Self::SupervisorReview { .. } => WaitKind::SupervisorReview,
            Self::Verification => WaitKind::Verification,
            Self::WriteBack { .. } => WaitKind::WriteBack,
            Self::InternalAction(_) => WaitKind::InternalAction,
            Self::Confirmation => WaitKind::Confirmation,
            Self::ExternalSystem => WaitKind::ExternalSystem,
        }
    }
}

/// How somebody who owes us something is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChasePlan {
    /// How long after the wait opened the first chase is due.
    pub after: Span,
    /// How long after one chase the next is due.
    pub every: Span,
    /// How many there may be.
    pub most: u8,
}

/// One open wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// Names the wait.
    pub id: WaitId,
    /// Who owes the move.
    pub on: Party,
    /// What is waited for.
    #[serde(rename = "for")]
    pub reason: WaitFor,
    /// Who owes it or, for `our_reply`, to whom it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<ParticipantId>,
    /// What exactly, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<PartRef>,
    /// The event that caused it.
    pub because: u64,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Whether its due has passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_overdue: bool,
    /// Whether the party says it is done: it is not chased until a teammate decides.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_claimed: bool,
    /// How the party is reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chase: Option<ChasePlan>,
    /// How many chases have come due.
    #[serde(default)]
    pub chases: u8,
}

impl Wait {
    /// Whether a reminder is still to come.
    #[must_use]
    pub fn may_be_chased(&self) -> bool {
        self.next_chase().is_some()
    }

    /// The number of the next reminder, from 1, and when it is due.
    #[must_use]
    pub fn next_chase(&self) -> Option<(u8, Timestamp)> {
        let plan = self.chase?;
        if self.is_claimed || self.chases >= plan.most {
            return None;
        }
        let later = plan
            .every
            .as_micros()
            .saturating_mul(i64::from(self.chases));
        let at = self.since.plus(plan.after).plus(Span::from_micros(later));
        Some((self.chases.saturating_add(1), at))
    }

    /// For `our_reply`: the messages that are unanswered, oldest first.
    #[must_use]
    pub fn unanswered(&self) -> &[Unanswered] {
        match &self.reason {
            WaitFor::OurReply { messages } => messages,
            WaitFor::CustomerReply
            | WaitFor::CustomerMaterial { .. }
            | WaitFor::ExecutorAction
            | WaitFor::PartnerResponse
            | WaitFor::SupervisorReview { .. }
            | WaitFor::Verification
            | WaitFor::WriteBack { .. }
            | WaitFor::InternalAction(_)
            | WaitFor::Confirmation
            | WaitFor::ExternalSystem => &[],
        }
    }
}

/// A wait that a teammate, a case type or a `then` asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitRequest {
    /// Who owes the move.
    pub on: Party,
    /// What is waited for.
    #[serde(rename = "for")]
    pub reason: RequestedWait,
    /// Who exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<ParticipantId>,
    /// What exactly, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<PartRef>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// How the party is reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chase: Option<ChasePlan>,
}

/// What a wait can be asked for by hand. `our_reply`, `supervisor_review` and `confirmation` arise
/// from messages, reviews and resolving alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RequestedWait {
    /// An answer of the customer.
    CustomerReply,
    /// Items of the checklist.
    CustomerMaterial {
        /// Which.
        items: Vec<MaterialId>,
    },
    /// Something the executor does.
    ExecutorAction,
    /// An answer of a partner or platform.
    PartnerResponse,
    /// The basis of what somebody says.
    Verification,
    /// A record of what somebody outside says is done.
    WriteBack,
    /// Something we do ourselves.
    InternalAction,
    /// Nothing until a date.
    Snooze,
    /// A machine's answer.
    ExternalSystem,
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitClosed {
    /// We answered.
    Replied,
    /// A teammate said that no answer is needed.
    NoAnswerNeeded,
    /// Triage found thanks or an automatic reply.
    NothingAsked,
    /// They answered.
    Answered,
    /// Every required item was accepted.
    MaterialAccepted,
    /// The review was decided, or is no longer needed.
    Decided,
    /// The basis was recorded.
    Verified,
    /// What they say is done was recorded.
    WrittenBack,
    /// A teammate says it is done.
    Done,
    /// It turned out to have left after all, or was sent again.
    SendSettled,
    /// The customer confirmed the result.
    Confirmed,
    /// Nobody objected in time.
    TimedOut,
    /// Somebody decided not to wait any longer.
    Dropped,
    /// Its messages were moved to another case.
    Moved,
    /// The case was resolved.
    CaseResolved,
    /// The case was closed.
    CaseClosed,
    /// The case was cancelled; undoing that opens the wait again.
    CaseCancelled,
    /// The case was merged into another, which waits on.
    CaseMerged,
    /// The case was opened again.
    CaseReopened,
}
