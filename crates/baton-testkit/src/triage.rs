//! A triage engine that says what a text tells it to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_app::ports::triage::{
    Entity, Learnt, Lesson, Triage, TriageContext, Trial, Understanding,
};
use baton_domain::confidence::{Confidence, Rated};
use baton_domain::triage::{Findings, Gist, ModelVersion, Sentiment, TriageFailure};

/// Reads single words: `refund`, its only intent, `thanks`, `works`, `angry`, and `garbled`, which it cannot read.
///
/// It learns texts by heart. A lesson that says `worse` makes a model that fails its trial.
#[derive(Debug, Clone, Default)]
pub struct ScriptedTriage {
    /// Intents by the texts it learnt.
    learnt: BTreeMap<String, String>,
}

/// How many texts its trials pretend to have.
const TRIAL: u32 = 20;

impl ScriptedTriage {
    fn model(&self) -> ModelVersion {
        let name = |name: &str| name.parse().expect("the name is a slug");
        ModelVersion {
            id: name("scripted"),
            version: name(&(self.learnt.len() + 1).to_string()),
        }
    }
}

impl Triage for ScriptedTriage {
    fn understand(
        &self,
        text: &str,
        context: &TriageContext,
    ) -> Result<Understanding, TriageFailure> {
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
        let taught = context
            .taught
            .as_ref()
            .and_then(|said| said.intent.as_deref());
        let learnt = self.learnt.get(text).map(String::as_str);
        let intent = taught.or(learnt).or(says("refund").then_some("refund"));
        let intents = intent
            .and_then(|name| name.parse().ok())
            .map(|value| Rated {
                value,
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
            model: self.model(),
        };
        Ok(Understanding {
            findings,
            detail: serde_json::json!({}),
        })
    }

    fn entities(&self, _: &str) -> Vec<Entity> {
        Vec::new()
    }

    fn learn(&self, lessons: &[Lesson]) -> Result<Learnt, TriageFailure> {
        let known = lessons.iter().filter_map(|lesson| {
            let intent = lesson.labels.intent.clone()?;
            Some((lesson.text.clone(), intent))
        });
        let engine = Self {
            learnt: known.collect(),
        };
        let is_worse = lessons.iter().any(|lesson| lesson.text.contains("worse"));
        Ok(Learnt {
            bytes: serde_json::to_vec(&engine.learnt).map_err(|_| TriageFailure::Malformed)?,
            model: engine.model(),
            engine: Arc::new(engine),
            trial: Trial {
                held_back: TRIAL,
                right_before: TRIAL / 2,
                right_after: if is_worse { 0 } else { TRIAL },
            },
        })
    }

    fn load(&self, bytes: &[u8]) -> Result<Arc<dyn Triage>, TriageFailure> {
        let learnt = serde_json::from_slice(bytes).map_err(|_| TriageFailure::Malformed)?;
        Ok(Arc::new(Self { learnt }))
    }
}
