//! What the engine learns from: kinds of intents and labelled messages.
//!
//! The starter set is embedded and is where every workspace begins; corrections and confirmations
//! are added to it. A corrected text is also remembered word for word.

use serde::{Deserialize, Serialize};

use crate::triage::{Sentiment, Urgency};

const KINDS: &str = include_str!("../starter/intents.json");
/// The starter set's messages by language (ISO 639-1).
const INTENTS: [(&str, &str); 6] = [
    ("en", include_str!("../starter/intents/en.jsonl")),
    ("zh", include_str!("../starter/intents/zh.jsonl")),
    ("de", include_str!("../starter/intents/de.jsonl")),
    ("fr", include_str!("../starter/intents/fr.jsonl")),
    ("es", include_str!("../starter/intents/es.jsonl")),
    ("ja", include_str!("../starter/intents/ja.jsonl")),
];
const URGENCY: &str = include_str!("../starter/urgency.jsonl");
const SENTIMENT: &str = include_str!("../starter/sentiment.jsonl");
const FAILURE: &str = include_str!("../starter/failure.jsonl");

/// A kind of matter customers write about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntentKind {
    /// Its stable name.
    pub name: String,
    /// The category it belongs to; none for thanks and greetings.
    pub category: Option<String>,
    /// True if an answer needs the order's facts.
    pub order_context_needed: bool,
    /// True if it says that something we did or sold failed.
    pub claims_failure: bool,
    /// What it is called in English; empty for a workspace's own.
    #[serde(default)]
    pub title_en: String,
    /// What it is called in Chinese; empty for a workspace's own.
    #[serde(default)]
    pub title_zh: String,
}

/// A message and what people said it is; what they did not say is not learnt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled {
    /// What was written.
    pub text: String,
    /// The name of its kind.
    #[serde(default)]
    pub intent: Option<String>,
    /// How urgent it is.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// How the customer feels.
    #[serde(default)]
    pub sentiment: Option<Sentiment>,
    /// Whether it claims that something of ours failed, where its kind does not say.
    #[serde(default)]
    pub failure: Option<bool>,
    /// True if a teammate corrected the engine: then this very text never errs again.
    #[serde(default)]
    pub is_correction: bool,
    /// True if it is the workspace's own.
    #[serde(default)]
    pub is_own: bool,
}

/// Everything to learn from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingSet {
    /// The kinds of intents there are.
    pub kinds: Vec<IntentKind>,
    /// The messages, oldest first.
    pub messages: Vec<Labelled>,
}

/// Why a training set cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A line is not a labelled message.
    #[error("line {line} of the training set: {source}")]
    Line {
        /// Counted from one.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The list of kinds is not one.
    #[error("the kinds of intents: {0}")]
    Kinds(#[from] serde_json::Error),
}

impl TrainingSet {
    /// The set every workspace begins with.
    pub fn starter() -> Result<Self, ReadError> {
        let mut set = Self {
            kinds: serde_json::from_str(KINDS)?,
            messages: Vec::new(),
        };
        let intents = INTENTS.into_iter().map(|(_, file)| file);
        for file in intents.chain([URGENCY, SENTIMENT, FAILURE]) {
            set.read(file)?;
        }
        Ok(set)
    }

    /// Adds labelled messages, one JSON object a line; empty lines are skipped.
    pub fn read(&mut self, lines: &str) -> Result<(), ReadError> {
        let written = lines
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty());
        for (at, line) in written {
            let message = serde_json::from_str(line).map_err(|source| ReadError::Line {
                line: at + 1,
                source,
            })?;
            self.messages.push(message);
        }
        Ok(())
    }

    /// The kind of this name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&IntentKind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }
}

/// The starter set's messages about a matter, each with its language.
pub(crate) fn starter_messages() -> impl Iterator<Item = (&'static str, String)> {
    INTENTS.into_iter().flat_map(|(code, file)| {
        file.lines()
            .filter_map(|line| serde_json::from_str::<Labelled>(line).ok())
            .map(move |message| (code, message.text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_starter_message_names_a_known_kind() {
        let set = TrainingSet::starter().unwrap();
        for message in &set.messages {
            let known = message
                .intent
                .as_deref()
                .is_none_or(|name| set.kind(name).is_some());
            assert!(known, "{message:?}");
        }
    }

    #[test]
    fn every_kind_has_examples() {
        let set = TrainingSet::starter().unwrap();
        for kind in &set.kinds {
            let count = set
                .messages
                .iter()
                .filter(|message| message.intent.as_ref() == Some(&kind.name))
                .count();
            assert!(count >= 20, "{} has {count} examples", kind.name);
        }
    }

    #[test]
    fn a_line_that_is_no_message_is_named() {
        let mut set = TrainingSet::default();
        let error = set.read("{\"text\": \"a\"}\nnonsense").unwrap_err();
        assert!(error.to_string().starts_with("line 2"), "{error}");
    }
}
