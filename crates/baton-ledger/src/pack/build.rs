//! Making a pack.

use std::collections::BTreeMap;

use super::manifest::{
    CheckpointLine, EventLine, FORMAT_COMPLETE, FORMAT_PLAIN, FileLine, MAX_PURPOSE_BYTES, Manifest,
};
use super::parts::PartsIndex;
use super::zip::{self, ZipRefused};
use super::{PackError, PackInput, PartState, guide, layout, manifest};
use crate::checkpoint::Checkpoint;
use crate::consistency_file::ConsistencyFile;
use crate::leaf::{Leaf, is_token};
use crate::note::{SignatureKind, Verified};
use crate::policy_file::write_policy;
use crate::proof_file::ProofFile;
use crate::report;

/// Files by name, in the order in which a pack holds them.
type Files = BTreeMap<String, Vec<u8>>;

/// Makes the pack of this input. Does not verify it: a log that is broken must stay exportable, and
/// whoever reads the pack will find out.
pub fn build(input: &PackInput<'_>) -> Result<Vec<u8>, PackError> {
    let checkpoint = checkpoint(input)?;
    let leaves = leaves(input)?;
    let index = PartsIndex::of(input.parts).map_err(PackError::Part)?;
    check_words(input)?;

    let mut files = Files::new();
    add_events(input, &mut files);
    add_parts(input, &index, &mut files)?;
    add_log(input, &mut files);
    add_completeness(input, &mut files)?;
    files.insert(layout::GUIDE.to_owned(), guide::text().into());
    let report = report::render(&report::Source {
        input,
        checkpoint: &checkpoint,
        leaves: &leaves,
        index: &index,
    });
    files.insert(layout::REPORT.to_owned(), report.into_bytes());
    seal(input, &checkpoint, &leaves, files)
}

fn checkpoint(input: &PackInput<'_>) -> Result<Checkpoint, PackError> {
    let key = input.signer.verifier(SignatureKind::Ed25519);
    let checkpoint =
        Checkpoint::parse(&input.checkpoint.text).map_err(|_| PackError::Checkpoint)?;
    let is_ours = input.checkpoint.verify(&key) == Ok(Verified::Signed);
    if is_ours && checkpoint.origin == input.signer.name() {
        Ok(checkpoint)
    } else {
        Err(PackError::Checkpoint)
    }
}

fn leaves(input: &PackInput<'_>) -> Result<Vec<Leaf>, PackError> {
    let is_told = !input.events.is_empty() || input.completeness.is_some();
    if input.case.case_id().is_none() || !is_told {
        return Err(PackError::NothingToPack);
    }
    let decode = |event: &super::PackEvent| {
        Leaf::decode(&event.leaf).map_err(|why| PackError::Leaf {
            position: event.position,
            why,
        })
    };
    input.events.iter().map(decode).collect()
}

fn check_words(input: &PackInput<'_>) -> Result<(), PackError> {
    if input.purpose.len() > MAX_PURPOSE_BYTES || input.purpose.chars().any(char::is_control) {
        return Err(PackError::Purpose);
    }
    if is_token(input.exporter) {
        Ok(())
    } else {
        Err(PackError::Exporter)
    }
}

fn add_events(input: &PackInput<'_>, files: &mut Files) {
    for (number, event) in (1..).zip(input.events) {
        let proof = ProofFile {
            extra: None,
            index: event.position,
            path: event.proof.clone(),
            checkpoint: input.checkpoint.clone(),
        };
        files.insert(layout::event(number), event.leaf.clone());
        files.insert(layout::proof(number), proof.to_string().into_bytes());
    }
}

fn add_parts(
    input: &PackInput<'_>,
    index: &PartsIndex,
    files: &mut Files,
) -> Result<(), PackError> {
    for part in input.parts {
        if let PartState::Present { content, .. } = &part.state {
            files.insert(layout::part(&part.id), content.clone());
        }
    }
    let index = index
        .encode()
        .map_err(|_| PackError::Part(layout::PARTS_INDEX.to_owned()))?;
    files.insert(layout::PARTS_INDEX.to_owned(), index);
    Ok(())
}

fn add_log(input: &PackInput<'_>, files: &mut Files) {
    let checkpoint = input.checkpoint.to_string();
    files.insert(layout::CHECKPOINT.to_owned(), checkpoint.into_bytes());
    let log = input.signer.verifier(SignatureKind::Ed25519);
    let policy = write_policy(&log, input.witnesses);
    files.insert(layout::KEYS.to_owned(), policy.into_bytes());
    if let Some(since) = input.since {
        let file = ConsistencyFile {
            old: since.size,
            path: since.proof.clone(),
            checkpoint: input.checkpoint.clone(),
        };
        files.insert(
            layout::CONSISTENCY.to_owned(),
            file.to_string().into_bytes(),
        );
    }
}

fn add_completeness(input: &PackInput<'_>, files: &mut Files) -> Result<(), PackError> {
    if let Some(completeness) = input.completeness {
        let file = completeness.encode().map_err(|_| PackError::Completeness)?;
        files.insert(layout::COMPLETENESS.to_owned(), file);
        files.insert(layout::SCRIPT.to_owned(), guide::script().into_bytes());
    }
    Ok(())
}

fn seal(
    input: &PackInput<'_>,
    checkpoint: &Checkpoint,
    leaves: &[Leaf],
    mut files: Files,
) -> Result<Vec<u8>, PackError> {
    let events = leaves.iter().zip(input.events);
    let manifest = Manifest {
        format: match input.completeness {
            Some(_) => FORMAT_COMPLETE,
            None => FORMAT_PLAIN,
        },
        origin: checkpoint.origin.clone(),
        case: input.case.to_string(),
        purpose: input.purpose.to_owned(),
        audience: input.audience.as_str().to_owned(),
        exporter: input.exporter.to_owned(),
        language: input.language.as_str().to_owned(),
        checkpoint: CheckpointLine {
            size: checkpoint.size,
            root: checkpoint.root.to_string(),
        },
        events: events
            .map(|(leaf, event)| EventLine {
                stream: leaf.stream.to_string(),
                stream_seq: leaf.stream_seq,
                position: event.position,
            })
            .collect(),
        files: files
            .iter()
            .map(|(name, content)| FileLine::of(name, content))
            .collect(),
    };
    let manifest = manifest.encode().map_err(|_| PackError::TooLarge)?;
    let signature = manifest::sign(&manifest, input.signer).map_err(|_| PackError::Checkpoint)?;
    files.insert(layout::MANIFEST.to_owned(), manifest);
    let signature = signature.to_string().into_bytes();
    files.insert(layout::MANIFEST_SIGNATURE.to_owned(), signature);
    let entries: Vec<_> = files
        .iter()
        .map(|(name, content)| (&**name, &**content))
        .collect();
    zip::write(&entries).map_err(|why| match why {
        ZipRefused::TooLarge | ZipRefused::NotCanonical => PackError::TooLarge,
    })
}
