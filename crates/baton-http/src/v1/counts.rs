//! `GET /counts`: the numbers beside the lists.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, CasesCount};
use crate::problem::Problem;
use crate::state::HttpState;

/// How much there is to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountsDto {
    /// Open cases in which we have to move.
    pub our_turn: u64,
    /// Reviews that wait for a decision.
    pub review: u64,
    /// Messages that could not be read.
    pub could_not_be_read: u64,
    /// Open cases by who has to move next.
    pub by_next_mover: BTreeMap<String, u64>,
}

/// Counts what there is to do.
#[utoipa::path(get, path = "/counts", operation_id = "cases.count",
    responses((status = 200, body = CountsDto)))]
pub async fn counts(
    State(state): State<HttpState>,
    allowed: Allowed<CasesCount>,
) -> Result<Json<CountsDto>, Problem> {
    let workspace = allowed.caller.workspace;
    let found = state
        .app
        .db
        .read(move |reader| Box::pin(reader.counts(workspace)))
        .await?;
    let by_next_mover: BTreeMap<_, _> = found.by_next_mover.into_iter().collect();
    Ok(Json(CountsDto {
        our_turn: by_next_mover.get("us").copied().unwrap_or_default(),
        review: found.reviews,
        could_not_be_read: found.dead,
        by_next_mover,
    }))
}
