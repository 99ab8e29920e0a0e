//! A triage engine that says what a text tells it to say.

use baton_app::ports::triage::{Entity, Triage, TriageContext, Understanding};
use baton_domain::confidence::{Confidence, Rated};
use baton_domain::triage::{Findings, Gist, ModelVersion, Sentiment, TriageFailure};

/// Reads single words: `refund`, its only intent, `thanks`, `works`, `angry`, and `garbled`, which it cannot read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScriptedTriage;

impl Triage for ScriptedTriage {
    fn understand(&self, text: &str, _: &TriageContext) -> Result<Understanding, TriageFailure> {
        let says = |word: &str| text.split_whitespace().any(|other| other == word);
        if says("garbled") {
            return Err(TriageFailure::Unreadable);
        }
        let gist = match (says("works"), says("thanks")) {
            (true, _) => Gist::Confirms,
            (false, true) => Gist::Thanks,
            (false, false) => Gist::Asks,
        };
        let sure = Confidence::from_per_mille(900);
        let sentiment = says("angry").then_some(Rated {
            value: Sentiment::AtRisk,
            confidence: sure,
        });
        let name = |name: &str| name.parse().expect("the name is a slug");
        let intents = says("refund").then(|| Rated {
            value: name("refund"),
            confidence: sure,
        });
        let intents = intents.into_iter().collect();
        let findings = Findings {
            language: None,
            intents,
            category: None,
            urgency: None,
            sentiment,
            frustration: Confidence::from_per_mille(0),
            is_complaint: false,
            failure_claims: Vec::new(),
            gist,
            needs_answer: gist == Gist::Asks,
            order_context_needed: false,
            settles: Vec::new(),
            detail: None,
            model: ModelVersion {
                id: name("scripted"),
                version: name("1"),
            },
        };
        Ok(Understanding {
            findings,
            detail: serde_json::json!({}),
        })
    }

    fn entities(&self, _: &str) -> Vec<Entity> {
        Vec::new()
    }
}
