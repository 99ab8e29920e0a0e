//! Wording proposed, changed and given up.

use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::draft::{Citation, ComposeFailure, DraftWithdrawn, Origin};
use crate::id::{DraftId, MessageId, ParticipantId, WaitId};
use crate::identity::IdentityLevel;
use crate::message::{Purpose, Thread};
use crate::part::PartRef;
use crate::token::{LanguageTag, Slug};
use crate::triage::ModelVersion;

/// AI was asked for a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftComposing {
    /// The draft it is to become.
    pub draft_id: DraftId,
    /// What for.
    pub purpose: Purpose,
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// What of the case it is to be based on.
    pub based_on_sequence: u64,
    /// The wait it is to chase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
}

/// Wording was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftProposed {
    /// The draft.
    pub draft_id: DraftId,
    /// Who first worded it.
    pub origin: Origin,
    /// What for.
    pub purpose: Purpose,
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    #[serde(flatten)]
    pub thread: Thread,
    /// What it says.
    pub text: PartRef,
    /// In which language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
    /// How sure AI is of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// What to look at before sending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Slug>,
    /// How sure we must be of the recipient before it may leave.
    #[serde(default)]
    pub identity_floor: IdentityLevel,
    /// Which model worded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelVersion>,
    /// The record of the call to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_call: Option<PartRef>,
    /// The wait it chases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
}

/// AI could not word it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFailed {
    /// The draft.
    pub draft_id: DraftId,
    /// Why.
    pub reason: ComposeFailure,
    /// What was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<PartRef>,
}

/// A person changed the wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftEdited {
    /// The draft.
    pub draft_id: DraftId,
    /// What it says now.
    pub text: PartRef,
    /// The number of this wording.
    pub version: u32,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
}

/// They wrote again while a person was at work on an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOvertaken {
    /// The draft.
    pub draft_id: DraftId,
    /// The new message; none if an older one was changed or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
}

/// A person found the wording still right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftReaffirmed {
    /// The draft.
    pub draft_id: DraftId,
    /// What they had seen of the case.
    pub based_on_sequence: u64,
}

/// A person said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRejected {
    /// The draft.
    pub draft_id: DraftId,
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PartRef>,
}

/// Events overtook it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftGone {
    /// The draft.
    pub draft_id: DraftId,
    /// Why.
    pub reason: DraftWithdrawn,
}
