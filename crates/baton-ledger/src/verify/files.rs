//! The archive and the manifest: every file is there, and is the one that was signed for.

use std::collections::BTreeMap;

use super::{Finding, FindingCode};
use crate::pack::layout;
use crate::pack::manifest::{FORMAT_COMPLETE, FORMAT_PLAIN, FileLine, Manifest};
use crate::pack::zip::{self, ZipRefused};

/// The files of a pack and what the manifest says about them.
pub(super) struct Files<'a> {
    by_name: BTreeMap<&'a str, &'a [u8]>,
    pub(super) manifest: Manifest,
}

impl<'a> Files<'a> {
    /// The content of a file.
    pub(super) fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.by_name.get(name).copied()
    }

    /// The content of a file that must be text.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.get(name)?).ok()
    }

    /// Every name in the pack, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.by_name.keys().copied()
    }
}

/// Opens a pack. The error is what makes it unreadable; lesser findings are added to the list.
pub(super) fn open<'a>(pack: &'a [u8], findings: &mut Vec<Finding>) -> Result<Files<'a>, Finding> {
    let entries = zip::read(pack).map_err(|why| {
        let code = match why {
            ZipRefused::TooLarge => FindingCode::PackTooLarge,
            ZipRefused::NotCanonical => FindingCode::PackNotCanonical,
        };
        Finding::new(code, "-", format!("The pack is {why}."))
    })?;
    let by_name: BTreeMap<_, _> = entries.into_iter().collect();
    let manifest = by_name
        .get(layout::MANIFEST)
        .and_then(|bytes| Manifest::decode(bytes).ok())
        .ok_or_else(|| hash(layout::MANIFEST, "The manifest is missing or malformed."))?;
    if ![FORMAT_PLAIN, FORMAT_COMPLETE].contains(&manifest.format) {
        let sentence = "The pack has a format that this verifier does not know.";
        return Err(Finding::new(
            FindingCode::PackNotCanonical,
            layout::MANIFEST,
            sentence,
        ));
    }
    check_layout(&by_name, manifest.format, findings);
    check_lines(&by_name, &manifest, findings);
    Ok(Files { by_name, manifest })
}

fn hash(name: &str, sentence: &str) -> Finding {
    Finding::new(FindingCode::ManifestHash, name, sentence)
}

fn check_layout(by_name: &BTreeMap<&str, &[u8]>, format: u32, findings: &mut Vec<Finding>) {
    let has_place =
        |name: &str| layout::is_known(name) && (format > FORMAT_PLAIN || !layout::is_younger(name));
    for name in by_name.keys().filter(|name| !has_place(name)) {
        let sentence = "A file of this name has no place in a pack.";
        findings.push(Finding::new(FindingCode::PackNotCanonical, *name, sentence));
    }
    let needed = [
        layout::MANIFEST_SIGNATURE,
        layout::CHECKPOINT,
        layout::KEYS,
        layout::PARTS_INDEX,
        layout::REPORT,
        layout::GUIDE,
    ];
    let younger: &[&str] = if format > FORMAT_PLAIN {
        &layout::YOUNGER
    } else {
        &[]
    };
    let needed = needed.iter().chain(younger);
    for name in needed.filter(|name| !by_name.contains_key(*name)) {
        findings.push(hash(name, "Every pack has this file; this one has not."));
    }
}

fn check_lines(by_name: &BTreeMap<&str, &[u8]>, manifest: &Manifest, findings: &mut Vec<Finding>) {
    let listed: BTreeMap<&str, &FileLine> = manifest
        .files
        .iter()
        .map(|line| (&*line.name, line))
        .collect();
    let is_sorted = manifest
        .files
        .is_sorted_by(|one, next| one.name < next.name);
    if !is_sorted {
        let sentence = "The manifest lists its files out of order or twice.";
        findings.push(hash(layout::MANIFEST, sentence));
    }
    let sealed = [layout::MANIFEST, layout::MANIFEST_SIGNATURE];
    for (name, content) in by_name {
        match listed.get(name) {
            None if sealed.contains(name) => {}
            None => findings.push(hash(name, "The manifest does not list this file.")),
            Some(line) if **line == FileLine::of(name, content) => {}
            Some(_) => findings.push(hash(name, "The file is not the one the manifest lists.")),
        }
    }
    for name in listed.keys().filter(|name| !by_name.contains_key(*name)) {
        findings.push(hash(name, "The manifest lists this file; it is not there."));
    }
}
