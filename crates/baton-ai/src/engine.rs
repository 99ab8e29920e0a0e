//! The engine: one set of features, and a head for each judgement of triage.
//!
//! It is trained in about a second from the starter set and what a workspace has corrected since,
//! and is saved as one file. It never changes after training: a correction makes a new engine.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::codec::fingerprint;
use crate::features::Vectoriser;
use crate::head::Head;
use crate::head::calibration::Sigmoid;
use crate::text::fold::folded;
use crate::training::{IntentKind, ReadError, TrainingSet};
use crate::triage::{ModelId, Taught};

mod concern;
mod explain;
mod file;
mod judge;
mod learn;

/// Answers what a message is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Engine {
    kinds: Vec<IntentKind>,
    vectoriser: Vectoriser,
    /// One label per kind that has examples.
    intents: Head,
    /// Labels are the names of [`Urgency`](crate::triage::Urgency).
    urgency: Head,
    /// Labels are the names of [`Sentiment`](crate::triage::Sentiment).
    sentiment: Head,
    /// One label: something we did or sold failed.
    failure: Head,
    failure_odds: Sigmoid,
    remembered: BTreeMap<String, Taught>,
    model: ModelId,
}

/// Why there is no engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The training set cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Some judgement has fewer than two different labels.
    #[error("the training set needs at least two labels for {judgement}")]
    TooFewLabels {
        /// Which one.
        judgement: &'static str,
    },
}

impl Engine {
    /// The engine every workspace begins with; trained at the first call, about a second.
    pub fn starter() -> Result<&'static Self, EngineError> {
        static STARTER: OnceLock<Engine> = OnceLock::new();
        if let Some(engine) = STARTER.get() {
            return Ok(engine);
        }
        let engine = Self::train(&TrainingSet::starter()?)?;
        Ok(STARTER.get_or_init(|| engine))
    }

    /// The kinds of intents this engine knows.
    #[must_use]
    pub fn kinds(&self) -> &[IntentKind] {
        &self.kinds
    }

    /// Which model this is.
    #[must_use]
    pub fn model(&self) -> &ModelId {
        &self.model
    }

    fn kind(&self, name: &str) -> Option<&IntentKind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    fn recall(&self, text: &str) -> Option<&Taught> {
        if self.remembered.is_empty() {
            return None;
        }
        self.remembered.get(&memory_key(text))
    }

    fn named(mut self) -> Self {
        self.model = ModelId {
            id: "baton-linear".to_owned(),
            version: fingerprint(&self.to_bytes()),
        };
        self
    }
}

/// Texts that differ in case, width, accents or outer space alone are the same text.
fn memory_key(text: &str) -> String {
    folded(text.trim())
}
