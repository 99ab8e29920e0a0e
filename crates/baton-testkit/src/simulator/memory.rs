//! What the world outside was told: all of it has to be there at the end.

use baton_app::case::Change;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, MessageId};

use crate::provider::Delivery;

/// What a step was answered with.
#[derive(Debug)]
pub(super) enum Done {
    /// A delivery was taken in.
    Received(Delivery, MessageId),
    /// A case was changed.
    Changed(Box<Change>),
    /// Nothing that anybody could rely on.
    Nothing,
}

/// A change that was acknowledged.
#[derive(Debug)]
pub(super) struct Acknowledged {
    pub(super) case: CaseId,
    /// The number of its first event.
    pub(super) first: u64,
    pub(super) events: Vec<Event>,
}

/// Everything that was acknowledged.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) deliveries: Vec<(Delivery, MessageId)>,
    pub(super) changes: Vec<Acknowledged>,
}

impl Memory {
    pub(super) fn learn(&mut self, done: Done) {
        match done {
            Done::Received(delivery, message) => self.deliveries.push((delivery, message)),
            Done::Changed(change) => {
                let count = u64::try_from(change.events.len()).unwrap_or(u64::MAX);
                self.changes.push(Acknowledged {
                    case: change.case.id,
                    first: change.case.sequence + 1 - count,
                    events: change.events,
                });
            }
            Done::Nothing => {}
        }
    }
}
