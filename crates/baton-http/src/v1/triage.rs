//! `POST /triage`: what the engine makes of a text, with what the workspace taught it. Stored
//! nowhere.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::intake::preview;
use baton_app::ports::triage::TriageContext;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::auth::{Allowed, TriageRun};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once as marked;

pub mod intents;

/// A text, and what is known besides it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageRequest {
    /// What was written.
    text: String,
    /// What is known about who wrote it.
    #[serde(default)]
    context: TriageKnown,
}

/// What is known about who wrote a text.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageKnown {
    /// For how many days they have been a customer.
    tenure_days: Option<u32>,
    /// Their plan or tier.
    tier: Option<String>,
    /// Whether a promise to them is broken and still open.
    #[serde(default)]
    open_broken_promise: bool,
    /// What they wrote before, oldest first.
    #[serde(default)]
    previous: Vec<String>,
}

/// Classifies a text.
#[utoipa::path(post, path = "/triage", operation_id = "triage.run", request_body = TriageRequest,
    responses((status = 200, body = Object), (status = 400, body = Problem)))]
pub async fn triage(
    State(state): State<HttpState>,
    allowed: Allowed<TriageRun>,
    once: Once<TriageRequest>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    let context = TriageContext {
        tenure_days: body.context.tenure_days,
        tier: body.context.tier,
        has_broken_promise: body.context.open_broken_promise,
        previous: body.context.previous,
        taught: None,
    };
    let workspace = call.caller.workspace;
    let judged = preview(&state.app, workspace, body.text, context).await?;
    let (mut detail, reasons) = judged.ok_or_else(|| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "triage.unavailable",
            "The triage engine does not answer",
        )
    })?;
    if let Some(fields) = detail.as_object_mut() {
        let empathy = json!({"inside": !reasons.is_empty(), "reasons": reasons});
        fields.insert("empathy".to_owned(), empathy);
    }
    // The same text is the same answer, and nothing of it is kept: only the key is.
    let is_replay = call.remember(&state.app, "triage").await?;
    Ok(marked(is_replay, Json(detail).into_response()))
}
