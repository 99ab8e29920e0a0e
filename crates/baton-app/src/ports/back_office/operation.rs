//! What a back office can be asked to do, with typed parameters.
//!
//! The JSON of an operation is what people approve and what the evidence binds: fields are only
//! ever added, unknown ones are refused.

use baton_domain::money::Money;
use serde::{Deserialize, Serialize};

/// A change in a back office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Operation {
    /// Pay money back.
    Refund {
        /// Of which order.
        order: String,
        /// How much.
        amount: Money,
        /// Why, in our words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Give store credit beyond a refund.
    Compensate {
        /// For which order.
        order: String,
        /// How much.
        amount: Money,
        /// Why, in our words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Leave a note on an order.
    Note {
        /// Which order.
        order: String,
        /// What it says.
        text: String,
    },
    /// Deliver an order somewhere else.
    ChangeAddress {
        /// Which order.
        order: String,
        /// Where to.
        address: Address,
    },
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Whose door it is.
    pub name: String,
    /// Street, house, floor; one or more lines.
    pub lines: Vec<String>,
    /// The post code, where the country has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// The town.
    pub city: String,
    /// ISO 3166-1, two capital letters.
    pub country: String,
}

impl Operation {
    /// The order it is about.
    #[must_use]
    pub fn order(&self) -> &str {
        match self {
            Self::Refund { order, .. }
            | Self::Compensate { order, .. }
            | Self::Note { order, .. }
            | Self::ChangeAddress { order, .. } => order,
        }
    }

    /// The money it moves.
    #[must_use]
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Self::Refund { amount, .. } | Self::Compensate { amount, .. } => Some(*amount),
            Self::Note { .. } | Self::ChangeAddress { .. } => None,
        }
    }
}
