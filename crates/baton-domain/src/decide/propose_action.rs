//! Asking for something to be done in a back office.
//!
//! The verdict says whose agreement it needs; sums over people, customers and days may ask for more,
//! never for less. Nothing is done here but look-ups, which change nothing.

use crate::action::{Action, ActionKind, Announcement, Needed};
use crate::actor::Actor;
use crate::case::limit;
use crate::command::action::{Announce, ProposeAction};
use crate::decide::rule::{action as rule, release, waiting, wording};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::action::{ActionApproved, ActionProposed};
use crate::id::{ActionId, ReviewId};
use crate::message::Purpose;
use crate::refusal::{ActionRefusal, CaseRefusal, Refusal};
use crate::verdict::{Ruling, Verdict};
use crate::wait::{InternalCause, Party, WaitFor};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: ProposeAction,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    require_room(unfolding)?;
    check_amount(&command)?;
    check_undoes(unfolding, &command)?;
    let needed = needed(unfolding, &command)?;
    rule::check_workspace_day(unfolding, command.amount, command.spent)?;
    let announcement = match command.announcement {
        Some(announce) => Some(announcement(unfolding, announce)?),
        None => None,
    };
    let action_id = ActionId::mint(unfolding.ids());
    let review_id = needed.as_ref().map(|_| ReviewId::mint(unfolding.ids()));
    let due = unfolding.at().plus(unfolding.settings().review_age_limit);
    let proposed = ActionProposed {
        action_id,
        action: command.kind,
        participant_id: command.participant_id,
        parameters: command.parameters,
        amount: command.amount,
        needed,
        review_id,
        policies: command.verdict.policies,
        due,
        announcement,
        undoes: command.undoes,
    };
    unfolding.record(Event::ActionProposed(proposed));
    let action = rule::find(unfolding, action_id)?;
    rule::check_identity(&unfolding.case, &action)?;
    wait_for_approval(unfolding, &action)
}

fn require_room(unfolding: &Unfolding<'_, '_>) -> Result<(), CaseRefusal> {
    let unfinished = unfolding
        .case
        .actions
        .iter()
        .filter(|action| action.status.is_unfinished())
        .count();
    if unfinished < limit::ACTIONS && waiting::has_room(unfolding) {
        Ok(())
    } else {
        Err(CaseRefusal::Full)
    }
}

fn check_amount(command: &ProposeAction) -> Result<(), ActionRefusal> {
    let is_positive = command.amount.is_some_and(|amount| amount.minor > 0);
    if command.kind.moves_money() == is_positive {
        Ok(())
    } else {
        Err(ActionRefusal::Amount)
    }
}

/// Only what was done in this case can be undone, and once.
fn check_undoes(
    unfolding: &Unfolding<'_, '_>,
    command: &ProposeAction,
) -> Result<(), ActionRefusal> {
    let Some(id) = command.undoes else {
        return Ok(());
    };
    let undone = rule::find(unfolding, id)?;
    let is_done = undone.status == crate::action::ActionStatus::Done;
    if is_done && !undone.is_compensated && !undone.kind.only_reads() {
        Ok(())
    } else {
        Err(ActionRefusal::NotUndoable)
    }
}

/// Whose agreement it needs: what policy says, or an approver's where the sums ask for it.
fn needed(
    unfolding: &Unfolding<'_, '_>,
    command: &ProposeAction,
) -> Result<Option<Needed>, ActionRefusal> {
    let by_sums = rule::needed_by_sums(unfolding, command.amount, command.spent);
    let Verdict { ruling, policies } = &command.verdict;
    let by_policy = match ruling {
        Ruling::Allow => None,
        Ruling::Review { role, why } => Some(Needed {
            role: *role,
            why: why.clone(),
        }),
        Ruling::Forbid { .. } => {
            return Err(ActionRefusal::Forbidden {
                policies: policies.clone(),
            });
        }
    };
    let is_person = unfolding.actor().is_teammate();
    match (
        by_sums.or(by_policy),
        is_person || command.kind.only_reads(),
    ) {
        // A machine's wish is never its own permission.
        (None, false) => Err(ActionRefusal::NotATeammate),
        (needed, _) => Ok(needed),
    }
}

fn announcement(
    unfolding: &Unfolding<'_, '_>,
    announce: Announce,
) -> Result<Announcement, Refusal> {
    let origin = wording::origin(unfolding, Purpose::Reply)?;
    wording::check_recipient(unfolding, Purpose::Reply, announce.to)?;
    if !origin.is_person() {
        wording::check_machine(unfolding)?;
    }
    release::check_then(unfolding, &announce.then)?;
    Ok(Announcement {
        to: announce.to,
        thread: announce.thread,
        text: announce.text,
        origin,
        then: announce.then,
    })
}

/// Somebody has to decide, except on what only reads.
fn wait_for_approval(unfolding: &mut Unfolding<'_, '_>, action: &Action) -> Result<(), Refusal> {
    if action.kind == ActionKind::LookupOrder && action.needed.is_none() {
        if let Actor::Contact(_) = unfolding.actor() {
            return Err(ActionRefusal::NotATeammate.into());
        }
        let due = unfolding.at().plus(unfolding.settings().approval_valid_for);
        unfolding.record(Event::ActionApproved(ActionApproved {
            action_id: action.id,
            parameters: action.parameters,
            requested_by: action.requested_by,
            role: None,
            policies: action.policies.clone(),
            due,
            comment: None,
        }));
        return Ok(());
    }
    let due = Some(action.due);
    match action.review_id {
        Some(review_id) => {
            let reason = WaitFor::SupervisorReview { review_id };
            waiting::open(unfolding, Party::Reviewer, reason, None, due);
        }
        None => {
            let cause = InternalCause::ActionProposed {
                action_id: action.id,
            };
            let reason = WaitFor::InternalAction(cause);
            waiting::open(unfolding, Party::Us, reason, None, due);
        }
    }
    Ok(())
}
