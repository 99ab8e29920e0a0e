//! Understanding what a message wants. The engine proposes facts; the domain decides what follows.

use baton_domain::triage::{Findings, TriageFailure};
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
}
