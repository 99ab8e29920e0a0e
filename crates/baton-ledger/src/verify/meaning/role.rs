//! Who decided a review held the role it asked for, by what the log says of them up to that event.
//!
//! A change of a teammate that names the field `roles` names every role held from then on.

use std::collections::{BTreeMap, BTreeSet};

use super::super::events::Event;
use super::super::{Finding, FindingCode};
use super::decider;
use crate::stream::Stream;

pub(super) fn check(events: &[Event], findings: &mut Vec<Finding>) {
    let mut held: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for event in events {
        if let Some((teammate, roles)) = change(event) {
            held.insert(teammate, roles);
        }
        let Some(teammate) = decider(event) else {
            continue;
        };
        let role = event.leaf.view().text("role").unwrap_or_default();
        if !held.get(teammate).is_some_and(|held| held.contains(role)) {
            findings.push(Finding::new(
                FindingCode::Role,
                &event.file,
                "The log does not say that whoever decided held the role at that time.",
            ));
        }
    }
}

/// The roles that a teammate holds from this event on.
fn change(event: &Event) -> Option<(&str, BTreeSet<&str>)> {
    let Stream::Record { kind, id } = &event.leaf.stream else {
        return None;
    };
    let data = event.leaf.view();
    let names_roles = data.texts("fields").any(|field| field == "roles");
    if kind != "teammate" || event.leaf.kind != "record_changed" || !names_roles {
        return None;
    }
    let values = event.leaf.data.get("values").and_then(|v| v.as_object());
    let held = values
        .into_iter()
        .flatten()
        .filter(|(_, state)| state.as_str() == Some("held"))
        .filter_map(|(name, _)| name.strip_prefix("roles."));
    Some((id, held.collect()))
}
