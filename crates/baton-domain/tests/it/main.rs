//! The rules of the case machine, seen from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    clippy::arithmetic_side_effects,
    clippy::too_many_lines,
    clippy::default_trait_access,
    reason = "tests stop at the first surprise, and look at the few variants they are about"
)]

mod act_steps;
mod acting;
mod boundary;
mod clocks;
mod ending;
mod golden;
mod history;
mod invariants;
mod receiving;
mod reviewing;
mod sending;
mod size;
mod steps;
mod transfer;
mod transitions;
mod waiting;
