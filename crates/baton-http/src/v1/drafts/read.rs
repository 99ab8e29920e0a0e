//! `GET /drafts/{id}`: one draft, and what it became.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::draft::case_of;
use baton_app::view;

use super::answer::{self, DraftAnswer};
use crate::auth::{Allowed, DraftsRead};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::draft::DraftDto;

/// Gives one draft.
#[utoipa::path(get, path = "/drafts/{id}", operation_id = "drafts.read",
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = DraftDto), (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsRead>,
    Path(id): Path<String>,
) -> Result<Json<DraftDto>, Problem> {
    let caller = allowed.caller;
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let case = case_of(&state.app, caller.workspace, id).await?;
    let view = view::case(&state.app, &caller, case).await?;
    let DraftAnswer { draft, .. } = answer::of(&state, &caller, &view, id).await?;
    Ok(Json(draft))
}
