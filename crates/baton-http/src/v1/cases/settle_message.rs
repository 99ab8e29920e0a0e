//! `POST /cases/{id}/settle-message`: a teammate found out whether a message left.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use baton_app::case::decide::Ask;
use baton_app::case::verb::{Verb, verb};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{self, Changed};
use crate::auth::{Allowed, CasesSettleMessage};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// What became of a message whose state is `unknown`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleMessage {
    /// The message.
    message_id: String,
    /// Whether it left; if not, it counts as failed and can be sent again.
    has_left: bool,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// Records what became of a message of which nobody knew. Nothing is sent by it.
#[utoipa::path(post, path = "/cases/{id}/settle-message", operation_id = "cases.settle_message",
    request_body = SettleMessage, params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = Changed), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn settle_message(
    State(state): State<HttpState>,
    allowed: Allowed<CasesSettleMessage>,
    Path(id): Path<String>,
    once: Once<SettleMessage>,
) -> Result<Response, Problem> {
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let message = body.message_id.parse();
    let message = message.map_err(|_| Problem::invalid("/message_id", "id.malformed"))?;
    let ask = Ask {
        call,
        case,
        seen_sequence: body.seen_sequence,
    };
    let settled = Verb::SettleMessage {
        message,
        has_left: body.has_left,
    };
    let change = verb(&state.app, ask, settled).await?;
    let is_replay = change.is_replay;
    let answer = answer::changed(&state, &caller, change).await?;
    Ok(answer::once(is_replay, Json(answer).into_response()))
}
