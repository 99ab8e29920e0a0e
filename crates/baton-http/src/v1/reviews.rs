//! `/reviews`: what waits for somebody's decision.

pub mod decide;
pub mod list;
