//! How far AI may go on a channel.

use serde::{Deserialize, Serialize};

/// A step of autonomy, least first, so that stages compare. Each includes the ones before it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// No AI at all.
    #[default]
    Off,
    /// Drafts are measured, unseen.
    Shadow,
    /// Drafts are shown; a person sends.
    Draft,
    /// May look things up.
    Verify,
    /// May execute what a person reviewed.
    ReviewedExecution,
    /// May send by itself what policy allows.
    Auto,
}

impl Stage {
    /// The name in API and database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Shadow => "shadow",
            Self::Draft => "draft",
            Self::Verify => "verify",
            Self::ReviewedExecution => "reviewed_execution",
            Self::Auto => "auto",
        }
    }

    /// Whether AI may put a draft before people.
    #[must_use]
    pub fn may_draft(self) -> bool {
        self >= Self::Draft
    }

    /// Whether a message may leave without a person's approval.
    #[must_use]
    pub fn may_send(self) -> bool {
        self >= Self::Auto
    }
}
