//! What the engine is asked about: things done in a case.
//!
//! Changes of settings are asked separately, by [`crate::Engine::judge_change`]; reading is no matter
//! for policies but for the table of operations.

use std::fmt;

/// Something a principal wants to do in a case.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Word a draft. It leaves nobody's hands, so there is nothing to review: allowed or forbidden.
    Draft,
    /// Send a text to a participant.
    Send,
    /// Read an outside system.
    LookUp,
    /// Pay money back.
    Refund,
    /// Give money, credit or goods beyond a refund.
    Compensate,
    /// Leave a note in an outside system.
    Annotate,
    /// Hold, confirm or move an appointment.
    Appoint,
    /// Change where something is delivered.
    ChangeAddress,
    /// File a dispute with a platform.
    Dispute,
}

/// What policies are asked, in this order: may it go ahead, and if not, may it once reviewed?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Questions {
    /// Asked first; absent for what is a proposal by nature.
    pub(crate) execute: Option<&'static str>,
    /// Asked when the first is absent or denied.
    pub(crate) propose: &'static str,
}

impl Action {
    /// Every action, in the order forms list them.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Send,
        Self::LookUp,
        Self::Refund,
        Self::Compensate,
        Self::Annotate,
        Self::Appoint,
        Self::ChangeAddress,
        Self::Dispute,
    ];

    /// The name in policies, forms and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Send => "send",
            Self::LookUp => "look_up",
            Self::Refund => "refund",
            Self::Compensate => "compensate",
            Self::Annotate => "annotate",
            Self::Appoint => "appoint",
            Self::ChangeAddress => "change_address",
            Self::Dispute => "dispute",
        }
    }

    /// Whether an amount of money is part of it.
    #[must_use]
    pub const fn moves_money(self) -> bool {
        matches!(self, Self::Refund | Self::Compensate)
    }

    /// Whether a machine may at most propose it.
    #[must_use]
    pub const fn is_decided_by_people(self) -> bool {
        !matches!(self, Self::Draft | Self::LookUp)
    }

    /// The two questions under the names the schema gives them.
    pub(crate) const fn questions(self) -> Questions {
        match self {
            Self::Draft => Questions {
                execute: None,
                propose: "draft.propose",
            },
            Self::Send => both("send.execute", "send.propose"),
            Self::LookUp => both("look_up.execute", "look_up.propose"),
            Self::Refund => both("refund.execute", "refund.propose"),
            Self::Compensate => both("compensate.execute", "compensate.propose"),
            Self::Annotate => both("annotate.execute", "annotate.propose"),
            Self::Appoint => both("appoint.execute", "appoint.propose"),
            Self::ChangeAddress => both("change_address.execute", "change_address.propose"),
            Self::Dispute => both("dispute.execute", "dispute.propose"),
        }
    }
}

/// The questions about a change of settings.
pub(crate) const CHANGE: Questions = both("change.execute", "change.propose");

const fn both(execute: &'static str, propose: &'static str) -> Questions {
    Questions {
        execute: Some(execute),
        propose,
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
