//! The store's contract: every promise it makes, kept on both databases.
//!
//! Each test runs on every database of [`baton_testkit::databases::all`]. Where a promise is of one
//! database alone, its test says so.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly, as tests do"
)]

mod epoch;
mod erasure;
mod event;
mod figures;
mod idempotency;
mod job;
mod lease;
mod list;
mod log;
mod part;
mod projector;
mod schema;
mod seal;
mod search;
mod sequencer;
mod support;
mod unit;
mod upload;
mod value;
