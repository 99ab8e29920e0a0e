//! `POST /cases/{id}/drafts`: wording of one's own, or a request that AI word something.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::draft::{NewDraft, Words, create as create_draft};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::drafted;
use crate::auth::{Allowed, DraftsCreate};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once as marked;
use crate::v1::cases::render::draft::DraftDto;

/// A new draft: either `text`, or `ai`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDraft {
    /// What it says.
    text: Option<String>,
    /// Whether AI is to word it.
    #[serde(default)]
    ai: bool,
    /// On which conversation; the one on which they wait if absent.
    conversation_id: Option<String>,
    /// The participant it goes to; whoever has waited longest if absent.
    to: Option<String>,
    /// The sequence its author has seen; all of the case if absent.
    seen_sequence: Option<u64>,
}

/// Words a draft, or has AI word one.
#[utoipa::path(post, path = "/cases/{id}/drafts", operation_id = "drafts.create",
    request_body = CreateDraft, params(("id" = String, Path, description = "The case")),
    responses((status = 201, body = DraftDto),
        (status = 202, body = DraftDto, description = "AI is at work on it"),
        (status = 400, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn create(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsCreate>,
    Path(id): Path<String>,
    once: Once<CreateDraft>,
) -> Result<Response, Problem> {
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let (words, status) = match (body.text, body.ai) {
        (Some(text), false) => (Words::Own(text), StatusCode::CREATED),
        (None, true) => (Words::Ai, StatusCode::ACCEPTED),
        (Some(_), true) | (None, false) => {
            return Err(Problem::invalid("/text", "draft.text_or_ai"));
        }
    };
    let malformed = |pointer: &str| Problem::invalid(pointer, "id.malformed");
    let conversation = body.conversation_id.map(|id| id.parse());
    let to = body.to.map(|id| id.parse());
    let new = NewDraft {
        words,
        conversation: conversation
            .transpose()
            .map_err(|_| malformed("/conversation_id"))?,
        to: to.transpose().map_err(|_| malformed("/to"))?,
        seen_sequence: body.seen_sequence,
    };
    let done = create_draft(&state.app, call, case, new).await?;
    let answer = drafted(&state, &caller, &done).await?;
    Ok(marked(
        done.change.is_replay,
        (status, Json(answer.draft)).into_response(),
    ))
}
