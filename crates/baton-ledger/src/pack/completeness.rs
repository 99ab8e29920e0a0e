//! `proofs/completeness.json`: that a pack holds every event of its streams, up to an epoch.
//!
//! The epoch is an event of the log's own stream. It names a completeness map over all leaves before
//! it; the file holds the epoch's leaf, its inclusion proof, and the way through the map to each
//! stream of the pack. What a stream's last event is stands in the pack itself.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::canonical::{NotCanonical, canonical, parse_canonical};
use crate::hash::Hash;
use crate::leaf::{Leaf, MalformedLeaf};
use crate::map::{End, Entry, MapProof};

/// The kind of the event that closes an epoch.
pub const EPOCH_KIND: &str = "epoch_closed";

/// The proof that a pack is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// The epoch's leaf, byte for byte.
    pub epoch: Vec<u8>,
    /// Its number in the log, from 0.
    pub position: u64,
    /// Its inclusion proof in the checkpoint's tree.
    pub proof: Vec<Hash>,
    /// Each stream's way through the map, sorted by the stream's name.
    pub streams: Vec<StreamProof>,
}

/// The way through the map to a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamProof {
    /// The stream.
    pub stream: String,
    /// The hashes beside the way, from its end upwards.
    pub path: Vec<Hash>,
    /// What the way ends at.
    pub end: StreamEnd,
}

/// What the way to a stream ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamEnd {
    /// The stream's entry: its last event is the last one in the pack.
    Found,
    /// Nothing: there is no such stream.
    Nothing,
    /// The entry of another stream: there is no such stream.
    Other(Entry),
}

impl StreamProof {
    /// What the map tells about a stream.
    #[must_use]
    pub fn of(stream: String, proof: MapProof) -> Self {
        let end = match proof.end {
            End::Found(_) => StreamEnd::Found,
            End::Nothing => StreamEnd::Nothing,
            End::Other(entry) => StreamEnd::Other(entry),
        };
        Self {
            stream,
            path: proof.path,
            end,
        }
    }
}

/// What an epoch commits to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// The map is over the first so many leaves of the log.
    pub size: u64,
    /// The root of the map.
    pub root: Hash,
}

impl Epoch {
    /// What this leaf commits to, if it closes an epoch.
    #[must_use]
    pub fn of(leaf: &Leaf) -> Option<Self> {
        let is_epoch = leaf.kind == EPOCH_KIND && leaf.stream == crate::stream::Stream::Log;
        let data = leaf.view();
        is_epoch.then_some(Self {
            size: u64::try_from(data.integer("size")?).ok()?,
            root: data.text("map")?.parse().ok()?,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    epoch: Value,
    position: u64,
    proof: Vec<String>,
    streams: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    stream: String,
    path: Vec<String>,
    end: Word,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    other: Option<OtherLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Found,
    Nothing,
    Other,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherLine {
    key: String,
    last_seq: u64,
    last_leaf: String,
}

impl Completeness {
    /// The canonical bytes of the file.
    pub fn encode(&self) -> Result<Vec<u8>, NotCanonical> {
        let file = File {
            epoch: parse_canonical(&self.epoch)?,
            position: self.position,
            proof: self.proof.iter().map(Hash::to_string).collect(),
            streams: self.streams.iter().map(line).collect(),
        };
        canonical(&serde_json::to_value(file).map_err(|_| NotCanonical::NotJson)?)
    }

    /// Reads the file from its canonical bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotCanonical> {
        let file: File =
            serde_json::from_value(parse_canonical(bytes)?).map_err(|_| NotCanonical::NotJson)?;
        let read = Self {
            epoch: canonical(&file.epoch)?,
            position: file.position,
            proof: hashes(&file.proof).ok_or(NotCanonical::NotJson)?,
            streams: file
                .streams
                .into_iter()
                .map(|line| read_line(line).ok_or(NotCanonical::NotJson))
                .collect::<Result<_, _>>()?,
        };
        let is_sorted = read
            .streams
            .is_sorted_by(|one, next| one.stream < next.stream);
        // What is left out has no other spelling, such as a null.
        if is_sorted && read.encode()? == bytes {
            Ok(read)
        } else {
            Err(NotCanonical::Spelling)
        }
    }

    /// The epoch's leaf.
    pub fn leaf(&self) -> Result<Leaf, MalformedLeaf> {
        Leaf::decode(&self.epoch)
    }
}

fn line(proof: &StreamProof) -> Line {
    let (end, other) = match proof.end {
        StreamEnd::Found => (Word::Found, None),
        StreamEnd::Nothing => (Word::Nothing, None),
        StreamEnd::Other(entry) => (
            Word::Other,
            Some(OtherLine {
                key: entry.key.to_string(),
                last_seq: entry.last_seq,
                last_leaf: entry.last_leaf.to_string(),
            }),
        ),
    };
    Line {
        stream: proof.stream.clone(),
        path: proof.path.iter().map(Hash::to_string).collect(),
        end,
        other,
    }
}

fn read_line(line: Line) -> Option<StreamProof> {
    let end = match (line.end, line.other) {
        (Word::Found, None) => StreamEnd::Found,
        (Word::Nothing, None) => StreamEnd::Nothing,
        (Word::Other, Some(other)) => StreamEnd::Other(Entry {
            key: other.key.parse().ok()?,
            last_seq: other.last_seq,
            last_leaf: other.last_leaf.parse().ok()?,
        }),
        (Word::Found | Word::Nothing | Word::Other, _) => return None,
    };
    Some(StreamProof {
        stream: line.stream,
        path: hashes(&line.path)?,
        end,
    })
}

fn hashes(texts: &[String]) -> Option<Vec<Hash>> {
    texts.iter().map(|text| text.parse().ok()).collect()
}
