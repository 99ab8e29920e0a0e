//! Who did something.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{ContactId, KeyId, TeammateId};

/// The principal behind a command, recorded on every event it causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A person who works here, in the workbench or by a personal key.
    Teammate(TeammateId),
    /// The workspace's AI. It proposes; it never approves.
    Ai,
    /// A program with a key of its own. It proposes; like AI it cannot approve.
    Machine(KeyId),
    /// A person outside.
    Contact(ContactId),
    /// Baton itself: timers, routing, the sequencer.
    System,
}

impl Actor {
    /// Whether a person of ours did it: the only kind of actor whose answer counts as a person's.
    #[must_use]
    pub const fn is_teammate(&self) -> bool {
        matches!(self, Self::Teammate(_))
    }
}

/// What a teammate may do is decided by roles; one may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works cases.
    Agent,
    /// Reviews, steers the team, sees its cases.
    Supervisor,
    /// Samples and scores cases.
    Quality,
    /// Writes and publishes knowledge.
    KnowledgeEditor,
    /// Approves money.
    Approver,
    /// Changes settings; sees no customer content.
    Admin,
    /// Reads all, changes nothing.
    Auditor,
}

impl Role {
    /// Every role, in the order in which screens list them.
    pub const ALL: [Self; 7] = [
        Self::Agent,
        Self::Supervisor,
        Self::Quality,
        Self::KnowledgeEditor,
        Self::Approver,
        Self::Admin,
        Self::Auditor,
    ];

    /// The role's name in code, API and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Quality => "quality",
            Self::KnowledgeEditor => "knowledge_editor",
            Self::Approver => "approver",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The name is not that of a shipped role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRole;

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected one of the shipped roles")
    }
}

impl std::error::Error for UnknownRole {}

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_from_its_name() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(UnknownRole));
    }

    #[test]
    fn an_actor_is_written_with_its_kind_and_id() {
        let mate = TeammateId::from_bits(1);
        assert_eq!(
            serde_json::to_value(Actor::Teammate(mate)).unwrap(),
            serde_json::json!({"kind": "teammate", "id": mate.to_string()})
        );
        assert_eq!(
            serde_json::to_value(Actor::Ai).unwrap(),
            serde_json::json!({"kind": "ai"})
        );
    }
}
