//! The built-in composer: drafts from approved wording and cited passages, nothing of its own.
//!
//! It writes no sentence that an article does not hold. A slot is filled from the facts of the case
//! alone; without a fact, or without a passage in the customer's language, there is no draft but a
//! named reason and, where one exists, a question that would help.

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::retrieval::Hit;

mod question;
mod sentence;
mod slot;
mod word;

pub use slot::{Filled, fill};

/// Approved wording, from an article of kind `standard_wording`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The article.
    pub article_id: String,
    /// Its version.
    pub version: u32,
    /// The language it is written in.
    pub language: String,
    /// The intents it answers; none means any.
    pub intents: Vec<String>,
    /// The text, with slots such as `{{order_number}}`.
    pub text: String,
}

/// What a draft is made from.
#[derive(Debug, Clone, Copy)]
pub struct ComposeRequest<'a> {
    /// What the customer wrote.
    pub message: &'a str,
    /// The language to answer in.
    pub language: &'a str,
    /// What the message wants, most probable first.
    pub intents: &'a [String],
    /// How sure it is that the message wants the first of them, from zero to one.
    pub certainty: f32,
    /// Approved wording that applies here.
    pub wordings: &'a [Wording],
    /// Passages found for the message, best first.
    pub hits: &'a [Hit],
    /// What is known about the case.
    pub facts: &'a Facts,
}

/// However sure the intent is, wording may fit it without fitting the message.
const MOST_CONFIDENCE: f32 = 0.9;

/// Where a sentence comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The article.
    pub article_id: String,
    /// Its version.
    pub version: u32,
    /// Which passage of it, from zero.
    pub passage: usize,
    /// The sentence as the article has it, slots unfilled.
    pub quote: String,
}

/// A proposed text in which every sentence is cited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Composed {
    /// The text.
    pub text: String,
    /// Its language.
    pub language: String,
    /// One per sentence or paragraph of the text, in order.
    pub citations: Vec<Citation>,
    /// How well it fits, from zero to one; not a probability of being right.
    pub confidence: f32,
}

/// Why there is no draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason_code", rename_all = "snake_case")]
pub enum ComposeFailure {
    /// No article in the customer's language answers.
    #[error("no passage answers this in the customer's language")]
    NoPassage {
        /// What to ask the customer, in their language.
        clarifying_question: Option<String>,
    },
    /// Approved wording fits, but a fact it needs is not known.
    #[error("facts are missing: {}", slots.join(", "))]
    MissingFact {
        /// The slots without a fact.
        slots: Vec<String>,
        /// What to ask the customer, in their language.
        clarifying_question: Option<String>,
    },
}

impl ComposeFailure {
    /// The reason as the draft records it.
    #[must_use]
    pub fn reason_code(&self) -> &'static str {
        match self {
            Self::NoPassage { .. } => "no_passage",
            Self::MissingFact { .. } => "missing_fact",
        }
    }
}

/// Composes a draft: approved wording first, then sentences of passages.
pub fn compose(request: &ComposeRequest<'_>) -> Result<Composed, ComposeFailure> {
    let fitting = fitting(request);
    let mut missing = Vec::new();
    for wording in &fitting {
        match fill(&wording.text, request.facts, request.language) {
            Filled::Complete(text) => return Ok(from_wording(request, wording, text)),
            Filled::Missing(slots) if missing.is_empty() => missing = slots,
            Filled::Missing(_) => {}
        }
    }
    if let Some(composed) = sentence::compose(request) {
        return Ok(composed);
    }
    if missing.is_empty() {
        let clarifying_question = question::general(request.language);
        return Err(ComposeFailure::NoPassage {
            clarifying_question,
        });
    }
    let clarifying_question = question::for_slots(&missing, request.language);
    Err(ComposeFailure::MissingFact {
        slots: missing,
        clarifying_question,
    })
}

/// Wording in the customer's language for the first intent that has any.
fn fitting<'a>(request: &ComposeRequest<'a>) -> Vec<&'a Wording> {
    let in_language = |wording: &&Wording| wording.language == request.language;
    let wordings: Vec<&Wording> = request.wordings.iter().filter(in_language).collect();
    request
        .intents
        .iter()
        .map(|intent| {
            let answers = |wording: &&&Wording| wording.intents.contains(intent);
            wordings
                .iter()
                .filter(answers)
                .copied()
                .collect::<Vec<&Wording>>()
        })
        .find(|fitting| !fitting.is_empty())
        .unwrap_or_default()
}

/// Approved wording is right where its intent is; it is as sure as that.
fn from_wording(request: &ComposeRequest<'_>, wording: &Wording, text: String) -> Composed {
    Composed {
        text,
        language: wording.language.clone(),
        citations: vec![Citation {
            article_id: wording.article_id.clone(),
            version: wording.version,
            passage: 0,
            quote: wording.text.clone(),
        }],
        confidence: request.certainty.clamp(0.0, MOST_CONFIDENCE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, OrderState};
    use crate::retrieval::{Article, Library, Query};

    fn wording() -> Wording {
        Wording {
            article_id: "art_status".to_owned(),
            version: 2,
            language: "en".to_owned(),
            intents: vec!["order_status".to_owned()],
            text: "Your order {{order_number}} is {{order_state}}.".to_owned(),
        }
    }

    fn facts() -> Facts {
        Facts::from([
            ("order_number".to_owned(), Fact::Text("48213".to_owned())),
            ("order_state".to_owned(), Fact::State(OrderState::Shipped)),
        ])
    }

    fn hits(text: &str) -> Vec<Hit> {
        let mut library = Library::default();
        let body = "You can return unused items within 30 days. Our office is in Leeds.\n\nBikes are large.";
        let mut article = Article::new(
            "art_returns".to_owned(),
            "Returns".to_owned(),
            body.to_owned(),
        );
        article.scope.languages = vec!["en".to_owned()];
        library.add(article);
        library.search(&Query::new(text), 3)
    }

    fn request<'a>(
        message: &'a str,
        intents: &'a [String],
        wordings: &'a [Wording],
        (hits, facts): (&'a [Hit], &'a Facts),
    ) -> ComposeRequest<'a> {
        ComposeRequest {
            message,
            language: "en",
            intents,
            certainty: 0.7,
            wordings,
            hits,
            facts,
        }
    }

    #[test]
    fn wording_is_filled_from_facts() {
        let (intents, wordings, facts) = (["order_status".to_owned()], [wording()], facts());
        let composed = compose(&request("where?", &intents, &wordings, (&[], &facts))).unwrap();
        assert_eq!(composed.text, "Your order 48213 is shipped.");
        assert_eq!(composed.citations[0].article_id, "art_status");
        assert!((composed.confidence - 0.7).abs() < f32::EPSILON);
    }

    #[test]
    fn a_missing_fact_gives_a_question_and_no_draft() {
        let (intents, wordings) = (["order_status".to_owned()], [wording()]);
        let facts = Facts::new();
        let failure = compose(&request("where?", &intents, &wordings, (&[], &facts))).unwrap_err();
        assert_eq!(failure.reason_code(), "missing_fact");
        let ComposeFailure::MissingFact {
            slots,
            clarifying_question,
        } = failure
        else {
            panic!("a fact is missing");
        };
        assert_eq!(slots, ["order_number", "order_state"]);
        assert!(clarifying_question.unwrap().contains("order number"));
    }

    #[test]
    fn the_sentences_that_answer_are_quoted_with_their_source() {
        let message = "can I return unused items?";
        let (found, facts) = (hits(message), Facts::new());
        let composed = compose(&request(message, &[], &[], (&found, &facts))).unwrap();
        assert_eq!(composed.text, "You can return unused items within 30 days.");
        assert_eq!(composed.citations[0].quote, composed.text);
        assert_eq!(composed.citations[0].passage, 0);
    }

    #[test]
    fn a_passage_in_another_language_is_no_answer() {
        let (found, facts) = (hits("return unused items"), Facts::new());
        let request = ComposeRequest {
            language: "de",
            ..request("return unused items", &[], &[], (&found, &facts))
        };
        assert_eq!(compose(&request).unwrap_err().reason_code(), "no_passage");
    }
}
