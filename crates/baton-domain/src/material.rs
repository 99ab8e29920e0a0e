//! Items of a case's checklist: what is needed, from whom, and whether it will do.

use serde::{Deserialize, Serialize};

use crate::id::{MaterialId, ParticipantId};
use crate::part::PartRef;
use crate::time::Timestamp;

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Names the item.
    pub id: MaterialId,
    /// From whom it is needed.
    pub from: ParticipantId,
    /// What is needed, in words.
    pub what: PartRef,
    /// Whether the case cannot go on without it.
    pub is_required: bool,
    /// How it stands.
    pub status: MaterialStatus,
    /// What was handed in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<PartRef>,
    /// Since when it stands so.
    pub since: Timestamp,
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialStatus {
    /// Nothing came yet.
    Missing,
    /// Something came; a teammate has to judge it.
    Received,
    /// It will do.
    Accepted,
    /// It will not do; another is needed.
    Rejected,
}

impl MaterialStatus {
    /// Whether the next file may be it.
    #[must_use]
    pub const fn is_awaited(self) -> bool {
        match self {
            Self::Missing | Self::Rejected => true,
            Self::Received | Self::Accepted => false,
        }
    }
}

/// Whether what was handed in will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// It will do.
    Accepted,
    /// It will not do.
    Rejected,
}
