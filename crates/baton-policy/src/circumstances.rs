//! What is known about the case, the channel and the text when a policy is asked.

use baton_domain::actor::Role;
use baton_domain::confidence::Confidence;
use baton_domain::draft::Origin;
use baton_domain::id::ChannelId;
use baton_domain::identity::IdentityLevel;
use baton_domain::money::Money;
use baton_domain::stage::Stage;
use baton_domain::token::LanguageTag;

/// Everything policies about a case may depend on, read inside the unit that acts on the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// The channel the text or action belongs to.
    pub channel: Channel,
    /// The stage that holds for this intent on this channel, ceilings and exceptions applied.
    pub stage: Stage,
    /// The risk group of the intent or of the action, whichever is higher.
    pub risk: Risk,
    /// How well the customer's identity is known.
    pub identity: IdentityLevel,
    /// The text that would go out, or announce the action.
    pub text: Text,
    /// A program's confidence in what it proposes. Without one a program counts as wholly unsure; what
    /// a person words or decides counts as certain whatever stands here.
    pub confidence: Option<Confidence>,
    /// Whether a pause covers everything, this channel, this intent or this case.
    pub is_paused: bool,
    /// Whether a person must answer first. The domain enforces it; policies may be stricter still.
    pub is_inside_boundary: bool,
    /// The money an action moves; absent where none is known.
    pub amount: Option<Money>,
    /// The customer's language; policies see its primary subtag, `zh` of `zh-Hant`.
    pub language: Option<LanguageTag>,
    /// The account's plan tier.
    pub tier: Option<String>,
    /// Roles of those other than the requester who approved exactly this. They answer a verdict that
    /// asks for review; nothing that is forbidden becomes allowed by them.
    pub reviewed_by: Vec<Role>,
}

/// The channel as policies see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Which one.
    pub id: ChannelId,
    /// Its kind, such as `email`.
    pub kind: String,
    /// Whether anybody may read what is sent there.
    pub is_public: bool,
}

/// A text as policies see it: what it commits to, never its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Who first worded it.
    pub wording: Wording,
    /// Whether it speaks of paying money back.
    pub mentions_refund: bool,
    /// Whether it speaks of compensating.
    pub mentions_compensation: bool,
    /// Whether it tells order, address or payment details.
    pub discloses_order: bool,
}

/// How much harm a mistake does; the risk group of an intent or action. Least first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Little.
    Low,
    /// Some, and it can be undone.
    Medium,
    /// Much, or it cannot be undone.
    High,
}

impl Risk {
    /// The name in policies and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Who first worded a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// A person of ours.
    Teammate,
    /// The workspace's AI.
    Ai,
    /// A program with a key of its own.
    Machine,
    /// People, beforehand: an acknowledgement or other approved text.
    Fixed,
}

impl Wording {
    /// The name in policies.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Teammate => "teammate",
            Self::Ai => "ai",
            Self::Machine => "machine",
            Self::Fixed => "fixed",
        }
    }
}

/// Wording that people approved beforehand is [`Wording::Fixed`] only where the caller says so.
impl From<Origin> for Wording {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Teammate => Self::Teammate,
            Origin::Ai => Self::Ai,
            Origin::Machine => Self::Machine,
        }
    }
}
