//! The index of a pack's parts: which there are, what binds them, and whether they can be shown.
//!
//! A part's file is its content and nothing else, so that anybody can open it. Salt, media type and
//! state are kept here. The media type is not bound by the commitment: it says how to show a part,
//! and proves nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PackPart, PartState};
use crate::canonical::{NotCanonical, canonical, parse_canonical};
use crate::hash::{Hash, SALT_BYTES};
use crate::stream::is_id;

/// Every part of a pack by its id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartsIndex(pub BTreeMap<String, IndexedPart>);

/// What the index says about a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPart {
    /// What the events bind it by.
    pub commitment: Hash,
    /// Its media type.
    pub media: String,
    /// Whether it can be shown.
    pub state: IndexedState,
}

/// Whether a part can be shown, and what is needed to check it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexedState {
    /// Its file is in the pack.
    Present {
        /// The salt of the commitment.
        salt: [u8; SALT_BYTES],
    },
    /// It was deleted for good.
    Erased {
        /// When, in microseconds since 1970-01-01 UTC.
        at: i64,
    },
    /// This audience may not see it.
    Withheld,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parts: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    commitment: String,
    media: String,
    state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    erased_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Present,
    Erased,
    Withheld,
}

impl PartsIndex {
    /// The index of these parts; the id of one that is malformed or there twice.
    pub fn of(parts: &[PackPart]) -> Result<Self, String> {
        let mut index = BTreeMap::new();
        for part in parts {
            let state = match &part.state {
                PartState::Present { salt, .. } => IndexedState::Present { salt: *salt },
                PartState::Erased { at } => IndexedState::Erased { at: *at },
                PartState::Withheld => IndexedState::Withheld,
            };
            let indexed = IndexedPart {
                commitment: part.commitment,
                media: part.media.clone(),
                state,
            };
            let is_new = index.insert(part.id.clone(), indexed).is_none();
            if !is_new || !is_id(&part.id, "part") || !is_media(&part.media) {
                return Err(part.id.clone());
            }
        }
        Ok(Self(index))
    }

    /// The canonical bytes, sorted by id.
    pub fn encode(&self) -> Result<Vec<u8>, NotCanonical> {
        let parts = self.0.iter().map(|(id, part)| line(id, part)).collect();
        canonical(&serde_json::to_value(File { parts }).map_err(|_| NotCanonical::NotJson)?)
    }

    /// Reads an index from its canonical bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotCanonical> {
        let file: File =
            serde_json::from_value(parse_canonical(bytes)?).map_err(|_| NotCanonical::NotJson)?;
        let mut index = Self::default();
        for line in file.parts {
            let id = line.id.clone();
            let part = read_line(line).ok_or(NotCanonical::NotJson)?;
            index.0.insert(id, part);
        }
        // Sorted, each once: then writing it again gives the same bytes.
        if index.encode()? == bytes {
            Ok(index)
        } else {
            Err(NotCanonical::Spelling)
        }
    }
}

fn line(id: &str, part: &IndexedPart) -> Line {
    let (state, salt, erased_at) = match part.state {
        IndexedState::Present { salt } => (
            State::Present,
            Some(Hash::from_bytes(salt).to_string()),
            None,
        ),
        IndexedState::Erased { at } => (State::Erased, None, Some(at)),
        IndexedState::Withheld => (State::Withheld, None, None),
    };
    Line {
        id: id.to_owned(),
        commitment: part.commitment.to_string(),
        media: part.media.clone(),
        state,
        salt,
        erased_at,
    }
}

fn read_line(line: Line) -> Option<IndexedPart> {
    let state = match (line.state, line.salt, line.erased_at) {
        (State::Present, Some(salt), None) => IndexedState::Present {
            salt: *salt.parse::<Hash>().ok()?.as_bytes(),
        },
        (State::Erased, None, Some(at)) => IndexedState::Erased { at },
        (State::Withheld, None, None) => IndexedState::Withheld,
        (State::Present | State::Erased | State::Withheld, _, _) => return None,
    };
    (is_id(&line.id, "part") && is_media(&line.media)).then_some(IndexedPart {
        commitment: line.commitment.parse().ok()?,
        media: line.media,
        state,
    })
}

/// Whether this can be a media type: a line of ASCII that is not too long.
fn is_media(media: &str) -> bool {
    (1..=200).contains(&media.len()) && media.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "part_01ja8zk3m4n5p6q7r8s9t0v1wx";

    fn part(state: PartState) -> PackPart {
        PackPart {
            id: ID.to_owned(),
            commitment: Hash::of(b"commitment"),
            media: "text/plain; charset=utf-8".to_owned(),
            state,
        }
    }

    #[test]
    fn an_index_reads_back_from_its_bytes() {
        for state in [
            PartState::Present {
                salt: [7; 32],
                content: b"text".to_vec(),
            },
            PartState::Erased { at: 5 },
            PartState::Withheld,
        ] {
            let index = PartsIndex::of(&[part(state)]).unwrap();
            assert_eq!(PartsIndex::decode(&index.encode().unwrap()), Ok(index));
        }
    }

    #[test]
    fn a_part_that_is_there_twice_is_refused() {
        let twice = [part(PartState::Withheld), part(PartState::Withheld)];
        assert_eq!(PartsIndex::of(&twice), Err(ID.to_owned()));
    }

    #[test]
    fn a_state_with_what_belongs_to_another_is_refused() {
        let good = PartsIndex::of(&[part(PartState::Erased { at: 5 })]).unwrap();
        let good = String::from_utf8(good.encode().unwrap()).unwrap();
        for bad in [
            good.replace("\"erased\"", "\"withheld\""),
            good.replace("\"erased_at\":5,", ""),
            good.replace("\"parts\":[", "\"parts\":[],\"q\":["),
            good.replace(ID, "part_1"),
        ] {
            assert_ne!(bad, good);
            assert!(PartsIndex::decode(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
