//! `/messages`: what was written, in either direction.

pub mod list;
pub mod raw;
pub mod read;
pub mod render;
