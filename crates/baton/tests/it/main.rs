//! The binary as its users meet it, and what the house as a whole must keep.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail loudly, as tests do"
)]

mod access;
mod acts;
mod arrows;
mod backup;
mod bad_days;
mod bad_days_intake;
mod channels;
mod course;
mod crash;
mod demo;
mod erase;
mod eval;
mod evidence;
mod history;
mod hooks;
mod import;
mod intake;
mod keys;
mod live;
mod mailbox;
mod mailboxes;
mod metrics;
mod nodes;
mod once;
mod openapi;
mod order;
mod pairs;
mod people;
mod providers;
mod reads;
mod server;
mod sign_in;
mod spine;
mod tiles;
mod transfer;
mod uploads;
mod vocabulary;
mod witness;
mod workbench;
