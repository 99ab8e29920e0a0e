//! `POST /reviews/{id}/decide`: yes, no, or like this.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use baton_app::draft::Drafted;
use baton_app::review::{Decision, Ruling, decide as decide_review};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, ReviewsDecide};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once as marked;
use crate::v1::drafts::answer::{DraftAnswer, drafted};

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// Which.
    decision: Choice,
    /// In the decider's words.
    comment: Option<String>,
    /// What it should say; with `change` alone.
    text: Option<String>,
    /// The sequence the decider has seen of the case; not checked if absent.
    seen_sequence: Option<u64>,
}

/// Which decision.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It leaves exactly as it was submitted.
    Approve,
    /// It does not leave.
    Reject,
    /// It should say this; whoever asked accepts.
    Change,
}

/// Decides a review.
#[utoipa::path(post, path = "/reviews/{id}/decide", operation_id = "reviews.decide",
    request_body = Decide, params(("id" = String, Path, description = "The review")),
    responses((status = 200, body = DraftAnswer), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn decide(
    State(state): State<HttpState>,
    allowed: Allowed<ReviewsDecide>,
    Path(id): Path<String>,
    once: Once<Decide>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let ruling = match (body.decision, body.text) {
        (Choice::Approve, None) => Ruling::Approve,
        (Choice::Reject, None) => Ruling::Reject,
        (Choice::Change, Some(text)) => Ruling::Change(text),
        (Choice::Change, None) | (Choice::Approve | Choice::Reject, Some(_)) => {
            return Err(Problem::invalid("/text", "review.text"));
        }
    };
    let decision = Decision {
        ruling,
        comment: body.comment,
        seen_sequence: body.seen_sequence,
    };
    let decided = decide_review(&state.app, call, id, decision).await?;
    let done = Drafted {
        draft: decided.draft,
        change: decided.change,
    };
    let answer = drafted(&state, &caller, &done).await?;
    Ok(marked(done.change.is_replay, Json(answer).into_response()))
}
