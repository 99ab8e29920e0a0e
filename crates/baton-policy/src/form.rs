//! The form people edit instead of policy text: rows that become policies.
//!
//! A row says for which action and under which conditions something goes ahead by itself (`auto`),
//! with a review, or not at all. Rows only ever add: what ships as a forbid stays one, so an `auto` row
//! that asks for more than that has no effect there.

use baton_domain::actor::Role;
use baton_domain::id::{ChannelId, TeammateId};
use baton_domain::money::Currency;
use baton_domain::token::{LanguageTag, Slug};
use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::problem::Rejected;

mod check;
mod sentence;
mod text;

/// Most rows of one form.
pub const MAX_ROWS: usize = 200;

/// One row of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Names the row in verdicts and evidence, as `form.<id>`; at most 40 characters. It stays when
    /// the row is edited.
    pub id: Slug,
    /// What the row is about.
    pub action: Action,
    /// Whose doing it is about.
    #[serde(default)]
    pub who: Who,
    /// What follows.
    pub outcome: Outcome,
    /// When it matches; without any condition, always.
    #[serde(default)]
    pub conditions: Conditions,
    /// The sentence a teammate reads when the row decides; made from the row if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What follows when a row matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// It goes ahead by itself.
    Auto,
    /// Somebody with this role agrees first.
    Review {
        /// `agent`, `supervisor` or `approver`.
        by: Role,
    },
    /// It does not happen.
    Forbid,
}

/// Whose doing a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Who {
    /// Everybody's, people and programs alike.
    #[default]
    Everyone,
    /// Teammates' with this role.
    Role(Role),
    /// One teammate's.
    Teammate(TeammateId),
    /// AI's.
    Ai,
    /// That of programs with keys of their own.
    Machines,
}

/// When a row matches: when all that is given holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    /// The amount is in this range and currency.
    pub amount: Option<AmountRange>,
    /// Confidence is at least this, per mille.
    pub confidence_at_least: Option<u16>,
    /// Confidence is below this, per mille.
    pub confidence_below: Option<u16>,
    /// The customer's plan tier.
    pub tier: Option<String>,
    /// The channel.
    pub channel: Option<ChannelChoice>,
    /// The customer's language, whatever its region or script.
    pub language: Option<LanguageTag>,
}

/// Amounts in one currency. Other currencies do not match; a row for each states its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountRange {
    /// Of this currency.
    pub currency: Currency,
    /// More than this many minor units.
    #[serde(default)]
    pub above: Option<i64>,
    /// Up to and including this many minor units.
    #[serde(default)]
    pub up_to: Option<i64>,
}

/// The channels a row is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum ChannelChoice {
    /// Exactly this channel.
    One(ChannelId),
    /// Every channel of a kind, such as `email`.
    Kind(Slug),
    /// Every channel whose messages anybody may read.
    Public,
}

/// Turns the form into policy text for [`crate::Engine::with_workspace`], or says what to mend.
pub fn generate(rows: &[Row]) -> Result<String, Rejected> {
    let problems = check::rows(rows);
    if !problems.is_empty() {
        return Err(Rejected { problems });
    }
    Ok(rows.iter().map(text::policies).collect())
}

#[cfg(test)]
mod tests;
