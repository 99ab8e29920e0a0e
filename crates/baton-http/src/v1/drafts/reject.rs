//! `POST /drafts/{id}/reject`: a person says no to the wording.

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::draft::reject as reject_draft;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{DraftAnswer, respond};
use crate::auth::{Allowed, DraftsReject};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectDraft {
    /// In the caller's words.
    reason: Option<String>,
}

/// Rejects a draft.
#[utoipa::path(post, path = "/drafts/{id}/reject", operation_id = "drafts.reject",
    request_body = RejectDraft, params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = DraftAnswer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn reject(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsReject>,
    Path(id): Path<String>,
    once: Once<RejectDraft>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let done = reject_draft(&state.app, call, id, body.reason).await?;
    respond(&state, &caller, &done).await
}
