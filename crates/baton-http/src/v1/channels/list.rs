//! `GET /channels`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{ChannelView, whole};
use crate::auth::{Allowed, ChannelsList};
use crate::problem::Problem;
use crate::state::HttpState;

/// Every channel of the workspace.
#[derive(Debug, Serialize, ToSchema)]
pub struct Channels {
    /// By name.
    items: Vec<ChannelView>,
    /// Always null: there are few.
    next: Option<String>,
}

/// Lists the channels.
#[utoipa::path(get, path = "/channels", operation_id = "channels.list",
    responses((status = 200, body = Channels)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<ChannelsList>,
) -> Result<Json<Channels>, Problem> {
    let channels = baton_app::channel::list(&state.app, allowed.caller.workspace).await?;
    let items = channels.into_iter().map(whole).collect::<Result<_, _>>()?;
    Ok(Json(Channels { items, next: None }))
}
