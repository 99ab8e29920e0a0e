//! How much a case may hold. What would exceed a limit is refused with `case.full`.
//!
//! Messages from outside are never lost to a limit: a case that is full of participants or of
//! messages nobody triaged refuses them, and intake opens a linked case.

/// Participants.
pub const PARTICIPANTS: usize = 24;
/// Conversations; the least recently used is forgotten.
pub const LINES: usize = 24;
/// Messages that triage has not spoken about.
pub const UNTRIAGED: usize = 40;
/// Open waits besides those for our replies, of which there is one for each participant.
pub const WAITS: usize = 16;
/// Messages named by one wait for our reply: the first and the latest.
pub const UNANSWERED: usize = 5;
/// Open drafts.
pub const DRAFTS: usize = 8;
/// Drafts whose end is remembered.
pub const CLOSED_DRAFTS: usize = 24;
/// Finished messages of ours that are remembered.
pub const FINISHED_SENDS: usize = 4;
/// Actions of which something may still come.
pub const ACTIONS: usize = 6;
/// Finished actions that are remembered.
pub const FINISHED_ACTIONS: usize = 4;
/// Promises.
pub const PROMISES: usize = 16;
/// Items of the checklist.
pub const MATERIALS: usize = 16;
/// Items one wait may name.
pub const WAIT_ITEMS: usize = 12;
/// Messages one command may speak of.
pub const MESSAGES: usize = 64;
