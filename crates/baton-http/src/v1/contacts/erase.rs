//! `POST /contacts/{id}/erase`: what was written by and about somebody goes, the proofs stay.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::call::Call;
use baton_app::erase;
use baton_domain::erasure::ErasureReason;
use serde::Deserialize;
use utoipa::ToSchema;

use super::standing::{StandingDto, render};
use crate::auth::{Allowed, ContactsDeclineErasure, ContactsErase, ContactsErasure};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseContact {
    /// `requested`, `consent_withdrawn`, `kept_by_mistake` or `legal_duty`: a reason in somebody's
    /// own words would be the next text to erase.
    reason: String,
}

/// Erases a contact's content; where two people decide, the first call asks and the second agrees.
#[utoipa::path(post, path = "/contacts/{id}/erase", operation_id = "contacts.erase",
    request_body = EraseContact, params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = StandingDto), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn erase(
    State(state): State<HttpState>,
    allowed: Allowed<ContactsErase>,
    Path(id): Path<String>,
    once: Once<EraseContact>,
) -> Result<Json<StandingDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    // The workspace's own rule is nobody's reason.
    let reason = ErasureReason::named(&body.reason)
        .filter(|reason| *reason != ErasureReason::Retention)
        .ok_or_else(|| Problem::invalid("/reason", "erasure.reason"))?;
    let standing = erase::erase(&state.app, call, id, reason).await?;
    Ok(Json(render(standing)))
}

/// Turns down an erasure that somebody asked for.
#[utoipa::path(post, path = "/contacts/{id}/decline-erasure",
    operation_id = "contacts.decline_erasure",
    params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = StandingDto), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn decline(
    State(state): State<HttpState>,
    allowed: Allowed<ContactsDeclineErasure>,
    Path(id): Path<String>,
) -> Result<Json<StandingDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let standing = erase::decline(&state.app, &Call::by(allowed.caller), id).await?;
    Ok(Json(render(standing)))
}

/// Where a contact stands: erased or not, held or not.
#[utoipa::path(get, path = "/contacts/{id}/erasure", operation_id = "contacts.erasure",
    params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = StandingDto), (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<ContactsErasure>,
    Path(id): Path<String>,
) -> Result<Json<StandingDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let standing = erase::read(&state.app, allowed.caller.workspace, id).await?;
    Ok(Json(render(standing)))
}
