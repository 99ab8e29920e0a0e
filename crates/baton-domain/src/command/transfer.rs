//! What goes from one case to another: each case decides its own half in the same write unit.

use crate::case::Case;
use crate::command::course::Beginning;
use crate::empathy::BoundaryReason;
use crate::id::{CaseId, MessageId};
use crate::message::Thread;
use crate::participant::Person;
use crate::time::Timestamp;

/// Let it go on in another case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// That case.
    pub into: CaseId,
}

/// Go on with another case: take over who is in it, what it waits for and what was promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absorb {
    /// The other case as it was before `Merge`.
    pub other: Box<Case>,
}

/// Make messages a case of their own. That the messages are this case's, the caller has checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitOff {
    /// The new case; it takes each message by `MoveIn`.
    pub into: CaseId,
    /// Which messages.
    pub message_ids: Vec<MessageId>,
}

/// Give a message to another case. That the message is this case's, the caller has checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveOut {
    /// Which.
    pub message_id: MessageId,
    /// Where to.
    pub to: CaseId,
}

/// Take a message from another case, or begin with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveIn {
    /// What the case needs to begin, if it begins with this message.
    pub beginning: Option<Beginning>,
    /// Which.
    pub message_id: MessageId,
    /// Where it was.
    pub origin: CaseId,
    /// Who wrote it.
    pub from: Person,
    /// Where.
    pub thread: Thread,
    /// When it was received.
    pub received_at: Timestamp,
    /// Whether the other case still owed an answer to it.
    pub is_unanswered: bool,
    /// Whether it still has to be triaged.
    pub is_untriaged: bool,
    /// Why its writer had to hear from a person first, in the other case; empty if they had not.
    pub boundary: Vec<BoundaryReason>,
}
