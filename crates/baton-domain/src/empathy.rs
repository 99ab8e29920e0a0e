//! The empathy boundary: where a person answers first and AI words nothing.

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, ParticipantId};
use crate::settings::Settings;
use crate::time::Timestamp;
use crate::triage::{Category, Classification, FailureClaim, Findings, Gist, Sentiment};

/// Why a person has to answer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryReason {
    /// They may be about to leave us, or worse.
    AtRisk,
    /// They are frustrated beyond the workspace's bar.
    Frustrated,
    /// They complain and have been with us for long.
    LongStandingComplaint,
    /// What we sold is said to be defective.
    ProductDefect,
    /// We are said to have charged wrongly.
    BillingError,
    /// We are said to have broken our word.
    BrokenPromise,
    /// Triage could not tell.
    TriageFailed,
}

/// Somebody who has to hear from a person first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundary {
    /// Who.
    pub participant_id: ParticipantId,
    /// Why, in the order of the enum.
    pub reasons: Vec<BoundaryReason>,
    /// Since when.
    pub since: Timestamp,
    /// The event up to which an answer must have read to count as one.
    pub sequence: u64,
}

/// How the boundary ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum BoundaryLeft {
    /// A message worded by a person was sent.
    PersonAnswered {
        /// Which.
        message_id: MessageId,
    },
    /// A teammate corrected the classification, with a reason.
    Corrected,
}

/// What is known besides the words of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// How long they have been with us; unknown counts as below the threshold.
    pub tenure_days: Option<u32>,
    /// Whether a date we gave has passed.
    pub is_past_a_promise: bool,
}

impl Circumstances {
    fn is_long_standing(self, settings: &Settings) -> bool {
        self.tenure_days
            .is_some_and(|days| days >= settings.tenure_threshold_days)
    }
}

/// Why a person has to answer this message first; empty if AI may draft.
#[must_use]
pub fn reasons(
    findings: &Findings,
    known: Circumstances,
    settings: &Settings,
) -> Vec<BoundaryReason> {
    if findings.gist == Gist::Automatic {
        return Vec::new();
    }
    let sentiment = findings.sentiment.as_ref().map(|rated| rated.value);
    let is_complaint = findings.is_complaint
        || findings
            .category
            .as_ref()
            .is_some_and(|rated| rated.value == Category::Complaint);
    let mut reasons = Vec::new();
    if sentiment == Some(Sentiment::AtRisk) {
        reasons.push(BoundaryReason::AtRisk);
    }
    if findings.frustration >= settings.frustration_bar {
        reasons.push(BoundaryReason::Frustrated);
    }
    if is_complaint && known.is_long_standing(settings) {
        reasons.push(BoundaryReason::LongStandingComplaint);
    }
    reasons.extend(findings.failure_claims.iter().filter_map(|claim| {
        match claim {
            FailureClaim::ProductDefect => Some(BoundaryReason::ProductDefect),
            FailureClaim::BillingError => Some(BoundaryReason::BillingError),
            FailureClaim::BrokenPromise => Some(BoundaryReason::BrokenPromise),
            FailureClaim::Late => known
                .is_past_a_promise
                .then_some(BoundaryReason::BrokenPromise),
        }
    }));
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// Why a person has to answer first after a teammate classified the case by hand. A teammate who
/// says "frustrated" means it: the bar is for models.
#[must_use]
pub fn reasons_by_hand(
    corrected: &Classification,
    known: Circumstances,
    settings: &Settings,
) -> Vec<BoundaryReason> {
    let by_sentiment = match corrected.sentiment {
        Sentiment::AtRisk => Some(BoundaryReason::AtRisk),
        Sentiment::Frustrated => Some(BoundaryReason::Frustrated),
        Sentiment::Neutral => None,
    };
    let is_complaint = corrected.category == Some(Category::Complaint);
    let by_tenure = (is_complaint && known.is_long_standing(settings))
        .then_some(BoundaryReason::LongStandingComplaint);
    by_sentiment.into_iter().chain(by_tenure).collect()
}
