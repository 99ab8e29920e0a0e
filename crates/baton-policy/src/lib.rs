//! Who may do what: the role and operation table and the policy engine.
//!
//! Two questions are answered here, each in one place. [`operation`]: may this caller do this kind of
//! thing at all? [`Engine`]: may this proposal proceed, and with whose review? The third, whether it
//! is possible, belongs to the domain. No I/O: policies come in as text, verdicts go out as values.

pub mod operation;
pub mod scope;

pub use operation::{Operation, machine_may, may};
pub use scope::Scope;
