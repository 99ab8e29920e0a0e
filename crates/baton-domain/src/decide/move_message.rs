//! A message goes to another case. Each case decides its half in the same write unit.

use crate::command::transfer::{MoveIn, MoveOut};
use crate::decide::rule::{answer, boundary, people, withdraw};
use crate::decide::unfolding::Unfolding;
use crate::decide::{open, split};
use crate::event::Event;
use crate::event::transfer::{Arrival, MessageMoved};
use crate::message::Unanswered;
use crate::refusal::{CaseRefusal, Refusal};

pub(super) fn out(unfolding: &mut Unfolding<'_, '_>, command: MoveOut) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_teammate()?;
    if command.to == unfolding.case.id {
        return Err(CaseRefusal::SameCase.into());
    }
    unfolding.record(Event::MessageMoved(MessageMoved {
        message_id: command.message_id,
        from: unfolding.case.id,
        to: command.to,
        arrival: None,
    }));
    split::forget(unfolding, &[command.message_id]);
    Ok(())
}

/// Taking a message from another case, or beginning with it. Whoever needed a person first there
/// needs one here.
pub(super) fn into(unfolding: &mut Unfolding<'_, '_>, command: MoveIn) -> Result<(), Refusal> {
    unfolding.require_teammate()?;
    if command.origin == unfolding.case.id {
        return Err(CaseRefusal::SameCase.into());
    }
    if unfolding.case.is_unopened() {
        let beginning = command.beginning.ok_or(CaseRefusal::Unopened)?;
        open::begin(unfolding, beginning);
    }
    unfolding.require_open()?;
    unfolding
        .case
        .takes_messages(unfolding.at(), unfolding.settings())?;
    let participant_id = people::ensure(unfolding, command.from)?;
    unfolding.record(Event::MessageMoved(MessageMoved {
        message_id: command.message_id,
        from: command.origin,
        to: unfolding.case.id,
        arrival: Some(Arrival {
            participant_id,
            thread: command.thread,
            received_at: command.received_at,
            is_unanswered: command.is_unanswered,
            is_untriaged: command.is_untriaged,
        }),
    }));
    let sequence = unfolding.case.sequence;
    withdraw::overtaken(unfolding, participant_id, Some(command.message_id));
    if command.is_unanswered {
        let message = Unanswered {
            message_id: command.message_id,
            sequence,
            at: command.received_at,
        };
        answer::owe(unfolding, participant_id, vec![message]);
    }
    if !command.boundary.is_empty() {
        boundary::enter(unfolding, participant_id, command.boundary, sequence);
    }
    Ok(())
}
