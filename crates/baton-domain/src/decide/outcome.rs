//! How a call to the provider ended, whether told at once, by a late echo, or by a teammate.
//!
//! What left is recorded in whatever state the case is by then. What comes next is applied in the
//! same step, unless somebody wrote in the meantime.

use crate::command::send::{Outcome, RecordOutcome, SettleUnknown};
use crate::decide::rule::answer::{self, Answer};
use crate::decide::rule::{ending, waiting, withdraw, wording};
use crate::decide::unfolding::Unfolding;
use crate::draft::DraftWithdrawn;
use crate::event::Event;
use crate::event::send::{SendFailed, SendUnknown, Sent};
use crate::message::Purpose;
use crate::part::PartRef;
use crate::refusal::{Refusal, SendRefusal};
use crate::send::{Send, SendState, Then};
use crate::time::Timestamp;
use crate::token::Slug;
use crate::wait::{InternalCause, Wait, WaitClosed, WaitFor};

pub(super) fn record(
    unfolding: &mut Unfolding<'_, '_>,
    command: RecordOutcome,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let send = unfolding
        .case
        .send(command.message_id)
        .cloned()
        .ok_or(SendRefusal::Unknown)?;
    let is_this_attempt = command
        .attempt
        .is_none_or(|attempt| attempt == send.attempts);
    match (command.outcome, send.state) {
        (_, SendState::Sent) => {}
        // What was never begun cannot have left: somebody tells of another message.
        (Outcome::Sent { .. }, _) if send.attempts == 0 => {}
        (Outcome::Sent { provider_id }, _) => sent(unfolding, &send, provider_id),
        (Outcome::Failed { reason, retry_at }, SendState::Sending | SendState::Unknown)
            if is_this_attempt =>
        {
            failed(unfolding, &send, reason, retry_at);
        }
        (Outcome::Unknown { reason }, SendState::Sending) if is_this_attempt => {
            unknown(unfolding, &send, reason);
        }
        // Told twice, or about an attempt that is over.
        (
            Outcome::Failed { .. } | Outcome::Unknown { .. },
            SendState::Queued
            | SendState::Sending
            | SendState::Failed
            | SendState::Unknown
            | SendState::Withdrawn,
        ) => {}
    }
    Ok(())
}

pub(super) fn settle_unknown(
    unfolding: &mut Unfolding<'_, '_>,
    command: SettleUnknown,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(SendRefusal::NotATeammate.into());
    }
    let send = unfolding
        .case
        .send(command.message_id)
        .cloned()
        .ok_or(SendRefusal::Unknown)?;
    if send.state != SendState::Unknown {
        return Err(SendRefusal::NotUnknown.into());
    }
    if command.has_left {
        sent(unfolding, &send, None);
    } else {
        failed(unfolding, &send, Slug::literal("settled.not_sent"), None);
    }
    Ok(())
}

fn sent(unfolding: &mut Unfolding<'_, '_>, send: &Send, provider_id: Option<PartRef>) {
    unfolding.record(Event::Sent(Sent {
        message_id: send.message_id,
        content: send.content,
        provider_id,
        is_late: send.state != SendState::Sending,
    }));
    settle_trouble(unfolding, send);
    if send.purpose == Purpose::Reply {
        answer::given(
            unfolding,
            Answer {
                message_id: send.message_id,
                to: send.to,
                origin: send.origin,
                based_on_sequence: send.based_on_sequence,
            },
        );
    }
    if unfolding.case.is_open() {
        apply_then(unfolding, send);
    }
}

/// What we had to do about the message is done with it.
fn settle_trouble(unfolding: &mut Unfolding<'_, '_>, send: &Send) {
    let message_id = send.message_id;
    let troubles = [
        WaitFor::InternalAction(InternalCause::SendUnknown { message_id }),
        WaitFor::InternalAction(InternalCause::SendFailed { message_id }),
    ];
    let settled: Vec<_> = unfolding
        .case
        .waits
        .iter()
        .filter(|wait| troubles.contains(&wait.reason))
        .map(|wait| wait.id)
        .collect();
    for wait in settled {
        waiting::close(unfolding, wait, WaitClosed::SendSettled);
    }
}

/// Nothing that comes next may hide somebody who wrote since; then a person decides again.
fn apply_then(unfolding: &mut Unfolding<'_, '_>, send: &Send) {
    let somebody_wrote_since = unfolding
        .case
        .our_replies()
        .flat_map(Wait::unanswered)
        .any(|message| message.sequence > send.based_on_sequence);
    if somebody_wrote_since {
        return;
    }
    match &send.then {
        Then::NextStep => {}
        Then::Wait(request) => {
            // A due that passed while the message was on its way is overdue, not impossible.
            if waiting::check(unfolding, request, Timestamp::from_micros(i64::MIN)).is_ok() {
                waiting::open_requested(unfolding, request.clone());
            }
        }
        Then::Resolve { closes_in_days } => {
            let is_answered = unfolding.case.our_replies().next().is_none();
            if is_answered && ending::check(unfolding).is_ok() {
                ending::resolve(unfolding, Some(send.message_id), *closes_in_days);
            }
        }
    }
}

fn failed(
    unfolding: &mut Unfolding<'_, '_>,
    send: &Send,
    reason: Slug,
    retry_at: Option<Timestamp>,
) {
    let is_barred = !send.origin.is_person() && unfolding.case.is_inside_boundary();
    let may_leave = wording::may_leave(&unfolding.case, send.purpose, send.to);
    let message_id = send.message_id;
    unfolding.record(Event::SendFailed(SendFailed {
        message_id,
        attempt: send.attempts,
        reason,
        retry_at: retry_at.filter(|_| may_leave && !is_barred),
    }));
    if is_barred {
        withdraw::draft(unfolding, send.draft_id, DraftWithdrawn::EmpathyBoundary);
    } else if !may_leave {
        withdraw::draft(unfolding, send.draft_id, DraftWithdrawn::CaseEnded);
    }
    settle_trouble(unfolding, send);
    if retry_at.is_none() {
        waiting::open_trouble(unfolding, InternalCause::SendFailed { message_id });
    }
}

fn unknown(unfolding: &mut Unfolding<'_, '_>, send: &Send, reason: Slug) {
    let message_id = send.message_id;
    unfolding.record(Event::SendUnknown(SendUnknown {
        message_id,
        attempt: send.attempts,
        reason,
    }));
    waiting::open_trouble(unfolding, InternalCause::SendUnknown { message_id });
}
