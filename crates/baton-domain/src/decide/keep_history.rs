//! Keeping a message of a time before Baton: a case that was over long ago, without clocks and waits.
//!
//! The log says honestly when it was written down; the instants inside say when things were sent.

use crate::command::intake::KeepHistory;
use crate::decide::rule::people;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::course::CaseOpened;
use crate::event::ending::{CloseReason, Closed};
use crate::event::message::MessageFiled;
use crate::message::FiledAs;
use crate::refusal::{CaseRefusal, Refusal};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: KeepHistory,
) -> Result<(), Refusal> {
    let begins = unfolding.case.is_unopened();
    if begins {
        let beginning = command.beginning.ok_or(CaseRefusal::Unopened)?;
        unfolding.record(Event::CaseOpened(CaseOpened {
            number: beginning.number,
            opening: beginning.opening,
            subject: beginning.subject,
            channel_id: beginning.channel_id,
        }));
    }
    people::ensure(unfolding, command.with)?;
    if begins {
        unfolding.record(Event::Closed(Closed {
            reason: CloseReason::History,
        }));
    }
    unfolding.record(Event::MessageFiled(MessageFiled {
        message_id: command.message_id,
        thread: command.thread,
        content: command.content,
        attachments: command.attachments,
        raw: command.raw,
        received_at: command.sent_at,
        filed_as: if command.is_ours {
            FiledAs::SentBefore
        } else {
            FiledAs::History
        },
    }));
    Ok(())
}
