//! What can be done with a review: one verb a file.

pub mod decide;

pub use decide::{Decided, Decision, Ruling, decide};
