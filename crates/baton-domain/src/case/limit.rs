//! How much a case may hold. What would exceed a limit is refused with `case.full`.
//!
//! Messages from outside are never lost to a limit: a case that is full of participants or of
//! messages nobody triaged refuses them, and intake opens a linked case.

/// Participants.
pub const PARTICIPANTS: usize = 48;
/// Conversations; the least recently used is forgotten.
pub const LINES: usize = 48;
/// Messages that triage has not spoken about.
pub const UNTRIAGED: usize = 64;
/// Open waits besides those for our replies, of which there is one for each participant.
pub const WAITS: usize = 32;
/// Messages named by one wait for our reply: the first and the latest.
pub const UNANSWERED: usize = 8;
/// Open drafts.
pub const DRAFTS: usize = 16;
/// Drafts whose end is remembered.
pub const CLOSED_DRAFTS: usize = 32;
/// Finished messages of ours that are remembered.
pub const FINISHED_SENDS: usize = 8;
/// Promises.
pub const PROMISES: usize = 32;
/// Items of the checklist.
pub const MATERIALS: usize = 32;
/// Items one wait may name.
pub const WAIT_ITEMS: usize = 32;
/// Messages one command may speak of.
pub const MESSAGES: usize = 64;
