//! The Merkle tree of RFC 6962: appending, roots and proofs.
//!
//! A *node* is the root of a complete subtree; every root and every proof is put together from
//! nodes, so a log that keeps its nodes (or the tiles that hold them) can prove anything about any
//! size it ever had. This module keeps nothing but what it is given.

pub mod frontier;
pub mod memory;
pub mod proof;
pub mod verify;

pub use frontier::Frontier;
pub use memory::MemoryTree;
pub use proof::{consistency_nodes, consistency_proof, inclusion_nodes, inclusion_proof, root};
pub use verify::{ProofRefused, root_from_inclusion, verify_consistency, verify_inclusion};

use crate::hash::Hash;

/// The root of the complete subtree over the leaves `index << level .. (index + 1) << level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// Height above the leaves, which are level 0.
    pub level: u8,
    /// Number from the left within the level.
    pub index: u64,
}

/// Where proofs get their nodes from.
pub trait Nodes {
    /// The hash of a node; none if it is not complete or not kept.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

impl<T: Nodes + ?Sized> Nodes for &T {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        (**self).node(level, index)
    }
}

/// Largest power of two that is smaller than `size`; `size` is at least 2.
const fn split_point(size: u64) -> u64 {
    let below = size.saturating_sub(1);
    match below.checked_ilog2() {
        Some(exponent) => 1 << exponent,
        None => 1,
    }
}
