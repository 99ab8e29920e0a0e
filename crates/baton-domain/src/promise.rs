//! Commitments made to somebody in a case.

use serde::{Deserialize, Serialize};

use crate::id::{ParticipantId, PromiseId};
use crate::part::PartRef;
use crate::time::Timestamp;

/// A promise that is open, or was broken and is remembered for the empathy boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Names the promise.
    pub id: PromiseId,
    /// To whom it was made.
    pub to: ParticipantId,
    /// Its wording.
    pub text: PartRef,
    /// By when.
    pub due: Timestamp,
    /// How it stands.
    pub status: PromiseStatus,
}

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseStatus {
    /// Still to be kept.
    Open,
    /// Kept.
    Kept,
    /// Its due passed.
    Broken,
    /// Taken back with the other party's knowledge.
    Withdrawn,
}
