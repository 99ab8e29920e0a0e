//! `POST /pause`: everything, a channel, an intent or a case.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::pause::pause as set_pause;
use baton_store::settings::PauseScope;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, PauseSet};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::nothing;

/// What to pause, or to let go on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// `all`, `channel`, `intent` or `case`.
    scope: String,
    /// Which channel, intent or case.
    id: Option<String>,
    /// Whether it is paused from now on.
    on: bool,
}

/// Pauses from the commit on, on every node.
#[utoipa::path(post, path = "/pause", operation_id = "pause.set", request_body = Pause,
    responses((status = 204), (status = 400, body = Problem)))]
pub async fn pause(
    State(state): State<HttpState>,
    allowed: Allowed<PauseSet>,
    once: Once<Pause>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    let id = body.id.unwrap_or_default();
    let malformed = || Problem::invalid("/id", "id.malformed");
    let scope = match body.scope.as_str() {
        "all" => PauseScope::All,
        "channel" => PauseScope::Channel(id.parse().map_err(|_| malformed())?),
        "case" => PauseScope::Case(id.parse().map_err(|_| malformed())?),
        "intent" if !id.is_empty() => PauseScope::Intent(id),
        "intent" => return Err(malformed()),
        _ => return Err(Problem::invalid("/scope", "value.unknown")),
    };
    let done = set_pause(&state.app, &call, scope, body.on).await?;
    Ok(nothing(StatusCode::NO_CONTENT, done))
}
