//! `GET /triage/intents`: what triage can name, in words for people.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use baton_app::learn;
use baton_app::ports::triage::{IntentKind, TriageContext};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, TriageRun};
use crate::problem::Problem;
use crate::state::HttpState;

/// Every intent triage can name.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntentsDto {
    /// In the order of the list it learnt from.
    items: Vec<IntentDto>,
    /// Always null: these are all.
    next: Option<String>,
}

/// One intent.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntentDto {
    /// Its stable name.
    name: String,
    /// The category it belongs to; null for thanks and greetings.
    category: Option<String>,
    /// What people call it, by language: `en`, `zh`. Empty for a workspace's own.
    titles: BTreeMap<String, String>,
}

/// Lists what triage can name.
#[utoipa::path(get, path = "/triage/intents", operation_id = "triage.run:intents",
    responses((status = 200, body = IntentsDto)))]
pub async fn intents(
    State(state): State<HttpState>,
    allowed: Allowed<TriageRun>,
) -> Result<Json<IntentsDto>, Problem> {
    let workspace = allowed.caller.workspace;
    let context = TriageContext::default();
    let (engine, _) = learn::prepare(&state.app, workspace, "", context).await?;
    let kinds = tokio::task::spawn_blocking(move || engine.intents()).await;
    Ok(Json(IntentsDto {
        items: kinds.unwrap_or_default().into_iter().map(render).collect(),
        next: None,
    }))
}

fn render(kind: IntentKind) -> IntentDto {
    IntentDto {
        name: kind.name,
        category: kind.category,
        titles: kind.titles.into_iter().collect(),
    }
}
