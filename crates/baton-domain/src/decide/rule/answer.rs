//! Owing an answer, and having given it.
//!
//! Several unanswered messages of one participant share one wait. A reply answers only what its
//! author had seen; with newer messages the wait goes on, since the first of them.

use std::collections::BTreeMap;

use super::{boundary, clock, withdraw};
use crate::case::{Case, Untriaged, limit};
use crate::decide::unfolding::Unfolding;
use crate::draft::{DraftWithdrawn, Origin};
use crate::empathy::BoundaryLeft;
use crate::event::Event;
use crate::event::wait::{WaitEnded, WaitOpened, WaitUpdated};
use crate::id::{MessageId, ParticipantId, WaitId};
use crate::message::{Purpose, Unanswered};
use crate::wait::{Party, Wait, WaitClosed, WaitFor};

/// Sees to it that we owe the participant an answer to this message. If we owe one already, the
/// message has joined it when it was folded in.
pub(in crate::decide) fn owe(
    unfolding: &mut Unfolding<'_, '_>,
    to: ParticipantId,
    messages: Vec<Unanswered>,
) {
    let Some(first) = messages.first().copied() else {
        return;
    };
    if unfolding.case.our_reply(to).is_some() {
        return;
    }
    let due = unfolding
        .case
        .is_customer(to)
        .then(|| clock::start_response(unfolding, first.at))
        .flatten();
    let id = WaitId::mint(unfolding.ids());
    unfolding.record(Event::WaitOpened(WaitOpened {
        wait: Wait {
            id,
            on: Party::Us,
            reason: WaitFor::OurReply { messages },
            participant_id: Some(to),
            what: None,
            because: first.sequence,
            since: first.at,
            due,
            is_overdue: false,
            is_claimed: false,
            chase: None,
            chases: 0,
        },
    }));
}

/// The case is open again: these messages, and those of which triage has yet to speak, are
/// unanswered.
pub(in crate::decide) fn owe_unheard(unfolding: &mut Unfolding<'_, '_>, messages: &[Untriaged]) {
    let mut by_writer: BTreeMap<ParticipantId, Vec<Unanswered>> = BTreeMap::new();
    for message in messages.iter().chain(&unfolding.case.untriaged) {
        let theirs = by_writer.entry(message.participant_id).or_default();
        theirs.push(Unanswered {
            message_id: message.message_id,
            sequence: message.sequence,
            at: message.received_at,
        });
    }
    for (writer, mut theirs) in by_writer {
        theirs.sort_by_key(|message| message.sequence);
        while theirs.len() > limit::UNANSWERED {
            theirs.remove(1);
        }
        owe(unfolding, writer, theirs);
    }
}

/// The messages need no answer any longer; the wait goes on for the others.
pub(in crate::decide) fn settle(
    unfolding: &mut Unfolding<'_, '_>,
    to: ParticipantId,
    is_settled: impl Fn(&Unanswered) -> bool,
    reason: WaitClosed,
) {
    let Some(wait) = unfolding.case.our_reply(to) else {
        return;
    };
    let wait_id = wait.id;
    let (settled, left): (Vec<Unanswered>, Vec<Unanswered>) = wait
        .unanswered()
        .iter()
        .partition(|message| is_settled(message));
    if settled.is_empty() {
        return;
    }
    let is_customer = unfolding.case.is_customer(to);
    let Some(first) = left.first() else {
        unfolding.record(Event::WaitClosed(WaitEnded { wait_id, reason }));
        if is_customer && !is_customer_waiting(&unfolding.case) {
            clock::stop_response(unfolding);
        }
        return;
    };
    // The clock of a conversation that goes on belongs to its first unanswered message.
    let due = (is_customer && reason == WaitClosed::Replied)
        .then(|| {
            clock::stop_response(unfolding);
            clock::start_response(unfolding, first.at)
        })
        .flatten();
    unfolding.record(Event::WaitUpdated(WaitUpdated {
        wait_id,
        since: first.at,
        settled: settled.iter().map(|message| message.message_id).collect(),
        due,
    }));
}

fn is_customer_waiting(case: &Case) -> bool {
    case.our_replies()
        .filter_map(|wait| wait.participant_id)
        .any(|participant| case.is_customer(participant))
}

/// Sets the clocks to the case's urgency; a wait for our reply to the customer is due when its clock
/// is.
pub(in crate::decide) fn retarget(unfolding: &mut Unfolding<'_, '_>) {
    clock::retarget(unfolding);
    let Some(due) = clock::response_due(unfolding) else {
        return;
    };
    let late: Vec<Wait> = unfolding
        .case
        .our_replies()
        .filter(|wait| {
            wait.due != Some(due)
                && wait
                    .participant_id
                    .is_some_and(|to| unfolding.case.is_customer(to))
        })
        .cloned()
        .collect();
    for wait in late {
        unfolding.record(Event::WaitUpdated(WaitUpdated {
            wait_id: wait.id,
            since: wait.since,
            settled: Vec::new(),
            due: Some(due),
        }));
    }
}

/// An answer that left: here, or in the provider's own app.
#[derive(Debug, Clone, Copy)]
pub(in crate::decide) struct Answer {
    /// The message.
    pub(in crate::decide) message_id: MessageId,
    /// To whom.
    pub(in crate::decide) to: ParticipantId,
    /// Who first worded it.
    pub(in crate::decide) origin: Origin,
    /// What its author had seen of the case.
    pub(in crate::decide) based_on_sequence: u64,
}

/// What an answer that left means for the case.
pub(in crate::decide) fn given(unfolding: &mut Unfolding<'_, '_>, answer: Answer) {
    let has_read = answer.based_on_sequence;
    settle(
        unfolding,
        answer.to,
        |message| message.sequence <= has_read,
        WaitClosed::Replied,
    );
    let is_heard_in_person = answer.origin.is_person()
        && unfolding
            .case
            .boundary(answer.to)
            .is_some_and(|boundary| boundary.sequence <= has_read);
    if is_heard_in_person {
        let message_id = answer.message_id;
        boundary::leave(
            unfolding,
            answer.to,
            BoundaryLeft::PersonAnswered { message_id },
        );
    }
    let superseded: Vec<_> = unfolding
        .case
        .drafts
        .iter()
        .filter(|draft| {
            draft.to == answer.to
                && draft.purpose == Purpose::Reply
                && !draft.is_touched
                && draft.message_id.is_none()
        })
        .map(|draft| draft.id)
        .collect();
    for draft in superseded {
        withdraw::draft(unfolding, draft, DraftWithdrawn::Superseded);
    }
}
