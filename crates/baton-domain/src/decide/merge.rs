//! Letting a case go on in another one, which absorbs it in the same write unit.

use crate::command::transfer::Merge;
use crate::decide::rule::{ending, release};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::ending::Merged;
use crate::refusal::{CaseRefusal, Refusal};
use crate::status::CaseStatus;
use crate::wait::WaitClosed;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Merge) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_teammate()?;
    match unfolding.case.status {
        CaseStatus::Open | CaseStatus::Resolved | CaseStatus::Closed => {}
        CaseStatus::Cancelled => return Err(CaseRefusal::Cancelled.into()),
        CaseStatus::Merged => return Err(CaseRefusal::Merged.into()),
    }
    if command.into == unfolding.case.id {
        return Err(CaseRefusal::SameCase.into());
    }
    // A message on its way has one case to come back to.
    if !release::is_quiet(unfolding) {
        return Err(CaseRefusal::SendUnfinished.into());
    }
    let is_in_flight = unfolding
        .case
        .actions
        .iter()
        .any(|action| action.status.is_in_flight());
    if is_in_flight {
        return Err(CaseRefusal::ActionUnfinished.into());
    }
    ending::wind_up(unfolding, WaitClosed::CaseMerged);
    unfolding.record(Event::Merged(Merged { into: command.into }));
    Ok(())
}
