//! Who signed: the checkpoint, the manifest, and the checkpoint the verifier kept.

use super::files::Files;
use super::{Finding, FindingCode, Trust};
use crate::checkpoint::Checkpoint;
use crate::consistency_file::ConsistencyFile;
use crate::note::{Note, Verified};
use crate::pack::{layout, manifest};
use crate::policy_file::TrustPolicy;

/// The checkpoint that the proofs must lead to.
pub(super) struct Log<'a> {
    pub(super) checkpoint: Checkpoint,
    /// The signed checkpoint, byte for byte: every proof file must hold the same.
    pub(super) note: &'a str,
}

/// Checks signatures and consistency. None if there is no checkpoint that could be read.
pub(super) fn check<'a>(
    files: &Files<'a>,
    trust: &Trust,
    findings: &mut Vec<Finding>,
) -> Option<Log<'a>> {
    let offered = files
        .get(layout::KEYS)
        .and_then(|bytes| TrustPolicy::parse(bytes).ok());
    if offered.is_none() {
        findings.push(Finding::new(
            FindingCode::CheckpointSignature,
            layout::KEYS,
            "The keys that the pack offers cannot be read.",
        ));
    }
    let policy = trust.policy.as_ref().or(offered.as_ref());
    check_manifest(files, policy, findings);
    let note = files.text(layout::CHECKPOINT)?;
    let checkpoint = match check_checkpoint(files, note, policy) {
        Ok(checkpoint) => checkpoint,
        Err((sentence, checkpoint)) => {
            let code = FindingCode::CheckpointSignature;
            findings.push(Finding::new(code, layout::CHECKPOINT, sentence));
            checkpoint?
        }
    };
    if let Some(kept) = &trust.checkpoint
        && let Err((code, sentence)) = check_kept(files, note, &checkpoint, kept)
    {
        findings.push(Finding::new(code, layout::CHECKPOINT, sentence));
    }
    check_consistency_file(files, note, findings);
    Some(Log { checkpoint, note })
}

fn check_manifest(files: &Files<'_>, policy: Option<&TrustPolicy>, findings: &mut Vec<Finding>) {
    let is_signed = || {
        let manifest = files.get(layout::MANIFEST)?;
        let text = files.text(layout::MANIFEST_SIGNATURE)?;
        let note = Note::parse(text).ok()?;
        let is_this = note.text == manifest::signed_text(manifest);
        let mut logs = policy?.logs().iter();
        let is_ours = logs.any(|log| {
            log.name() == files.manifest.origin && note.verify(log) == Ok(Verified::Signed)
        });
        // One signature and one spelling: nothing may ride along in the file that seals the pack.
        let is_alone = note.signatures.len() == 1 && note.to_string() == text;
        (is_this && is_ours && is_alone).then_some(())
    };
    if is_signed().is_none() {
        findings.push(Finding::new(
            FindingCode::ManifestSignature,
            layout::MANIFEST_SIGNATURE,
            "The manifest is not signed by a trusted key of the log it names.",
        ));
    }
}

/// The error holds the checkpoint if it could be read although it is not to be trusted.
fn check_checkpoint(
    files: &Files<'_>,
    text: &str,
    policy: Option<&TrustPolicy>,
) -> Result<Checkpoint, (String, Option<Checkpoint>)> {
    let malformed = |why: &dyn std::fmt::Display| (format!("The checkpoint: {why}."), None);
    let note = Note::parse(text).map_err(|why| malformed(&why))?;
    let read = Checkpoint::parse(&note.text).map_err(|why| malformed(&why))?;
    let policy = policy.ok_or_else(|| {
        (
            "There is no key to check it.".to_owned(),
            Some(read.clone()),
        )
    })?;
    policy
        .accept(&note)
        .map_err(|why| (format!("Not to be trusted: {why}."), Some(read.clone())))?;
    let named = &files.manifest;
    let is_named = read.origin == named.origin
        && read.size == named.checkpoint.size
        && read.root.to_string() == named.checkpoint.root;
    if is_named {
        Ok(read)
    } else {
        let sentence = "The checkpoint is not the one that the manifest names.";
        Err((sentence.to_owned(), Some(read)))
    }
}

fn check_kept(
    files: &Files<'_>,
    note: &str,
    found: &Checkpoint,
    kept: &Checkpoint,
) -> Result<(), (FindingCode, String)> {
    let inconsistent =
        |sentence: &str| Err((FindingCode::CheckpointInconsistent, sentence.to_owned()));
    if kept.origin != found.origin {
        return inconsistent("The checkpoint that was kept is of another log.");
    }
    if kept.size > found.size {
        let sentence = format!(
            "The pack's checkpoint has {} leaves, the one that was kept has {}.",
            found.size, kept.size
        );
        return Err((FindingCode::CheckpointOlder, sentence));
    }
    if kept.size == found.size {
        return if kept.root == found.root {
            Ok(())
        } else {
            inconsistent("Another tree of the same size: the log has shown two histories.")
        };
    }
    if kept.size == 0 {
        return Ok(());
    }
    let proof = files
        .text(layout::CONSISTENCY)
        .and_then(|text| ConsistencyFile::parse(text).ok())
        .filter(|file| file.old == kept.size && file.checkpoint.to_string() == note);
    match proof {
        None => inconsistent("The pack holds no proof that starts from the one that was kept."),
        Some(proof) if proof.verify(kept.root).is_ok() => Ok(()),
        Some(_) => inconsistent("The log does not continue the one that was kept."),
    }
}

/// Whether or not the verifier has a use for it, the file must lead to the pack's checkpoint.
fn check_consistency_file(files: &Files<'_>, note: &str, findings: &mut Vec<Finding>) {
    if files.get(layout::CONSISTENCY).is_none() {
        return;
    }
    let leads_here = files
        .text(layout::CONSISTENCY)
        .and_then(|text| ConsistencyFile::parse(text).ok())
        .is_some_and(|file| file.checkpoint.to_string() == note);
    if !leads_here {
        findings.push(Finding::new(
            FindingCode::CheckpointInconsistent,
            layout::CONSISTENCY,
            "The consistency proof does not lead to the pack's checkpoint.",
        ));
    }
}
