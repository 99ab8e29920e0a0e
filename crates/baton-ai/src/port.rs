//! The built-in engine behind the application's port: judgements become facts of the domain.

use std::sync::Arc;

use baton_app::ports::triage as port;
use baton_domain::confidence::{Confidence, Rated};
use baton_domain::triage::{
    FailureClaim, Findings, Gist, ModelVersion, Sentiment, TriageFailure, Urgency,
};

use crate::engine::Engine;
use crate::triage::{self, EmpathyReason, Triage, TriageContext, TriageInput};
use crate::{entities, gist};

mod lessons;

/// The built-in engine: the one every workspace begins with, or one that learnt its lessons.
#[derive(Debug, Clone, Default)]
pub struct BuiltIn {
    learnt: Option<Arc<Engine>>,
}

impl BuiltIn {
    /// The engine; its model is trained from the starter set when it is first needed.
    #[must_use]
    pub const fn new() -> Self {
        Self { learnt: None }
    }

    fn engine(&self) -> Result<&Engine, TriageFailure> {
        match &self.learnt {
            Some(engine) => Ok(engine),
            None => Engine::starter().map_err(|_| TriageFailure::Unavailable),
        }
    }
}

impl port::Triage for BuiltIn {
    fn understand(
        &self,
        text: &str,
        context: &port::TriageContext,
    ) -> Result<port::Understanding, TriageFailure> {
        let engine = self.engine()?;
        let triage = engine.triage(&TriageInput {
            text: text.to_owned(),
            context: TriageContext {
                tenure_days: context.tenure_days,
                tier: context.tier.clone(),
                open_broken_promise: context.has_broken_promise,
                previous: context.previous.clone(),
                today: None,
                taught: context.taught.as_ref().map(lessons::taught),
            },
        });
        let findings = findings(&triage).ok_or(TriageFailure::Malformed)?;
        let detail = serde_json::to_value(&triage).map_err(|_| TriageFailure::Malformed)?;
        Ok(port::Understanding { findings, detail })
    }

    fn entities(&self, text: &str) -> Vec<port::Entity> {
        let found = entities::find(text, None).into_iter();
        found
            .filter_map(|entity| {
                let Ok(serde_json::Value::String(kind)) = serde_json::to_value(entity.kind) else {
                    return None;
                };
                Some(port::Entity {
                    kind,
                    value: entity.value.unwrap_or(entity.text),
                })
            })
            .collect()
    }

    fn intents(&self) -> Vec<port::IntentKind> {
        self.engine().map(lessons::kinds).unwrap_or_default()
    }

    fn learn(&self, lessons: &[port::Lesson]) -> Result<port::Learnt, TriageFailure> {
        let before = self.engine()?;
        let (engine, trial) = lessons::learn(before, lessons)?;
        let (bytes, model) = (engine.to_bytes(), version(engine.model()));
        let engine = Self {
            learnt: Some(Arc::new(engine)),
        };
        Ok(port::Learnt {
            engine: Arc::new(engine),
            bytes,
            model: model.ok_or(TriageFailure::Malformed)?,
            trial,
        })
    }

    fn load(&self, bytes: &[u8]) -> Result<Arc<dyn port::Triage>, TriageFailure> {
        let engine = Engine::from_bytes(bytes).map_err(|_| TriageFailure::Malformed)?;
        Ok(Arc::new(Self {
            learnt: Some(Arc::new(engine)),
        }))
    }
}

fn version(model: &triage::ModelId) -> Option<ModelVersion> {
    Some(ModelVersion {
        id: model.id.parse().ok()?,
        version: model.version.parse().ok()?,
    })
}

/// The facts in a judgement; nothing if the model's name is no name.
fn findings(triage: &Triage) -> Option<Findings> {
    Some(Findings {
        language: rated(triage.language.value.as_deref(), triage.language.confidence),
        intents: triage
            .intents
            .iter()
            .filter_map(|intent| rated(Some(&intent.name), intent.confidence))
            .collect(),
        category: rated(triage.category.value.as_deref(), triage.category.confidence),
        urgency: triage.urgency.value.map(|value| Rated {
            value: match value {
                triage::Urgency::Standard => Urgency::Standard,
                triage::Urgency::High => Urgency::High,
                triage::Urgency::Critical => Urgency::Critical,
            },
            confidence: per_mille(triage.urgency.confidence),
        }),
        sentiment: triage.sentiment.value.map(|value| Rated {
            value: match value {
                triage::Sentiment::Neutral => Sentiment::Neutral,
                triage::Sentiment::Frustrated => Sentiment::Frustrated,
                triage::Sentiment::AtRisk => Sentiment::AtRisk,
            },
            confidence: per_mille(triage.sentiment.confidence),
        }),
        frustration: per_mille(triage.sentiment.frustration),
        is_complaint: triage
            .empathy
            .reasons
            .contains(&EmpathyReason::ComplaintOfLongStanding),
        failure_claims: triage
            .empathy
            .reasons
            .iter()
            .copied()
            .filter_map(claim)
            .collect(),
        gist: match triage.gist {
            gist::Gist::Asks => Gist::Asks,
            gist::Gist::Thanks => Gist::Thanks,
            gist::Gist::Automatic => Gist::Automatic,
            gist::Gist::Confirms => Gist::Confirms,
            gist::Gist::ClaimsDone => Gist::ClaimsDone,
        },
        needs_answer: triage.needs_answer,
        order_context_needed: triage.order_context_needed,
        settles: Vec::new(),
        detail: None,
        model: version(&triage.model)?,
    })
}

fn rated<T: std::str::FromStr>(value: Option<&str>, confidence: f32) -> Option<Rated<T>> {
    let value = value?.parse().ok()?;
    Some(Rated {
        value,
        confidence: per_mille(confidence),
    })
}

const fn claim(reason: EmpathyReason) -> Option<FailureClaim> {
    match reason {
        EmpathyReason::Defect => Some(FailureClaim::ProductDefect),
        EmpathyReason::BillingError => Some(FailureClaim::BillingError),
        EmpathyReason::BrokenPromise => Some(FailureClaim::BrokenPromise),
        EmpathyReason::AtRisk
        | EmpathyReason::Frustration
        | EmpathyReason::ComplaintOfLongStanding => None,
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability times a thousand fits"
)]
fn per_mille(probability: f32) -> Confidence {
    Confidence::from_per_mille((probability.clamp(0.0, 1.0) * 1_000.0).round() as u16)
}
