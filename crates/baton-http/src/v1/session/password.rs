//! `POST /session/password`: choosing another password.

use axum::extract::State;
use axum::http::StatusCode;
use baton_app::session::change_password;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, SessionPassword};
use crate::body::Body;
use crate::peer::Peer;
use crate::problem::Problem;
use crate::state::HttpState;

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
    Body(body): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    change_password(&state.app, &allowed.caller, body.password, body.new).await?;
    guess.was_right();
    Ok(StatusCode::NO_CONTENT)
}
