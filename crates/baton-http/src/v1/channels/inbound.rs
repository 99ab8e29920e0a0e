//! `POST /channels/{id}/inbound`: the generic channel. 202 means durable.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::intake;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, MessagesReceive};
use crate::idempotency::OnceRaw;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once as marked;

/// A message was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Received {
    /// The message, to be read at once.
    message_id: String,
    /// Whether the same one was taken in before; the first one counts.
    duplicate: bool,
}

impl From<intake::Received> for Received {
    fn from(received: intake::Received) -> Self {
        Self {
            message_id: received.message.to_string(),
            duplicate: received.is_duplicate,
        }
    }
}

/// Takes a message in. The same `external_id` is the same message.
#[utoipa::path(post, path = "/channels/{id}/inbound", operation_id = "messages.receive",
    params(("id" = String, Path, description = "The channel")), request_body = Object,
    responses((status = 202, body = Received), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem)))]
pub async fn inbound(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesReceive>,
    Path(id): Path<String>,
    once: OnceRaw,
) -> Result<Response, Problem> {
    let channel = id.parse().map_err(|_| Problem::not_found())?;
    let (raw, call) = once.by(allowed.caller);
    // The `external_id` already makes it one message; the key is only held to its request.
    let is_replay = call.is_replay(&state.app).await?;
    let workspace = call.caller.workspace;
    let received = intake::receive(&state.app, workspace, channel, raw.to_vec()).await?;
    if !is_replay {
        let message = received.message.to_string();
        call.remember(&state.app, &message).await?;
    }
    let answer = (StatusCode::ACCEPTED, Json(Received::from(received)));
    Ok(marked(is_replay, answer.into_response()))
}
