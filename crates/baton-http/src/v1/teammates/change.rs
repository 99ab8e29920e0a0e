//! `PATCH /teammates/{id}`: another name, other roles, or gone.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::call::Call;
use baton_app::colleague;
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::{TeammateDetail, roles, view};
use crate::auth::{Allowed, TeammatesWrite};
use crate::body::Body;
use crate::problem::Problem;
use crate::state::HttpState;

/// What is to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeammatePatch {
    /// The name that colleagues see.
    name: Option<String>,
    /// Everything they may do from now on.
    roles: Option<Vec<String>>,
    /// Whether they may sign in here; their keys and sessions open nothing while not.
    is_active: Option<bool>,
}

/// Changes a teammate, from now on.
#[utoipa::path(patch, path = "/teammates/{id}", operation_id = "teammates.write",
    request_body = TeammatePatch, params(("id" = String, Path, description = "The membership")),
    responses((status = 200, body = TeammateDetail), (status = 400, body = Problem),
        (status = 404, body = Problem)))]
pub async fn change(
    State(state): State<HttpState>,
    allowed: Allowed<TeammatesWrite>,
    Path(id): Path<String>,
    Body(body): Body<TeammatePatch>,
) -> Result<Json<TeammateDetail>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let wanted = colleague::Change {
        name: body.name,
        roles: body.roles.as_deref().map(roles).transpose()?,
        is_active: body.is_active,
    };
    let stamp = Call::by(allowed.caller).stamp(&state.app);
    let changed = colleague::change(&state.app, stamp, id, wanted).await?;
    Ok(Json(view(changed)))
}
