//! Teammates: people's memberships of a workspace, and the API keys of people and programs.

mod membership;

use baton_domain::actor::Role;
use baton_domain::id::{KeyId, PersonId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

pub use membership::Membership;

/// A person in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teammate {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The membership.
    pub id: TeammateId,
    /// Who it is.
    pub person: PersonId,
    /// The name that colleagues see.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// `available`, `busy` or `away`.
    pub availability: String,
}

/// An API key: personal (it acts as its teammate) or of a machine (it has scopes of its own).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: KeyId,
    /// The teammate it acts as; a machine's key has none.
    pub teammate: Option<TeammateId>,
    /// What a machine's key may do, as scope names.
    pub scopes: Vec<String>,
}

const COLUMNS: &str = "SELECT workspace, id, person, name, roles, availability FROM teammates ";

impl Reader {
    /// A teammate who is active.
    pub async fn teammate(
        &mut self,
        workspace: WorkspaceId,
        id: TeammateId,
    ) -> Result<Option<Teammate>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("WHERE is_active = 1 AND workspace = ")
            .arg(workspace)
            .sql(" AND id = ")
            .arg(id);
        self.opt(query).await?.map(read_teammate).transpose()
    }

    /// The active memberships of a person, in every workspace.
    pub async fn memberships(&mut self, person: PersonId) -> Result<Vec<Teammate>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("WHERE is_active = 1 AND person = ")
            .arg(person)
            .sql(" ORDER BY workspace");
        self.all(query)
            .await?
            .into_iter()
            .map(read_teammate)
            .collect()
    }

    /// The active teammates of a workspace, by name.
    pub async fn teammates(&mut self, workspace: WorkspaceId) -> Result<Vec<Teammate>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("WHERE is_active = 1 AND workspace = ")
            .arg(workspace)
            .sql(" ORDER BY name, id");
        self.all(query)
            .await?
            .into_iter()
            .map(read_teammate)
            .collect()
    }

    /// The key with this digest, unless it was revoked.
    pub async fn api_key(
        &mut self,
        workspace: WorkspaceId,
        digest: &[u8; 32],
    ) -> Result<Option<ApiKey>, StoreError> {
        let query = Query::new(
            "SELECT id, teammate, scopes FROM keys \
             WHERE workspace = $1 AND digest = $2 AND revoked_at IS NULL",
            args![workspace, digest],
        );
        self.opt(query)
            .await?
            .map(|mut row| {
                let (id, teammate) = (row.take()?, row.take()?);
                let scopes: String = row.take()?;
                let scopes = scopes.split_whitespace().map(str::to_owned).collect();
                Ok(ApiKey {
                    id,
                    teammate,
                    scopes,
                })
            })
            .transpose()
    }
}

fn read_teammate(mut row: Row) -> Result<Teammate, StoreError> {
    let (workspace, id, person, name) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let roles: String = row.take()?;
    let roles = roles
        .split_whitespace()
        .map(|role| {
            role.parse()
                .map_err(|_| StoreError::Record(format!("unknown role {role}")))
        })
        .collect::<Result<_, _>>()?;
    Ok(Teammate {
        workspace,
        id,
        person,
        name,
        roles,
        availability: row.take()?,
    })
}

/// A membership on its way into the store.
#[derive(Debug, Clone)]
pub struct NewTeammate {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Who it is.
    pub person: PersonId,
    /// The name that colleagues see.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// A key on its way into the store.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// SHA-256 of the token.
    pub digest: [u8; 32],
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// The teammate it acts as.
    pub teammate: Option<TeammateId>,
    /// What a machine's key may do.
    pub scopes: Vec<&'static str>,
}

impl Tx {
    /// Adds a membership.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] if the person is a teammate there already.
    pub async fn add_teammate(
        &mut self,
        id: TeammateId,
        new: &NewTeammate,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let roles: Vec<_> = new.roles.iter().map(|role| role.as_str()).collect();
        self.exec(Query::new(
            "INSERT INTO teammates (workspace, id, person, name, roles, availability, is_active, \
             created_at) VALUES ($1, $2, $3, $4, $5, 'available', 1, $6)",
            args![new.workspace, id, new.person, new.name, roles.join(" "), at],
        ))
        .await
        .map(drop)
    }

    /// Adds an API key.
    pub async fn add_key(
        &mut self,
        id: KeyId,
        new: &NewKey,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO keys (workspace, id, digest, name, teammate, scopes, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![
                new.workspace,
                id,
                new.digest,
                new.name,
                new.teammate,
                new.scopes.join(" "),
                at
            ],
        ))
        .await
        .map(drop)
    }
}
