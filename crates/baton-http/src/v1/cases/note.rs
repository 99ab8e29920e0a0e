//! `POST /cases/{id}/note`: the first verb, and the example for the others.

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::case::note::note as write_note;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{Changed, asked, respond};
use crate::auth::{Allowed, CasesNote};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// A note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it says.
    text: String,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// Writes a note that stays inside.
#[utoipa::path(post, path = "/cases/{id}/note", operation_id = "cases.note", request_body = Note,
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = Changed), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn note(
    State(state): State<HttpState>,
    allowed: Allowed<CasesNote>,
    Path(id): Path<String>,
    once: Once<Note>,
) -> Result<Response, Problem> {
    let (body, ask) = asked(once, allowed.caller, &id, |body| body.seen_sequence)?;
    let caller = ask.call.caller.clone();
    let change = write_note(&state.app, ask, body.text).await?;
    respond(&state, &caller, change).await
}
