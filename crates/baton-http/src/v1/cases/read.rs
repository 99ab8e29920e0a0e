//! `GET /cases/{id}`: one case.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use baton_app::{access, view};

use super::render::briefing::reader_language;
use super::render::{self, CaseDto};
use crate::auth::{Allowed, CasesRead};
use crate::problem::Problem;
use crate::state::HttpState;

/// Gives one case. For a teammate it is seen from then on. A briefing is in the first of the
/// languages that `Accept-Language` names and we have, else in the case's.
#[utoipa::path(get, path = "/cases/{id}", operation_id = "cases.read",
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = CaseDto), (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<CasesRead>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<CaseDto>, Problem> {
    let caller = allowed.caller;
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let view = view::case(&state.app, &caller, id).await?;
    access::note(&state.app, &caller, id);
    let (sequence, seen) = (view.case().sequence, view.record.seen);
    if let Some(teammate) = caller.teammate().filter(|_| seen < sequence) {
        let marked = state
            .app
            .db
            .write(move |tx| Box::pin(tx.mark_seen(caller.workspace, teammate, id, sequence)));
        // Not worth failing a read for: the case stays marked as new a little longer.
        if let Err(error) = marked.await {
            tracing::debug!(%error, "a case was not marked as seen");
        }
    }
    Ok(Json(render::case_in(&view, reader_language(&headers))))
}
