//! The events: each a leaf, each as its kind says, each proven to be in the log.

use super::files::Files;
use super::log::Log;
use super::{Finding, FindingCode, Summary};
use crate::dictionary::{self, Checked};
use crate::hash::{Hash, leaf_hash};
use crate::leaf::Leaf;
use crate::pack::layout;
use crate::pack::manifest::EventLine;
use crate::proof_file::ProofFile;

/// An event of a pack that could be read.
pub(super) struct Event {
    /// The name of its file.
    pub(super) file: String,
    /// The name of its stream.
    pub(super) stream: String,
    pub(super) position: u64,
    pub(super) leaf: Leaf,
    pub(super) hash: Hash,
}

/// Reads and checks every event that the manifest lists.
pub(super) fn check(
    files: &Files<'_>,
    log: Option<&Log<'_>>,
    summary: &mut Summary,
    findings: &mut Vec<Finding>,
) -> Vec<Event> {
    let lines = &files.manifest.events;
    let mut events = Vec::with_capacity(lines.len());
    for (number, line) in (1..).zip(lines) {
        let file = layout::event(number);
        let Some(bytes) = files.get(&file) else {
            findings.push(Finding::new(
                FindingCode::StreamGap,
                file,
                "The manifest lists this event; its file is not there.",
            ));
            continue;
        };
        let hash = leaf_hash(bytes);
        if let Err(sentence) = check_proof(files, number, line, hash, log) {
            let code = FindingCode::ProofInclusion;
            findings.push(Finding::new(code, layout::proof(number), sentence));
        }
        match read(&file, bytes, line, summary) {
            Ok(leaf) => events.push(Event {
                file,
                stream: leaf.stream.to_string(),
                position: line.position,
                leaf,
                hash,
            }),
            Err(finding) => findings.push(finding),
        }
    }
    check_names(files, lines.len(), findings);
    events
}

fn read(
    file: &str,
    bytes: &[u8],
    line: &EventLine,
    summary: &mut Summary,
) -> Result<Leaf, Finding> {
    let malformed = |sentence: String| Finding::new(FindingCode::LeafMalformed, file, sentence);
    let leaf =
        Leaf::decode(bytes).map_err(|why| malformed(format!("Not a leaf of the log: {why}.")))?;
    match dictionary::check(&leaf) {
        Checked::Known(younger) => summary.not_known.extend(younger),
        Checked::UnknownKind => {
            summary.not_known.insert(leaf.kind.clone());
        }
        Checked::Malformed(field) => {
            let sentence = format!("The field {field} is missing or of another type.");
            return Err(malformed(sentence));
        }
    }
    if leaf.stream.to_string() != line.stream || leaf.stream_seq != line.stream_seq {
        let sentence = "The event is not the one that the manifest lists at this place.";
        return Err(Finding::new(FindingCode::StreamGap, file, sentence));
    }
    Ok(leaf)
}

fn check_proof(
    files: &Files<'_>,
    number: usize,
    line: &EventLine,
    leaf: Hash,
    log: Option<&Log<'_>>,
) -> Result<(), String> {
    let log = log.ok_or("There is no checkpoint that a proof could lead to.")?;
    let text = files
        .text(&layout::proof(number))
        .ok_or("The event has no proof.")?;
    // The checkpoint's signatures were checked once; every proof must hold that very text.
    if !text.ends_with(log.note) {
        return Err("The proof leads to another checkpoint than the pack's.".to_owned());
    }
    let proof = ProofFile::parse(text).map_err(|why| format!("Not a proof: {why}."))?;
    if proof.checkpoint.to_string() != log.note {
        return Err("The proof leads to another checkpoint than the pack's.".to_owned());
    }
    if proof.index != line.position {
        return Err("The proof is for another position than the manifest says.".to_owned());
    }
    match proof.verify(leaf) {
        Ok(checkpoint) if checkpoint == log.checkpoint => Ok(()),
        Ok(_) => Err("The proof leads to another checkpoint than the pack's.".to_owned()),
        Err(why) => Err(format!("Not proven: {why}.")),
    }
}

/// Event and proof files are numbered from 1 without gaps, and there are no others.
fn check_names(files: &Files<'_>, count: usize, findings: &mut Vec<Finding>) {
    let is_numbered = |name: &str, directory: &str| {
        name.strip_prefix(directory)
            .and_then(|rest| rest.split('.').next())
            .and_then(|digits| digits.parse().ok())
            .is_some_and(|number| {
                (1..=count).contains(&number)
                    && [layout::event(number), layout::proof(number)].contains(&name.to_owned())
            })
    };
    for directory in ["events/", "proofs/"] {
        let of_directory = files
            .names()
            .filter(|name| name.starts_with(directory))
            .filter(|name| ![layout::CONSISTENCY, layout::COMPLETENESS].contains(name));
        for name in of_directory.filter(|name| !is_numbered(name, directory)) {
            findings.push(Finding::new(
                FindingCode::StreamGap,
                name,
                "The manifest lists no event of this number.",
            ));
        }
    }
}
