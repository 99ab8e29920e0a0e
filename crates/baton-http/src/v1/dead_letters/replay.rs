//! `POST /dead-letters/{id}/replay`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::intake::replay as replay_message;

use crate::auth::{Allowed, DeadLettersReplay};
use crate::body::Nothing;
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::nothing;

/// Tries again to understand a message that could not be read.
#[utoipa::path(post, path = "/dead-letters/{id}/replay", operation_id = "dead_letters.replay",
    params(("id" = String, Path, description = "The message")),
    responses((status = 202), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn replay(
    State(state): State<HttpState>,
    allowed: Allowed<DeadLettersReplay>,
    Path(id): Path<String>,
    once: Once<Nothing>,
) -> Result<Response, Problem> {
    let message = id.parse().map_err(|_| Problem::not_found())?;
    let (Nothing {}, call) = once.by(allowed.caller);
    let done = replay_message(&state.app, &call, message).await?;
    Ok(nothing(StatusCode::ACCEPTED, done))
}
