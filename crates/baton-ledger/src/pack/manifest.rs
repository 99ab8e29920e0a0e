//! The manifest: what a pack is about and the hash of every other file in it.
//!
//! Canonical JSON. Its own hash is in the signed note beside it; the text of that note cannot be
//! mistaken for a checkpoint, since its first line has spaces.

use serde::{Deserialize, Serialize};

use crate::canonical::{NotCanonical, canonical, parse_canonical};
use crate::hash::Hash;
use crate::note::{MalformedNote, Note, SigningKey};

/// The version of a manifest whose pack does not prove that it is complete.
pub const FORMAT_PLAIN: u32 = 1;

/// The version of a manifest whose pack proves that it is complete.
pub const FORMAT_COMPLETE: u32 = 2;

/// Longest purpose in bytes.
pub const MAX_PURPOSE_BYTES: usize = 1_000;

/// What is in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form.
    pub format: u32,
    /// The log.
    pub origin: String,
    /// The stream of the case.
    pub case: String,
    /// Why the pack was made.
    pub purpose: String,
    /// For whom.
    pub audience: String,
    /// Who made it.
    pub exporter: String,
    /// The language of the report.
    pub language: String,
    /// The log's state that the proofs lead to.
    pub checkpoint: CheckpointLine,
    /// Every event, in the order of the log.
    pub events: Vec<EventLine>,
    /// Every other file but the manifest's signature, sorted by name.
    pub files: Vec<FileLine>,
}

/// The checkpoint, as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointLine {
    /// Number of leaves.
    pub size: u64,
    /// The root, in hexadecimal.
    pub root: String,
}

/// An event, as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventLine {
    /// Its stream.
    pub stream: String,
    /// Its number within the stream, from 1.
    pub stream_seq: u64,
    /// Its number within the log, from 0.
    pub position: u64,
}

/// A file, as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLine {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl FileLine {
    /// The line of a file.
    #[must_use]
    pub fn of(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            size: u64::try_from(content.len()).unwrap_or(u64::MAX),
            sha256: Hash::of(content).to_string(),
        }
    }
}

impl Manifest {
    /// The canonical bytes.
    pub fn encode(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical(&serde_json::to_value(self).map_err(|_| NotCanonical::NotJson)?)
    }

    /// Reads a manifest from its canonical bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotCanonical> {
        serde_json::from_value(parse_canonical(bytes)?).map_err(|_| NotCanonical::NotJson)
    }
}

/// The text that is signed for a manifest with these bytes.
#[must_use]
pub fn signed_text(manifest: &[u8]) -> String {
    format!("baton evidence manifest 1\n{}\n", Hash::of(manifest))
}

/// The signed note for a manifest with these bytes.
pub fn sign(manifest: &[u8], key: &SigningKey) -> Result<Note, MalformedNote> {
    Ok(Note::unsigned(signed_text(manifest))?.signed_by(key))
}
