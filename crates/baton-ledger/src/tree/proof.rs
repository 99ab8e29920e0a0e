//! Making inclusion and consistency proofs (RFC 6962 sections 2.1.1 and 2.1.2).
//!
//! A proof is first a list of ranges of leaves, then the hash of each range. So the nodes a proof
//! needs can be asked for beforehand, and fetched in one query.

use std::ops::Range;

use super::frontier::fold_right;
use super::{NodeId, Nodes, split_point};
use crate::hash::Hash;

/// The root of the tree of the first `size` leaves; none if a node is missing.
pub fn root(nodes: &impl Nodes, size: u64) -> Option<Hash> {
    if size == 0 {
        return Some(Hash::EMPTY_ROOT);
    }
    range_hash(nodes, &(0..size))
}

/// The inclusion proof of the leaf at `index` in the tree of the first `size` leaves, from the
/// leaf's sibling upwards; none if there is no such leaf or a node is missing.
pub fn inclusion_proof(nodes: &impl Nodes, index: u64, size: u64) -> Option<Vec<Hash>> {
    hashes(nodes, &inclusion_ranges(index, size)?)
}

/// The proof that the tree of the first `old` leaves is a beginning of that of the first `new`; none
/// if `old` is 0 or larger than `new`, or a node is missing. Empty if both are the same size.
pub fn consistency_proof(nodes: &impl Nodes, old: u64, new: u64) -> Option<Vec<Hash>> {
    hashes(nodes, &consistency_ranges(old, new)?)
}

/// The nodes that [`inclusion_proof`] will ask for.
#[must_use]
pub fn inclusion_nodes(index: u64, size: u64) -> Option<Vec<NodeId>> {
    inclusion_ranges(index, size).map(|ranges| ranges.iter().flat_map(range_nodes).collect())
}

/// The nodes that [`consistency_proof`] will ask for.
#[must_use]
pub fn consistency_nodes(old: u64, new: u64) -> Option<Vec<NodeId>> {
    consistency_ranges(old, new).map(|ranges| ranges.iter().flat_map(range_nodes).collect())
}

fn inclusion_ranges(index: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if index >= size {
        return None;
    }
    let mut ranges = Vec::new();
    let (mut begin, mut end) = (0, size);
    while end - begin > 1 {
        let middle = begin + split_point(end - begin);
        if index < middle {
            ranges.push(middle..end);
            end = middle;
        } else {
            ranges.push(begin..middle);
            begin = middle;
        }
    }
    ranges.reverse();
    Some(ranges)
}

fn consistency_ranges(old: u64, new: u64) -> Option<Vec<Range<u64>>> {
    if old == 0 || old > new {
        return None;
    }
    let mut ranges = Vec::new();
    let (mut begin, mut end) = (0, new);
    while old < end {
        let middle = begin + split_point(end - begin);
        if old <= middle {
            ranges.push(middle..end);
            end = middle;
        } else {
            ranges.push(begin..middle);
            begin = middle;
        }
    }
    // A subtree that begins at the first leaf is the old tree itself: the verifier has its root.
    if begin > 0 {
        ranges.push(begin..end);
    }
    ranges.reverse();
    Some(ranges)
}

fn hashes(nodes: &impl Nodes, ranges: &[Range<u64>]) -> Option<Vec<Hash>> {
    ranges
        .iter()
        .map(|range| range_hash(nodes, range))
        .collect()
}

fn range_hash(nodes: &impl Nodes, range: &Range<u64>) -> Option<Hash> {
    let hashes: Option<Vec<_>> = range_nodes(range)
        .into_iter()
        .map(|NodeId { level, index }| nodes.node(level, index))
        .collect();
    fold_right(&hashes?)
}

/// The complete nodes that make up a range, largest first. The range begins where a subtree of its
/// size may begin.
fn range_nodes(range: &Range<u64>) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    let mut begin = range.start;
    while let Some(exponent) = range.end.saturating_sub(begin).checked_ilog2() {
        let level = exponent.min(begin.trailing_zeros());
        nodes.push(NodeId {
            level: u8::try_from(level).unwrap_or(u8::MAX),
            index: begin >> level,
        });
        begin += 1 << level;
    }
    nodes
}
