//! What the log promises, seen from outside the crate.

#[cfg(test)]
mod notes;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod trees;
