//! `POST /contacts/{id}/hold` and `/release`: a legal hold keeps what somebody wants erased.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::call::Call;
use baton_app::erase::hold as holds;
use baton_domain::erasure::HoldReason;
use serde::Deserialize;
use utoipa::ToSchema;

use super::standing::{StandingDto, render};
use crate::auth::{Allowed, ContactsHold, ContactsRelease};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldContact {
    /// `dispute`, `authority`, `investigation` or `legal_duty`.
    reason: String,
}

/// Keeps everything about a contact, whoever asks for its erasure.
#[utoipa::path(post, path = "/contacts/{id}/hold", operation_id = "contacts.hold",
    request_body = HoldContact, params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = StandingDto), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn hold(
    State(state): State<HttpState>,
    allowed: Allowed<ContactsHold>,
    Path(id): Path<String>,
    once: Once<HoldContact>,
) -> Result<Json<StandingDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let reason = HoldReason::named(&body.reason)
        .ok_or_else(|| Problem::invalid("/reason", "hold.reason"))?;
    let standing = holds::set(&state.app, &call, id, reason).await?;
    Ok(Json(render(standing)))
}

/// Lifts a legal hold; an erasure that it stopped goes on.
#[utoipa::path(post, path = "/contacts/{id}/release", operation_id = "contacts.release",
    params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = StandingDto), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn release(
    State(state): State<HttpState>,
    allowed: Allowed<ContactsRelease>,
    Path(id): Path<String>,
) -> Result<Json<StandingDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let standing = holds::lift(&state.app, &Call::by(allowed.caller), id).await?;
    Ok(Json(render(standing)))
}
