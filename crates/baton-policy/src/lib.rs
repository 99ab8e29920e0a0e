//! Who may do what: the role and operation table and the policy engine.
//!
//! Two questions are answered here, each in one place. [`operation`]: may this caller do this kind of
//! thing at all? [`Engine`]: may this proposal proceed, and with whose review? The third, whether it
//! is possible, belongs to the domain. No I/O: policies come in as text, verdicts go out as values.

pub mod action;
pub mod bounds;
pub mod circumstances;
pub mod engine;
pub mod form;
mod judge;
pub mod load;
mod name;
pub mod operation;
pub mod principal;
pub mod problem;
pub mod reviewer;
pub mod scope;
pub mod shipped;
mod vocabulary;

pub use action::Action;
pub use circumstances::Circumstances;
pub use engine::Engine;
pub use operation::{Operation, machine_may, may};
pub use principal::{Principal, Setting};
pub use problem::{Problem, Rejected};
pub use scope::Scope;
