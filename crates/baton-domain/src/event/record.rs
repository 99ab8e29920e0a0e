//! Changes and reads of what is not a case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::CaseId;
use crate::part::PartRef;
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
}
