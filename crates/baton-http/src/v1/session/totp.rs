//! `/session/totp`: an authenticator for one's own account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::session::second_factor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, SessionTotp};
use crate::idempotency::Once;
use crate::peer::Peer;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::{nothing, shown_once};

/// The caller's password, once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPassword {
    /// The password.
    password: String,
}

/// A secret for an authenticator, shown once: both are null when the same request is answered again.
#[derive(Serialize, ToSchema)]
pub struct EnrolmentView {
    /// To be typed, in base 32.
    secret: Option<String>,
    /// To be shown as a picture: an `otpauth://` address.
    uri: Option<String>,
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
    /// Each signs in once, in place of a code. Shown now and never again; null in a replay.
    recovery_codes: Option<Vec<String>>,
}

/// Makes a secret; sign-in asks for codes once a first one confirms it.
#[utoipa::path(post, path = "/session/totp", operation_id = "session.totp",
    request_body = OwnPassword, responses((status = 200, body = EnrolmentView),
        (status = 400, body = Problem), (status = 429, body = Problem)))]
pub async fn enrol(
    State(state): State<HttpState>,
    allowed: Allowed<SessionTotp>,
    peer: Peer,
    once: Once<OwnPassword>,
) -> Result<Response, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    let (body, call) = once.by(allowed.caller.clone());
    let made = second_factor::enrol(&state.app, &call, body.password).await?;
    guess.was_right();
    Ok(shown_once(made, |made| {
        let (secret, uri) = made.map(|made| (made.secret, made.uri)).unzip();
        EnrolmentView { secret, uri }
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
    once: Once<Code>,
) -> Result<Response, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    let (body, call) = once.by(allowed.caller.clone());
    let codes = second_factor::confirm(&state.app, &call, body.code.trim()).await?;
    guess.was_right();
    Ok(shown_once(codes, |recovery_codes| RecoveryCodes {
        recovery_codes,
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
    once: Once<OwnPassword>,
) -> Result<Response, Problem> {
    let guess = state.own_guess(&allowed.caller, peer)?;
    let (body, call) = once.by(allowed.caller.clone());
    let done = second_factor::disable(&state.app, &call, body.password).await?;
    guess.was_right();
    Ok(nothing(StatusCode::NO_CONTENT, done))
}
