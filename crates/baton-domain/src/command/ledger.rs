//! Promises, materials, and the basis of what somebody says.

use crate::id::{MaterialId, MessageId, ParticipantId, PromiseId, WaitId};
use crate::identity::Basis;
use crate::material::Judgement;
use crate::part::PartRef;
use crate::time::Timestamp;

/// Give our word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MakePromise {
    /// To whom.
    pub to: ParticipantId,
    /// What we promise.
    pub text: PartRef,
    /// By when.
    pub due: Timestamp,
    /// The message in which we did.
    pub source_message_id: Option<MessageId>,
}

/// End a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndPromise {
    /// Which.
    pub promise_id: PromiseId,
    /// How.
    pub ending: PromiseEnding,
}

/// How a promise ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromiseEnding {
    /// A teammate says that we kept it.
    Kept,
    /// Its due has come. Nothing happens if it is not open, or due later.
    Due,
    /// A teammate takes it back.
    Withdrawn,
}

/// Ask for an item of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestMaterial {
    /// From whom.
    pub from: ParticipantId,
    /// What.
    pub what: PartRef,
    /// Whether the case cannot go on without it.
    pub is_required: bool,
}

/// Take in an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceiveMaterial {
    /// The item.
    pub material_id: MaterialId,
    /// The file.
    pub content: PartRef,
    /// The message it came with.
    pub message_id: Option<MessageId>,
}

/// Judge an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JudgeMaterial {
    /// The item.
    pub material_id: MaterialId,
    /// Whether it will do.
    pub judgement: Judgement,
    /// Why, in the teammate's words.
    pub reason: Option<PartRef>,
}

/// Record the basis of what somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordVerification {
    /// The wait that asked for it.
    pub wait_id: Option<WaitId>,
    /// What it rests on.
    pub basis: Basis,
    /// What was found.
    pub finding: PartRef,
}
