//! What the use cases need from the outside, as traits and plain data.
//!
//! Implemented in the outer crates and wired in the binary. A port never decides anything about a
//! case: it translates.

pub mod channel;
