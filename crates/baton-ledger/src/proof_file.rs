//! A proof that can be checked on its own: C2SP `tlog-proof@v1`.
//!
//! Index, inclusion proof and signed checkpoint in one text. The opaque `extra` line of the
//! specification is accepted and kept, and nothing is concluded from it.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

use crate::checkpoint::{Checkpoint, MalformedCheckpoint};
use crate::hash::Hash;
use crate::note::Note;
use crate::tree::{ProofRefused, verify_inclusion};

/// The first line of every proof file.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Longest inclusion proof: no tree of 2⁶⁴ leaves needs more.
const MAX_PATH: usize = 64;

/// That a leaf is in a log, with what is needed to check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Opaque data that came along; not authenticated.
    pub extra: Option<Vec<u8>>,
    /// The leaf's number in the log, from 0.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling upwards.
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: Note,
}

impl ProofFile {
    /// Reads a proof file. One proof has one spelling.
    pub fn parse(text: &str) -> Result<Self, MalformedProof> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(MalformedProof)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(MalformedProof);
        }
        let extra = lines
            .next_if(|line| line.starts_with("extra "))
            .and_then(|line| line.strip_prefix("extra "))
            .map(|extra| BASE64.decode(extra).map_err(|_| MalformedProof))
            .transpose()?;
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(|index| index.parse().ok())
            .ok_or(MalformedProof)?;
        let path: Vec<_> = lines
            .map(|line| Hash::from_base64(line).map_err(|_| MalformedProof))
            .collect::<Result<_, _>>()?;
        let proof = Self {
            extra,
            index,
            path,
            checkpoint: Note::parse(checkpoint).map_err(|_| MalformedProof)?,
        };
        // An index with a plus sign or leading zeroes parses too.
        if proof.path.len() <= MAX_PATH && proof.to_string() == text {
            Ok(proof)
        } else {
            Err(MalformedProof)
        }
    }

    /// Checks that the checkpoint in this file holds the leaf. Says nothing about who signed it.
    pub fn verify(&self, leaf: Hash) -> Result<Checkpoint, NotProven> {
        let checkpoint = Checkpoint::parse(&self.checkpoint.text).map_err(NotProven::Checkpoint)?;
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size,
            &self.path,
            checkpoint.root,
        )
        .map_err(NotProven::Path)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for ProofFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

/// The text is not a proof file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedProof;

impl fmt::Display for MalformedProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a proof file that begins with {HEADER}")
    }
}

impl std::error::Error for MalformedProof {}

/// Why a proof file does not prove that its log holds a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotProven {
    /// Its checkpoint is malformed.
    Checkpoint(MalformedCheckpoint),
    /// Its hashes do not lead from the leaf to the root.
    Path(ProofRefused),
}

impl fmt::Display for NotProven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint(why) => why.fmt(f),
            Self::Path(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for NotProven {}
