//! `/teammates`: the people who work here.

pub mod list;
