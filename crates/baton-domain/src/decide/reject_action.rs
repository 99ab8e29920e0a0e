//! Saying no to an action that has not begun: by a person, also to their own.

use crate::action::{ActionStatus, ActionWithdrawn};
use crate::command::action::RejectAction;
use crate::decide::rule::action as rule;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::action::ActionRejected;
use crate::id::ActionId;
use crate::refusal::{ActionRefusal, Refusal};

pub(super) fn reject(
    unfolding: &mut Unfolding<'_, '_>,
    command: RejectAction,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(ActionRefusal::NotATeammate.into());
    }
    let action = rule::find(unfolding, command.action_id)?;
    match action.status {
        ActionStatus::Proposed | ActionStatus::Approved => {}
        ActionStatus::Rejected => return Ok(()),
        ActionStatus::Running | ActionStatus::Done | ActionStatus::Unknown => {
            return Err(ActionRefusal::TooLate.into());
        }
        ActionStatus::Failed | ActionStatus::Withdrawn => {
            return Err(ActionRefusal::NotOpen.into());
        }
    }
    unfolding.record(Event::ActionRejected(ActionRejected {
        action_id: action.id,
        reason: command.reason,
    }));
    rule::settle_waits(unfolding, &action);
    Ok(())
}

/// Its due has come. Nothing happens if it was decided, or begun, or is due later.
pub(super) fn due(unfolding: &mut Unfolding<'_, '_>, id: ActionId) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let Ok(action) = rule::find(unfolding, id) else {
        return Ok(());
    };
    let may_expire = matches!(
        action.status,
        ActionStatus::Proposed | ActionStatus::Approved
    );
    if may_expire && unfolding.at() >= action.due {
        rule::withdraw(unfolding, &action, ActionWithdrawn::Expired);
    }
    Ok(())
}
