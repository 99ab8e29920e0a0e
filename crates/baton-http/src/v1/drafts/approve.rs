//! `POST /drafts/{id}/approve`: it leaves like this, or goes to whoever has to decide.

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::draft::{Approval, approve as approve_draft};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{DraftAnswer, respond};
use super::then::{self, Then};
use crate::auth::{Allowed, DraftsApprove};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// An approval.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveDraft {
    /// The wording, if it is changed in the same step.
    text: Option<String>,
    /// The sequence the caller has seen of the case.
    seen_sequence: u64,
    /// What comes next once it is sent; it stays with us if absent.
    then: Option<Then>,
    /// How long it can be taken back, 0 to 30 seconds.
    hold_s: Option<u8>,
}

/// Approves a draft. Twice is the same approval.
#[utoipa::path(post, path = "/drafts/{id}/approve", operation_id = "drafts.approve",
    request_body = ApproveDraft, params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = DraftAnswer, description = "It is on its way"),
        (status = 202, body = DraftAnswer, description = "Somebody else has to decide"),
        (status = 400, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn approve(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsApprove>,
    Path(id): Path<String>,
    once: Once<ApproveDraft>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let approval = Approval {
        text: body.text,
        seen_sequence: body.seen_sequence,
        then: then::read(body.then)?,
        hold: then::hold(body.hold_s)?,
    };
    let done = approve_draft(&state.app, call, id, approval).await?;
    respond(&state, &caller, &done).await
}
