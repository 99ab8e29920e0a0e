//! The parts: every content that an event refers to is there and is the one it was bound to, or is
//! said to be erased or withheld.

use std::collections::BTreeMap;

use super::events::Event;
use super::files::Files;
use super::{Finding, FindingCode, Summary};
use crate::hash::{Hash, commitment};
use crate::pack::layout;
use crate::pack::parts::{IndexedPart, IndexedState, PartsIndex};

pub(super) fn check(
    files: &Files<'_>,
    events: &[Event],
    summary: &mut Summary,
    findings: &mut Vec<Finding>,
) {
    let index = files
        .get(layout::PARTS_INDEX)
        .and_then(|bytes| PartsIndex::decode(bytes).ok());
    let Some(PartsIndex(index)) = index else {
        findings.push(missing(
            layout::PARTS_INDEX,
            "The index of parts cannot be read.",
        ));
        return;
    };
    let referred = check_references(&index, events, findings);
    for (id, part) in &index {
        if !referred.contains_key(id) {
            let sentence = "No event of the pack refers to this part.";
            findings.push(missing(&layout::part(id), sentence));
        }
        check_part(files, id, part, summary, findings);
    }
    let indexed = |name: &str| {
        name.strip_prefix("parts/")
            .is_some_and(|id| index.contains_key(id))
    };
    let strays = files
        .names()
        .filter(|name| name.starts_with("parts/") && *name != layout::PARTS_INDEX);
    for name in strays.filter(|name| !indexed(name)) {
        findings.push(missing(name, "The index does not name this part."));
    }
}

fn missing(file: &str, sentence: &str) -> Finding {
    Finding::new(FindingCode::PartMissing, file, sentence)
}

fn unbound(file: &str, sentence: &str) -> Finding {
    Finding::new(FindingCode::PartCommitment, file, sentence)
}

/// The parts that events refer to. One part has one commitment, wherever it is named.
fn check_references(
    index: &BTreeMap<String, IndexedPart>,
    events: &[Event],
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Hash> {
    let mut referred = BTreeMap::new();
    for event in events {
        for part in event.leaf.view().parts() {
            match index.get(&part.id) {
                None => {
                    let sentence = format!("The event refers to {}; it is not there.", part.id);
                    findings.push(missing(&event.file, &sentence));
                }
                Some(indexed) if indexed.commitment == part.commitment => {}
                Some(_) => {
                    let sentence = format!(
                        "The event binds {} to another content than the pack.",
                        part.id
                    );
                    findings.push(unbound(&event.file, &sentence));
                }
            }
            referred.insert(part.id, part.commitment);
        }
    }
    referred
}

fn check_part(
    files: &Files<'_>,
    id: &str,
    part: &IndexedPart,
    summary: &mut Summary,
    findings: &mut Vec<Finding>,
) {
    let name = layout::part(id);
    match (part.state, files.get(&name)) {
        (IndexedState::Present { salt }, Some(content)) => {
            summary.parts_present += 1;
            if commitment(&salt, content) != part.commitment {
                let sentence = "The content is not the one that the events bind.";
                findings.push(unbound(&name, sentence));
            }
        }
        (IndexedState::Present { .. }, None) => {
            findings.push(missing(&name, "The index says it is there; it is not."));
        }
        (IndexedState::Erased { .. }, None) => summary.parts_erased += 1,
        (IndexedState::Withheld, None) => summary.parts_withheld += 1,
        (IndexedState::Erased { .. } | IndexedState::Withheld, Some(_)) => {
            findings.push(unbound(&name, "The index says it is not there; it is."));
        }
    }
}
