//! `/session/totp`: an authenticator for one's own account.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use baton_app::session::second_factor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, SessionTotp};
use crate::body::Body;
use crate::peer::Peer;
use crate::problem::Problem;
use crate::state::HttpState;

/// The caller's password, once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPassword {
    /// The password.
    password: String,
}

/// A secret for an authenticator, shown once.
#[derive(Serialize, ToSchema)]
pub struct EnrolmentView {
    /// To be typed, in base 32.
    secret: String,
    /// To be shown as a picture: an `otpauth://` address.
    uri: String,
}

/// A code of the authenticator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Six digits.
    code: String,
}

/// Codes for the day the authenticator is lost.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each signs in once, in place of a code. Shown now and never again.
    recovery_codes: Vec<String>,
}

/// Makes a secret; sign-in asks for codes once a first one confirms it.
#[utoipa::path(post, path = "/session/totp", operation_id = "session.totp",
    request_body = OwnPassword, responses((status = 200, body = EnrolmentView),
        (status = 400, body = Problem), (status = 429, body = Problem)))]
pub async fn enrol(
    State(state): State<HttpState>,
    allowed: Allowed<SessionTotp>,
    peer: Peer,
    Body(body): Body<OwnPassword>,
) -> Result<Json<EnrolmentView>, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    let made = second_factor::enrol(&state.app, &allowed.caller, body.password).await?;
    guess.was_right();
    Ok(Json(EnrolmentView {
        secret: made.secret,
        uri: made.uri,
    }))
}

/// Confirms the secret by its first code.
#[utoipa::path(post, path = "/session/totp/confirm", operation_id = "session.totp:confirm",
    request_body = Code, responses((status = 200, body = RecoveryCodes),
        (status = 400, body = Problem), (status = 429, body = Problem)))]
pub async fn confirm(
    State(state): State<HttpState>,
    allowed: Allowed<SessionTotp>,
    peer: Peer,
    Body(body): Body<Code>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    let codes = second_factor::confirm(&state.app, &allowed.caller, body.code.trim()).await?;
    guess.was_right();
    Ok(Json(RecoveryCodes {
        recovery_codes: codes,
    }))
}

/// Asks for no codes any more.
#[utoipa::path(post, path = "/session/totp/disable", operation_id = "session.totp:disable",
    request_body = OwnPassword, responses((status = 204), (status = 400, body = Problem),
        (status = 429, body = Problem)))]
pub async fn disable(
    State(state): State<HttpState>,
    allowed: Allowed<SessionTotp>,
    peer: Peer,
    Body(body): Body<OwnPassword>,
) -> Result<StatusCode, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    second_factor::disable(&state.app, &allowed.caller, body.password).await?;
    guess.was_right();
    Ok(StatusCode::NO_CONTENT)
}
