//! Leases: what must run once in the whole installation holds a row with a fencing token.
//!
//! Each take-over raises the token. Work done under a lease confirms the row inside its own unit,
//! so that a holder who was paused and passed over changes nothing.

use baton_domain::time::{Span, Timestamp};

use crate::args;
use crate::db::Db;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Query;

/// How long a lease lasts without being renewed.
pub const LEASE_TIME: Span = Span::from_seconds(5);

/// A lease that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What it is for.
    pub name: &'static str,
    /// Who holds it: one process.
    pub holder: String,
    /// Rises with every take-over.
    pub token: i64,
}

/// Takes or renews a lease; nothing if somebody else holds it.
pub async fn take(
    db: &Db,
    name: &'static str,
    holder: &str,
    now: Timestamp,
) -> Result<Option<Lease>, StoreError> {
    let holder = holder.to_owned();
    db.write(move |tx| {
        let holder = holder.clone();
        Box::pin(async move { take_in(tx, name, holder, now).await })
    })
    .await
}

async fn take_in(
    tx: &mut Tx,
    name: &'static str,
    holder: String,
    now: Timestamp,
) -> Result<Option<Lease>, StoreError> {
    let until = now.plus(LEASE_TIME);
    tx.exec(Query::new(
        "INSERT INTO leases (name, holder, token, held_until) VALUES ($1, '', 0, 0) \
         ON CONFLICT (name) DO NOTHING",
        args![name],
    ))
    .await?;
    // A renewal keeps the token, a take-over of an expired lease raises it.
    let row = tx
        .opt(Query::new(
            "UPDATE leases SET token = CASE WHEN holder = $2 THEN token ELSE token + 1 END, \
             holder = $2, held_until = $3 \
             WHERE name = $1 AND (holder = $2 OR held_until < $4) RETURNING token",
            args![name, holder, until, now],
        ))
        .await?;
    row.map(|mut row| {
        Ok(Lease {
            name,
            holder,
            token: row.take()?,
        })
    })
    .transpose()
}

/// Gives a lease back so that the next holder need not wait.
pub async fn release(db: &Db, lease: &Lease) -> Result<(), StoreError> {
    let lease = lease.clone();
    db.write(move |tx| {
        let lease = lease.clone();
        Box::pin(async move {
            tx.exec(Query::new(
                "UPDATE leases SET held_until = 0 WHERE name = $1 AND token = $2 AND holder = $3",
                args![lease.name, lease.token, lease.holder],
            ))
            .await
            .map(drop)
        })
    })
    .await
}

impl Lease {
    /// Locks the lease's row for the rest of the unit and checks that it is still held.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if somebody else took it over or it ran out.
    pub async fn confirm(&self, tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
        let query = Query::new(
            "SELECT token FROM leases WHERE name = $1 AND token = $2 AND holder = $3 \
             AND held_until >= $4",
            args![self.name, self.token, self.holder, now],
        )
        .sql(tx.dialect().for_update());
        match tx.opt(query).await? {
            Some(_) => Ok(()),
            None => Err(StoreError::Unavailable(format!(
                "the lease {} was lost",
                self.name
            ))),
        }
    }
}
