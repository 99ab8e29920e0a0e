//! `GET /cases/{id}/timeline`: the business conversation.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::{access, view};

use super::render::timeline::{TimelineItemDto, item};
use crate::auth::{Allowed, CasesTimeline};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::PageDto;

/// Gives everything that happened in a case, in one order, whichever channel it came through.
#[utoipa::path(get, path = "/cases/{id}/timeline", operation_id = "cases.timeline",
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = PageDto<TimelineItemDto>), (status = 404, body = Problem)))]
pub async fn timeline(
    State(state): State<HttpState>,
    allowed: Allowed<CasesTimeline>,
    Path(id): Path<String>,
) -> Result<Json<PageDto<TimelineItemDto>>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let timeline = view::timeline(&state.app, &allowed.caller, id).await?;
    access::note(&state.app, &allowed.caller, id);
    let items = timeline
        .items
        .iter()
        .map(|one| item(one, &timeline.names))
        .collect();
    Ok(Json(PageDto {
        items,
        next: None,
        total: None,
    }))
}
