//! A teammate as an admin sees them.

use baton_domain::actor::Role;
use baton_store::teammate::Membership;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// A membership, active or not.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeammateDetail {
    /// The membership's id.
    id: String,
    /// The name that colleagues see.
    name: String,
    /// The address they sign in with.
    email: String,
    /// What they may do.
    roles: Vec<&'static str>,
    /// `available`, `busy` or `away`.
    availability: String,
    /// Whether they may sign in here.
    is_active: bool,
}

pub(super) fn view(membership: Membership) -> TeammateDetail {
    let teammate = membership.teammate;
    TeammateDetail {
        id: teammate.id.to_string(),
        name: teammate.name,
        email: membership.email,
        roles: teammate.roles.iter().map(|role| role.as_str()).collect(),
        availability: teammate.availability,
        is_active: membership.is_active,
    }
}

/// Roles by their names; says which one is none.
pub(super) fn roles(names: &[String]) -> Result<Vec<Role>, Problem> {
    let unknown = |index| Problem::invalid(format!("/roles/{index}"), "value.unknown");
    let names = names.iter().enumerate();
    names
        .map(|(index, name)| name.parse().map_err(|_| unknown(index)))
        .collect()
}
