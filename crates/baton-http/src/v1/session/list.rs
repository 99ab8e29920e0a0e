//! `/sessions`: the browsers in which a person is signed in.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use baton_app::session::{OwnSession, end_session, sessions};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, SessionsEnd, SessionsList};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};

/// A browser in which the caller is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSessionView {
    /// The session.
    id: String,
    /// Whether it is the one that asks.
    is_current: bool,
    /// When they signed in.
    created_at: String,
    /// When it ends.
    expires_at: String,
}

fn view(own: OwnSession) -> OwnSessionView {
    OwnSessionView {
        id: own.session.id.to_string(),
        is_current: own.is_current,
        created_at: own.session.created_at.to_string(),
        expires_at: own.session.expires_at.to_string(),
    }
}

/// Lists the caller's own sessions, latest first.
#[utoipa::path(get, path = "/sessions", operation_id = "sessions.list",
    responses((status = 200, body = PageDto<OwnSessionView>), (status = 400, body = Problem)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<SessionsList>,
    mut params: Params,
) -> Result<Json<PageDto<OwnSessionView>>, Problem> {
    let page = params.page()?;
    params.finish()?;
    let own = sessions(&state.app, &allowed.caller).await?;
    Ok(Json(PageDto::whole(own.into_iter().map(view), &page)))
}

/// Signs one of the caller's own browsers out.
#[utoipa::path(delete, path = "/sessions/{id}", operation_id = "sessions.end",
    params(("id" = String, Path, description = "The session")),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn end(
    State(state): State<HttpState>,
    allowed: Allowed<SessionsEnd>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    end_session(&state.app, &allowed.caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
