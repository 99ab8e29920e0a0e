//! What becomes of what we know about a contact, in the contact's own stream.

use serde::{Deserialize, Serialize};

use crate::erasure::{ErasureReason, HoldReason};

/// Somebody asked that a contact's content be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureRequested {
    /// Why.
    pub reason: ErasureReason,
}

/// A request to erase was turned down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureDeclined {}

/// From here on the contact is unknown to us: their addresses are gone, their content goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureDecided {
    /// Why.
    pub reason: ErasureReason,
}

/// What was written by and about them is gone. More than one if something was still being written
/// when the first was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactErased {
    /// How many parts lost their content.
    pub parts: u64,
    /// How many stay because they speak of somebody else too whose content has to stay.
    pub kept: u64,
}

/// Nothing about them may be erased for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHoldSet {
    /// Why.
    pub reason: HoldReason,
}

/// It may be erased again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHoldLifted {}
