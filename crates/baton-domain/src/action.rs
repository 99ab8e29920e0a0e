//! One execution against a back office: what is to be done, who stands behind it, what became of it.
//!
//! The parameters are content, so a case holds a reference to them; their commitment is what people
//! approve by. Kind and amount stand beside it, because rules depend on them.

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::draft::Origin;
use crate::id::{ActionId, ParticipantId, ReviewId};
use crate::identity::IdentityLevel;
use crate::message::Thread;
use crate::money::Money;
use crate::part::PartRef;
use crate::send::Then;
use crate::time::Timestamp;
use crate::token::{PolicyId, Slug};

/// What an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Looks an order up. Changes nothing.
    LookupOrder,
    /// Pays money back.
    Refund,
    /// Gives credit beyond a refund.
    Compensate,
    /// Leaves a note in the back office.
    Note,
    /// Has an order delivered somewhere else.
    ChangeAddress,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::LookupOrder,
        Self::Refund,
        Self::Compensate,
        Self::Note,
        Self::ChangeAddress,
    ];

    /// The name in API, database and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LookupOrder => "lookup_order",
            Self::Refund => "refund",
            Self::Compensate => "compensate",
            Self::Note => "note",
            Self::ChangeAddress => "change_address",
        }
    }

    /// How sure we have to be of who it is for. No policy lowers this.
    #[must_use]
    pub const fn identity_floor(self) -> IdentityLevel {
        match self {
            Self::LookupOrder | Self::Note => IdentityLevel::Unverified,
            Self::Refund | Self::Compensate | Self::ChangeAddress => IdentityLevel::ChannelVerified,
        }
    }

    /// Whether it moves money, and so names an amount.
    #[must_use]
    pub const fn moves_money(self) -> bool {
        match self {
            Self::Refund | Self::Compensate => true,
            Self::LookupOrder | Self::Note | Self::ChangeAddress => false,
        }
    }

    /// Whether it only reads: nothing is left to approve once governance allows it.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        match self {
            Self::LookupOrder => true,
            Self::Refund | Self::Compensate | Self::Note | Self::ChangeAddress => false,
        }
    }
}

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// It waits for somebody to approve it.
    Proposed,
    /// It was approved and has not begun.
    Approved,
    /// The back office is being asked.
    Running,
    /// It is done.
    Done,
    /// It provably was not done.
    Failed,
    /// Nobody knows; only a person may decide what became of it.
    Unknown,
    /// A person said no.
    Rejected,
    /// Events overtook it.
    Withdrawn,
}

impl ActionStatus {
    /// The name in API and database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether something may still come of it.
    #[must_use]
    pub const fn is_unfinished(self) -> bool {
        match self {
            Self::Proposed | Self::Approved | Self::Running | Self::Unknown => true,
            Self::Done | Self::Failed | Self::Rejected | Self::Withdrawn => false,
        }
    }

    /// Whether the back office was asked, and nobody knows yet what came of it.
    #[must_use]
    pub const fn is_in_flight(self) -> bool {
        match self {
            Self::Running | Self::Unknown => true,
            Self::Proposed
            | Self::Approved
            | Self::Done
            | Self::Failed
            | Self::Rejected
            | Self::Withdrawn => false,
        }
    }
}

/// Why an action was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionWithdrawn {
    /// Nobody approved it in time, or it did not begin in time after that.
    Expired,
    /// The case ended.
    CaseEnded,
}

/// Whose agreement governance asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    /// The role.
    pub role: Role,
    /// Why, as a code.
    pub why: Slug,
}

/// The message that tells of an action once it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// The wording, with slots for what only the result tells.
    pub text: PartRef,
    /// Who first worded it.
    pub origin: Origin,
    /// What comes next once it is sent.
    pub then: Then,
}

/// One action of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Names it, and is its idempotency key at the back office.
    pub id: ActionId,
    /// What it does.
    pub kind: ActionKind,
    /// How it stands.
    pub status: ActionStatus,
    /// For whom.
    pub participant_id: ParticipantId,
    /// Exactly what is to be done.
    pub parameters: PartRef,
    /// The money it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Who asked for it.
    pub requested_by: Actor,
    /// Whose agreement it needs besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Needed>,
    /// The review that stands for the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_id: Option<ReviewId>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<Actor>,
    /// The event by which it was approved; 0 before.
    pub approved_sequence: u64,
    /// The policies that let it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyId>,
    /// When it is too late to approve it or, once approved, to begin.
    pub due: Timestamp,
    /// How many attempts were begun.
    pub attempts: u32,
    /// Not to be attempted before this instant.
    pub not_before: Timestamp,
    /// What is sent once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<Announcement>,
    /// The action that this one undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<ActionId>,
    /// Whether another action undid it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_compensated: bool,
}

/// How much money actions may move without somebody with more authority, in minor units of the
/// currency in question. The shipped ones are stated for currencies with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// What one person may let go in a day; above it an approver has to agree.
    pub person_day_minor: i64,
    /// What one customer may get in thirty days; above it an approver has to agree.
    pub customer_month_minor: i64,
    /// What the workspace may let go in a day; above it nothing moves.
    pub workspace_day_minor: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            person_day_minor: 50_000,
            customer_month_minor: 50_000,
            workspace_day_minor: 500_000,
        }
    }
}

/// What was let go already, in the action's currency: approved, running, done or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// By whoever asks, since a day ago.
    pub person_day_minor: i64,
    /// For the same customer, in thirty days.
    pub customer_month_minor: i64,
    /// By everybody, since a day ago.
    pub workspace_day_minor: i64,
}
