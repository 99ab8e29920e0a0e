//! A language model words the answer, where one is configured: asked once, checked, else left aside.
//!
//! It gets quoted data and our instructions, and what comes back is read like a stranger's letter:
//! every statement must stand in a passage that it quotes word for word. Where it hangs, fails or
//! says what it may not, the built-in composer words the answer; where that cannot either, the draft
//! fails with the model's reason. It is never asked without a passage to quote.

mod answer;
mod check;
mod question;

use baton_domain::confidence::Confidence;
use baton_domain::draft::ComposeFailure;
use baton_domain::time::Span;
use serde_json::json;

use crate::app::App;
use crate::ports::composer::{Brief, Composed, NotComposed};
use crate::ports::model::{Model, ModelAnswer, ModelFailure, ModelRequest};

/// How long a model may take. Longer than any honest answer; shorter than a teammate's patience.
const TIMEOUT: Span = Span::from_seconds(20);
/// The longest answer, in the model's own units.
const MAX_ANSWER_TOKENS: u32 = 1_500;
/// What a model says of itself proves nothing: a teammate reads it, whatever it says.
const CONFIDENCE: Confidence = Confidence::from_per_mille(600);

/// Words an answer: by the model if there is one and it does well, else by the built-in composer.
pub(super) async fn compose(app: &App, brief: &Brief) -> Result<Composed, NotComposed> {
    let Some(model) = app.ports.model.as_ref().filter(|_| has_sources(brief)) else {
        return app.ports.composer.compose(brief).await;
    };
    let reason = match worded(app, model.as_ref(), brief).await {
        Ok(composed) => return Ok(composed),
        Err(reason) => reason,
    };
    tracing::warn!(?reason, "a model's answer was left aside");
    match app.ports.composer.compose(brief).await {
        Ok(composed) => Ok(fallen_back(composed, reason)),
        Err(built_in) => Err(NotComposed {
            reason,
            clarifying_question: built_in.clarifying_question,
        }),
    }
}

/// Whoever reads the draft is told why it is not the model's.
fn fallen_back(composed: Composed, reason: ComposeFailure) -> Composed {
    let flag = format!("fallback.{}", crate::view::code(&reason)).parse();
    Composed {
        flags: composed.flags.into_iter().chain(flag).collect(),
        ..composed
    }
}

fn has_sources(brief: &Brief) -> bool {
    !brief.passages.is_empty() || !brief.wordings.is_empty()
}

async fn worded(app: &App, model: &dyn Model, brief: &Brief) -> Result<Composed, ComposeFailure> {
    let request = ModelRequest {
        instructions: question::INSTRUCTIONS,
        data: question::data(brief),
        max_answer_tokens: MAX_ANSWER_TOKENS,
        timeout: TIMEOUT,
    };
    let begun_at = app.clock.now();
    // The provider keeps the time as well; whether it does is not taken on trust.
    let said = tokio::select! {
        biased;
        said = model.ask(&request) => said.map_err(failure)?,
        () = app.clock.sleep(TIMEOUT) => return Err(ComposeFailure::ModelTimeout),
    };
    let read = answer::read(&said, brief)?;
    check::check(app, brief, &read)?;
    let took = app.clock.now().since(begun_at).as_micros() / 1_000;
    Ok(Composed {
        call: Some(record(&request, &said, took)),
        text: read.text,
        language: read.language,
        citations: read.citations,
        flags: Vec::new(),
        confidence: CONFIDENCE,
        model: said.model,
    })
}

/// The record of the call. Content: what was asked and what came back.
fn record(request: &ModelRequest, said: &ModelAnswer, took_ms: i64) -> serde_json::Value {
    let data: Vec<_> = request
        .data
        .iter()
        .map(|quoted| json!({"name": quoted.name, "text": quoted.text.as_data()}))
        .collect();
    json!({
        "template": question::TEMPLATE,
        "instructions": request.instructions,
        "data": data,
        "answer": said.text.as_data(),
        "took_ms": took_ms,
    })
}

const fn failure(failure: ModelFailure) -> ComposeFailure {
    match failure {
        ModelFailure::Timeout => ComposeFailure::ModelTimeout,
        ModelFailure::Unavailable => ComposeFailure::ModelUnavailable,
        ModelFailure::Budget => ComposeFailure::Budget,
    }
}
