//! The completeness map: for every stream of a log its last number and last leaf, under one hash.
//!
//! A binary tree over the bits of SHA-256(stream), so that its shape follows from its entries alone.
//! A subtree without entries is 32 zero bytes; one with a single entry is that entry, however high;
//! any other is SHA-256(0x04 ‖ left ‖ right). So a short path proves what a stream's last event is,
//! or that the map has no such stream. Entries are added and replaced, never removed.

mod page;
mod pages;

use crate::hash::{HASH_BYTES, Hash, prefixed};

pub use page::{MalformedPage, Page};
pub use pages::{Pages, page_names};

/// Longest path: one step for each bit of a key.
pub const MAX_PATH: usize = 8 * HASH_BYTES;

/// The root of the map without entries, and the hash of a subtree without any.
pub const EMPTY: Hash = Hash::from_bytes([0; HASH_BYTES]);

/// The end of one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// SHA-256 of the stream's name: its place in the map.
    pub key: Hash,
    /// The number of the stream's last event.
    pub last_seq: u64,
    /// The hash of the stream's last leaf.
    pub last_leaf: Hash,
}

impl Entry {
    /// The entry of the stream with this name.
    #[must_use]
    pub fn of(stream: &str, last_seq: u64, last_leaf: Hash) -> Self {
        Self {
            key: key(stream),
            last_seq,
            last_leaf,
        }
    }

    /// SHA-256(0x03 ‖ key ‖ last number in 8 bytes, big-endian ‖ last leaf).
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut rest = self.last_seq.to_be_bytes().to_vec();
        rest.extend_from_slice(self.last_leaf.as_bytes());
        prefixed(0x03, self.key.as_bytes(), &rest)
    }
}

/// Where the map keeps the stream with this name.
#[must_use]
pub fn key(stream: &str) -> Hash {
    Hash::of(stream.as_bytes())
}

/// What a path through the map ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The entry that was asked for.
    Found(Entry),
    /// Nothing: the map has no such stream.
    Nothing,
    /// The entry of another stream, alone in its subtree: the map has no such stream.
    Other(Entry),
}

/// A path through the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapProof {
    /// What it ends at.
    pub end: End,
    /// The hashes beside the path, from its end upwards.
    pub path: Vec<Hash>,
}

impl MapProof {
    /// Whether this is a path to the place of `key` in the map with this root.
    #[must_use]
    pub fn leads(&self, key: &Hash, root: &Hash) -> bool {
        if self.path.len() > MAX_PATH {
            return false;
        }
        let end = match &self.end {
            End::Found(entry) if entry.key == *key => entry.hash(),
            End::Nothing => EMPTY,
            End::Other(entry) if entry.key != *key && self.is_beside(key, &entry.key) => {
                entry.hash()
            }
            End::Found(_) | End::Other(_) => return false,
        };
        let depths = (0..self.path.len()).rev();
        let top = self
            .path
            .iter()
            .zip(depths)
            .fold(end, |below, (beside, depth)| {
                if bit(key, depth) {
                    inner(beside, &below)
                } else {
                    inner(&below, beside)
                }
            });
        top == *root
    }

    /// Whether both keys take the same turns as far as the path goes.
    fn is_beside(&self, key: &Hash, other: &Hash) -> bool {
        (0..self.path.len()).all(|depth| bit(key, depth) == bit(other, depth))
    }
}

/// SHA-256(0x04 ‖ left ‖ right).
fn inner(left: &Hash, right: &Hash) -> Hash {
    prefixed(0x04, left.as_bytes(), right.as_bytes())
}

/// The turn that a key takes at this depth; the first is the highest bit of the first byte.
fn bit(key: &Hash, depth: usize) -> bool {
    key.as_bytes()
        .get(depth / 8)
        .is_some_and(|byte| byte >> (7 - depth % 8) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64) -> Entry {
        Entry::of(
            &format!("case/{number}"),
            number + 1,
            Hash::of(&number.to_be_bytes()),
        )
    }

    fn map(numbers: impl IntoIterator<Item = u64>) -> Pages {
        let mut pages = Pages::default();
        pages.put(numbers.into_iter().map(entry));
        pages
    }

    #[test]
    fn every_entry_is_proven_and_no_other() {
        let map = map(0..500);
        for number in 0..500 {
            let asked = entry(number);
            let proof = map.prove(&asked.key).unwrap();
            assert_eq!(proof.end, End::Found(asked));
            assert!(proof.leads(&asked.key, &map.root()));
            let forged = MapProof {
                end: End::Found(Entry {
                    last_seq: asked.last_seq - 1,
                    ..asked
                }),
                ..proof
            };
            assert!(!forged.leads(&asked.key, &map.root()));
        }
    }

    #[test]
    fn a_stream_that_is_not_there_is_proven_not_to_be() {
        for size in [0, 1, 2, 3, 17, 300] {
            let map = map(0..size);
            for number in 1_000..1_100 {
                let key = entry(number).key;
                let proof = map.prove(&key).unwrap();
                assert!(!matches!(proof.end, End::Found(_)));
                assert!(proof.leads(&key, &map.root()), "{size} {number}");
            }
        }
    }

    #[test]
    fn a_stream_that_is_there_cannot_be_denied() {
        let map = map(0..300);
        let asked = entry(7);
        let proof = map.prove(&asked.key).unwrap();
        for end in [End::Nothing, End::Other(asked), End::Other(entry(8))] {
            for length in 0..=proof.path.len() {
                let path = proof.path[proof.path.len() - length..].to_vec();
                assert!(!MapProof { end, path }.leads(&asked.key, &map.root()));
            }
        }
    }

    #[test]
    fn the_root_follows_from_the_entries_alone() {
        let forwards = map(0..200);
        let mut backwards = Pages::default();
        for number in (0..200).rev() {
            backwards.put([Entry {
                last_seq: 99,
                ..entry(number)
            }]);
            backwards.put([entry(number)]);
        }
        assert_eq!(forwards.root(), backwards.root());
        assert_ne!(forwards.root(), map(0..199).root());
        assert_eq!(Pages::default().root(), EMPTY);
        assert_eq!(map(0..1).root(), entry(0).hash());
    }

    #[test]
    fn a_map_of_two_entries_is_hashed_as_described() {
        let (one, two) = (entry(0), entry(1));
        let mut expected = None;
        // Zero bytes stand beside the path as long as both keys take the same turn.
        for depth in (0..MAX_PATH).rev() {
            let (left, right) = (bit(&one.key, depth), bit(&two.key, depth));
            expected = match expected {
                None if left != right
                    && (0..depth).all(|d| bit(&one.key, d) == bit(&two.key, d)) =>
                {
                    let (low, high) = if left { (two, one) } else { (one, two) };
                    Some(inner(&low.hash(), &high.hash()))
                }
                Some(below) if left => Some(inner(&EMPTY, &below)),
                Some(below) => Some(inner(&below, &EMPTY)),
                None => None,
            };
        }
        assert_eq!(Some(map(0..2).root()), expected);
    }
}
