//! A page of the map: the sixteen subtrees below one place, as they are kept.
//!
//! Four levels of the map in one piece. The hashes within follow from the sixteen and are not kept.

use std::fmt;

use super::{EMPTY, End, Entry, bit, inner};
use crate::hash::{HASH_BYTES, Hash};

/// Subtrees of a page.
pub(super) const SLOTS: usize = 16;

/// Levels of the map that a page spans.
pub(super) const LEVELS: usize = 4;

/// Bytes of an entry in a page: key, last number, last leaf.
const ENTRY_BYTES: usize = 2 * HASH_BYTES + 8;

/// A subtree of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Node {
    /// Without entries.
    #[default]
    Empty,
    /// With one.
    Entry(Entry),
    /// With several.
    Inner(Hash),
}

impl Node {
    pub(super) fn hash(&self) -> Hash {
        match self {
            Self::Empty => EMPTY,
            Self::Entry(entry) => entry.hash(),
            Self::Inner(hash) => *hash,
        }
    }
}

/// The sixteen subtrees below one place of the map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    pub(super) slots: [Node; SLOTS],
}

impl Page {
    /// The subtree over the whole page.
    pub(super) fn node(&self) -> Node {
        over(&self.slots)
    }

    /// Follows a key through the page and notes the hashes beside its way, from the top. None if
    /// the way goes on in the page below.
    pub(super) fn follow(&self, key: &Hash, depth: usize, beside: &mut Vec<Hash>) -> Option<End> {
        let mut slots: &[Node] = &self.slots;
        let mut depth = depth;
        loop {
            match (over(slots), slots.len()) {
                (Node::Empty, _) => return Some(End::Nothing),
                (Node::Entry(entry), _) if entry.key == *key => return Some(End::Found(entry)),
                (Node::Entry(entry), _) => return Some(End::Other(entry)),
                (Node::Inner(_), 1) => return None,
                (Node::Inner(_), _) => {}
            }
            let (left, right) = slots.split_at(slots.len() / 2);
            if bit(key, depth) {
                beside.push(over(left).hash());
                slots = right;
            } else {
                beside.push(over(right).hash());
                slots = left;
            }
            depth += 1;
        }
    }

    /// The page as bytes: for each subtree 0; or 1, key, last number and last leaf; or 2 and its hash.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for slot in &self.slots {
            match slot {
                Node::Empty => bytes.push(0),
                Node::Entry(entry) => {
                    bytes.push(1);
                    bytes.extend_from_slice(entry.key.as_bytes());
                    bytes.extend_from_slice(&entry.last_seq.to_be_bytes());
                    bytes.extend_from_slice(entry.last_leaf.as_bytes());
                }
                Node::Inner(hash) => {
                    bytes.push(2);
                    bytes.extend_from_slice(hash.as_bytes());
                }
            }
        }
        bytes
    }

    /// Reads what [`Page::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, MalformedPage> {
        let mut page = Self::default();
        let mut rest = bytes;
        for slot in &mut page.slots {
            let (kind, after) = rest.split_first().ok_or(MalformedPage)?;
            rest = after;
            *slot = match kind {
                0 => Node::Empty,
                1 => Node::Entry(take_entry(&mut rest)?),
                2 => Node::Inner(take_hash(&mut rest)?),
                _ => return Err(MalformedPage),
            };
        }
        if rest.is_empty() {
            Ok(page)
        } else {
            Err(MalformedPage)
        }
    }
}

/// The subtree over these: alone, an entry stands for it.
fn over(slots: &[Node]) -> Node {
    if let [one] = slots {
        return *one;
    }
    let (left, right) = slots.split_at(slots.len() / 2);
    match (over(left), over(right)) {
        (Node::Empty, Node::Empty) => Node::Empty,
        (Node::Empty, Node::Entry(entry)) | (Node::Entry(entry), Node::Empty) => Node::Entry(entry),
        (left, right) => Node::Inner(inner(&left.hash(), &right.hash())),
    }
}

fn take_hash(rest: &mut &[u8]) -> Result<Hash, MalformedPage> {
    let (hash, after) = rest.split_first_chunk().ok_or(MalformedPage)?;
    *rest = after;
    Ok(Hash::from_bytes(*hash))
}

fn take_entry(rest: &mut &[u8]) -> Result<Entry, MalformedPage> {
    if rest.len() < ENTRY_BYTES {
        return Err(MalformedPage);
    }
    let key = take_hash(rest)?;
    let (last_seq, after) = rest.split_first_chunk().ok_or(MalformedPage)?;
    *rest = after;
    Ok(Entry {
        key,
        last_seq: u64::from_be_bytes(*last_seq),
        last_leaf: take_hash(rest)?,
    })
}

/// The bytes are not a page of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedPage;

impl fmt::Display for MalformedPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected the sixteen subtrees of a page of the map")
    }
}

impl std::error::Error for MalformedPage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_back_from_its_bytes() {
        let mut page = Page::default();
        page.slots[3] = Node::Entry(Entry::of("log", 7, Hash::of(b"leaf")));
        page.slots[15] = Node::Inner(Hash::of(b"below"));
        let bytes = page.encode();
        assert_eq!(Page::decode(&bytes), Ok(page));
        assert!(Page::decode(&bytes[1..]).is_err());
        assert!(Page::decode(&[&bytes[..], b"\0"].concat()).is_err());
        assert!(Page::decode(&[3; 16]).is_err());
    }
}
