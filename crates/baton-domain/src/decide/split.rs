//! Making messages a case of their own; the new case takes each of them in the same write unit.

use crate::case::limit;
use crate::command::transfer::SplitOff;
use crate::decide::rule::answer;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::transfer::Split;
use crate::id::{MessageId, ParticipantId};
use crate::refusal::{CaseRefusal, Refusal};
use crate::wait::WaitClosed;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: SplitOff) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_teammate()?;
    if command.into == unfolding.case.id {
        return Err(CaseRefusal::SameCase.into());
    }
    if command.message_ids.is_empty() || command.message_ids.len() > limit::MESSAGES {
        return Err(CaseRefusal::MessageCount.into());
    }
    unfolding.record(Event::Split(Split {
        into: command.into,
        message_ids: command.message_ids.clone(),
    }));
    forget(unfolding, &command.message_ids);
    Ok(())
}

/// The messages are answered elsewhere.
pub(super) fn forget(unfolding: &mut Unfolding<'_, '_>, messages: &[MessageId]) {
    let writers: Vec<ParticipantId> = unfolding
        .case
        .our_replies()
        .filter_map(|wait| wait.participant_id)
        .collect();
    for writer in writers {
        answer::settle(
            unfolding,
            writer,
            |message| messages.contains(&message.message_id),
            WaitClosed::Moved,
        );
    }
}
