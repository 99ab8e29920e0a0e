//! Who calls a use case, and what they may do at all.

use baton_domain::actor::{Actor, Role};
use baton_domain::id::{KeyId, SessionId, TeammateId, WorkspaceId};
use baton_policy::{Operation, Scope, machine_may, may};

/// An authenticated caller in one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The only workspace this call can touch.
    pub workspace: WorkspaceId,
    /// What the caller is.
    pub identity: Identity,
}

/// What a caller is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// A teammate, in a browser or by a personal key.
    Teammate {
        /// The membership.
        id: TeammateId,
        /// What they may do.
        roles: Vec<Role>,
        /// The browser session, if it is one.
        session: Option<SessionId>,
    },
    /// A program with a key of its own.
    Machine {
        /// The key.
        id: KeyId,
        /// What the key may do.
        scopes: Vec<Scope>,
    },
}

impl Caller {
    /// The actor that events are recorded under.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match &self.identity {
            Identity::Teammate { id, .. } => Actor::Teammate(*id),
            Identity::Machine { id, .. } => Actor::Machine(*id),
        }
    }

    /// The roles; a machine has none.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        match &self.identity {
            Identity::Teammate { roles, .. } => roles,
            Identity::Machine { .. } => &[],
        }
    }

    /// The teammate, if a person calls.
    #[must_use]
    pub const fn teammate(&self) -> Option<TeammateId> {
        match &self.identity {
            Identity::Teammate { id, .. } => Some(*id),
            Identity::Machine { .. } => None,
        }
    }

    /// Whether this caller may do this kind of thing at all.
    #[must_use]
    pub fn may(&self, operation: Operation) -> bool {
        match &self.identity {
            Identity::Teammate { roles, .. } => may(roles, operation),
            Identity::Machine { scopes, .. } => machine_may(scopes, operation),
        }
    }
}
