//! Wording.

use crate::confidence::Confidence;
use crate::draft::{Citation, ComposeFailure};
use crate::id::{DraftId, ParticipantId, WaitId};
use crate::identity::IdentityLevel;
use crate::message::{Purpose, Thread};
use crate::part::PartRef;
use crate::token::{LanguageTag, Slug};
use crate::triage::ModelVersion;

/// Let AI compose a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compose {
    /// What for.
    pub purpose: Purpose,
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    pub thread: Thread,
    /// The wait it is to chase.
    pub wait_id: Option<WaitId>,
}

/// AI could not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailCompose {
    /// The draft.
    pub draft_id: DraftId,
    /// Why.
    pub reason: ComposeFailure,
    /// What was tried.
    pub tried: Option<PartRef>,
}

/// Propose wording. Its origin follows from the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposeDraft {
    /// The draft that was being composed; none for a new one.
    pub draft_id: Option<DraftId>,
    /// What for.
    pub purpose: Purpose,
    /// To whom.
    pub to: ParticipantId,
    /// Where.
    pub thread: Thread,
    /// What it says.
    pub text: PartRef,
    /// In which language.
    pub language: Option<LanguageTag>,
    /// What its author had seen of the case; all of it if none is named.
    pub based_on_sequence: Option<u64>,
    /// How sure AI is of it.
    pub confidence: Option<Confidence>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// What to look at before sending.
    pub flags: Vec<Slug>,
    /// How sure we must be of the recipient before it may leave.
    pub identity_floor: IdentityLevel,
    /// Which model worded it.
    pub model: Option<ModelVersion>,
    /// The record of the call to it.
    pub model_call: Option<PartRef>,
    /// The wait it chases.
    pub wait_id: Option<WaitId>,
}

/// Change the wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditDraft {
    /// The draft.
    pub draft_id: DraftId,
    /// The wording that was changed; refused if there is a newer one.
    pub version: u32,
    /// What it says now.
    pub text: PartRef,
}

/// Find the wording still right after they wrote again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaffirmDraft {
    /// The draft.
    pub draft_id: DraftId,
    /// What the teammate has seen of the case.
    pub seen_sequence: u64,
}

/// Say no to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectDraft {
    /// The draft.
    pub draft_id: DraftId,
    /// Why, in the teammate's words.
    pub reason: Option<PartRef>,
}

/// Take one's own draft back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithdrawDraft {
    /// The draft.
    pub draft_id: DraftId,
}
