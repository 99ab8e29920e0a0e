//! The rules of the case machine, seen from outside.

mod invariants;
mod steps;
