//! Changes and reads of what is not a case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::CaseId;
use crate::part::{Commitment, PartRef};
use crate::token::Slug;

/// A plain record changed: an article, a policy, a channel, a teammate, a rule, a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordChanged {
    /// Which fields.
    pub fields: Vec<Slug>,
    /// The new values of fields that hold a word out of a list, such as a role.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<Slug, Slug>,
    /// The new values of fields that hold text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<PartRef>,
}

/// Somebody read a case. One for each teammate, case and hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accessed {
    /// Which.
    pub case_id: CaseId,
    /// What besides the case itself was read; none for the case itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<Looked>,
}

/// What was looked up about a case in another system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Looked {
    /// The order it is about, with its parcels and refunds.
    Order,
}

/// The log began anew after a backup was restored: a key never signs two histories. The first leaf
/// of its generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerationStarted {
    /// Which generation of the workspace's log this is, from 2.
    pub generation: u64,
    /// The last checkpoint that the backup holds.
    pub from: PriorLog,
}

/// A checkpoint of the log that went before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorLog {
    /// The random name that its origin began with.
    pub name: Slug,
    /// Its generation.
    pub generation: u64,
    /// How many leaves the checkpoint covers; 0 if the backup holds none.
    pub size: u64,
    /// The root over them, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Slug>,
}

/// The log commits to the end of every stream: nothing can be left out of one unnoticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochClosed {
    /// The first so many leaves of the log are meant.
    pub size: u64,
    /// The root of the map from each stream to its last number and last leaf.
    pub map: Commitment,
}
