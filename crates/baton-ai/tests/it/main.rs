//! The engine against what people labelled.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop, and figures are worth reading"
)]

mod contract;
mod falsehoods;
mod provider;
mod public_data;
mod starter;
