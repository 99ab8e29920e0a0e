//! The HTTP interface: routes, problems, live hints and the OpenAPI document.
//!
//! Reads go from a handler to the store, writes to a use case. Nothing here decides: whether a
//! caller may is the table's business, whether it is possible the domain's.

pub mod auth;
pub mod body;
pub mod hooks;
pub mod idempotency;
pub mod limits;
pub mod log;
mod metrics;
pub mod peer;
pub mod problem;
pub mod router;
pub mod setup;
pub mod state;
pub mod ui;
pub mod v1;

pub use router::{document, router};
pub use state::HttpState;
