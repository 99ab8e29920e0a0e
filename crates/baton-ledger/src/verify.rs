//! Verifying an evidence pack, offline and from its bytes alone.
//!
//! Files, signatures, proofs, streams, contents, and then meaning: what the events say must not
//! contradict itself. Every check runs even when an earlier one failed, as far as there is something
//! to check, so that one report names everything that is wrong.

mod code;
mod completeness;
mod contents;
mod events;
mod files;
mod log;
mod meaning;
mod streams;

use std::collections::BTreeSet;
use std::fmt;

pub use code::FindingCode;

use crate::checkpoint::Checkpoint;
use crate::pack::manifest::FORMAT_COMPLETE;
use crate::policy_file::TrustPolicy;

/// What the verifier brings along.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The keys that are trusted. Without them those that the pack offers are used, and the report
    /// says that keys are not pinned.
    pub policy: Option<TrustPolicy>,
    /// A checkpoint of the same log that was kept from before: the pack's must be equal to it, or
    /// newer and consistent with it.
    pub checkpoint: Option<Checkpoint>,
}

/// Something that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: FindingCode,
    /// In which file of the pack; `-` for the pack as a whole.
    pub file: String,
    /// What exactly, in a sentence.
    pub sentence: String,
}

impl Finding {
    fn new(code: FindingCode, file: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            code,
            file: file.into(),
            sentence: sentence.into(),
        }
    }
}

/// `CODE<TAB>file<TAB>sentence`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\t{}\t{}",
            self.code.as_str(),
            self.file,
            self.sentence
        )
    }
}

/// What a pack is about, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The log.
    pub origin: String,
    /// The stream of the case.
    pub case: String,
    /// For whom the pack was made.
    pub audience: String,
    /// Why.
    pub purpose: String,
    /// Number of leaves under the checkpoint.
    pub checkpoint_size: u64,
    /// The pack holds every event of its streams among the first so many leaves of the log; none
    /// if it does not say so, as in format 1.
    pub complete_to: Option<u64>,
    /// Number of events.
    pub events: usize,
    /// Parts whose content is there.
    pub parts_present: usize,
    /// Parts whose content was erased.
    pub parts_erased: usize,
    /// Parts that this audience may not see.
    pub parts_withheld: usize,
    /// Kinds, fields and words that are younger than this verifier. They were checked for structure
    /// alone.
    pub not_known: BTreeSet<String>,
}

/// The outcome of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What is wrong; empty if nothing is.
    pub findings: Vec<Finding>,
    /// Whether authenticity was checked with the verifier's own keys.
    pub keys_pinned: bool,
    /// What the pack is about; none if it could not be read at all.
    pub summary: Option<Summary>,
}

impl Report {
    /// Whether nothing is wrong with the pack.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Line by line as the command prints it: that keys are not pinned, if so, then each finding.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.keys_pinned {
            writeln!(f, "keys not pinned")?;
        }
        self.findings
            .iter()
            .try_for_each(|finding| writeln!(f, "{finding}"))
    }
}

/// Verifies a pack.
#[must_use]
pub fn verify(pack: &[u8], trust: &Trust) -> Report {
    let keys_pinned = trust.policy.is_some();
    let mut findings = Vec::new();
    let summary = match files::open(pack, &mut findings) {
        Ok(files) => Some(verify_files(&files, trust, &mut findings)),
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    Report {
        findings,
        keys_pinned,
        summary,
    }
}

fn verify_files(files: &files::Files<'_>, trust: &Trust, findings: &mut Vec<Finding>) -> Summary {
    let manifest = &files.manifest;
    let mut summary = Summary {
        origin: manifest.origin.clone(),
        case: manifest.case.clone(),
        audience: manifest.audience.clone(),
        purpose: manifest.purpose.clone(),
        checkpoint_size: manifest.checkpoint.size,
        events: manifest.events.len(),
        ..Summary::default()
    };
    let log = log::check(files, trust, findings);
    let events = events::check(files, log.as_ref(), &mut summary, findings);
    let is_complete = manifest.format == FORMAT_COMPLETE;
    if is_complete {
        completeness::check(files, log.as_ref(), &events, &mut summary, findings);
    }
    streams::check(manifest, &events, findings);
    contents::check(files, &events, &mut summary, findings);
    meaning::check(&events, is_complete, findings);
    summary
}
