//! A teammate closes a case, without waiting for the customer's word.

use crate::decide::rule::{clock, ending};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::ending::{CloseReason, Closed};
use crate::refusal::{CaseRefusal, Refusal};
use crate::sla::ClockKind;
use crate::status::CaseStatus;
use crate::wait::WaitClosed;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_teammate()?;
    match unfolding.case.status {
        CaseStatus::Open => ending::check(unfolding)?,
        CaseStatus::Resolved => {}
        CaseStatus::Closed | CaseStatus::Cancelled => return Err(CaseRefusal::NotOpen.into()),
        CaseStatus::Merged => return Err(CaseRefusal::Merged.into()),
    }
    ending::wind_up(unfolding, WaitClosed::CaseClosed);
    clock::stop(unfolding, ClockKind::Resolution);
    unfolding.record(Event::Closed(Closed {
        reason: CloseReason::Teammate,
    }));
    Ok(())
}
