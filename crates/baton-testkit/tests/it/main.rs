//! The test kit's own tests: the simulator over many seeds, and what needs the whole application.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly, as tests do"
)]

mod simulation;
