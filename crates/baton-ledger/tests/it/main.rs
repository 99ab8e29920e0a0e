//! What the log promises, seen from outside the crate.

#[cfg(test)]
mod actions;
#[cfg(test)]
mod complete;
#[cfg(test)]
mod forgeries;
#[cfg(test)]
mod meaning;
#[cfg(test)]
mod notes;
#[cfg(test)]
mod packs;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod story;
#[cfg(test)]
mod trees;
#[cfg(test)]
mod verifiers;
#[cfg(test)]
mod witness;
