//! Checking inclusion and consistency proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
//!
//! Needs the proof, the sizes and the roots, and nothing else. A proof that is longer or shorter
//! than its sizes ask for is refused.

use std::fmt;

use crate::hash::{Hash, node_hash};

/// Why a proof is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofRefused {
    /// The leaf would lie outside the tree, or the old tree would be larger than the new.
    OutOfRange,
    /// The number of hashes is not the one these sizes ask for.
    Length,
    /// The proof leads to another root.
    OtherRoot,
}

impl fmt::Display for ProofRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => "the proof is about a leaf or a tree that this tree does not hold",
            Self::Length => "the proof has too many or too few hashes",
            Self::OtherRoot => "the proof leads to another root",
        })
    }
}

impl std::error::Error for ProofRefused {}

/// Checks that the tree of `size` leaves with this root holds the leaf at `index`.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), ProofRefused> {
    if root_from_inclusion(leaf, index, size, proof)? == root {
        Ok(())
    } else {
        Err(ProofRefused::OtherRoot)
    }
}

/// The root that a tree must have for this inclusion proof to hold.
pub fn root_from_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
) -> Result<Hash, ProofRefused> {
    if index >= size {
        return Err(ProofRefused::OutOfRange);
    }
    // `place` is the node's number in its level, `last` that of the level's last node.
    let (mut place, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofRefused::Length);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            // The last node of a level rises unchanged until it is a right child.
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if last == 0 {
        Ok(hash)
    } else {
        Err(ProofRefused::Length)
    }
}

/// Checks that the tree of `old` leaves is a beginning of the tree of `new` leaves. A tree without
/// leaves is a beginning of every tree, with an empty proof.
pub fn verify_consistency(
    old: u64,
    old_root: Hash,
    new: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofRefused> {
    if old > new {
        return Err(ProofRefused::OutOfRange);
    }
    if old == new || old == 0 {
        let must_equal = if old == 0 { Hash::EMPTY_ROOT } else { new_root };
        return match (proof.is_empty(), old_root == must_equal) {
            (false, _) => Err(ProofRefused::Length),
            (true, false) => Err(ProofRefused::OtherRoot),
            (true, true) => Ok(()),
        };
    }
    let (mut place, mut last) = (old - 1, new - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let mut hashes = proof.iter();
    // Where the old tree is one complete subtree, the proof leaves its root out.
    let seed = if place == 0 {
        old_root
    } else {
        *hashes.next().ok_or(ProofRefused::Length)?
    };
    let (mut old_hash, mut new_hash) = (seed, seed);
    for sibling in hashes {
        if last == 0 {
            return Err(ProofRefused::Length);
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofRefused::Length);
    }
    if old_hash == old_root && new_hash == new_root {
        Ok(())
    } else {
        Err(ProofRefused::OtherRoot)
    }
}
