//! Items of the checklist, and the basis of what somebody says.

use serde::{Deserialize, Serialize};

use crate::id::{MaterialId, MessageId, ParticipantId, WaitId};
use crate::identity::Basis;
use crate::material::Judgement;
use crate::part::PartRef;

/// Something is needed from somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialRequested {
    /// The item.
    pub material_id: MaterialId,
    /// From whom.
    pub from: ParticipantId,
    /// What.
    pub what: PartRef,
    /// Whether the case cannot go on without it.
    pub is_required: bool,
}

/// Something was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialReceived {
    /// The item.
    pub material_id: MaterialId,
    /// The file.
    pub content: PartRef,
    /// The message it came with; none if it came by a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
}

/// A teammate judged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialJudged {
    /// The item.
    pub material_id: MaterialId,
    /// Whether it will do.
    pub judgement: Judgement,
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PartRef>,
}

/// The basis of what somebody says was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationRecorded {
    /// The wait that asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
    /// What it rests on.
    pub basis: Basis,
    /// What was found.
    pub finding: PartRef,
}
