//! Taking back what has not left.

use crate::decide::unfolding::Unfolding;
use crate::draft::{Draft, DraftStatus, DraftWithdrawn};
use crate::event::Event;
use crate::event::draft::{DraftGone, DraftOvertaken};
use crate::event::review::ReviewDecided;
use crate::event::send::SendTakenBack;
use crate::event::wait::WaitEnded;
use crate::id::{DraftId, MessageId, ParticipantId, WaitId};
use crate::message::Purpose;
use crate::review::ReviewOutcome;
use crate::send::{SendState, SendWithdrawn};
use crate::wait::{WaitClosed, WaitFor};

/// Withdraws a draft, with its review and its message, unless that has begun to leave.
pub(in crate::decide) fn draft(
    unfolding: &mut Unfolding<'_, '_>,
    id: DraftId,
    reason: DraftWithdrawn,
) {
    let Some(draft) = unfolding.case.draft(id).cloned() else {
        return;
    };
    if draft.status == DraftStatus::Approved && !message(unfolding, &draft, reason) {
        return;
    }
    review(unfolding, id);
    unfolding.record(Event::DraftWithdrawn(DraftGone {
        draft_id: id,
        reason,
    }));
}

/// Takes back the message a draft became; says whether it could.
fn message(unfolding: &mut Unfolding<'_, '_>, draft: &Draft, reason: DraftWithdrawn) -> bool {
    let queued = draft
        .message_id
        .and_then(|id| unfolding.case.send(id))
        .filter(|send| send.state == SendState::Queued)
        .map(|send| send.message_id);
    let Some(message_id) = queued else {
        return false;
    };
    unfolding.record(Event::SendWithdrawn(SendTakenBack {
        message_id,
        draft_id: draft.id,
        reason: match reason {
            DraftWithdrawn::EmpathyBoundary => SendWithdrawn::EmpathyBoundary,
            DraftWithdrawn::WroteAgain | DraftWithdrawn::Superseded => SendWithdrawn::WroteAgain,
            DraftWithdrawn::ByAuthor => SendWithdrawn::TakenBack,
            DraftWithdrawn::Settled => SendWithdrawn::Settled,
            DraftWithdrawn::CaseEnded => SendWithdrawn::CaseEnded,
        },
    }));
    true
}

/// Ends the review of a draft without a decision, if it is in one.
pub(in crate::decide) fn review(unfolding: &mut Unfolding<'_, '_>, draft: DraftId) {
    let Some(review) = unfolding
        .case
        .reviews
        .iter()
        .find(|review| review.draft_id == draft)
        .cloned()
    else {
        return;
    };
    unfolding.record(Event::ReviewDecided(ReviewDecided {
        review_id: review.id,
        draft_id: draft,
        version: review.version,
        outcome: ReviewOutcome::Withdrawn,
        role: review.role,
        comment: None,
    }));
    review_wait(unfolding, review.id);
}

/// Closes the wait for a review that is over.
pub(in crate::decide) fn review_wait(
    unfolding: &mut Unfolding<'_, '_>,
    decided: crate::id::ReviewId,
) {
    let wait = unfolding
        .case
        .waits
        .iter()
        .find(|wait| wait.reason == WaitFor::SupervisorReview { review_id: decided })
        .map(|wait| wait.id);
    if let Some(wait_id) = wait {
        unfolding.record(Event::WaitClosed(WaitEnded {
            wait_id,
            reason: WaitClosed::Decided,
        }));
    }
}

/// Withdraws every draft that has not begun to leave.
pub(in crate::decide) fn all_drafts(unfolding: &mut Unfolding<'_, '_>, reason: DraftWithdrawn) {
    let drafts: Vec<_> = unfolding.case.drafts.iter().map(|draft| draft.id).collect();
    for id in drafts {
        draft(unfolding, id, reason);
    }
}

/// Withdraws the reminders of a wait that is settled.
pub(in crate::decide) fn chases(unfolding: &mut Unfolding<'_, '_>, wait: WaitId) {
    let drafts: Vec<_> = unfolding
        .case
        .drafts
        .iter()
        .filter(|draft| draft.purpose == Purpose::Chase && draft.wait_id == Some(wait))
        .map(|draft| draft.id)
        .collect();
    for id in drafts {
        draft(unfolding, id, DraftWithdrawn::Settled);
    }
}

/// Somebody outside wrote, edited or recalled: drafts that no person touched are withdrawn, those
/// a person worked on are kept and marked.
pub(in crate::decide) fn overtaken(
    unfolding: &mut Unfolding<'_, '_>,
    writer: ParticipantId,
    message_id: Option<MessageId>,
) {
    let is_customer = unfolding.case.is_customer(writer);
    let concerned: Vec<_> = unfolding
        .case
        .drafts
        .iter()
        .filter(|draft| match draft.purpose {
            Purpose::Reply => draft.to == writer || is_customer,
            Purpose::Chase => draft.to == writer,
            Purpose::Acknowledgement | Purpose::Survey | Purpose::StandDown | Purpose::Notice => {
                false
            }
        })
        .cloned()
        .collect();
    for draft in concerned {
        overtake(unfolding, &draft, message_id);
    }
}

fn overtake(unfolding: &mut Unfolding<'_, '_>, one: &Draft, message_id: Option<MessageId>) {
    let is_approved_by_person = one
        .message_id
        .and_then(|id| unfolding.case.send(id))
        .is_some_and(|send| send.approved_by.is_teammate());
    if is_approved_by_person {
        return;
    }
    if !one.is_touched {
        draft(unfolding, one.id, DraftWithdrawn::WroteAgain);
    } else if !one.is_overtaken {
        unfolding.record(Event::DraftOvertaken(DraftOvertaken {
            draft_id: one.id,
            message_id,
        }));
    }
}
