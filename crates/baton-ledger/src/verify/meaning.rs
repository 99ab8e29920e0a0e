//! What the events mean: rules that hold for every honest case, checked stream by stream.
//!
//! They are read from kinds and fields alone. A kind that is not known here says nothing and breaks
//! nothing.

mod boundary;
mod holder;
mod review;
mod send;

use std::collections::BTreeMap;

use super::Finding;
use super::events::Event;
use crate::leaf::view::LeafView;
use crate::leaf::{ActorKind, LeafActor};

pub(super) fn check(events: &[Event], findings: &mut Vec<Finding>) {
    let mut streams: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let stream = event.leaf.stream.to_string();
        streams.entry(stream).or_default().push(event);
    }
    for events in streams.values() {
        send::check(events, findings);
        review::check(events, findings);
        holder::check(events, findings);
        boundary::check(events, findings);
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
