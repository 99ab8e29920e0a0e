//! A leaf of the log: the envelope of one event, in canonical bytes.
//!
//! `{v, kind, at, actor, stream, stream_seq, prev?, data}`. A leaf holds no free text: every string
//! in it is a token without spaces, every number an integer, and nothing is null; what is absent is
//! omitted. What a kind's `data` must look like is the field dictionary's business, not this file's.

mod encoding;
pub mod view;

use std::fmt;

use serde_json::{Map, Value};

use crate::canonical::NotCanonical;
use crate::hash::Hash;
use crate::stream::Stream;

/// The version of the envelope that this code writes.
pub const LEAF_VERSION: i64 = 1;

/// Largest leaf in bytes. C2SP entry bundles would allow 65,535.
pub const MAX_LEAF_BYTES: usize = 16 * 1024;

/// Longest token in a leaf, in bytes.
pub const MAX_TOKEN_BYTES: usize = 128;

/// What kind of principal did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A person who works here.
    Teammate,
    /// The workspace's AI.
    Ai,
    /// A program with a key of its own.
    Machine,
    /// A person outside.
    Contact,
    /// Baton itself.
    System,
}

impl ActorKind {
    /// Every kind of actor.
    pub const ALL: [Self; 5] = [
        Self::Teammate,
        Self::Ai,
        Self::Machine,
        Self::Contact,
        Self::System,
    ];

    /// The name that leaves use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Teammate => "teammate",
            Self::Ai => "ai",
            Self::Machine => "machine",
            Self::Contact => "contact",
            Self::System => "system",
        }
    }

    /// The prefix of the actor's id, where this kind of actor has one.
    #[must_use]
    pub const fn id_prefix(self) -> Option<&'static str> {
        match self {
            Self::Teammate => Some("mate"),
            Self::Machine => Some("key"),
            Self::Contact => Some("contact"),
            Self::Ai | Self::System => None,
        }
    }
}

/// Who did what a leaf records.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LeafActor {
    /// What kind of principal.
    pub kind: ActorKind,
    /// Which one; none for AI and for Baton itself.
    pub id: Option<String>,
}

/// One event, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What happened: a lower-case word such as `message_received`.
    pub kind: String,
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Who did it.
    pub actor: LeafActor,
    /// The stream it belongs to.
    pub stream: Stream,
    /// Its number within the stream, from 1.
    pub stream_seq: u64,
    /// The leaf hash of the stream's previous leaf; none for the first.
    pub prev: Option<Hash>,
    /// What the kind says about it.
    pub data: Map<String, Value>,
}

impl Leaf {
    /// The canonical bytes of this leaf.
    pub fn encode(&self) -> Result<Vec<u8>, MalformedLeaf> {
        encoding::encode(self)
    }

    /// Reads a leaf from its canonical bytes; refuses anything that [`Leaf::encode`] would not write.
    pub fn decode(bytes: &[u8]) -> Result<Self, MalformedLeaf> {
        encoding::decode(bytes)
    }
}

/// Why bytes are not a leaf, or a leaf cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MalformedLeaf {
    /// Longer than [`MAX_LEAF_BYTES`].
    TooLarge,
    /// Not canonical JSON.
    NotCanonical(NotCanonical),
    /// Written by a version of the envelope that this code does not know.
    Version,
    /// The envelope's named field is missing, misplaced or of the wrong form.
    Envelope(&'static str),
    /// A field of `data` holds a null, an empty or long string, or one with more than token characters.
    FreeText(String),
}

impl fmt::Display for MalformedLeaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "larger than {MAX_LEAF_BYTES} bytes"),
            Self::NotCanonical(why) => why.fmt(f),
            Self::Version => f.write_str("an envelope version that is not known"),
            Self::Envelope(field) => write!(f, "the envelope's field {field} is malformed"),
            Self::FreeText(field) => write!(f, "the field {field} holds what is not a token"),
        }
    }
}

impl std::error::Error for MalformedLeaf {}

impl From<NotCanonical> for MalformedLeaf {
    fn from(why: NotCanonical) -> Self {
        Self::NotCanonical(why)
    }
}

/// Whether a text may stand in a leaf: letters, digits, `.`, `_`, `-`, `/`, and not too many.
#[must_use]
pub fn is_token(text: &str) -> bool {
    (1..=MAX_TOKEN_BYTES).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'/'))
}
