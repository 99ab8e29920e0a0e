//! `/dead-letters`: messages that could not be read.

pub mod list;
pub mod replay;
