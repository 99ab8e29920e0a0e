//! Letting a message go, and what became of it.

use crate::id::{DraftId, MessageId};
use crate::part::PartRef;
use crate::send::Then;
use crate::time::{Span, Timestamp};
use crate::token::Slug;
use crate::verdict::Verdict;

/// Let a draft go, or hand it to whoever the verdict asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorise {
    /// The draft.
    pub draft_id: DraftId,
    /// The wording, if it was changed in the same step.
    pub text: Option<PartRef>,
    /// Channel, conversation, recipient, subject, text, html and attachments, byte for byte.
    pub content: PartRef,
    /// What the caller has seen of the case.
    pub seen_sequence: u64,
    /// What comes next once it is sent.
    pub then: Then,
    /// How long it can be taken back, at most 30 s.
    pub hold: Span,
    /// What governance says.
    pub verdict: Verdict,
}

/// How a call to the provider ended, or what a late echo tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOutcome {
    /// The message.
    pub message_id: MessageId,
    /// The attempt; none for an echo or bounce, which names no attempt.
    pub attempt: Option<u32>,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a call to the provider ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider took it.
    Sent {
        /// The provider's id for it.
        provider_id: Option<PartRef>,
    },
    /// It provably did not leave.
    Failed {
        /// Why, as the channel's code.
        reason: Slug,
        /// When to try again by itself; none if trying again is pointless or over.
        retry_at: Option<Timestamp>,
    },
    /// It may have left or not.
    Unknown {
        /// Why, as the channel's code.
        reason: Slug,
    },
}

/// Decide what became of a message of which nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettleUnknown {
    /// The message.
    pub message_id: MessageId,
    /// Whether it left, as the teammate found out.
    pub has_left: bool,
}
