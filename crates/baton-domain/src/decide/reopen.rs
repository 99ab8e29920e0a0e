//! A teammate opens a case again. Undoing a cancellation opens again what it closed.

use crate::decide::rule::{answer, clock, ending};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::ending::ReopenReason;
use crate::event::wait::WaitOpened;
use crate::refusal::{CaseRefusal, Refusal};
use crate::status::CaseStatus;
use crate::wait::{Wait, WaitKind};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_teammate()?;
    match unfolding.case.status {
        CaseStatus::Resolved | CaseStatus::Closed => {
            ending::reopen(unfolding, ReopenReason::Teammate, None);
        }
        CaseStatus::Cancelled => undo_cancel(unfolding),
        CaseStatus::Open => return Err(CaseRefusal::StillOpen.into()),
        CaseStatus::Merged => return Err(CaseRefusal::Merged.into()),
    }
    answer::owe_unheard(unfolding, &[]);
    Ok(())
}

fn undo_cancel(unfolding: &mut Unfolding<'_, '_>) {
    let parked = unfolding.case.parked_waits.clone();
    ending::reopen(unfolding, ReopenReason::CancelUndone, None);
    for wait in parked.into_iter().filter(is_still_meant) {
        let unanswered = wait
            .participant_id
            .filter(|_| wait.reason.kind() == WaitKind::OurReply)
            .filter(|to| unfolding.case.is_customer(*to));
        if unanswered.is_some() {
            clock::start_response(unfolding, wait.since);
        }
        unfolding.record(Event::WaitOpened(WaitOpened { wait }));
    }
}

/// Reviews went with their drafts; everything else is waited for as before.
fn is_still_meant(wait: &Wait) -> bool {
    wait.reason.kind() != WaitKind::SupervisorReview
}
