//! `GET /cases/{id}/events`: the case's stream as the log keeps it.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::view;

use super::render::{self, EventDto};
use crate::auth::{Allowed, CasesEvents};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};

/// Gives the events of a case, in order.
#[utoipa::path(get, path = "/cases/{id}/events", operation_id = "cases.events",
    params(("id" = String, Path, description = "The case"),
        ("after" = Option<u64>, Query, description = "Only events after this `stream_seq`")),
    responses((status = 200, body = PageDto<EventDto>), (status = 404, body = Problem)))]
pub async fn events(
    State(state): State<HttpState>,
    allowed: Allowed<CasesEvents>,
    Path(id): Path<String>,
    mut params: Params,
) -> Result<Json<PageDto<EventDto>>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let after = match params.one("after") {
        None => 0,
        Some(text) => text
            .parse()
            .map_err(|_| Problem::invalid("?after", "value.unknown"))?,
    };
    params.finish()?;
    let events = view::events(&state.app, &allowed.caller, id, after).await?;
    let items = events.iter().map(render::event).collect();
    Ok(Json(PageDto {
        items,
        next: None,
        total: None,
    }))
}
