//! `/keys`: the keys of programs, with scopes. None of them approves anything.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use baton_app::call::Call;
use baton_app::key::{self, Made};
use baton_policy::Scope;
use baton_store::key::Key;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, KeysCreate, KeysList, KeysRevoke};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};

/// A key. What opens with it is not kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyView {
    /// Its id.
    id: String,
    /// What it is for.
    name: String,
    /// The teammate it acts as; null for a program's key.
    teammate_id: Option<String>,
    /// What a program's key may do.
    scopes: Vec<String>,
    /// When it was made.
    created_at: String,
    /// Since when it opens nothing.
    revoked_at: Option<String>,
}

/// A key that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyMade {
    /// The key.
    #[serde(flatten)]
    key: KeyView,
    /// What opens with it, as a bearer token. Shown now and never again; null in a replay.
    token: Option<String>,
}

pub(crate) fn view(key: Key) -> KeyView {
    KeyView {
        id: key.id.to_string(),
        name: key.name,
        teammate_id: key.teammate.map(|id| id.to_string()),
        scopes: key.scopes,
        created_at: key.created_at.to_string(),
        revoked_at: key.revoked_at.map(|at| at.to_string()),
    }
}

/// The answer to making a key: nobody between may keep it.
pub(crate) fn made(made: Made) -> Response {
    let is_replay = made.token.is_none();
    let body = Json(KeyMade {
        key: view(made.key),
        token: made.token,
    });
    let mut response = (StatusCode::CREATED, body).into_response();
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("cache-control"),
        HeaderValue::from_static("no-store"),
    );
    if is_replay {
        headers.insert(
            HeaderName::from_static("idempotent-replayed"),
            HeaderValue::from_static("true"),
        );
    }
    response
}

/// A program's key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What it is for.
    name: String,
    /// What it may do, such as `cases:read`.
    scopes: Vec<String>,
}

/// Lists every key of the workspace, newest first; personal and revoked ones as well.
#[utoipa::path(get, path = "/keys", operation_id = "keys.list",
    params(("limit" = Option<u64>, Query, description = "Accepted; all are on one page")),
    responses((status = 200, body = PageDto<KeyView>)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<KeysList>,
    mut params: Params,
) -> Result<Json<PageDto<KeyView>>, Problem> {
    let page = params.page()?;
    params.finish()?;
    let keys = key::list(&state.app, &allowed.caller).await?;
    Ok(Json(PageDto::whole(keys.into_iter().map(view), &page)))
}

/// Makes a program's key; its token is shown in this answer alone.
#[utoipa::path(post, path = "/keys", operation_id = "keys.create", request_body = NewKey,
    responses((status = 201, body = KeyMade), (status = 400, body = Problem)))]
pub async fn create(
    State(state): State<HttpState>,
    allowed: Allowed<KeysCreate>,
    once: Once<NewKey>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    let unknown = |index| Problem::invalid(format!("/scopes/{index}"), "value.unknown");
    let scopes = body.scopes.iter().enumerate();
    let scopes = scopes
        .map(|(index, scope)| scope.parse::<Scope>().map_err(|_| unknown(index)))
        .collect::<Result<_, _>>()?;
    Ok(made(
        key::make_machine(&state.app, call, body.name, scopes).await?,
    ))
}

/// Revokes a key, from now on and for good.
#[utoipa::path(delete, path = "/keys/{id}", operation_id = "keys.revoke",
    params(("id" = String, Path, description = "The key")),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn revoke(
    State(state): State<HttpState>,
    allowed: Allowed<KeysRevoke>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    key::revoke(&state.app, &Call::by(allowed.caller), id, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
