//! The rules of service: the case machine, waits, promises and whose turn it is.
//!
//! Pure: no I/O, no clock, no randomness of its own, and no free text. Time, ids and content are
//! arguments; content is referred to by [`part::PartRef`] and never held.

pub mod actor;
pub mod id;
pub mod part;
pub mod time;
