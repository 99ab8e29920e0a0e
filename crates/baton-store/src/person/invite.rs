//! Invitations: a link by which a person chooses their own password, once.

use baton_domain::id::PersonId;
use baton_domain::time::Timestamp;

use super::Person;
use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

impl Reader {
    /// The person whom a link invited, while it counts.
    pub async fn invited(
        &mut self,
        token_digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Person>, StoreError> {
        let query = Query::new(
            "SELECT id, email, password_hash FROM people \
             WHERE invite_digest = $1 AND invite_expires_at > $2",
            args![token_digest, now],
        );
        self.opt(query).await?.map(super::read).transpose()
    }
}

impl Tx {
    /// Invites a person by a link of which only the digest is kept. An earlier link ends.
    pub async fn invite(
        &mut self,
        id: PersonId,
        token_digest: [u8; 32],
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE people SET invite_digest = $2, invite_expires_at = $3 WHERE id = $1",
            args![id, token_digest, expires_at],
        ))
        .await
        .map(drop)
    }

    /// Uses a link up. Tells whether it still counted.
    pub async fn use_invite(
        &mut self,
        id: PersonId,
        token_digest: [u8; 32],
    ) -> Result<bool, StoreError> {
        self.exec(Query::new(
            "UPDATE people SET invite_digest = NULL, invite_expires_at = NULL \
             WHERE id = $1 AND invite_digest = $2",
            args![id, token_digest],
        ))
        .await
        .map(|changed| changed == 1)
    }

    /// Ends whatever link there is.
    pub async fn end_invite(&mut self, id: PersonId) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE people SET invite_digest = NULL, invite_expires_at = NULL WHERE id = $1",
            args![id],
        ))
        .await
        .map(drop)
    }
}
