//! For tests alone: clocks, randomness, databases, scripted providers and the simulator.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "test support fails loudly: there is nobody to hand an error to"
)]

#[cfg(feature = "app")]
pub mod baton;
#[cfg(feature = "app")]
pub mod clock;
#[cfg(feature = "app")]
pub mod composer;
pub mod databases;
pub mod mailbox;
#[cfg(feature = "app")]
pub mod model;
pub mod postgres;
#[cfg(feature = "app")]
pub mod provider;
pub mod seeded;
#[cfg(feature = "app")]
pub mod shop;
pub mod simulator;
#[cfg(feature = "app")]
pub mod triage;
