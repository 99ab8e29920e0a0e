//! The rules of the case machine, seen from outside.

mod boundary;
mod invariants;
mod receiving;
mod steps;
mod waiting;
