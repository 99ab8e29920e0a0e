//! `POST /channels/{id}/hook-secret`: a new secret for a channel's hooks.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::call::Call;
use baton_app::channel::renew_hook_secret;
use serde::Serialize;
use utoipa::ToSchema;

use super::connect::secret_text;
use crate::auth::{Allowed, ChannelsWrite};
use crate::problem::Problem;
use crate::state::HttpState;

/// A new secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct HookSecret {
    /// What the channel's program signs hooks with from now on; shown this once.
    hook_secret: String,
}

/// Makes a new secret; the one before ends at once.
#[utoipa::path(post, path = "/channels/{id}/hook-secret", operation_id = "channels.write:hook_secret",
    params(("id" = String, Path, description = "The channel")),
    responses((status = 200, body = HookSecret), (status = 400, body = Problem),
        (status = 404, body = Problem)))]
pub async fn renew(
    State(state): State<HttpState>,
    allowed: Allowed<ChannelsWrite>,
    Path(id): Path<String>,
) -> Result<Json<HookSecret>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let secret = renew_hook_secret(&state.app, &Call::by(allowed.caller), id).await?;
    Ok(Json(HookSecret {
        hook_secret: secret_text(&secret),
    }))
}
