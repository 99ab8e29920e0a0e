//! Evidence packs: everything about one case in one file that a stranger can check.
//!
//! A pack is a function of its [`PackInput`] alone: the same input gives the same bytes. What is in
//! it and how is described in `docs/evidence.md`.

mod build;
pub mod completeness;
pub mod guide;
pub mod layout;
pub mod manifest;
pub mod parts;
pub mod zip;

use std::fmt;

pub use build::build;
pub use completeness::Completeness;

use crate::hash::{Hash, SALT_BYTES};
use crate::leaf::MalformedLeaf;
use crate::note::{Note, SigningKey, VerifierKey};
use crate::stream::Stream;

/// For whom a pack is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// An auditor: everything.
    Auditor,
    /// The customer of the case.
    Customer,
    /// A marketplace or platform.
    Platform,
    /// A court or arbitrator.
    Court,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 4] = [Self::Auditor, Self::Customer, Self::Platform, Self::Court];

    /// The name on the command line and in the manifest.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auditor => "auditor",
            Self::Customer => "customer",
            Self::Platform => "platform",
            Self::Court => "court",
        }
    }
}

impl std::str::FromStr for Audience {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|audience| audience.as_str() == text)
            .ok_or(UnknownWord)
    }
}

/// The language of the report in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The language as BCP 47 writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }
}

impl std::str::FromStr for Language {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "en" => Ok(Self::English),
            "zh" | "zh-Hans" => Ok(Self::Chinese),
            _ => Err(UnknownWord),
        }
    }
}

/// The text is not one of the words asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of the words that are possible here")
    }
}

impl std::error::Error for UnknownWord {}

/// All that a pack is made of.
#[derive(Debug, Clone, Copy)]
pub struct PackInput<'a> {
    /// The stream of the case that the pack is about.
    pub case: &'a Stream,
    /// Why it was made, in the exporter's words.
    pub purpose: &'a str,
    /// For whom.
    pub audience: Audience,
    /// The id of who made it: a teammate's or a key's.
    pub exporter: &'a str,
    /// The language of the report.
    pub language: Language,
    /// Every event of the case, of the cases merged into it and, in format 2, of the teammates who
    /// decided its reviews, in the order of the log. None for a case that is proven not to exist.
    pub events: &'a [PackEvent],
    /// Every part that these events refer to, each once, in any order.
    pub parts: &'a [PackPart],
    /// The log's checkpoint that covers the events, with all its signatures.
    pub checkpoint: &'a Note,
    /// The proof that an earlier checkpoint is a beginning of this one.
    pub since: Option<&'a Since>,
    /// The proof that these are all events of their streams. With it the pack is of format 2.
    pub completeness: Option<&'a Completeness>,
    /// The log's key, whose name is the origin; it signs the manifest.
    pub signer: &'a SigningKey,
    /// The witnesses whose cosignatures a reader of the pack may ask for.
    pub witnesses: &'a [VerifierKey],
}

/// One event in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackEvent {
    /// The leaf's number in the log, from 0.
    pub position: u64,
    /// The leaf, byte for byte.
    pub leaf: Vec<u8>,
    /// Its inclusion proof in the checkpoint's tree.
    pub proof: Vec<Hash>,
}

/// One part in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackPart {
    /// The part's id.
    pub id: String,
    /// What the events bind it by.
    pub commitment: Hash,
    /// Its media type.
    pub media: String,
    /// Whether its content can be shown.
    pub state: PartState,
}

/// Whether a part's content is in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartState {
    /// It is.
    Present {
        /// The salt of the commitment.
        salt: [u8; SALT_BYTES],
        /// The content, byte for byte.
        content: Vec<u8>,
    },
    /// It was deleted for good, at this instant in microseconds since 1970-01-01 UTC.
    Erased {
        /// When.
        at: i64,
    },
    /// It exists, and this audience may not see it.
    Withheld,
}

/// That an earlier checkpoint is a beginning of the pack's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// Number of leaves of the earlier checkpoint.
    pub size: u64,
    /// The consistency proof.
    pub proof: Vec<Hash>,
}

/// Why no pack can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// The stream is not that of a case, or there is no event.
    NothingToPack,
    /// The leaf at this position is malformed.
    Leaf {
        /// Where.
        position: u64,
        /// How.
        why: MalformedLeaf,
    },
    /// The note is not a checkpoint of the signer's log.
    Checkpoint,
    /// The purpose is longer than [`manifest::MAX_PURPOSE_BYTES`] or holds control characters.
    Purpose,
    /// The exporter is not a token.
    Exporter,
    /// The proof of completeness holds no leaf.
    Completeness,
    /// A part's id, media type or content is not what it should be, or it is there twice.
    Part(String),
    /// More files or bytes than a pack can hold.
    TooLarge,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToPack => f.write_str("there is no case with events to pack"),
            Self::Leaf { position, why } => write!(f, "the leaf at {position}: {why}"),
            Self::Checkpoint => f.write_str("the note is not a checkpoint of this log"),
            Self::Purpose => f.write_str("the purpose is too long or holds control characters"),
            Self::Exporter => f.write_str("the exporter is not an id"),
            Self::Completeness => f.write_str("the proof of completeness holds no leaf"),
            Self::Part(id) => write!(f, "the part {id} is malformed or there twice"),
            Self::TooLarge => f.write_str("more than a pack can hold"),
        }
    }
}

impl std::error::Error for PackError {}
