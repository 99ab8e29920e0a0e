//! People who can sign in, and their sessions. Both belong to the installation.

mod invite;
mod second_factor;
mod signed_in;

use baton_domain::id::{PersonId, SessionId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

pub use second_factor::SecondFactor;
pub use signed_in::SignedInAt;

/// A person of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Lower-cased.
    pub email: String,
    /// An Argon2 hash in PHC form.
    pub password_hash: String,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who signed in.
    pub person: PersonId,
    /// The workspace they are in.
    pub workspace: Option<WorkspaceId>,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Reader {
    /// The person with this e-mail address, which is lower-cased by the caller.
    pub async fn person_by_email(&mut self, email: &str) -> Result<Option<Person>, StoreError> {
        let query = Query::new(
            "SELECT id, email, password_hash FROM people WHERE email = $1",
            args![email],
        );
        self.opt(query).await?.map(read).transpose()
    }

    /// A person.
    pub async fn person(&mut self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let query = Query::new(
            "SELECT id, email, password_hash FROM people WHERE id = $1",
            args![id],
        );
        self.opt(query).await?.map(read).transpose()
    }

    /// The e-mail address of a person.
    pub async fn person_email(&mut self, id: PersonId) -> Result<Option<String>, StoreError> {
        let query = Query::new("SELECT email FROM people WHERE id = $1", args![id]);
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// The session of this token's digest, unless it has ended.
    pub async fn session(
        &mut self,
        token_digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let query = Query::new(
            "SELECT id, person, workspace, expires_at FROM sessions \
             WHERE token_digest = $1 AND expires_at > $2",
            args![token_digest, now],
        );
        self.opt(query)
            .await?
            .map(|mut row| {
                Ok(Session {
                    id: row.take()?,
                    person: row.take()?,
                    workspace: row.take()?,
                    expires_at: row.take()?,
                })
            })
            .transpose()
    }
}

fn read(mut row: Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.take()?,
        email: row.take()?,
        password_hash: row.take()?,
    })
}

impl Tx {
    /// Changes a person's password.
    pub async fn set_password(
        &mut self,
        id: PersonId,
        password_hash: &str,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE people SET password_hash = $2 WHERE id = $1",
            args![id, password_hash],
        ))
        .await
        .map(drop)
    }

    /// Adds a person.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] if the address is taken.
    pub async fn add_person(
        &mut self,
        email: &str,
        password_hash: &str,
        at: Timestamp,
    ) -> Result<PersonId, StoreError> {
        let id = PersonId::mint(&mut self.ids().at(at));
        self.exec(Query::new(
            "INSERT INTO people (id, email, password_hash, created_at) VALUES ($1, $2, $3, $4)",
            args![id, email, password_hash, at],
        ))
        .await?;
        Ok(id)
    }

    /// Opens a session under a token of which only the digest is kept.
    pub async fn open_session(
        &mut self,
        token_digest: [u8; 32],
        session: &Session,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO sessions (token_digest, id, person, workspace, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![
                token_digest,
                session.id,
                session.person,
                session.workspace,
                at,
                session.expires_at
            ],
        ))
        .await
        .map(drop)
    }

    /// Changes the workspace that a session is in.
    pub async fn move_session(
        &mut self,
        id: SessionId,
        workspace: WorkspaceId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE sessions SET workspace = $2 WHERE id = $1",
            args![id, workspace],
        ))
        .await
        .map(drop)
    }

    /// Ends a session; ending one that has ended changes nothing.
    pub async fn end_session(&mut self, id: SessionId) -> Result<(), StoreError> {
        self.exec(Query::new("DELETE FROM sessions WHERE id = $1", args![id]))
            .await
            .map(drop)
    }
}
