//! `POST /dead-letters/{id}/replay`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use baton_app::call::Call;
use baton_app::intake::replay as replay_message;

use crate::auth::{Allowed, DeadLettersReplay};
use crate::problem::Problem;
use crate::state::HttpState;

/// Tries again to understand a message that could not be read.
#[utoipa::path(post, path = "/dead-letters/{id}/replay", operation_id = "dead_letters.replay",
    params(("id" = String, Path, description = "The message")),
    responses((status = 202), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn replay(
    State(state): State<HttpState>,
    allowed: Allowed<DeadLettersReplay>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let message = id.parse().map_err(|_| Problem::not_found())?;
    replay_message(&state.app, &Call::by(allowed.caller), message).await?;
    Ok(StatusCode::ACCEPTED)
}
