//! Understanding what a message wants. The engine proposes facts; the domain decides what follows.

use std::sync::Arc;

use baton_domain::triage::{Findings, ModelVersion, TriageFailure};
use serde_json::Value;

/// What is known besides the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TriageContext {
    /// How long the sender has been with us.
    pub tenure_days: Option<u32>,
    /// Their plan or tier.
    pub tier: Option<String>,
    /// Whether a promise to them is broken and still open.
    pub has_broken_promise: bool,
    /// What they wrote before, oldest first.
    pub previous: Vec<String>,
    /// What a teammate said of exactly this text before: it holds, whatever the engine would say.
    pub taught: Option<Labels>,
}

/// What a text is, as far as people said, in the codes of triage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// Its language, as ISO 639-1 has it.
    pub language: Option<String>,
    /// What is wanted.
    pub intent: Option<String>,
    /// What it is about.
    pub category: Option<String>,
    /// How pressing it is.
    pub urgency: Option<String>,
    /// How its writer feels.
    pub sentiment: Option<String>,
}

/// A text of the workspace and what people said it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// What was written.
    pub text: String,
    /// What it is.
    pub labels: Labels,
    /// True if it is not learnt but kept to try models on.
    pub is_held_back: bool,
}

/// A model that learnt a workspace's lessons.
pub struct Learnt {
    /// The engine with it.
    pub engine: Arc<dyn Triage>,
    /// The model as bytes; the same lessons give the same bytes.
    pub bytes: Vec<u8>,
    /// Which model it is.
    pub model: ModelVersion,
    /// How it did on what was held back, beside the one before.
    pub trial: Trial,
}

/// Two models on the lessons that neither learnt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trial {
    /// How many lessons were held back.
    pub held_back: u32,
    /// How many intents of them the model before names.
    pub right_before: u32,
    /// How many the new one names.
    pub right_after: u32,
}

/// A kind of matter that triage can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentKind {
    /// Its stable name.
    pub name: String,
    /// The category it belongs to; none for thanks and greetings.
    pub category: Option<String>,
    /// What people call it, by ISO 639-1 code of the language they speak.
    pub titles: Vec<(String, String)>,
}

/// What the engine made of a text.
#[derive(Debug, Clone)]
pub struct Understanding {
    /// The facts, as events keep them; without the detail.
    pub findings: Findings,
    /// The same in the API's form, with reasons and entities. Content.
    pub detail: Value,
}

/// Something named in a text: a number, a date, an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// `order`, `tracking`, `amount`, `date`, `phone`, `email`, `url` …
    pub kind: String,
    /// Its normalised value.
    pub value: String,
}

/// The built-in engine, or one like it. Pure: the same text and model give the same answer.
pub trait Triage: Send + Sync {
    /// Says what a text wants.
    ///
    /// # Errors
    /// Why it could not; the case then counts as inside the empathy boundary.
    fn understand(
        &self,
        text: &str,
        context: &TriageContext,
    ) -> Result<Understanding, TriageFailure>;

    /// What a text names.
    fn entities(&self, text: &str) -> Vec<Entity>;

    /// The kinds of matters it can name; none if it keeps no list.
    fn intents(&self) -> Vec<IntentKind> {
        Vec::new()
    }

    /// An engine that also learnt these lessons, tried beside this one. Takes seconds.
    ///
    /// # Errors
    /// If it cannot learn, or there is nothing to learn from.
    fn learn(&self, _lessons: &[Lesson]) -> Result<Learnt, TriageFailure> {
        Err(TriageFailure::Unavailable)
    }

    /// The engine with a model that [`Triage::learn`] made before.
    ///
    /// # Errors
    /// If the bytes are no model of this version.
    fn load(&self, _bytes: &[u8]) -> Result<Arc<dyn Triage>, TriageFailure> {
        Err(TriageFailure::Unavailable)
    }
}
