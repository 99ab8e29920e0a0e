//! Legal holds: whose content has to stay, whoever asks.

use baton_domain::erasure::HoldReason;
use baton_domain::id::{ContactId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::event::Stamp;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// A legal hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: HoldReason,
    /// The id of the teammate who set it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Reader {
    /// The legal hold on a contact, if there is one.
    pub async fn hold(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<Option<Hold>, StoreError> {
        let query = Query::new(
            "SELECT reason, held_by, held_at FROM legal_holds WHERE workspace = $1 AND contact = $2",
            args![workspace, contact],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(None);
        };
        let word: String = row.take()?;
        let reason = HoldReason::named(&word)
            .ok_or_else(|| StoreError::Record(format!("a legal hold for the reason {word}")))?;
        Ok(Some(Hold {
            reason,
            by: row.take()?,
            at: row.take()?,
        }))
    }
}

impl Tx {
    /// Sets a legal hold. Tells whether there was none.
    pub async fn set_hold(
        &mut self,
        stamp: &Stamp,
        contact: ContactId,
        reason: HoldReason,
        by: &str,
    ) -> Result<bool, StoreError> {
        let set = self
            .exec(Query::new(
                "INSERT INTO legal_holds (workspace, contact, reason, held_by, held_at) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                args![stamp.workspace, contact, reason.as_str(), by, stamp.at],
            ))
            .await?;
        Ok(set == 1)
    }

    /// Lifts a legal hold. Tells whether there was one.
    pub async fn lift_hold(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<bool, StoreError> {
        let lifted = self
            .exec(Query::new(
                "DELETE FROM legal_holds WHERE workspace = $1 AND contact = $2",
                args![workspace, contact],
            ))
            .await?;
        Ok(lifted == 1)
    }
}
