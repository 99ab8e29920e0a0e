//! Tiles: the tree cut into files of up to 256 hashes, as C2SP `tlog-tiles` serves it.
//!
//! A tile of level L and number N holds the nodes `(8·L, 256·N …)`. A full tile never changes. The
//! nodes between two levels of tiles are recomputed from the tile below.

use std::borrow::Cow;

use crate::hash::{HASH_BYTES, Hash, node_hash};
use crate::tree::{NodeId, Nodes};

/// Hashes of a full tile.
pub const TILE_WIDTH: u64 = 256;

/// Levels of the tree that one level of tiles spans.
pub const TILE_HEIGHT: u8 = 8;

/// Which tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// Level of tiles; 0 holds leaf hashes.
    pub level: u8,
    /// Number from the left within the level.
    pub index: u64,
}

impl TileId {
    /// The tile in which a node is kept, or from which it is recomputed; none for a node so high
    /// that no tree of 2⁶⁴ leaves has it.
    #[must_use]
    pub fn holding(node: NodeId) -> Option<Self> {
        let within = u32::from(node.level % TILE_HEIGHT);
        let first = node.index.checked_mul(1 << within)?;
        Some(Self {
            level: node.level / TILE_HEIGHT,
            index: first / TILE_WIDTH,
        })
    }

    /// How many hashes this tile has in a tree of `size` leaves: 0 to 256.
    #[must_use]
    pub fn width_at(self, size: u64) -> u64 {
        let shift = u32::from(self.level) * u32::from(TILE_HEIGHT);
        let in_level = size.checked_shr(shift).unwrap_or(0);
        let before = self.index.saturating_mul(TILE_WIDTH);
        in_level.saturating_sub(before).min(TILE_WIDTH)
    }

    /// The tile's path below the log's address, e.g. `tile/1/x001/234`, with `.p/<width>` for a
    /// partial one.
    #[must_use]
    pub fn path(self, width: u64) -> String {
        format!("tile/{}/{}", self.level, numbered(self.index, width))
    }
}

/// The path of a bundle of leaves below the log's address, e.g. `tile/entries/x001/234`.
#[must_use]
pub fn bundle_path(index: u64, width: u64) -> String {
    format!("tile/entries/{}", numbered(index, width))
}

/// Groups of three digits, all but the last marked `x`, and `.p/<width>` for a partial tile.
fn numbered(index: u64, width: u64) -> String {
    let mut path = format!("{:03}", index % 1_000);
    let mut rest = index / 1_000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1_000);
        rest /= 1_000;
    }
    if width < TILE_WIDTH {
        path = format!("{path}.p/{width}");
    }
    path
}

/// Reads the part of a path after `tile/<level>/` or `tile/entries/`: number and width.
#[must_use]
pub fn parse_numbered(path: &str) -> Option<(u64, u64)> {
    let (digits, width) = match path.split_once(".p/") {
        Some((digits, width)) => (digits, width.parse().ok()?),
        None => (path, TILE_WIDTH),
    };
    let index = digits.split('/').try_fold(0_u64, |index, group| {
        let group: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        index.checked_mul(1_000)?.checked_add(group)
    })?;
    // One tile has one path.
    (width > 0 && numbered(index, width) == path).then_some((index, width))
}

/// A tile as it is served: its hashes, one after the other.
#[must_use]
pub fn encode_tile(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(Hash::as_bytes).copied().collect()
}

/// Reads a tile; none if the length is not that of 1 to 256 hashes.
#[must_use]
pub fn decode_tile(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
    let fits = u64::try_from(hashes.len()).is_ok_and(|count| (1..=TILE_WIDTH).contains(&count));
    (rest.is_empty() && fits).then(|| hashes.iter().copied().map(Hash::from_bytes).collect())
}

/// Leaves as a bundle: each behind its length in two bytes, big-endian. None if one is longer than
/// 65,535 bytes.
pub fn encode_bundle<'a>(leaves: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bundle = Vec::new();
    for leaf in leaves {
        bundle.extend_from_slice(&u16::try_from(leaf.len()).ok()?.to_be_bytes());
        bundle.extend_from_slice(leaf);
    }
    Some(bundle)
}

/// Where tiles are kept.
pub trait Tiles {
    /// The hashes of a tile, as many as there are so far.
    fn tile(&self, tile: TileId) -> Option<Cow<'_, [Hash]>>;
}

/// The nodes of a tree that is kept in tiles.
#[derive(Debug, Clone, Copy)]
pub struct TileNodes<T>(pub T);

impl<T: Tiles> Nodes for TileNodes<T> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let id = TileId::holding(NodeId { level, index })?;
        let tile = self.0.tile(id)?;
        let count = 1_u64 << (level % TILE_HEIGHT);
        let first = (index * count) % TILE_WIDTH;
        let first = usize::try_from(first).ok()?;
        let last = first.checked_add(usize::try_from(count).ok()?)?;
        Some(complete(tile.get(first..last)?))
    }
}

/// The root over a power of two of hashes.
fn complete(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::EMPTY_ROOT,
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            node_hash(&complete(left), &complete(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::hash::leaf_hash;
    use crate::tree::{Frontier, MemoryTree, inclusion_proof};

    struct Kept(BTreeMap<TileId, Vec<Hash>>);

    impl Tiles for Kept {
        fn tile(&self, tile: TileId) -> Option<Cow<'_, [Hash]>> {
            self.0.get(&tile).map(|hashes| Cow::Borrowed(&**hashes))
        }
    }

    #[test]
    fn proofs_from_tiles_are_those_from_a_whole_tree() {
        let mut kept = Kept(BTreeMap::new());
        let mut whole = MemoryTree::new();
        let mut frontier = Frontier::new();
        for number in 0..1_000_u32 {
            let leaf = leaf_hash(&number.to_be_bytes());
            whole.append(leaf);
            frontier.append(leaf, |node, hash| {
                if node.level % TILE_HEIGHT == 0 {
                    let tile = TileId::holding(node).unwrap();
                    kept.0.entry(tile).or_default().push(hash);
                }
            });
        }
        let tiles = TileNodes(kept);
        for index in [0, 1, 255, 256, 511, 998, 999] {
            let expected = inclusion_proof(&whole, index, 1_000).unwrap();
            assert_eq!(inclusion_proof(&tiles, index, 1_000), Some(expected));
        }
        assert_eq!(inclusion_proof(&tiles, 7, 1_001), None);
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        let tile = TileId {
            level: 0,
            index: 1_234_067,
        };
        assert_eq!(tile.path(256), "tile/0/x001/x234/067");
        assert_eq!(TileId { level: 1, index: 0 }.path(3), "tile/1/000.p/3");
        assert_eq!(bundle_path(70_000, 256), "tile/entries/x070/000");
        assert_eq!(parse_numbered("x001/x234/067"), Some((1_234_067, 256)));
        assert_eq!(parse_numbered("000.p/3"), Some((0, 3)));
        for wrong in [
            "",
            "0",
            "x000/001",
            "000.p/0",
            "000.p/256",
            "001/002",
            "000.p/03",
        ] {
            assert_eq!(parse_numbered(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_tile_is_as_wide_as_the_tree_makes_it() {
        let width = |level, index, size| TileId { level, index }.width_at(size);
        assert_eq!(width(0, 0, 0), 0);
        assert_eq!(width(0, 1, 300), 44);
        assert_eq!(width(1, 0, 70_000), 256);
        assert_eq!(width(1, 1, 70_000), 17);
        assert_eq!(width(8, 0, u64::MAX), 0);
    }

    #[test]
    fn a_tile_reads_back_from_its_bytes() {
        let hashes = vec![leaf_hash(b"a"), leaf_hash(b"b")];
        let bytes = encode_tile(&hashes);
        assert_eq!(decode_tile(&bytes), Some(hashes));
        assert_eq!(decode_tile(&bytes[..63]), None);
        assert_eq!(decode_tile(b""), None);
        assert_eq!(decode_tile(&vec![0; 257 * 32]), None);
    }

    #[test]
    fn a_bundle_puts_the_length_before_each_leaf() {
        assert_eq!(
            encode_bundle([&b"ab"[..], b""]),
            Some(b"\0\x02ab\0\0".to_vec())
        );
        assert_eq!(encode_bundle([&vec![0; 65_536][..]]), None);
    }
}
