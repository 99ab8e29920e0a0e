//! `/log`: how far the workspace's log got, who witnessed it, and checking it from end to end.

use axum::Json;
use axum::extract::State;
use baton_app::log;
use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::note::Note;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, LogRead, LogVerify};
use crate::problem::Problem;
use crate::state::HttpState;

/// How a log stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogDto {
    /// Its name, which every checkpoint begins with.
    origin: String,
    /// What verifies its checkpoints: pin it with `log <key>` in a policy file.
    key: String,
    /// How many events the latest checkpoint covers.
    size: u64,
    /// The root over them, in base 64; null before the first event.
    root: Option<String>,
    /// When it was signed; null before the first event.
    signed_at: Option<String>,
    /// The witnesses that are named.
    witnesses: Vec<LogWitnessDto>,
}

/// A witness of a log.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogWitnessDto {
    /// The name of its key.
    name: String,
    /// What verifies its cosignatures: pin it with `witness <name> <key>`.
    key: String,
    /// How many events the last checkpoint covers that it cosigned.
    size: u64,
    /// What is wrong; null if nothing is. `witness.rolled_back`: it had cosigned more events than
    /// this log has; `witness.inconsistent`: it had cosigned another history.
    trouble: Option<String>,
    /// When it last answered, or failed to; null if it was not asked yet.
    asked_at: Option<String>,
}

/// What checking the whole log found.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogCheckDto {
    /// Events whose hashes were computed again.
    events: u64,
    /// Checkpoints whose roots were computed again.
    checkpoints: u64,
    /// What is wrong, a sentence each; empty if nothing is.
    faults: Vec<String>,
}

/// How the log stands.
#[utoipa::path(get, path = "/log", operation_id = "log.read",
    responses((status = 200, body = LogDto)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<LogRead>,
) -> Result<Json<LogDto>, Problem> {
    let standing = log::standing(&state.app, allowed.caller.workspace).await?;
    let latest = standing.latest.as_ref();
    let root = latest.and_then(|latest| {
        let note = Note::parse(&latest.note).ok()?;
        Some(Checkpoint::parse(&note.text).ok()?.root.to_base64())
    });
    Ok(Json(LogDto {
        origin: standing.key.name().to_owned(),
        key: standing.key.to_string(),
        size: latest.map_or(0, |latest| latest.size),
        root,
        signed_at: latest.map(|latest| latest.at.to_string()),
        witnesses: standing.witnesses.into_iter().map(witness).collect(),
    }))
}

fn witness(witness: log::Witness) -> LogWitnessDto {
    let state = witness.state.as_ref();
    LogWitnessDto {
        name: witness.key.name().to_owned(),
        key: witness.key.to_string(),
        size: state.map_or(0, |state| state.size),
        trouble: state.and_then(|state| state.trouble.clone()),
        asked_at: state.map(|state| state.at.to_string()),
    }
}

/// Computes the whole log again from its events and compares. Takes about a second for 100,000.
#[utoipa::path(post, path = "/log/verify", operation_id = "log.verify",
    responses((status = 200, body = LogCheckDto)))]
pub async fn verify(
    State(state): State<HttpState>,
    allowed: Allowed<LogVerify>,
) -> Result<Json<LogCheckDto>, Problem> {
    let (report, faults) = log::verify(&state.app, allowed.caller.workspace).await?;
    Ok(Json(LogCheckDto {
        events: report.leaves,
        checkpoints: report.checkpoints,
        faults,
    }))
}
