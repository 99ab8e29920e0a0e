//! A workspace's own policies: whole texts, one version after the other. The text is a part.

use baton_domain::actor::Actor;
use baton_domain::id::{PartId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::event::Stamp;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// A version of a workspace's policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its number, from 1.
    pub version: u64,
    /// The part that holds its text.
    pub text: PartId,
    /// Who wrote it.
    pub by: Option<TeammateId>,
    /// When.
    pub at: Timestamp,
}

impl Reader {
    /// The version in force; nothing if the workspace has no policies of its own.
    pub async fn policies(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<Option<PolicyVersion>, StoreError> {
        let query = Query::new(
            "SELECT version, text_part, by_teammate, created_at FROM policies \
             WHERE workspace = $1 ORDER BY version DESC LIMIT 1",
            args![workspace],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(None);
        };
        Ok(Some(PolicyVersion {
            version: row.take()?,
            text: row.take()?,
            by: row.take()?,
            at: row.take()?,
        }))
    }
}

impl Tx {
    /// Puts a version into force.
    ///
    /// # Errors
    /// If the version exists: somebody else wrote it at the same time.
    pub async fn add_policies(
        &mut self,
        stamp: &Stamp,
        version: u64,
        text: PartId,
    ) -> Result<(), StoreError> {
        let by = match stamp.actor {
            Actor::Teammate(id) => Some(id),
            Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System => None,
        };
        let added = self
            .exec(Query::new(
                "INSERT INTO policies (workspace, version, text_part, by_teammate, created_at) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                args![stamp.workspace, version, text, by, stamp.at],
            ))
            .await?;
        if added == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }
}
