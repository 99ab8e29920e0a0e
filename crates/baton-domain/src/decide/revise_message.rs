//! Somebody outside changed or took back what they wrote.
//!
//! A changed message counts as written anew: it is triaged again, and an answer that had not seen
//! the change does not answer it. One that was taken back needs no answer.

use crate::case::limit;
use crate::command::intake::{RecallMessage, ReviseMessage};
use crate::decide::receive;
use crate::decide::rule::{answer, people, withdraw};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::message::{MessageEdited, MessageRecalled};
use crate::refusal::{CaseRefusal, Refusal};
use crate::wait::WaitClosed;

pub(super) fn revise(
    unfolding: &mut Unfolding<'_, '_>,
    command: ReviseMessage,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    people::role_of(unfolding, command.participant_id)?;
    let is_untriaged = unfolding
        .case
        .untriaged
        .iter()
        .any(|untriaged| untriaged.message_id == command.message_id);
    if !is_untriaged && unfolding.case.untriaged.len() >= limit::UNTRIAGED {
        return Err(CaseRefusal::Full.into());
    }
    unfolding.record(Event::MessageEdited(MessageEdited {
        message_id: command.message_id,
        participant_id: command.participant_id,
        content: command.content,
    }));
    let at = unfolding.at();
    receive::heard(unfolding, command.participant_id, command.message_id, at);
    Ok(())
}

pub(super) fn recall(
    unfolding: &mut Unfolding<'_, '_>,
    command: RecallMessage,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    people::role_of(unfolding, command.participant_id)?;
    unfolding.record(Event::MessageRecalled(MessageRecalled {
        message_id: command.message_id,
        participant_id: command.participant_id,
    }));
    withdraw::overtaken(unfolding, command.participant_id, None);
    answer::settle(
        unfolding,
        command.participant_id,
        |message| message.message_id == command.message_id,
        WaitClosed::Dropped,
    );
    Ok(())
}
