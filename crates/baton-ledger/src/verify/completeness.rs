//! That the pack holds every event of its streams: what the completeness map says about each.

use std::collections::BTreeMap;

use super::events::Event;
use super::files::Files;
use super::log::Log;
use super::{Finding, FindingCode, Summary};
use crate::hash::{Hash, leaf_hash};
use crate::map::{End, Entry, MapProof, key};
use crate::pack::completeness::{Completeness, Epoch, StreamEnd, StreamProof};
use crate::pack::layout;
use crate::tree::verify_inclusion;

pub(super) fn check(
    files: &Files<'_>,
    log: Option<&Log<'_>>,
    events: &[Event],
    summary: &mut Summary,
    findings: &mut Vec<Finding>,
) {
    let mut mismatch = |file: &str, sentence: String| {
        findings.push(Finding::new(FindingCode::MapMismatch, file, sentence));
    };
    let file = files
        .get(layout::COMPLETENESS)
        .ok_or("The proof of completeness is missing.".to_owned())
        .and_then(|bytes| {
            Completeness::decode(bytes)
                .map_err(|why| format!("The proof of completeness cannot be read: {why}."))
        });
    let file = match file {
        Ok(file) => file,
        Err(sentence) => return mismatch(layout::COMPLETENESS, sentence),
    };
    let epoch = match epoch(&file, log) {
        Ok(epoch) => epoch,
        Err(sentence) => return mismatch(layout::COMPLETENESS, sentence),
    };
    summary.complete_to = Some(epoch.size);
    for event in events {
        if event.position >= epoch.size {
            let sentence = "The event is younger than the map that proves completeness.";
            mismatch(&event.file, sentence.to_owned());
        }
    }
    let ends = ends(&files.manifest.case, events);
    for proof in &file.streams {
        let known = ends.get(proof.stream.as_str());
        if !known.is_some_and(|end| is_proven(proof, *end, &epoch.root)) {
            let sentence = format!(
                "The map does not say about {} what the pack says.",
                proof.stream
            );
            mismatch(layout::COMPLETENESS, sentence);
        }
    }
    for stream in ends.keys() {
        if !file.streams.iter().any(|proof| proof.stream == *stream) {
            let sentence = format!("Nothing proves that the events of {stream} are all.");
            mismatch(layout::COMPLETENESS, sentence);
        }
    }
}

/// What the epoch commits to, if it is an epoch of this log.
fn epoch(file: &Completeness, log: Option<&Log<'_>>) -> Result<Epoch, String> {
    let log = log.ok_or("There is no checkpoint that the epoch could stand under.")?;
    let leaf = file
        .leaf()
        .map_err(|why| format!("The epoch is no leaf: {why}."))?;
    let epoch = Epoch::of(&leaf).ok_or("The leaf does not close an epoch.")?;
    let checkpoint = &log.checkpoint;
    let hash = leaf_hash(&file.epoch);
    verify_inclusion(
        hash,
        file.position,
        checkpoint.size,
        &file.proof,
        checkpoint.root,
    )
    .map_err(|why| format!("The epoch is not proven to be in the log: {why}."))?;
    if epoch.size > file.position {
        return Err("The epoch speaks of leaves that came after it.".to_owned());
    }
    Ok(epoch)
}

/// The last number and hash of each stream in the pack; nothing for a case without events.
fn ends<'a>(case: &'a str, events: &'a [Event]) -> BTreeMap<&'a str, Option<(u64, Hash)>> {
    let mut ends = BTreeMap::from([(case, None)]);
    for event in events {
        let end = Some((event.leaf.stream_seq, event.hash));
        ends.insert(&event.stream, end);
    }
    ends
}

fn is_proven(proof: &StreamProof, last: Option<(u64, Hash)>, root: &Hash) -> bool {
    let end = match (proof.end, last) {
        (StreamEnd::Found, Some((last_seq, last_leaf))) => {
            End::Found(Entry::of(&proof.stream, last_seq, last_leaf))
        }
        (StreamEnd::Nothing, None) => End::Nothing,
        (StreamEnd::Other(entry), None) => End::Other(entry),
        (StreamEnd::Found, None) | (StreamEnd::Nothing | StreamEnd::Other(_), Some(_)) => {
            return false;
        }
    };
    let path = proof.path.clone();
    MapProof { end, path }.leads(&key(&proof.stream), root)
}
