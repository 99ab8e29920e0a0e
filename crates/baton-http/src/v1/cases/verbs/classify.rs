//! What a case really is.

use baton_app::case::verb::{NewClass, Verb};
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use super::read::{token, word};
use crate::problem::Problem;

/// What it really is. What is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Classify {
    category: Option<String>,
    intent: Option<String>,
    urgency: Option<String>,
    sentiment: Option<String>,
    language: Option<String>,
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Classify {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Classify(NewClass {
            language: token("/language", self.language)?,
            intent: token("/intent", self.intent)?,
            category: token("/category", self.category)?,
            urgency: self
                .urgency
                .map(|text| word("/urgency", &text))
                .transpose()?,
            sentiment: self
                .sentiment
                .map(|text| word("/sentiment", &text))
                .transpose()?,
            reason: self.reason,
        }))
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
