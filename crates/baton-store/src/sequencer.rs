//! Gives each committed event its position in the workspace's log (docs/adr/0003).
//!
//! Positions are gap-free within a workspace, and an event never comes before its stream's
//! predecessor. On `SQLite` the writer places events before it commits them; on `PostgreSQL` they
//! wait in `unplaced`, and whoever holds the lease places them at most [`PLACE_EVERY`] later.

use std::collections::HashMap;
use std::time::Duration;

use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;

use crate::args;
use crate::db::Db;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::journal::Appended;
use crate::lease::Lease;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Value};

/// How long an event waits for its position at most, while a sequencer is alive.
pub const PLACE_EVERY: Duration = Duration::from_millis(50);

/// Events placed in one unit.
const BATCH: usize = 500;

/// The name of the lease that its holder needs.
pub const LEASE: &str = "sequencer";

pub(crate) const PLACE: &str = "INSERT INTO positions (workspace, position, stream, stream_seq, leaf_hash) \
     VALUES ($1, $2, $3, $4, $5)";

pub(crate) fn placing(event: &Appended, position: i64) -> Vec<Value> {
    args![
        event.workspace,
        position,
        event.stream,
        event.stream_seq,
        event.leaf_hash
    ]
}

/// Leaves the unit's events for the sequencer; part of the unit itself.
pub(crate) async fn announce(tx: &mut Tx, appended: &[Appended]) -> Result<(), StoreError> {
    for event in appended {
        tx.exec(Query::new(
            "INSERT INTO unplaced (workspace, stream, stream_seq, leaf_hash) \
             VALUES ($1, $2, $3, $4)",
            args![
                event.workspace,
                event.stream,
                event.stream_seq,
                event.leaf_hash
            ],
        ))
        .await?;
    }
    Ok(())
}

/// Places one batch of committed events and tells how many. The lease row is locked in the same
/// unit, so a holder whose lease was taken over places nothing.
///
/// # Errors
/// [`StoreError::Unavailable`] if the lease is no longer held.
pub async fn place_batch(db: &Db, lease: &Lease, now: Timestamp) -> Result<usize, StoreError> {
    if db.dialect() == Dialect::Sqlite {
        return Ok(0);
    }
    let lease = lease.clone();
    let placed = db
        .write(move |tx| {
            let lease = lease.clone();
            Box::pin(async move {
                lease.confirm(tx, now).await?;
                place_waiting(tx).await
            })
        })
        .await?;
    if placed > 0 {
        db.tell_log();
    }
    Ok(placed)
}

impl Reader {
    /// Whether committed events wait for their positions. Never on `SQLite`.
    pub async fn has_unplaced(&mut self) -> Result<bool, StoreError> {
        let query = Query::new("SELECT ord FROM unplaced ORDER BY ord LIMIT 1", args![]);
        Ok(self.opt(query).await?.is_some())
    }
}

async fn place_waiting(tx: &mut Tx) -> Result<usize, StoreError> {
    // `ord` rises with every insert, and an event is inserted only after its predecessor was
    // committed: in its order no stream can be placed backwards.
    let rows = tx
        .all(Query::new(
            "SELECT ord, workspace, stream, stream_seq, leaf_hash FROM unplaced \
             ORDER BY ord LIMIT $1",
            args![BATCH],
        ))
        .await?;
    let mut next: HashMap<WorkspaceId, i64> = HashMap::new();
    let mut last = None;
    let count = rows.len();
    for mut row in rows {
        let ord: i64 = row.take()?;
        let event = Appended {
            workspace: row.take()?,
            stream: row.take()?,
            stream_seq: row.take()?,
            leaf_hash: row.take()?,
        };
        let position = match next.get(&event.workspace) {
            Some(position) => *position,
            None => next_position(tx, event.workspace).await?,
        };
        tx.exec(Query::new(PLACE, placing(&event, position)))
            .await?;
        tx.exec(Query::new(
            "DELETE FROM unplaced WHERE ord = $1",
            args![ord],
        ))
        .await?;
        next.insert(event.workspace, position + 1);
        last = Some(ord);
    }
    tracing::trace!(count, ?last, "placed");
    Ok(count)
}

async fn next_position(tx: &mut Tx, workspace: WorkspaceId) -> Result<i64, StoreError> {
    let row = tx
        .opt(Query::new(
            "SELECT COALESCE(MAX(position) + 1, 0) FROM positions WHERE workspace = $1",
            args![workspace],
        ))
        .await?;
    row.map_or(Ok(0), |mut row| row.take())
}
