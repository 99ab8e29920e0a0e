//! Letting exactly the proposed parameters be done: by a person, in time, and by a second one where
//! governance asks for it.

use crate::action::{Action, ActionStatus};
use crate::actor::{Actor, Role};
use crate::command::action::ApproveAction;
use crate::decide::rule::action as rule;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::action::ActionApproved;
use crate::refusal::{ActionRefusal, Refusal};
use crate::verdict::Ruling;

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: ApproveAction,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(ActionRefusal::NotATeammate.into());
    }
    let action = rule::find(unfolding, command.action_id)?;
    if action.parameters.commitment != command.parameters_hash {
        return Err(ActionRefusal::Parameters.into());
    }
    // Pressing the key twice is one approval.
    if action.approved_by == Some(unfolding.actor()) {
        return Ok(());
    }
    check(unfolding, &action, &command)?;
    let role = authority(unfolding, &action, &command)?;
    let due = unfolding.at().plus(unfolding.settings().approval_valid_for);
    unfolding.record(Event::ActionApproved(ActionApproved {
        action_id: action.id,
        parameters: action.parameters,
        requested_by: action.requested_by,
        role,
        policies: command.verdict.policies,
        due,
        comment: command.comment,
    }));
    rule::settle_waits(unfolding, &action);
    Ok(())
}

fn check(
    unfolding: &Unfolding<'_, '_>,
    action: &Action,
    command: &ApproveAction,
) -> Result<(), Refusal> {
    if action.status != ActionStatus::Proposed {
        return Err(ActionRefusal::NotOpen.into());
    }
    unfolding.require_open()?;
    if unfolding.at() >= action.due {
        return Err(ActionRefusal::Expired.into());
    }
    if unfolding.settings().is_paused {
        return Err(ActionRefusal::Paused.into());
    }
    let has_seen_all = command
        .seen_sequence
        .is_none_or(|seen| seen >= unfolding.case.outside_sequence);
    if !has_seen_all {
        return Err(ActionRefusal::Stale.into());
    }
    rule::check_identity(&unfolding.case, action)?;
    rule::check_workspace_day(unfolding, action.amount, command.spent)?;
    Ok(())
}

/// The second person's role; none where the requester's own authority suffices.
fn authority(
    unfolding: &Unfolding<'_, '_>,
    action: &Action,
    command: &ApproveAction,
) -> Result<Option<Role>, ActionRefusal> {
    let by_policy = match &command.verdict.ruling {
        Ruling::Allow => None,
        Ruling::Review { role, .. } => Some(*role),
        Ruling::Forbid { .. } => {
            return Err(ActionRefusal::Forbidden {
                policies: command.verdict.policies.clone(),
            });
        }
    };
    let by_sums = rule::needed_by_sums(unfolding, action.amount, command.spent);
    let asked = [
        action.needed.as_ref().map(|needed| needed.role),
        by_policy,
        by_sums.map(|needed| needed.role),
    ];
    let mut authority = None;
    for role in asked.into_iter().flatten() {
        if action.requested_by == unfolding.actor() {
            return Err(ActionRefusal::FourEyes);
        }
        if !unfolding.context().roles.contains(&role) {
            return Err(ActionRefusal::Role);
        }
        authority = Some(role);
    }
    match (authority, action.requested_by) {
        // Without anybody's agreement only a person's own wish is a permission.
        (None, Actor::Ai | Actor::Machine(_) | Actor::System | Actor::Contact(_)) => {
            Err(ActionRefusal::Role)
        }
        (authority, _) => Ok(authority),
    }
}
