//! What comes in from outside.

use crate::command::course::Beginning;
use crate::event::message::JoinedBy;
use crate::id::{MessageId, ParticipantId};
use crate::message::{Delivery, FiledAs, Thread};
use crate::part::PartRef;
use crate::participant::Person;
use crate::time::Timestamp;

/// Take in what somebody outside wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receive {
    /// What the case needs to begin, if it begins with this message.
    pub beginning: Option<Beginning>,
    /// The message.
    pub message_id: MessageId,
    /// Who wrote it.
    pub from: Person,
    /// Where.
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
    /// The files that came with it.
    pub attachments: Vec<PartRef>,
    /// The delivery it was read from.
    pub raw: Option<PartRef>,
    /// When the provider says it was sent.
    pub provider_at: Option<Timestamp>,
    /// When we received it.
    pub received_at: Timestamp,
    /// Why it belongs to this case.
    pub joined_by: JoinedBy,
}

/// Keep a message without a clock: it opens no wait and no case again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// The message.
    pub message_id: MessageId,
    /// Where.
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
    /// The delivery it was read from.
    pub raw: Option<PartRef>,
    /// When we received it.
    pub received_at: Timestamp,
    /// Why it has no clock.
    pub filed_as: FiledAs,
}

/// Keep a message of a time before Baton: its case was over long ago. Nothing is owed, waited for or
/// drafted because of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeepHistory {
    /// What the case needs to begin, if it begins with this message.
    pub beginning: Option<Beginning>,
    /// The message.
    pub message_id: MessageId,
    /// Who outside wrote it or got it.
    pub with: Person,
    /// Where.
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
    /// The files that came with it.
    pub attachments: Vec<PartRef>,
    /// The delivery it was read from.
    pub raw: Option<PartRef>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether it was ours.
    pub is_ours: bool,
}

/// Somebody outside changed what they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviseMessage {
    /// The message.
    pub message_id: MessageId,
    /// Who.
    pub participant_id: ParticipantId,
    /// What it says now.
    pub content: PartRef,
}

/// Somebody outside took back what they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecallMessage {
    /// The message.
    pub message_id: MessageId,
    /// Who.
    pub participant_id: ParticipantId,
}

/// A teammate answered in the provider's own app. It answers everything received before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordElsewhere {
    /// The message.
    pub message_id: MessageId,
    /// To whom.
    pub participant_id: ParticipantId,
    /// Where.
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
}

/// The provider tells what became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpdateDelivery {
    /// The message.
    pub message_id: MessageId,
    /// What became of it.
    pub delivery: Delivery,
}
