//! Taking in what somebody outside wrote.
//!
//! Every message to an open case opens a wait on us, or joins the one there is. On a case that is
//! resolved or closed the message is only recorded: triage, or its failure, opens the case again.

use crate::case::{Case, limit};
use crate::command::intake::Receive;
use crate::decide::open;
use crate::decide::rule::{answer, people, withdraw};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::message::MessageReceived;
use crate::id::{MessageId, ParticipantId};
use crate::message::Unanswered;
use crate::refusal::{CaseRefusal, Refusal};
use crate::settings::Settings;
use crate::status::CaseStatus;
use crate::time::Timestamp;

impl Case {
    /// Whether a message received at this instant may still come to this case; if not, intake
    /// opens a linked one.
    ///
    /// # Errors
    /// Why it may not: cancelled, merged, ended too long ago, or full.
    pub fn takes_messages(&self, at: Timestamp, settings: &Settings) -> Result<(), CaseRefusal> {
        match self.status {
            CaseStatus::Open => {}
            CaseStatus::Resolved | CaseStatus::Closed => {
                let until = self
                    .ended_at
                    .map(|ended_at| ended_at.plus(settings.reopen_window));
                if until.is_some_and(|until| at > until) {
                    return Err(CaseRefusal::WindowPassed);
                }
            }
            CaseStatus::Cancelled => return Err(CaseRefusal::Cancelled),
            CaseStatus::Merged => return Err(CaseRefusal::Merged),
        }
        if self.untriaged.len() >= limit::UNTRIAGED {
            return Err(CaseRefusal::Full);
        }
        Ok(())
    }
}

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Receive) -> Result<(), Refusal> {
    if unfolding.case.is_unopened() {
        let beginning = command.beginning.ok_or(CaseRefusal::Unopened)?;
        open::begin(unfolding, beginning);
    }
    unfolding
        .case
        .takes_messages(command.received_at, unfolding.settings())?;
    let participant_id = people::ensure(unfolding, command.from)?;
    unfolding.record(Event::MessageReceived(MessageReceived {
        message_id: command.message_id,
        participant_id,
        thread: command.thread,
        content: command.content,
        attachments: command.attachments,
        raw: command.raw,
        provider_at: command.provider_at,
        received_at: command.received_at,
        joined_by: command.joined_by,
    }));
    heard(
        unfolding,
        participant_id,
        command.message_id,
        command.received_at,
    );
    Ok(())
}

/// What the message that was just recorded means: drafts are overtaken and, if somebody outside
/// wrote to an open case, we owe an answer.
pub(super) fn heard(
    unfolding: &mut Unfolding<'_, '_>,
    writer: ParticipantId,
    message_id: MessageId,
    at: Timestamp,
) {
    let sequence = unfolding.case.sequence;
    withdraw::overtaken(unfolding, writer, Some(message_id));
    let is_outside = unfolding
        .case
        .participant(writer)
        .is_some_and(|participant| participant.role.is_outside());
    if unfolding.case.is_open() && is_outside {
        let message = Unanswered {
            message_id,
            sequence,
            at,
        };
        answer::owe(unfolding, writer, vec![message]);
    }
}
