//! How a case stands.

use serde::{Deserialize, Serialize};

/// How a case stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Somebody has to do something; there is exactly one next mover.
    #[default]
    Open,
    /// We believe it is done.
    Resolved,
    /// It is confirmed, or nobody objected.
    Closed,
    /// It will not be done.
    Cancelled,
    /// It goes on in another case.
    Merged,
}

impl CaseStatus {
    /// The name in API, database and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::Merged => "merged",
        }
    }
}
