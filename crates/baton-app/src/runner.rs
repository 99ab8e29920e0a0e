//! Runs jobs: each queue with workers of its own, so that one cannot hold another up.
//!
//! What a job does and its completion are one write unit of the use case; the runner only claims,
//! keeps the claim alive, and records failures.

mod dispatch;
pub(crate) mod kind;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use baton_domain::id::WorkspaceId;
use baton_domain::time::Span;
use baton_store::dialect::Dialect;
use baton_store::job::{self, Claim, Failed, Queue};
use baton_store::{Retry, StoreError, UnitError as _};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::error::AppError;

/// How often a claim is renewed while its job runs.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// How often a queue is looked at without being told.
const POLL: Duration = Duration::from_secs(1);
/// How often jobs of silent workers are given back.
const REAP_EVERY: Duration = Duration::from_secs(2);

/// Workers of a queue on one node. Intake and triage are short and wait for the database most of
/// the time: on `SQLite` many of them share a commit, on `PostgreSQL` each needs a connection.
const fn workers(queue: Queue, dialect: Dialect) -> usize {
    match (queue, dialect) {
        (Queue::Intake | Queue::Triage, Dialect::Sqlite) => 32,
        (Queue::Intake, Dialect::Postgres) => 8,
        (Queue::Send, _) | (Queue::Triage, Dialect::Postgres) => 4,
        (Queue::Timer | Queue::Draft, _) => 2,
        (Queue::Bulk, _) => 1,
    }
}

/// Free workers from which on a queue looks for jobs: a claim costs about the same for one job as
/// for many. Where a job can take long, every free worker counts.
const fn worth_claiming(queue: Queue, dialect: Dialect) -> usize {
    match queue {
        Queue::Intake | Queue::Triage => workers(queue, dialect) / 2,
        Queue::Send | Queue::Timer | Queue::Draft | Queue::Bulk => 1,
    }
}

/// Resolves when the process is asked to stop.
pub type Stop = watch::Receiver<bool>;

/// Waits until a stop is asked for.
pub async fn stopped(stop: &mut Stop) {
    // An error means that whoever could ask is gone, which is a stop as well.
    drop(stop.wait_for(|is_stopping| *is_stopping).await);
}

/// Runs all queues until stopped; running jobs are finished or given back.
pub async fn run(app: Arc<App>, stop: Stop) {
    let mut queues = JoinSet::new();
    for queue in Queue::ALL {
        queues.spawn(serve(Arc::clone(&app), queue, stop.clone()));
    }
    queues.spawn(reap(Arc::clone(&app), stop));
    while queues.join_next().await.is_some() {}
    if let Err(error) = job::give_back(&app.db, &app.node).await {
        tracing::warn!(%error, "jobs were not given back; others take them over in 5 s");
    }
}

async fn reap(app: Arc<App>, mut stop: Stop) {
    let mut ticks = tokio::time::interval(REAP_EVERY);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = stopped(&mut stop) => return,
        }
        match job::reap(&app.db, app.clock.now()).await {
            Ok(0) => {}
            Ok(count) => tracing::warn!(count, "took jobs over from silent workers"),
            Err(error) => tracing::warn!(%error, "could not look for silent workers"),
        }
    }
}

async fn serve(app: Arc<App>, queue: Queue, mut stop: Stop) {
    let dialect = app.db.dialect();
    let workers = workers(queue, dialect);
    let mut signal = app.db.work_signal(queue);
    let mut running = JoinSet::new();
    let mut after = None;
    loop {
        signal.borrow_and_update();
        let free = workers.saturating_sub(running.len());
        let claims = if free < worth_claiming(queue, dialect) {
            Vec::new()
        } else {
            claim(&app, queue, after, free).await
        };
        let is_idle = claims.is_empty();
        after = claims.last().map(|claim| claim.workspace);
        for claim in claims {
            running.spawn(perform(Arc::clone(&app), claim));
        }
        if *stop.borrow() {
            break;
        }
        if !is_idle && running.len() < workers {
            continue;
        }
        tokio::select! {
            Some(_) = running.join_next() => {}
            changed = signal.changed(), if is_idle => if changed.is_err() { break },
            () = tokio::time::sleep(POLL) => {}
            () = stopped(&mut stop) => break,
        }
    }
    while running.join_next().await.is_some() {}
}

async fn claim(app: &App, queue: Queue, after: Option<WorkspaceId>, limit: usize) -> Vec<Claim> {
    let claimed = job::claim(&app.db, queue, after, limit, &app.node, app.clock.now()).await;
    claimed.unwrap_or_else(|error| {
        tracing::warn!(%error, queue = queue.as_str(), "could not look for work");
        Vec::new()
    })
}

/// Runs one claimed job and keeps its claim alive meanwhile.
async fn perform(app: Arc<App>, claim: Claim) {
    let mut ticks = tokio::time::interval(HEARTBEAT);
    ticks.tick().await;
    let mut work = Box::pin(dispatch::dispatch(&app, &claim));
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            _ = ticks.tick() => {
                // While the database does not answer, the job may still end well.
                let held = job::heartbeat(&app.db, &claim, app.clock.now()).await;
                if !held.unwrap_or(true) {
                    return tracing::warn!(job = %claim.id, "the claim was lost");
                }
            }
        }
    };
    drop(work);
    if let Err(error) = result {
        record_failure(&app, &claim, &error).await;
    }
}

async fn record_failure(app: &App, claim: &Claim, error: &AppError) {
    let failed = failure(app, claim, error);
    tracing::warn!(%error, job = %claim.id, kind = %claim.kind, attempt = claim.attempt,
        code = failed.code, "a job failed");
    if let Err(error) = job::fail(&app.db, claim, failed).await {
        tracing::warn!(%error, job = %claim.id, "a failure was not recorded; it is found in 5 s");
    }
}

/// What to record of a failed attempt: failures of the world are tried again after 2ⁿ seconds and
/// up to half as much again, refusals are not.
fn failure(app: &App, claim: &Claim, error: &AppError) -> Failed {
    let may_retry = error
        .as_store()
        .is_some_and(|error| error.retry() != Retry::Never);
    let code = match error {
        AppError::Refused(refusal) => refusal.code(),
        AppError::Invalid(invalid) => invalid.code,
        AppError::Store(StoreError::Record(_)) => "node.outdated",
        AppError::Store(_) => "database.failed",
        AppError::Delivery(_) => "delivery.invalid",
        AppError::NotFound => "not_found",
        AppError::BackOffice(_) => "back_office.unavailable",
        AppError::Forbidden { .. } => "access.policy",
        AppError::Mismatch => "idempotency.mismatch",
        AppError::Overloaded => "server.overloaded",
    };
    let base = Span::from_seconds(1 << claim.attempt.min(16));
    let [byte, ..] = app.db.ids().secret();
    let jitter = Span::from_micros(base.as_micros() / 512 * i64::from(byte));
    let retry_at = app.clock.now().plus(base).plus(jitter);
    Failed {
        code,
        retry_at: may_retry.then_some(retry_at),
    }
}

/// Runs every job that is due, one after the other, until none is: for tests and the simulator.
/// Tells how many were run. At most `limit` are.
///
/// # Errors
/// What looking for work failed with; a job's own failure is recorded, not returned.
pub async fn drain(app: &App, limit: usize) -> Result<usize, StoreError> {
    let mut done = 0;
    let mut turns: HashMap<Queue, WorkspaceId> = HashMap::new();
    loop {
        let before = done;
        for queue in Queue::ALL {
            let after = turns.get(&queue).copied();
            let now = app.clock.now();
            for claim in job::claim(&app.db, queue, after, 1, &app.node, now).await? {
                turns.insert(queue, claim.workspace);
                if let Err(error) = dispatch::dispatch(app, &claim).await {
                    record_failure(app, &claim, &error).await;
                }
                done += 1;
            }
        }
        if done == before || done >= limit {
            return Ok(done);
        }
    }
}
