//! `POST /drafts/{id}/request-review`: somebody with more authority is to look at it.

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::draft::{NewReview, request_review as request};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{DraftAnswer, respond};
use super::then::{self, Then};
use crate::auth::{Allowed, DraftsRequestReview};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// What the caller asks.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestReview {
    /// In the caller's words.
    comment: Option<String>,
    /// What comes next once it is sent; it stays with us if absent.
    then: Option<Then>,
    /// How long it can be taken back once it is approved, 0 to 30 seconds.
    hold_s: Option<u8>,
}

/// Asks for a review of a draft.
#[utoipa::path(post, path = "/drafts/{id}/request-review", operation_id = "drafts.request_review",
    request_body = RequestReview, params(("id" = String, Path, description = "The draft")),
    responses((status = 202, body = DraftAnswer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn request_review(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsRequestReview>,
    Path(id): Path<String>,
    once: Once<RequestReview>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let new = NewReview {
        comment: body.comment,
        then: then::read(body.then)?,
        hold: then::hold(body.hold_s)?,
    };
    let done = request(&state.app, call, id, new).await?;
    respond(&state, &caller, &done).await
}
