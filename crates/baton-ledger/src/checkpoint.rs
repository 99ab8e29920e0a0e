//! Checkpoints: what a log signs to commit to everything in it (C2SP `tlog-checkpoint`).
//!
//! Three lines: origin, size, root. Extension lines are refused, since nobody who watches a log
//! could check them.

use std::fmt;

use crate::hash::Hash;
use crate::note::{MalformedNote, Note, SigningKey, is_key_name};

/// The state of a log: how many leaves it has and what they hash to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the name of its key.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The three lines that are signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            self.root.to_base64()
        )
    }

    /// The checkpoint as a note, signed by the log's key. The caller must know that it is consistent
    /// with every checkpoint this key signed before.
    pub fn sign(&self, key: &SigningKey) -> Result<Note, MalformedCheckpoint> {
        if key.name() != self.origin {
            return Err(MalformedCheckpoint::Origin);
        }
        Ok(Note::unsigned(self.text())?.signed_by(key))
    }

    /// Reads the text of a note as a checkpoint. Says nothing about who signed it.
    pub fn parse(text: &str) -> Result<Self, MalformedCheckpoint> {
        let mut lines = text.split_terminator('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(MalformedCheckpoint::Lines);
        };
        if !is_key_name(origin) {
            return Err(MalformedCheckpoint::Origin);
        }
        let checkpoint = Self {
            origin: origin.to_owned(),
            size: size.parse().map_err(|_| MalformedCheckpoint::Size)?,
            root: Hash::from_base64(root).map_err(|_| MalformedCheckpoint::Root)?,
        };
        // A size with a plus sign or leading zeroes parses too.
        if checkpoint.text() == text {
            Ok(checkpoint)
        } else {
            Err(MalformedCheckpoint::Size)
        }
    }
}

/// Why a text is not a checkpoint, or a checkpoint cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MalformedCheckpoint {
    /// It is not a signed note.
    Note,
    /// It has not exactly three lines.
    Lines,
    /// The origin is not a key's name, or not the name of this key.
    Origin,
    /// The size is not a number in its one spelling.
    Size,
    /// The root is not a hash.
    Root,
}

impl From<MalformedNote> for MalformedCheckpoint {
    fn from(_: MalformedNote) -> Self {
        Self::Note
    }
}

impl fmt::Display for MalformedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "the checkpoint is not a signed note",
            Self::Lines => "a checkpoint has three lines: origin, size and root",
            Self::Origin => "the checkpoint's origin is not the name of its key",
            Self::Size => "the checkpoint's size is not a plain number",
            Self::Root => "the checkpoint's root is not a hash",
        })
    }
}

impl std::error::Error for MalformedCheckpoint {}
