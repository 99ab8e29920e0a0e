//! `POST /session/password`: choosing another password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::session::change_password;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, SessionPassword};
use crate::idempotency::Once;
use crate::peer::Peer;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::nothing;

/// The present password and the next.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The present one.
    password: String,
    /// The next one: at least ten characters.
    new: String,
}

/// Changes the caller's own password and signs every other browser out.
#[utoipa::path(post, path = "/session/password", operation_id = "session.password",
    request_body = NewPassword, responses((status = 204), (status = 400, body = Problem),
        (status = 429, body = Problem)))]
pub async fn change(
    State(state): State<HttpState>,
    allowed: Allowed<SessionPassword>,
    peer: Peer,
    once: Once<NewPassword>,
) -> Result<Response, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    let (body, call) = once.by(allowed.caller.clone());
    let done = change_password(&state.app, &call, body.password, body.new).await?;
    guess.was_right();
    Ok(nothing(StatusCode::NO_CONTENT, done))
}
