//! Beginning to call the provider: the last look at the case before a message leaves.
//!
//! The caller calls the provider only if `send_started` is among the events. Nothing happens where
//! the message was taken back, has begun to leave or may no longer leave; a refusal says "not now".

use crate::decide::rule::wording;
use crate::decide::unfolding::Unfolding;
use crate::draft::Origin;
use crate::effect::Effect;
use crate::event::Event;
use crate::event::send::SendStarted;
use crate::id::MessageId;
use crate::refusal::{DraftRefusal, Refusal, SendRefusal};
use crate::send::{Send, SendState};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    message_id: MessageId,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let Some(send) = unfolding
        .case
        .send(message_id)
        .filter(|send| send.state == SendState::Queued)
        .cloned()
    else {
        return Ok(());
    };
    if !wording::may_leave(&unfolding.case, send.purpose, send.to) {
        return Ok(());
    }
    check(unfolding, &send)?;
    if unfolding.at() < send.not_before {
        unfolding.effect(Effect::QueueSend {
            message_id,
            conversation_id: send.thread.conversation_id,
            not_before: send.not_before,
        });
        return Ok(());
    }
    unfolding.record(Event::SendStarted(SendStarted {
        message_id,
        attempt: send.attempts.saturating_add(1),
    }));
    Ok(())
}

fn check(unfolding: &Unfolding<'_, '_>, send: &Send) -> Result<(), Refusal> {
    if unfolding.settings().is_paused {
        return Err(SendRefusal::Paused.into());
    }
    match send.origin {
        Origin::Teammate => return Ok(()),
        Origin::Ai | Origin::Machine => {}
    }
    if unfolding.case.is_inside_boundary() {
        return Err(DraftRefusal::EmpathyBoundary.into());
    }
    if !unfolding.case.untriaged.is_empty() {
        return Err(SendRefusal::NotTriaged.into());
    }
    if !unfolding.settings().stage.may_draft() {
        return Err(SendRefusal::Stage.into());
    }
    Ok(())
}
