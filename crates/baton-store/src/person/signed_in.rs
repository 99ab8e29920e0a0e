//! Where a person is signed in.

use baton_domain::id::{PersonId, SessionId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// A session as its person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedInAt {
    /// The session.
    pub id: SessionId,
    /// The workspace it is in.
    pub workspace: Option<WorkspaceId>,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Reader {
    /// The sessions of a person that have not ended, latest first.
    pub async fn sessions_of(
        &mut self,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Vec<SignedInAt>, StoreError> {
        let query = Query::new(
            "SELECT id, workspace, created_at, expires_at FROM sessions \
             WHERE person = $1 AND expires_at > $2 ORDER BY id DESC",
            args![person, now],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(SignedInAt {
                    id: row.take()?,
                    workspace: row.take()?,
                    created_at: row.take()?,
                    expires_at: row.take()?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Ends a session of this person. Tells whether there was one.
    pub async fn end_session_of(
        &mut self,
        person: PersonId,
        id: SessionId,
    ) -> Result<bool, StoreError> {
        self.exec(Query::new(
            "DELETE FROM sessions WHERE person = $1 AND id = $2",
            args![person, id],
        ))
        .await
        .map(|ended| ended == 1)
    }

    /// Ends every session of a person but one.
    pub async fn end_sessions_of(
        &mut self,
        person: PersonId,
        but: Option<SessionId>,
    ) -> Result<u64, StoreError> {
        let query = Query::start("DELETE FROM sessions WHERE person = ").arg(person);
        self.exec(match but {
            Some(id) => query.sql(" AND id <> ").arg(id),
            None => query,
        })
        .await
    }
}
