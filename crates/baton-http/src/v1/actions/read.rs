//! `GET /actions/{id}`: one action.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::{access, act, view};

use crate::auth::{ActionsRead, Allowed};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::action::{self, ActionDto};

/// Gives one action.
#[utoipa::path(get, path = "/actions/{id}", operation_id = "actions.read",
    params(("id" = String, Path, description = "The action")),
    responses((status = 200, body = ActionDto), (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<ActionsRead>,
    Path(id): Path<String>,
) -> Result<Json<ActionDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let caller = allowed.caller;
    let case = act::case_of(&state.app, caller.workspace, id).await?;
    let view = view::case(&state.app, &caller, case).await?;
    access::note(&state.app, &caller, case);
    action::of(&view, id)
        .map(Json)
        .ok_or_else(Problem::not_found)
}
