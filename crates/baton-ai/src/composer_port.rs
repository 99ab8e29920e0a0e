//! The built-in composer behind the application's port: compose, then check what was composed.
//!
//! No draft is better than a doubtful one: without a language, or with a single objection of the
//! guard, a person answers.

use baton_app::ports::channel::Boxed;
use baton_app::ports::composer as port;
use baton_domain::confidence::Confidence;
use baton_domain::draft::ComposeFailure;
use baton_domain::triage::ModelVersion;

use crate::compose::{self, ComposeRequest, Composed, Wording};
use crate::facts::{Fact, Facts, OrderState};
use crate::guard::{self, Guard, GuardRequest};
use crate::language;
use crate::retrieval::Hit;

/// The name under which drafts are recorded, and its version: raised whenever the same brief could
/// come out differently.
const NAME: &str = "builtin-composer";
const VERSION: &str = "2";
/// Below this a teammate is told to look twice.
const DOUBTFUL: Confidence = Confidence::from_per_mille(500);

/// The composer that needs no key and no network.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltInComposer;

/// The guard behind the application's port.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltInGuard;

impl port::Guard for BuiltInGuard {
    fn check(&self, brief: &port::Brief, worded: &port::Worded<'_>) -> Result<(), ComposeFailure> {
        let cited: Vec<_> = worded
            .cited
            .iter()
            .map(|cited| cited.article_id.to_string())
            .collect();
        let language = primary(worded.language.as_str());
        guarded(brief, (worded.text, &language), &cited, &facts(brief))
    }
}

impl port::Composer for BuiltInComposer {
    fn compose<'a>(
        &'a self,
        brief: &'a port::Brief,
    ) -> Boxed<'a, Result<port::Composed, port::NotComposed>> {
        Box::pin(std::future::ready(composed(brief)))
    }
}

fn composed(brief: &port::Brief) -> Result<port::Composed, port::NotComposed> {
    let asked = brief.asked.as_data();
    let language = match &brief.language {
        Some(tag) => primary(tag.as_str()),
        None => language::identify(asked)
            .value
            .ok_or(port::NotComposed::because(ComposeFailure::GuardLanguage))?,
    };
    let facts = facts(brief);
    let intents: Vec<String> = brief.intents.iter().map(ToString::to_string).collect();
    let wordings: Vec<Wording> = brief.wordings.iter().map(wording).collect();
    let hits: Vec<Hit> = brief.passages.iter().map(hit).collect();
    let request = ComposeRequest {
        message: asked,
        language: &language,
        intents: &intents,
        certainty: f32::from(brief.certainty.as_per_mille()) / 1_000.0,
        wordings: &wordings,
        hits: &hits,
        facts: &facts,
    };
    let composed = compose::compose(&request).map_err(not_composed)?;
    let cited: Vec<_> = composed
        .citations
        .iter()
        .map(|citation| citation.article_id.clone())
        .collect();
    let worded = (composed.text.as_str(), composed.language.as_str());
    guarded(brief, worded, &cited, &facts).map_err(port::NotComposed::because)?;
    proposed(brief, composed)
}

fn facts(brief: &port::Brief) -> Facts {
    let facts = brief.facts.iter();
    facts
        .map(|(name, fact)| (name.clone(), typed(fact)))
        .collect()
}

/// Objects to a text in a language that says more than the cited articles do.
fn guarded(
    brief: &port::Brief,
    (text, language): (&str, &str),
    cited: &[String],
    facts: &Facts,
) -> Result<(), ComposeFailure> {
    let sources = sources(brief, cited);
    let names: Vec<&str> = brief.names.iter().map(String::as_str).collect();
    let objections = guard::check(&GuardRequest {
        text,
        language,
        passages: &sources,
        facts,
        message: brief.asked.as_data(),
        names: &names,
        forbidden: &[],
        max_characters: brief.max_characters,
    });
    match objections.first() {
        Some(objection) => Err(failure(objection.guard)),
        None => Ok(()),
    }
}

/// The cited passages and wordings, whole.
fn sources<'a>(brief: &'a port::Brief, cited: &[String]) -> Vec<&'a str> {
    let is_cited = |article: &str| cited.iter().any(|cited| cited == article);
    let passages = brief
        .passages
        .iter()
        .filter(|passage| is_cited(&passage.article_id.to_string()))
        .map(|passage| passage.text.as_str());
    let wordings = brief
        .wordings
        .iter()
        .filter(|wording| is_cited(&wording.article_id.to_string()))
        .map(|wording| wording.text.as_str());
    passages.chain(wordings).collect()
}

fn proposed(brief: &port::Brief, composed: Composed) -> Result<port::Composed, port::NotComposed> {
    let unusable = port::NotComposed::because(ComposeFailure::ModelUnavailable);
    let confidence = per_mille(composed.confidence);
    let language = match &brief.language {
        Some(language) => language.clone(),
        None => composed.language.parse().map_err(|_| unusable.clone())?,
    };
    let citations = composed.citations.into_iter().map(|citation| {
        Some(port::Cited {
            article_id: citation.article_id.parse().ok()?,
            version: citation.version,
            passage: u32::try_from(citation.passage).ok()?,
            quote: citation.quote,
        })
    });
    let citations: Option<Vec<_>> = citations.collect();
    let (Ok(id), Ok(version), Ok(doubtful)) =
        (NAME.parse(), VERSION.parse(), "low_confidence".parse())
    else {
        return Err(unusable);
    };
    Ok(port::Composed {
        text: composed.text,
        language,
        citations: citations.ok_or(unusable)?,
        flags: if confidence < DOUBTFUL {
            vec![doubtful]
        } else {
            Vec::new()
        },
        confidence,
        model: ModelVersion { id, version },
        call: None,
    })
}

fn not_composed(failure: compose::ComposeFailure) -> port::NotComposed {
    match failure {
        compose::ComposeFailure::NoPassage {
            clarifying_question,
        } => port::NotComposed {
            reason: ComposeFailure::NoPassage,
            clarifying_question,
        },
        compose::ComposeFailure::MissingFact {
            clarifying_question,
            ..
        } => port::NotComposed {
            reason: ComposeFailure::MissingFact,
            clarifying_question,
        },
    }
}

const fn failure(guard: Guard) -> ComposeFailure {
    match guard {
        Guard::Figure | Guard::Date | Guard::Address | Guard::Name => ComposeFailure::GuardFigures,
        Guard::OrderState => ComposeFailure::GuardGrounded,
        Guard::Commitment => ComposeFailure::GuardCommitment,
        Guard::Forbidden => ComposeFailure::GuardForbidden,
        Guard::Secret => ComposeFailure::GuardSecret,
        Guard::Language => ComposeFailure::GuardLanguage,
        Guard::Length => ComposeFailure::GuardLength,
    }
}

/// `zh` of `zh-Hans-CN`.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

fn typed(fact: &port::Fact) -> Fact {
    match fact {
        port::Fact::Text(text) => Fact::Text(text.clone()),
        port::Fact::Amount(money) => Fact::Amount(*money),
        port::Fact::Order(state) => Fact::State(match state {
            port::OrderState::Processing => OrderState::Processing,
            port::OrderState::Shipped => OrderState::Shipped,
            port::OrderState::Delivered => OrderState::Delivered,
            port::OrderState::Cancelled => OrderState::Cancelled,
            port::OrderState::Refunded => OrderState::Refunded,
            port::OrderState::Returned => OrderState::Returned,
        }),
    }
}

fn wording(wording: &port::Wording) -> Wording {
    Wording {
        article_id: wording.article_id.to_string(),
        version: wording.version,
        language: wording.language.clone(),
        intents: wording.intents.clone(),
        text: wording.text.clone(),
    }
}

fn hit(passage: &baton_app::ports::retrieval::Passage) -> Hit {
    Hit {
        article_id: passage.article_id.to_string(),
        version: passage.version,
        passage: usize::try_from(passage.number).unwrap_or(usize::MAX),
        title: passage.title.clone(),
        text: passage.text.clone(),
        language: Some(passage.language.clone()),
        // The order of the passages says what the score said.
        score: 0.0,
        why: passage.why.clone(),
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

#[cfg(test)]
mod tests;
