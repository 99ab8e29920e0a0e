//! Jobs: durable background work with lanes (docs/adr/0004).
//!
//! A job's effects and its completion are one write unit, so an effect happens once though a job
//! may run twice. At most one job of a lane runs at a time, in the order of enqueueing.

use baton_domain::id::{JobId, WorkspaceId};
use baton_domain::time::{Span, Timestamp};

use crate::args;
use crate::db::Db;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// A job that failed this often is dead: kept, visible, replayable, and its lane goes on.
pub const MAX_ATTEMPTS: u32 = 5;
/// How long a worker may be silent before its job is given to another.
pub const HOLD_TIME: Span = Span::from_seconds(5);

/// Queues have workers of their own: a model that hangs in one holds nothing else up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Queue {
    /// From a raw delivery to a message in a case.
    Intake,
    /// Handing messages to providers.
    Send,
    /// Something became due.
    Timer,
    /// Classifying.
    Triage,
    /// Composing drafts.
    Draft,
    /// Imports, sweeps and the like.
    Bulk,
}

impl Queue {
    /// Every queue.
    pub const ALL: [Self; 6] = [
        Self::Intake,
        Self::Send,
        Self::Timer,
        Self::Triage,
        Self::Draft,
        Self::Bulk,
    ];

    /// The name in the database, in metrics and in logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Send => "send",
            Self::Timer => "timer",
            Self::Triage => "triage",
            Self::Draft => "draft",
            Self::Bulk => "bulk",
        }
    }
}

/// Work to be done later, enqueued by the unit that causes it.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Which workers take it.
    pub queue: Queue,
    /// Jobs of one lane run one at a time, in order.
    pub lane: Option<String>,
    /// What to do; the app's runner knows the kinds.
    pub kind: &'static str,
    /// Ids and numbers for it, as JSON. No content.
    pub payload: String,
    /// Not before this instant.
    pub run_at: Timestamp,
}

/// A job that a worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The tenant.
    pub workspace: WorkspaceId,
    /// The job.
    pub id: JobId,
    /// Its lane, if it has one.
    pub lane: Option<String>,
    /// What to do.
    pub kind: String,
    /// Ids and numbers for it, as JSON.
    pub payload: String,
    /// Which attempt this is, from 1: the fencing token of this claim.
    pub attempt: u32,
}

impl Tx {
    /// Enqueues a job; it exists if this unit is committed.
    pub async fn enqueue(
        &mut self,
        workspace: WorkspaceId,
        at: Timestamp,
        job: NewJob,
    ) -> Result<JobId, StoreError> {
        let id = JobId::mint(&mut self.ids().at(at));
        let lane = job.lane.map(|lane| format!("{workspace}/{lane}"));
        self.exec(Query::new(
            "INSERT INTO jobs (workspace, id, queue, lane, kind, payload, state, run_at, attempt, \
             created_at) VALUES ($1, $2, $3, $4, $5, $6, 'ready', $7, 0, $8)",
            args![
                workspace,
                id,
                job.queue.as_str(),
                lane,
                job.kind,
                job.payload,
                job.run_at,
                at
            ],
        ))
        .await?;
        if job.run_at <= at {
            self.journal.due.push(job.queue);
        }
        Ok(id)
    }

    /// Ends a job inside the unit that holds its effects.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if the claim was lost: the whole unit must roll back.
    pub async fn complete(&mut self, claim: &Claim) -> Result<(), StoreError> {
        let ended = self
            .exec(Query::new(
                "DELETE FROM jobs WHERE workspace = $1 AND id = $2 AND attempt = $3 \
                 AND state = 'running'",
                args![claim.workspace, claim.id, claim.attempt],
            ))
            .await?;
        if ended != 1 {
            return Err(lost(claim));
        }
        self.free_lane(claim).await
    }

    /// Whoever held the claim looks for more work of its queue anyway, and finds the lane's next job.
    async fn free_lane(&mut self, claim: &Claim) -> Result<(), StoreError> {
        let Some(lane) = &claim.lane else {
            return Ok(());
        };
        self.exec(Query::new(
            "DELETE FROM lanes WHERE lane = $1 AND job = $2 AND attempt = $3",
            args![lane, claim.id, claim.attempt],
        ))
        .await
        .map(drop)
    }
}

impl Reader {
    /// True if a job of this kind waits already; one that runs does not count.
    pub async fn is_planned(
        &mut self,
        workspace: WorkspaceId,
        queue: Queue,
        kind: &'static str,
    ) -> Result<bool, StoreError> {
        let query = Query::new(
            "SELECT 1 FROM jobs \
             WHERE workspace = $1 AND queue = $2 AND state = 'ready' AND kind = $3 LIMIT 1",
            args![workspace, queue.as_str(), kind],
        );
        Ok(self.opt(query).await?.is_some())
    }

    /// When the next waiting job of a workspace is due, if there is one: for whoever moves a clock.
    pub async fn next_work_at(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<Option<Timestamp>, StoreError> {
        let query = Query::new(
            "SELECT MIN(run_at) FROM jobs WHERE workspace = $1 AND state = 'ready'",
            args![workspace],
        );
        match self.opt(query).await? {
            Some(mut row) => row.take(),
            None => Ok(None),
        }
    }
}

fn lost(claim: &Claim) -> StoreError {
    StoreError::Unavailable(format!("the claim on {} was lost", claim.id))
}

/// Takes up to `limit` due jobs of a queue from one workspace: the first one after `after` that has
/// any, so that workspaces take turns.
pub async fn claim(
    db: &Db,
    queue: Queue,
    after: Option<WorkspaceId>,
    limit: usize,
    holder: &str,
    now: Timestamp,
) -> Result<Vec<Claim>, StoreError> {
    let Some(workspace) = db
        .peek(move |reader| Box::pin(next_workspace(reader, queue, after, now)))
        .await?
    else {
        return Ok(Vec::new());
    };
    let holder = holder.to_owned();
    db.write(move |tx| {
        let holder = holder.clone();
        Box::pin(async move { claim_in(tx, workspace, queue, limit, &holder, now).await })
    })
    .await
}

async fn next_workspace(
    reader: &mut Reader,
    queue: Queue,
    after: Option<WorkspaceId>,
    now: Timestamp,
) -> Result<Option<WorkspaceId>, StoreError> {
    // Those after the last one first, then from the beginning again. No EXISTS: SQLite would turn it
    // into a join and begin with the jobs.
    let row = reader
        .opt(Query::new(
            "SELECT w.id FROM workspaces w WHERE (SELECT 1 FROM jobs j \
             WHERE j.workspace = w.id AND j.queue = $1 AND j.state = 'ready' AND j.run_at <= $2 \
             LIMIT 1) IS NOT NULL ORDER BY CASE WHEN w.id > $3 THEN 0 ELSE 1 END, w.id LIMIT 1",
            args![
                queue.as_str(),
                now,
                after.map(|id| id.to_string()).unwrap_or_default()
            ],
        ))
        .await?;
    row.map(|mut row| row.take()).transpose()
}

async fn claim_in(
    tx: &mut Tx,
    workspace: WorkspaceId,
    queue: Queue,
    limit: usize,
    holder: &str,
    now: Timestamp,
) -> Result<Vec<Claim>, StoreError> {
    let query = Query::new(
        "SELECT j.id, j.lane, j.kind, j.payload, j.attempt FROM jobs j \
         WHERE j.workspace = $1 AND j.queue = $2 AND j.state = 'ready' AND j.run_at <= $3 \
         AND (j.lane IS NULL OR NOT EXISTS (SELECT 1 FROM jobs e WHERE e.lane = j.lane \
         AND e.state <> 'dead' AND e.id < j.id)) \
         ORDER BY j.run_at, j.id LIMIT $4",
        args![workspace, queue.as_str(), now, limit],
    )
    .sql(tx.dialect().skip_locked());
    let mut claims = Vec::new();
    for row in tx.all(query).await? {
        let claim = read_claim(workspace, row)?;
        if take_lane(tx, &claim).await? {
            hold(tx, &claim, holder, now).await?;
            claims.push(claim);
        }
    }
    Ok(claims)
}

fn read_claim(workspace: WorkspaceId, mut row: Row) -> Result<Claim, StoreError> {
    let (id, lane, kind, payload) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let attempt: u32 = row.take()?;
    Ok(Claim {
        workspace,
        id,
        lane,
        kind,
        payload,
        attempt: attempt + 1,
    })
}

async fn take_lane(tx: &mut Tx, claim: &Claim) -> Result<bool, StoreError> {
    let Some(lane) = &claim.lane else {
        return Ok(true);
    };
    let taken = tx
        .exec(Query::new(
            "INSERT INTO lanes (lane, job, attempt) VALUES ($1, $2, $3) \
             ON CONFLICT (lane) DO NOTHING",
            args![lane, claim.id, claim.attempt],
        ))
        .await?;
    Ok(taken == 1)
}

async fn hold(tx: &mut Tx, claim: &Claim, holder: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.exec(Query::new(
        "UPDATE jobs SET state = 'running', attempt = $3, holder = $4, held_until = $5 \
         WHERE workspace = $1 AND id = $2",
        args![
            claim.workspace,
            claim.id,
            claim.attempt,
            holder,
            now.plus(HOLD_TIME)
        ],
    ))
    .await
    .map(drop)
}

/// Tells that a worker still lives; false if its claim was lost.
pub async fn heartbeat(db: &Db, claim: &Claim, now: Timestamp) -> Result<bool, StoreError> {
    let claim = claim.clone();
    db.write(move |tx| {
        let claim = claim.clone();
        Box::pin(async move {
            let held = tx
                .exec(Query::new(
                    "UPDATE jobs SET held_until = $4 WHERE workspace = $1 AND id = $2 \
                     AND attempt = $3 AND state = 'running'",
                    args![
                        claim.workspace,
                        claim.id,
                        claim.attempt,
                        now.plus(HOLD_TIME)
                    ],
                ))
                .await?;
            Ok(held == 1)
        })
    })
    .await
}

impl Reader {
    /// How many deliveries of a workspace are still being understood, and how many could not be.
    pub async fn intake_pending(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<(u64, u64), StoreError> {
        let jobs = Query::new(
            "SELECT COUNT(*) FROM jobs WHERE workspace = $1 AND queue IN ('intake', 'bulk') \
             AND kind = 'intake' AND state <> 'dead'",
            args![workspace],
        );
        let dead = Query::new(
            "SELECT COUNT(*) FROM messages WHERE workspace = $1 AND state = 'dead'",
            args![workspace],
        );
        let mut counts = [0, 0];
        for (count, query) in counts.iter_mut().zip([jobs, dead]) {
            if let Some(mut row) = self.opt(query).await? {
                *count = row.take()?;
            }
        }
        let [waiting, dead] = counts;
        Ok((waiting, dead))
    }
}

/// How an attempt ended without its effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed {
    /// A stable code for the reason.
    pub code: &'static str,
    /// When to try again; never means the job is dead at once.
    pub retry_at: Option<Timestamp>,
}

/// Records a failed attempt: tried again later, or dead. Changes nothing if the claim was lost.
pub async fn fail(db: &Db, claim: &Claim, failed: Failed) -> Result<(), StoreError> {
    let claim = claim.clone();
    db.write(move |tx| {
        let claim = claim.clone();
        Box::pin(async move {
            let retry_at = failed.retry_at.filter(|_| claim.attempt < MAX_ATTEMPTS);
            let state = if retry_at.is_some() { "ready" } else { "dead" };
            let recorded = tx
                .exec(Query::new(
                    "UPDATE jobs SET state = $4, run_at = COALESCE($5, run_at), error_code = $6, \
                 holder = NULL, held_until = NULL \
                 WHERE workspace = $1 AND id = $2 AND attempt = $3 AND state = 'running'",
                    args![
                        claim.workspace,
                        claim.id,
                        claim.attempt,
                        state,
                        retry_at,
                        failed.code
                    ],
                ))
                .await?;
            if recorded == 1 {
                tx.free_lane(&claim).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Gives back the jobs of workers that fell silent, and tells how many.
pub async fn reap(db: &Db, now: Timestamp) -> Result<u64, StoreError> {
    db.write(move |tx| Box::pin(reap_in(tx, now))).await
}

async fn reap_in(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let reaped = tx
        .all(Query::new(
            "UPDATE jobs SET state = CASE WHEN attempt >= $2 THEN 'dead' ELSE 'ready' END, \
             error_code = 'job.worker_lost', holder = NULL, held_until = NULL \
             WHERE state = 'running' AND held_until < $1 RETURNING id, lane",
            args![now, MAX_ATTEMPTS],
        ))
        .await?;
    free_lanes(tx, reaped).await
}

/// Frees the lanes of jobs that were just taken from their workers, and tells how many jobs. The
/// jobs come first: a worker whose heartbeat arrives in between keeps both job and lane.
async fn free_lanes(tx: &mut Tx, jobs: Vec<Row>) -> Result<u64, StoreError> {
    let mut freed = 0;
    for mut job in jobs {
        let (id, lane): (JobId, Option<String>) = (job.take()?, job.take()?);
        if let Some(lane) = lane {
            tx.exec(Query::new(
                "DELETE FROM lanes WHERE lane = $1 AND job = $2",
                args![lane, id],
            ))
            .await?;
        }
        freed += 1;
    }
    if freed > 0 {
        tx.journal.due.extend(Queue::ALL);
    }
    Ok(freed)
}

/// Puts every job this holder has back, at an orderly stop.
pub async fn give_back(db: &Db, holder: &str) -> Result<(), StoreError> {
    let holder = holder.to_owned();
    db.write(move |tx| {
        let holder = holder.clone();
        Box::pin(async move {
            let given = tx
                .all(Query::new(
                    "UPDATE jobs SET state = 'ready', attempt = attempt - 1, holder = NULL, \
                     held_until = NULL WHERE state = 'running' AND holder = $1 RETURNING id, lane",
                    args![holder],
                ))
                .await?;
            free_lanes(tx, given).await.map(drop)
        })
    })
    .await
}
