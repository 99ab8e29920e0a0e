//! `PATCH /drafts/{id}`: a person changes the wording.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::call::Call;
use baton_app::draft::edit as edit_draft;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::drafted;
use crate::auth::{Allowed, DraftsEdit};
use crate::body::Body;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::draft::DraftDto;

/// Another wording.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditDraft {
    /// What it says now.
    text: String,
    /// The version that was changed; refused if there is a newer one.
    version: u32,
}

/// Changes the wording of a draft.
#[utoipa::path(patch, path = "/drafts/{id}", operation_id = "drafts.edit",
    request_body = EditDraft, params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = DraftDto), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn edit(
    State(state): State<HttpState>,
    allowed: Allowed<DraftsEdit>,
    Path(id): Path<String>,
    Body(body): Body<EditDraft>,
) -> Result<Json<DraftDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let caller = allowed.caller;
    let call = Call::by(caller.clone());
    let done = edit_draft(&state.app, call, id, body.text, body.version).await?;
    Ok(Json(drafted(&state, &caller, &done).await?.draft))
}
