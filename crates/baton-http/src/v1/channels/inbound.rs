//! `POST /channels/{id}/inbound`: the generic channel. 202 means durable.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use baton_app::intake;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, MessagesReceive};
use crate::body;
use crate::problem::Problem;
use crate::state::HttpState;

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
    request: Request,
) -> Result<(StatusCode, Json<Received>), Problem> {
    let channel = id.parse().map_err(|_| Problem::not_found())?;
    let raw = body::raw(request, &state).await?;
    let received =
        intake::receive(&state.app, allowed.caller.workspace, channel, raw.to_vec()).await?;
    Ok((StatusCode::ACCEPTED, Json(Received::from(received))))
}
