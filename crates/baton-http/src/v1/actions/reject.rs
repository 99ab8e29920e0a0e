//! `POST /actions/{id}/reject`: a person says no, also to their own.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::act::reject as reject_action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::respond;
use crate::auth::{ActionsReject, Allowed};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::action::ActionDto;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectAction {
    /// In the caller's words.
    reason: Option<String>,
}

/// Rejects an action that has not begun.
#[utoipa::path(post, path = "/actions/{id}/reject", operation_id = "actions.reject",
    request_body = RejectAction, params(("id" = String, Path, description = "The action")),
    responses((status = 200, body = ActionDto), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn reject(
    State(state): State<HttpState>,
    allowed: Allowed<ActionsReject>,
    Path(id): Path<String>,
    once: Once<RejectAction>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let done = reject_action(&state.app, call, id, body.reason).await?;
    respond(&state, &caller, &done, StatusCode::OK).await
}
