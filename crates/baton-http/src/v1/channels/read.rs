//! `GET /channels/{id}`.

use axum::Json;
use axum::extract::{Path, State};

use super::view::{ChannelView, whole};
use crate::auth::{Allowed, ChannelsRead};
use crate::problem::Problem;
use crate::state::HttpState;

/// Gives one channel and how it does.
#[utoipa::path(get, path = "/channels/{id}", operation_id = "channels.read",
    params(("id" = String, Path, description = "The channel")),
    responses((status = 200, body = ChannelView), (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<ChannelsRead>,
    Path(id): Path<String>,
) -> Result<Json<ChannelView>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let view = baton_app::channel::read(&state.app, allowed.caller.workspace, id).await?;
    Ok(Json(whole(view)?))
}
