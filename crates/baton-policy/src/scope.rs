//! The scopes a machine's API key may hold.
//!
//! A personal key has none: it acts as its teammate. No scope approves, decides a review or takes a
//! case out of the empathy boundary, so no key can be given what only a person may do.

use std::fmt;

/// What a machine's key was given; each scope opens the operations that name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Feeds messages in through a generic channel.
    MessagesWrite,
    /// Reads messages, and fetches what a generic channel has to deliver.
    MessagesRead,
    /// Reads cases, their timelines and the live hints.
    CasesRead,
    /// Opens cases, leaves notes, assigns and records waits.
    CasesWrite,
    /// Proposes drafts.
    DraftsPropose,
    /// Proposes actions.
    ActionsPropose,
    /// Searches and reads knowledge.
    KnowledgeRead,
    /// Proposes articles.
    KnowledgePropose,
    /// Classifies texts without storing them.
    TriageRun,
    /// Reads reports.
    ReportsRead,
    /// Reads events, packs and the log's entry bundles.
    EvidenceRead,
}

impl Scope {
    /// Every scope, in the order the documentation lists them.
    pub const ALL: [Self; 11] = [
        Self::MessagesWrite,
        Self::MessagesRead,
        Self::CasesRead,
        Self::CasesWrite,
        Self::DraftsPropose,
        Self::ActionsPropose,
        Self::KnowledgeRead,
        Self::KnowledgePropose,
        Self::TriageRun,
        Self::ReportsRead,
        Self::EvidenceRead,
    ];

    /// The scope as keys and the API write it, such as `cases:read`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MessagesWrite => "messages:write",
            Self::MessagesRead => "messages:read",
            Self::CasesRead => "cases:read",
            Self::CasesWrite => "cases:write",
            Self::DraftsPropose => "drafts:propose",
            Self::ActionsPropose => "actions:propose",
            Self::KnowledgeRead => "knowledge:read",
            Self::KnowledgePropose => "knowledge:propose",
            Self::TriageRun => "triage:run",
            Self::ReportsRead => "reports:read",
            Self::EvidenceRead => "evidence:read",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not the name of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a scope such as cases:read")]
pub struct UnknownScope;

impl std::str::FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or(UnknownScope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_reads_back_from_its_name() {
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
        assert_eq!("drafts:approve".parse::<Scope>(), Err(UnknownScope));
    }
}
