//! What a witness decides: C2SP `tlog-witness`, call `add-checkpoint`.
//!
//! Pure: whoever runs a witness remembers what it cosigned last and keeps the new checkpoint before
//! answering, with nothing in between. Optional calls of the protocol are left out.

use std::fmt;

use crate::checkpoint::Checkpoint;
use crate::consistency_file::ConsistencyFile;
use crate::hash::Hash;
use crate::note::{NotVerified, Note, SigningKey, VerifierKey};

/// Longest consistency proof that a request may hold.
const MAX_PROOF: usize = 63;

/// A request that was understood; nothing is checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    file: ConsistencyFile,
    checkpoint: Checkpoint,
}

/// The state of a log that a witness cosigned last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// A log of which nothing was cosigned yet.
impl Default for Seen {
    fn default() -> Self {
        Self {
            size: 0,
            root: Hash::EMPTY_ROOT,
        }
    }
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The request is malformed, or its old size is larger than the checkpoint's.
    Malformed,
    /// No key is known for the origin.
    UnknownLog,
    /// No known key signed it, or a signature under a known key is wrong.
    NotSigned,
    /// The old size is not the one that was cosigned last.
    Conflict {
        /// The size that was.
        size: u64,
    },
    /// The checkpoint does not continue what was cosigned last.
    Inconsistent,
}

impl Refused {
    /// The HTTP status that the protocol has for it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::UnknownLog => 404,
            Self::NotSigned => 403,
            Self::Conflict { .. } => 409,
            Self::Inconsistent => 422,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the request is malformed",
            Self::UnknownLog => "no key is known for this origin",
            Self::NotSigned => "no known key of this log signed the checkpoint",
            Self::Conflict { .. } => "another size was cosigned last",
            Self::Inconsistent => "the checkpoint does not continue what was cosigned last",
        })
    }
}

impl std::error::Error for Refused {}

impl Request {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`Refused::Malformed`].
    pub fn parse(body: &str) -> Result<Self, Refused> {
        let file = ConsistencyFile::parse(body).map_err(|_| Refused::Malformed)?;
        let checkpoint =
            Checkpoint::parse(&file.checkpoint.text).map_err(|_| Refused::Malformed)?;
        if file.path.len() > MAX_PROOF {
            return Err(Refused::Malformed);
        }
        Ok(Self { file, checkpoint })
    }

    /// Which log it is about.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.checkpoint.origin
    }

    /// Checks it against the keys that are known and what was cosigned last of this log; gives the
    /// state that has to be kept before anybody hears of it.
    ///
    /// # Errors
    /// [`Refused`], in the order that the protocol asks for.
    pub fn check(&self, known: &[VerifierKey], seen: Seen) -> Result<Seen, Refused> {
        self.check_signed(known)?;
        let (old, new) = (self.file.old, &self.checkpoint);
        if old > new.size {
            return Err(Refused::Malformed);
        }
        if old != seen.size {
            return Err(Refused::Conflict { size: seen.size });
        }
        if new.size == 0 && new.root != Hash::EMPTY_ROOT {
            return Err(Refused::Inconsistent);
        }
        self.file
            .verify(seen.root)
            .map_err(|_| Refused::Inconsistent)?;
        Ok(Seen {
            size: new.size,
            root: new.root,
        })
    }

    fn check_signed(&self, known: &[VerifierKey]) -> Result<(), Refused> {
        let mut found = Err(Refused::UnknownLog);
        for key in known.iter().filter(|key| key.name() == self.origin()) {
            match self.file.checkpoint.verify(key) {
                Ok(_) => found = Ok(()),
                Err(NotVerified::Forged) => return Err(Refused::NotSigned),
                Err(NotVerified::Unsigned) => {
                    found = found.or(Err(Refused::NotSigned));
                }
            }
        }
        found
    }

    /// The checkpoint with its log's signatures and the witness's own: what the witness keeps. Only
    /// for a request that passed [`Request::check`].
    #[must_use]
    pub fn cosigned(&self, key: &SigningKey, at_s: u64) -> Note {
        self.file.checkpoint.clone().cosigned_by(key, at_s)
    }

    /// The witness's answer: its own signature line.
    #[must_use]
    pub fn answer(&self, key: &SigningKey, at_s: u64) -> String {
        let bare = Note {
            text: self.file.checkpoint.text.clone(),
            signatures: Vec::new(),
        };
        let note = bare.cosigned_by(key, at_s).to_string();
        note.rsplit_once("\n\n")
            .map(|(_, line)| line.to_owned())
            .unwrap_or_default()
    }
}
