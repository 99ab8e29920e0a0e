//! What the events mean: rules that hold for every honest case, checked stream by stream.
//!
//! They are read from kinds and fields alone. A kind that is not known here says nothing and breaks
//! nothing.

mod action;
mod boundary;
mod holder;
mod review;
mod role;
mod send;

use std::collections::BTreeMap;

use super::Finding;
use super::events::Event;
use crate::leaf::view::LeafView;
use crate::leaf::{ActorKind, LeafActor};

/// Roles can be proven only by packs that are complete: what is left out might have taken one away.
pub(super) fn check(events: &[Event], is_complete: bool, findings: &mut Vec<Finding>) {
    let mut streams: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        streams.entry(&event.stream).or_default().push(event);
    }
    if is_complete {
        role::check(events, findings);
    }
    for events in streams.values() {
        send::check(events, findings);
        review::check(events, findings);
        holder::check(events, findings);
        boundary::check(events, findings);
        action::check(events, findings);
    }
}

/// A principal as an event's data name one.
fn actor(data: LeafView<'_>, field: &str) -> Option<LeafActor> {
    let fields = data.object(field)?;
    let name = fields.text("kind")?;
    let kind = ActorKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)?;
    Some(LeafActor {
        kind,
        id: fields.text("id").map(str::to_owned),
    })
}

/// The id of the teammate who decided a review by this event, or approved an action with a role.
pub(super) fn decider(event: &Event) -> Option<&str> {
    let leaf = &event.leaf;
    let is_decision = match &*leaf.kind {
        "review_decided" => leaf.view().text("outcome") != Some("withdrawn"),
        "action_approved" => leaf.view().text("role").is_some(),
        _ => false,
    };
    let is_teammate = leaf.actor.kind == ActorKind::Teammate;
    (is_decision && is_teammate)
        .then_some(leaf.actor.id.as_deref())
        .flatten()
}
