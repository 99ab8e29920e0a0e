//! The models that learnt from this workspace's teammates: how each did, and which one is used.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::learn::versions;
use baton_store::model::Model;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{Allowed, ModelsList, ModelsUse};
use crate::body::Nothing;
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::nothing;

/// The word for the model every workspace begins with.
const STARTER: &str = "starter";

/// The routes of models.
#[must_use]
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(choose))
}

/// Models, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelsDto {
    /// At most fifty. None is used if the workspace uses the one it began with.
    items: Vec<ModelDto>,
    /// Always null: older ones are not listed.
    next: Option<String>,
}

/// A model.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelDto {
    /// Its place: rising by one.
    number: u64,
    /// A name for exactly its weights, as triage tells it.
    version: String,
    /// True if triage uses it.
    used: bool,
    /// True if it can be used again.
    kept: bool,
    /// How many texts of this workspace it learnt.
    lessons: u32,
    /// On how many texts that no model learnt it was tried.
    held_back: u32,
    /// The share of them the model before got right; null if none was held back.
    accuracy_before: Option<f64>,
    /// The share it got right; null if none was held back.
    accuracy: Option<f64>,
    /// When it was made.
    created_at: String,
}

/// Lists the models.
#[utoipa::path(get, path = "/models", operation_id = "models.list",
    responses((status = 200, body = ModelsDto)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<ModelsList>,
) -> Result<Json<ModelsDto>, Problem> {
    let models = versions::list(&state.app, &allowed.caller).await?;
    Ok(Json(ModelsDto {
        items: models.into_iter().map(render).collect(),
        next: None,
    }))
}

/// Uses a model from now on, on every node.
#[utoipa::path(post, path = "/models/{number}/use", operation_id = "models.use",
    params(("number" = String, Path, description = "Its number, or `starter`")),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn choose(
    State(state): State<HttpState>,
    allowed: Allowed<ModelsUse>,
    Path(number): Path<String>,
    once: Once<Nothing>,
) -> Result<Response, Problem> {
    let number = match number.as_str() {
        STARTER => None,
        number => Some(number.parse().map_err(|_| Problem::not_found())?),
    };
    let (Nothing {}, call) = once.by(allowed.caller);
    let done = versions::choose(&state.app, &call, number).await?;
    Ok(nothing(StatusCode::NO_CONTENT, done))
}

fn render(model: Model) -> ModelDto {
    let share =
        |right: u32| (model.held_back > 0).then(|| f64::from(right) / f64::from(model.held_back));
    ModelDto {
        number: model.number,
        used: model.is_used,
        kept: model.is_kept,
        lessons: model.lessons,
        held_back: model.held_back,
        accuracy_before: share(model.right_before),
        accuracy: share(model.right_after),
        created_at: model.created_at.to_string(),
        version: model.version,
    }
}
