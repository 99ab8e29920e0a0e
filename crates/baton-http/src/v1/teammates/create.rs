//! `POST /teammates`: somebody is to work here.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use baton_app::colleague::{Asked, invite};
use baton_app::found::NewColleague;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::detail::{TeammateDetail, roles, view};
use crate::auth::{Allowed, TeammatesCreate};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// Somebody who is to work here.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeammate {
    /// The address they sign in with.
    email: String,
    /// The name that colleagues see.
    name: String,
    /// What they may do.
    roles: Vec<String>,
}

/// Somebody works here now.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeammateCreated {
    /// The membership.
    #[serde(flatten)]
    teammate: TeammateDetail,
    /// Where they choose their password, once and within a week; to be handed to them. Null for
    /// somebody who has one already, and in a replay.
    setup_url: Option<String>,
}

/// Adds a teammate.
#[utoipa::path(post, path = "/teammates", operation_id = "teammates.create",
    request_body = NewTeammate, responses((status = 201, body = TeammateCreated),
        (status = 400, body = Problem)))]
pub async fn create(
    State(state): State<HttpState>,
    allowed: Allowed<TeammatesCreate>,
    headers: HeaderMap,
    once: Once<NewTeammate>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    let new = NewColleague {
        name: body.name,
        roles: roles(&body.roles)?,
        email: body.email,
    };
    let invited = invite(&state.app, Asked::by(&state.app, &call), new).await?;
    let body = Json(TeammateCreated {
        teammate: view(invited.membership),
        setup_url: invited
            .link
            .map(|link| crate::setup::address(&headers, &link)),
    });
    let mut response = (StatusCode::CREATED, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if invited.is_replay {
        headers.insert(
            HeaderName::from_static("idempotent-replayed"),
            HeaderValue::from_static("true"),
        );
    }
    Ok(response)
}
