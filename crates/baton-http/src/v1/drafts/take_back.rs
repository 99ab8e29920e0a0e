//! `POST /drafts/{id}/take-back`: what was approved a moment ago does not leave after all.

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::draft::take_back as take_draft_back;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{DraftAnswer, respond};
use crate::auth::{Allowed, DraftsTakeBack};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// Nothing more to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {}

/// Takes an approval back before the message leaves.
#[utoipa::path(post, path = "/drafts/{id}/take-back", operation_id = "drafts.take_back",
    request_body = TakeBack, params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = DraftAnswer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn take_back(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsTakeBack>,
    Path(id): Path<String>,
    once: Once<TakeBack>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (_, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let done = take_draft_back(&state.app, call, id).await?;
    respond(&state, &caller, &done).await
}
