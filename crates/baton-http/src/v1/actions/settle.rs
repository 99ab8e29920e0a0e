//! `POST /actions/{id}/settle`: a person found out what became of an action nobody knew about.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::act::{Settlement, settle as settle_action};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::respond;
use crate::auth::{ActionsSettle, Allowed};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::action::ActionDto;

/// What the caller found out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleAction {
    /// Whether it was done.
    has_happened: bool,
    /// What that rests on, in the caller's words.
    finding: Option<String>,
}

/// Settles an action whose outcome is unknown. The back office is never asked again for it.
#[utoipa::path(post, path = "/actions/{id}/settle", operation_id = "actions.settle",
    request_body = SettleAction, params(("id" = String, Path, description = "The action")),
    responses((status = 200, body = ActionDto), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn settle(
    State(state): State<HttpState>,
    allowed: Allowed<ActionsSettle>,
    Path(id): Path<String>,
    once: Once<SettleAction>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let settlement = Settlement {
        has_happened: body.has_happened,
        finding: body.finding,
    };
    let done = settle_action(&state.app, call, id, settlement).await?;
    respond(&state, &caller, &done, StatusCode::OK).await
}
