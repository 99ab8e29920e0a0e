//! That one checkpoint is a beginning of another, as a file.
//!
//! The form is that of the request a C2SP `tlog-witness` answers: the old size, the consistency
//! proof, an empty line and the new checkpoint.

use std::fmt;

use crate::checkpoint::Checkpoint;
use crate::hash::Hash;
use crate::note::Note;
use crate::proof_file::NotProven;
use crate::tree::verify_consistency;

/// Longest consistency proof: no tree of 2⁶⁴ leaves needs more.
const MAX_PATH: usize = 64;

/// A consistency proof and the checkpoint it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyFile {
    /// Number of leaves of the old tree.
    pub old: u64,
    /// The consistency proof.
    pub path: Vec<Hash>,
    /// The new checkpoint, signed.
    pub checkpoint: Note,
}

impl ConsistencyFile {
    /// Reads a file. One proof has one spelling.
    pub fn parse(text: &str) -> Result<Self, MalformedConsistency> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(MalformedConsistency)?;
        let mut lines = head.split('\n');
        let old = lines
            .next()
            .and_then(|line| line.strip_prefix("old "))
            .and_then(|old| old.parse().ok())
            .ok_or(MalformedConsistency)?;
        let path: Vec<_> = lines
            .map(|line| Hash::from_base64(line).map_err(|_| MalformedConsistency))
            .collect::<Result<_, _>>()?;
        let file = Self {
            old,
            path,
            checkpoint: Note::parse(checkpoint).map_err(|_| MalformedConsistency)?,
        };
        // A size with a plus sign or leading zeroes parses too.
        if file.path.len() <= MAX_PATH && file.to_string() == text {
            Ok(file)
        } else {
            Err(MalformedConsistency)
        }
    }

    /// Checks that the tree with this root is a beginning of the checkpoint in this file. Says
    /// nothing about who signed it.
    pub fn verify(&self, old_root: Hash) -> Result<Checkpoint, NotProven> {
        let new = Checkpoint::parse(&self.checkpoint.text).map_err(NotProven::Checkpoint)?;
        verify_consistency(self.old, old_root, new.size, new.root, &self.path)
            .map_err(NotProven::Path)?;
        Ok(new)
    }
}

impl fmt::Display for ConsistencyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.path {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

/// The text is not a consistency proof with its checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedConsistency;

impl fmt::Display for MalformedConsistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an old size, a consistency proof, an empty line and a checkpoint")
    }
}

impl std::error::Error for MalformedConsistency {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::note::SigningKey;
    use crate::tree::{MemoryTree, consistency_proof, root};

    fn tree() -> MemoryTree {
        (0..9_u8).map(|number| leaf_hash(&[number])).collect()
    }

    fn file(old: u64) -> ConsistencyFile {
        let origin = "log.example/ws/1".to_owned();
        let key = SigningKey::new(origin.clone(), &[1; 32]).unwrap();
        let root = tree().root();
        ConsistencyFile {
            old,
            path: consistency_proof(&tree(), old, 9).unwrap(),
            checkpoint: Checkpoint {
                origin,
                size: 9,
                root,
            }
            .sign(&key)
            .unwrap(),
        }
    }

    #[test]
    fn a_file_reads_back_and_proves_what_it_says() {
        for old in 1..=9 {
            let read = ConsistencyFile::parse(&file(old).to_string()).unwrap();
            assert_eq!(read, file(old));
            let old_root = root(&tree(), old).unwrap();
            assert_eq!(read.verify(old_root).unwrap().size, 9);
            assert!(read.verify(leaf_hash(b"another")).is_err());
        }
    }

    #[test]
    fn a_file_has_one_spelling() {
        let text = file(3).to_string();
        for wrong in [
            text.replace("old 3", "old 03"),
            text.replace("old 3", "size 3"),
            text.replacen("\n\n", "\n", 1),
            text.trim_end().to_owned(),
        ] {
            assert!(ConsistencyFile::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
