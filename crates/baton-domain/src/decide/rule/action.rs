//! What every step of an action asks.

use super::{waiting, withdraw};
use crate::action::{Action, ActionStatus, ActionWithdrawn, Needed, Spent};
use crate::actor::Role;
use crate::case::Case;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::action::ActionGone;
use crate::id::ActionId;
use crate::money::Money;
use crate::refusal::ActionRefusal;
use crate::token::Slug;
use crate::wait::{InternalCause, WaitClosed, WaitFor};

/// The action of that id.
pub(in crate::decide) fn find(
    unfolding: &Unfolding<'_, '_>,
    id: ActionId,
) -> Result<Action, ActionRefusal> {
    let action = unfolding.case.action(id);
    action.cloned().ok_or(ActionRefusal::UnknownAction)
}

/// Refuses an action for somebody of whom we are not sure enough.
pub(in crate::decide) fn check_identity(case: &Case, action: &Action) -> Result<(), ActionRefusal> {
    let is_sure = case
        .participant(action.participant_id)
        .is_some_and(|participant| participant.identity >= action.kind.identity_floor());
    if is_sure {
        Ok(())
    } else {
        Err(ActionRefusal::Identity)
    }
}

/// Refuses what the workspace as a whole may not let go any more today.
pub(in crate::decide) fn check_workspace_day(
    unfolding: &Unfolding<'_, '_>,
    amount: Option<Money>,
    spent: Spent,
) -> Result<(), ActionRefusal> {
    let limit = unfolding.settings().actions.workspace_day_minor;
    let Some(amount) = amount else { return Ok(()) };
    if spent.workspace_day_minor.saturating_add(amount.minor) > limit {
        Err(ActionRefusal::DayLimit)
    } else {
        Ok(())
    }
}

/// Whose agreement the sums ask for, whatever policy says to the single action.
pub(in crate::decide) fn needed_by_sums(
    unfolding: &Unfolding<'_, '_>,
    amount: Option<Money>,
    spent: Spent,
) -> Option<Needed> {
    let amount = amount?.minor;
    let limits = unfolding.settings().actions;
    let why = if spent.person_day_minor.saturating_add(amount) > limits.person_day_minor {
        "limit.person_day"
    } else if spent.customer_month_minor.saturating_add(amount) > limits.customer_month_minor {
        "limit.customer_month"
    } else {
        return None;
    };
    Some(Needed {
        role: Role::Approver,
        why: Slug::literal(why),
    })
}

/// Nobody has to do anything about the action any more.
pub(in crate::decide) fn settle_waits(unfolding: &mut Unfolding<'_, '_>, action: &Action) {
    let action_id = action.id;
    let ours = [
        WaitFor::InternalAction(InternalCause::ActionProposed { action_id }),
        WaitFor::InternalAction(InternalCause::ActionFailed { action_id }),
        WaitFor::InternalAction(InternalCause::ActionUnknown { action_id }),
    ];
    let settled: Vec<_> = unfolding
        .case
        .waits
        .iter()
        .filter(|wait| ours.contains(&wait.reason))
        .map(|wait| wait.id)
        .collect();
    for wait in settled {
        waiting::close(unfolding, wait, WaitClosed::Decided);
    }
    if let Some(review) = action.review_id {
        withdraw::review_wait(unfolding, review);
    }
}

/// Withdraws an action that has not begun.
pub(in crate::decide) fn withdraw(
    unfolding: &mut Unfolding<'_, '_>,
    action: &Action,
    reason: ActionWithdrawn,
) {
    unfolding.record(Event::ActionWithdrawn(ActionGone {
        action_id: action.id,
        reason,
    }));
    settle_waits(unfolding, action);
}

/// Withdraws every action that has not begun.
pub(in crate::decide) fn withdraw_all(unfolding: &mut Unfolding<'_, '_>, reason: ActionWithdrawn) {
    let not_begun: Vec<_> = unfolding
        .case
        .actions
        .iter()
        .filter(|action| match action.status {
            ActionStatus::Proposed | ActionStatus::Approved => true,
            ActionStatus::Running
            | ActionStatus::Done
            | ActionStatus::Failed
            | ActionStatus::Unknown
            | ActionStatus::Rejected
            | ActionStatus::Withdrawn => false,
        })
        .cloned()
        .collect();
    for action in not_begun {
        withdraw(unfolding, &action, reason);
    }
}
