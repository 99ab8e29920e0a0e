//! Keeping a message without a clock: no wait, no triage, no case opened again.

use crate::command::intake::File;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::message::MessageFiled;
use crate::refusal::Refusal;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: File) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.record(Event::MessageFiled(MessageFiled {
        message_id: command.message_id,
        thread: command.thread,
        content: command.content,
        attachments: Vec::new(),
        raw: command.raw,
        received_at: command.received_at,
        filed_as: command.filed_as,
    }));
    Ok(())
}
