//! The use cases, the job runner and the ports.
//!
//! Writes: an entry point calls a use case; the use case opens a write unit, judges, decides,
//! records and enqueues, and commits. No network and no model call happens inside a write unit.

pub mod access;
pub mod act;
pub mod app;
pub mod backup;
pub mod call;
pub mod caller;
pub mod case;
pub mod channel;
pub mod clock;
pub mod colleague;
pub(crate) mod compose;
pub mod draft;
pub mod erase;
pub mod error;
pub mod evidence;
pub mod found;
pub mod intake;
pub mod keeper;
pub mod key;
pub mod knowledge;
pub mod learn;
pub mod log;
mod numbers;
pub mod order;
mod outside;
pub mod password;
pub mod pause;
pub mod policies;
pub mod ports;
pub mod pulse;
pub mod restore;
pub mod review;
pub mod runner;
pub mod send;
pub mod session;
pub mod setup;
pub(crate) mod teach;
pub mod token;
pub mod upload;
pub mod verdict;
pub mod view;
pub mod witness;

pub use app::App;
