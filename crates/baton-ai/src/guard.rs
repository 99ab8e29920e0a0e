//! Checks on a proposed text, outside of any model.
//!
//! Whatever worded it, a figure, date, address, name, order state or commitment must stand in a
//! cited passage or a fact of the case. What the customer wrote proves nothing but the numbers of
//! their own records: a price does not become true by being claimed. One objection is enough to
//! hand the case to a person.

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::language;
use crate::text::fold::folded;

mod claim;
mod figure;
mod ground;
mod name;
mod secret;

use ground::Ground;

/// Which check objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// A number or an amount of money without a source.
    Figure,
    /// A day without a source.
    Date,
    /// A web address, e-mail address or telephone number without a source.
    Address,
    /// A person's name without a source.
    Name,
    /// A state of the order that the facts do not give.
    OrderState,
    /// A promise, or a claim to have done something, without a source.
    Commitment,
    /// A claim the workspace forbids.
    Forbidden,
    /// A key, a card number or the model's own instructions.
    Secret,
    /// Another language than the customer's.
    Language,
    /// Longer than the channel allows, or empty.
    Length,
}

impl Guard {
    /// The reason code of a draft that failed this check.
    #[must_use]
    pub fn reason_code(self) -> &'static str {
        match self {
            Self::Figure => "guard.figure",
            Self::Date => "guard.date",
            Self::Address => "guard.address",
            Self::Name => "guard.name",
            Self::OrderState => "guard.order_state",
            Self::Commitment => "guard.commitment",
            Self::Forbidden => "guard.forbidden",
            Self::Secret => "guard.secret",
            Self::Language => "guard.language",
            Self::Length => "guard.length",
        }
    }
}

/// What a check objects to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Which check.
    pub guard: Guard,
    /// The words it objects to. Content: never to be logged.
    pub words: String,
}

/// A proposed text and everything it may rest on.
#[derive(Debug, Clone, Copy)]
pub struct GuardRequest<'a> {
    /// The proposed text.
    pub text: &'a str,
    /// The language it must be in.
    pub language: &'a str,
    /// The cited passages, whole.
    pub passages: &'a [&'a str],
    /// What is known about the case.
    pub facts: &'a Facts,
    /// What this customer wrote in this case.
    pub message: &'a str,
    /// Names that may be used: the customer, the teammate, the brand.
    pub names: &'a [&'a str],
    /// Claims that this channel or workspace forbids.
    pub forbidden: &'a [&'a str],
    /// The longest text the channel takes, in code points.
    pub max_characters: usize,
}

/// Shorter texts do not show their language.
const LEAST_CHARACTERS_OF_LANGUAGE: usize = 20;
const LEAST_CONFIDENCE_OF_LANGUAGE: f32 = 0.7;

/// Everything that speaks against sending a text; nothing if it may be proposed.
#[must_use]
pub fn check(request: &GuardRequest<'_>) -> Vec<Objection> {
    let ground = Ground::new(request);
    let mut objections = Vec::new();
    objections.extend(length(request));
    objections.extend(wrong_language(request));
    objections.extend(figure::check(request.text, &ground));
    objections.extend(name::check(request, &ground));
    objections.extend(claim::check(request, &ground));
    objections.extend(forbidden(request));
    objections.extend(secret::check(request.text));
    objections
}

fn length(request: &GuardRequest<'_>) -> Option<Objection> {
    let count = request.text.chars().count();
    let is_empty = request.text.trim().is_empty();
    (is_empty || count > request.max_characters).then(|| Objection {
        guard: Guard::Length,
        words: format!("{count} > {}", request.max_characters),
    })
}

fn wrong_language(request: &GuardRequest<'_>) -> Option<Objection> {
    if request.text.chars().count() < LEAST_CHARACTERS_OF_LANGUAGE {
        return None;
    }
    let found = language::identify(request.text);
    let is_sure = found.confidence >= LEAST_CONFIDENCE_OF_LANGUAGE;
    let value = found
        .value
        .filter(|value| is_sure && value != request.language)?;
    Some(Objection {
        guard: Guard::Language,
        words: value,
    })
}

fn forbidden(request: &GuardRequest<'_>) -> Vec<Objection> {
    let text = folded(request.text);
    request
        .forbidden
        .iter()
        .filter(|claim| text.contains(folded(claim).trim()))
        .map(|claim| Objection {
            guard: Guard::Forbidden,
            words: (*claim).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
