//! The right edge of a growing tree: all that is needed to append and to know the root.

use std::fmt;

use super::NodeId;
use crate::hash::{HASH_BYTES, Hash, node_hash};

/// The roots of the complete subtrees that make up a tree, largest first: one for each bit that is
/// set in the size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            peaks: Vec::new(),
        }
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf by its hash and reports every node that this completes, from the leaf upwards.
    pub fn append(&mut self, leaf: Hash, mut completed: impl FnMut(NodeId, Hash)) {
        let mut node = NodeId {
            level: 0,
            index: self.size,
        };
        let mut hash = leaf;
        completed(node, hash);
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            node = NodeId {
                level: node.level + 1,
                index: node.index >> 1,
            };
            completed(node, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold_right(&self.peaks).unwrap_or(Hash::EMPTY_ROOT)
    }

    /// The frontier as bytes: the size in 8 bytes, big-endian, then the hashes, largest subtree first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let hashes = self.peaks.iter().flat_map(Hash::as_bytes).copied();
        self.size.to_be_bytes().into_iter().chain(hashes).collect()
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedFrontier> {
        let (size, hashes) = bytes.split_first_chunk().ok_or(MalformedFrontier)?;
        let size = u64::from_be_bytes(*size);
        let (hashes, rest) = hashes.as_chunks::<HASH_BYTES>();
        let expected = usize::try_from(size.count_ones()).map_err(|_| MalformedFrontier)?;
        if !rest.is_empty() || hashes.len() != expected {
            return Err(MalformedFrontier);
        }
        Ok(Self {
            size,
            peaks: hashes.iter().copied().map(Hash::from_bytes).collect(),
        })
    }
}

/// The hash over subtrees of falling size, as the right edge of a tree combines them.
pub(super) fn fold_right(hashes: &[Hash]) -> Option<Hash> {
    hashes
        .iter()
        .rev()
        .copied()
        .reduce(|right, left| node_hash(&left, &right))
}

/// The bytes are not a frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedFrontier;

impl fmt::Display for MalformedFrontier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a tree size and one hash for each bit set in it")
    }
}

impl std::error::Error for MalformedFrontier {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    #[test]
    fn the_root_without_leaves_is_the_hash_of_nothing() {
        assert_eq!(Frontier::new().root(), Hash::EMPTY_ROOT);
    }

    #[test]
    fn a_frontier_reads_back_from_its_bytes_and_goes_on() {
        let mut whole = Frontier::new();
        for number in 0..100_u8 {
            let restored = Frontier::from_bytes(&whole.to_bytes()).unwrap();
            assert_eq!(restored, whole);
            whole.append(leaf_hash(&[number]), |_, _| {});
        }
        assert_eq!(whole.size(), 100);
    }

    #[test]
    fn bytes_with_a_hash_too_many_or_too_few_are_refused() {
        let mut frontier = Frontier::new();
        frontier.append(leaf_hash(b"a"), |_, _| {});
        let bytes = frontier.to_bytes();
        assert!(Frontier::from_bytes(&bytes[..39]).is_err());
        assert!(Frontier::from_bytes(&bytes[..8]).is_err());
        assert!(Frontier::from_bytes(&[bytes.clone(), vec![0; 32]].concat()).is_err());
        assert!(Frontier::from_bytes(b"").is_err());
    }

    #[test]
    fn appending_reports_each_completed_node_once() {
        let mut frontier = Frontier::new();
        let mut completed = Vec::new();
        for number in 0..4_u8 {
            frontier.append(leaf_hash(&[number]), |node, _| {
                completed.push((node.level, node.index));
            });
        }
        assert_eq!(
            completed,
            [(0, 0), (0, 1), (1, 0), (0, 2), (0, 3), (1, 1), (2, 0)]
        );
    }
}
