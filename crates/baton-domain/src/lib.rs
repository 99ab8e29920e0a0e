//! The rules of service: the case machine, waits, promises and whose turn it is.
//!
//! Pure: no I/O, no clock, no randomness of its own, and no free text. Time, ids and content are
//! arguments; content is referred to by [`part::PartRef`] and never held.
//!
//! Read [`event`] for what can happen, [`command`] for what can be asked, [`case`] for what is
//! remembered, and [`decide`] for the rules.

#![warn(clippy::wildcard_enum_match_arm)]

pub mod action;
pub mod actor;
pub mod baton;
pub mod case;
pub mod command;
pub mod confidence;
pub mod decide;
pub mod draft;
pub mod effect;
pub mod empathy;
pub mod erasure;
pub mod event;
pub mod id;
pub mod identity;
pub mod material;
pub mod message;
pub mod money;
pub mod part;
pub mod participant;
pub mod promise;
pub mod refusal;
pub mod review;
pub mod send;
pub mod settings;
pub mod sla;
pub mod stage;
pub mod status;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod time;
pub mod token;
pub mod triage;
pub mod verdict;
pub mod wait;
