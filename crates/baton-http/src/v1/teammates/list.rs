//! `GET /teammates`: everybody who works here.

use axum::Json;
use axum::extract::State;

use crate::auth::{Allowed, TeammatesList};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};
use crate::v1::session::TeammateView;

/// Lists the active teammates by name. A workspace has few enough for one page.
#[utoipa::path(get, path = "/teammates", operation_id = "teammates.list",
    params(("limit" = Option<u64>, Query, description = "Accepted; all are on one page")),
    responses((status = 200, body = PageDto<TeammateView>)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<TeammatesList>,
    mut params: Params,
) -> Result<Json<PageDto<TeammateView>>, Problem> {
    let page = params.page()?;
    params.finish()?;
    let workspace = allowed.caller.workspace;
    let found = state
        .app
        .db
        .read(move |reader| Box::pin(reader.teammates(workspace)))
        .await?;
    let items = found.into_iter().map(|teammate| TeammateView {
        id: teammate.id.to_string(),
        name: teammate.name,
        roles: teammate.roles.iter().map(|role| role.as_str()).collect(),
        availability: teammate.availability,
    });
    Ok(Json(PageDto::whole(items, &page)))
}
