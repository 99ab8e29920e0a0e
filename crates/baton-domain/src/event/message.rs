//! Messages that come in, change, or leave outside Baton.

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, ParticipantId};
use crate::message::{Delivery, FiledAs, Thread};
use crate::part::PartRef;
use crate::time::Timestamp;

/// Why a message belongs to this case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinedBy {
    /// Nothing else fitted; the case began with it.
    New,
    /// It replies to a message of the case.
    ReplyHeader,
    /// It quotes a message of the case.
    Quote,
    /// It is in the case's thread.
    Thread,
    /// It names the case.
    Reference,
    /// It names the case's order or parcel.
    OrderNumber,
    /// It is what the case waits for.
    Awaited,
    /// It is about the same.
    Topic,
    /// It came by a link to this case.
    Link,
    /// A teammate put it here.
    Teammate,
}

/// Somebody outside wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReceived {
    /// The message.
    pub message_id: MessageId,
    /// Who wrote it.
    pub participant_id: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
    /// The files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<PartRef>,
    /// The delivery it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<PartRef>,
    /// When the provider says it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_at: Option<Timestamp>,
    /// When we received it.
    pub received_at: Timestamp,
    /// Why it belongs to this case.
    pub joined_by: JoinedBy,
}

/// A message was kept without a clock. Also in the stream of a conversation, where it has no case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageFiled {
    /// The message.
    pub message_id: MessageId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
    /// The files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<PartRef>,
    /// The delivery it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<PartRef>,
    /// When we received it; of history, when it was sent.
    pub received_at: Timestamp,
    /// Why it has no clock.
    pub filed_as: FiledAs,
}

/// Somebody outside changed what they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageEdited {
    /// The message.
    pub message_id: MessageId,
    /// Who.
    pub participant_id: ParticipantId,
    /// What it says now.
    pub content: PartRef,
}

/// Somebody outside took back what they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRecalled {
    /// The message.
    pub message_id: MessageId,
    /// Who.
    pub participant_id: ParticipantId,
}

/// A teammate answered in the provider's own app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentElsewhere {
    /// The message.
    pub message_id: MessageId,
    /// To whom.
    pub participant_id: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// What it says.
    pub content: PartRef,
    /// What its author can have seen of the case.
    pub based_on_sequence: u64,
}

/// The provider told what became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryUpdated {
    /// The message.
    pub message_id: MessageId,
    /// What became of it.
    pub delivery: Delivery,
}
