//! API keys as those who look after them see them. Their tokens are not kept anywhere.

use baton_domain::id::{KeyId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// The teammate it acts as; a machine's key has none.
    pub teammate: Option<TeammateId>,
    /// What a machine's key may do, as scope names.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it opens nothing.
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "SELECT id, name, teammate, scopes, created_at, revoked_at FROM keys WHERE workspace = ";

impl Reader {
    /// Every key of a workspace, or of one teammate in it, newest first; revoked ones as well.
    pub async fn keys(
        &mut self,
        workspace: WorkspaceId,
        of: Option<TeammateId>,
    ) -> Result<Vec<Key>, StoreError> {
        let query = Query::start(COLUMNS).arg(workspace);
        let query = match of {
            Some(teammate) => query.sql(" AND teammate = ").arg(teammate),
            None => query,
        };
        let rows = self.all(query.sql(" ORDER BY id DESC")).await?;
        rows.into_iter().map(read).collect()
    }

    /// One key.
    pub async fn key(
        &mut self,
        workspace: WorkspaceId,
        id: KeyId,
    ) -> Result<Option<Key>, StoreError> {
        let query = Query::start(COLUMNS)
            .arg(workspace)
            .sql(" AND id = ")
            .arg(id);
        self.opt(query).await?.map(read).transpose()
    }
}

impl Tx {
    /// Lets a key open nothing any more. Tells whether it did until now.
    pub async fn revoke_key(
        &mut self,
        workspace: WorkspaceId,
        id: KeyId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.exec(Query::new(
            "UPDATE keys SET revoked_at = $3 \
             WHERE workspace = $1 AND id = $2 AND revoked_at IS NULL",
            args![workspace, id, at],
        ))
        .await
        .map(|changed| changed == 1)
    }
}

fn read(mut row: Row) -> Result<Key, StoreError> {
    let (id, name, teammate) = (row.take()?, row.take()?, row.take()?);
    let scopes: String = row.take()?;
    Ok(Key {
        id,
        name,
        teammate,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        created_at: row.take()?,
        revoked_at: row.take()?,
    })
}
