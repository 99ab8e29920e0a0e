//! A language model outside, as far as we ask one anything.
//!
//! What people outside wrote travels in a type of its own and reaches a model only as quoted data,
//! never among the instructions. A model sees no store and calls nothing.

use std::fmt;

use baton_domain::time::Span;
use baton_domain::triage::ModelVersion;

use super::channel::Boxed;

/// Text that somebody outside wrote: to be quoted, never to be obeyed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Untrusted(String);

impl Untrusted {
    /// Marks a text.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, to be read as data.
    #[must_use]
    pub fn as_data(&self) -> &str {
        &self.0
    }
}

/// Shows its length alone: logs hold no content.
impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes of untrusted text", self.0.len())
    }
}

/// One thing to look at, with the name the instructions call it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The name, e.g. `question` or `passage_2`.
    pub name: String,
    /// What it says.
    pub text: Untrusted,
}

/// One question to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRequest {
    /// What to do: our words alone.
    pub instructions: &'static str,
    /// What to do it with.
    pub data: Vec<Quoted>,
    /// The longest answer, in the model's own units.
    pub max_answer_tokens: u32,
    /// How long the answer may take.
    pub timeout: Span,
}

/// What a model answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelAnswer {
    /// Its words: as little to be trusted as a customer's.
    pub text: Untrusted,
    /// Which model it was.
    pub model: ModelVersion,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelFailure {
    /// It took too long.
    #[error("the model took too long")]
    Timeout,
    /// It is not there, or refuses.
    #[error("the model is not available")]
    Unavailable,
    /// The workspace's budget is spent.
    #[error("the budget is spent")]
    Budget,
}

/// A language model.
pub trait Model: Send + Sync {
    /// Asks once. Never called inside a write unit, nor about a case inside the empathy boundary
    /// unless the workspace switched that on.
    fn ask<'a>(&'a self, request: &'a ModelRequest)
    -> Boxed<'a, Result<ModelAnswer, ModelFailure>>;
}
