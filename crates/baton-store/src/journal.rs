//! What a write unit leaves for after the commit.
//!
//! Whatever lives in memory (wake-ups, live hints) hears of a change only when it is durable.

use baton_domain::id::WorkspaceId;

/// An event that was appended and has no position yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The tenant.
    pub workspace: WorkspaceId,
    /// The stream's name.
    pub stream: String,
    /// Its number within the stream, from 1.
    pub stream_seq: u64,
    /// The leaf's hash in the log.
    pub leaf_hash: [u8; 32],
}

/// Notes of one unit, or of a group of units that were committed together.
#[derive(Debug, Default)]
pub struct Journal {
    /// Events in the order in which they were appended.
    pub appended: Vec<Appended>,
    /// Whether work was enqueued that is due now.
    pub is_work_due: bool,
}

impl Journal {
    pub(crate) fn absorb(&mut self, other: Self) {
        self.appended.extend(other.appended);
        self.is_work_due |= other.is_work_due;
    }
}
