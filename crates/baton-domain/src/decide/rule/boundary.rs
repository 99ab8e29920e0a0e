//! Entering and leaving the empathy boundary.

use super::withdraw;
use crate::case::Case;
use crate::decide::unfolding::Unfolding;
use crate::draft::DraftWithdrawn;
use crate::empathy::{BoundaryLeft, BoundaryReason, Circumstances};
use crate::event::Event;
use crate::event::triage::{BoundaryEntered, BoundaryExit};
use crate::id::ParticipantId;
use crate::promise::PromiseStatus;
use crate::time::Timestamp;

/// A person has to answer the participant first. Withdraws everything a machine worded, for
/// whomever: nothing of it may leave while somebody here needs a person.
pub(in crate::decide) fn enter(
    unfolding: &mut Unfolding<'_, '_>,
    participant_id: ParticipantId,
    reasons: Vec<BoundaryReason>,
    sequence: u64,
) {
    unfolding.record(Event::BoundaryEntered(BoundaryEntered {
        participant_id,
        reasons,
        sequence,
    }));
    let worded_by_machines: Vec<_> = unfolding
        .case
        .drafts
        .iter()
        .filter(|draft| !draft.origin.is_person())
        .map(|draft| draft.id)
        .collect();
    for draft in worded_by_machines {
        withdraw::draft(unfolding, draft, DraftWithdrawn::EmpathyBoundary);
    }
}

/// A person answered the participant, or it turned out not to be needed.
pub(in crate::decide) fn leave(
    unfolding: &mut Unfolding<'_, '_>,
    participant_id: ParticipantId,
    left: BoundaryLeft,
) {
    unfolding.record(Event::BoundaryLeft(BoundaryExit {
        participant_id,
        left,
    }));
}

/// What is known besides the words of a message.
pub(in crate::decide) fn circumstances(
    case: &Case,
    tenure_days: Option<u32>,
    at: Timestamp,
) -> Circumstances {
    Circumstances {
        tenure_days,
        is_past_a_promise: case.promises.iter().any(|promise| match promise.status {
            PromiseStatus::Broken => true,
            PromiseStatus::Open => promise.due < at,
            PromiseStatus::Kept | PromiseStatus::Withdrawn => false,
        }),
    }
}
