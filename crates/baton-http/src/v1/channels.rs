//! Channels: what comes in by them, what goes out by them.

pub mod inbound;
pub mod list;
pub mod outbound;
