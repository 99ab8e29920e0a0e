//! Actions against back offices.

use crate::action::{ActionKind, Spent};
use crate::id::{ActionId, ParticipantId};
use crate::message::Thread;
use crate::money::Money;
use crate::part::{Commitment, PartRef};
use crate::send::Then;
use crate::time::Timestamp;
use crate::token::Slug;
use crate::verdict::Verdict;

/// Ask for something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposeAction {
    /// What it does.
    pub kind: ActionKind,
    /// For whom.
    pub participant_id: ParticipantId,
    /// Exactly what is to be done.
    pub parameters: PartRef,
    /// The money it moves.
    pub amount: Option<Money>,
    /// What is sent once it is done.
    pub announcement: Option<Announce>,
    /// The action that this one undoes.
    pub undoes: Option<ActionId>,
    /// What governance says.
    pub verdict: Verdict,
    /// What was let go already.
    pub spent: Spent,
}

/// The message that tells of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announce {
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    pub thread: Thread,
    /// The wording, with slots for what only the result tells.
    pub text: PartRef,
    /// What comes next once it is sent.
    pub then: Then,
}

/// Let exactly this be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveAction {
    /// The action.
    pub action_id: ActionId,
    /// The commitment of the parameters that the caller has seen.
    pub parameters_hash: Commitment,
    /// What the caller has seen of the case; not checked if none is named.
    pub seen_sequence: Option<u64>,
    /// What governance says to the requester with this approval.
    pub verdict: Verdict,
    /// What was let go already.
    pub spent: Spent,
    /// What the approver says.
    pub comment: Option<PartRef>,
}

/// Say no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectAction {
    /// The action.
    pub action_id: ActionId,
    /// Why.
    pub reason: Option<PartRef>,
}

/// How asking the back office ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAction {
    /// The action.
    pub action_id: ActionId,
    /// The attempt.
    pub attempt: u32,
    /// How it ended.
    pub outcome: ActionOutcome,
}

/// How an action ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionOutcome {
    /// It is done.
    Done {
        /// What the back office said.
        result: Option<PartRef>,
        /// The message that tells of it, with what the result says.
        announced: Option<Announced>,
    },
    /// It provably was not done.
    Failed {
        /// Why, as a code.
        reason: Slug,
        /// When to try again by itself.
        retry_at: Option<Timestamp>,
    },
    /// It may have been done or not.
    Unknown {
        /// Why, as a code.
        reason: Slug,
    },
}

/// The message that tells of what was done, exactly as it would leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// What it says.
    pub text: PartRef,
    /// Channel, conversation, recipient, subject, text, html and attachments, byte for byte.
    pub content: PartRef,
}

/// Decide what became of an action of which nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettleAction {
    /// The action.
    pub action_id: ActionId,
    /// Whether it was done, as the teammate found out.
    pub has_happened: bool,
    /// What they found out.
    pub finding: Option<PartRef>,
    /// The message that tells of it.
    pub announced: Option<Announced>,
}
