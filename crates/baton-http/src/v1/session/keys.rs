//! `/session/keys`: personal keys, which act as the teammate who made them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::call::Call;
use baton_app::key;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, SessionKeys};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::keys::{KeyMade, KeyView, made, view};
use crate::v1::listing::{PageDto, Params};

/// A personal key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonalKey {
    /// What it is for.
    name: String,
}

/// Lists the caller's own keys.
#[utoipa::path(get, path = "/session/keys", operation_id = "session.keys",
    responses((status = 200, body = PageDto<KeyView>)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<SessionKeys>,
    mut params: Params,
) -> Result<Json<PageDto<KeyView>>, Problem> {
    let page = params.page()?;
    params.finish()?;
    let keys = key::list_own(&state.app, &allowed.caller).await?;
    Ok(Json(PageDto::whole(keys.into_iter().map(view), &page)))
}

/// Makes a personal key; its token is shown in this answer alone.
#[utoipa::path(post, path = "/session/keys", operation_id = "session.keys:create",
    request_body = NewPersonalKey, responses((status = 201, body = KeyMade),
        (status = 400, body = Problem)))]
pub async fn create(
    State(state): State<HttpState>,
    allowed: Allowed<SessionKeys>,
    once: Once<NewPersonalKey>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    Ok(made(key::make_personal(&state.app, call, body.name).await?))
}

/// Revokes one of the caller's own keys.
#[utoipa::path(delete, path = "/session/keys/{id}", operation_id = "session.keys:revoke",
    params(("id" = String, Path, description = "The key")),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn revoke(
    State(state): State<HttpState>,
    allowed: Allowed<SessionKeys>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    key::revoke(&state.app, &Call::by(allowed.caller), id, true).await?;
    Ok(StatusCode::NO_CONTENT)
}
