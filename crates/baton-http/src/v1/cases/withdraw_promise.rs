//! `POST /cases/{id}/withdraw-promise`: we take our word back.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use baton_app::case::decide::Ask;
use baton_app::case::verb::{Verb, verb};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{self, Changed};
use crate::auth::{Allowed, CasesWithdrawPromise};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// Which promise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawPromise {
    /// The promise.
    promise_id: String,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// Records that a promise no longer holds.
#[utoipa::path(post, path = "/cases/{id}/withdraw-promise", operation_id = "cases.withdraw_promise",
    request_body = WithdrawPromise, params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = Changed), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw_promise(
    State(state): State<HttpState>,
    allowed: Allowed<CasesWithdrawPromise>,
    Path(id): Path<String>,
    once: Once<WithdrawPromise>,
) -> Result<Response, Problem> {
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let promise = body.promise_id.parse();
    let promise = promise.map_err(|_| Problem::invalid("/promise_id", "id.malformed"))?;
    let ask = Ask {
        call,
        case,
        seen_sequence: body.seen_sequence,
    };
    let change = verb(&state.app, ask, Verb::WithdrawPromise(promise)).await?;
    let is_replay = change.is_replay;
    let answer = answer::changed(&state, &caller, change).await?;
    Ok(answer::once(is_replay, Json(answer).into_response()))
}
