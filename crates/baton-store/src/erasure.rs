//! Erasing what was written by and about a contact, and keeping it where the law asks.
//!
//! A decision comes first and takes the addresses away; the parts follow some at a time, because a
//! unit is short and a contact may have written for years. What was made from a part goes with it:
//! what it is found by, the numbers named in it, what it taught. The commitments stay.

mod hold;
mod some;

pub use hold::Hold;
pub use some::Erased;

use baton_domain::erasure::ErasureReason;
use baton_domain::id::{ContactId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::event::Stamp;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// The erasure of a contact: asked for, decided, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Whose content.
    pub contact: ContactId,
    /// Why.
    pub reason: ErasureReason,
    /// The id of the teammate who asked; none for the workspace's own rule.
    pub requested_by: Option<String>,
    /// When.
    pub requested_at: Timestamp,
    /// When it was decided; from then on there is no way back.
    pub decided_at: Option<Timestamp>,
    /// When the last part went.
    pub finished_at: Option<Timestamp>,
    /// How many parts have gone.
    pub parts: u64,
}

impl Reader {
    /// Whether there is such a contact in the workspace.
    pub async fn is_contact(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<bool, StoreError> {
        let query = Query::new(
            "SELECT 1 FROM contacts WHERE workspace = $1 AND id = $2",
            args![workspace, contact],
        );
        Ok(self.opt(query).await?.is_some())
    }

    /// Whether a case of this customer is open.
    pub async fn has_open_case(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<bool, StoreError> {
        let query = Query::new(
            "SELECT 1 FROM cases WHERE workspace = $1 AND customer = $2 AND status = 'open' LIMIT 1",
            args![workspace, contact],
        );
        Ok(self.opt(query).await?.is_some())
    }

    /// The erasure of a contact, if anybody asked for one.
    pub async fn erasure(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<Option<Erasure>, StoreError> {
        let query = Query::new(
            "SELECT reason, requested_by, requested_at, decided_at, finished_at, parts \
             FROM erasures WHERE workspace = $1 AND contact = $2",
            args![workspace, contact],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(None);
        };
        let word: String = row.take()?;
        let reason = ErasureReason::named(&word)
            .ok_or_else(|| StoreError::Record(format!("an erasure for the reason {word}")))?;
        Ok(Some(Erasure {
            contact,
            reason,
            requested_by: row.take()?,
            requested_at: row.take()?,
            decided_at: row.take()?,
            finished_at: row.take()?,
            parts: row.take()?,
        }))
    }

    /// Up to `limit` contacts who neither wrote nor were written to since an instant, have no open
    /// or resolved case, no legal hold, and no erasure yet.
    pub async fn silent_since(
        &mut self,
        workspace: WorkspaceId,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<ContactId>, StoreError> {
        let query = Query::new(
            "SELECT c.id FROM contacts c WHERE c.workspace = $1 AND c.created_at < $2 \
             AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.workspace = $1 AND e.contact = c.id) \
             AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.workspace = $1 \
                AND h.contact = c.id) \
             AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.workspace = $1 AND k.customer = c.id \
                AND (k.status IN ('open', 'resolved') OR k.updated_at >= $2)) \
             ORDER BY c.id LIMIT $3",
            args![workspace, since, limit],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }
}

impl Tx {
    /// Notes that a contact's content is to go, and why.
    pub async fn request_erasure(
        &mut self,
        stamp: &Stamp,
        contact: ContactId,
        reason: ErasureReason,
        by: Option<&str>,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO erasures (workspace, contact, reason, requested_by, requested_at, parts) \
             VALUES ($1, $2, $3, $4, $5, 0)",
            args![stamp.workspace, contact, reason.as_str(), by, stamp.at],
        ))
        .await
        .map(drop)
        .map_err(|error| match error {
            StoreError::Duplicate => StoreError::Conflict,
            other => other,
        })
    }

    /// Forgets a request that was turned down. Tells whether there was one that is not decided.
    pub async fn decline_erasure(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<bool, StoreError> {
        let gone = self
            .exec(Query::new(
                "DELETE FROM erasures WHERE workspace = $1 AND contact = $2 AND decided_at IS NULL",
                args![workspace, contact],
            ))
            .await?;
        Ok(gone == 1)
    }

    /// Makes a contact unknown from the commit on: whoever writes from their addresses is somebody
    /// new, and nothing of what they wrote before is followed.
    pub async fn decide_erasure(
        &mut self,
        stamp: &Stamp,
        contact: ContactId,
    ) -> Result<(), StoreError> {
        const FORGET: [&str; 4] = [
            "DELETE FROM handles WHERE workspace = $1 AND contact = $2",
            "DELETE FROM accounts WHERE workspace = $1 AND contact = $2",
            "UPDATE contacts SET language = NULL WHERE workspace = $1 AND id = $2",
            // An endless thread begins anew with whoever writes in it next.
            "UPDATE conversations SET thread_digest = NULL WHERE workspace = $1 AND contact = $2 \
             AND id IN (SELECT d.conversation FROM case_channels d WHERE d.workspace = $1 \
             AND d.case_id IN (SELECT k.id FROM cases k WHERE k.workspace = $1 AND k.customer = $2))",
        ];
        self.exec(Query::new(
            "UPDATE erasures SET decided_at = $3 WHERE workspace = $1 AND contact = $2",
            args![stamp.workspace, contact, stamp.at],
        ))
        .await?;
        for text in FORGET {
            self.exec(Query::new(text, args![stamp.workspace, contact]))
                .await?;
        }
        Ok(())
    }

    /// Notes that nothing of a contact is left.
    pub async fn finish_erasure(
        &mut self,
        stamp: &Stamp,
        contact: ContactId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE erasures SET finished_at = $3 WHERE workspace = $1 AND contact = $2",
            args![stamp.workspace, contact, stamp.at],
        ))
        .await
        .map(drop)
    }
}
