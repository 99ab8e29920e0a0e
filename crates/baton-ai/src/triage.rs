//! Triage: what a message is about, how urgent it is, how the customer feels, and why we think so.
//!
//! The shape is that of `POST /api/v1/triage`. Confidences are calibrated; a value that is none
//! means that the engine abstained. Nothing here decides what may happen to a case.

use serde::{Deserialize, Serialize};

use crate::entities::{Date, Entity};
use crate::gist::Gist;
use crate::language::Language;

/// How soon somebody must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// In its turn.
    Standard,
    /// Before others.
    High,
    /// At once.
    Critical,
}

impl Urgency {
    /// Every level, calmest first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::High, Self::Critical];

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// How the customer feels about us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sentiment {
    /// Nothing special.
    Neutral,
    /// Annoyed or disappointed.
    Frustrated,
    /// About to leave or to make it public.
    AtRisk,
}

impl Sentiment {
    /// Every level, calmest first.
    pub const ALL: [Self; 3] = [Self::Neutral, Self::Frustrated, Self::AtRisk];

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Frustrated => "frustrated",
            Self::AtRisk => "at_risk",
        }
    }
}

/// A message and what is known about who wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriageInput {
    /// What was newly written.
    pub text: String,
    /// What is known.
    #[serde(default)]
    pub context: TriageContext,
}

/// What is known about the sender and the case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriageContext {
    /// For how many days they have been a customer.
    #[serde(default)]
    pub tenure_days: Option<u32>,
    /// Their plan or tier, as the workspace names it.
    #[serde(default)]
    pub tier: Option<String>,
    /// True if a promise of ours to them is past its due.
    #[serde(default)]
    pub open_broken_promise: bool,
    /// Their earlier messages in this case, oldest first.
    #[serde(default)]
    pub previous: Vec<String>,
    /// The day the message was received, for days such as "tomorrow".
    #[serde(skip)]
    pub today: Option<Date>,
    /// What a teammate said of exactly this text before.
    #[serde(skip)]
    pub taught: Option<Taught>,
}

/// What a teammate said about exactly this text; it holds whatever the engine would say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taught {
    /// Its language.
    pub language: Option<String>,
    /// The name of its kind.
    pub intent: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// How urgent it is.
    pub urgency: Option<Urgency>,
    /// How the customer feels.
    pub sentiment: Option<Sentiment>,
}

/// A value with its probability; no value means abstained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged<T> {
    /// What it is.
    pub value: Option<T>,
    /// The calibrated probability that it is.
    pub confidence: f32,
}

/// Something the customer wants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    /// The name of its kind.
    pub name: String,
    /// The calibrated probability that the message carries it.
    pub confidence: f32,
}

/// How the customer feels, and how strongly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feeling {
    /// The level.
    pub value: Option<Sentiment>,
    /// The calibrated probability of the level.
    pub confidence: f32,
    /// From zero, calm, to one, furious: what a workspace's bar is compared with.
    pub frustration: f32,
}

/// Why a person should answer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmpathyReason {
    /// The customer is about to leave or to make it public.
    AtRisk,
    /// Frustration is over the bar.
    Frustration,
    /// A complaint of a customer of long standing.
    ComplaintOfLongStanding,
    /// Something we sold or run does not work, or what came is wrong.
    Defect,
    /// We charged or invoiced wrongly.
    BillingError,
    /// We did not do what we said.
    BrokenPromise,
}

/// What speaks for a person answering first; the domain decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empathy {
    /// True if there is any reason.
    pub inside: bool,
    /// The reasons, strongest kind first.
    pub reasons: Vec<EmpathyReason>,
}

/// The words that weighed most for one judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which judgement: an intent's name, or `urgency`, `sentiment`, `failure`.
    #[serde(rename = "for")]
    pub judgement: String,
    /// Words as the customer wrote them, weightiest first.
    pub words: Vec<String>,
}

/// Which model judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelId {
    /// What kind of model.
    pub id: String,
    /// A name for exactly its weights.
    pub version: String,
}

/// Everything triage says about a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Triage {
    /// Which language.
    pub language: Language,
    /// What the customer wants, most probable first; empty if abstained.
    pub intents: Vec<Intent>,
    /// Billing, technical, a wish, a complaint, or one of the workspace's own.
    pub category: Judged<String>,
    /// How soon somebody must look.
    pub urgency: Judged<Urgency>,
    /// How the customer feels.
    pub sentiment: Feeling,
    /// What the message names.
    pub entities: Vec<Entity>,
    /// True if an answer needs the facts of an order.
    pub order_context_needed: bool,
    /// False for thanks, confirmations and what machines wrote.
    pub needs_answer: bool,
    /// What the message does besides its topic.
    pub gist: Gist,
    /// What speaks for a person answering first.
    pub empathy: Empathy,
    /// The words that weighed most.
    pub reasons: Vec<Reason>,
    /// Which model judged.
    pub model: ModelId,
}
