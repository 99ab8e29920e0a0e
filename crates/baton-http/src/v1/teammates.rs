//! `/teammates`: the people who work here.

pub mod change;
pub mod create;
mod detail;
pub mod list;
