//! Why somebody's content is erased, and why it may have to stay.
//!
//! Words out of lists alone: a reason in somebody's own words would be the next text to erase.

use serde::{Deserialize, Serialize};

/// Why a contact's content goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// They asked for it.
    Requested,
    /// They no longer agree to our keeping it.
    ConsentWithdrawn,
    /// It should never have been kept.
    KeptByMistake,
    /// A law or an authority says so.
    LegalDuty,
    /// It was kept as long as the workspace keeps such content.
    Retention,
}

impl ErasureReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::Requested,
        Self::ConsentWithdrawn,
        Self::KeptByMistake,
        Self::LegalDuty,
        Self::Retention,
    ];

    /// The word in events, in the database and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::KeptByMistake => "kept_by_mistake",
            Self::LegalDuty => "legal_duty",
            Self::Retention => "retention",
        }
    }

    /// The reason with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|reason| reason.as_str() == word)
    }
}

/// Why a contact's content must stay: a legal hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// A dispute about it is open.
    Dispute,
    /// A court or an authority asked for it.
    Authority,
    /// Something is being looked into.
    Investigation,
    /// A law says how long it is kept.
    LegalDuty,
}

impl HoldReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::Dispute,
        Self::Authority,
        Self::Investigation,
        Self::LegalDuty,
    ];

    /// The word in events, in the database and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispute => "dispute",
            Self::Authority => "authority",
            Self::Investigation => "investigation",
            Self::LegalDuty => "legal_duty",
        }
    }

    /// The reason with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|reason| reason.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_and_the_database_use_the_same_words() {
        for reason in ErasureReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
            assert_eq!(ErasureReason::named(reason.as_str()), Some(*reason));
        }
        for reason in HoldReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
            assert_eq!(HoldReason::named(reason.as_str()), Some(*reason));
        }
        assert_eq!(ErasureReason::named("because"), None);
        assert_eq!(HoldReason::named("because"), None);
    }
}
