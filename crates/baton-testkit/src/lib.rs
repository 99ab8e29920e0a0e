//! For tests alone: clocks, randomness, databases, scripted providers and the simulator.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "test support fails loudly: there is nobody to hand an error to"
)]

#[cfg(feature = "app")]
pub mod clock;
pub mod databases;
pub mod postgres;
pub mod seeded;
