//! `POST /channels/{id}/hook-secret`: a new secret for a channel's hooks.

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::channel::renew_hook_secret;
use serde::Serialize;
use utoipa::ToSchema;

use super::connect::secret_text;
use crate::auth::{Allowed, ChannelsWrite};
use crate::body::Nothing;
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::shown_once;

/// A new secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct HookSecret {
    /// What the channel's program signs hooks with from now on; shown this once, null in a
    /// replay.
    hook_secret: Option<String>,
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
    once: Once<Nothing>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (Nothing {}, call) = once.by(allowed.caller);
    let secret = renew_hook_secret(&state.app, &call, id).await?;
    Ok(shown_once(secret, |secret| HookSecret {
        hook_secret: secret.map(|secret| secret_text(&secret)),
    }))
}
