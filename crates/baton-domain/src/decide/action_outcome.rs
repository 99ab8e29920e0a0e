//! How asking the back office ended, whether told at once or by a teammate who found out.
//!
//! What was done is recorded in whatever state the case is by then. The message that tells of it
//! goes only then, and only if nobody wrote since somebody agreed to both.

use crate::action::{Action, ActionStatus};
use crate::command::action::{ActionOutcome, Announced, RecordAction, SettleAction};
use crate::decide::rule::{action as rule, waiting, wording};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::action::{ActionCompensated, ActionDone, ActionFailed, ActionUnknown};
use crate::event::draft::DraftProposed;
use crate::event::send::{Approval, SendAuthorised};
use crate::id::{DraftId, MessageId};
use crate::identity::IdentityLevel;
use crate::message::Purpose;
use crate::part::PartRef;
use crate::refusal::{ActionRefusal, Refusal};
use crate::time::Timestamp;
use crate::token::Slug;
use crate::wait::InternalCause;

pub(super) fn record(
    unfolding: &mut Unfolding<'_, '_>,
    command: RecordAction,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let action = rule::find(unfolding, command.action_id)?;
    let is_this_attempt = command.attempt == action.attempts;
    match (command.outcome, action.status) {
        (
            ActionOutcome::Done { result, announced },
            ActionStatus::Running | ActionStatus::Unknown,
        ) if is_this_attempt => done(unfolding, &action, result, announced),
        (
            ActionOutcome::Failed { reason, retry_at },
            ActionStatus::Running | ActionStatus::Unknown,
        ) if is_this_attempt => failed(unfolding, &action, reason, retry_at),
        (ActionOutcome::Unknown { reason }, ActionStatus::Running) if is_this_attempt => {
            unknown(unfolding, &action, reason);
        }
        // Told twice, or about an attempt that is over.
        (
            ActionOutcome::Done { .. }
            | ActionOutcome::Failed { .. }
            | ActionOutcome::Unknown { .. },
            ActionStatus::Proposed
            | ActionStatus::Approved
            | ActionStatus::Running
            | ActionStatus::Done
            | ActionStatus::Failed
            | ActionStatus::Unknown
            | ActionStatus::Rejected
            | ActionStatus::Withdrawn,
        ) => {}
    }
    Ok(())
}

pub(super) fn settle(
    unfolding: &mut Unfolding<'_, '_>,
    command: SettleAction,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(ActionRefusal::NotATeammate.into());
    }
    let action = rule::find(unfolding, command.action_id)?;
    if action.status != ActionStatus::Unknown {
        return Err(ActionRefusal::NotUnknown.into());
    }
    if command.has_happened {
        done(unfolding, &action, command.finding, command.announced);
    } else {
        let reason = Slug::literal("settled.not_done");
        unfolding.record(Event::ActionFailed(ActionFailed {
            action_id: action.id,
            attempt: action.attempts,
            reason,
            retry_at: None,
        }));
        rule::settle_waits(unfolding, &action);
    }
    Ok(())
}

fn done(
    unfolding: &mut Unfolding<'_, '_>,
    action: &Action,
    result: Option<PartRef>,
    announced: Option<Announced>,
) {
    unfolding.record(Event::ActionDone(ActionDone {
        action_id: action.id,
        parameters: action.parameters,
        result,
        is_late: action.status != ActionStatus::Running,
    }));
    rule::settle_waits(unfolding, action);
    if let Some(undone) = action.undoes {
        unfolding.record(Event::ActionCompensated(ActionCompensated {
            action_id: undone,
            by: action.id,
        }));
    }
    if let Some(announced) = announced {
        announce(unfolding, action, announced);
    }
}

/// Sends what was agreed to together with the action. If somebody wrote since, it is only proposed,
/// and a person looks again.
fn announce(unfolding: &mut Unfolding<'_, '_>, action: &Action, announced: Announced) {
    let Some(announcement) = &action.announcement else {
        return;
    };
    let case = &unfolding.case;
    let origin = announcement.origin;
    let is_barred =
        !origin.is_person() && (case.is_inside_boundary() || !case.untriaged.is_empty());
    let may_leave = wording::may_leave(case, Purpose::Reply, announcement.to);
    if is_barred || !may_leave || wording::check_room(unfolding).is_err() {
        return;
    }
    let draft_id = DraftId::mint(unfolding.ids());
    unfolding.record(Event::DraftProposed(DraftProposed {
        draft_id,
        origin,
        purpose: Purpose::Reply,
        to: announcement.to,
        thread: announcement.thread,
        text: announced.text,
        language: None,
        based_on_sequence: action.approved_sequence,
        confidence: None,
        citations: Vec::new(),
        flags: Vec::new(),
        identity_floor: IdentityLevel::Unverified,
        model: None,
        model_call: None,
        wait_id: None,
    }));
    let is_overtaken = action.approved_sequence < unfolding.case.outside_sequence;
    if let Some(approved_by) = action.approved_by.filter(|_| !is_overtaken) {
        // Whoever records the outcome fills in what it says; the second person's role stands with
        // the action that was approved.
        let approval = Approval {
            author: unfolding.actor(),
            approved_by,
            role: None,
            review_id: None,
        };
        let not_before = unfolding.at();
        let message_id = MessageId::mint(unfolding.ids());
        unfolding.record(Event::SendAuthorised(SendAuthorised {
            message_id,
            draft_id,
            version: 1,
            origin,
            purpose: Purpose::Reply,
            to: announcement.to,
            thread: announcement.thread,
            content: announced.content,
            based_on_sequence: action.approved_sequence,
            approval,
            policies: action.policies.clone(),
            then: announcement.then.clone(),
            not_before,
            wait_id: None,
        }));
    }
}

fn failed(
    unfolding: &mut Unfolding<'_, '_>,
    action: &Action,
    reason: Slug,
    retry_at: Option<Timestamp>,
) {
    let action_id = action.id;
    let retry_at = retry_at.filter(|at| unfolding.case.is_open() && *at < action.due);
    unfolding.record(Event::ActionFailed(ActionFailed {
        action_id,
        attempt: action.attempts,
        reason,
        retry_at,
    }));
    rule::settle_waits(unfolding, action);
    if retry_at.is_none() {
        waiting::open_trouble(unfolding, InternalCause::ActionFailed { action_id });
    }
}

fn unknown(unfolding: &mut Unfolding<'_, '_>, action: &Action, reason: Slug) {
    let action_id = action.id;
    unfolding.record(Event::ActionUnknown(ActionUnknown {
        action_id,
        attempt: action.attempts,
        reason,
    }));
    waiting::open_trouble(unfolding, InternalCause::ActionUnknown { action_id });
}
