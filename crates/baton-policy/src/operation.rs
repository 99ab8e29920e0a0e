//! May this caller do this kind of thing at all? The one table of operations, roles and scopes.
//!
//! Static on purpose: it is printed into the OpenAPI document and walked by the authorisation test.
//! Whether one particular proposal may proceed is not asked here but of [`crate::Engine`]; whether it
//! is possible at all is asked of the domain.

use std::fmt;

use baton_domain::actor::Role;

use crate::scope::Scope;

mod table;

pub use table::Operation;

/// What an operation touches, and how. The rules about admins and auditors are stated in these terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Touch {
    /// The caller's own session or keys.
    Own,
    /// Reads what customers and teammates wrote, or what was done with it.
    ReadsContent,
    /// Changes cases, contacts, messages or what is sent to them.
    ChangesContent,
    /// Reads how the workspace is set up, its knowledge included.
    ReadsSettings,
    /// Changes how the workspace is set up, its knowledge included.
    ChangesSettings,
}

impl Touch {
    /// The name used where the table is printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::ReadsContent => "reads content",
            Self::ChangesContent => "changes content",
            Self::ReadsSettings => "reads settings",
            Self::ChangesSettings => "changes settings",
        }
    }
}

/// Whether a teammate with these roles may call the operation.
#[must_use]
pub fn may(roles: &[Role], operation: Operation) -> bool {
    roles.iter().any(|role| operation.roles().contains(role))
}

/// Whether a machine whose key has these scopes may call the operation.
#[must_use]
pub fn machine_may(scopes: &[Scope], operation: Operation) -> bool {
    operation
        .machine_scope()
        .is_some_and(|needed| scopes.contains(&needed))
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is not the name of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an operation such as cases.read")]
pub struct UnknownOperation;

impl std::str::FromStr for Operation {
    type Err = UnknownOperation;

    fn from_str(text: &str) -> Result<Self, UnknownOperation> {
        Self::ALL
            .iter()
            .copied()
            .find(|operation| operation.name() == text)
            .ok_or(UnknownOperation)
    }
}

#[cfg(test)]
mod tests;
