//! `GET /messages/{id}`: one message.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::view;

use super::render::{MessageDto, message};
use crate::auth::{Allowed, MessagesRead};
use crate::problem::Problem;
use crate::state::HttpState;

/// Gives one message; it is there as soon as its delivery was acknowledged.
#[utoipa::path(get, path = "/messages/{id}", operation_id = "messages.read",
    params(("id" = String, Path, description = "The message")),
    responses((status = 200, body = MessageDto), (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesRead>,
    Path(id): Path<String>,
) -> Result<Json<MessageDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let view = view::message(&state.app, &allowed.caller, id).await?;
    Ok(Json(message(&view)))
}
