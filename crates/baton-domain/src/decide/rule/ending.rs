//! Ending a case.

use super::{action, clock, release, waiting, withdraw};
use crate::action::ActionWithdrawn;
use crate::decide::unfolding::Unfolding;
use crate::draft::DraftWithdrawn;
use crate::event::Event;
use crate::event::ending::{ReopenReason, Reopened, Resolved};
use crate::id::MessageId;
use crate::participant::ParticipantRole;
use crate::refusal::CaseRefusal;
use crate::sla::ClockKind;
use crate::time::Span;
use crate::wait::{Party, WaitClosed, WaitFor};

/// Refuses while something we owe or sent is unfinished.
pub(in crate::decide) fn check(unfolding: &Unfolding<'_, '_>) -> Result<(), CaseRefusal> {
    if unfolding.case.open_promises().next().is_some() {
        return Err(CaseRefusal::PromiseOpen);
    }
    if !release::is_quiet(unfolding) {
        return Err(CaseRefusal::SendUnfinished);
    }
    if unfolding
        .case
        .actions
        .iter()
        .any(|action| action.status.is_unfinished())
    {
        return Err(CaseRefusal::ActionUnfinished);
    }
    Ok(())
}

/// Resolves: nothing is waited for any longer but the customer's word.
pub(in crate::decide) fn resolve(
    unfolding: &mut Unfolding<'_, '_>,
    message_id: Option<MessageId>,
    closes_in_days: Option<u16>,
) {
    wind_up(unfolding, WaitClosed::CaseResolved);
    clock::stop(unfolding, ClockKind::Resolution);
    unfolding.record(Event::Resolved(Resolved { message_id }));
    let days = closes_in_days.unwrap_or(unfolding.settings().closes_in_days);
    let due = unfolding.at().plus(Span::from_days(i64::from(days)));
    let customer = unfolding
        .case
        .participants
        .iter()
        .find(|participant| participant.role == ParticipantRole::Customer)
        .map(|participant| participant.id);
    waiting::open(
        unfolding,
        Party::Customer,
        WaitFor::Confirmation,
        customer,
        Some(due),
    );
}

/// Withdraws every draft and every action that has not begun, and closes every wait.
pub(in crate::decide) fn wind_up(unfolding: &mut Unfolding<'_, '_>, reason: WaitClosed) {
    action::withdraw_all(unfolding, ActionWithdrawn::CaseEnded);
    withdraw::all_drafts(unfolding, DraftWithdrawn::CaseEnded);
    waiting::close_all(unfolding, reason);
}

/// Opens a case again that had ended, and its clock with it.
pub(in crate::decide) fn reopen(
    unfolding: &mut Unfolding<'_, '_>,
    reason: ReopenReason,
    message_id: Option<MessageId>,
) {
    withdraw::all_drafts(unfolding, DraftWithdrawn::CaseEnded);
    waiting::close_all(unfolding, WaitClosed::CaseReopened);
    unfolding.record(Event::Reopened(Reopened { reason, message_id }));
    let at = unfolding.at();
    clock::start(unfolding, ClockKind::Resolution, at);
}
