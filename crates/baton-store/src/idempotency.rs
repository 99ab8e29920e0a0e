//! Idempotency keys: written in the unit that does the work, so that they say what was done.

use baton_domain::id::WorkspaceId;
use baton_domain::time::{Span, Timestamp};

use crate::args;
use crate::db::Db;
use crate::error::StoreError;
use crate::event::Stamp;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// How long a key is remembered.
pub const REMEMBERED: Span = Span::from_hours(24);

/// A key and the request it was given for, as digests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Of the key and of who gave it.
    pub key_digest: [u8; 32],
    /// Of method, path and body; keyed, for a body can be a password.
    pub request_digest: [u8; 32],
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// Nothing: it now belongs to this request.
    Fresh,
    /// The same request was done before, with this resource.
    Before(String),
    /// It belongs to another request.
    Mismatch,
}

impl Tx {
    /// Claims a key for a request and the resource it makes or changes.
    pub async fn claim_request(
        &mut self,
        stamp: &Stamp,
        request: &Request,
        resource: &str,
    ) -> Result<Claimed, StoreError> {
        let known = self.request(stamp.workspace, request, stamp.at).await?;
        if known != Claimed::Fresh {
            return Ok(known);
        }
        // Another unit may have claimed the key since: only one that is too old is taken over.
        let claimed = self
            .exec(Query::new(
                "INSERT INTO idempotency (workspace, key_digest, request_digest, resource, \
                 created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, key_digest) \
                 DO UPDATE SET request_digest = excluded.request_digest, \
                 resource = excluded.resource, created_at = excluded.created_at \
                 WHERE idempotency.created_at <= $6",
                args![
                    stamp.workspace,
                    request.key_digest,
                    request.request_digest,
                    resource,
                    stamp.at,
                    stamp.at.minus(REMEMBERED)
                ],
            ))
            .await?;
        if claimed == 1 {
            return Ok(Claimed::Fresh);
        }
        self.request(stamp.workspace, request, stamp.at).await
    }
}

impl Reader {
    /// What is known of a key, without claiming it.
    pub async fn request(
        &mut self,
        workspace: WorkspaceId,
        request: &Request,
        now: Timestamp,
    ) -> Result<Claimed, StoreError> {
        let query = Query::new(
            "SELECT request_digest, resource FROM idempotency \
             WHERE workspace = $1 AND key_digest = $2 AND created_at > $3",
            args![workspace, request.key_digest, now.minus(REMEMBERED)],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(Claimed::Fresh);
        };
        let digest: [u8; 32] = row.take()?;
        if digest == request.request_digest {
            Ok(Claimed::Before(row.take()?))
        } else {
            Ok(Claimed::Mismatch)
        }
    }
}

/// Forgets keys that are too old.
pub async fn forget(db: &Db, now: Timestamp) -> Result<u64, StoreError> {
    db.write(move |tx| {
        Box::pin(tx.exec(Query::new(
            "DELETE FROM idempotency WHERE created_at < $1",
            args![now.minus(REMEMBERED)],
        )))
    })
    .await
}
