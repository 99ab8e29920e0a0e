//! Memberships as those who look after them see them: inactive ones as well, with addresses.

use baton_domain::actor::Role;
use baton_domain::id::{TeammateId, WorkspaceId};

use super::{Teammate, read_teammate};
use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// A membership, active or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The teammate.
    pub teammate: Teammate,
    /// Whether they can sign in here.
    pub is_active: bool,
    /// The address they sign in with.
    pub email: String,
}

const COLUMNS: &str = "SELECT t.is_active, p.email, t.workspace, t.id, t.person, t.name, t.roles, \
    t.availability FROM teammates t JOIN people p ON p.id = t.person WHERE t.workspace = ";

impl Reader {
    /// Every membership of a workspace, by name.
    pub async fn all_memberships(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<Vec<Membership>, StoreError> {
        let query = Query::start(COLUMNS)
            .arg(workspace)
            .sql(" ORDER BY t.name, t.id");
        self.all(query).await?.into_iter().map(read).collect()
    }

    /// One membership, active or not.
    pub async fn membership(
        &mut self,
        workspace: WorkspaceId,
        id: TeammateId,
    ) -> Result<Option<Membership>, StoreError> {
        let query = Query::start(COLUMNS)
            .arg(workspace)
            .sql(" AND t.id = ")
            .arg(id);
        self.opt(query).await?.map(read).transpose()
    }
}

impl Tx {
    /// Writes what can change of a membership.
    pub async fn save_membership(&mut self, changed: &Membership) -> Result<(), StoreError> {
        let roles: Vec<_> = changed
            .teammate
            .roles
            .iter()
            .copied()
            .map(Role::as_str)
            .collect();
        self.exec(Query::new(
            "UPDATE teammates SET name = $3, roles = $4, availability = $5, is_active = $6 \
             WHERE workspace = $1 AND id = $2",
            args![
                changed.teammate.workspace,
                changed.teammate.id,
                changed.teammate.name,
                roles.join(" "),
                changed.teammate.availability,
                changed.is_active
            ],
        ))
        .await
        .map(drop)
    }
}

fn read(mut row: Row) -> Result<Membership, StoreError> {
    let (is_active, email) = (row.take()?, row.take()?);
    Ok(Membership {
        teammate: read_teammate(row)?,
        is_active,
        email,
    })
}
