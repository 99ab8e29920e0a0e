//! Wording an answer out of what is published and what is known. The composer proposes; the case
//! decides whether a draft may exist.
//!
//! It sees a prepared brief and nothing else: no store, no ids of people. Whatever words the answer,
//! its own checks have run over it when it comes back.

use std::collections::BTreeMap;

use baton_domain::confidence::Confidence;
use baton_domain::draft::ComposeFailure;
use baton_domain::id::ArticleId;
use baton_domain::money::Money;
use baton_domain::token::{LanguageTag, Slug};
use baton_domain::triage::ModelVersion;

pub use super::back_office::OrderState;
use super::channel::Boxed;
use super::model::Untrusted;
use super::retrieval::Passage;

/// Everything an answer may be made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// What they wrote and nobody answered yet, oldest first.
    pub asked: Untrusted,
    /// The language to answer in; none where triage could not tell.
    pub language: Option<LanguageTag>,
    /// What they want, most probable first.
    pub intents: Vec<Slug>,
    /// How sure it is that they want the first of them.
    pub certainty: Confidence,
    /// Passages found for it, best first.
    pub passages: Vec<Passage>,
    /// Approved wording that applies here.
    pub wordings: Vec<Wording>,
    /// What is known about the case, by the name of the slot it fills.
    pub facts: BTreeMap<String, Fact>,
    /// Names that may be used: theirs and ours.
    pub names: Vec<String>,
    /// How one writes on this channel.
    pub tone: Tone,
    /// The longest text the channel takes, in code points.
    pub max_characters: usize,
}

/// Wording that people approved, with slots such as `{{order_number}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The article.
    pub article_id: ArticleId,
    /// Its version.
    pub version: u32,
    /// The language it is written in, as ISO 639-1 has it.
    pub language: String,
    /// The intents it answers; none means that it is found by its text alone.
    pub intents: Vec<String>,
    /// The text.
    pub text: String,
}

/// Something known about a case, from a system that knows or the customer's own records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A name, a number of a record, a product.
    Text(String),
    /// An amount of money.
    Amount(Money),
    /// Where the order stands.
    Order(OrderState),
}

/// How one writes on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// To one person, at length, as in e-mail.
    Letter,
    /// To one person or a group, shortly, as in a chat.
    Chat,
    /// Before everybody: nothing about a person or an order.
    Public,
}

/// A proposed text, every statement of it cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The text.
    pub text: String,
    /// Its language.
    pub language: LanguageTag,
    /// What it rests on.
    pub citations: Vec<Cited>,
    /// What to look at before sending.
    pub flags: Vec<Slug>,
    /// How well it fits.
    pub confidence: Confidence,
    /// Who worded it.
    pub model: ModelVersion,
    /// What a model was asked and what it said; none where none was asked. Content.
    pub call: Option<serde_json::Value>,
}

/// The words of an article that a text rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The article.
    pub article_id: ArticleId,
    /// Its version.
    pub version: u32,
    /// Which passage of it, from zero.
    pub passage: u32,
    /// The words as the article has them.
    pub quote: String,
}

/// Why there is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotComposed {
    /// The reason.
    pub reason: ComposeFailure,
    /// What a teammate might ask the customer, in the customer's language.
    pub clarifying_question: Option<String>,
}

impl NotComposed {
    /// A failure that no question would mend.
    #[must_use]
    pub const fn because(reason: ComposeFailure) -> Self {
        Self {
            reason,
            clarifying_question: None,
        }
    }
}

/// A text that something outside worded.
#[derive(Debug, Clone, Copy)]
pub struct Worded<'a> {
    /// The text.
    pub text: &'a str,
    /// The language it has to be in.
    pub language: &'a LanguageTag,
    /// What it says that it rests on.
    pub cited: &'a [Cited],
}

/// Checks a text that something outside worded, besides everything the composer's own checks do.
pub trait Guard: Send + Sync {
    /// Lets a text through that says nothing its sources and the facts do not hold.
    ///
    /// # Errors
    /// The first objection; a person answers then.
    fn check(&self, brief: &Brief, worded: &Worded<'_>) -> Result<(), ComposeFailure>;
}

/// Words answers. Called outside any write unit, never for a case inside the empathy boundary.
pub trait Composer: Send + Sync {
    /// Words one answer.
    ///
    /// # Errors
    /// Why it could not; a person answers then.
    fn compose<'a>(&'a self, brief: &'a Brief) -> Boxed<'a, Result<Composed, NotComposed>>;
}
