//! The test kit's own tests: the simulator over many seeds, and what needs the whole application.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail loudly, as tests do, and say what they found"
)]

mod answer;
mod compose;
mod desk;
mod erase;
mod initiative;
mod learn;
mod model;
mod policies;
mod simulation;
mod teach;
