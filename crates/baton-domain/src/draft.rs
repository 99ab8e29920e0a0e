//! Wording proposed for one recipient. Never a message until authorised.

use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::actor::Role;
use crate::id::{ArticleId, DraftId, MessageId, ParticipantId, ReviewId, TeammateId, WaitId};
use crate::identity::IdentityLevel;
use crate::message::{Purpose, Thread};
use crate::part::PartRef;

/// Who first worded a draft. The empathy boundary reads this; four eyes read the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A person of ours, also by fixed wording that people wrote.
    Teammate,
    /// The workspace's AI.
    Ai,
    /// A program with a key of its own, or a rule of ours.
    Machine,
}

impl Origin {
    /// Whether a person found the first words: the only wording the empathy boundary lets through.
    #[must_use]
    pub const fn is_person(self) -> bool {
        match self {
            Self::Teammate => true,
            Self::Ai | Self::Machine => false,
        }
    }
}

/// How a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftStatus {
    /// AI is at work on it.
    Composing,
    /// It waits for a person.
    Proposed,
    /// Somebody with more authority has to agree.
    InReview,
    /// It was authorised and is on its way.
    Approved,
    /// It left.
    Sent,
    /// A person said no.
    Rejected,
    /// Events overtook it.
    Withdrawn,
    /// AI could not word it.
    Failed,
}

impl DraftStatus {
    /// Whether somebody can still do something with it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Composing | Self::Proposed | Self::InReview | Self::Approved => true,
            Self::Sent | Self::Rejected | Self::Withdrawn | Self::Failed => false,
        }
    }
}

/// Why a draft was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftWithdrawn {
    /// The case entered the empathy boundary.
    EmpathyBoundary,
    /// They wrote again, and no person had touched it.
    WroteAgain,
    /// Another answer was sent.
    Superseded,
    /// Who proposed it took it back.
    ByAuthor,
    /// What it asks for came, or is claimed to be done.
    Settled,
    /// The case ended.
    CaseEnded,
}

/// Why AI could not word a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ComposeFailure {
    /// No published passage answers.
    #[serde(rename = "no_passage")]
    NoPassage,
    /// A fact is missing.
    #[serde(rename = "missing_fact")]
    MissingFact,
    /// A statement is not grounded in what is cited.
    #[serde(rename = "guard.grounded")]
    GuardGrounded,
    /// A figure, date or name is not in the sources.
    #[serde(rename = "guard.figures")]
    GuardFigures,
    /// It commits us to something it may not.
    #[serde(rename = "guard.commitment")]
    GuardCommitment,
    /// It says something that is forbidden.
    #[serde(rename = "guard.forbidden")]
    GuardForbidden,
    /// It carries personal data or a secret that do not belong there.
    #[serde(rename = "guard.secret")]
    GuardSecret,
    /// It follows instructions out of what the customer wrote.
    #[serde(rename = "guard.injection")]
    GuardInjection,
    /// It is in the wrong language.
    #[serde(rename = "guard.language")]
    GuardLanguage,
    /// It is too long or too short.
    #[serde(rename = "guard.length")]
    GuardLength,
    /// The model took too long.
    #[serde(rename = "model.timeout")]
    ModelTimeout,
    /// The model is not there.
    #[serde(rename = "model.unavailable")]
    ModelUnavailable,
    /// The budget is spent.
    #[serde(rename = "budget")]
    Budget,
}

/// The passage of an article version that a draft rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The article.
    pub article_id: ArticleId,
    /// Its version.
    pub version: u32,
    /// The passage's number within it.
    pub passage: u32,
    /// The words that are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<PartRef>,
}

/// A second person who stands behind one version of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// Who.
    pub by: TeammateId,
    /// With which authority.
    pub role: Role,
    /// For which version.
    pub version: u32,
}

/// A draft that somebody can still do something with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Names the draft.
    pub id: DraftId,
    /// How it stands.
    pub status: DraftStatus,
    /// Who first worded it.
    pub origin: Origin,
    /// Who last changed it.
    pub author: Actor,
    /// What it is for.
    pub purpose: Purpose,
    /// On which conversation.
    pub thread: Thread,
    /// To whom.
    pub to: ParticipantId,
    /// Its text; none while it is being composed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<PartRef>,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
    /// The event that last changed it after it was proposed; 0 if nothing did. Whoever names a draft
    /// has seen its first wording.
    pub changed_sequence: u64,
    /// Counts its wordings, from 1; 0 while composing.
    pub version: u32,
    /// Whether a person changed or wrote it: such a draft is never destroyed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_touched: bool,
    /// Whether they wrote again since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_overtaken: bool,
    /// How sure we must be of the recipient before it may leave.
    #[serde(default)]
    pub identity_floor: IdentityLevel,
    /// The wait it chases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
    /// The review it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_id: Option<ReviewId>,
    /// The message it became when it was authorised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// Who with enough authority stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<Voucher>,
}

/// How a draft that is no longer open ended; kept so that a late caller gets the right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedDraft {
    /// Which.
    pub id: DraftId,
    /// How it ended.
    pub status: DraftStatus,
    /// Why, if it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<DraftWithdrawn>,
}
