//! Person first: while somebody must be answered by a person, AI and machines word nothing.

use std::collections::BTreeSet;

use super::super::events::Event;
use super::super::{Finding, FindingCode};

pub(super) fn check(events: &[&Event], findings: &mut Vec<Finding>) {
    let mut inside: BTreeSet<&str> = BTreeSet::new();
    for event in events {
        let data = event.leaf.view();
        match &*event.leaf.kind {
            "boundary_entered" => inside.extend(data.text("participant_id")),
            "boundary_left" => {
                if let Some(participant) = data.text("participant_id") {
                    inside.remove(participant);
                }
            }
            "draft_proposed" | "send_authorised" => {
                let is_worded = matches!(data.text("origin"), Some("ai" | "machine"));
                let is_fixed = data.text("purpose") == Some("acknowledgement");
                if is_worded && !is_fixed && !inside.is_empty() {
                    let sentence = "AI worded this while a person had to answer first.";
                    let code = FindingCode::PersonFirst;
                    findings.push(Finding::new(code, &event.file, sentence));
                }
            }
            _ => {}
        }
    }
}
