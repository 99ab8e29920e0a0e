//! `POST /actions/{id}/approve`: exactly what was proposed may be done.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::act::{ActionApproval, approve as approve_action};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::respond;
use crate::auth::{ActionsApprove, Allowed};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::action::ActionDto;

/// An approval.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveAction {
    /// The `parameters_hash` of what the caller has seen.
    parameters_hash: String,
    /// The sequence the caller has seen of the case; refused if somebody outside wrote since.
    seen_sequence: Option<u64>,
    /// What the approver says, for the record.
    comment: Option<String>,
}

/// Approves an action, and the message that tells of it. Twice is the same approval.
#[utoipa::path(post, path = "/actions/{id}/approve", operation_id = "actions.approve",
    request_body = ApproveAction, params(("id" = String, Path, description = "The action")),
    responses((status = 200, body = ActionDto), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn approve(
    State(state): State<HttpState>,
    allowed: Allowed<ActionsApprove>,
    Path(id): Path<String>,
    once: Once<ApproveAction>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let hash = body.parameters_hash.parse();
    let approval = ActionApproval {
        parameters_hash: hash
            .map(Some)
            .map_err(|_| Problem::invalid("/parameters_hash", "action.hash_malformed"))?,
        seen_sequence: body.seen_sequence,
        comment: body.comment,
    };
    let done = approve_action(&state.app, call, id, approval).await?;
    respond(&state, &caller, &done, StatusCode::OK).await
}
