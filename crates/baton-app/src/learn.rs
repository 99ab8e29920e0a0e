//! Learning from what teammates correct and confirm: at once for the very same text, and within a
//! minute as a model of the workspace's own.
//!
//! What was said of a text holds whatever a model says. A new model takes over only if it does not
//! do worse on what was held back; every one stays listed, and an earlier one can be used again.

mod memory;
mod model;
mod train;
pub mod versions;

use std::sync::Arc;

use baton_domain::id::WorkspaceId;
use baton_domain::time::{Span, Timestamp};
use baton_store::job::{NewJob, Queue};
use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::ports::triage::{Triage, TriageContext};
use crate::runner::kind;

pub(crate) use train::run;

/// Several lessons in a row make one model: the job waits so long for more.
const SOON: Span = Span::from_seconds(30);
/// Models follow one another no faster than this, however much is taught.
const BETWEEN: Span = Span::from_seconds(120);

/// What this node keeps in memory of what workspaces taught.
#[derive(Default)]
pub(crate) struct Remembered {
    memories: memory::Memories,
    models: model::Models,
}

/// The workspace's engine for a text, and the context with what was said of this text before.
///
/// # Errors
/// If what was taught cannot be read.
pub async fn prepare(
    app: &App,
    workspace: WorkspaceId,
    text: &str,
    mut context: TriageContext,
) -> Result<(Arc<dyn Triage>, TriageContext), StoreError> {
    context.taught = memory::recall(app, workspace, text).await?;
    let engine = model::current(app, workspace).await?;
    Ok((engine, context))
}

/// Plans to learn what was just taught.
pub(crate) async fn soon(
    tx: &mut Tx,
    workspace: WorkspaceId,
    at: Timestamp,
) -> Result<(), StoreError> {
    if tx.is_planned(workspace, Queue::Bulk, kind::LEARN).await? {
        return Ok(());
    }
    let newest = tx.models(workspace, 1).await?;
    let rested = newest.first().map(|model| model.created_at.plus(BETWEEN));
    let soon = at.plus(SOON);
    let job = NewJob {
        queue: Queue::Bulk,
        lane: Some("learn".to_owned()),
        kind: kind::LEARN,
        payload: "{}".to_owned(),
        run_at: rested.map_or(soon, |rested| rested.max(soon)),
    };
    tx.enqueue(workspace, at, job).await.map(drop)
}
