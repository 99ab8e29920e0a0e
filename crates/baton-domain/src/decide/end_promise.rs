//! Keeping, breaking or withdrawing our word.

use crate::command::ledger::{EndPromise, PromiseEnding};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::promise::PromiseEnded;
use crate::refusal::{PromiseRefusal, Refusal};
use crate::status::CaseStatus;

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: EndPromise,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let ended = PromiseEnded {
        promise_id: command.promise_id,
    };
    let due = unfolding
        .case
        .open_promise(command.promise_id)
        .map(|promise| promise.due);
    match (command.ending, due) {
        (PromiseEnding::Kept, Some(_)) => {
            unfolding.require_teammate()?;
            unfolding.record(Event::PromiseKept(ended));
        }
        (PromiseEnding::Withdrawn, Some(_)) => {
            unfolding.require_teammate()?;
            unfolding.record(Event::PromiseWithdrawn(ended));
        }
        (PromiseEnding::Due, Some(due)) => {
            if due <= unfolding.at() && may_break(unfolding.case.status) {
                unfolding.record(Event::PromiseBroken(ended));
            }
        }
        (PromiseEnding::Due, None) => {}
        (PromiseEnding::Kept | PromiseEnding::Withdrawn, None) => {
            return Err(PromiseRefusal::NotOpen.into());
        }
    }
    Ok(())
}

/// A cancelled case owes nothing, and a merged one owes it elsewhere; undoing the cancellation
/// starts the timer again.
const fn may_break(status: CaseStatus) -> bool {
    match status {
        CaseStatus::Open | CaseStatus::Resolved | CaseStatus::Closed => true,
        CaseStatus::Cancelled | CaseStatus::Merged => false,
    }
}
