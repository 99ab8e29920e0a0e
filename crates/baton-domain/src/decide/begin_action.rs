//! Beginning to ask the back office: the last look at the case before anything is changed there.
//!
//! The caller asks only if `action_started` is among the events. Nothing happens where the action
//! was withdrawn, has begun or has expired; a refusal says "not now".

use crate::action::{ActionStatus, ActionWithdrawn};
use crate::decide::rule::action as rule;
use crate::decide::unfolding::Unfolding;
use crate::effect::Effect;
use crate::event::Event;
use crate::event::action::ActionStarted;
use crate::id::ActionId;
use crate::refusal::{ActionRefusal, Refusal};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, id: ActionId) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let Ok(action) = rule::find(unfolding, id) else {
        return Ok(());
    };
    if action.status != ActionStatus::Approved || !unfolding.case.is_open() {
        return Ok(());
    }
    if unfolding.at() >= action.due {
        rule::withdraw(unfolding, &action, ActionWithdrawn::Expired);
        return Ok(());
    }
    if unfolding.settings().is_paused && !action.kind.only_reads() {
        return Err(ActionRefusal::Paused.into());
    }
    rule::check_identity(&unfolding.case, &action)?;
    if unfolding.at() < action.not_before {
        unfolding.effect(Effect::RunAction {
            action_id: id,
            not_before: action.not_before,
        });
        return Ok(());
    }
    unfolding.record(Event::ActionStarted(ActionStarted {
        action_id: id,
        attempt: action.attempts.saturating_add(1),
        parameters: action.parameters,
    }));
    Ok(())
}
