//! The test kit's own tests: the simulator over many seeds, and what needs the whole application.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly, as tests do"
)]

mod answer;
mod simulation;
