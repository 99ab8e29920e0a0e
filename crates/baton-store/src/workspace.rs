//! Workspaces: the tenants of an installation.

use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// The name people see.
    pub name: String,
    /// The origin line of its log's checkpoints: `<random name>/<workspace>/<generation>`.
    pub log_origin: String,
}

/// A new random name for an origin.
pub(crate) fn log_name(tx: &Tx) -> String {
    format!("baton-{:016x}", u64::from_be_bytes(tx.ids().bytes()))
}

impl Tx {
    /// Lets nobody else found a workspace until this unit ends.
    pub async fn lock_founding(&mut self) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO leases (name, holder, token, held_until) VALUES ('founding', '', 0, 0) \
             ON CONFLICT (name) DO UPDATE SET token = leases.token",
            args![],
        ))
        .await
        .map(drop)
    }

    /// Creates a workspace with an empty log of its first generation.
    pub async fn create_workspace(
        &mut self,
        name: &str,
        at: Timestamp,
    ) -> Result<Workspace, StoreError> {
        let id = WorkspaceId::mint(&mut self.ids().at(at));
        let log_origin = format!("{}/{id}/1", log_name(self));
        self.exec(Query::new(
            "INSERT INTO workspaces (id, name, log_origin, created_at) VALUES ($1, $2, $3, $4)",
            args![id, name, log_origin, at],
        ))
        .await?;
        Ok(Workspace {
            id,
            name: name.to_owned(),
            log_origin,
        })
    }
}

impl Reader {
    /// One workspace.
    pub async fn workspace(&mut self, id: WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        self.opt(Query::new(
            "SELECT id, name, log_origin FROM workspaces WHERE id = $1",
            args![id],
        ))
        .await?
        .map(read)
        .transpose()
    }

    /// Every workspace of the installation, oldest first.
    pub async fn workspaces(&mut self) -> Result<Vec<Workspace>, StoreError> {
        let query = Query::new(
            "SELECT id, name, log_origin FROM workspaces ORDER BY id",
            args![],
        );
        self.all(query).await?.into_iter().map(read).collect()
    }
}

fn read(mut row: Row) -> Result<Workspace, StoreError> {
    Ok(Workspace {
        id: row.take()?,
        name: row.take()?,
        log_origin: row.take()?,
    })
}
