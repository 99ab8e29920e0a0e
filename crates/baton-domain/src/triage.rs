//! What an inbound message is about, as the engine or a teammate sees it.
//!
//! These are findings. What follows from them (waits, the empathy boundary, clocks) is decided by
//! the case machine, never by whoever found them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::confidence::{Confidence, Rated};
use crate::id::WaitId;
use crate::part::PartRef;
use crate::token::{LanguageTag, MalformedToken, Slug};

/// What a message is about in the large.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Category {
    /// Invoices, charges, payments.
    Billing,
    /// Something does not work.
    Technical,
    /// Something that does not exist yet is asked for.
    FeatureRequest,
    /// The service or the product disappoints.
    Complaint,
    /// A category that the workspace added.
    Own(Slug),
}

impl Category {
    /// The name in API, database and evidence.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Billing => "billing",
            Self::Technical => "technical",
            Self::FeatureRequest => "feature_request",
            Self::Complaint => "complaint",
            Self::Own(slug) => slug.as_str(),
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Category {
    type Err = MalformedToken;

    fn from_str(text: &str) -> Result<Self, MalformedToken> {
        match text {
            "billing" => Ok(Self::Billing),
            "technical" => Ok(Self::Technical),
            "feature_request" => Ok(Self::FeatureRequest),
            "complaint" => Ok(Self::Complaint),
            own => own.parse().map(Self::Own),
        }
    }
}

impl Serialize for Category {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Category {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How pressing a case is, least first, so that urgencies compare.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// In its turn.
    #[default]
    Standard,
    /// Before the others.
    High,
    /// At once.
    Critical,
}

/// How somebody feels about us, best first, so that sentiments compare.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Sentiment {
    /// Nothing out of the ordinary.
    #[default]
    Neutral,
    /// Annoyed.
    Frustrated,
    /// About to leave us, or worse.
    AtRisk,
}

/// What a message does besides its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gist {
    /// Asks, tells or complains.
    #[default]
    Asks,
    /// Thanks, "ok", a thumbs-up.
    Thanks,
    /// An automatic reply.
    Automatic,
    /// Confirms that the result is good ("thanks, works").
    Confirms,
    /// Claims that what was asked for is done.
    ClaimsDone,
}

/// Something of ours that a message claims to have failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureClaim {
    /// What we sold is defective.
    ProductDefect,
    /// We charged wrongly.
    BillingError,
    /// We broke our word.
    BrokenPromise,
    /// Something is late: a failure only past the date we gave.
    Late,
}

/// Why triage could not say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TriageFailure {
    /// It took too long.
    Timeout,
    /// The engine is not there.
    Unavailable,
    /// The engine could not read the message.
    Unreadable,
    /// What the engine said made no sense.
    Malformed,
}

/// Which version of which model spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelVersion {
    /// The model.
    pub id: Slug,
    /// Its version, e.g. the hash of its weights.
    pub version: Slug,
}

/// What triage found in one or several messages of one sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// The language; none where triage abstained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Rated<LanguageTag>>,
    /// What is wanted, most likely first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intents: Vec<Rated<Slug>>,
    /// The category; none where triage abstained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Rated<Category>>,
    /// The urgency; none where triage abstained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Rated<Urgency>>,
    /// The sentiment; none where triage abstained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<Rated<Sentiment>>,
    /// How frustrated the writer is, 0 to 1000.
    pub frustration: Confidence,
    /// Whether it is a complaint, whatever else it is about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_complaint: bool,
    /// What of ours is said to have failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failure_claims: Vec<FailureClaim>,
    /// What the message does besides its topic.
    pub gist: Gist,
    /// Whether somebody expects an answer.
    pub needs_answer: bool,
    /// Whether facts of an order are needed to answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub order_context_needed: bool,
    /// The waits that the message answers, or claims to have done what they wait for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settles: Vec<WaitId>,
    /// The words that weighed most, and the entities found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<PartRef>,
    /// Who says so.
    pub model: ModelVersion,
}

/// What came of an attempt at triage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "failures are rare, and the value is short-lived"
)]
pub enum TriageOutcome {
    /// It found something.
    Found(Findings),
    /// It could not say; the case counts as inside the empathy boundary.
    Failed {
        /// Why.
        failure: TriageFailure,
    },
}

/// How a case is classified at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Classification {
    /// The language its customer writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// What is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Slug>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How pressing it is.
    #[serde(default)]
    pub urgency: Urgency,
    /// How the customer feels.
    #[serde(default)]
    pub sentiment: Sentiment,
}

/// What a teammate says a case really is. What is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Correction {
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// What is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Slug>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How pressing it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// How the customer feels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<Sentiment>,
    /// Why; without a reason the empathy boundary stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PartRef>,
}
