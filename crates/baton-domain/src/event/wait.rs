//! Waits opening, going on and ending.

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, WaitId};
use crate::time::Timestamp;
use crate::wait::{Wait, WaitClosed};

/// Somebody waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitOpened {
    /// The wait as it begins.
    #[serde(flatten)]
    pub wait: Wait,
}

/// A wait goes on: part of what it was for is answered, or its due moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitUpdated {
    /// Which.
    pub wait_id: WaitId,
    /// Since when it counts now: the first message that is still unanswered.
    pub since: Timestamp,
    /// For `our_reply`: the messages that are dealt with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<MessageId>,
    /// Until when it counts now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// A wait's due passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitOverdue {
    /// Which.
    pub wait_id: WaitId,
}

/// The party says that what is waited for is done. The wait stays until a teammate decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitClaimed {
    /// Which.
    pub wait_id: WaitId,
}

/// A reminder is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseDue {
    /// Of which wait.
    pub wait_id: WaitId,
    /// The how many-th, from 1.
    pub chase: u8,
}

/// Nobody waits for it any longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitEnded {
    /// Which.
    pub wait_id: WaitId,
    /// Why.
    pub reason: WaitClosed,
}
