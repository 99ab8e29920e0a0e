//! The use cases, the job runner and the ports.
//!
//! Writes: an entry point calls a use case; the use case opens a write unit, judges, decides,
//! records and enqueues, and commits. No network and no model call happens inside a write unit.

pub mod ports;
