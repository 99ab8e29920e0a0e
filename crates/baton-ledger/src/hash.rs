//! SHA-256 hashes and the three prefixes that keep leaves, nodes and commitments apart.
//!
//! 0x00 and 0x01 are those of RFC 6962; 0x02 is ours, for the salted commitment to a part's content.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use sha2::{Digest as _, Sha256};

/// Bytes of a SHA-256 hash.
pub const HASH_BYTES: usize = 32;

/// Bytes of the salt of a commitment.
pub const SALT_BYTES: usize = 32;

/// A SHA-256 hash. Its text is 64 lower-case hexadecimal characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; HASH_BYTES]);

impl Hash {
    /// The root of a tree without leaves: the hash of no bytes.
    pub const EMPTY_ROOT: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);

    /// The hash with exactly these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }

    /// The plain SHA-256 of these bytes, as files are named by it.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Standard base 64 with padding, as checkpoints and proofs write it.
    #[must_use]
    pub fn to_base64(&self) -> String {
        BASE64.encode(self.0)
    }

    /// Reads what [`Hash::to_base64`] wrote; any other spelling of the same bytes is refused.
    pub fn from_base64(text: &str) -> Result<Self, MalformedHash> {
        let bytes = BASE64.decode(text).map_err(|_| MalformedHash)?;
        bytes.try_into().map(Self).map_err(|_| MalformedHash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Hash {
    type Err = MalformedHash;

    fn from_str(text: &str) -> Result<Self, MalformedHash> {
        let mut bytes = [0; HASH_BYTES];
        if text.len() != 2 * HASH_BYTES {
            return Err(MalformedHash);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = pair
                .iter()
                .try_fold(0, |value, digit| Some(value << 4 | hex_digit(*digit)?))
                .ok_or(MalformedHash)?;
        }
        Ok(Self(bytes))
    }
}

/// The value of a lower-case hexadecimal digit; upper case is refused so that a hash has one text.
const fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// The text is not a SHA-256 hash in the one spelling that is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedHash;

impl fmt::Display for MalformedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a SHA-256 hash")
    }
}

impl std::error::Error for MalformedHash {}

/// The hash of a leaf: SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    prefixed(0x00, leaf, &[])
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    prefixed(0x01, &left.0, &right.0)
}

/// Binds a part's content without revealing it: SHA-256(0x02 ‖ salt ‖ content).
#[must_use]
pub fn commitment(salt: &[u8; SALT_BYTES], content: &[u8]) -> Hash {
    prefixed(0x02, salt, content)
}

/// A [`commitment`] to content that arrives piece by piece.
pub struct Committing(Sha256);

impl Committing {
    /// Begins with the salt.
    #[must_use]
    pub fn new(salt: &[u8; SALT_BYTES]) -> Self {
        Self(Sha256::new().chain_update([0x02]).chain_update(salt))
    }

    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The commitment to all pieces.
    #[must_use]
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

/// SHA-256(prefix ‖ first ‖ second).
pub(crate) fn prefixed(prefix: u8, first: &[u8], second: &[u8]) -> Hash {
    let digest = Sha256::new()
        .chain_update([prefix])
        .chain_update(first)
        .chain_update(second);
    Hash(digest.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_hash_of_nothing() {
        assert_eq!(Hash::of(b""), Hash::EMPTY_ROOT);
    }

    #[test]
    fn the_leaf_hash_of_no_bytes_is_that_of_rfc_6962() {
        assert_eq!(
            leaf_hash(b"").to_string(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn a_hash_reads_back_from_both_of_its_texts() {
        let hash = Hash::of(b"baton");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
    }

    #[test]
    fn a_hash_has_one_spelling() {
        let hash = Hash::of(b"baton");
        assert!(hash.to_string().to_uppercase().parse::<Hash>().is_err());
        assert!(hash.to_string()[2..].parse::<Hash>().is_err());
        assert!(Hash::from_base64(hash.to_base64().trim_end_matches('=')).is_err());
        assert!(Hash::from_base64(&format!("{} ", hash.to_base64())).is_err());
    }

    #[test]
    fn a_commitment_is_the_same_in_pieces() {
        let mut committing = Committing::new(&[7; 32]);
        committing.update(b"ab");
        committing.update(b"c");
        assert_eq!(committing.finish(), commitment(&[7; 32], b"abc"));
    }

    #[test]
    fn the_same_bytes_hash_differently_as_leaf_node_and_commitment() {
        let left = [7; 32];
        let right = [9; 32];
        let both: Vec<u8> = left.iter().chain(&right).copied().collect();
        let leaf = leaf_hash(&both);
        let node = node_hash(&Hash::from_bytes(left), &Hash::from_bytes(right));
        let bound = commitment(&left, &right);
        assert!(leaf != node && node != bound && leaf != bound);
    }
}
